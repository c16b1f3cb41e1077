// Assessments on their way: in by every door, out in every form, merged, shared, frozen, compared.
import AxeBuilder from '@axe-core/playwright';
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app';
import { fault } from './fault';

type File = { answers: Record<string, Record<string, unknown>>; [key: string]: unknown };

/** A small file of ours. */
const fileOf = (id: string, answers: Record<string, unknown>, more: object = {}) =>
  JSON.stringify({ format: 'isms-gauge.assessment', version: 1, id, answers, ...more });

const named = (organisation: string, tags: string[] = []) => ({ profile: { organisation, tags } });

/** A file from `assessment()` as it is kept on the device. */
const kept = async (app: App): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await app.kept()).filter(([key]) => /\/assessment\//.test(key)));

async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

const heading = (page: Page) => page.locator('#import-title');
const atOverview = (page: Page) => expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();

/** Drops a file onto the middle of the page. */
const drop = (page: Page, name: string, text: string) => dropAll(page, { [name]: text });

/** Drops several files at once. */
async function dropAll(page: Page, files: Record<string, string>) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(files)) {
      data.items.add(new File([text], name, { type: 'application/json' }));
    }
    return data;
  }, files);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: data });
  await expect(page.locator('html[data-drop]')).toBeAttached();
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  await expect(page.locator('html[data-drop]')).not.toBeAttached();
}

