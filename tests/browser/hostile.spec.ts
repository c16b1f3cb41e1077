// Text that tries to run: through every field that takes text, on every page, into every file.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app';
import { fault } from './fault';
import { OTHERS, PAGES } from './places.mjs';

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const PAYLOADS: string[] = read('../hostile/payloads.json');
const NAUGHTY: string[] = read('../hostile/naughty-strings.json');
const SAMPLE = readFileSync(new URL('../../public/samples/software-firm.json', import.meta.url), 'utf8');

/** Counts windows that a script opened, which none may. */
async function watch(page: Page) {
  const opened: string[] = [];
  page.on('dialog', async (dialog) => {
    opened.push(dialog.message());
    await dialog.dismiss();
  });
  page.on('popup', (popup) => opened.push(popup.url()));
  return opened;
}

/** What came into the page that only markup out of a text could bring. */
async function strangers(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    const never = 'script,iframe,frame,object,embed,base,link,meta,style,form:not(.field),audio,video,marquee,math,foreignObject,animate,set,use[href^="data"],xss,x';
    // What the page has from the start is ours.
    const text = await (await fetch(document.baseURI.split('#')[0])).text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    const ours = new Set([...page.body.querySelectorAll(never)].map((element) => element.outerHTML));
    for (const { outerHTML } of document.body.querySelectorAll(never)) {
      if (!ours.has(outerHTML)) found.push(outerHTML.slice(0, 200));
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on|^srcdoc$|^formaction$/i.test(name)) found.push(`${element.tagName} ${name}=${value}`);
        if (/^(xlink:)?href$|^src$|^action$/.test(name) && value !== '') {
          const { protocol, origin } = new URL(value, document.baseURI);
          if (protocol !== 'blob:' && origin !== location.origin) found.push(`${element.tagName} ${name}=${value}`);
        }
      }
    }
    if ('ranHostile' in window) found.push('a script ran');
    return found;
  });
}

/** Everything that a person can read or edit on the page, folded parts included. */
async function shownText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // What is folded is written when it is opened, a moment later; it may hold more of the kind.
    for (let depth = 0; depth < 2; depth += 1) {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const rows = document.querySelectorAll<HTMLElement>('#main .fold-row [aria-expanded="false"]');
      for (const row of rows) row.click();
      for (let frame = 0; frame < 2; frame += 1) await new Promise((done) => requestAnimationFrame(done));
    }
    const fields = [...document.querySelectorAll<HTMLInputElement>('input:not([type=radio]), textarea')];
    return [document.body.textContent, ...fields.map((field) => field.value)].join('\n');
  });
}

/** As the page shows a text: blanks as it likes. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A sample in which every text that somebody could have written is one of `texts`. */
function fill(texts: string[], first: number) {
  let next = first;
  const known = new Map<string, string>();
  const used = new Set<string>();
  // The same text before is the same afterwards: names of people are compared.
  const hostile = (kind: string, old = '') => {
    const key = `${kind} ${old}`;
    if (old === '' || !known.has(key)) known.set(key, texts[next++ % texts.length]);
    used.add(known.get(key)!);
    return known.get(key)!;
  };
  const tree = JSON.parse(SAMPLE);
  const put = (object: any, names: string[]) => {
    for (const name of names) object[name] = hostile(name, object[name]);
  };
  put(tree.profile, ['organisation', 'sector', 'scope', 'assessor']);
  tree.profile.tags = [hostile('tag'), hostile('tag')];
  for (const answer of Object.values<any>(tree.answers)) put(answer, ['note', 'owner', 'by']);
  const answers = Object.values<any>(tree.answers);
  answers[0].voices = [{ by: hostile('by'), note: hostile('note'), rating: 1 }];
  for (const record of Object.values<any>(tree.evidence)) put(record, ['title', 'place', 'seen_by']);
  for (const document of Object.values<any>(tree.documents)) put(document, ['file', 'owner', 'place', 'revision']);
  for (const control of Object.values<any>(tree.controls)) put(control, ['note', 'owner', 'reason', 'evidence']);
  tree.own_controls ??= {};
  tree.own_controls['X1'] ??= { title: '', control: { applicable: 'applicable' } };
  for (const own of Object.values<any>(tree.own_controls)) {
    put(own, ['title']);
    put(own.control, ['note', 'owner', 'reason', 'evidence']);
  }
  for (const finding of Object.values<any>(tree.findings ?? {})) {
    put(finding, ['text', 'action', 'cause', 'correction', 'effect', 'owner']);
  }
  for (const member of tree.plan?.team ?? []) put(member, ['name']);
  for (const absence of tree.plan?.absences ?? []) put(absence, ['name']);
  for (const override of Object.values<any>(tree.plan?.overrides ?? {})) put(override, ['note', 'owner']);
  for (const dropped of tree.plan?.dropped ?? []) put(dropped, ['reason']);
  for (const accepted of Object.values<any>(tree.accepted ?? {})) put(accepted, ['reason']);
  tree.id = `hostile-${first}`;
  return { text: JSON.stringify(tree), used: [...used], tree };
}

