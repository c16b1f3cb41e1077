// Run by `cargo xtask test --all-engines`: the flows in each engine that is there.
import { host } from './host.mjs';
import { FLOWS } from './flows.mjs';

const { DIST, FIREFOX, WEBKIT_DRIVER, WEBKIT, DISPLAY } = process.env;
const engines = [];
if (FIREFOX) {
  const { firefox } = await import('./firefox.mjs');
  engines.push(['Firefox', () => firefox(FIREFOX)]);
}
if (WEBKIT_DRIVER && WEBKIT) {
  const { webkit } = await import('./webkit.mjs');
  engines.push(['WebKitGTK', () => webkit({ driver: WEBKIT_DRIVER, browser: WEBKIT, display: DISPLAY })]);
}

const server = await host(DIST);
let [passed, failed] = [0, 0];
for (const [engine, start] of engines) {
  for (const [name, flow] of Object.entries(FLOWS)) {
    const began = Date.now();
    let said = '';
    try {
      const browser = await start();
      try {
        said = await Promise.race([
          flow({ ...browser, open: (place) => browser.open(`${server.address}${place}`) }),
          new Promise((_, fail) => setTimeout(() => fail(new Error('took more than two minutes')), 120_000).unref()),
        ]);
      } finally {
        await browser.close();
      }
      said = said ? `not run: ${said}` : 'ok';
      if (said === 'ok') passed += 1;
    } catch (fault) {
      failed += 1;
      said = `FAILED: ${fault.message}`;
    }
    console.log(`${engine}: ${name} ... ${said} (${Date.now() - began} ms)`);
  }
}
server.close();
console.log(`engines: ${passed} passed; ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
