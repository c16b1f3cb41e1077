// The app as one file, opened from a disk.
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { App, expect, test } from './app';

const FILE = pathToFileURL(process.env.SINGLE_FILE ?? 'no SINGLE_FILE').href;

test('one file runs from a disk and asks for nothing else', async ({ page, origins }) => {
  // What files have for an origin. The list below is the stricter rule.
  origins.push('null');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const app = new App(page);
  await page.goto(FILE);
  await app.sample('Software firm, 40 people');
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  for (const name of ['Questions', 'Controls', 'Documents', 'Roadmap', 'Report']) {
    await app.go(name);
    await expect(page.locator('h1:visible').first()).toBeVisible();
    await expect(page.getByText(/could not be/).filter({ visible: true })).toHaveCount(0);
  }
  await app.go('Controls');
  await expect(page.locator('.fold-row')).toHaveCount(93);
  expect(JSON.parse(await app.export()).format).toBe('isms-gauge.assessment');
  await page.goto(`${FILE}#/glossary`);
  await expect(page.getByRole('heading', { name: 'Glossary' })).toBeVisible();
  expect(asked.filter((url) => !/^(blob|data):/.test(url) && url.split('#')[0] !== FILE)).toEqual([]);
});

test('one file keeps the answers and hands out the files that the app links to', async ({ page, origins }) => {
  origins.push('null');
  const app = new App(page);
  await page.goto(FILE);
  await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  await page.reload();
  await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  await page.goto(`${FILE}#/method`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'parts and their licences' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('licences.txt');
  expect(await readFile(await download.path(), 'utf8')).toContain('leptos');
});
