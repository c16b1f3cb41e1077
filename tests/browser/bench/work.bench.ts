// Working with an assessment: what an answer, a change of page, a file and a long day cost.
import { readFileSync } from 'node:fs';
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { App } from '../app';
import { PAGES } from '../places.mjs';
import { PLAIN, SLOW, median, memory, prepare, quantile, record, throttle, work, type Profile } from './measure';

const SAMPLE = readFileSync(new URL('../../../public/samples/software-firm.json', import.meta.url), 'utf8');
const N_ANSWERS = Number(process.env.BENCH_ANSWERS ?? 40);

/** The larger sample, open at its overview. */
async function open(page: Page, profile: Profile): Promise<{ id: string; session: CDPSession; app: App }> {
  await prepare(page);
  const app = new App(page);
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  const session = await throttle(page, profile);
  return { id, session, app };
}

/** Waits until the page has nothing left to do: whatever is worked out shortly after a change, and
 * the save, are over by then. The clock is this side's: a browser that has nothing to draw may let a
 * page's own timers wait for good. */
const settle = (page: Page) => page.waitForTimeout(700);

/** Goes to a place that is none of an assessment, so that the first of those is another one. */
async function leave(page: Page) {
  await page.evaluate(() => (location.hash = '#/glossary'));
  await settle(page);
}

/** Notes when the page's status is no longer about to change: what was pressed is saved. */
async function watch(page: Page) {
  await page.evaluate(() => {
    const status = document.querySelector('.workbar [role=status]')!;
    new MutationObserver(() => {
      if (status.getAttribute('aria-busy') === 'false') bench.press.saved = performance.now() - bench.press.release;
    }).observe(status, { attributeFilter: ['aria-busy'] });
  });
}

/** How long a person keeps the button down: let go at once, the browser is still drawing the button as
 * pressed, and the release waits for the screen's next turn, whatever the page does. */
const HELD_MS = 80;

/** Answers a question of the page by the mouse, and says what that cost in milliseconds; nothing
 * where all its levels are chosen. */
