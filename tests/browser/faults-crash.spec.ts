// The app crashes, or cannot start: the page says so, hands out the data, and writes nothing more.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { App, broken as test, deep, expect, fault } from './fault';

/** Ways to end the app that happen in real pages too. `go` is switched on later. */
async function prepare(page: Page) {
  await page.addInitScript(() => {
    const state = ((globalThis as any).trouble = { go: '', exports: undefined as any });
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...source) => {
      const made = await start(...source);
      state.exports ??= made.instance.exports;
      return made;
    };
    const fail = (what: string) => {
      if (state.go !== what) return;
      throw new DOMException(`no ${what}`, 'InvalidStateError');
    };
    for (const name of ['createElement', 'createTextNode', 'createComment'] as const) {
      const real = Document.prototype[name] as any;
      (Document.prototype as any)[name] = function (...args: unknown[]) {
        fail('nodes');
        return real.apply(this, args);
      };
    }
    const clone = Node.prototype.cloneNode;
    Node.prototype.cloneNode = function (...args) {
      fail('nodes');
      return clone.apply(this, args);
    };
    const clear = window.clearTimeout;
    window.clearTimeout = (...args) => {
      fail('timers');
      clear(...args);
    };
  });
}

const set = (page: Page, go: string) =>
  page.evaluate((go) => {
    (globalThis as any).trouble.go = go;
  }, go);

const panel = (page: Page) => page.locator('#crash');

const levelIn = (text: string): number => JSON.parse(text).answers['4.1'].rating;

/** The answer to 4.1 in the newest record that lies on the device. */
async function keptLevel(page: Page, app: App): Promise<number> {
  const kept = { ...(await app.kept()), ...(await deep(page)) };
  const records = Object.keys(kept).filter((key) => /(^|\/)assessment\//.test(key)).map((key) => {
    const end = kept[key].indexOf('\n');
    return { revision: JSON.parse(kept[key].slice(0, end)).revision, body: kept[key].slice(end) };
  });
  records.sort((a, b) => b.revision - a.revision);
  return levelIn(records[0].body);
}

/** The panel is there, the data comes out, the rest cannot be used, and nothing is written. What comes
 * out, and is there afterwards, is one of these answers to 4.1. */
async function expectEnded(page: Page, app: App, levels = [3]) {
  await expect(panel(page)).toBeVisible();
  await set(page, '');
  const before = await app.kept();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(page).getByRole('button', { name: 'Download my data' }).click(),
  ]);
  const rescued = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(rescued.format).toBe('isms-gauge.backup');
  const level = levelIn(rescued.assessments[0]);
  expect(levels).toContain(level);
  expect(level).toBe(await keptLevel(page, app));
  const inert = await page.evaluate(() =>
    [...document.body.children].filter((part) => part.id !== 'crash').every((part) => (part as HTMLElement).inert),
  );
  expect(inert).toBe(true);
  await page.keyboard.press('Control+z');
  await page.evaluate(() => {
    document.dispatchEvent(new Event('visibilitychange'));
    window.dispatchEvent(new Event('pagehide'));
    document.querySelector<HTMLInputElement>('.question input[type=radio]')?.click();
  });
  expect(await app.kept()).toEqual(before);
  await panel(page).getByRole('button', { name: 'Open the page again' }).click();
  await expect(page.locator('.masthead')).toBeVisible();
  await expect(app.question('4.1').getByRole('radio', { name: new RegExp(`^${level}\\b`) })).toBeChecked();
}

async function begin(page: Page): Promise<App> {
  const app = new App(page);
  await prepare(page);
  await app.open();
  await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  return app;
}

