// Several pages with the same assessment: one writes, and nothing is overwritten.
import { another, cdp, deep, expect, fault, status, test, type App } from './fault';

const place = (id: string) => `#/a/${id}/questions/4`;
const readOnly = (app: App) => expect(status(app)).toHaveText('Read-only: open in another tab');
const writable = (app: App) =>
  expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeEnabled();
const takeOver = (app: App) => app.page.getByRole('button', { name: 'Take over here' }).click();
const KEY = (id: string) => `assessment/${id}`;

test('two pages edit: the second one reads only, and no edit is lost', async ({ app, page, context }) => {
  fault('19', 'Two pages edit the same assessment, 20 edits', 20, 'The second is read-only; 0 edits lost');
  await app.open();
  const id = await app.start();
  // It has the right to write before the other one asks.
  await writable(app);
  const second = await another(context, place(id));
  await readOnly(second);
  await expect(second.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeDisabled();
  for (let n = 0; n < 20; n += 1) {
    await app.answer('4.1', String(n % 6));
    await second.page.keyboard.press(String(5 - (n % 6)));
  }
  await app.saved();
  await page.reload();
  await expect(app.question('4.1').getByRole('radio', { name: /^1\b/ })).toBeChecked();
  await expect(second.page.getByText('0 of 30 answered')).toBeVisible();
});

test('whoever only reads can open rows and choose what is shown, and change nothing', async ({ app, context }) => {
  await app.open();
  const id = await app.sample('Software firm, 40 people');
  await expect(app.page.getByRole('heading', { name: 'Where you stand' })).toBeVisible();
  const second = await another(context, `#/a/${id}/controls`);
  const { page } = second;
  await readOnly(second);
  await expect(page.locator('.fold-row')).toHaveCount(93);
  const theme = page.getByRole('combobox', { name: 'Theme' });
  await theme.selectOption({ index: 2 });
  await expect(page.locator('.fold-row')).not.toHaveCount(93);
  const reads = async (place: string) => {
    await second.open(`#/a/${id}/${place}`);
    const row = page.locator('.fold-row').first();
    await row.locator('.fold-row__head').click();
    const fields = row.locator('.fold-row__body').locator('input, select, textarea');
    await expect(fields.first()).toBeVisible();
    for (const field of await fields.all()) await expect(field).toBeDisabled();
  };
  for (const place of ['controls', 'documents', 'gaps', 'checks', 'evidence', 'findings']) await reads(place);
  await expect(page.getByRole('button', { name: 'Add a finding' })).toBeDisabled();
  await second.open(`#/a/${id}/questions/4`);
  await expect(page.locator('.question').getByRole('radio').first()).toBeDisabled();
});

test('a page that takes over has what the other one typed last', async ({ app, context }) => {
  fault('20', 'Taking over while the other page is typing', 6, 'The first keeps its work and turns read-only; revisions go on');
  await app.open();
  const id = await app.start();
  // It has the right to write before the other one asks.
  await writable(app);
  const second = await another(context, place(id));
  await readOnly(second);
  const pages = [app, second];
  let revision = 0;
  for (let n = 0; n < 6; n += 1) {
    const [from, to] = n % 2 ? [second, app] : pages;
    await from.answer('4.1', String(n % 6));
    // Not waited for: the last edit is on its way when the other page asks.
    await takeOver(to);
    await readOnly(from);
    await writable(to);
    await expect(to.question('4.1').getByRole('radio', { name: new RegExp(`^${n % 6}\\b`) })).toBeChecked();
    const text = (await deep(to.page))[KEY(id)];
    const found = JSON.parse(text.split('\n', 1)[0]).revision;
    expect(found).toBe(revision + (n === 0 ? found : 1));
    revision = found;
  }
});

test('a frozen page is not waited for, and does not write when it wakes up', async ({ app, page, context }) => {
  fault('21', 'The writing page is frozen', 1, 'The other one takes over; the woken page reads only and writes nothing');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  const second = await another(context, place(id));
  await readOnly(second);
  const session = await cdp(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await takeOver(second);
  await writable(second);
  await second.answer('4.1', '4');
  await second.saved();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
  await readOnly(app);
  const text = (await deep(second.page))[KEY(id)];
  await page.reload();
  await readOnly(app);
  expect((await deep(second.page))[KEY(id)]).toBe(text);
});

test('a page that is closed lets the next one write', async ({ app, page, context }) => {
  fault('22', 'Page closed or opened twice', 1, 'The next page writes at once; each page has a name of its own');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '1');
  const second = await another(context, place(id));
  await readOnly(second);
  const names = await Promise.all([page, second.page].map((page) => page.evaluate('ismsGauge.page')));
  expect(names[0]).not.toBe(names[1]);
  await page.close();
  await second.page.reload();
  await writable(second);
  await expect(second.question('4.1').getByRole('radio', { name: /^1\b/ })).toBeChecked();
});

const LOCK_FAULTS: [string, () => void][] = [
  ['are missing', () => Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })],
  [
    'are refused',
    () => {
      LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
    },
  ],
];
for (const [how, breakIt] of LOCK_FAULTS) {
  test(`where locks ${how}, a sign of life keeps the second page from writing`, async ({ app, page, context }) => {
    fault('7', `Locks ${how}`, 1, 'The sign of life keeps the second page reading; it can take over');
    await context.addInitScript(breakIt);
    await app.open();
    const id = await app.start();
    await app.answer('4.1', '1');
    await app.saved();
    const second = await another(context, place(id));
    await readOnly(second);
    await app.answer('4.1', '2');
    await takeOver(second);
    await writable(second);
    await readOnly(app);
    await expect(second.question('4.1').getByRole('radio', { name: /^2\b/ })).toBeChecked();
    await second.answer('4.1', '5');
    await second.saved();
    await page.reload();
    await expect(app.question('4.1').getByRole('radio', { name: /^5\b/ })).toBeChecked();
  });
}