async function answer(page: Page, session: CDPSession, at: number) {
  const place = await page.evaluate((at) => {
    const card = document.querySelectorAll('.question')[at]!;
    const fields = [...card.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    const field = fields.find((field) => !field.checked);
    const label = field && document.querySelector(`label[for="${field.id}"]`);
    if (!label) return null;
    label.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = label.getBoundingClientRect();
    return { x: box.x + Math.min(20, box.width / 2), y: box.y + box.height / 2 };
  }, at);
  if (!place) return null;
  await page.mouse.move(place.x, place.y);
  await settle(page);
  const before = await work(session);
  await page.mouse.down();
  await page.waitForTimeout(HELD_MS);
  await page.mouse.up();
  await settle(page);
  const after = await work(session);
  const { paint, saved } = await page.evaluate(() => bench.press);
  return { paint, saved, work: after - before };
}

type Cost = NonNullable<Awaited<ReturnType<typeof answer>>>;

function recordAnswers(prefix: string, profile: Profile, costs: Cost[]) {
  expect(costs).toHaveLength(N_ANSWERS);
  const paints = costs.map(({ paint }) => paint);
  const works = costs.map(({ work }) => work);
  record(`${prefix}answer_to_paint_p95_ms.${profile.name}`, quantile(paints, 0.95), paints);
  record(`${prefix}answer_to_paint_median_ms.${profile.name}`, median(paints));
  record(`${prefix}main_thread_per_answer_ms.${profile.name}`, median(works), works);
}

/** Answers the questions of a page without script, over and over. */
async function answerWithoutScript(page: Page, profile: Profile, prefix: string) {
  const session = await throttle(page, profile);
  const total = await page.locator('.question').count();
  const costs: Cost[] = [];
  for (let n = -4; n < N_ANSWERS; n += 1) {
    const cost = await answer(page, session, (n + 4) % total);
    expect(cost).not.toBeNull();
    if (n >= 0) costs.push(cost!);
  }
  recordAnswers(prefix, profile, costs);
}

for (const profile of [PLAIN, SLOW]) {
  test(`answers, ${profile.name}`, async ({ page }) => {
    const { id, session } = await open(page, profile);
    const costs: Cost[] = [];
    await watch(page);
    let clause = 4;
    for (let n = -4; n < N_ANSWERS; ) {
      await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/questions/${clause}`);
      await page.locator('.question').first().waitFor();
      await settle(page);
      const total = await page.locator('.question').count();
      for (let at = 0; at < total && n < N_ANSWERS; at += 1) {
        const cost = await answer(page, session, at);
        if (!cost) continue;
        n += 1;
        if (n > 0) costs.push(cost);
      }
      clause = clause === 10 ? 4 : clause + 1;
    }
    recordAnswers('', profile, costs);
    const saves = costs.map(({ saved }) => saved);
    record(`answer_to_saved_ms.${profile.name}`, median(saves), saves);
  });

  // What the same page costs before a line of the app runs.
  test(`answers on a copy of the page without script, ${profile.name}`, async ({ page }) => {
    const { id } = await open(page, PLAIN);
    await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/questions/6`);
    await page.locator('.question').first().waitFor();
    await settle(page);
    const [body, css] = await page.evaluate(() => {
      const copy = document.body.cloneNode(true) as HTMLElement;
      for (const script of copy.querySelectorAll('script')) script.remove();
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
      return [copy.innerHTML, rules.map((rule) => rule.cssText).join('\n')];
    });
    await page.goto(`${process.env.BASE_URL}plain.html`);
    await page.evaluate(
      ([body, css]) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        document.body.innerHTML = body;
      },
      [body, css] as const,
    );
    await expect(page.locator('.question')).not.toHaveCount(0);
    await answerWithoutScript(page, profile, 'without_script_');
  });

  // What no page can do better on this machine in this hour: all questions as plain as can be, and one
  // question on a page of its own.
  for (const [name, nQuestions] of [['plain', 153], ['one_question', 1]] as const) {
    test(`answers on a page without script, ${name}, ${profile.name}`, async ({ page }) => {
      await prepare(page);
      await page.goto(`${process.env.BASE_URL}plain.html`);
      await page.evaluate((nQuestions) => {
        for (let question = 0; question < nQuestions; question += 1) {
          const card = document.createElement('fieldset');
          card.className = 'question';
          for (let level = 0; level < 6; level += 1) {
            const field = document.createElement('input');
            Object.assign(field, { type: 'radio', name: `q${question}`, id: `q${question}-${level}` });
            const label = document.createElement('label');
            label.htmlFor = field.id;
            label.textContent = `Level ${level}, and some words that say what it means`;
            const line = document.createElement('div');
            line.append(field, label);
            card.append(line);
          }
          document.body.append(card);
        }
      }, nQuestions);
      await answerWithoutScript(page, profile, `${name}_`);
    });
  }

  test(`changes of page, ${profile.name}`, async ({ page }) => {
    const { id } = await open(page, profile);
    const go = (place: string) =>
      page.evaluate(async (place) => {
        // Pages that are built alike may keep the element.
        const old = document.querySelector('main h1')?.textContent;
        const start = performance.now();
        location.hash = place;
        return (
          (await bench.there(() => {
            const now = document.querySelector('main h1')?.textContent;
            return now !== undefined && now !== '' && now !== old;
          })) - start
        );
      }, place);
    const places = PAGES.filter((name, at) => PAGES.findIndex((other) => other.split('/')[0] === name.split('/')[0]) === at);
    const times: number[] = [];
    const worst: [number, string][] = [];
    await leave(page);
    for (let round = 0; round < 4; round += 1) {
      for (const name of places) {
        const time = await go(`#/a/${id}/${name}`);
        await settle(page);
        // The first round fetches the parts of the app.
        if (round === 0) continue;
        times.push(time);
        worst.push([time, name]);
      }
    }
    worst.sort(([a], [b]) => b - a);
    console.log(`slowest pages, ${profile.name}: ${worst.slice(0, 6).map(([time, name]) => `${name} ${time.toFixed(0)} ms`).join(', ')}`);
    record(`route_change_median_ms.${profile.name}`, median(times));
    record(`route_change_p95_ms.${profile.name}`, quantile(times, 0.95), times);
  });
}

