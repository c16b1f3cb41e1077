// The browser is killed: what was called saved is there afterwards. Ten kills; `KILLS=500` for a
// long run.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { App, expect, fault, test } from './fault';

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
          began ||= status.textContent!.startsWith('Saving');
          if (began && status.textContent!.startsWith('Saved in this browser')) done();
        }).observe(status, { childList: true, subtree: true, characterData: true });
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
