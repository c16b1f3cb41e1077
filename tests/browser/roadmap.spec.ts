// The plan with dates, from all its sides.
import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type App, expect, test } from './app';

const MANUFACTURER = 'Manufacturer, 600 people';
const SOFTWARE = 'Software firm, 40 people';

/** Opens a sample's roadmap on a fixed day. */
async function roadmap(app: App, page: Page, name: string): Promise<string> {
  await page.clock.setFixedTime(new Date('2026-11-26T12:00:00'));
  await app.open();
  const id = await app.sample(name);
  await app.open(`#/a/${id}/roadmap`);
  await expect(page.getByRole('treegrid', { name: 'Gantt chart' })).toBeVisible();
  return id;
}

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Gantt chart' });
const row = (page: Page, id: string) => page.locator(`[id="${id}"]`);

test('the plan has the same hash here as on every other machine', async ({ app, page }) => {
  const hashes = JSON.parse(await readFile(new URL('../plan-hashes.json', import.meta.url), 'utf8'));
  const id = await roadmap(app, page, MANUFACTURER);
  await expect(page.locator('#plan-hash')).toHaveText(hashes.manufacturer);
  await app.open(`#/a/${id}/report`);
  await expect(page.locator('.report__facts')).toContainText(hashes.manufacturer);
  await app.open();
  await roadmap(app, page, SOFTWARE);
  await expect(page.locator('#plan-hash')).toHaveText(hashes['software-firm']);
});

test('the Gantt chart is walked through with the keyboard', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const press = (key: string) => page.keyboard.press(key);
  const first = row(page, 'gantt-A');
  await first.focus();
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await expect(first).toHaveAttribute('aria-level', '1');
  await press('ArrowDown');
  const mandate = row(page, 'gantt-A-M');
  await expect(mandate).toBeFocused();
  await expect(mandate).toHaveAttribute('aria-level', '2');
  await expect(mandate).toHaveAttribute('aria-posinset', '1');
  await press('ArrowRight');
  await expect(mandate.getByRole('link', { name: 'Management mandate' })).toBeFocused();
  await press('ArrowRight');
  await expect(row(page, 'gantt-A-M-cell-1')).toBeFocused();
  await press('ArrowDown');
  await expect(row(page, 'gantt-A-M-cell-1')).not.toBeFocused();
  await press('Home');
  await press('ArrowLeft');
  await press('ArrowLeft');
  await expect(first).toBeFocused();
  await press('ArrowLeft');
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await expect(mandate).toHaveCount(0);
  await expect(first).toBeFocused();
  await press('ArrowDown');
  await expect(row(page, 'gantt-B')).toBeFocused();
  await press('Home');
  await press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await expect(mandate).toBeVisible();
  await press('End');
  await expect(grid(page).getByRole('row').last()).toBeFocused();
  // One place of the chart is in the order of Tab.
  await expect(grid(page).locator('[tabindex="0"]')).toHaveCount(1);
});

test('the cause of a bar leads to the bar that is the cause', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const policy = row(page, 'gantt-B-POL');
  const cause = policy.getByRole('button', { name: /^Needs: / });
  const named = (await cause.textContent())!.replace('Needs: ', '').trim();
  await cause.click();
  await expect(page.locator('tr:focus')).toContainText(named);
  // Also where its group is folded away.
  const causes = page.getByRole('button', { name: 'Needs: Scope', exact: true });
  await row(page, 'gantt-B').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(row(page, 'gantt-B-SC')).toHaveCount(0);
  await causes.first().click();
  await expect(row(page, 'gantt-B-SC')).toBeFocused();
});

test('an absence leads to where people are', async ({ app, page }) => {
  await roadmap(app, page, SOFTWARE);
  // A first day of work on which nobody works.
  await page.getByLabel('First day of work').fill('2026-12-24');
  await page.getByLabel('First day of work').blur();
  const away = grid(page).getByRole('link', { name: /away just before$/ }).first();
  await expect(away).toHaveAttribute('href', /\/profile$/);
});

test('zoom changes the scale, and groups are phases or roles', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const width = () => page.locator('.gantt-grid__drawing').first().evaluate((svg) => svg.getBoundingClientRect().width);
  const month = await width();
  await page.getByLabel('Week', { exact: true }).check();
  await expect.poll(width).toBeGreaterThan(month * 2);
  await page.getByLabel('Quarter', { exact: true }).check();
  await expect.poll(width).toBeLessThan(month);
  await expect(row(page, 'gantt-A')).toContainText('A Mandate');
  await page.getByLabel('Role', { exact: true }).check();
  await expect(row(page, 'gantt-IsmsManager')).toContainText('ISMS manager');
  await expect(row(page, 'gantt-A')).toHaveCount(0);
  // The choice stays while one looks elsewhere.
  await app.go('Gaps');
  await app.go('Roadmap');
  await expect(row(page, 'gantt-IsmsManager')).toBeVisible();
});