test('everything worked out anew', async ({ page }) => {
  const { id } = await open(page, PLAIN);
  await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/questions/6`);
  await page.locator('.question').first().waitFor();
  for (let n = 0; n < 12; n += 1) {
    await page.locator('.question').nth(n).locator('input[type=radio]:not(:checked)').first().evaluate((field: HTMLElement) => field.click());
  }
  await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/overview`);
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  await settle(page);
  // Taking a change back on the overview works out all phases and writes them into the page.
  const { written, phases } = await page.evaluate(async () => {
    const written: number[] = [];
    const phases: Record<string, number[]> = {};
    for (let n = 0; n < 44; n += 1) {
      const key = n % 22 < 11 ? 'z' : 'y';
      const start = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true }));
      // Effects run before anything else that waits.
      await new Promise<void>((done) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done();
        channel.port2.postMessage(0);
      });
      written.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 500));
      // The app keeps the last run of each phase in the page's timeline.
      for (const name of ['score', 'verdict', 'gaps', 'work', 'roadmap', 'cross-checks']) {
        (phases[name] ??= []).push(performance.getEntriesByName(name, 'measure').at(-1)?.duration ?? Number.NaN);
      }
    }
    return { written, phases };
  });
  const sum = (...names: string[]) => written.map((_, n) => names.reduce((all, name) => all + phases[name][n], 0)).slice(2);
  const put = (name: string, values: number[]) => record(name, median(values), values);
  put('recompute_ms', sum(...Object.keys(phases)));
  put('answers_to_verdict_and_gaps_ms', sum('score', 'verdict', 'gaps'));
  put('roadmap_ms', sum('work', 'roadmap'));
  put('cross_checks_ms', sum('cross-checks'));
  put('recompute_and_write_ms', written.slice(2));
});

test('a file of 1 MiB', async ({ page }) => {
  const { app } = await open(page, PLAIN);
  const tree = JSON.parse(SAMPLE);
  const answers = Object.values<any>(tree.answers);
  const rest = 1024 * 1024 - JSON.stringify(tree).length;
  for (const answer of answers) answer.note = 'Somebody wrote a lot here. '.repeat(Math.floor(rest / answers.length / 27));
  const text = JSON.stringify(tree);
  const inspected: number[] = [];
  const opened: number[] = [];
  for (let run = 0; run < 6; run += 1) {
    await page.evaluate(() => (location.hash = '#/'));
    await expect(page.getByLabel('Assessment file (JSON)')).toBeVisible();
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#import-file')!;
      const button = () => [...document.querySelectorAll('main button')].find((b) => /^(Import|Replace)/.test(b.textContent!.trim()));
      input.addEventListener(
        'change',
        (event) => {
          const then = bench.there(() => button() !== undefined).then((at) => at - event.timeStamp);
          Object.assign(globalThis, { benchInspected: then });
        },
        { capture: true, once: true },
      );
    });
    await app.choose('large.json', text);
    inspected.push(await page.evaluate(() => (globalThis as any).benchInspected));
    opened.push(
      await page.evaluate(async () => {
        const button = [...document.querySelectorAll<HTMLElement>('main button')].find((b) => /^(Import|Replace)/.test(b.textContent!.trim()))!;
        const start = performance.now();
        button.click();
        return (await bench.there(() => document.querySelector('main h1')?.textContent === 'Where you stand')) - start;
      }),
    );
    await settle(page);
  }
  record('import_1mib_inspected_ms', median(inspected), inspected);
  record('import_1mib_opened_ms', median(opened), opened);
});

test('memory over a long day', async ({ page }) => {
  const { id, session } = await open(page, PLAIN);
  const routes = (n: number) =>
    page.evaluate(
      async ([id, names, n]) => {
        for (let at = 0; at < (n as number); at += 1) {
          const before = document.querySelector('main h1');
          location.hash = `#/a/${id}/${(names as string[])[at % names.length]}`;
          // Every page is made anew, and a change is over when it is painted.
          await bench.there(() => {
            const now = document.querySelector('main h1');
            return now !== null && now !== before;
          });
        }
      },
      [id, PAGES, n] as const,
    );
  const edits = async (n: number) => {
    await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/questions/6`);
    await page.locator('.question').first().waitFor();
    await page.evaluate(async (n) => {
      for (let at = 0; at < n; at += 1) {
        const cards = document.querySelectorAll('.question');
        const fields = cards[at % cards.length].querySelectorAll<HTMLInputElement>('input[type=radio]');
        [...fields].filter((field) => !field.checked)[at % 4]!.click();
        await bench.painted();
      }
    }, n);
  };
  // Every part of the app is there, and the list of what can be taken back is full.
  await leave(page);
  await routes(2 * PAGES.length);
  await edits(500);
  await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/overview`);
  await settle(page);
  const before = await memory(page, session);
  await edits(1000);
  await routes(2000);
  await page.evaluate((hash) => (location.hash = hash), `#/a/${id}/overview`);
  await settle(page);
  const after = await memory(page, session);
  console.log(`memory before ${(before / 1e6).toFixed(2)} MB, after ${(after / 1e6).toFixed(2)} MB`);
  record('memory_growth_percent', (100 * (after - before)) / before);
});
