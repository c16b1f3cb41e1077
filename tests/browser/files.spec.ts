// Files that are not what they should be, and what lies on this device.
import { expect, test } from './app';

const REFUSED: [string, string, RegExp][] = [
  ['a broken file', '{"format": "isms-gauge.assessment", "version": 1, "id": "a", ', /not complete JSON.*line 1/],
  ['a file of another tool', '{"teams": [1, 2]}', /not an assessment of ISMS Gauge.*found nothing/],
  ['a level off the scale', '{"format": "isms-gauge.assessment", "version": 1, "id": "a", "answers": {"4.1": {"rating": 6}}}', /answers\.4\.1\.rating.*0 to 5.*got 6/],
  ['an empty file', '', /empty/],
];

for (const [name, text, message] of REFUSED) {
  test(`${name} gives its message and changes nothing`, async ({ app, page }) => {
    await app.open();
    await app.start();
    await app.answer('4.1', '1');
    await app.saved();
    const before = await app.kept();
    await app.go('Data');
    await app.choose('other.json', text);
    const alert = page.getByRole('alert').filter({ hasText: 'was not imported' });
    await expect(alert).toContainText(message);
    await expect(alert).toContainText('Nothing was changed.');
    expect(await app.kept()).toEqual(before);
  });
}

test('importing what is here already asks whether to keep both', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.saved();
  const text = await app.export();
  await app.go('Data');
  await app.choose('again.json', text);
  await page.getByRole('button', { name: 'Keep both' }).click();
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  await app.open();
  await expect(page.locator('.shelf__item')).toHaveCount(2);
});

test('replacing the open assessment shows what the file holds', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.saved();
  const text = await app.export();
  await app.answer('4.2', '1');
  await expect(page.getByText('2 of 30 answered')).toBeVisible();
  await app.go('Data');
  await app.choose('again.json', text);
  await page.getByRole('button', { name: 'Replace the one here' }).click();
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
});

test('assessments can be renamed, duplicated and deleted with a way back', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await app.open();
  const items = page.locator('.shelf__item');
  await items.first().getByRole('button', { name: 'Rename' }).click();
  const field = items.first().getByRole('textbox');
  await field.fill('Bellwether Ltd');
  await field.blur();
  await expect(page.getByRole('link', { name: 'Bellwether Ltd', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(items).toHaveCount(2);
  await items.last().getByRole('button', { name: 'Delete' }).click();
  await expect(items).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items).toHaveCount(2);
});

test('what cannot be read is left as it is and can be saved', async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => localStorage.setItem('isms-gauge/assessment/x', '{"half'));
  await app.open('#/a/x/overview');
  await page.reload();
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the text as it is' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('isms-gauge-unreadable.json');
  expect((await app.kept())['isms-gauge/assessment/x']).toBe('{"half');
});

test('every template is a file that can be filled in', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Documents');
  for (let n = 1; n <= 18; n += 1) {
    const row = page.getByRole('button', { name: new RegExp(`^D${n} `) });
    await row.click();
    const link = page.locator(`#doc-D${n}-body`).getByRole('link', { name: /^Template/ });
    const href = await link.evaluate((link) => (link as HTMLAnchorElement).href);
    const response = await page.request.get(href);
    expect(response.status(), href).toBe(200);
    expect(await response.text()).toMatch(/^# .+\n[\s\S]*\[/);
  }
});
