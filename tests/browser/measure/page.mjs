// A browser with the app open, for the commands that look at all of it.
import { chromium } from '@playwright/test';
import { OTHERS, PAGES } from '../places.mjs';

export const BASE = process.env.BASE_URL;

export async function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Goes to a place and waits until all of it is there. */
export async function go(page, place) {
  await page.goto(`${BASE}${place}`);
  // On paper some titles are not shown.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  if (place === '') {
    // What lies further down comes when somebody begins to go there.
    await page.locator('.start').waitFor();
    await page.evaluate(() => scrollTo(0, 100));
    await page.locator('#import-file').waitFor({ state: 'attached' });
    await page.evaluate(() => scrollTo(0, 0));
  }
  await page.waitForFunction(
    () => !/^(Loading|Opening)/m.test(document.querySelector('main')?.innerText ?? '') && !document.querySelector('[aria-busy]'),
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Opens a sample and returns the places of the whole app, with the open assessment. */
export async function places(page, sample = 'Software firm, 40 people') {
  await go(page, '');
  await page.getByRole('button', { name: sample }).click();
  await page.waitForURL(/#\/a\/[^/]+\//);
  await page.locator('.workbar').waitFor();
  const id = new URL(page.url()).hash.split('/')[2];
  return [...OTHERS, ...PAGES.map((name) => `#/a/${id}/${name}`)];
}

/** A short name of a place, for files and tables. */
export const nameOf = (place) =>
  place.replace(/^#\/(a\/[^/]+\/)?/, '').replaceAll('/', '-') || 'start';
