// Documents, Statement of Applicability, search.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './app';

/** What a button hands the person. */
async function handed(page: Page, name: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('the statement has 93 controls, and a decision counts at once and is kept', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Controls');
  const rows = page.getByRole('list', { name: 'Controls' }).locator('.fold-row');
  await expect(rows).toHaveCount(93);
  await page.getByLabel('Decision on 7.4').selectOption('Excluded');
  await expect(page.getByText('1 with a warning')).toBeVisible();
  await page.getByRole('button', { name: /^7\.4/ }).click();
  await expect(page.getByText('Left out without a reason.')).toBeVisible();
  await page.getByLabel('Why it is in, or why it is out').fill('We have no rooms of our own.');
  await page.getByLabel('Why it is in, or why it is out').blur();
  await expect(page.getByText('Left out without a reason.')).toBeHidden();
  await expect(page.getByRole('region', { name: 'Physical' })).toContainText('1 left out');
  await app.saved();
  await page.reload();
  await expect(page.getByLabel('Decision on 7.4')).toHaveValue('Excluded');
});

test('filters of the statement hold together', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Controls');
  await page.getByLabel('Theme').selectOption('Physical (7)');
  await expect(page.getByText('14 of 93 shown')).toBeVisible();
  await page.getByText('Filter by attribute').click();
  await page.getByLabel('Control type').selectOption('Detective');
  await page.getByLabel('Only', { exact: true }).selectOption('New in 2022');
  await expect(page.getByText('1 of 93 shown')).toBeVisible();
  await expect(page.getByRole('button', { name: /^7\.4 Physical security monitoring/ })).toBeVisible();
});

test('ticked controls are changed together, in one step that can be undone', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Controls');
  await page.getByLabel('Theme').selectOption('People (6)');
  await page.getByRole('button', { name: 'Tick all shown' }).click();
  await page.getByLabel('Decision for all ticked').selectOption('Applicable');
  await page.getByLabel('Basis to add for all ticked').selectOption('Risk');
  const people = page.getByRole('region', { name: 'People' });
  await expect(people).toContainText('8 planned or not started');
  await expect(page.getByText(/with a warning/)).toBeHidden();
  await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('8 with a warning')).toBeVisible();
  await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
  await expect(people).toContainText('8 undecided');
});

test('a control of one\'s own stands beside the 93 and goes out with them', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Controls');
  await page.getByLabel('Its title').fill('=Escrow of keys');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('button', { name: /^OC-1/ })).toContainText('=Escrow of keys');
  await page.getByLabel('Version of the statement').fill('0.3');
  await page.getByLabel('Version of the statement').blur();
  const csv = await handed(page, 'Export as CSV');
  expect(csv.name).toMatch(/^soa-0\.3-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text.trim().split('\r\n')).toHaveLength(95);
  expect(csv.text).toContain("OC-1,'=Escrow of keys,Undecided");
  const markdown = await handed(page, 'Export as Markdown');
  expect(markdown.text).toMatch(/^## Statement of Applicability, , version 0\.3, \d{4}-/);
});

for (const [name, below] of [
  ['Controls', '#soa-own'],
  ['Documents', '#documents-2'],
]) {
  test(`what stands below a list of ${name.toLowerCase()} comes only when the list is whole`, async ({ app, page }) => {
    await app.open();
    await app.sample('Manufacturer');
    await page.evaluate((below) => {
      const rows = () => document.querySelectorAll('.fold-row');
      const above = () => {
        const mark = document.querySelector(below);
        return mark && [...rows()].filter((row) => row.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING).length;
      };
      const whenThere = new Promise<[number, number]>((done) => {
        let first = 0;
        const observer = new MutationObserver(() => {
          first ||= rows().length;
          const n = above();
          if (n === null) return;
          observer.disconnect();
          done([first, n]);
        });
        observer.observe(document, { subtree: true, childList: true });
      });
      Object.assign(globalThis, { above, whenThere });
    }, below);
    await app.go(name);
    const [first, n] = await page.evaluate(() => (globalThis as any).whenThere as Promise<[number, number]>);
    expect(n).toBeGreaterThan(first);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    expect(await page.evaluate(() => (globalThis as any).above())).toBe(n);
  });
}

test('documents have states, an overdue review is marked, and one file may serve several', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Documents');
  await expect(page.getByText('Mandatory: 0 of 18 approved')).toBeVisible();
  await page.getByLabel('State of ISMS scope').selectOption('Approved');
  await expect(page.getByText('Mandatory: 1 of 18 approved')).toBeVisible();
  for (const row of ['D17', 'D18']) {
    await page.getByRole('button', { name: new RegExp(`^${row}`) }).click();
    await page.locator(`#doc-${row}-file`).fill('Register of nonconformities');
    await page.locator(`#doc-${row}-file`).blur();
  }
  await expect(page.getByText('The same file serves D18.')).toBeVisible();
  await page.locator('#doc-D17-review').fill('2020-01-31');
  await page.locator('#doc-D17-review').blur();
  await expect(page.getByRole('button', { name: /^D17/ })).toContainText(/Review overdue by \d+ days/);
  await expect(page.getByText('1 review is overdue')).toBeVisible();
  await page.getByLabel('Show').selectOption('Review overdue');
  await expect(page.locator('.fold-row')).toHaveCount(1);
});