async function paste(page: Page, text: string) {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test.describe('a file comes in', () => {
  const text = fileOf('came', { '4.1': { rating: 3, by: 'Ada' }, '4.2': { rating: 2 } }, named('Northwind'));

  async function isPreviewedAndTaken(app: App, page: Page) {
    await expect(heading(page)).toContainText('an assessment of Northwind');
    await expect(page.locator('.import-facts')).toContainText('2 answers');
    expect(await kept(app)).toEqual({});
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await atOverview(page);
    await expect(page.getByText('2 of 30 answered')).toBeVisible();
  }

  test('by the field of the import page', async ({ app, page }) => {
    await app.open('#/import');
    await app.choose('n.json', text);
    await isPreviewedAndTaken(app, page);
  });

  test('by dropping it anywhere', async ({ app, page }) => {
    await app.open();
    await drop(page, 'n.json', text);
    await isPreviewedAndTaken(app, page);
  });

  test('by pasting its text', async ({ app, page }) => {
    await app.open();
    await paste(page, text);
    await isPreviewedAndTaken(app, page);
  });

  test('by the field for text', async ({ app, page }) => {
    await app.open('#/import');
    await page.getByLabel('Or the text of a file').fill(text);
    await page.getByRole('button', { name: 'Look at it' }).click();
    await isPreviewedAndTaken(app, page);
  });

  test('by opening it with the installed app, and is saved to the same file again', async ({ app, page }) => {
    await page.addInitScript((text) => {
      const written: string[] = [];
      const handle = {
        name: 'n.json',
        getFile: async () => new File([text], 'n.json', { lastModified: 1 }),
        createWritable: async () => ({
          write: async (text: string) => void written.push(text),
          close: async () => {},
        }),
      };
      Object.assign(window, { written });
      Object.defineProperty(window, 'launchQueue', {
        value: { setConsumer: (take: (launch: object) => void) => take({ files: [handle] }) },
      });
    }, text);
    await app.open();
    await isPreviewedAndTaken(app, page);
    await app.go('Questions');
    await app.answer('4.1', '5');
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('status').filter({ hasText: 'Saved to n.json' })).toBeVisible();
    const written = await page.evaluate(() => (window as unknown as { written: string[] }).written);
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0]!).answers['4.1'].rating).toBe(5);
  });

  test('with others, which all come in their turn', async ({ app, page }) => {
    await app.open();
    await dropAll(page, {
      'one.json': fileOf('one', { '4.1': { rating: 1 } }, named('First')),
      'two.json': '<!doctype html><p>x',
      'three.json': fileOf('three', { '4.1': { rating: 3 } }, named('Third')),
      'four.json': fileOf('four', { '4.1': { rating: 4 }, '4.2': { rating: 4 } }, named('Fourth')),
    });
    await expect(heading(page)).toContainText('one.json: an assessment of First');
    const waiting = page.getByRole('region', { name: /^Came with it/ }).getByRole('listitem');
    await expect(waiting).toHaveCount(3);
    await expect(waiting.nth(0)).toContainText(/two\.json: not to be imported: .*a web page/);
    await expect(waiting.nth(1)).toContainText('three.json: an assessment of Third, 1 answer');
    await expect(waiting.nth(2)).toContainText('four.json: an assessment of Fourth, 2 answers');
    // Out of turn; the one that was shown waits.
    await waiting.nth(1).getByRole('button', { name: /^Look at it now/ }).click();
    await expect(heading(page)).toContainText('an assessment of Third');
    await expect(waiting.nth(0)).toContainText('one.json: an assessment of First');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Third is kept; here is the next' })).toBeVisible();
    await expect(heading(page)).toContainText('an assessment of First');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'two.json was not imported' })).toBeVisible();
    // Whoever goes away in between finds the rest again.
    await page.getByRole('link', { name: 'ISMS Gauge' }).click();
    await page.getByRole('link', { name: 'First', exact: true }).click();
    await page.locator('.workbar').getByRole('link', { name: '1 file waits' }).click();
    await page.getByRole('button', { name: /^Look at it now.*four\.json/ }).click();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'two.json was not imported' }).waitFor();
    expect(Object.keys(await kept(app)).sort()).toEqual(['four', 'one', 'three'].map((id) => `isms-gauge/assessment/${id}`));
  });

  test('and what does not go together in it is said before it is taken', async ({ app, page }) => {
    const evidence = { E1: { title: 'Minutes', date: '2019-01-01' } };
    const odd = { '9.3': { rating: 4, evidence: ['E1'], by: 'Ada', on: '2026-11-01' }, '9.2': { rating: 4 } };
    await app.open();
    await drop(page, 'odd.json', fileOf('odd', odd, { evidence }));
    const checks = page.locator('.import-checks');
    const summary = await checks.locator('summary').innerText();
    expect(summary).toMatch(/^Cross-checks of what it says: .*\d+ weak points?/);
    await checks.locator('summary').click();
    const n = [...summary.matchAll(/(\d+) \w/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    await expect(checks.getByRole('listitem')).toHaveCount(n);
    // The same as the app says afterwards.
    const said = await checks.getByRole('listitem').allInnerTexts();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await app.go('Cross-checks');
    await expect(page.locator('.fold-row')).toHaveCount(n);
    for (const message of said) await expect(page.locator('.fold-row').filter({ hasText: message })).not.toHaveCount(0);
  });

  test('pasting into a field stays pasting', async ({ app, page }) => {
    await app.open('#/import');
    const field = page.getByLabel('Or the text of a file');
    await field.focus();
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await expect(heading(page)).toHaveCount(0);
  });

  test('with odd characters, which are shown as their numbers', async ({ app, page }) => {
    await app.open();
    const odd = { '4.1': { rating: 1, note: 'a\u202etxt.exe\u0007' } };
    await drop(page, 'odd\u202e.json', fileOf('odd', odd, named('Evil\u200bCorp')));
    await expect(heading(page)).toContainText('odd⟨U+202E⟩.json: an assessment of Evil⟨U+200B⟩Corp');
    const note = page.getByRole('note').filter({ hasText: '3 oddities in the text' });
    await expect(note).toContainText('answers.4.1.note: 1 control character, taken out');
    await expect(note).toContainText('profile.organisation: 1 character');
  });

  test('of a newer version, to be looked at and never taken', async ({ app, page }) => {
    await app.open();
    await drop(page, 'new.json', fileOf('new', { '4.1': { rating: 3 } }).replace('"version":1', '"version":9'));
    await expect(heading(page)).toContainText('a file of a newer version');
    await expect(page.getByRole('note').filter({ hasText: 'not be taken' })).toContainText(/version 9.*up to version 1/);
    await expect(page.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0);
    expect(await kept(app)).toEqual({});
  });

  test('and answers without a question are kept and listed', async ({ app, page }) => {
    await app.open();
    await drop(page, 'old.json', fileOf('old', { '4.1': { rating: 3 }, 'q.gone': { rating: 2, note: 'still true', by: 'Ada' } }));
    await expect(page.getByText('1 answer belongs to questions')).toBeVisible();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await app.go('Data');
    const orphans = page.getByRole('note').filter({ hasText: 'this catalogue does not have' });
    await expect(orphans.getByRole('row', { name: /q\.gone/ })).toContainText('still true');
    expect((JSON.parse(await app.export()) as File).answers['q.gone']).toMatchObject({ rating: 2 });
  });
});

