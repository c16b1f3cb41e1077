// Following the work, trying other plans, wished dates, and figures that were changed by hand.
import type { Page } from '@playwright/test';
import { expect, test, type App } from './app';

const SAMPLE = 'Manufacturer, 600 people';

/** What the app would save, without the undo list. */
async function kept(app: App) {
  return JSON.parse(await app.export());
}

/** A date as the pages write it, as a number that sorts. */
function day(text: string): number {
  const found = /\d{1,2} [A-Z][a-z]{2} \d{4}/.exec(text);
  expect(found, text).not.toBeNull();
  return Date.parse(`${found![0]} UTC`);
}

const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);

/** A row of the comparison. */
function row(page: Page, name: string) {
  return page.locator('.what-if__table').getByRole('row').filter({ hasText: name });
}

async function stage2(page: Page, id: string, app: App): Promise<number> {
  await app.open(`#/a/${id}/what-if`);
  return day((await row(page, 'Stage 2 can begin').getByRole('cell').first().textContent())!);
}

test('finishing work raises only the answers that were ticked, moves the plan, and is one step to undo', async ({
  app,
  page,
}) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work`);
  await page.getByRole('link', { name: 'Scope', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Scope' })).toBeVisible();
  const before = await kept(app);
  await expect(page.locator('.work-item__dates')).toBeVisible();
  await page.getByRole('button', { name: 'Mark as done', exact: true }).click();
  await expect(page.locator('#finish-heading')).toBeFocused();
  const finish = page.locator('.finish');
  await expect(finish.getByText('Not answered → 3 In force')).toBeVisible();
  // Nothing is raised by looking at it.
  expect(await kept(app)).toEqual(before);
  await expect(finish.getByRole('checkbox')).not.toBeChecked();
  await finish.getByRole('checkbox').check();
  await finish.getByRole('button', { name: 'Mark as done, raise 1 answer' }).click();
  await expect(page.locator('.page-heading + .row')).toContainText('Done');
  await expect(page.locator('.work-item__dates')).toHaveCount(0);
  const after = await kept(app);
  expect(after.answers['4.3'].rating).toBe(3);
  expect(after.plan.overrides.SC).toEqual({ state: 'done', finished: iso(Date.now()) });
  await app.open(`#/a/${id}/readiness/S1-1`);
  await expect(page.locator('#gate-S1-1')).not.toContainText('not answered');
  await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('#gate-S1-1')).toContainText('not answered');
  const undone = await kept(app);
  expect([undone.answers, undone.plan]).toEqual([before.answers, before.plan]);
});

test('finishing work without a tick leaves every answer as it is', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/SC`);
  await page.getByRole('button', { name: 'Mark as done', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as done, raise no answer' }).click();
  await expect(page.getByRole('button', { name: 'Raise the answers that it closes' })).toBeVisible();
  const after = await kept(app);
  expect(after.answers).toEqual({});
  expect(after.plan.overrides.SC.state).toBe('done');
});

test('work in progress takes what is still to do, and the list filters by state and owner', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/POL`);
  await page.getByLabel('Owner', { exact: true }).fill('Ada');
  await page.getByLabel('Owner', { exact: true }).press('Tab');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByLabel('Still to do (person-days)').fill('7.5');
  await page.getByLabel('Still to do (person-days)').press('Tab');
  await expect(page.locator('#work-effort').locator('../..')).toContainText('The plan takes 7½ days');
  await page.getByRole('link', { name: 'All work' }).click();
  await page.getByLabel('State').selectOption('In progress');
  await expect(page.locator('.work-list tbody tr:not(.table__group)')).toHaveCount(1);
  await page.getByLabel('State').selectOption('');
  await page.getByLabel('Owner').selectOption('Ada');
  const line = page.locator('.work-list tbody tr:not(.table__group)');
  await expect(line).toHaveCount(1);
  await expect(line).toContainText('7½ days');
  await expect(line).toContainText('Edited');
});