test('critical work, moved work, waits and today are told apart without colour', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  await expect(page.locator('.gantt-grid__core').first()).toBeAttached();
  await expect(page.locator('tbody .gantt-grid__moved').first()).toBeAttached();
  await expect(page.locator('tbody .gantt-grid__bar--wait').first()).toBeAttached();
  await expect(page.locator('tbody .gantt-grid__line--cause').first()).toBeAttached();
  const critical = row(page, 'gantt-I-ST2');
  await expect(critical.getByRole('gridcell').last()).toContainText('Critical');
  await page.getByLabel('All orders', { exact: true }).check();
  await expect(page.locator('.gantt-grid__line--order').first()).toBeAttached();
  await page.getByLabel('None', { exact: true }).check();
  await expect(page.locator('.gantt-grid__line')).toHaveCount(0);
});

test('the table twin says what the chart says', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  await page.getByText('Show the same as a table').click();
  const table = page.locator('.gantt-table table');
  await expect(table).toBeVisible();
  const told = await table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));
  const drawn = await grid(page).locator('tbody tr[aria-level="2"]').evaluateAll((rows) =>
    rows.map((row) => {
      const [name, dates, why, time] = [...row.children];
      const days = [...dates.querySelectorAll('.gantt-grid__day')].map((day) => day.textContent!);
      const marks = time.querySelector('.visually-hidden')!.textContent!.trim();
      return [name.querySelector('a')!.textContent!.trim(), ...days, why.textContent!.trim(), marks];
    }));
  expect(drawn.length).toBeGreaterThan(20);
  expect(told.map(([name, , ...rest]) => [name, ...rest])).toEqual(drawn);
});

for (const name of [MANUFACTURER, SOFTWARE]) {
  test(`the dated verdict says yes on its day and no the day before (${name})`, async ({ app, page }) => {
    await roadmap(app, page, name);
    for (const stage of ['Stage 1', 'Stage 2']) {
      const card = page.locator(`.dated[data-stage="${stage}"]`);
      await expect(card.getByRole('heading')).toHaveText(/: no blocking gap from \d+ [A-Z][a-z]{2} \d{4}$/);
      const day = (await card.getByRole('heading').textContent())!.split(' from ')[1];
      await expect(card.locator('[data-day="after"]')).toContainText('No blocking gap found');
      await expect(card.locator('[data-day="before"]')).not.toContainText('No blocking gap found');
      const iso = (date: Date) => date.toISOString().slice(0, 10);
      const at = new Date(`${day} UTC`);
      const before = new Date(at.getTime() - 86_400_000);
      const verdict = page.locator('#on-a-day li', { hasText: stage });
      await page.getByLabel('The verdict on another day').fill(iso(at));
      await page.getByLabel('The verdict on another day').blur();
      await expect(verdict).toContainText(`${stage}: No blocking gap found`);
      await page.getByLabel('The verdict on another day').fill(iso(before));
      await page.getByLabel('The verdict on another day').blur();
      await expect(verdict).not.toContainText('No blocking gap found');
      // The gate that closes last leads to its place.
      await expect(card).toContainText(
        stage === 'Stage 1' ? /The plan holds the audit from .* S1-12 / : 'The same day as for Stage 1',
      );
      await expect(card.getByRole('link').first()).toHaveAttribute('href', /\/readiness\/S[12]-\d+$/);
    }
  });
}

test('milestones are ranges in order', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  for (const name of ['Stage 1', 'Stage 2', 'Certificate']) {
    const days = await page
      .locator('.milestone', { hasText: name })
      .first()
      .locator('.milestone__day')
      .evaluateAll((days) => days.map((day) => Date.parse(day.textContent!.replace(/^[A-Z][a-z]+?(?=\d)/, ''))));
    expect(days).toHaveLength(3);
    expect(days.every((day) => day > 0)).toBe(true);
    expect([...days].sort((a, b) => a - b)).toEqual(days);
  }
});

test('what drives the dates is said in words and link by link', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const driving = page.getByRole('region', { name: 'What drives the dates' });
  await expect(driving).toContainText(/The last date hangs on \d+ pieces of work in a row/);
  await expect(driving).toContainText(/ISMS manager: the bottleneck (in|from) /);
  await driving.getByText(/^The critical chain: /).click();
  await expect(driving.locator('.chain li').first()).toContainText('Management mandate');
  await expect(driving.locator('.chain li').last()).toContainText('Stage 2 audit');
});