// Fault 37: what is brought by any door is refused with a message, and nothing is touched. Every
// rule behind it is tested in the core; here one of each kind goes through the page.
const deep = (n: number) => '['.repeat(n) + ']'.repeat(n);
const ATTACKS: [string, string | Buffer, RegExp][] = [
  ['more than an assessment may have', fileOf('a', {}, { new: 'x'.repeat(5 * 1024 * 1024) }), /bytes; at most/],
  ['a depth bomb', `{"format":"isms-gauge.assessment","version":1,"id":"a","new":${deep(100_000)}}`, /not complete JSON/],
  ['33 levels', `{"format":"isms-gauge.assessment","version":1,"id":"a","new":${deep(33)}}`, /not complete JSON/],
  ['a key that stands twice', '{"format":"isms-gauge.assessment","version":1,"id":"a","id":"b"}', /twice|duplicate/],
  ['an answer that stands twice', '{"format":"isms-gauge.assessment","version":1,"id":"a","answers":{"4.1":{},"4.1":{}}}', /twice|duplicate/],
  ['a number that is none', '{"format":"isms-gauge.assessment","version":1,"id":"a","people":NaN}', /not complete JSON/],
  ['a level with a fraction', fileOf('a', { '4.1': { rating: 2.5 } }), /answers\.4\.1\.rating/],
  ['a level below all', fileOf('a', { '4.1': { rating: -1 } }), /answers\.4\.1\.rating/],
  ['UTF-16', Buffer.from('\ufeff{"format":1}', 'utf16le'), /UTF-16/],
  ['Latin-1', Buffer.from('{"format":"caf\xe9"}', 'latin1'), /not UTF-8/],
  ['half a surrogate', '{"format":"isms-gauge.assessment","version":1,"id":"\\ud800"}', /not complete JSON/],
  ['an id with a slash', fileOf('../x', {}), /id/],
  ['an id that turns the writing', fileOf('a\u202e', {}), /id/],
  ['a web page', '<!doctype html><script>alert(1)</script>', /a web page/],
  ['a ZIP archive', Buffer.from('PK\x03\x04xxxx'), /ZIP/],
  ['a PDF', '%PDF-1.7', /PDF/],
  ['nothing', '', /empty/],
  ['another format', '{"format":"__proto__","version":1}', /not an assessment of ISMS Gauge/],
  ['a text without end', fileOf('a', { '4.1': { note: 'x'.repeat(20_001) } }), /20001 characters/],
  ['a list without end', fileOf('a', {}, { new: Array(5_001).fill(0) }), /5001 entries/],
  ['words after the end', `${fileOf('a', {})} x`, /not complete JSON/],
  ['a locked file with too few rounds', JSON.stringify({ format: 'isms-gauge.locked', version: 1, method: 'PBKDF2-SHA256, AES-256-GCM', rounds: 1, salt: '00'.repeat(16), nonce: '00'.repeat(12), data: '00'.repeat(16) }), /at least 600000 rounds/],
  ['a locked file that keeps the browser busy', JSON.stringify({ format: 'isms-gauge.locked', version: 1, method: 'PBKDF2-SHA256, AES-256-GCM', rounds: 4_000_000_000, salt: '00'.repeat(16), nonce: '00'.repeat(12), data: '00'.repeat(16) }), /rounds/],
  ['a backup of no texts', '{"format":"isms-gauge.backup","version":1,"made":"2026-01-01","assessments":[1]}', /assessments/],
];

test('every attack on the import is refused with a message, and nothing is touched', async ({ app, page }, info) => {
  fault('37', 'Files made to harm, one of each kind (all: core tests)', ATTACKS.length + 1, 'Refused with a message; what is here stays untouched');
  await app.open();
  await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  const before = await kept(app);
  await app.open('#/import');
  for (const [name, content, message] of ATTACKS) {
    await test.step(name, async () => {
      const buffer = typeof content === 'string' ? Buffer.from(content) : content;
      const file = `${name}.json`;
      await page.getByLabel('Assessment file (JSON)').setInputFiles({ name: file, mimeType: 'application/json', buffer });
      const alert = page.getByRole('alert').filter({ hasText: `${file} was not imported` });
      await expect(alert).toContainText(message);
      await expect(alert).toContainText('Nothing was changed.');
    });
  }
  // More than a backup may have: such a file is not read at all.
  const large = info.outputPath('large.json');
  await writeFile(large, Buffer.alloc(65 * 1024 * 1024, ' '));
  await page.getByLabel('Assessment file (JSON)').setInputFiles(large);
  await expect(page.getByRole('alert').filter({ hasText: 'large.json was not imported' })).toContainText(/bytes; at most/);
  expect(await kept(app)).toEqual(before);
});

