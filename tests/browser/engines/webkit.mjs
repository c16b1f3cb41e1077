// WebKitGTK by WebDriver, as its own driver speaks it.
import { spawn } from 'node:child_process';

const BROWSER = 'MiniBrowser';

export async function webkit({ driver, browser, display }) {
  const port = 20000 + Math.floor(Math.random() * 20000);
  const process_ = spawn(driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
  });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(90_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries += 1) {
    try {
      await ask('GET', '/status');
      break;
    } catch (fault) {
      if (tries > 50) throw fault;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  const options = { binary: browser, args: ['--automation'] };
  const session = await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  });
  const at = `/session/${session.sessionId}`;
  await ask('POST', `${at}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  return {
    version: `${BROWSER} ${session.capabilities.browserVersion}`,
    open: (url) => ask('POST', `${at}/url`, { url }),
    reload: () => ask('POST', `${at}/refresh`, {}),
    async run(body, ...args) {
      const script = `const done = arguments[arguments.length - 1];
        (async (...args) => { ${body} })(...${JSON.stringify(args)})
          .then((value) => done({ value }), (fault) => done({ fault: String(fault) }));`;
      const { value, fault } = await ask('POST', `${at}/execute/async`, { script, args: [] });
      if (fault) throw new Error(fault);
      return value;
    },
    // A session of the driver keeps nothing beyond itself.
    restart: undefined,
    async close() {
      await ask('DELETE', at).catch(() => {});
      process_.kill();
    },
  };
}