test('list, board and load show the same work', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const rows = await grid(page).locator('tbody tr[aria-level="2"]').count();
  await page.getByLabel('List', { exact: true }).check();
  await expect(page.locator('.plan-list tbody tr:not(.table__group)')).toHaveCount(rows);
  await page.locator('.plan-list').getByRole('button', { name: 'Needs: Scope', exact: true }).first().click();
  await expect(page.locator('#list-SC')).toBeFocused();
  await page.getByLabel('Board', { exact: true }).check();
  await expect(page.locator('.board__column')).toHaveCount(9);
  await expect(page.locator('.board__card')).toHaveCount(rows);
  await page.getByLabel('Load', { exact: true }).check();
  await expect(page.getByText(/^Busiest: /)).toBeVisible();
  await expect(page.locator('.wide-chart svg')).toBeVisible();
});

test('phases name their gates and the conformity at their ends', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const phases = page.getByRole('region', { name: 'Phases and their gates' }).first();
  const design = phases.getByRole('row').filter({ hasText: 'E Design' });
  await expect(design).toContainText(/S1-\d+ .*, met on \d+ /);
  await expect(design).toContainText(/\d+ of \d+/);
  await expect(design).toContainText('Done when: ');
});

test('a pinned audit stays on its day, and a pin that cannot hold says why', async ({ app, page }) => {
  const id = await roadmap(app, page, MANUFACTURER);
  const pin = async (node: string, day: string) => {
    await app.open(`#/a/${id}/work/${node}`);
    await page.getByLabel('Pinned to').fill(day);
    await page.getByLabel('Pinned to').blur();
  };
  const dates = page.getByRole('region', { name: 'Dates' });
  await pin('ST1', '2027-11-08');
  await expect(dates).toContainText('8 Nov 2027 to ');
  await expect(dates).toContainText('Pinned to this day by hand');
  await app.open(`#/a/${id}/roadmap`);
  await expect(page.locator('.milestone', { hasText: 'Stage 1' }).first()).toContainText('Likely8 Nov 2027');
  await expect(row(page, 'gantt-I-ST1').getByRole('gridcell').last()).toContainText('Pinned');
  await expect(page.getByText('Look at what is pinned')).toHaveCount(0);
  // The standard asks for what comes first.
  await pin('ST1', '2027-02-01');
  await expect(dates).toContainText('but the standard or the certification asks for this first: ');
  await app.open(`#/a/${id}/roadmap`);
  await expect(page.getByText('Look at what is pinned')).toBeVisible();
  const kept = JSON.parse(await app.export());
  expect(kept.plan.overrides.ST1).toEqual({ pinned: '2027-02-01' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.milestone', { hasText: 'Stage 1' }).first()).toContainText('Likely8 Nov 2027');
});

test('a plan that cannot be made says of which work, and where to change it', async ({ app, page }) => {
  const id = await roadmap(app, page, MANUFACTURER);
  await app.open(`#/a/${id}/work/C1`);
  await page.getByLabel('Not before').fill('2050-01-03');
  await page.getByLabel('Not before').blur();
  await app.open(`#/a/${id}/roadmap`);
  await expect(page.getByText('There is no plan')).toBeVisible();
  await expect(page.getByText(/by then this is not done: Issues and climate decision\./)).toBeVisible();
  await page.getByRole('link', { name: 'Its days, effort and waiting times' }).click();
  await expect(page.getByLabel('Not before')).toHaveValue('2050-01-03');
});

test("the auditors' days and the days to the certificate are the ones that were offered", async ({ app, page }) => {
  const id = await roadmap(app, page, MANUFACTURER);
  const certificate = page.locator('.milestone', { hasText: 'Certificate' }).first();
  const ours = await certificate.innerText();
  await page.locator('#auditor-days').fill('20');
  await page.locator('#auditor-days').blur();
  await expect(page.locator('#audit-days')).toContainText(/Both together\s*20 days/);
  await expect(page.locator('#audit-days')).toContainText('Edited');
  await app.open(`#/a/${id}/profile`);
  await page.getByLabel('Days from the end of Stage 2 to the certificate').fill('10');
  await page.getByLabel('Days from the end of Stage 2 to the certificate').blur();
  await app.open(`#/a/${id}/roadmap`);
  await expect(certificate).toContainText('within 10 days, as you wrote');
  expect(await certificate.innerText()).not.toEqual(ours);
  const { plan } = JSON.parse(await app.export());
  expect([plan.auditor_half_days, plan.decision_days]).toEqual([40, 10]);
});

test('a frozen plan shows what has moved since', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  await page.getByRole('button', { name: 'Freeze this plan as the baseline' }).click();
  const progress = page.getByRole('region', { name: 'Progress' }).first();
  await expect(progress).toContainText('The baseline was taken on 26 Nov 2026.');
  await expect(progress).toContainText('Stage 2: as planned.');
  await expect(page.locator('tbody .gantt-grid__bar--promised').first()).toBeAttached();
  await page.getByLabel('First day of work').fill('2027-02-08');
  await page.getByLabel('First day of work').blur();
  await expect(progress).toContainText(/Stage 2: \d+ days? later\./);
  await expect(progress.getByRole('row').nth(1)).toContainText(/later|earlier/);
  const kept = JSON.parse(await app.export());
  expect(kept.plan.baseline.taken).toBe('2026-11-26');
  await page.getByRole('button', { name: 'Remove the baseline' }).click();
  await expect(page.getByRole('button', { name: 'Freeze this plan as the baseline' })).toBeVisible();
});

test('the burn-up ends with what the plan leads to', async ({ app, page }) => {
  await roadmap(app, page, SOFTWARE);
  const figure = page.locator('.burn-up figure');
  await expect(figure.locator('figcaption')).toHaveText(/^\d+ of 153 requirements are met today\. As planned, all are met by /);
  await figure.getByText('Show the figures as a table').click();
  await expect(figure.getByRole('row').last()).toContainText('153');
  await expect(figure.getByRole('row').last()).toContainText('Forecast');
});

test('after the certificate come a yearly load and auditor days with their source', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  const after = page.getByRole('region', { name: 'After the certificate' });
  await expect(after).toContainText(/Running it takes about \d+.* days of your people every year/);
  await expect(after).toContainText('Auditor days for 600 people');
  await expect(after).toContainText('16½ days');
  await expect(after).toContainText('ISO/IEC 27006:2015');
});