test.describe('merge', () => {
  const ours = { '4.1': { rating: 1, by: 'Ada' }, '4.2': { rating: 3, by: 'Ada' }, '4.3': { rating: 2, by: 'Ada' } };
  const theirs = {
    '4.1': { rating: 4, by: 'Ben', note: 'seen it' },
    '4.2': { rating: 3, by: 'Ben' },
    '4.3': { rating: 3, by: 'Ben' },
    '4.4': { rating: 2, by: 'Ben' },
  };

  async function prepared(app: App, page: Page) {
    await app.open();
    await drop(page, 'ours.json', fileOf('site', ours, named('Site')));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await atOverview(page);
    await drop(page, 'theirs.json', fileOf('site', theirs, named('Site')));
    await expect(page.getByText('1 new, 1 rated alike, 1 to choose, 1 two levels apart or more.')).toBeVisible();
    await page.getByRole('button', { name: 'Merge, row by row' }).click();
    await expect(page.getByRole('heading', { name: 'Merge theirs.json' })).toBeVisible();
  }

  test('shows who differs, takes what is chosen, and is one step to undo', async ({ app, page }) => {
    await prepared(app, page);
    const apart = page.getByRole('region', { name: 'Two levels apart or more (1)' });
    await expect(apart).toContainText('Question 4.1');
    await expect(apart).toContainText('talk about it');
    await expect(page.getByRole('region', { name: 'Rated alike (1)' })).toBeVisible();
    await apart.getByRole('radio', { name: /^Theirs/ }).check();
    await page.locator('.merge__foot').getByRole('button', { name: 'Merge' }).click();
    await atOverview(page);
    const merged = JSON.parse(await app.export()) as File;
    expect(merged.answers['4.1']).toMatchObject({ rating: 4, by: 'Ben', voices: [{ rating: 1, by: 'Ada' }] });
    expect(merged.answers['4.2']).toMatchObject({ rating: 3 });
    expect(merged.answers['4.3']).toMatchObject({ rating: 2, voices: [{ rating: 3, by: 'Ben' }] });
    expect(merged.answers['4.4']).toMatchObject({ rating: 2, by: 'Ben' });
    await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
    expect((JSON.parse(await app.export()) as File).answers).toEqual(ours);
  });

  test('takes all of one side at once', async ({ app, page }) => {
    await prepared(app, page);
    await page.getByRole('button', { name: 'Take all of theirs' }).click();
    await page.locator('.merge__foot').getByRole('button', { name: 'Merge' }).click();
    await atOverview(page);
    const merged = JSON.parse(await app.export()) as File;
    expect(merged.answers['4.1']).toMatchObject({ rating: 4 });
    expect(merged.answers['4.3']).toMatchObject({ rating: 3 });
  });

  test('changes nothing where somebody wants so', async ({ app, page }) => {
    await prepared(app, page);
    await page.getByRole('button', { name: 'Change nothing' }).click();
    await atOverview(page);
    expect((JSON.parse(await app.export()) as File).answers).toEqual(ours);
  });

  test('knows who changed what where both have frozen a common state', async ({ app, page }) => {
    await app.open();
    await app.start();
    await app.answer('4.1', '2');
    await app.go('Snapshots');
    await page.getByRole('button', { name: 'Take a snapshot' }).click();
    await expect(page.locator('.states__one')).toHaveCount(2);
    const copy = JSON.parse(await app.export()) as File;
    copy.answers['4.1']!.rating = 5;
    await drop(page, 'copy.json', JSON.stringify(copy));
    await expect(page.getByText('1 changed there only.')).toBeVisible();
    await page.getByRole('button', { name: 'Merge, row by row' }).click();
    await expect(page.getByText('A state that both grew from is known')).toBeVisible();
    await page.locator('.merge__foot').getByRole('button', { name: 'Merge' }).click();
    await atOverview(page);
    expect((JSON.parse(await app.export()) as File).answers['4.1']).toMatchObject({ rating: 5 });
  });
});

test('a question pack goes out, is answered elsewhere, and merges back', async ({ app, page, browser }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '2');
  await app.go('Data');
  await page.getByRole('link', { name: 'Make a question pack' }).click();
  await page.getByLabel('Which questions').selectOption({ label: 'Clause 9 Performance evaluation' });
  await page.getByLabel('For whom').fill('Ben Tree');
  await page.getByLabel('For whom').blur();
  const sent = await download(page, () => page.getByRole('button', { name: /^Pack \d+ questions/ }).click());
  expect(sent.name).toBe('isms-gauge-questions-ben-tree.json');
  const pack = JSON.parse(sent.text) as File;
  expect(pack.answers).toEqual({});
  expect((pack.pack as { to: string }).to).toBe('Ben Tree');

  // Ben's own browser.
  const elsewhere = await browser.newContext({ serviceWorkers: 'block' });
  const theirs = await elsewhere.newPage();
  await theirs.goto(`${process.env.BASE_URL}#/import`);
  await theirs.getByLabel('Assessment file (JSON)').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(sent.text) });
  await expect(heading(theirs)).toContainText('a question pack for Ben Tree');
  await theirs.getByRole('button', { name: 'Import', exact: true }).click();
  const bar = theirs.getByRole('note').filter({ hasText: 'questions for Ben Tree' });
  await expect(bar).toContainText('0 of');
  await bar.getByRole('link', { name: 'To the first question' }).click();
  await theirs.locator('#q-9-1').getByRole('radio', { name: /^4\b/ }).check();
  await expect(bar).toContainText('1 of');
  const back = await download(theirs, () => bar.getByRole('button', { name: 'Export to send back' }).click());
  await elsewhere.close();

  await drop(page, 'back.json', back.text);
  await expect(heading(page)).toContainText('a question pack for Ben Tree');
  await page.getByRole('button', { name: 'Merge, row by row' }).click();
  await expect(page.getByRole('heading', { name: 'Merge Ben Tree' })).toBeVisible();
  await page.locator('.merge__foot').getByRole('button', { name: 'Merge' }).click();
  await atOverview(page);
  const merged = JSON.parse(await app.export()) as File;
  expect(merged.answers['9.1']).toMatchObject({ rating: 4, by: 'Ben Tree' });
  expect(merged.answers['4.1']).toMatchObject({ rating: 2 });
  expect(merged.pack).toBeUndefined();
});

