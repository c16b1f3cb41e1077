// The way through, as a person goes it.
import { readFile } from 'node:fs/promises';
import { expect, test } from './app';
import { fault } from './fault';

test('a clause answered by keyboard alone is there after a reload', async ({ app, page }) => {
  await app.open();
  await page.keyboard.press('Tab');
  while (!(await page.evaluate(() => document.activeElement?.textContent?.includes('Start quick')))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const levels = ['ArrowDown', 'ArrowDown', 'ArrowDown'];
  for (const id of ['4.1', '4.2', '4.3', '4.4']) {
    const first = app.question(id).getByRole('radio').first();
    await expect(first).toBeAttached();
    while (!(await first.evaluate((radio) => radio === document.activeElement))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    for (const key of levels) await page.keyboard.press(key);
    await expect(app.question(id).getByRole('radio', { name: /^3/ })).toBeChecked();
  }
  await app.saved();
  await page.reload();
  for (const id of ['4.1', '4.2', '4.3', '4.4']) {
    await expect(app.question(id).getByRole('radio', { name: /^3/ })).toBeChecked();
  }
  await expect(page.getByText('4 of 30 answered')).toBeVisible();
});

test('overview, gaps and roadmap agree with each other', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer, 600 people');
  const all = await page.getByRole('link', { name: /^See all \d+ gaps$/ }).textContent();
  const stage2 = await page
    .locator('.verdict', { hasText: 'Stage 2 audit' })
    .locator('strong')
    .textContent();
  await app.go('Gaps');
  const n = Number(all?.match(/\d+/)?.[0]);
  await expect(page.getByRole('status').filter({ hasText: `${n} gaps` })).toBeVisible();
  await expect(page.locator('main .fold-list > li')).toHaveCount(n);
  await app.go('Roadmap');
  await expect(page.locator('.milestone', { hasText: 'Stage 2' })).toContainText(stage2!);
});

test('one answer of 3 with evidence changes gaps, roadmap and charts at once', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Gaps');
  await expect(page.locator('main .fold-list > li')).toHaveCount(30);
  await app.go('Roadmap');
  await expect(page.locator('#gantt-B-C1')).toBeVisible();
  const before = await page.locator('.gantt-grid tbody').innerHTML();
  await app.go('Questions');
  await app.answer('4.1', '3');
  const card = app.question('4.1');
  await card.getByText('Evidence, owner and note').click();
  await card.getByLabel('Evidence: what shows it').fill('Context analysis');
  await card.getByLabel('Where it is kept').fill('Wiki, page Context');
  await card.getByLabel('Its date').fill('2026-10-01');
  await card.getByRole('button', { name: 'Add evidence' }).click();
  await expect(card.getByText('Evidence (1), owner and note')).toBeVisible();
  await app.go('Gaps');
  await expect(page.locator('main .fold-list > li')).toHaveCount(29);
  await app.go('Roadmap');
  await expect(page.locator('#gantt-B-C2')).toBeVisible();
  await expect(page.locator('#gantt-B-C1')).toHaveCount(0);
  expect(await page.locator('.gantt-grid tbody').innerHTML()).not.toBe(before);
  await app.go('Overview');
  await expect(page.getByText('1 met', { exact: true })).toBeVisible();
});

test('export, wiped site data and import give the same bytes', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  const first = await app.export();
  fault('48', 'Everything was evicted; only the exported file is left', 1, 'Restored from the file in three clicks, byte for byte');
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  await page.evaluate(async () => {
    localStorage.clear();
    await new Promise((done) => (indexedDB.deleteDatabase('isms-gauge').onsuccess = done));
  });
  await app.open();
  await expect(page.getByText('No assessment yet.')).toBeVisible();
  await app.choose('firm.json', first);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  expect(await app.export()).toBe(first);
});

test('a sample file is exported byte for byte as it was published', async ({ app, page }) => {
  await app.open();
  const published = await (await page.request.get(`${process.env.BASE_URL}samples/manufacturer.json`)).text();
  await app.choose('manufacturer.json', published);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  expect(await app.export()).toBe(published);
});

