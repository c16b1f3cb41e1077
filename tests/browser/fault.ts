// What the tests of faults share: the note that ends up in the table, and ways to break things.
import { type BrowserContext, type CDPSession, type Page, test as plain } from '@playwright/test';
import { App, expect, test as base } from './app';

/** Notes which fault a test provokes, how often, and what must come out of it. */
export function fault(number: string, what: string, runs: number, outcome: string) {
  plain.info().annotations.push({
    type: 'fault',
    description: JSON.stringify({ number, what, runs, outcome }),
  });
}

/** For pages that are meant to break: faults in the page are what the test is about. */
export const broken = base.extend<{ promises: void }>({
  promises: [async ({}, use) => use(), { auto: true }],
});

/** A second page of the same browser. */
export async function another(context: BrowserContext, place = ''): Promise<App> {
  const app = new App(await context.newPage());
  await app.open(place);
  return app;
}

export const status = (app: App) => app.page.locator('.workbar__state [role=status]');

/** Fills the origin's local storage to the last character. */
export async function fillUp(page: Page) {
  await page.evaluate(() => {
    let size = 1024 * 1024;
    for (let n = 0; size >= 1; n += 1) {
      try {
        localStorage.setItem(`filler-${n}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
  });
}

async function emptyAgain(page: Page) {
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('filler')) localStorage.removeItem(key);
    }
  });
}

/** Lets every write to the database end as the browser ends it when the disk is full. */
async function fullDatabase(page: Page, isFull: boolean) {
  await page.evaluate((isFull) => {
    const put = ((globalThis as any).realPut ??= IDBObjectStore.prototype.put);
    IDBObjectStore.prototype.put = isFull
      ? function (this: IDBObjectStore, ...args: [any, any]) {
          const request = put.apply(this, args);
          this.transaction.abort();
          return request;
        }
      : put;
  }, isFull);
}

/** From here on there is no room for another save. */
export async function noRoom(page: Page) {
  await fillUp(page);
  await fullDatabase(page, true);
}

/** There is room again. */
export async function roomAgain(page: Page) {
  await emptyAgain(page);
  await fullDatabase(page, false);
}

/** Begins an assessment, gives an answer for which there is no room, and goes to the start page. */
export async function leaveUnsaved(app: App): Promise<string> {
  await app.open();
  const id = await app.start();
  await app.answer('4.1', '1');
  await app.saved();
  await noRoom(app.page);
  await app.answer('4.2', '3');
  await expect(status(app)).toHaveText('Not saved');
  await app.page.getByRole('link', { name: 'ISMS Gauge' }).click();
  await expect(app.page.locator('.shelf__item')).toContainText('in this page only');
  return id;
}

/** Every text of the app's database, under its key. */
export async function deep(page: Page): Promise<Record<string, string>> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('isms-gauge');
        // Where the app has made none yet, looking must not make one.
        open.onupgradeneeded = () => open.transaction!.abort();
        open.onerror = () => (open.error?.name === 'AbortError' ? resolve({}) : reject(open.error));
        open.onsuccess = () => {
          const found: Record<string, string> = {};
          const cursor = open.result.transaction('texts').objectStore('texts').openCursor();
          cursor.onerror = () => reject(cursor.error);
          cursor.onsuccess = () => {
            const at = cursor.result;
            if (!at) {
              open.result.close();
              resolve(found);
              return;
            }
            found[String(at.key)] = at.value;
            at.continue();
          };
        };
      }),
  );
}

/** Changes a text of the app's database behind its back; null takes it away. */
export async function plantDeep(page: Page, key: string, text: string | null) {
  await page.evaluate(
    ([key, text]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('isms-gauge');
        // Where the app has made none yet, looking must not make one.
        open.onupgradeneeded = () => open.transaction!.abort();
        open.onerror = () => (open.error?.name === 'AbortError' ? resolve({}) : reject(open.error));
        open.onsuccess = () => {
          const transaction = open.result.transaction('texts', 'readwrite');
          const store = transaction.objectStore('texts');
          if (text === null) store.delete(key!);
          else store.put(text, key!);
          transaction.oncomplete = () => {
            open.result.close();
            resolve();
          };
          transaction.onabort = () => reject(transaction.error);
        };
      }),
    [key, text] as const,
  );
}

export async function cdp(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

export { App, base as test, expect };