test('replacing freezes what is here first', async ({ app, page }) => {
  await app.open();
  await drop(page, 'a.json', fileOf('site', { '4.1': { rating: 1 } }));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await atOverview(page);
  await drop(page, 'b.json', fileOf('site', { '4.2': { rating: 4 } }));
  await expect(page.getByText('1 answer stands only here')).toBeVisible();
  await page.getByRole('button', { name: 'Replace the one here' }).click();
  await atOverview(page);
  await app.go('Snapshots');
  await page.getByRole('link', { name: 'Before import', exact: true }).click();
  await expect(page.getByText('Taken before b.json replaced it')).toBeVisible();
  await page.getByRole('button', { name: 'Open as a new assessment' }).click();
  await atOverview(page);
  expect((JSON.parse(await app.export()) as File).answers).toEqual({ '4.1': { rating: 1 } });
});

test('a copy with a passphrase opens with it and with no other', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.go('Data');
  await page.locator('#data-protect').check();
  await page.getByLabel('New passphrase').fill('too short');
  await page.getByRole('button', { name: 'Export as JSON' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'at least 12 are wanted' })).toBeVisible();
  await page.getByLabel('New passphrase').fill('correct horse battery');
  await page.getByLabel('The passphrase again').fill('correct horse battery');
  const { name, text } = await download(page, () => page.getByRole('button', { name: 'Export as JSON' }).click());
  expect(name).toContain('protected');
  expect(JSON.parse(text)).toMatchObject({ format: 'isms-gauge.locked', rounds: 600_000 });
  expect(text).not.toContain('4.1');
  await page.evaluate(() => localStorage.clear());
  await app.open('#/import');
  await page.reload();
  await app.choose('locked.json', text);
  await page.getByLabel('Passphrase').fill('correct horse batterx');
  await page.getByRole('button', { name: 'Open it', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The passphrase does not fit' })).toBeVisible();
  await page.getByLabel('Passphrase').fill('correct horse battery');
  await page.getByRole('button', { name: 'Open it', exact: true }).click();
  await expect(page.locator('.import-facts')).toContainText('1 answer');
  await page.getByRole('button', { name: /^Import$|^Keep both$/ }).click();
  await atOverview(page);
  expect((JSON.parse(await app.export()) as File).answers['4.1']).toMatchObject({ rating: 4 });
});

test('redacted copies hold no word that anybody wrote', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  const whole = JSON.parse(await app.export()) as File;
  await app.go('Data');
  for (const choice of ['Without names and notes', 'Levels only']) {
    await page.getByRole('radio', { name: choice }).check();
    const { name, text } = await download(page, () => page.getByRole('button', { name: 'Export as JSON' }).click());
    expect(name).toBe('isms-gauge-levels.json');
    for (const secret of ['Quellmoor', 'Brockmüller', 'onboarding checklist']) expect(text).not.toContain(secret);
    const redacted = JSON.parse(text) as File;
    const levels = (file: File) =>
      Object.fromEntries(Object.entries(file.answers).filter(([, { rating }]) => rating !== undefined).map(([id, { rating }]) => [id, rating]));
    expect(levels(redacted)).toEqual(levels(whole));
    expect(redacted.id).not.toBe(whole.id);
  }
});

test.describe('a share link', () => {
  async function link(app: App, page: Page): Promise<string> {
    await app.open();
    await app.sample('Software firm, 40 people');
    await app.go('Data');
    const link = await page.locator('#data-link-text').inputValue();
    expect(link.length).toBeLessThanOrEqual(1800);
    expect(link).not.toContain('Quellmoor');
    return link.slice(link.indexOf('#'));
  }

  test('opens as a preview that leaves the address and is kept only when told so', async ({ app, page }) => {
    const fragment = await link(app, page);
    const before = await kept(app);
    await page.goto('about:blank');
    await app.open(fragment);
    await expect(heading(page)).toHaveText('Levels from a link');
    expect(page.url()).not.toContain('/s/');
    expect(new URL(page.url()).hash).toBe('#/import');
    expect(await kept(app)).toEqual(before);
    await page.getByRole('button', { name: 'Keep as a new assessment' }).click();
    await atOverview(page);
    await expect.poll(async () => Object.keys(await kept(app)).length).toBeGreaterThan(Object.keys(before).length);
    for (const [key, text] of Object.entries(before)) expect((await kept(app))[key]).toBe(text);
  });

  test('that is damaged in any way says so and keeps nothing', async ({ app, page }) => {
    fault('38', 'Share links cut, changed, too long, of another version (every byte: core tests)', 17, 'Refused with a message; nothing is kept');
    const fragment = await link(app, page);
    const before = await kept(app);
    const body = fragment.slice('#/s/'.length);
    const damaged = [
      ...Array.from({ length: 12 }, (_, n) => body.slice(0, Math.floor((body.length * n) / 12))),
      body.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)).replace(/[a-f]$/, '0'),
      body.replace('-q', '-f').replace('-f', '-q'),
      body.replace(/^1-/, '9-'),
      body.replace(/2026/, '2020'),
      'A'.repeat(100_000),
    ].filter((text) => text !== body);
    expect(damaged).toHaveLength(17);
    for (const text of damaged) {
      await page.evaluate((text) => { location.hash = `#/s/${text}`; }, text);
      const alert = page.getByRole('alert').filter({ hasText: 'was not imported' });
      await expect(alert).toContainText(/damaged|characters; at most|version 9|empty/);
      expect(new URL(page.url()).hash).toBe('#/import');
      await page.evaluate(() => { location.hash = '#/'; });
      await expect(page.getByRole('heading', { name: 'How ready are you' })).toBeVisible();
    }
    expect(await kept(app)).toEqual(before);
  });
});

