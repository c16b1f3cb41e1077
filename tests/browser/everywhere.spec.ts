// What holds on every page: accessibility, narrow screens, any folder of any host.
import AxeBuilder from '@axe-core/playwright';
import type { Route } from '@playwright/test';
import { expect, test } from './app';
import { OTHERS, PAGES } from './places.mjs';

const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
  'high contrast': { colorScheme: 'light', contrast: 'more' },
} as const;
for (const [look, media] of Object.entries(LOOKS)) {
  test(`axe finds nothing on any page in ${look}`, async ({ app, page }) => {
    test.setTimeout(360_000);
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await app.open();
    const id = await app.sample('Software firm, 40 people');
    for (const place of [...OTHERS, ...PAGES.map((name) => `#/a/${id}/${name}`)]) {
      await app.open(place);
      await expect(page.locator('h1:visible').first()).toBeVisible();
      await expect(page.getByText(/^Loading the/)).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect(found, place).toEqual([]);
    }
  });
}

test('no page scrolls sideways on a phone', async ({ app, page }) => {
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    for (const place of [...OTHERS, ...PAGES.map((name) => `#/a/${id}/${name}`)]) {
      await app.open(place);
      await expect(page.locator('h1:visible').first()).toBeVisible();
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess, `${place} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('the same build works in a folder below the root', async ({ page, app }) => {
  await page.goto(process.env.SUB_URL!);
  await page.getByRole('button', { name: 'Manufacturer, 600 people' }).click();
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/any/sub/path/');
  await app.go('Questions');
  await page.getByRole('radio', { name: /^Full/ }).check();
  await expect(page.locator('.question').nth(5)).toBeVisible();
});

test('a heading takes the keyboard when the page changes, and the tab is named after it', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Gaps');
  await expect(page.getByRole('heading', { level: 1, name: 'Gaps' })).toBeFocused();
  await expect(page).toHaveTitle('Gaps - ISMS Gauge');
});

test('the skip link leads to the content', async ({ app, page }) => {
  await app.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('the theme is kept', async ({ app, page }) => {
  await app.open();
  await page.getByRole('button', { name: 'Colours' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('changed wasm is refused in words', async ({ page }) => {
  await page.route('**/*_bg.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  });
  await page.goto(process.env.BASE_URL!);
  await expect(page.locator('#shell-text')).toContainText('could not be loaded');
});

for (const [what, spoil] of [
  ['missing', (route: Route) => route.fulfill({ status: 404 })],
  [
    'changed',
    async (route: Route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length - 1] ^= 1;
      await route.fulfill({ response, body });
    },
  ],
] as const) {
  test(`a part of the app that is ${what} is refused in words, and can be fetched again`, async ({ page }) => {
    await page.route('**/split_reading.wasm', spoil);
    await page.goto(`${process.env.BASE_URL}#/glossary`);
    await expect(page.getByText('This part of the app could not be fetched')).toBeVisible();
    await page.unroute('**/split_reading.wasm');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await expect(page.getByRole('heading', { name: 'Glossary' })).toBeVisible();
  });
}

test('hostile text is shown as text', async ({ app, page }) => {
  const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
  await app.open();
  await app.start();
  await app.go('Organisation');
  await page.getByLabel('Name', { exact: true }).fill(hostile);
  await page.getByLabel('Name', { exact: true }).blur();
  await app.go('Overview');
  await expect(page.locator('.workbar__name')).toHaveText(hostile);
  await app.saved();
  await app.open();
  await expect(page.getByRole('link', { name: hostile })).toBeVisible();
  await expect(page).not.toHaveTitle('owned');
});
