// Storage that is full, blocked, missing or damaged: it is said, editing goes on, nothing is lost.
import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import {
  App, another, cdp, deep, expect, fault, fillUp, leaveUnsaved, noRoom, plantDeep, roomAgain, status, test,
} from './fault';

const LIVE = (id: string) => `assessment/${id}`;
const LOCAL = (id: string) => `isms-gauge/assessment/${id}`;

test('no room before the first save: not saved, a copy is offered, what was there stays', async ({ app, page }) => {
  fault('1', 'Storage full before the first save', 1, 'Not saved is shown, a copy can be downloaded, editing goes on, older records stay');
  await app.open();
  const old = await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  const before = (await app.kept())[LOCAL(old)];
  await app.open();
  await expect(page.locator('.shelf__item')).toHaveCount(1);
  await noRoom(page);
  await app.start();
  await expect(page.getByRole('alert').filter({ hasText: 'storage is full' })).toBeVisible();
  await expect(status(app)).toHaveText('Not saved');
  await app.answer('4.2', '3');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download a copy' }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8')).answers['4.2'].rating).toBe(3);
  expect((await app.kept())[LOCAL(old)]).toBe(before);
});

test('room runs out in the middle: not saved, and saved by itself once there is room', async ({ app, page }) => {
  fault('2', 'Storage full in the middle of a session', 1, 'Not saved is shown; with room again it is saved without an edit');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  await noRoom(page);
  await page.evaluate(() => localStorage.removeItem('filler-0'));
  await fillUp(page);
  await app.question('4.1').getByText('Evidence, owner and note').click();
  await app.question('4.1').getByRole('textbox', { name: 'Note' }).fill('x'.repeat(3000));
  await app.question('4.1').getByRole('textbox', { name: 'Note' }).blur();
  await expect(status(app)).toHaveText('Not saved');
  await roomAgain(page);
  await app.saved();
  expect((await deep(page))[LIVE(id)]).toContain('xxx');
});

test('an assessment that was left unsaved is there when it is opened again, and saved once there is room', async ({ app, page }) => {
  fault('2', 'Storage full, and the assessment is left', 1, 'The start page stays; it says what is in this page only; opened again everything is there; with room it is saved without an edit');
  await page.clock.install();
  const id = await leaveUnsaved(app);
  // What is in this page only is not lost by closing it, whatever else is open.
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(false);
  // Longer than a save is waited for that is tried again.
  await page.clock.fastForward(10_000);
  const item = page.locator('.shelf__item');
  await item.getByRole('link').click();
  await expect(page.getByText('2 of 30 answered')).toBeVisible();
  await expect(status(app)).toHaveText('Not saved');
  await roomAgain(page);
  await page.clock.fastForward(10_000);
  await app.saved();
  expect((await deep(page))[LIVE(id)]).toContain('"4.2"');
  await page.getByRole('link', { name: 'ISMS Gauge' }).click();
  await expect(item).toBeVisible();
  await expect(item).not.toContainText('in this page only');
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);
});

test('what was left unsaved is set aside where another page has written meanwhile', async ({ app, page, context }) => {
  fault('2', 'Storage full, the assessment is left, and another page writes it', 1, 'The newer one is opened; what was not saved is set aside, and said');
  const id = await leaveUnsaved(app);
  await roomAgain(page);
  const other = await another(context, `#/a/${id}/questions/4`);
  await other.answer('4.3', '4');
  await other.saved();
  await other.page.close();
  await page.getByRole('link', { name: 'Unnamed organisation' }).click();
  await expect(page.getByText('2 of 30 answered')).toBeVisible();
  await expect(page.getByText(/set aside/)).toBeVisible();
  const kept = await deep(page);
  expect(kept[LIVE(id)]).toContain('"4.3"');
  const aside = Object.entries(kept).filter(([key]) => key !== LIVE(id));
  expect(aside.filter(([, text]) => text.includes('"4.2"') && !text.includes('"4.3"'))).toHaveLength(1);
});