test('the manufacturer has dated phases A to I, and nothing starts before what it needs', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer, 600 people');
  await app.go('Roadmap');
  for (const phase of 'ABCDEFGHI') {
    await expect(page.locator(`[id="gantt-${phase}"]`)).toContainText(/20\d\d .*20\d\d/);
  }
  const rows = await page.getByRole('treegrid').locator('tbody tr[aria-level="2"]').evaluateAll((all) =>
    all.map((row) => {
      const [start, finish] = [...row.querySelectorAll('.gantt-grid__day')].map((day) => day.textContent!);
      const [work, , why] = [...row.children];
      return { work: work.querySelector('a')!.textContent!, start, finish, why: why.textContent!.trim() };
    }),
  );
  expect(rows.length).toBeGreaterThan(20);
  const finish = new Map(rows.map((row) => [row.work, Date.parse(row.finish)]));
  let checked = 0;
  for (const row of rows) {
    const needs = row.why.match(/^(?:Needs|Time has to pass after): (.*)$/)?.[1];
    if (!needs || !finish.has(needs)) continue;
    checked += 1;
    expect(Date.parse(row.start), `${row.work} after ${needs}`).toBeGreaterThanOrEqual(finish.get(needs)!);
  }
  expect(checked).toBeGreaterThan(5);
});

test('undo takes an answer back and redo gives it again', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '2');
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('0 of 30 answered')).toBeVisible();
  await expect(app.question('4.1').getByRole('radio', { name: /^2/ })).not.toBeChecked();
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(app.question('4.1').getByRole('radio', { name: /^2/ })).toBeChecked();
});

test('cannot tell is an answer and keeps the verdict open', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.question('4.3').getByRole('radio', { name: /Cannot tell/ }).check();
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
  await app.go('Overview');
  await expect(page.locator('.verdict__word')).toHaveText(['Cannot tell yet', 'Cannot tell yet']);
});

test('going deeper keeps what the quick answer said and asks to confirm it', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '2');
  await page.getByRole('radio', { name: /^Full/ }).check();
  const offers = page.locator('.question__quick', { hasText: '2 Begun' });
  await expect(offers.first()).toBeVisible();
  const n = await offers.count();
  expect(n).toBeGreaterThan(1);
  await offers.first().getByRole('button', { name: 'Confirm' }).click();
  await expect(offers).toHaveCount(n - 1);
  await page.getByRole('radio', { name: /^Quick/ }).check();
  await app.saved();
  const kept = JSON.stringify(await app.kept());
  expect(kept).toContain('\\"4.1\\"');
});

test('note, owner and flag are kept with the answer', async ({ app, page }) => {
  await app.open();
  await app.start();
  const card = app.question('4.2');
  await card.getByText('Evidence, owner and note').click();
  await card.getByLabel('Owner').fill('Ada');
  await card.getByLabel('Note').fill('Half of it stands in the contract list.');
  await card.getByRole('button', { name: 'Flag for later' }).click();
  await app.saved();
  await page.reload();
  await card.getByText('Evidence, owner and note').click();
  await expect(card.getByLabel('Owner')).toHaveValue('Ada');
  await expect(card.getByLabel('Note')).toHaveValue('Half of it stands in the contract list.');
  await expect(card.getByRole('button', { name: 'Flagged for later' })).toBeVisible();
});

