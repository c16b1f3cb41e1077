// Firefox by WebDriver BiDi.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

export async function firefox(executablePath) {
  const profile = await mkdtemp(join(tmpdir(), 'isms-gauge-firefox-'));
  const start = () =>
    puppeteer.launch({ browser: 'firefox', executablePath, userDataDir: profile, headless: true });
  let browser = await start();
  let page = await browser.newPage();
  return {
    version: await browser.version(),
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    /** Runs the body of an async function in the page, which gets `args`. */
    run: (body, ...args) => page.evaluate(`(async (...args) => { ${body} })(...${JSON.stringify(args)})`),
    /** Ends the browser and starts it again with what it has kept. */
    async restart() {
      await browser.close();
      browser = await start();
      page = await browser.newPage();
    },
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
