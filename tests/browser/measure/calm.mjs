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
  globalThis.moved = [];
  globalThis.slowest = { ms: 0, work: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      globalThis.shift += entry.value;
      globalThis.moved.push(...entry.sources.map(({ node, previousRect, currentRect }) =>
        `${node?.className || node?.nodeName} from ${Math.round(previousRect.top)} to ${Math.round(currentRect.top)}`));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration: ms, processingStart, processingEnd } of list.getEntries()) {
      if (interactionId && ms > globalThis.slowest.ms) globalThis.slowest = { ms, work: Math.round(processingEnd - processingStart) };
    }
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 });
});
/** Words in the names of the places that are wanted; all, where there is none. */
const wanted = (process.env.ONLY ?? '').split(' ').filter(Boolean);
const all = (await places(page)).filter(
  (place) => wanted.length === 0 || wanted.some((word) => nameOf(place).includes(word)),
);
const devtools = await context.newCDPSession(page);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE });

const settled = () =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 60)), 0))),
  );

/** Longer than what the app puts off until somebody rests: the press comes upon a page at rest. */
const REST = 350;

/** How long a person holds a button or a key down, in milliseconds. */
const HELD = 80;

/** What a person does with a control. */
const press = async (control) => {
  if ((await control.evaluate((element) => element.tagName)) !== 'SELECT') {
    return control.click({ timeout: 2000, delay: HELD });
  }
  // Opening the list is the browser's own work, which takes 48 ms on a page with nothing else.
  await control.focus({ timeout: 2000 });
  await page.waitForTimeout(REST);
  return control.press('ArrowDown', { timeout: 2000, delay: HELD });
};

const controls = page.locator(
  ':is(main, header, nav) :is(button, select, summary, input:not([type=file])):visible:not(:disabled)',
);

/** How long it takes from a control to the next paint; undefined where there is no such control. */
const timed = async (control) => {
  try {
    await control.scrollIntoViewIfNeeded({ timeout: 2000 });
    await page.waitForTimeout(REST);
    await page.evaluate(() => { globalThis.slowest = { ms: 0, work: 0 }; });
    await press(control);
  } catch {
    return undefined;
  }
  await settled();
  await settled();
  return page.evaluate(() => globalThis.slowest).catch(() => ({ ms: 0, work: 0 }));
};

// The same on a page with nothing else says how quick the machine is at the moment.
await page.goto('about:blank');
await page.setContent('<main><button>One</button> <select><option>One<option>Two</select></main>');
const plain = [];
for (let n = 0; n < 10; n += 1) plain.push((await timed(controls.nth(n % 2)))?.ms ?? 0);
plain.sort((a, b) => a - b);
console.log(`a page with one button and one list: ${plain[5]} ms in the middle, ${plain[9]} at most`);

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
  if (shift > MAX_SHIFT) console.log(`moved: ${await page.evaluate(() => globalThis.moved.join(', '))}`);
  const kinds = new Map();
  const found = await controls.evaluateAll((all) =>
    all.map((control, place) => {
      const words = (control.innerText || control.labels?.[0]?.innerText || '').trim().split('\n')[0];
      return { place, words, kind: `${control.tagName} ${control.type ?? ''} ${control.className} ${control.innerText ? words.replace(/[\d.]+/g, '') : ''}` };
    }),
  );
  const slowHere = [];
  let slowest = 0;
  for (const { place: nth, words, kind } of found) {
    if (LEFT_OUT.test(words)) continue;
    const tried = kinds.get(kind) ?? 0;
    kinds.set(kind, tried + 1);
    if (tried >= PER_KIND) continue;
    const first = await timed(controls.nth(nth));
    // An earlier control took it away.
    if (first === undefined) continue;
    n += 1;
    if (first.ms > MAX_MS) slowHere.push({ nth, words: words || kind, times: [first] });
    else slowest = Math.max(slowest, first.ms);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    const gone = await page.evaluate((place) => (place === '' ? location.hash !== '' : location.hash !== place), place);
    if (gone) {
      await go(page, place);
      await settled();
    }
  }
  // What the machine did beside it is chance: of three times the middle one counts.
  for (const { nth, words, times } of slowHere) {
    for (let again = 0; again < 2; again += 1) {
      await page.goto('about:blank');
      await go(page, place);
      const time = await timed(controls.nth(nth));
      if (time !== undefined) times.push(time);
    }
    times.sort((a, b) => a.ms - b.ms);
    const { ms, work } = times[Math.floor(times.length / 2)];
    slowest = Math.max(slowest, ms);
    if (ms > MAX_MS) slow.push(`${nameOf(place)}: ${words}: ${ms} ms, of them ${work} in the app's answer`);
  }
  worst = Math.max(worst, slowest);
  console.log(`${nameOf(place).padEnd(24)} shift ${shift.toFixed(3)}   slowest of ${found.length} controls ${slowest} ms`);
}
await chrome.close();
console.log(`\nlayout shift: ${worstShift.toFixed(3)} at most, wanted ${MAX_SHIFT}`);
console.log(`next paint: ${worst} ms at most over ${n} controls at ${THROTTLE} times slower, wanted ${MAX_MS}`);
for (const line of slow) console.log(`  past it: ${line}`);
process.exitCode = worstShift > MAX_SHIFT || slow.length > 0 ? 1 : 0;
