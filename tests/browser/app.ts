// The app as a person sees it, and the promises that hold in every test.
import { test as base, expect, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';

export class App {
  constructor(readonly page: Page) {}

  async open(place = '') {
    await this.page.goto(`${process.env.BASE_URL}${place}`);
    await expect(this.page.locator('.masthead')).toBeVisible();
  }

  /** Starts a quick assessment and returns its id. */
  async start(): Promise<string> {
    await this.page.getByRole('button', { name: 'Start quick assessment' }).click();
    return this.id();
  }

  /** Opens one of the two samples and returns its id. */
  async sample(name: string): Promise<string> {
    await this.page.getByRole('button', { name }).click();
    return this.id();
  }

  private async id(): Promise<string> {
    await this.page.waitForURL(/#\/a\/[^/]+\//);
    return new URL(this.page.url()).hash.split('/')[2];
  }

  /** Goes to a page of the open assessment by the navigation. */
  async go(name: string) {
    await this.page
      .getByRole('navigation', { name: 'Assessment' })
      .getByRole('link', { name })
      .click();
  }

  question(id: string) {
    return this.page.locator(`#q-${id.replaceAll('.', '-')}`);
  }

  async answer(id: string, level: string) {
    await this.question(id).getByRole('radio', { name: new RegExp(`^${level}\\b`) }).check();
  }

  /** Waits until the work is safe. */
  async saved() {
    // What was just done is shown once the press was painted.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    await expect(this.page.locator('.workbar [role=status]:not([aria-busy=true])')).toContainText('Saved in this browser');
  }

  /** Exports the open assessment and returns the file's text. */
  async export(): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.locator('.workbar').getByRole('button', { name: 'Export' }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  }

  /** Hands the page a file. */
  async choose(name: string, text: string) {
    await this.page
      .getByLabel('Assessment file (JSON)')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }

  /** Everything that is kept on this device. */
  async kept(): Promise<Record<string, string>> {
    return this.page.evaluate(() => ({ ...localStorage }));
  }
}

export const test = base.extend<{ origins: string[]; promises: void; app: App }>({
  /** Where the app lies; a test with a host of its own adds it. */
  origins: async ({}, use) => {
    await use([process.env.BASE_URL, process.env.SUB_URL].map((url) => new URL(url!).origin));
  },
  promises: [
    async ({ page, origins }, use, info) => {
      const strangers: string[] = [];
      const violations: string[] = [];
      const faults: string[] = [];
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (!origins.includes(url.origin) && !['blob:', 'data:'].includes(url.protocol)) {
          strangers.push(request.url());
        }
      });
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/i.test(message.text())) violations.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use();
      // The table of faults counts them.
      const description = JSON.stringify({ strangers: strangers.length, violations: violations.length });
      info.annotations.push({ type: 'promises', description });
      expect(strangers, 'requests to other origins').toEqual([]);
      expect(violations, 'violations of the content security policy').toEqual([]);
      expect(faults, 'faults in the page').toEqual([]);
    },
    // Also in tests that do not ask for it.
    { auto: true },
  ],
  app: async ({ page }, use) => {
    await use(new App(page));
  },
});

export { expect };