test('the chart prints over several pages, with heads and without cut rows', async ({ app, page }) => {
  await roadmap(app, page, MANUFACTURER);
  await page.emulateMedia({ media: 'print' });
  const table = grid(page);
  const styles = await table.evaluate((table) => {
    const style = (selector: string) => getComputedStyle(table.querySelector(selector)!);
    const box = table.closest('.gantt-grid__scroll')!;
    return {
      head: style('thead').display,
      // A sticky head would be printed over rows of later pages.
      place: style('thead .gantt-grid__name').position,
      row: style('tbody tr').breakInside,
      overflow: getComputedStyle(box).overflow,
      height: getComputedStyle(box).maxBlockSize,
    };
  });
  expect(styles).toEqual({ head: 'table-header-group', place: 'static', row: 'avoid', overflow: 'visible', height: 'none' });
  // Nothing is wider than the paper: 297 mm less the margins, at 96 dots an inch.
  await page.setViewportSize({ width: 1016, height: 700 });
  const excess = await table.evaluate((table) => table.scrollWidth - table.parentElement!.clientWidth);
  expect(excess).toBeLessThanOrEqual(0);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  const pages = text.match(/\/Type\s*\/Page\b/g)!.length;
  expect(pages).toBeGreaterThan(3);
  // The chart's own pages lie across.
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map((box) => Number(box[1]) > Number(box[2]));
  expect(boxes).toContain(true);
  expect(boxes).toContain(false);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`every view of the work is clean for axe and fits a narrow screen in ${scheme}`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await roadmap(app, page, MANUFACTURER);
    await expect(page.locator('.dated')).toHaveCount(2);
    for (const view of ['Gantt chart', 'List', 'Board', 'Load']) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByRole('radio', { name: view, exact: true }).check();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), view).toEqual([]);
      await page.setViewportSize({ width: 320, height: 844 });
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(excess, view).toBeLessThanOrEqual(0);
    }
  });
}

test('a screen reader hears the plan row by row: what, from when to when, and why then', async ({ app, page }) => {
  await roadmap(app, page, SOFTWARE);
  await expect(grid(page)).toMatchAriaSnapshot(`
    - treegrid "Gantt chart":
      - rowgroup:
        - row:
          - columnheader "Phase and work"
          - columnheader "Start, finish"
          - columnheader "Why then"
          - columnheader "Marks, and bars over time"
      - rowgroup:
        - row /A Mandate/ [expanded] [level=1]:
          - gridcell "A Mandate"
          - gridcell /20\\d\\d .* 20\\d\\d/
        - row /Management mandate/ [level=2]:
          - gridcell "Management mandate":
            - link "Management mandate"
          - gridcell /20\\d\\d .* 20\\d\\d/
          - gridcell "Starts with the project"
          - gridcell "Critical"
        - row /Name sponsor and coordinator/ [level=2]:
          - gridcell "Name sponsor and coordinator"
          - gridcell /20\\d\\d .* 20\\d\\d/
          - gridcell /Needs. Management mandate/
          - gridcell "Critical"
  `);
});
