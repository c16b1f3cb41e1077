// What a host may set in config.json, and what becomes of it where it is wrong.
import type { Page } from '@playwright/test';
import { expect, test } from './app';

const set = (page: Page, body: string) =>
  page.route('**/config.json', (route) => route.fulfill({ contentType: 'application/json', body }));

test('a host gives the app its name, colour, links and pages', async ({ app, page }) => {
  await page.route('**/our-logo.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="red"/></svg>' }),
  );
  await set(
    page,
    JSON.stringify({
      title: 'Example check',
      logo: 'our-logo.svg',
      accent: '#a01060',
      imprint: 'https://example.org/imprint',
      privacy: 'privacy.html',
      language: 'en',
      pages: ['overview', 'questions', 'gaps'],
    }),
  );
  await app.open();
  await expect(page).toHaveTitle('Example check');
  await expect(page.locator('.masthead')).toContainText('Example check');
  await expect(page.locator('.masthead__logo')).toHaveJSProperty('naturalWidth', 40);
  const foot = page.getByRole('contentinfo');
  await expect(foot.getByRole('link', { name: 'Imprint' })).toHaveAttribute('href', 'https://example.org/imprint');
  await expect(foot.getByRole('link', { name: 'Privacy of this host' })).toHaveAttribute('href', `${process.env.BASE_URL}privacy.html`);
  const hue = await page.evaluate(() => getComputedStyle(document.querySelector('.button--main')!).backgroundColor);
  expect(hue).toMatch(/oklch\(0\.44 0\.\d+ 35\d/);
  await app.start();
  await expect(page).toHaveTitle('Questions - Example check');
  await expect(page.getByRole('navigation', { name: 'Assessment' }).getByRole('link')).toHaveText(
    ['Overview', 'Questions', 'Gaps', 'All assessments'],
  );
});

for (const [what, body, said] of [
  ['no JSON', '{"title": ', /the file is not JSON/],
  ['no object', '["title"]', /should hold one object/],
  ['an unknown field', '{"colour": "#a01060"}', /no field colour; there are title, logo/],
  ['a script as address', '{"imprint": "javascript:alert(1)"}', /imprint is "javascript:alert\(1\)", but should be an address/],
  ['a logo from elsewhere', '{"logo": "https://example.org/logo.svg"}', /but should be a picture on this host/],
  ['a page that is none', '{"pages": ["overview", "gap"]}', /but should be a list of some of: overview/],
] as const) {
  test(`a file with ${what} is said in words, and the defaults hold`, async ({ app, page }) => {
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning' && said.test(message.text()));
    await set(page, body);
    await app.open('#/about');
    await warned;
    await expect(page.getByRole('heading', { name: 'About ISMS Gauge' })).toBeVisible();
    await expect(page.getByText(said)).toBeVisible();
  });
}

test('what is right in a partly wrong file holds', async ({ app, page }) => {
  await set(page, '{"title": "Example check", "accent": "red"}');
  await app.open('#/about');
  await expect(page.getByRole('heading', { name: 'About Example check' })).toBeVisible();
  await expect(page.getByText(/accent is "red", but should be a colour such as/)).toBeVisible();
});

test('without the file, and with the one that is shipped, nothing is wrong', async ({ app, page }) => {
  const shipped = await page.request.get(`${process.env.BASE_URL}config.json`);
  expect(await shipped.json()).toEqual({});
  await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
  await app.open('#/about');
  await expect(page.getByRole('heading', { name: 'About ISMS Gauge' })).toBeVisible();
  await expect(page.getByText(/config\.json/)).toHaveCount(0);
});

test('a settings file that never comes keeps nobody from the static page, and the app shows when it fails', async ({ page }) => {
  await page.route('**/config.json', (route) => route.abort());
  await page.goto(process.env.BASE_URL!);
  await expect(page.getByRole('button', { name: 'Start quick assessment' })).toBeVisible();
});

test('in a frame head and foot are left to the page around it', async ({ page, app }) => {
  await page.goto(`${process.env.BASE_URL}?embed=1`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.masthead')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await app.start();
  await page.getByRole('link', { name: 'All assessments' }).click();
  await expect(page.getByRole('button', { name: 'Start quick assessment' })).toBeVisible();
});

test('the page about the app names the build that the page came from', async ({ app, page }) => {
  await app.open('#/about');
  const build = await page.locator('meta[name=build]').getAttribute('content');
  expect(build).toMatch(/^[0-9a-f]{16}$/);
  await expect(page.getByRole('main')).toContainText(build!);
});

test('the changelog, privacy and licences can be read from the foot of every page', async ({ app, page }) => {
  await app.open();
  const foot = page.getByRole('contentinfo');
  await foot.getByRole('link', { name: 'What is new' }).click();
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  await foot.getByRole('link', { name: 'Your data' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await foot.getByRole('link', { name: 'About' }).click();
  const licences = await page.getByRole('link', { name: /licences/ }).getAttribute('href');
  expect((await page.request.get(`${process.env.BASE_URL}${licences}`)).ok()).toBe(true);
});