test('work that was begun ahead of what it rests on is named', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/RAM`);
  const scope = page.locator('.order-list__row').filter({ hasText: 'Scope' }).first();
  await expect(scope).toContainText('Logic');
  await expect(scope).not.toContainText('Look at this again');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(scope).toContainText('Look at this again');
});

test('effort by hand is marked, kept, listed with the figures, and goes back to ours', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/POL`);
  const effort = page.locator('section[aria-labelledby="work-effort"]');
  await expect(effort).toContainText('Our estimate');
  const ours = await effort.getByText(/^The plan takes/).textContent();
  await page.getByLabel('Likely').fill('9.5');
  await page.getByLabel('Likely').press('Tab');
  await expect(effort).toContainText('Edited');
  await expect(effort).toContainText('The plan takes 9½ days');
  expect((await kept(app)).plan.overrides.POL).toEqual({ effort_half_days: 19 });
  await app.go('Organisation');
  await page.locator('section[aria-labelledby="profile-figures"]').getByRole('link', { name: 'Information security policy' }).click();
  await effort.getByRole('button', { name: 'Take our estimate again' }).click();
  await expect(effort).toContainText('Our estimate');
  await expect(effort.getByText(/^The plan takes/)).toHaveText(ours!);
  expect((await kept(app)).plan.overrides).toBeUndefined();
});

test('parts of roles are kept once they are the whole', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/POL`);
  const shares = page.locator('section[aria-labelledby="work-shares"]');
  await page.getByLabel('ISMS manager (%)').fill('0');
  await page.getByLabel('ISMS manager (%)').press('Tab');
  await expect(shares).toContainText('add up to 30 %; 100 % is wanted');
  expect((await kept(app)).plan.overrides).toBeUndefined();
  await page.getByLabel('Top management (%)').fill('100');
  await page.getByLabel('Top management (%)').press('Tab');
  await expect(shares).toContainText('Edited');
  expect((await kept(app)).plan.overrides.POL).toEqual({ shares: { 'top-management': 100 } });
  await shares.getByRole('button', { name: 'Take our parts again' }).click();
  await expect(shares).toContainText('Our estimate');
});

test('an order of good practice is left out with a reason and kept again', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/POL`);
  await page.getByRole('button', { name: 'Leave out the order with Scope' }).click();
  await page.getByLabel('Why it is left out').fill('One page, everybody is in');
  await page.getByLabel('Why it is left out').press('Tab');
  const { dropped } = (await kept(app)).plan;
  expect(dropped).toEqual([{ before: 'SC', after: 'POL', reason: 'One page, everybody is in' }]);
  await app.go('Organisation');
  const figures = page.locator('section[aria-labelledby="profile-figures"]');
  await expect(figures).toContainText('One page, everybody is in');
  await figures.getByRole('button', { name: /^Keep again: Scope before/ }).click();
  expect((await kept(app)).plan.dropped).toBeUndefined();
});

test('waiting times, absences and the size of effort are the organisation\'s to change', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Organisation');
  const wait = page.getByLabel('Days from "Stage 1 audit" to "Stage 2 audit"');
  const ours = await wait.inputValue();
  await wait.fill('20');
  await wait.press('Tab');
  await page.getByRole('button', { name: 'Add an absence' }).click();
  await page.getByLabel('Who', { exact: true }).selectOption('isms-manager/');
  await page.getByLabel('Last day', { exact: true }).fill('2026-01-01');
  await page.getByLabel('Last day', { exact: true }).press('Tab');
  await expect(page.getByText('so this changes nothing')).toBeVisible();
  await page.getByLabel(/^Effort, in percent/).fill('150');
  await page.getByLabel(/^Effort, in percent/).press('Tab');
  const { plan } = await kept(app);
  expect(plan.waits).toEqual([{ before: 'ST1', after: 'ST2', days: 20 }]);
  expect(plan.absences[0].role).toBe('isms-manager');
  expect(plan.effort_percent).toBe(150);
  await page.getByRole('button', { name: `Take our ${ours} days again` }).click();
  await expect(wait).toHaveValue(ours);
  expect((await kept(app)).plan.waits).toBeUndefined();
});