test('a backup brings everything back, and what is here is not overwritten', async ({ app, page }) => {
  await app.open();
  for (const [id, name] of [['a', 'Alpha'], ['b', 'Beta'], ['c', 'Gamma']] as const) {
    await drop(page, `${id}.json`, fileOf(id, { '4.1': { rating: 2 } }, named(name)));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await atOverview(page);
  }
  await app.go('Data');
  const { text } = await download(page, () => page.getByRole('button', { name: 'Back up all assessments' }).click());
  await expect(page.getByRole('status').filter({ hasText: '3 assessments in the backup' })).toBeVisible();
  // One is changed, one is gone.
  await app.go('Questions');
  await app.answer('4.1', '5');
  await app.saved();
  await app.open();
  await page.locator('.shelf__item', { hasText: 'Beta' }).getByRole('button', { name: /^Delete/ }).click();
  await drop(page, 'backup.json', text);
  await expect(heading(page)).toContainText('a backup of 3 assessments');
  await expect(page.getByRole('row', { name: /Alpha/ })).toContainText('Here already, the same');
  await expect(page.getByRole('row', { name: /Beta/ })).toContainText('Comes back');
  await expect(page.getByRole('row', { name: /Gamma/ }).getByRole('combobox')).toHaveValue('beside');
  await page.getByRole('button', { name: 'Restore 2 assessments' }).click();
  await expect(page.locator('.shelf__item')).toHaveCount(4);
});

test('after the browser threw everything away, three clicks bring it back, and a reminder came before', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await expect(page.locator('.workbar')).toContainText('never exported');
  const text = await app.export();
  await expect(page.locator('.workbar')).not.toContainText('never exported');
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await app.open();
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
  });
  await page.reload();
  await expect(page.locator('.shelf__item')).toHaveCount(0);
  // One: the field. Two: the file. Three: the button.
  await app.choose('copy.json', text);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await atOverview(page);
  expect((JSON.parse(await app.export()) as File).answers).toEqual((JSON.parse(text) as File).answers);
});

test('a copy of a week ago is due again', async ({ app, page }) => {
  await page.clock.setSystemTime(new Date('2026-11-26T10:00:00'));
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '2');
  await app.export();
  await app.saved();
  await page.clock.setSystemTime(new Date('2026-12-04T10:00:00'));
  await page.goto('about:blank');
  await app.open(`#/a/${id}/data`);
  await expect(page.getByRole('note').filter({ hasText: 'exported 8 days ago' })).toBeVisible();
  await expect(page.locator('.workbar').getByRole('link', { name: /exported 8 days ago/ })).toBeVisible();
});

test.describe('where a file cannot be written', () => {
  type Fails = 'cancelled' | 'revoked' | 'full';
  const cases: [Fails, RegExp][] = [
    ['cancelled', /Nothing was exported: no file was chosen/],
    ['revoked', /n\.json was not written: The request is not allowed/],
    ['full', /n\.json was not written: The disk is full/],
  ];
  for (const [how, message] of cases) {
    test(`because it was ${how}, it says so and the copy stays due`, async ({ app, page }) => {
      fault('40', `Writing a file is ${how === 'full' ? 'ended by a full disk' : how}`, 1, 'Said; the copy stays due');
      await page.addInitScript((how) => {
        const handle = {
          name: 'n.json',
          createWritable: async () => {
            if (how === 'revoked') throw new DOMException('The request is not allowed', 'NotAllowedError');
            return {
              write: async () => { throw new DOMException('The disk is full', 'QuotaExceededError'); },
              close: async () => {},
            };
          },
        };
        Object.assign(window, {
          showSaveFilePicker: async () => {
            if (how === 'cancelled') throw new DOMException('The user aborted a request.', 'AbortError');
            return handle;
          },
        });
      }, how);
      await app.open();
      await app.sample('Software firm, 40 people');
      await app.go('Data');
      await page.getByRole('button', { name: 'Save to a file…' }).click();
      await expect(page.getByRole('status').filter({ hasText: message })).toBeVisible();
      await expect(page.locator('.workbar')).toContainText('never exported');
    });
  }
});