test('a panic while a page is made', async ({ page }) => {
  fault('25', 'A panic while handling a click (the browser refuses to make a node)', 1, 'Crash panel, data handed out, nothing written afterwards');
  const app = await begin(page);
  const place = page.url();
  await set(page, 'nodes');
  await app.question('4.2').getByRole('radio', { name: /^2\b/ }).click({ noWaitAfter: true });
  await page.evaluate(() => {
    location.hash = location.hash.replace('questions/4', 'overview');
  });
  await expect(panel(page)).toBeVisible();
  await page.evaluate((place) => history.replaceState(null, '', place), place);
  await expectEnded(page, app);
});

test('an exception of the browser in the middle of a change', async ({ page }) => {
  fault('26', 'An exception inside a locked value (the page would look alive and save nothing)', 1, 'As 25: no zombie');
  const app = await begin(page);
  await set(page, 'timers');
  await page.evaluate(async () => {
    const radios = document.querySelectorAll<HTMLInputElement>('#q-4-1 input[type=radio]');
    for (const level of [4, 2, 4, 1]) {
      radios[level].click();
      // The app notes the change once the click is over.
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(panel(page)).toBeVisible();
  await set(page, '');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(page).getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8')).assessments).toHaveLength(1);
  const before = await app.kept();
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  expect(await app.kept()).toEqual(before);
});

const TRAPS: [string, string][] = [
  ['runs into unreachable code', 'unreachable'],
  ['finds no memory', 'memory'],
];
for (const [how, trap] of TRAPS) {
  test(`the app ${how}`, async ({ page }) => {
    fault('27', `The app ${how}`, 1, 'As 25, without a message of its own');
    const app = await begin(page);
    await page.evaluate((trap) => {
      const { exports } = (globalThis as any).trouble;
      const button = document.createElement('button');
      button.addEventListener('click', () => {
        if (trap !== 'memory') exports.__wbindgen_malloc(0xfffffff0, 4);
        const pages = exports.memory.buffer.byteLength / 65536;
        exports.memory.grow(65536 - pages - 1);
        for (;;) exports.__wbindgen_malloc(0x4000_0000, 1);
      });
      button.click();
    }, trap);
    await expectEnded(page, app);
  });
}

test('the app runs out of stack', async ({ page }) => {
  fault('27', 'The app runs out of stack, in the middle of a change', 1, 'As 25, without a message of its own');
  const app = await begin(page);
  await page.evaluate(() => {
    const malloc = (globalThis as any).trouble.exports.__wbindgen_malloc;
    const dig = (n: number): void => (n > 0 ? dig(n - 1) : void malloc(64, 1));
    // The app asks for it in the middle of a change. There it goes so deep that the app is called
    // with enough stack to begin and too little to end: deeper the call itself fails, less deep it
    // goes through. How deep that is changes as the browser compiles, so it is sought several times.
    window.clearTimeout = () => {
      for (let times = 0; times < 50; times += 1) {
        let [through, fails] = [0, 100_000];
        while (fails - through > 1) {
          const n = Math.floor((through + fails) / 2);
          try {
            dig(n);
            through = n;
          } catch (error) {
            if (/wasm-function/.test((error as Error).stack!)) throw error;
            fails = n;
          }
        }
      }
    };
  });
  await app.question('4.1').getByRole('radio', { name: /^5\b/ }).click({ noWaitAfter: true });
  await expect(panel(page)).toContainText('Maximum call stack size exceeded');
  // Where the change itself went through, it was saved before the app asked again.
  await expectEnded(page, app, [3, 5]);
});

test('three crashes within a minute: nothing is opened by itself any more', async ({ page }) => {
  fault('28', 'A crash at every start', 3, 'After the third one safe mode: no assessment is opened, the recovery page is shown');
  const app = await begin(page);
  await page.addInitScript(() => {
    if (!sessionStorage.getItem('poisoned')) return;
    new MutationObserver(() => {
      if (document.querySelector('.workbar')) (globalThis as any).trouble.go = 'nodes';
    }).observe(document, { childList: true, subtree: true });
  });
  await page.evaluate(() => sessionStorage.setItem('poisoned', '1'));
  await page.reload();
  for (let n = 0; n < 3; n += 1) {
    await expect(app.page.locator('.workbar')).toBeVisible();
    await page.evaluate(() => {
      location.hash = `${location.hash.split('/').slice(0, 3).join('/')}/overview`;
    });
    await page.evaluate(() => {
      location.hash = `${location.hash.split('/').slice(0, 3).join('/')}/questions/5`;
    });
    await expect(panel(page)).toBeVisible();
    await set(page, '');
    await panel(page).getByRole('button', { name: 'Open the page again' }).click();
  }
  await expect(page.getByText('The page crashed three times within a minute')).toBeVisible();
  await expect(page.locator('.workbar')).toHaveCount(0);
  await expect(page.locator('.recovery__item').first()).toBeVisible();
  await page.evaluate(() => sessionStorage.removeItem('poisoned'));
  await page.reload();
  await page.getByRole('button', { name: 'Go on as usual' }).click();
  await expect(page.locator('.workbar')).toBeVisible();
});

test('a renderer that dies takes no saved answer with it', async ({ page, context }) => {
  fault('10', 'The renderer crashes', 1, 'The last save is there in a new page');
  const app = await begin(page);
  const place = page.url();
  await app.answer('4.1', '4');
  await app.saved();
  const crashed = page.waitForEvent('crash');
  const session = await context.newCDPSession(page);
  void session.send('Page.crash').catch(() => {});
  await crashed;
  const next = new App(await context.newPage());
  await next.page.goto(place);
  await expect(next.question('4.1').getByRole('radio', { name: /^4\b/ })).toBeChecked();
});

const WASM = '**/isms-gauge_bg.wasm';
const JS = '**/isms-gauge.js';
const refused = async (page: Page) => {
  await page.goto(process.env.BASE_URL!);
  await expect(page.locator('#shell-text')).toContainText('could not be loaded');
  await expect(page.locator('.masthead')).toHaveCount(0);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.masthead')).toBeVisible();
};

test('a program that was changed on its way is not run', async ({ page }) => {
  fault('29', 'Wasm tampered, cut, missing', 3, 'Nothing runs; the page says so and offers to try again');
  for (const change of [
    (body: Buffer) => Buffer.from([...body.subarray(0, -1), body[body.length - 1] ^ 1]),
    (body: Buffer) => body.subarray(0, body.length / 2),
  ]) {
    await page.route(WASM, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.body()) });
    });
    await refused(page);
  }
  await page.route(WASM, (route) => route.fulfill({ status: 404, body: '' }));
  await refused(page);
});

