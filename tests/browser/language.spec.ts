// Languages: what was chosen is spoken, and nothing is hard-coded or cut in one that is longer and
// runs from right to left.
import { readFileSync, readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { OTHERS, PAGES } from './places.mjs';

const root = `${import.meta.dirname}/../..`;
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');
const table = (tag: string) => JSON.parse(read(`public/words/${tag}.json`));

async function choose(page: Page, tag: string) {
  const [response] = await Promise.all([
    page.waitForResponse(`**/words/${tag}.json`),
    page.locator('#language').selectOption(tag),
  ]);
  await response.finished();
  await expect(page.locator('html')).toHaveAttribute('lang', tag);
  await expect(page.locator('.masthead')).toBeVisible();
}

for (const [tag, day] of [
  ['de', /\d{1,2}\. (Nov\.|Dez\.|Jan\.|Feb\.|März|Apr\.|Mai|Juni|Juli|Aug\.|Sept\.|Okt\.) \d{4}/],
  ['fr', /\d{1,2} (nov\.|déc\.|janv\.|févr\.|mars|avr\.|mai|juin|juil\.|août|sept\.|oct\.) \d{4}/],
] as const) {
  test(`${tag} is spoken once chosen, with its dates, also after the next visit`, async ({ app, page }) => {
    const { phrases } = table(tag);
    await app.open();
    await choose(page, tag);
    await expect(page.getByRole('button', { name: phrases['Start quick assessment'] })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: phrases['How ready are you for ISO/IEC 27001?'] })).toBeVisible();
    await page.locator('.start button').last().click();
    await page.waitForURL(/#\/a\//);
    await page.goto(page.url().replace(/\/[^/]*$/, '/roadmap'));
    await expect(page.getByRole('heading', { level: 1, name: phrases.Roadmap })).toBeVisible();
    await expect(page.locator('#main')).toContainText(day);
    await expect(page).toHaveTitle(`${phrases.Roadmap} - ISMS Gauge`);
  });
}