test.describe('the same file again', () => {
  /** Gives the page real handles of the browser, in a folder that needs no window. */
  const realFiles = () =>
    Object.assign(window, {
      showSaveFilePicker: async () => (await navigator.storage.getDirectory()).getFileHandle('n.json', { create: true }),
    });
  const inFile = (page: Page) =>
    page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle('n.json')).getFile()).text();
    });

  async function firstSave(app: App, page: Page) {
    await page.addInitScript(realFiles);
    await app.open();
    await app.start();
    await app.answer('4.1', '1');
    await app.go('Data');
    await page.getByRole('button', { name: 'Save to a file…' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved to n.json' })).toBeVisible();
  }

  async function savedOnce(app: App, page: Page) {
    await firstSave(app, page);
    await app.saved();
    // Another visit.
    await page.reload();
    await expect(page.getByRole('button', { name: 'Save to n.json again' })).toBeVisible();
    await app.go('Questions');
  }

  test('is known on a later visit, until somebody wants otherwise', async ({ app, page }) => {
    await savedOnce(app, page);
    await app.answer('4.1', '5');
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('status').filter({ hasText: 'Saved to n.json' })).toBeVisible();
    expect(JSON.parse(await inFile(page)).answers['4.1'].rating).toBe(5);
    await app.go('Data');
    await page.getByRole('button', { name: 'Forget the file' }).click();
    await expect(page.getByRole('button', { name: 'Save to a file…' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Save to a file…' })).toBeVisible();
    expect(JSON.parse(await app.export()).answers['4.1'].rating).toBe(5);
  });

  test('asks again where the right has ended, and hands out a copy where it is refused', async ({ app, page }) => {
    await page.addInitScript(() => {
      Object.assign(window, { asked: 0 });
      (FileSystemHandle.prototype as any).queryPermission = async () => 'prompt';
      (FileSystemHandle.prototype as any).requestPermission = async () => {
        const n = ((window as any).asked += 1);
        return navigator.userActivation.isActive && n === 1 ? 'granted' : 'denied';
      };
    });
    await firstSave(app, page);
    await app.go('Questions');
    await app.answer('4.1', '4');
    expect(JSON.parse(await app.export()).answers['4.1'].rating).toBe(4);
    await expect(page.getByRole('status').filter({ hasText: /n\.json was not written: .*not allowed.*downloaded instead/ })).toBeVisible();
    expect(await page.evaluate(() => (window as any).asked)).toBe(2);
    expect(JSON.parse(await inFile(page)).answers['4.1'].rating).toBe(1);
  });

  test('is not written over what something else wrote there', async ({ app, page }) => {
    await savedOnce(app, page);
    await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const stream = await (await folder.getFileHandle('n.json')).createWritable();
      await stream.write('of a colleague');
      await stream.close();
    });
    await app.answer('4.1', '4');
    expect(JSON.parse(await app.export()).answers['4.1'].rating).toBe(4);
    await expect(page.getByRole('status').filter({ hasText: /something else has changed it.*downloaded instead/ })).toBeVisible();
    expect(await inFile(page)).toBe('of a colleague');
  });
});

test('a snapshot is taken, compared, looked at and deleted with a way back', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.answer('4.2', '1');
  await app.go('Snapshots');
  await page.getByLabel('Name').fill('Spring');
  await page.getByLabel('Reason').fill('before the audit');
  await page.getByRole('button', { name: 'Take a snapshot' }).click();
  const item = page.locator('.states__one', { hasText: 'Spring' });
  await expect(item).toContainText('before the audit');
  await expect(item).toContainText('2 of 30 answered');
  await app.go('Questions');
  await app.answer('4.1', '2');
  await app.answer('4.2', '3');
  await app.answer('4.3', '3');
  await app.go('Snapshots');
  await item.getByRole('link', { name: /Compare with now/ }).click();
  await expect(page.locator('.compare__summary')).toContainText('1 rose, 1 fell, 1 newly answered');
  const fell = page.getByRole('region', { name: 'Fell (1)' });
  await fell.getByText('Show the questions').click();
  await expect(fell).toContainText('4 Steered → 2 Begun');
  await app.go('Snapshots');
  await page.getByRole('link', { name: 'Spring', exact: true }).click();
  await expect(page.getByText('A snapshot never changes')).toBeVisible();
  await app.go('Snapshots');
  await item.getByRole('button', { name: /^Delete/ }).click();
  await expect(item).toHaveCount(0);
  await page.locator('.toast-bar').getByRole('button', { name: 'Undo' }).click();
  await expect(item).toHaveCount(1);
});

test('the sample shows a trend with a laggard, and any two states can be compared, a file too', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await app.go('Snapshots');
  await expect(page.locator('figcaption')).toContainText(/the mean rose from .* Furthest behind its target is clause/);
  await page.getByText('Show the figures as a table').click();
  await expect(page.getByRole('row', { name: /First look/ })).toBeVisible();
  await page.getByRole('link', { name: 'Compare two states' }).click();
  await page.getByLabel('A file to compare with').setInputFiles({
    name: 'other.json', mimeType: 'application/json', buffer: Buffer.from(fileOf('other', { '4.1': { rating: 0 } })),
  });
  await expect(page.getByLabel('Before')).toHaveValue('file');
  await expect(page.locator('.compare__summary')).toContainText('newly answered');
});

test('the fingerprint of the page is that of the file', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.go('Snapshots');
  const shown = await page.locator('.states__one', { hasText: 'Now' }).innerText();
  const print = /Fingerprint ([0-9a-f ]+)/.exec(shown)![1]!.trim();
  await drop(page, 'same.json', await app.export());
  await expect(page.locator('.import-facts')).toContainText(`fingerprint ${print}`);
});

