// The browser is killed: what was called saved is there afterwards. Ten kills; `KILLS=500` for a
// long run. And it is killed between any two steps of whatever replaces one state by another.
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { App, deep, expect, fault, test } from './fault';

const KILLS = Number(process.env.KILLS ?? 10);

class Killable {
  private constructor(
    private readonly process: ChildProcess,
    readonly browser: Browser,
  ) {}

  static async start(profile: string): Promise<Killable> {
    await rm(join(profile, 'SingletonLock'), { force: true });
    await rm(join(profile, 'DevToolsActivePort'), { force: true });
    const { executablePath, args } = test.info().project.use.launchOptions!;
    const started = spawn(
      executablePath!,
      [...args!, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
      // A group of its own, which is killed as a whole.
      { detached: true, stdio: 'ignore' },
    );
    let port = '';
    await expect
      .poll(async () => {
        port = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n')[0];
        return port;
      }, { timeout: 30_000 })
      .not.toBe('');
    return new Killable(started, await chromium.connectOverCDP(`http://127.0.0.1:${port}`));
  }

  async page(): Promise<Page> {
    return this.browser.contexts()[0].newPage();
  }

  /** Ends it as a person does: everything is on the disk. */
  async close() {
    const ended = new Promise((done) => this.process.once('exit', done));
    const session = await this.browser.newBrowserCDPSession();
    // The answer may be lost with the browser.
    void session.send('Browser.close').catch(() => {});
    await ended;
  }

  async kill() {
    const ended = new Promise((done) => this.process.once('exit', done));
    process.kill(-this.process.pid!, 'SIGKILL');
    await ended;
  }
}

/** Changes the note, and waits until the page says that it is saved; returns at that very moment. */
async function edit(page: Page, text: string, waits: boolean) {
  await page.evaluate(
    async ([text, waits]) => {
      const status = document.querySelector('.workbar__state [role=status]')!;
      const saved = new Promise<void>((done) => {
        let began = false;
        new MutationObserver(() => {
          const isBusy = status.getAttribute('aria-busy') === 'true';
          began ||= isBusy;
          if (began && !isBusy) done();
        }).observe(status, { attributeFilter: ['aria-busy'] });
      });
      const field = [...document.querySelectorAll('textarea')].find((field) => field.id.startsWith('q-4-1'))!;
      field.value = text as string;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      if (waits) await saved;
    },
    [text, waits] as const,
  );
}

test('a kill of the browser loses no edit that was called saved', async () => {
  test.setTimeout(60_000 + KILLS * 30_000);
  fault('8, 9', 'The browser is killed at the moment of "saved", or while somebody types', KILLS, '0 acknowledged edits lost; at most what was typed since');
  const profile = await mkdtemp(join(tmpdir(), 'isms-gauge-kill-'));
  let place = '';
  let acknowledged = -1;
  let tried = -1;
  try {
    for (let round = 0; round <= KILLS; round += 1) {
      const killable = await Killable.start(profile);
      try {
        const page = await killable.page();
        const app = new App(page);
        if (place) {
          await page.goto(place);
        } else {
          await app.open();
          await app.start();
          place = page.url();
        }
        const question = app.question('4.1');
        await expect(question).toBeVisible();
        const field = question.getByRole('textbox', { name: 'Note' });
        if (!(await field.isVisible())) await question.locator('summary').last().click();
        await expect(field).toBeVisible();
        if (round > 0) {
          const found = Number((await field.inputValue()).replace('edit ', ''));
          expect(found, `after kill ${round}`).toBeGreaterThanOrEqual(acknowledged);
          expect(found).toBeLessThanOrEqual(tried);
        }
        const edits = 1 + (round % 3);
        for (let n = 0; n < edits; n += 1) {
          tried += 1;
          await edit(page, `edit ${tried}`, true);
          acknowledged = tried;
        }
        // Every other time somebody is typing when it happens.
        if (round % 2) {
          tried += 1;
          await edit(page, `edit ${tried}`, false);
        }
      } finally {
        await killable.kill();
      }
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Counts every write to either place, and stops the page for good before the one of this number:
 * what comes then is only the kill. */
function stopAt(number: number) {
  const state = ((globalThis as any).writes = { n: 0, isCounting: false });
  const count = () => {
    if (!state.isCounting) return;
    state.n += 1;
    if (state.n !== number) return;
    console.log('stopped');
    for (;;);
  };
  const before = (owner: object, name: string) => {
    const real = (owner as any)[name];
    (owner as any)[name] = function (...args: unknown[]) {
      count();
      return real.apply(this, args);
    };
  };
  for (const name of ['put', 'delete']) before(IDBObjectStore.prototype, name);
  for (const name of ['setItem', 'removeItem']) before(Storage.prototype, name);
}

type Deed = {
  /** Number, name and outcome of the fault. */
  fault: [string, string, string];
  /** Brings the browser to just before the deed. */
  prepare: (app: App) => Promise<void>;
  /** Begins the deed. */
  begin: (app: App) => Promise<void>;
  /** Waits until it is done, where nothing stops it. */
  done: (app: App) => Promise<void>;
  /** What must hold afterwards, whatever was reached. */
  check: (app: App) => Promise<void>;
};

/** Does the deed with a kill before each of its writes, until it goes through. */
async function killedAtEachWrite(deed: Deed): Promise<number> {
  let kills = 0;
  const folder = await mkdtemp(join(tmpdir(), 'isms-gauge-steps-'));
  const ready = join(folder, 'ready');
  try {
    const first = await Killable.start(ready);
    try {
      await deed.prepare(new App(await first.page()));
    } finally {
      await first.close();
    }
    for (let number = 1; ; number += 1) {
      const profile = join(folder, `step-${number}`);
      await cp(ready, profile, { recursive: true, filter: (path) => !/Singleton/.test(path) });
      const killable = await Killable.start(profile);
      let wasStopped = false;
      try {
        const page = await killable.page();
        const stopped = new Promise<void>((done) => {
          page.on('console', (message) => message.text() === 'stopped' && done());
        });
        await page.addInitScript(stopAt, number);
        const app = new App(page);
        // A page that was stopped answers nothing any more.
        const through = deed.begin(app).then(() => deed.done(app));
        through.catch(() => {});
        wasStopped = await Promise.race([stopped.then(() => true), through.then(() => false)]);
      } finally {
        await killable.kill();
      }
      const again = await Killable.start(profile);
      try {
        await test.step(wasStopped ? `killed before write ${number}` : 'gone through', async () => {
          await deed.check(new App(await again.page()));
        });
      } finally {
        await again.kill();
      }
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      if (!wasStopped) return kills;
      kills = number;
    }
  } finally {
    const [number, what, outcome] = deed.fault;
    fault(number, what, kills, outcome);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const count = (page: Page) =>
  page.evaluate(() => {
    (globalThis as any).writes.isCounting = true;
  });
const LOCAL = 'isms-gauge/assessment/carried';
const ratingOf = (text: string) => JSON.parse(text).answers['4.1'].rating;

test('a kill while an older state is carried over loses neither', async () => {
  test.setTimeout(300_000);
  const old = JSON.stringify({ format: 'isms-gauge.assessment', version: 1, id: 'carried', answers: { '4.1': { rating: 2 } } });
  const place = '#/a/carried/questions/4';
  const n = await killedAtEachWrite({
    fault: ['11', 'The browser is killed before each write while an older text is carried over', 'The old or the new state opens, never neither; the old text is there'],
    async prepare(app) {
      await app.open();
      await app.page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL, old] as const);
    },
    async begin(app) {
      await app.open();
      await count(app.page);
      await app.page.goto(`${process.env.BASE_URL}${place}`);
      await app.answer('4.1', '4');
    },
    async done(app) {
      await app.saved();
      await expect.poll(async () => Object.keys(await deep(app.page)).filter((key) => key.startsWith('ring/')).length).toBeGreaterThan(0);
    },
    async check(app) {
      await app.open(place);
      const level = app.question('4.1').locator('input:checked');
      await expect(level).toHaveCount(1);
      expect([2, 4]).toContain(ratingOf(await app.export()));
      // Where the new one is there, the old one is an earlier state or still the quick copy.
      const copies = [...Object.values(await app.kept()), ...Object.values(await deep(app.page))];
      expect(copies.some((text) => typeof text === 'string' && text.endsWith(old))).toBe(true);
    },
  });
  expect(n).toBeGreaterThan(2);
});

test('a kill while an import replaces an assessment leaves what was there', async () => {
  test.setTimeout(300_000);
  const file = (rating: number) =>
    JSON.stringify({ format: 'isms-gauge.assessment', version: 1, id: 'carried', answers: { '4.1': { rating } } });
  const bring = async (app: App, rating: number) => {
    await app.page.goto(`${process.env.BASE_URL}#/import`);
    await app.choose('n.json', file(rating));
  };
  const n = await killedAtEachWrite({
    fault: ['12', 'The browser is killed before each write while an import replaces an assessment', 'What was there is there, as it was or as a snapshot'],
    async prepare(app) {
      await app.open();
      await bring(app, 1);
      await app.page.getByRole('button', { name: 'Import', exact: true }).click();
      await app.go('Questions');
      await app.answer('4.1', '2');
      await app.saved();
    },
    async begin(app) {
      await app.open();
      await bring(app, 5);
      const replace = app.page.getByRole('button', { name: 'Replace the one here' });
      await replace.waitFor();
      await count(app.page);
      await replace.click();
    },
    async done(app) {
      await app.page.getByText('Replaced; a snapshot holds what was here').waitFor();
      await expect.poll(async () => (await deep(app.page))['assessment/carried']).toContain('Before import');
    },
    async check(app) {
      await app.open('#/a/carried/questions/4');
      await expect(app.question('4.1').locator('input:checked')).toHaveCount(1);
      const found = JSON.parse(await app.export());
      if (found.answers['4.1'].rating === 5) {
        const snapshots = Object.values(found.snapshots) as { name: string; state: string }[];
        expect(ratingOf(snapshots.find(({ name }) => name === 'Before import')!.state)).toBe(2);
      } else {
        expect(found.answers['4.1'].rating).toBe(2);
      }
    },
  });
  expect(n).toBeGreaterThan(1);
});
