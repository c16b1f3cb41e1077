// Keeps the app's own files, so that it opens without a network. It keeps nothing else and asks
// nobody else: the list is made by the build, and a new build is a new list.
const NAME = `isms-gauge ${registration.scope} VERSION`;
const FILES = PRECACHE;

addEventListener("install", (event) => {
  // All of them, as they were built, or none: then the version before goes on.
  const fetched = FILES.map(
    ([file, integrity]) => new Request(file, { cache: "no-cache", redirect: "error", integrity }),
  );
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fetched)));
});

addEventListener("activate", (event) => {
  const ours = `isms-gauge ${registration.scope} `;
  const forgetOlder = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(ours) && name !== NAME) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(forgetOlder());
});

// The page asks for it once its work is kept.
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});

async function renewed(cache, request) {
  try {
    const response = await fetch(request, { cache: "no-cache" });
    if (response.ok) await cache.put(request, response);
  } catch {
    // Without a network the one that is kept stays.
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  const answer = async () => {
    const cache = await caches.open(NAME);
    // What the host sets may change without a new build: the next visit has it.
    if (request.url === new URL("config.json", registration.scope).href) event.waitUntil(renewed(cache, request));
    const wanted = request.mode === "navigate" ? "./" : request;
    return (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(request);
  };
  event.respondWith(answer());
});