test('from 70 % of what may be used a meter is shown', async ({ app, page }) => {
  fault('3', 'Local storage filling up (meter; the half quota itself is WebKit\'s)', 1, 'A meter is shown from 70 % on');
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'UnknownError');
    };
  });
  await app.open();
  await app.start();
  await app.answer('4.1', '1');
  const text = JSON.parse(await app.export());
  text.extra = 'x'.repeat(850_000);
  await page.evaluate((text) => localStorage.setItem('isms-gauge/assessment/big', text), JSON.stringify(text));
  await app.open();
  await page.reload();
  await expect(page.getByText('Storage is filling up')).toBeVisible();
  await expect(page.getByRole('meter', { name: 'Storage used' })).toBeVisible();
});

test('a browser that blocks site data: the page works in memory and says so', async ({ origins }) => {
  fault('4', 'Site data blocked by the browser\'s own setting', 1, 'The app runs in memory, says so, and exports');
  const profile = await mkdtemp(join(tmpdir(), 'isms-gauge-blocked-'));
  await mkdir(join(profile, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
  const { executablePath, args } = test.info().project.use.launchOptions!;
  const context = await chromium.launchPersistentContext(profile, { executablePath, args });
  try {
    const page = await context.newPage();
    const app = new App(page);
    expect(origins.length).toBeGreaterThan(0);
    await app.open();
    expect(
      await page.evaluate(() => {
        try {
          return localStorage.length;
        } catch (error) {
          return (error as Error).name;
        }
      }),
    ).toBe('SecurityError');
    await expect(page.getByRole('alert').filter({ hasText: 'would not be kept' })).toBeVisible();
    await app.start();
    await expect(status(app)).toHaveText('Not saved');
    await app.answer('4.1', '3');
    await app.go('Overview');
    await expect(page.getByText('1 of 30 answered')).toBeVisible();
    expect(JSON.parse(await app.export()).answers['4.1'].rating).toBe(3);
    await page.getByRole('link', { name: 'ISMS Gauge' }).click();
    await page.getByRole('link', { name: 'Unnamed organisation' }).click();
    await expect(page.getByText('1 of 30 answered')).toBeVisible();
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

const LOCAL_STORAGE_FAULTS: [string, () => void][] = [
  ['is not there', () => Object.defineProperty(window, 'localStorage', { get: () => null })],
  [
    'throws when it is used',
    () => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    },
  ],
];
for (const [how, breakIt] of LOCAL_STORAGE_FAULTS) {
  test(`local storage that ${how}: the database keeps the work alone`, async ({ app, page }) => {
    fault('5', `Local storage ${how}`, 1, 'The database keeps the work alone');
    await page.addInitScript(breakIt);
    await app.open();
    await app.start();
    await app.answer('4.1', '3');
    await app.saved();
    await page.reload();
    await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  });
}

const DATABASE_FAULTS: [string, () => void][] = [
  [
    'throws',
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('no', 'UnknownError');
      };
    },
  ],
  ['is not there', () => Object.defineProperty(window, 'indexedDB', { get: () => undefined })],
];
for (const [how, breakIt] of DATABASE_FAULTS) {
  test(`a database that ${how}: saved, but not called crash-proof`, async ({ app, page }) => {
    fault('6', `The database ${how}`, 1, 'Saved in local storage, shown as not crash-proof');
    await page.addInitScript(breakIt);
    await app.open();
    await app.start();
    await app.answer('4.1', '3');
    await expect(status(app)).toHaveText(/^Saved \d\d:\d\d, not crash-proof$/);
    await page.reload();
    await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  });
}

test('a database of a newer version: saved, but not called crash-proof', async ({ app, page }) => {
  fault('6', 'The database has a newer version (VersionError)', 1, 'Saved in local storage, shown as not crash-proof');
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('isms-gauge', 9);
        open.onsuccess = () => {
          open.result.close();
          resolve();
        };
      }),
  );
  await app.open();
  await app.start();
  await app.answer('4.1', '3');
  await expect(status(app)).toHaveText(/not crash-proof/);
});

