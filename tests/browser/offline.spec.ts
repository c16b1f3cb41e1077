// The app without a network, a new version, and the kill switch. Each test has a host of its own.
import { createServer, type Server } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { App, expect, test as base } from './app';
import { fault } from './fault';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown',
  '.webmanifest': 'application/manifest+json',
};

/** A static host whose files can be exchanged and which can go down. */
class Host {
  readonly changed = new Map<string, (text: string) => string | Promise<string>>();
  /** Files in whose place another address is named. */
  readonly moved = new Map<string, string>();
  private constructor(
    private readonly server: Server,
    readonly address: string,
  ) {}

  static async start(): Promise<Host> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const host = new Host(server, `http://localhost:${(server.address() as AddressInfo).port}/`);
    server.on('request', async (request, response) => {
      const name = new URL(request.url!, 'http://x').pathname.slice(1) || 'index.html';
      const elsewhere = host.moved.get(name);
      if (elsewhere) {
        response.writeHead(302, { location: elsewhere }).end();
        return;
      }
      const path = join(DIST, name.replace('copy-of/', ''));
      try {
        await stat(path);
        let body: Buffer | string = await readFile(path);
        const change = host.changed.get(name);
        if (change) body = await change(body.toString());
        response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
        response.end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    return host;
  }

  async goDown() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

const test = base.extend<{ host: Host }>({
  host: async ({ origins }, use) => {
    const host = await Host.start();
    origins.push(new URL(host.address).origin);
    await use(host);
    await host.goDown();
  },
});
test.use({ serviceWorkers: 'allow' });

/** Opens the app and waits until everything is kept for offline use. */
async function visit(page: Page, host: Host) {
  await page.goto(host.address);
  await expect(page.locator('.masthead')).toBeVisible();
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const worker = registration.active!;
    if (worker.state === 'activated') return;
    await new Promise<void>((done) =>
      worker.addEventListener('statechange', () => worker.state === 'activated' && done()),
    );
  });
}

test('after one visit everything works without a network, exports included', async ({ page, host }) => {
  fault('32', 'No network after one visit, with a reload', 1, 'Everything works, exports included');
  await visit(page, host);
  await host.goDown();
  await page.reload();
  const app = new App(page);
  await app.sample('Software firm, 40 people');
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  await app.go('Questions');
  await expect(page.locator('.question').nth(5)).toBeVisible();
  await app.go('Documents');
  await expect(page.getByText(/of 18 approved/)).toBeVisible();
  await app.go('Controls');
  await expect(page.locator('.fold-row')).toHaveCount(93);
  await app.go('Roadmap');
  await expect(page.getByRole('heading', { name: 'Stage 1 can begin' })).toBeVisible();
  expect(JSON.parse(await app.export()).format).toBe('isms-gauge.assessment');
  await page.goto(`${host.address}#/glossary`);
  await expect(page.getByRole('heading', { name: 'Glossary' })).toBeVisible();
  await expect(page.getByText(/could not be/).filter({ visible: true })).toHaveCount(0);
});

test('a new version is offered, and taking it loses nothing', async ({ page, host }) => {
  fault('33', 'A new version while the page is open, taken right after an edit', 1, 'Offered; the edit is there afterwards; one cache is left');
  await visit(page, host);
  const app = new App(page);
  await app.start();
  await expect(page.locator('#update')).toBeHidden();
  host.changed.set('sw.js', (text) => text.replace(/(registration\.scope\} )[0-9a-f]{16}`/, '$1newer`'));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect(page.locator('#update')).toBeVisible();
  await app.answer('4.1', '2');
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Keep my work and load it' }).click(),
  ]);
  await expect(app.question('4.1').getByRole('radio', { name: /^2\b/ })).toBeChecked();
  await expect(page.locator('#update')).toBeHidden();
  const names = await page.evaluate(() => caches.keys());
  expect(names).toHaveLength(1);
  expect(names[0]).toMatch(/ newer$/);
});

test('the kill switch forgets the kept files and leaves the answers alone', async ({ page, host }) => {
  fault('35', 'The kill switch in the place of the worker', 1, 'Worker and caches gone, answers there');
  await visit(page, host);
  const app = new App(page);
  await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  host.changed.set('sw.js', () => readFile(join(DIST, 'sw-off.js'), 'utf8'));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect.poll(() => page.evaluate(() => caches.keys()).catch(() => ['busy'])).toEqual([]);
  host.changed.delete('sw.js');
  await page.reload();
  await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
});

const PROGRAM = /^app-[0-9a-f]+\/isms-gauge_bg\.wasm$/;
const SAMPLE = /^samples\/manufacturer\.json$/;
const BROKEN_UPDATES: [string, RegExp, (host: Host, name: string) => void][] = [
  [
    'lacks a file',
    SAMPLE,
    (host, name) =>
      host.changed.set(name, () => {
        throw new Error('404');
      }),
  ],
  ['has a page in the place of the program', PROGRAM, (host, name) => host.changed.set(name, () => '<!doctype html><p>Sorry')],
  // Even to the very same bytes: a kept redirect would be answered to whoever asks for the file.
  ['is sent elsewhere for a file, as by a page to log in', SAMPLE, (host, name) => host.moved.set(name, '/index.html')],
  ['is sent elsewhere for the program', PROGRAM, (host, name) => host.moved.set(name, `/copy-of/${name}`)],
];
for (const [how, file, breakIt] of BROKEN_UPDATES) {
  test(`an update that ${how} is not taken, and the old version goes on`, async ({ page, host }) => {
    fault('34', `An update that ${how}`, 1, 'Not taken; the old version goes on, also without a network');
    await visit(page, host);
    const name = await page.evaluate(
      (file) => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)).find((name) => new RegExp(file).test(name)),
      file.source,
    );
    breakIt(host, name ?? 'samples/manufacturer.json');
    host.changed.set('sw.js', (text) => text.replace(/(registration\.scope\} )[0-9a-f]{16}`/, '$1newer`'));
    const state = await page.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      await registration.update();
      const worker = registration.installing;
      if (!worker) return 'none';
      await new Promise((done) => worker.addEventListener('statechange', done));
      return worker.state;
    });
    expect(state).toBe('redundant');
    await expect(page.locator('#update')).toBeHidden();
    await host.goDown();
    await page.reload();
    await new App(page).sample('Manufacturer, 600 people');
    await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  });
}

test('a network that comes and goes does not matter', async ({ page, host }) => {
  fault('32', 'The network comes and goes', 6, 'No difference');
  await visit(page, host);
  const app = new App(page);
  await app.start();
  for (let n = 0; n < 6; n += 1) {
    await page.context().setOffline(n % 2 === 0);
    await app.answer('4.1', String(n));
    await app.saved();
  }
  await page.context().setOffline(true);
  await page.reload();
  await expect(app.question('4.1').getByRole('radio', { name: /^5\b/ })).toBeChecked();
});

test('a first visit offers no new version', async ({ page, host }) => {
  await visit(page, host);
  await page.reload();
  await expect(page.locator('.masthead')).toBeVisible();
  await expect(page.locator('#update')).toBeHidden();
});