test.describe('many assessments', () => {
  const site = (n: number) =>
    fileOf(`site-${n}`, { '4.1': { rating: n % 6, on: '2026-11-01' }, '9.2': { rating: 3 } }, named(`Site ${String(n).padStart(2, '0')}`, [n % 2 ? 'north' : 'south']));

  const backup = (n: number) =>
    JSON.stringify({
      format: 'isms-gauge.backup', version: 1, made: '2026-11-26',
      assessments: Array.from({ length: n }, (_, at) => site(at + 1)),
    });

  test('stand side by side, the lowest counts', async ({ app, page }) => {
    await app.open();
    await drop(page, 'all.json', backup(4));
    await page.getByRole('button', { name: 'Restore 4 assessments' }).click();
    await app.open('#/rollup');
    const table = page.getByRole('group', { name: 'Levels by assessment and clause' });
    await expect(table.getByRole('row')).toHaveCount(6);
    await expect(table.getByRole('row', { name: /Lowest of all/ })).toContainText('1');
    await page.getByLabel('With the tag').selectOption('south');
    await expect(table.getByRole('row')).toHaveCount(4);
    await expect(table.getByRole('row', { name: /Lowest of all/ })).toContainText('2');
    await page.getByRole('checkbox', { name: 'Site 02' }).uncheck();
    await expect(table.getByRole('row')).toHaveCount(2);
  });
});

test('axe finds nothing where something is previewed or merged, and nothing scrolls sideways', async ({ app, page }) => {
  const clean = async (what: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), what).toEqual([]);
    await page.setViewportSize({ width: 320, height: 844 });
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess, `${what} at 320`).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await app.open();
  await drop(page, 'a.json', fileOf('site', { '4.1': { rating: 1 }, '4.2': { rating: 2 } }, named('Site', ['north'])));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await atOverview(page);
  await drop(page, 'b.json', fileOf('site', { '4.1': { rating: 5, note: 'a\u202eb' }, '4.2': { rating: 3 } }, named('Site')));
  await expect(page.getByRole('button', { name: 'Merge, row by row' })).toBeVisible();
  await clean('preview');
  await page.getByRole('button', { name: 'Merge, row by row' }).click();
  await expect(page.locator('.merge__row').first()).toBeVisible();
  await clean('merge');
  await app.open('#/rollup');
  await expect(page.locator('.heat-table')).toBeVisible();
  await clean('roll-up');
  await app.open();
  await expect(page.locator('.shelf__tags')).toContainText('north');
  await clean('shelf');
});

test('what is changed in the list while the device is still being read stays', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  // A transaction that goes on until it is let go: whoever reads the database waits for it.
  await page.evaluate(
    () =>
      new Promise<void>((ready) => {
        const request = indexedDB.open('isms-gauge');
        request.onsuccess = () => {
          const store = request.result.transaction('texts', 'readwrite').objectStore('texts');
          const goOn = () => {
            if ('letGo' in window) request.result.close();
            else store.get('nothing').onsuccess = goOn;
          };
          goOn();
          ready();
        };
      }),
  );
  await app.go('All assessments');
  const item = page.locator('.shelf__item');
  await item.getByRole('button', { name: /^Tags/ }).click();
  await item.getByLabel('Tags of Unnamed organisation').fill('north');
  await item.getByLabel('Tags of Unnamed organisation').blur();
  await expect(item.locator('.shelf__tags')).toContainText('north');
  await page.evaluate(() => Object.assign(window, { letGo: true }));
  // What was changed is written after the device was read.
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('north')));
  await expect(item.locator('.shelf__tags')).toContainText('north');
});

test('a list of thirty is there at once, and each verdict follows', async ({ app, page }) => {
  const sample = await (await page.request.get(`${process.env.BASE_URL}samples/manufacturer.json`)).json();
  const texts = Array.from({ length: 30 }, (_, at) =>
    JSON.stringify({ ...sample, id: `client-${at}`, profile: { ...sample.profile, organisation: `Client ${at}`, tags: [at % 2 ? 'odd' : 'even'] } }));
  await app.open();
  await drop(page, 'all.json', JSON.stringify({ format: 'isms-gauge.backup', version: 1, made: '2026-11-26', assessments: texts }));
  await page.getByRole('button', { name: 'Restore 30 assessments' }).click();
  const items = page.locator('.shelf__item');
  await expect(items).toHaveCount(30);
  await expect(items.filter({ hasText: 'Stage 2' })).toHaveCount(30);
  await page.getByLabel('With the tag').selectOption('odd');
  await expect(items).toHaveCount(15);
  await items.first().getByRole('button', { name: /^Tags/ }).click();
  await items.first().getByLabel('Tags of Client 1', { exact: true }).fill('odd, north');
  await items.first().getByLabel('Tags of Client 1', { exact: true }).blur();
  await expect(items.first().locator('.shelf__tags')).toContainText('north');
});
