// Opening the app, beside a plain page on the same server in the same run.
import { test, type Browser, type Page } from '@playwright/test';
import { MOBILE, SLOW, median, memory, prepare, record, throttle, type Profile } from './measure';

const RUNS = Number(process.env.BENCH_RUNS ?? 7);
const BASE = process.env.BASE_URL!;

/** What was measured of one load, in milliseconds since the page began. */
type Load = { painted: number; interactive: number };

async function follow(page: Page, go: () => Promise<unknown>): Promise<Load> {
  await go();
  return page.evaluate(async () => {
    const interactive = await (globalThis as any).benchReady;
    const painted = await new Promise<number>((done) => {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === 'first-contentful-paint') done(entry.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    return { painted, interactive };
  });
}

/** A page in a browser that has seen nothing yet. */
async function fresh(browser: Browser, profile: Profile) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await prepare(page);
  await page.addInitScript(() => {
    // The main control is there, painted, and the thread is free to answer it.
    const fits = () => [...document.querySelectorAll('.button--main')].some((button) => button.checkVisibility());
    Object.assign(globalThis, { benchReady: bench.there(fits) });
  });
  const session = await throttle(page, profile);
  return { context, page, session };
}

for (const profile of [SLOW, MOBILE]) {
  test(`loads, ${profile.name}`, async ({ browser }) => {
    const plain: number[] = [];
    const cold: Load[] = [];
    const warm: Load[] = [];
    const transfers: number[] = [];
    const requests: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const a = await fresh(browser, profile);
      const static_ = await follow(a.page, () => a.page.goto(`${BASE}plain.html`));
      await a.context.close();

      const b = await fresh(browser, profile);
      let bytes = 0;
      let asked = 0;
      await b.session.send('Network.enable');
      b.session.on('Network.requestWillBeSent', () => (asked += 1));
      b.session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
      const first = await follow(b.page, () => b.page.goto(BASE));
      // What comes right after it counts as well.
      await b.page.waitForTimeout(1500);
      const [transfer, request] = [bytes, asked];
      // The next visit finds everything kept for offline use, as every visit but the first does.
      await b.page.evaluate(async () => {
        const { active } = await navigator.serviceWorker.ready;
        if (active!.state !== 'activated') await new Promise((done) => active!.addEventListener('statechange', done));
      });
      const second = await follow(b.page, () => b.page.reload());
      await b.context.close();
      // The first run warms up the server and the browser.
      if (run === 0) continue;
      plain.push(static_.painted);
      cold.push(first);
      warm.push(second);
      transfers.push(transfer);
      requests.push(request);
    }
    const put = (name: string, values: number[]) => record(`${name}.${profile.name}`, median(values), values);
    put('plain_page_paint_ms', plain);
    put('first_paint_ms', cold.map(({ painted }) => painted));
    record(`first_paint_beside_plain_page.${profile.name}`, median(cold.map(({ painted }) => painted)) / median(plain));
    put('cold_interactive_ms', cold.map(({ interactive }) => interactive));
    put('warm_interactive_ms', warm.map(({ interactive }) => interactive));
    if (profile === MOBILE) {
      record('first_load_transfer_bytes', median(transfers), transfers);
      record('first_load_requests', median(requests), requests);
    }
  });
}

test('memory after load', async ({ browser }) => {
  const found: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { context, page, session } = await fresh(browser, SLOW);
    await follow(page, () => page.goto(BASE));
    found.push((await memory(page, session)) / 1e6);
    await context.close();
  }
  record('memory_after_load_mb', median(found), found);
});
