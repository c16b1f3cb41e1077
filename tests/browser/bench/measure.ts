// How figures are taken: what stops the clock is always a painted frame, never a DOM change alone.
import { appendFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';

/** How fast the device and its connection are. */
export type Profile = { name: string; cpu: number; network?: { latency: number; bitsPerSecond: number } };

export const PLAIN: Profile = { name: 'unthrottled', cpu: 1 };
export const SLOW: Profile = { name: '4x', cpu: 4 };
export const MOBILE: Profile = { name: 'mobile', cpu: 4, network: { latency: 150, bitsPerSecond: 1.6e6 } };

export async function throttle(page: Page, { cpu, network }: Profile): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) {
    const throughput = network.bitsPerSecond / 8;
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: network.latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  await session.send('Performance.enable');
  return session;
}

/** Writes a figure down: `found` counts, the rest is its range. */
export function record(name: string, found: number, values: number[] = []) {
  const figure = { name, found, ...(values.length > 0 && { lowest: Math.min(...values), highest: Math.max(...values) }) };
  appendFileSync(process.env.BENCH_FIGURES!, `${JSON.stringify(figure)}\n`);
}

/** The value below which a share of the values lies. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values: number[]) => quantile(values, 0.5);

/** Time in milliseconds that the main thread was at work so far. */
export async function work(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** JS heap after collection and the wasm's memory, in bytes. */
export async function memory(page: Page, session: CDPSession): Promise<number> {
  // Twice: what the first collection finishes, the second takes.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(async () => {
    const { dataset } = document.querySelector<HTMLScriptElement>('script[data-js]')!;
    const app = await import(new URL(dataset.js!, document.baseURI).href);
    // Started already, so this only hands out what is there.
    return (await app.default()).memory.buffer.byteLength as number;
  });
  return usedSize + wasm;
}

/** Tools that the page needs for it: `painted` waits for the next frame to be on the screen. */
export async function prepare(page: Page) {
  await page.addInitScript(() => {
    const bench = {
      painted: () =>
        new Promise<number>((done) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => done(performance.now());
            channel.port2.postMessage(0);
          }),
        ),
      /** When an element that fits first is there and painted, in time since the page began. */
      there: async (fits: () => boolean): Promise<number> => {
        if (!fits()) {
          await new Promise<void>((done) => {
            const observer = new MutationObserver(() => {
              if (!fits()) return;
              observer.disconnect();
              done();
            });
            observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          });
        }
        return bench.painted();
      },
      press: { release: 0, paint: 0, saved: 0 },
    };
    Object.assign(globalThis, { bench });
    // Before any listener of the page, so that what the page does once it is painted is not counted.
    addEventListener(
      'click',
      async (event) => {
        const { press } = bench;
        // A click on a label is followed by one on its field, which is the same press.
        if (!event.isTrusted || event.timeStamp === press.release) return;
        press.release = event.timeStamp;
        press.paint = (await bench.painted()) - press.release;
      },
      { capture: true },
    );
  });
}

declare global {
  // eslint-disable-next-line no-var
  var bench: {
    painted(): Promise<number>;
    there(fits: () => boolean): Promise<number>;
    /** The last press: when the button was let go, and how much later it was painted and saved. */
    press: { release: number; paint: number; saved: number };
  };
}
