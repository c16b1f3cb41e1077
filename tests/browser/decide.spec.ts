// From a number or a colour to what it rests on, and from there to doing something about it.
import { expect, test } from './app';

test('a gate says what it looked at, found and needs, and each step leads to its place', async ({ app, page }) => {
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  await page.getByRole('link', { name: /^S1-12 / }).click();
  const gate = page.locator('#gate-S1-12');
  await expect(gate.getByRole('button', { name: /^S1-12/ })).toBeFocused();
  for (const part of ['Looks at', 'Why this colour', 'What it found']) {
    await expect(gate.getByText(part, { exact: true })).toBeVisible();
  }
  const step = gate.locator('.steps a').first();
  const where = await step.getAttribute('href');
  expect(where).toContain(`#/a/${id}/`);
  await step.click();
  await expect(page).toHaveURL(new RegExp(where!.replaceAll('.', '\\.')));
});

test('the smallest change that lifts a verdict is listed step by step', async ({ app, page }) => {
  await app.open();
  await app.start();
  await page.goto(page.url().replace(/questions.*/, 'readiness'));
  const stage1 = page.locator('.halves > div', { has: page.getByRole('heading', { name: 'Stage 1', exact: true }) });
  await expect(stage1.getByText(/^From "Cannot tell yet" to /)).toBeVisible();
  expect(await stage1.locator('.steps li').count()).toBeGreaterThan(5);
});

test('a gap is answered, owned and due from its row, and closes there', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.go('Gaps');
  const rows = page.locator('main .fold-list > li');
  await expect(rows).toHaveCount(30);
  const gap = page.locator('#gap-4-1');
  await gap.getByRole('button', { name: /^4\.1 / }).click();
  await gap.getByLabel('Owner').fill('Ada');
  await gap.getByLabel('Owner').press('Tab');
  await gap.getByLabel(/^Due: /).fill('2027-03-01');
  await gap.getByLabel('Answer', { exact: true }).selectOption('2');
  await expect(gap).toContainText('From 2');
  await page.getByLabel('Owner', { exact: true }).first().selectOption('Ada');
  await expect(rows).toHaveCount(1);
  await page.getByLabel('Group by').selectOption('role');
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(1);
  await app.saved();
  const kept = JSON.parse(await app.export());
  expect(kept.answers['4.1']).toMatchObject({ rating: 2, owner: 'Ada' });
  expect(Object.values(kept.plan.overrides)).toEqual([{ due: '2027-03-01' }]);
});

test('the five strongest gaps come with their proof', async ({ app, page }) => {
  await app.open();
  await app.sample('Software firm, 40 people');
  await app.go('Gaps');
  await expect(page.locator('.lever')).toHaveCount(5);
  for (const lever of await page.locator('.lever').all()) {
    await expect(lever).toContainText(/becomes|wait for it|waits for it|before/);
  }
});

test('no row of the gaps is there before what stands above it', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer');
  const above = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('.fold-row')) return;
          observer.disconnect();
          done(document.querySelectorAll('.lever').length);
        });
        observer.observe(document, { subtree: true, childList: true });
      }),
  );
  await app.go('Gaps');
  expect(await above).toBe(5);
});

test('an open major finding makes its requirement a gap until it is closed', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '5');
  await app.go('Findings');
  await page.getByRole('button', { name: 'Add a finding' }).click();
  const finding = page.locator('#finding-F1');
  await finding.getByLabel(/^What was found/).fill('Nobody knows the issues');
  await finding.getByLabel(/^Grade/).selectOption('major');
  await finding.getByLabel('About sub-clause').selectOption('4.1');
  await expect(finding).toContainText('Open');
  await app.go('Gaps');
  const gap = page.locator('#gap-4-1');
  await gap.getByRole('button', { name: /^4\.1 / }).click();
  await expect(gap).toContainText('a nonconformity found here is still open');
  await app.go('Findings');
  await finding.getByRole('button', { name: /^F1/ }).click();
  await finding.getByLabel('Closed on').fill('2026-01-01');
  await expect(finding).toContainText('Closed, effect not checked');
  await app.go('Gaps');
  await gap.getByRole('button', { name: /^4\.1 / }).click();
  await expect(gap).not.toContainText('a nonconformity found here is still open');
});

test('one record serves several answers and says how far the score is backed', async ({ app, page }) => {
  await app.open();
  await app.start();
  await app.answer('4.1', '4');
  await app.answer('4.2', '2');
  await app.go('Evidence');
  await expect(page.getByRole('heading', { name: /^Mean level 3\.0, of which 0\.0 / })).toBeVisible();
  await page.getByRole('button', { name: 'Add a record' }).click();
  const record = page.locator('#record-E1');
  await record.getByLabel('What it is').fill('Context analysis');
  await record.getByLabel('Its date').fill(new Date().toISOString().slice(0, 10));
  await record.getByLabel('It proves another answer').selectOption('4.1');
  await expect(record).toContainText('proves 1 answer');
  await expect(page.getByRole('heading', { name: /^Mean level 3\.0, of which 2\.0 / })).toBeVisible();
  await record.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: /^Mean level 3\.0, of which 0\.0 / })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(page.getByRole('heading', { name: /^Mean level 3\.0, of which 2\.0 / })).toBeVisible();
});

test('the arithmetic behind a score adds up to the number on the overview', async ({ app, page }) => {
  await app.open();
  await app.sample('Manufacturer, 600 people');
  const shown = await page.getByText(/^\d+ % of the way to target$/).textContent();
  await page.getByRole('link', { name: 'What this number rests on' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What the overall score rests on' })).toBeVisible();
  await expect(page.locator('tbody[aria-busy]')).toHaveCount(0);
  const counted = await page.locator('td[data-label="Counts"]').allTextContents();
  const targets = await page.locator('td[data-label="Target"]').allTextContents();
  const sum = (texts: string[]) => texts.reduce((all, text) => all + Number(text.split('=').pop()!.trim() || 0), 0);
  const part = sum(counted.filter((text) => text !== 'does not count'));
  expect(Math.floor((part * 100) / sum(targets))).toBe(parseInt(shown!, 10));
});

test('a line of controls leads to the controls behind it, and their steps add up to it', async ({ app, page }) => {
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  await app.open(`#/a/${id}/score/all`);
  const line = page.getByRole('row').filter({ hasText: 'People (6)' });
  const shown = await line.getByText(/^\d+ %$/).textContent();
  await line.getByRole('link', { name: 'People (6)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /People \(6\)/ })).toBeVisible();
  const counted = await page.locator('td[data-label="Counts"]').allTextContents();
  const inside = counted.filter((text) => text !== 'does not count');
  const part = inside.reduce((all, text) => all + Number(text.split('=').pop()!.trim()), 0);
  expect(part).toBeGreaterThan(0);
  expect(Math.floor((part * 100) / (inside.length * 3))).toBe(parseInt(shown!, 10));
  await page.getByRole('link', { name: /^6\.3 / }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Statement of Applicability' })).toBeVisible();
  await expect(page.locator('#control-6-3').getByRole('button', { expanded: true })).toBeVisible();
});

test('on a phone everything is reached through More', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.open();
  await app.start();
  await expect(page.getByRole('link', { name: 'Evidence', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Evidence', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Evidence' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Documents', exact: true })).toBeHidden();
});