test('English comes back when it is chosen', async ({ app, page }) => {
  await app.open();
  await choose(page, 'fr');
  await page.locator('#language').selectOption('en');
  await expect(page.getByRole('button', { name: 'Start quick assessment' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a page that cannot be opened, or stops, says so in the chosen language', async ({ app, page }) => {
  const { phrases } = table('fr');
  await app.open();
  await choose(page, 'fr');
  await page.evaluate(() => (globalThis as any).ismsGauge.crash('a fault'));
  await expect(page.getByRole('button', { name: phrases['Download my data'] })).toBeFocused();
  await page.route('**/isms-gauge_bg.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  await page.reload();
  const [before] = phrases['The page could not be loaded: {}. Check the connection and load it again.'].split('{}');
  await expect(page.locator('#shell-text')).toContainText(before);
  await expect(page.getByRole('button', { name: phrases['Try again'] })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});

test('what was written is still there in another language', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '2');
  await choose(page, 'de');
  await expect(page.locator('#q-4-1').getByRole('radio', { name: /^2\b/ })).toBeChecked();
});

// --- A language that nobody speaks -------------------------------------------------------------

/** A phrase that shows that it was said by the table: marked, and a third longer. */
const stretched = (phrase: string) => {
  const [, before, inside, after] = phrase.match(/^(\s*)(.*?)(\s*)$/s)!;
  // A third longer, by words that are as long as German ones.
  const more = 'ẍ'.repeat(Math.ceil(inside.length / 3)).replace(/(.{12})(?=.)/g, '$1 ');
  return `${before}⟦${inside} ${more}⟧${after}`;
};
const pseudo = () => {
  const { phrases } = table('de');
  const said = Object.fromEntries(Object.keys(phrases).map((phrase) => [phrase, stretched(phrase)]));
  return { language: 'de', name: 'Pseudo', direction: 'rtl', phrases: said };
};

/** All texts in a tree of JSON. */
function textsIn(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  return typeof tree === 'object' && tree ? Object.entries(tree).flatMap(([key, value]) => [key, ...textsIn(value)]) : [];
}

/** All texts of the catalogue as they stand, without short ones, which other languages may have too, and without what somebody wrote. */
function ofCatalogue(): string[] {
  const valuesIn = (tree: unknown): string[] =>
    typeof tree === 'string' ? [tree.trim()] : typeof tree === 'object' && tree ? Object.values(tree).flatMap(valuesIn) : [];
  const folder = 'crates/core/catalogue/en';
  const files = readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const texts = files.flatMap((name) => valuesIn(JSON.parse(read(`${folder}/${name}`))));
  const sample = new Set(valuesIn(JSON.parse(read('public/samples/software-firm.json'))));
  return texts.filter((text) => !sample.has(text) && text.replace(/\P{L}+/gu, '').length >= 12);
}

/** What may be said in English: the catalogue, and what somebody wrote. */
function written(): string {
  const folder = 'crates/core/catalogue';
  const files = readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const trees = [...files.map((name) => `${folder}/${name}`), 'public/samples/software-firm.json'].map((path) => JSON.parse(read(path)));
  return [...trees.flatMap(textsIn), read('CHANGELOG.md').replace(/[`*\n]+/g, ' '), 'ISMS Gauge English Deutsch Français'].join('\n');
}
// Numbers and the letters of phases stand before what the catalogue says.
const plain = (text: string) => text.replace(/^[A-I] /, '').toLowerCase().replace(/[^\p{L}]+/gu, ' ').trim();

test('no text is hard-coded, what is English is marked, and in a longer language from right to left nothing is cut', async ({ app, page }) => {
  test.setTimeout(240_000);
  await page.route('**/words/de.json', (route) => route.fulfill({ json: pseudo() }));
  const known = plain(written());
  const catalogue = new Set(ofCatalogue());
  await app.open();
  await choose(page, 'de');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.locator('.start button').nth(1).click();
  await page.waitForURL(/#\/a\//);
  const id = new URL(page.url()).hash.split('/')[2];
  const found: string[] = [];
  for (const place of [...OTHERS.filter((place) => place !== '#/style'), ...PAGES.map((name) => `#/a/${id}/${name}`)]) {
    await page.setViewportSize({ width: 390, height: 844 });
    await app.open(place);
    await expect(page.locator('h1:visible').first()).toBeVisible();
    await expect(page.getByText(/^⟦Loading the/)).toHaveCount(0);
    const { texts, unmarked, excess, cut } = await page.evaluate(() => {
      const said: string[] = [];
      const unmarked: string[] = [];
      const lines = new Set<Element>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.textContent ?? '';
        const around = walker.currentNode.parentElement!;
        // What is hidden from screen readers has no language, and what is folded away will be read.
        if (!around.closest('script, style, textarea, [aria-hidden="true"], [lang="en"]')) unmarked.push(text.trim());
        const isKept = around.closest('script, style, textarea, bdi, kbd, code, pre, [lang="en"], [lang="fr"], [translate="no"]');
        if (!around.checkVisibility() || isKept) continue;
        if (around.querySelector(':scope > [lang="en"]')) lines.add(around);
        else said.push(text);
      }
      // A line with English parts was said as a whole: they stand inside of what the table said.
      for (const line of lines) {
        let whole = '';
        let wasText = false;
        for (const node of line.childNodes) {
          if (node.nodeType === Node.COMMENT_NODE) continue;
          const isText = node.nodeType === Node.TEXT_NODE;
          if (isText) whole += `${wasText ? '\n' : ''}${node.textContent}`;
          else if (!(node as Element).matches('[lang="en"]')) whole += '\n';
          wasText = isText;
        }
        said.push(whole);
      }
      for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-description']) {
        for (const one of document.querySelectorAll(`[${name}]`)) said.push(one.getAttribute(name) ?? '');
      }
      const isCut = (one: Element) => {
        const { overflowX, textOverflow } = getComputedStyle(one);
        return !one.matches('input, .visually-hidden') && ['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis' && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
      };
      return {
        texts: said,
        unmarked,
        excess: document.documentElement.scrollWidth - innerWidth,
        cut: [...document.querySelectorAll('#main *, .masthead *')].filter(isCut).map((one) => one.outerHTML.slice(0, 120)),
      };
    });
    for (const text of new Set(texts)) {
      // A label of a chart may be written in two lines.
      if (text.includes('⟦') !== text.includes('⟧')) continue;
      let rest = text;
      // What a value brought stands inside of what the table said.
      for (let before = ''; before !== rest; ) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '\n');
      }
      const parts = rest
        // A fingerprint, short or whole, is of no language.
        .replace(/\b[\da-f]{64}\b|\b[\da-f]{4}( [\da-f]{4}){3}\b/g, '\n')
        .replace(/(\d{1,2}\. )?\p{L}+\.? \d{4}/gu, '\n')
        .split('\n')
        .map(plain)
        .filter((part) => /\p{L}{2}/u.test(part) && !known.includes(part));
      if (parts.length > 0) found.push(`${place}: ${JSON.stringify(parts)} in ${JSON.stringify(text.slice(0, 120))}`);
    }
    for (const text of new Set(unmarked)) {
      if (catalogue.has(text)) found.push(`${place} does not mark as English: ${text.slice(0, 120)}`);
    }
    if (excess > 0) found.push(`${place} scrolls sideways by ${excess}`);
    found.push(...cut.map((one) => `${place} cuts ${one}`));
  }
  expect(found).toEqual([]);
});