test('a program under another type starts all the same, since its bytes are checked', async ({ page }) => {
  fault('29', 'Wasm with the wrong type', 1, 'Starts: the bytes are checked, not the name');
  await page.route(WASM, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } });
  });
  await page.goto(process.env.BASE_URL!);
  await expect(page.locator('.masthead')).toBeVisible();
});

test('a script that was changed on its way is not run', async ({ page }) => {
  fault('30', 'JavaScript tampered', 1, 'Refused by its checksum; the page says so');
  await page.route(JS, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\nglobalThis.tampered = true;` });
  });
  await page.goto(process.env.BASE_URL!);
  await expect(page.locator('#shell-text')).toContainText('could not be loaded');
  expect(await page.evaluate(() => (globalThis as any).tampered)).toBeUndefined();
});

test('a browser without WebAssembly is told what is missing', async ({ page }) => {
  fault('31', 'No WebAssembly; WebAssembly forbidden by a policy', 2, 'A readable message');
  await page.addInitScript(() => {
    if (location.hash === '#none') delete (globalThis as any).WebAssembly;
  });
  await page.goto(`${process.env.BASE_URL}#none`);
  await expect(page.locator('#shell-text')).toContainText('does not run WebAssembly');
  await page.route(process.env.BASE_URL!, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(`${process.env.BASE_URL}?policy`);
  await page.goto(process.env.BASE_URL!);
  await expect(page.locator('#shell-text')).toContainText('could not be loaded');
});