test('a quick copy cut anywhere: the other copy is opened and the bad bytes are set aside', async ({ app, page }) => {
  fault('13', 'The quick copy cut at 8 places (every place: core tests)', 8, 'The safe copy is opened with a notice; the bad bytes are set aside');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  const whole = (await app.kept())[LOCAL(id)];
  for (const part of [0, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
    const cut = whole.slice(0, Math.floor(whole.length * part));
    await page.goto('about:blank');
    await page.goto(`${process.env.BASE_URL}robots.txt`);
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL(id), cut]);
    await app.open(`#/a/${id}/questions/4`);
    await expect(page.getByText('A damaged or outdated copy was found')).toBeVisible();
    await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
    const aside = Object.entries(await deep(page)).filter(([key]) => key.startsWith('quarantine/'));
    expect(aside.map(([, text]) => text)).toContain(cut);
    expect(aside.length).toBeLessThanOrEqual(3);
  }
});

test('a bit turned in the safe copy is seen', async ({ app, page }) => {
  fault('14', 'A bit turned (each of over 1,000: core tests)', 3, 'Detected by the checksum; the other copy is opened');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  const whole = (await deep(page))[LIVE(id)];
  for (const part of [0.2, 0.6, 0.95]) {
    const at = Math.floor(whole.length * part);
    const flipped = `${whole.slice(0, at)}${String.fromCharCode(whole.charCodeAt(at) ^ 1)}${whole.slice(at + 1)}`;
    await page.goto(`${process.env.BASE_URL}robots.txt`);
    await plantDeep(page, LIVE(id), flipped);
    await app.open(`#/a/${id}/questions/4`);
    await expect(page.getByText('A damaged or outdated copy was found')).toBeVisible();
    await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  }
});

test('texts that are no assessment are named and stay untouched', async ({ app, page }) => {
  const texts = ['null', '', '[]', '{', '<!doctype html><p>x', '{"teams": [1, 2]}'];
  fault('15', 'Texts that are no assessment', texts.length, 'Named as unreadable; the key is untouched; new work is possible');
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  for (const [n, text] of texts.entries()) {
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL(`bad${n}`), text]);
  }
  for (const n of texts.keys()) {
    await app.open(`#/a/bad${n}/overview`);
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeVisible();
  }
  await app.open('#/');
  await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  const kept = await app.kept();
  for (const [n, text] of texts.entries()) expect(kept[LOCAL(`bad${n}`)]).toBe(text);
});

test('where every copy is damaged, recovery lists them and hands them out', async ({ app, page }) => {
  fault('16', 'Every copy damaged', 1, 'The recovery page lists the copies; raw download, earlier states and discard work');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  await app.go('Overview');
  await page.reload();
  await app.go('Questions');
  await app.answer('4.2', '2');
  await app.saved();
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  const local = (await app.kept())[LOCAL(id)];
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL(id), local.slice(0, -40)]);
  await plantDeep(page, LIVE(id), local.slice(0, 300));
  await app.open(`#/a/${id}/overview`);
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeVisible();
  await page.getByRole('link', { name: 'All copies on this device' }).click();
  const rows = page.locator('.recovery__item');
  const bad = rows.filter({ hasText: 'Damaged copy' });
  await expect(bad).toHaveCount(2);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bad.first().getByRole('button', { name: 'Download' }).click(),
  ]);
  expect([local.slice(0, -40), local.slice(0, 300)]).toContain(await readFile(await download.path(), 'utf8'));
  await bad.first().getByRole('button', { name: 'Discard' }).click();
  await expect(rows.filter({ hasText: 'Set aside' })).toHaveCount(1);
  await rows.filter({ hasText: 'Earlier state' }).first().getByRole('button', { name: 'Open' }).click();
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
});