test('what is typed while a press is still being drawn stays', async ({ app, page }) => {
  await app.open();
  await app.start();
  const card = app.question('4.2');
  await card.getByText('Evidence, owner and note').click();
  const note = card.getByLabel('Note');
  await note.evaluate((field: HTMLTextAreaElement) => {
    const press = (name: RegExp) => [...document.querySelectorAll<HTMLElement>('#q-4-2 :is(button, label)')].find((one) => name.test(one.innerText))!.click();
    press(/Flag for later/);
    press(/In force/);
    field.focus();
    field.value = 'Half of it';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await expect(card.getByRole('button', { name: 'Flagged for later' })).toBeVisible();
  await expect(note).toHaveValue('Half of it');
});

test('the plan follows the start date and the people', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Roadmap');
  await page.getByLabel('First day of work').fill('2027-03-01');
  await page.getByLabel('First day of work').blur();
  await expect(page.locator('.gantt-finding')).toContainText('from 1 Mar 2027 on');
  const likely = page.locator('.milestone', { hasText: 'Stage 2' }).locator('.milestone__day--likely');
  const day = async () => Date.parse((await likely.textContent())!.replace('Likely', ''));
  const before = await day();
  await app.go('Organisation');
  await page.getByLabel('Half days a week of person 2').fill('10');
  await page.getByLabel('Half days a week of person 2').blur();
  await app.go('Roadmap');
  await expect(likely).toBeVisible();
  expect(await day()).toBeLessThan(before);
});

test('gaps and plan go out as files that other programs read', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer, 600 people');
  const handed = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  await app.go('Gaps');
  await expect(page.getByRole('heading', { level: 1, name: 'Gaps' })).toBeVisible();
  const gaps = page.locator('main .fold-list > li');
  await gaps.first().waitFor();
  const n = await gaps.count();
  // The head and the end of the last line are no gaps; a line break within a text is no CR LF.
  expect((await handed('Export as CSV')).split('\r\n').length - 2).toBe(n);
  await app.go('Roadmap');
  expect(await handed('Calendar (ICS)')).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT[\s\S]*END:VCALENDAR\r\n$/);
  const project = await handed('Project file (MS Project XML)');
  const faults = await page.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, 'application/xml');
    return [tree.querySelectorAll('parsererror').length, tree.querySelectorAll('Task').length];
  }, project);
  expect(faults[0]).toBe(0);
  expect(faults[1]).toBeGreaterThan(30);
  expect(await handed('Export as Markdown')).toContain('| --- |');
});

test('questions are answered and gone through by single keys, which can be switched off', async ({ app, page }) => {
  await app.open();
  await app.start();
  await expect(app.question('4.1')).toBeVisible();
  await page.keyboard.press('3');
  await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  await page.keyboard.press('n');
  await expect(app.question('4.2')).toBeFocused();
  await page.keyboard.press('c');
  await expect(app.question('4.2').getByRole('radio', { name: /^Cannot tell/ })).toBeChecked();
  await page.keyboard.press('f');
  await expect(app.question('4.2').getByRole('button', { name: 'Flagged for later' })).toBeVisible();
  await page.keyboard.press('p');
  await expect(app.question('4.1')).toBeFocused();
  await page.keyboard.press('u');
  await expect(app.question('4.3')).toBeFocused();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  expect(download.suggestedFilename()).toBe('isms-gauge-assessment.json');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /^Single keys act/ }).uncheck();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('5');
  await expect(app.question('4.3').getByRole('radio', { name: /^5\b/ })).not.toBeChecked();
  await page.reload();
  await expect(app.question('4.3')).toBeVisible();
  await page.keyboard.press('5');
  await expect(app.question('4.3').getByRole('radio', { name: /^5\b/ })).not.toBeChecked();
});

test('questions are narrowed to what is flagged, and asked one at a time', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.question('4.2').getByRole('button', { name: 'Flag for later' }).click();
  await page.getByLabel('Show', { exact: true }).selectOption('flagged');
  await expect(page.locator('.question')).toHaveCount(1);
  await expect(app.question('4.2')).toBeVisible();
  await page.getByLabel('Show', { exact: true }).selectOption('all');
  await page.getByLabel('As', { exact: true }).selectOption('single');
  await expect(page.locator('.question')).toHaveCount(1);
  await expect(page.getByText('Question 1 of 4')).toBeVisible();
  await app.answer('4.1', '2');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(app.question('4.2')).toBeFocused();
  await page.getByRole('button', { name: 'Next open question' }).click();
  await expect(app.question('4.3')).toBeVisible();
});