test('a tried plan is compared, discarded, kept in one step, and undone', async ({ app, page }) => {
  await app.open();
  const id = await app.sample(SAMPLE);
  await app.open(`#/a/${id}/what-if`);
  const before = await kept(app);
  const stage = row(page, 'Stage 2 can begin');
  const planned = await stage.getByRole('cell').first().textContent();
  await expect(stage).toContainText('the same day');
  const slider = page.getByLabel('Top management', { exact: true });
  await slider.fill('3');
  await expect(stage).toContainText('earlier');
  await expect(page.getByText('In the plan: ½ days a week')).toBeVisible();
  await expect(page.locator('.what-if__answer')).toHaveAttribute('data-refined', 'true');
  await expect(page.getByText(/pieces of work are moved/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(stage).toContainText('the same day');
  expect(await kept(app)).toEqual(before);
  await slider.fill('3');
  await expect(stage).toContainText('earlier');
  const tried = await stage.getByRole('cell').nth(1).textContent();
  await page.getByRole('button', { name: 'Keep as the plan' }).click();
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
  expect(day((await stage.getByRole('cell').first().textContent())!)).toBe(day(tried!));
  await app.open(`#/a/${id}/roadmap`);
  await expect(page.getByText(/\d{4}/).filter({ visible: true }).first()).toBeVisible();
  await app.open(`#/a/${id}/what-if`);
  await expect(stage.getByRole('cell').first()).not.toHaveText(planned!);
});

test('keeping a tried plan is one step to undo', async ({ app, page }) => {
  await app.open();
  const id = await app.sample(SAMPLE);
  await app.open(`#/a/${id}/what-if`);
  const before = await kept(app);
  await page.getByLabel('Effort, against our estimates').fill('150');
  await expect(row(page, 'Stage 2 can begin')).toContainText('later');
  await page.getByText('Orders of good practice: 13 of 13 kept').click();
  await page.getByRole('checkbox').first().uncheck();
  await expect(page.getByText('Orders of good practice: 12 of 13 kept')).toBeVisible();
  await page.getByRole('button', { name: 'Keep as the plan' }).click();
  const { plan } = await kept(app);
  expect([plan.effort_percent, plan.dropped.length]).toEqual([150, 1]);
  await page.locator('.workbar').getByRole('button', { name: 'Undo' }).click();
  expect(await kept(app)).toEqual(before);
});

test('a wished date that is missed is met after the offered changes, and slack says so', async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.open();
  const id = await app.sample(SAMPLE);
  const planned = await stage2(page, id, app);
  const wished = planned - 21 * DAY;
  await page.getByLabel('Stage 2 should begin on').fill(iso(wished));
  await page.getByLabel('Stage 2 should begin on').press('Tab');
  const deadline = page.locator('section[aria-labelledby="what-if-deadline"]');
  await expect(deadline.locator('.slack-list')).toContainText('21 days late');
  const enough = deadline.locator('.repair, .card').filter({ hasText: 'Meets the date' }).first();
  await expect(enough).toBeVisible({ timeout: 60_000 });
  await enough.getByRole('button', { name: /^Apply/ }).click();
  await expect(deadline).toContainText('The plan meets what you wish');
  expect(await stage2(page, id, app)).toBeLessThanOrEqual(wished);
});

test('a date that cannot be met says by how much it fails', async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  const planned = await stage2(page, id, app);
  await page.getByLabel('Stage 2 should begin on').fill(iso(planned - 400 * DAY));
  await page.getByLabel('Stage 2 should begin on').press('Tab');
  const deadline = page.locator('section[aria-labelledby="what-if-deadline"]');
  await expect(deadline.getByText(/^Still \d+ days late$/).first()).toBeVisible({ timeout: 90_000 });
});

test('each open piece of work says what it alone would unlock, most first', async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/what-if`);
  await page.getByRole('button', { name: 'Work it out' }).click();
  const rows = page.locator('.worth tbody tr');
  await expect(rows).toHaveCount(38, { timeout: 90_000 });
  const won = await rows.locator('td:nth-child(2)').allTextContents();
  const days = won.map((text) => Number(/^\d+/.exec(text)?.[0] ?? 0));
  expect(days[0]).toBeGreaterThan(0);
  expect(days).toEqual([...days].sort((a, b) => b - a));
  await page.getByLabel('Most first').selectOption('gates');
  await expect(rows.first().locator('td').last()).toContainText(/S\d-\d/);
});

test('all of it goes by keyboard', async ({ app, page }) => {
  await app.open();
  const id = await app.sample(SAMPLE);
  await app.open(`#/a/${id}/what-if`);
  const stage = row(page, 'Stage 2 can begin');
  await page.getByLabel('Top management', { exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(stage).toContainText('earlier');
  const keep = page.getByRole('button', { name: 'Keep as the plan' });
  await keep.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
  await app.open(`#/a/${id}/work/M`);
  await page.getByRole('button', { name: 'Mark as done', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#finish-heading')).toBeFocused();
  const confirm = page.getByRole('button', { name: /^Mark as done, raise/ });
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await confirm.evaluate((button) => button === document.activeElement)) break;
  }
  await expect(confirm).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#work-state')).toBeFocused();
  await expect(page.getByLabel('Done on')).toBeVisible();
});

test('an unknown piece of work is said to be unknown', async ({ app, page }) => {
  await app.open();
  const id = await app.start();
  await app.open(`#/a/${id}/work/NOPE`);
  await expect(page.getByText('There is no such piece of work')).toBeVisible();
});
