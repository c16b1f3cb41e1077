// The kill switch. Put it in the place of sw.js: browsers that fetch it forget the files that were
// kept for offline use, and load everything from the server again next time. Answers are not touched.
addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const end = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(`isms-gauge ${registration.scope} `)) await caches.delete(name);
    }
    await registration.unregister();
  };
  event.waitUntil(end());
});
