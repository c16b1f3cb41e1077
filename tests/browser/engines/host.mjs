// A static host for `dist/` that can put a fault into the page before the app starts.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.md': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** What may go wrong, by the word behind `?`: a script that runs before all others. */
const FAULTS = {
  blocked: `for (const name of ['localStorage', 'indexedDB']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });
  }`,
};

export async function host(dist) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://x');
    const name = normalize(decodeURIComponent(url.pathname)).replace(/^[/\\]+/, '') || 'index.html';
    try {
      const fault = FAULTS[name.replace(/^fault-(\w+)\.js$/, '$1')];
      let body = fault ?? (await readFile(join(dist, name)));
      const asked = url.search.slice(1);
      if (name === 'index.html' && asked in FAULTS) {
        body = body.toString().replace('<meta', `<script src="fault-${asked}.js"></script><meta`);
      }
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.closeAllConnections() ?? server.close() };
}