test('an assessment of a newer version is shown and never written', async ({ app, page }) => {
  fault('17', 'Written by a newer version', 1, 'Read-only, and not a byte is written');
  await app.open();
  await app.start();
  await app.answer('4.1', '3');
  const newer = (await app.export()).replace('"version": 1', '"version": 7');
  expect(newer).toContain('"version": 7');
  const id = JSON.parse(newer).id;
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  await plantDeep(page, LIVE(id), null);
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL(id), newer]);
  await app.open(`#/a/${id}/questions/4`);
  await expect(status(app)).toHaveText('Read-only: from a newer version');
  await expect(app.question('4.1').getByRole('radio', { name: /^3\b/ })).toBeChecked();
  await expect(app.question('4.1').getByRole('radio', { name: /^4\b/ })).toBeDisabled();
  await page.keyboard.press('5');
  await page.keyboard.press('Control+z');
  await app.go('Overview');
  await expect(page.getByText('1 of 30 answered')).toBeVisible();
  await page.goto(`${process.env.BASE_URL}robots.txt`);
  expect((await app.kept())[LOCAL(id)]).toBe(newer);
  expect((await deep(page))[LIVE(id)]).toBeUndefined();
});

test('what an older version kept is opened, carried over, and stays among the earlier states', async ({ app, page }) => {
  fault('18', 'Kept by an older version', 1, 'Opened and carried over; the text as it was is an earlier state');
  await app.open();
  const old = await readFile(new URL('../../public/samples/manufacturer.json', import.meta.url), 'utf8');
  const id = JSON.parse(old).id;
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LOCAL(id), old]);
  await app.open(`#/a/${id}/questions/4`);
  await page.reload();
  await app.answer('4.1', '2');
  await app.saved();
  const kept = await deep(page);
  expect(kept[LIVE(id)]).toMatch(/^\{"format":"isms-gauge.record"/);
  await expect
    .poll(async () => Object.entries(await deep(page)).filter(([key]) => key.startsWith('ring/')).map(([, text]) => text.slice(text.indexOf('\n') + 1)))
    .toContain(old);
});

test('site data cleared by another page: said, and saved again', async ({ app, page, context }) => {
  fault('23', 'Another page clears the storage', 1, 'Said; the open assessment is saved again');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  const other = await context.newPage();
  await other.goto(`${process.env.BASE_URL}robots.txt`);
  await other.evaluate(() => localStorage.clear());
  await expect(page.getByText(/data was cleared/)).toBeVisible();
  await expect.poll(async () => (await app.kept())[LOCAL(id)] ?? '').toContain('"4.1"');
});

test('site data cleared by the person: said, and saved again', async ({ app, page }) => {
  fault('24', 'The person clears the site data while the page is open', 1, 'Said; the open assessment is saved again');
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '3');
  await app.saved();
  const origin = new URL(process.env.BASE_URL!).origin;
  const session = await cdp(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' });
  await expect(page.getByText(/data was cleared/)).toBeVisible();
  await app.saved();
  await expect.poll(async () => (await deep(page))[LIVE(id)] ?? '').toContain('"4.1"');
});

test('clocks that jump do not change what is the newest', async ({ app, page }) => {
  fault('36', 'The clock jumps ten years back and forth', 4, 'The order of saves holds; the day is the local one');
  await app.open();
  await app.start();
  let level = 1;
  for (const year of [2016, 2036, 2026]) {
    await page.clock.setSystemTime(new Date(`${year}-03-01T12:00:00Z`));
    await app.answer('4.1', String(level));
    await app.saved();
    await page.reload();
    await expect(app.question('4.1').getByRole('radio', { name: new RegExp(`^${level}\\b`) })).toBeChecked();
    level += 1;
  }
});

const ZONES = ['Pacific/Kiritimati', 'Etc/GMT+12', 'Europe/Berlin', 'America/St_Johns'];

