// How calm and how quick the pages are: layout shift on every place, and the time from every
// control to the next paint while the processor is four times slower.
import { browser, go, nameOf, places } from './page.mjs';

const THROTTLE = 4;
const MAX_SHIFT = 0.02;
const MAX_MS = 50;
/** How many controls of one kind are tried on a page: rows of a list are all alike. */
const PER_KIND = 2;
/** They end the page, or open a window of the browser. */
const LEFT_OUT = /delete|print|load the page/i;

const chrome = await browser();
const context = await chrome.newContext({ serviceWorkers: 'block', viewport: { width: 412, height: 823 } });
const page = await context.newPage();
await page.addInitScript(() => {
  globalThis.shift = 0;
  globalThis.slowest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) globalThis.slowest = Math.max(globalThis.slowest, duration);
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 });
});
const all = await places(page);
const devtools = await context.newCDPSession(page);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });

const settled = () =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 60)), 0))),
  );

let worstShift = 0;
const slow = [];
let n = 0;
let worst = 0;
for (const place of all) {
  // A place of its own: the way there is part of it.
  await page.goto('about:blank');
  await go(page, place);
  await settled();
  const shift = await page.evaluate(() => globalThis.shift);
  worstShift = Math.max(worstShift, shift);
  const kinds = new Map();
  const controls = page.locator(
    ':is(main, header, nav) :is(button, select, summary, input:not([type=file])):visible:not(:disabled)',
  );
  const found = await controls.evaluateAll((all) =>
    all.map((control, place) => {
      const words = (control.innerText || control.labels?.[0]?.innerText || '').trim().split('\n')[0];
      return { place, words, kind: `${control.tagName} ${control.type ?? ''} ${control.className} ${control.innerText ? words.replace(/[\d.]+/g, '') : ''}` };
    }),
  );
  let slowest = 0;
  for (const { place: nth, words, kind } of found) {
    if (LEFT_OUT.test(words)) continue;
    const tried = kinds.get(kind) ?? 0;
    kinds.set(kind, tried + 1);
    if (tried >= PER_KIND) continue;
    const control = controls.nth(nth);
    try {
      await control.scrollIntoViewIfNeeded({ timeout: 2000 });
      await settled();
      await page.evaluate(() => { globalThis.slowest = 0; });
      await control.click({ timeout: 2000 });
    } catch {
      // An earlier control took it away.
      continue;
    }
    await settled();
    await settled();
    const ms = await page.evaluate(() => globalThis.slowest).catch(() => 0);
    n += 1;
    slowest = Math.max(slowest, ms);
    worst = Math.max(worst, ms);
    if (ms > MAX_MS) slow.push(`${nameOf(place)}: ${words || kind}: ${ms} ms`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const gone = await page.evaluate((place) => (place === '' ? location.hash !== '' : location.hash !== place), place);
    if (gone) {
      await go(page, place);
      await settled();
    }
  }
  console.log(`${nameOf(place).padEnd(24)} shift ${shift.toFixed(3)}   slowest of ${found.length} controls ${slowest} ms`);
}
await chrome.close();
console.log(`\nlayout shift: ${worstShift.toFixed(3)} at most, wanted ${MAX_SHIFT}`);
console.log(`next paint: ${worst} ms at most over ${n} controls at ${THROTTLE} times slower, wanted ${MAX_MS}`);
for (const line of slow) console.log(`  past it: ${line}`);
process.exitCode = worstShift > MAX_SHIFT || slow.length > 0 ? 1 : 0;
