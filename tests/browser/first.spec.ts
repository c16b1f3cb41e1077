// Somebody's first visit: from the start to a verdict, a date and a file, by keyboard alone.
import { readFile } from 'node:fs/promises';
import { expect, test } from './app';

test('a first visitor comes from the start to verdict, date and file with at most 45 key presses beside the answers', async ({ app, page }) => {
  test.setTimeout(180_000);
  let n = 0;
  const press = async (key: string) => {
    n += 1;
    await page.keyboard.press(key);
  };
  const arrived = Date.now();
  await app.open();
  const start = page.getByRole('button', { name: 'Start quick assessment' });
  while (!(await start.evaluate((button) => button === document.activeElement))) await press('Tab');
  await press('Enter');
  // The first question is there and takes the first key.
  await expect(page.locator('.question').first()).toBeVisible();
  expect(n).toBeLessThan(10);
  await page.keyboard.press('3');
  await expect(app.question('4.1').getByRole('radio', { name: /^3/ })).toBeChecked();
  test.info().annotations.push({ type: 'first answer after', description: `${Date.now() - arrived} ms` });

  const levels = ['3', '2', '1', '3', '4', '2', '0', '3', '2'];
  for (let answered = 1; answered < 30; answered += 1) {
    await press('u');
    // The question that is to be answered holds the keyboard.
    await expect(page.locator('.question:focus')).toHaveCount(1);
    const radios = page.locator('.question:focus input:checked');
    await expect(radios).toHaveCount(0);
    await page.keyboard.press(levels[answered % levels.length]);
    await expect(page.getByText(`${answered + 1} of 30 answered`)).toBeVisible();
  }
  // Nothing is open any more: the same key leads to the result.
  await press('u');
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeFocused();
  await expect(page.locator('.verdict__word')).toHaveText(['Cannot tell yet', 'Cannot tell yet']);
  await expect(page.locator('.waits')).toContainText(/\d+ of 24 gates can be judged/);
  await expect(page.locator('.waits li a').first()).toContainText(/document/);
  // The date stands beside the verdict.
  await expect(page.locator('.verdict').first()).toContainText(/Earliest by the plan: .*20\d\d/);
  const [download] = await Promise.all([page.waitForEvent('download'), press('Control+s')]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(Object.keys(file.answers)).toHaveLength(30);
  test.info().annotations.push({ type: 'key presses beside the answers', description: String(n) });
  expect(n).toBeLessThanOrEqual(45);
});

test('where nothing is kept, the start page fetches no list to say so', async ({ app, page }) => {
  const lists: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('shelf')) lists.push(request.url());
  });
  await app.open();
  await expect(page.getByText('No assessment yet.')).toBeVisible();
  await expect(page.getByLabel('Assessment file (JSON)')).toBeVisible();
  await page.mouse.wheel(0, 300);
  await page.waitForLoadState('networkidle');
  expect(lists).toEqual([]);
});

test('on a phone the assessments come when somebody begins to go there', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.open();
  await app.start();
  await app.open();
  await expect(page.getByRole('button', { name: 'Start quick assessment' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.shelf__item')).toHaveCount(0);
  await page.mouse.wheel(0, 100);
  await expect(page.locator('.shelf__item')).toHaveCount(1);
});

test('in a workshop one large question stands alone, and the next one follows', async ({ app, page }) => {
  await app.open();
  await app.start();
  await page.getByLabel('As', { exact: true }).selectOption('workshop');
  await expect(page.locator('.one--large .question')).toHaveCount(1);
  await expect(page.getByText(/^Question 1 of \d+$/)).toBeVisible();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByText(/^Question 2 of \d+$/)).toBeVisible();
  await expect(page.locator('.one--large .question')).toHaveCount(1);
});