async function take(app: App, text: string): Promise<void> {
  await app.open();
  await app.choose('hostile.json', text);
  await app.page.getByRole('button', { name: 'Import', exact: true }).click();
  await app.page.waitForURL(/#\/a\/[^/]+\//);
}

const ALL = [...PAYLOADS, ...NAUGHTY];
const CLAUSES = [5, 6, 7, 8, 9, 10].map((clause) => `questions/${clause}`);

for (const [n, first] of [0, 190, 380].entries()) {
  test(`no text of a file runs or becomes markup on any page, part ${n + 1} of 3`, async ({ app, page }) => {
    test.setTimeout(240_000);
    const opened = await watch(page);
    const { text, used, tree } = fill(ALL, first);
    fault('39', `Hostile text in every field of a file, on every page, part ${n + 1} of 3`, used.length, 'No script runs, nothing becomes markup');
    await take(app, text);
    let shown = '';
    for (const place of [...[...PAGES, ...CLAUSES].map((name) => `#/a/${tree.id}/${name}`), ...OTHERS]) {
      await app.open(place);
      await expect(page.locator('h1:visible').first()).toBeVisible();
      await expect(page.getByText(/^(Loading the|Opening\.\.\.)/)).toHaveCount(0);
      shown += await shownText(page);
      expect(await strangers(page), place).toEqual([]);
    }
    expect(opened).toEqual([]);
    // They stand there as they were written. What has no visible character is left out.
    const seen = plain(shown);
    const wanted = used.map(plain).filter((text) => /[\p{L}\p{N}]/u.test(text));
    const missing = wanted.filter((text) => !seen.includes(text));
    expect(missing.length / wanted.length, missing.slice(0, 5).join('\n')).toBeLessThan(0.25);
  });
}

test('no text that is typed runs or becomes markup', async ({ app, page }) => {
  fault('39', 'Hostile text typed into every field', 1, 'No script runs, nothing becomes markup');
  test.setTimeout(240_000);
  const opened = await watch(page);
  await app.open();
  const id = await app.start();
  let next = 0;
  for (const name of PAGES.filter((name) => !name.startsWith('readiness') && !name.startsWith('score'))) {
    await app.open(`#/a/${id}/${name}`);
    await expect(page.locator('h1:visible').first()).toBeVisible();
    await expect(page.getByText(/^(Loading the|Opening\.\.\.)/)).toHaveCount(0);
    await shownText(page);
    const fields = page.locator('main :is(input[type=text], input:not([type]), textarea):visible');
    for (let at = 0; at < Math.min(await fields.count(), 12); at += 1) {
      const field = fields.nth(at);
      if (!(await field.isEditable())) continue;
      await field.fill(PAYLOADS[next++ % PAYLOADS.length]);
      await field.blur();
    }
    expect(await strangers(page), name).toEqual([]);
  }
  expect(next).toBeGreaterThan(25);
  for (const name of PAGES) {
    await app.open(`#/a/${id}/${name}`);
    await expect(page.locator('h1:visible').first()).toBeVisible();
    expect(await strangers(page), name).toEqual([]);
  }
  await app.open();
  expect(await strangers(page)).toEqual([]);
  expect(opened).toEqual([]);
});

test('every file that the page hands out parses, whatever was written', async ({ app, page }) => {
  fault('39', 'Hostile text in every file that goes out', 1, 'The file parses; no formula, no markup');
  test.setTimeout(180_000);
  const { text, tree } = fill(ALL, 95);
  await take(app, text);
  const exported = JSON.parse(await app.export());
  expect(exported.profile.organisation).toBe(tree.profile.organisation);
  const parses = (text: string, type: DOMParserSupportedType) =>
    page.evaluate(
      ([text, type]) => {
        const parsed = new DOMParser().parseFromString(text, type as DOMParserSupportedType);
        const bad = parsed.querySelector('parsererror, script, foreignObject, image, a');
        return bad?.outerHTML ?? '';
      },
      [text, type],
    );
  let n = 0;
  for (const name of ['Report', 'Roadmap', 'Charts', 'Controls', 'Documents', 'Gaps']) {
    await app.go(name);
    await expect(page.getByText(/^(Loading the|Opening\.\.\.)/)).toHaveCount(0);
    const buttons = page.locator('main').getByRole('button', { name: /^Export as|CSV|Markdown|XLSX|SVG|PNG|Calendar|Project file/ });
    await expect(buttons.first()).toBeVisible();
    for (let at = 0; at < (await buttons.count()); at += 1) {
      const [download] = await Promise.all([page.waitForEvent('download'), buttons.nth(at).click()]);
      const file = download.suggestedFilename();
      const bytes = await readFile(await download.path());
      const body = bytes.toString('utf8');
      n += 1;
      expect(file).toMatch(/^[A-Za-z0-9._-]+$/);
      if (file.endsWith('.svg')) expect(await parses(body, 'image/svg+xml'), file).toBe('');
      else if (file.endsWith('.xml')) expect(await parses(body, 'application/xml'), file).toBe('');
      else if (file.endsWith('.xlsx')) expect(bytes.subarray(0, 4).toString('latin1'), file).toBe('PK\x03\x04');
      else if (file.endsWith('.png')) expect(bytes.subarray(1, 4).toString('latin1'), file).toBe('PNG');
      else if (file.endsWith('.ics')) expect(body.match(/^BEGIN:VCALENDAR/gm), file).toHaveLength(1);
      else if (file.endsWith('.csv')) expect(body, file).not.toMatch(/(^|,)"?\s*[=+@＝＋＠]/m);
      else expect(body, file).not.toMatch(/(^|[^\\])<(script|img|svg|iframe)/i);
    }
  }
  expect(n).toBeGreaterThan(10);
});