test('everywhere the day is that of the place, and the plan the same', async ({ browser, origins }) => {
  fault('36', 'Time zones from UTC+14 to UTC-12', ZONES.length, 'Answers bear the local day; the same day gives the same plan');
  expect(origins.length).toBeGreaterThan(0);
  const plans = new Set<string>();
  for (const timezoneId of ZONES) {
    const context = await browser.newContext({ timezoneId, serviceWorkers: 'block' });
    try {
      const page = await context.newPage();
      const app = new App(page);
      // One moment on three days, then noon of one day.
      await page.clock.setSystemTime(new Date('2026-11-26T11:30:00Z'));
      await app.open();
      await app.start();
      await app.answer('4.1', '3');
      const day = await page.evaluate(() => {
        const two = (n: number) => String(n).padStart(2, '0');
        const now = new Date();
        return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
      });
      expect(JSON.parse(await app.export()).answers['4.1'].on, timezoneId).toBe(day);
      await page.clock.setSystemTime(await page.evaluate(() => new Date(2026, 10, 26, 12).getTime()));
      await app.open();
      await page.reload();
      await app.sample('Software firm, 40 people');
      await app.go('Roadmap');
      plans.add(await page.getByText(/^Plan hash [0-9a-f]+:/).innerText());
    } finally {
      await context.close();
    }
  }
  expect(plans.size).toBe(1);
});

test('the hour that comes twice and the one that is left out change nothing', async ({ browser, origins }) => {
  fault('36', 'Daylight saving begins and ends', 8, 'The order of saves holds; the day is the local one');
  expect(origins.length).toBeGreaterThan(0);
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin', serviceWorkers: 'block' });
  try {
    const page = await context.newPage();
    const app = new App(page);
    const moments: [string, string][] = [
      // 2:30 summer time, 2:30 winter time, midnight on both sides.
      ['2026-10-24T22:05:00Z', '2026-10-25'],
      ['2026-10-25T00:30:00Z', '2026-10-25'],
      ['2026-10-25T01:30:00Z', '2026-10-25'],
      ['2026-10-25T22:55:00Z', '2026-10-25'],
      ['2026-10-25T23:05:00Z', '2026-10-26'],
      // 1:59 and 3:01.
      ['2027-03-28T00:59:00Z', '2027-03-28'],
      ['2027-03-28T01:01:00Z', '2027-03-28'],
      ['2027-03-28T22:05:00Z', '2027-03-29'],
    ];
    await page.clock.setSystemTime(new Date('2026-10-24T12:00:00Z'));
    await app.open();
    await app.start();
    for (const [n, [moment, day]] of moments.entries()) {
      await page.clock.setSystemTime(new Date(moment));
      await page.reload();
      const level = String(n % 5);
      await app.answer('4.1', level);
      await app.saved();
      expect(JSON.parse(await app.export()).answers['4.1'], moment).toMatchObject({ rating: n % 5, on: day });
    }
    await page.reload();
    await expect(app.question('4.1').getByRole('radio', { name: /^2\b/ })).toBeChecked();
  } finally {
    await context.close();
  }
});

for (const [where, place] of [['recovery', '#/recovery'], ['Your data', '#/privacy']] as const) {
  test(`everything on this device can be deleted on the page ${where}`, async ({ app, page, context }) => {
    fault('-', `Delete everything on this device (page ${where}), with a second page open`, 1, 'No key, record, cache or worker of ours is left, and no page writes it again');
    await app.open();
    await app.start();
    await app.answer('4.1', '3');
    await app.saved();
    const second = await another(context);
    await page.evaluate(() => localStorage.setItem('other-app', 'stays'));
    await app.open(place);
    await page.getByRole('button', { name: 'Delete everything on this device' }).click();
    expect(Object.keys(await deep(page))).not.toEqual([]);
    await page.getByRole('button', { name: 'Yes, delete everything' }).click();
    await expect(page.getByText('No assessment yet.')).toBeVisible();
    await expect(second.page.getByText('No assessment yet.')).toBeVisible();
    const kept = await app.kept();
    expect(Object.keys(kept)).toEqual(['other-app']);
    expect(await deep(page)).toEqual({});
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });
}