test('a document that a control asks for appears once the control is applicable', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Documents');
  await expect(page.getByRole('button', { name: /^C-5\.9/ })).toHaveCount(0);
  await app.go('Controls');
  await page.getByLabel('Decision on 5.9').selectOption('Applicable');
  await page.getByRole('button', { name: /^5\.9/ }).click();
  await page.getByRole('link', { name: 'Document C-5.9' }).click();
  await expect(page.getByRole('button', { name: /^C-5\.9/ })).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('link', { name: 'Control 5.9' }).click();
  await expect(page.getByRole('button', { name: /^5\.9/ })).toBeFocused();
});

test('a document leads to the question it proves, and the question to its document', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Documents');
  await page.getByRole('button', { name: /^D1 / }).click();
  await page.locator('#doc-D1-body').getByRole('listitem').getByRole('link').first().click();
  await expect(app.question('4.3')).toBeFocused();
  await app.question('4.3').getByText('Why it is asked, and what helps').click();
  await app.question('4.3').getByRole('link', { name: 'D1 ISMS scope' }).click();
  await expect(page.getByRole('button', { name: /^D1 / })).toHaveAttribute('aria-expanded', 'true');
});

test('all templates come together in one archive', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Documents');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'All templates' }).click(),
  ]);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(bytes.toString('latin1')).toContain('D18.md');
});

test('a slash opens the search, and the keyboard alone leads to what was found', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Search for' });
  await expect(field).toBeFocused();
  await field.fill('risk');
  const last = page.getByRole('listbox', { name: 'Hits' }).getByRole('option').last();
  await expect(last).not.toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).toBeInViewport();
  await field.fill('threat intelligence');
  const hits = page.getByRole('listbox', { name: 'Hits' }).getByRole('option');
  await expect(hits.first()).toContainText('5.7 Threat intelligence');
  await expect(hits.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^5\.7/ })).toBeFocused();
  await expect(field).toBeHidden();
});

test('the search finds questions, documents, notes and evidence', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await page.locator('.workbar').getByRole('button', { name: 'Search' }).click();
  const field = page.getByRole('combobox', { name: 'Search for' });
  const hits = page.getByRole('listbox', { name: 'Hits' });
  for (const [query, kind] of [
    ['climate', 'Question'],
    ['D16', 'Document'],
    ['Scope statement', 'Evidence'],
  ]) {
    await field.fill(query);
    await expect(hits.getByRole('option').filter({ hasText: kind }).first()).toBeVisible();
  }
  await field.fill('nothing has these words');
  await expect(page.getByText('Nothing holds all of these words.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
});

test('a contradiction is one click from its field, and can be accepted until a day', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Cross-checks');
  await expect(page.getByText('No open finding')).toBeVisible();
  await app.go('Controls');
  await page.getByLabel('Decision on 7.4').selectOption('Excluded');
  await page.getByRole('button', { name: /^7\.4/ }).click();
  await page.getByLabel('Law', { exact: true }).check();
  await app.go('Cross-checks');
  const row = page.locator('.fold-row').filter({ hasText: '7.4' }).first();
  await row.getByRole('button', { name: /7\.4/ }).click();
  await row.getByLabel('Accept it, because').fill('Our lawyer looks at it.');
  await row.getByRole('button', { name: 'Accept until that day' }).click();
  await expect(page.getByRole('region', { name: /^Accepted \(1\)/ })).toBeVisible();
  await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: /^Accepted/ })).toBeHidden();
  await page.locator('.fold-row').filter({ hasText: '7.4' }).first().getByRole('link', { name: 'Go to the field' }).click();
  await expect(page.getByRole('button', { name: /^7\.4/ })).toBeFocused();
});

test('the report holds what was chosen and prints without the frame around it', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer, 600 people');
  await app.go('Report');
  const report = page.getByRole('article', { name: 'Preview of the report' });
  await expect(report.getByRole('heading', { level: 2 })).toHaveText([
    'Management summary',
    'Readiness gates',
    'Gaps',
    'Roadmap',
  ]);
  await page.getByRole('checkbox', { name: 'Statement of Applicability' }).check();
  await page.getByRole('checkbox', { name: 'Readiness gates' }).uncheck();
  await expect(report.getByRole('region', { name: 'Statement of Applicability' }).locator('tbody tr')).toHaveCount(93);
  await expect(report.getByRole('region', { name: 'Readiness gates' })).toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.masthead')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Assessment' })).toBeHidden();
  await expect(report).toBeVisible();
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
});
