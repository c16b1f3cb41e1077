// Trusted Types: no text becomes a script or markup that the page did not write itself.
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { OTHERS, PAGES } from './places.mjs';

const POLICY = "require-trusted-types-for 'script'; trusted-types default";

/** Adds a header to the page, as a host would. */
async function send(page: Page, name: string) {
  await page.route(
    (url) => url.href === process.env.BASE_URL,
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), [name]: POLICY } });
    },
  );
}

// The fixture `promises` fails the test on any report: a report is a violation that only tells.
for (const name of ['content-security-policy-report-only', 'content-security-policy']) {
  test(`no page breaks Trusted Types: ${name}`, async ({ app, page }) => {
    test.setTimeout(180_000);
    await send(page, name);
    await app.open();
    const id = await app.sample('Software firm, 40 people');
    for (const place of [...OTHERS, ...PAGES.map((name) => `#/a/${id}/${name}`)]) {
      await app.open(place);
      await expect(page.locator('h1:visible').first()).toBeVisible();
      await expect(page.getByText(/^(Loading the|Opening\.\.\.)/)).toHaveCount(0);
    }
    await app.go('Report');
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /Excel/ }).first().click(),
    ]);
    expect(workbook.suggestedFilename()).toMatch(/\.xlsx$/);
    await app.go('Charts');
    const [drawing] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /SVG/ }).first().click(),
    ]);
    expect(drawing.suggestedFilename()).toMatch(/\.svg$/);
    await app.go('Questions');
    await app.export();
  });
}

test('markup that could run is refused where Trusted Types are asked for', async ({ app, page }) => {
  await send(page, 'content-security-policy');
  await app.open();
  const refused = (markup: string) =>
    page.evaluate((markup) => {
      try {
        document.createElement('template').innerHTML = markup;
        return false;
      } catch (fault) {
        return fault instanceof TypeError;
      }
    }, markup);
  for (const markup of [
    '<script>1</script>',
    '<img src=x onerror=1>',
    '<img src="x"onerror=1>',
    '<svg/onload=1>',
    '<iframe srcdoc="x"></iframe>',
    '<a href="javascript:1">x</a>',
    '<button formaction=x>y</button>',
    '<p title="a>b" onclick="1">x</p>',
  ]) {
    expect(await refused(markup), markup).toBe(true);
  }
  for (const markup of ['<p class="a">onerror=1</p>', '<text x="1">a onclick= b</text>', '<!><b title="onload=1">x</b>']) {
    expect(await refused(markup), markup).toBe(false);
  }
  const script = await page.evaluate(() => {
    try {
      document.createElement('script').src = 'other.js';
      return 'taken';
    } catch (fault) {
      return String(fault);
    }
  });
  expect(script).toContain('no script of this page');
});
