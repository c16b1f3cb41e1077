// Starts the app. Plain JavaScript, so that it still works when the app does not:
// it refuses changed wasm, says in words what is missing, and hands out the data after a crash.

const PREFIX = "isms-gauge/";
// The page writes markup in two places only, both from its own program. What could run stays out
// there too, where the browser asks: `require-trusted-types-for 'script'` holds.
if (globalThis.trustedTypes) {
  // An attribute may follow a quote or a slash without a space.
  const RUNS = /^<(script|iframe|object|embed|base|link|meta)\b|[\s"'/](on\w+|srcdoc|formaction)\s*=/i;
  trustedTypes.createPolicy("default", {
    createHTML(text) {
      for (const [tag] of text.matchAll(/<(?:"[^"]*"|'[^']*'|[^'">])*>/g)) {
        const bare = tag.replace(/"[^"]*"|'[^']*'/g, '""');
        if (RUNS.test(bare) || /javascript:/i.test(tag)) {
          throw new TypeError(`markup that could run: ${bare}`);
        }
      }
      return text;
    },
    createScriptURL(address) {
      const { workbook } = document.querySelector("script[data-workbook]").dataset;
      const ours = ["sw.js", new URL(`${workbook}.js`, document.baseURI).href];
      if (!ours.includes(address)) throw new TypeError(`no script of this page: ${address}`);
      return address;
    },
  });
}

const byId = (id) => document.getElementById(id);

/** A sentence that stands in the page for us, in its language, with what it speaks of. */
const sentence = (name, what = "") => byId(`say-${name}`).textContent.replace("{}", () => what);

function say(text) {
  byId("shell").hidden = false;
  byId("shell-text").textContent = text;
  byId("shell-again").hidden = false;
}
byId("shell-again").addEventListener("click", () => location.reload());

// --- What is kept on this device -------------------------------------------------------------

let isCrashed = false;
const noLongerWrites = () => {
  if (isCrashed) throw new Error("the page has crashed and writes no more");
};

/** The database of texts. IndexedDB, because a browser that is killed forgets what local storage
 * acknowledged. A browser that never answers counts as one without. */
const TEXTS = "texts";
let database;
function open() {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("isms-gauge", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TEXTS);
    request.onsuccess = () => {
      const found = request.result;
      // Whoever deletes the database, or brings a newer one, is not kept waiting.
      found.onversionchange = () => {
        found.close();
        database = undefined;
      };
      found.onclose = () => {
        database = undefined;
        cleared();
      };
      resolve(found);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page holds the database"));
    setTimeout(() => reject(new Error("the database did not answer")), 5000);
  });
  database.catch(() => {
    database = undefined;
  });
  return database;
}

/** Does some work on the texts. Done means written to the disk. */
async function onTexts(mode, work) {
  let found = await open();
  const begin = () => found.transaction(TEXTS, mode, { durability: "strict" });
  let transaction;
  try {
    transaction = begin();
  } catch {
    // The browser closed it, as when its data is cleared.
    database = undefined;
    found = await open();
    transaction = begin();
  }
  return new Promise((resolve, reject) => {
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error ?? new Error("the database gave up"));
    work(transaction.objectStore(TEXTS), (value) => {
      result = value;
    });
  });
}

/** What is done when somebody has cleared our data while the page is open. */
let cleared = () => {};
addEventListener("storage", (event) => event.key === null && !isCrashed && cleared());

const below = (start) => IDBKeyRange.bound(start, `${start}\uffff`);
const get = (request, then) => {
  request.onsuccess = () => then(request.result);
};
const firstLine = (text) => text?.split("\n", 1)[0];

const texts = {
  get: (key) => onTexts("readonly", (store, give) => get(store.get(key), give)),
  keys: (start) => onTexts("readonly", (store, give) => get(store.getAllKeys(below(start)), give)),
  entries: (start) =>
    onTexts("readonly", (store, give) =>
      get(store.getAllKeys(below(start)), (keys) =>
        get(store.getAll(below(start)), (found) => give(keys.map((key, n) => [key, found[n]]))),
      ),
    ),
  async set(key, text) {
    noLongerWrites();
    await onTexts("readwrite", (store) => store.put(text, key));
  },
  async remove(key) {
    noLongerWrites();
    await onTexts("readwrite", (store) => store.delete(key));
  },
  /** Writes where the first line of what is there is as expected. Gives back whether it did, and
   * what stood there. */
  async swap(key, expected, text) {
    noLongerWrites();
    return onTexts("readwrite", (store, give) =>
      get(store.get(key), (there) => {
        const fits = firstLine(there) === expected;
        if (fits) store.put(text, key);
        give([fits, there]);
      }),
    );
  },
};

/** What local storage holds of ours. */
function localEntries() {
  const keys = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n));
  return keys.filter((key) => key.startsWith(PREFIX)).map((key) => [key, localStorage.getItem(key)]);
}

/** The record of a kept text: how new it is, and the text behind the first line. */
function record(text) {
  const end = text.indexOf("\n");
  try {
    const head = JSON.parse(text.slice(0, end));
    const body = text.slice(end + 1);
    const bytes = new TextEncoder().encode(body).length;
    if (head.format === "isms-gauge.record" && head.length === bytes) {
      return { rank: head.term * 2 ** 32 + head.revision, body };
    }
  } catch {
    // Not a record: from before there were any, or damaged. It is handed out as it lies.
  }
  return { rank: -1, body: text };
}

/** All assessments as a backup that the app can import: of each the newest copy. */
async function keptData() {
  const found = [];
  const faults = [];
  try {
    found.push(...localEntries().map(([key, text]) => [key.slice(PREFIX.length), text]));
  } catch (error) {
    faults.push(error);
  }
  try {
    found.push(...(await texts.entries("")));
  } catch (error) {
    faults.push(error);
  }
  if (faults.length === 2) throw faults[0];
  const newest = new Map();
  for (const [key, text] of found) {
    if (!key.startsWith("assessment/")) continue;
    const { rank, body } = record(text);
    if (rank >= (newest.get(key)?.rank ?? -2)) newest.set(key, { rank, body });
  }
  const day = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return JSON.stringify({
    format: "isms-gauge.backup",
    version: 1,
    made: `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`,
    assessments: [...newest.values()].map(({ body }) => body),
  }, null, 2);
}

/** Forgets everything of ours on this device, also what is kept for offline use. */
async function erase() {
  isCrashed = true;
  tell({ is: "erased" });
  const failed = [];
  const attempt = async (what, deed) => {
    try {
      await deed();
    } catch {
      failed.push(what);
    }
  };
  await attempt("local storage", () => {
    for (const [key] of localEntries()) localStorage.removeItem(key);
    sessionStorage.removeItem(CRASHES);
  });
  await attempt("database", async () => {
    (await database)?.close();
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase("isms-gauge");
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
      setTimeout(() => reject(new Error("another page holds the database")), 5000);
    });
  });
  await attempt("files for offline use", async () => {
    const registration = await navigator.serviceWorker?.getRegistration();
    for (const name of await (globalThis.caches?.keys() ?? [])) {
      if (name.startsWith("isms-gauge ")) await caches.delete(name);
    }
    await registration?.unregister();
  });
  isCrashed = failed.length === 0;
  return failed.join(", ");
}

// --- Several pages at once -------------------------------------------------------------------

const PAGE = globalThis.crypto?.randomUUID?.() ?? String(Math.random());
/** A page that gave no sign of life for so long has ended. */
const SILENCE = 5000;
const BEAT = 2000;
const held = new Map();
/** What a page does that asked without having the assessment open. */
const IDLE = { flush() {}, lost() {} };
let channel;
try {
  channel = new BroadcastChannel("isms-gauge");
  channel.onmessage = (event) => heard(event.data);
} catch {
  // Then pages see one another by the beat and by what is kept.
}
const listeners = new Set();
const tell = (message) => channel?.postMessage(message);

async function heard(message) {
  if (message.is === "erased") {
    isCrashed = true;
    location.replace(location.pathname);
    return;
  }
  const mine = message.is === "asked" && held.get(message.name);
  if (mine) {
    await mine.flush();
    lose(message.name);
    tell({ is: "given", name: message.name });
  }
  for (const listener of listeners) listener(message);
}

/** Ends the right to write, and tells the app. */
function lose(name) {
  const mine = held.get(name);
  held.delete(name);
  mine?.end();
  mine?.lost();
}

function beatOf(key) {
  try {
    const beat = JSON.parse(localStorage.getItem(key) ?? "null");
    return beat && beat.page !== PAGE && Math.abs(Date.now() - beat.at) < SILENCE ? beat : null;
  } catch {
    return null;
  }
}

/** The right to write where the browser knows no locks: a sign of life every two seconds. */
function claimByBeat(name, steals, mine) {
  const key = `${PREFIX}beat/${name}`;
  if (!steals && beatOf(key)) return "taken";
  const write = () => {
    try {
      if (!isCrashed) localStorage.setItem(key, JSON.stringify({ page: PAGE, at: Date.now() }));
    } catch {
      // A full or blocked store: the check of what is kept has to do.
    }
  };
  write();
  const beat = () => (beatOf(key) ? lose(name) : write());
  const timer = setInterval(beat, BEAT);
  const listen = (event) => event.key === key && beatOf(key) && lose(name);
  addEventListener("storage", listen);
  held.set(name, {
    ...IDLE,
    ...mine,
    users: 1,
    state: "beating",
    end: () => {
      clearInterval(timer);
      removeEventListener("storage", listen);
      try {
        if (!beatOf(key)) localStorage.removeItem(key);
      } catch {
        // Nothing was kept there.
      }
    },
  });
  return "beating";
}

async function claim(name, steals, mine) {
  const there = held.get(name);
  if (there) {
    // The page opens again what it is about to close.
    there.users += 1;
    Object.assign(there, mine);
    return there.state;
  }
  return new Promise((resolve) => {
    let wasGranted = false;
    const byBeat = () => resolve(claimByBeat(name, steals, mine));
    const granted = (lock) => {
      if (!lock) {
        resolve("taken");
        return null;
      }
      wasGranted = true;
      return new Promise((end) => {
        held.set(name, { ...IDLE, ...mine, end, users: 1, state: "held" });
        resolve("held");
      });
    };
    try {
      navigator.locks
        .request(`isms-gauge ${name}`, steals ? { steal: true } : { ifAvailable: true }, granted)
        // Stolen while it was held, or locks that may not be used.
        .catch(() => (wasGranted ? lose(name) : byBeat()));
    } catch {
      byBeat();
    }
  });
}

/** What the app asks of the page around it. */
globalThis.ismsGauge = {
  page: PAGE,
  ...texts,
  isCrashed: () => isCrashed,
  onCleared(call) {
    cleared = call;
  },
  erase,
  /** Asks to be the only page that writes an assessment: `held`, `beating`, or `taken`. */
  claim: (name, flush, lost) => claim(name, false, { flush, lost }),
  claimBriefly: (name) => claim(name, false),
  /** Asks the page that writes to keep its work and step back, then takes its place. */
  async takeOver(name, flush, lost) {
    const given = new Promise((resolve) => {
      const listener = (message) => {
        if (message.is !== "given" || message.name !== name) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
      setTimeout(resolve, 2000);
    });
    tell({ is: "asked", name });
    await given;
    const mine = { flush, lost };
    const state = await claim(name, false, mine);
    // It is frozen or hangs.
    return state === "taken" ? claim(name, true, mine) : state;
  },
  release(name) {
    const mine = held.get(name);
    if (!mine) return;
    mine.users -= 1;
    if (mine.users > 0) return;
    held.delete(name);
    mine.end();
  },
  crash: (message) => crash(message),
  isSafe: () => isSafe,
  /** Asks the browser not to throw our data away when it needs room. */
  async persist(isWanted) {
    // Firefox asks the person, who should know by then what for.
    const wouldAsk = navigator.userAgent.includes("Firefox");
    if (isWanted || !wouldAsk) await navigator.storage?.persist?.();
  },
};

// --- After a crash ---------------------------------------------------------------------------

const CRASHES = `${PREFIX}crashes`;
/** So many crashes within a minute, and no assessment is opened by itself. */
const MANY = 3;

function crashTimes() {
  try {
    const times = JSON.parse(sessionStorage.getItem(CRASHES) ?? "[]");
    return times.filter((at) => Math.abs(Date.now() - at) < 60_000);
  } catch {
    return [];
  }
}
const isSafe = crashTimes().length >= MANY;

async function download() {
  let text;
  try {
    text = await keptData();
  } catch (error) {
    byId("crash-text").textContent = sentence("unreadable", error.message);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "isms-gauge-rescue.json";
  link.click();
}

/** Ends the app and says so. Whatever the app still holds may be half changed, so from here on it
 * writes nothing and cannot be used. */
function crash(reason) {
  if (isCrashed) return;
  isCrashed = true;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const part of document.body.children) {
    if (part.id !== "crash") part.inert = true;
  }
  try {
    sessionStorage.setItem(CRASHES, JSON.stringify([...crashTimes(), Date.now()]));
  } catch {
    // Then crashes are not counted.
  }
  byId("shell").hidden = true;
  byId("crash").hidden = false;
  byId("crash-text").textContent = reason;
  byId("crash-download").focus();
}

function copyReport() {
  const script = document.querySelector("script[data-js]");
  const report = `ISMS Gauge ${script.dataset.js}\n${byId("crash-text").textContent}\n${navigator.userAgent}`;
  const done = () => {
    byId("crash-copy").textContent = sentence("copied");
  };
  navigator.clipboard?.writeText(report).then(done, () => {
    byId("crash-text").textContent = report;
  });
}

byId("crash-download").addEventListener("click", download);
byId("crash-reload").addEventListener("click", () => location.reload());
byId("crash-copy").addEventListener("click", copyReport);
byId("crash-away").addEventListener("click", () => {
  location.hash = "#/";
  location.reload();
});
// A trap, or an exception of the browser's that went through the app and left it half done.
const isOurs = (fault) =>
  (typeof WebAssembly === "object" && fault instanceof WebAssembly.RuntimeError) ||
  /wasm-function|\.wasm\b/.test(fault?.stack ?? "");
addEventListener("error", (event) => isOurs(event.error) && crash(String(event.error)));
addEventListener("unhandledrejection", (event) => isOurs(event.reason) && crash(String(event.reason)));

// --- The start -------------------------------------------------------------------------------

// What the host of these files may set in config.json, and what each field has to be.
const HOST_PAGES = [
  "overview", "questions", "interviews", "checks", "evidence", "documents", "controls", "findings", "readiness",
  "gaps", "roadmap", "work", "what-if", "charts", "report", "profile", "data",
];
const address = (value) => {
  try {
    const { protocol, href } = new URL(value, document.baseURI);
    return typeof value === "string" && /^https?:$/.test(protocol) && href;
  } catch {
    return false;
  }
};
const HOST = {
  title: ["a text of 1 to 40 characters", (value) => typeof value === "string" && /\S/.test(value) && value.length <= 40 && value],
  logo: ["a picture on this host", (value) => String(address(value)).startsWith(`${location.origin}/`) && address(value)],
  accent: ["a colour such as #0b6e4f", (value) => /^#[\da-f]{6}$/i.test(value) && value],
  imprint: ["an address that begins with https:// or is relative", address],
  privacy: ["an address that begins with https:// or is relative", address],
  language: ["one of en, de, fr", (value) => ["en", "de", "fr"].includes(value) && value],
  pages: [`a list of some of: ${HOST_PAGES.join(", ")}`, (value) => Array.isArray(value) && value.every((page) => HOST_PAGES.includes(page)) && value.join(" ")],
};

/** Reads what the host set and leaves it as attributes of the page, for the app and the styles. */
async function readHost() {
  const root = document.documentElement;
  if (new URLSearchParams(location.search).get("embed") === "1") root.dataset.embed = "";
  let text;
  try {
    const response = await fetch("config.json", { credentials: "same-origin" });
    // Without the file, and without a network, there are the defaults.
    if (!response.ok) return;
    text = await response.text();
  } catch {
    return;
  }
  const faults = [];
  for (const [field, value] of Object.entries(settings(text, faults))) {
    const [wanted, read] = HOST[field] ?? [];
    const found = read?.(value);
    if (found) root.setAttribute(`data-host-${field}`, found);
    else if (read) faults.push(`${field} is ${JSON.stringify(value)}, but should be ${wanted}`);
    else faults.push(`there is no field ${field}; there are ${Object.keys(HOST).join(", ")}`);
  }
  const { hostTitle, hostAccent } = root.dataset;
  if (hostTitle) document.querySelector(".shell__name").textContent = document.title = hostTitle;
  if (hostAccent) root.style.setProperty("--host-accent", hostAccent);
  if (faults.length === 0) return;
  root.dataset.hostFaults = faults.join("\n");
  console.warn(`config.json: ${faults.join("; ")}. The rest of the file holds.`);
}

/** The fields of the host's file; none where it is not one object. */
function settings(text, faults) {
  try {
    const tree = JSON.parse(text);
    if (tree?.constructor === Object) return tree;
    faults.push("the file should hold one object, as {}");
  } catch (error) {
    faults.push(`the file is not JSON: ${error.message}`);
  }
  return {};
}

/** Says what stands in the page in the language that was chosen. The app does so when it starts;
 * this is for a page whose app did not. */
async function speak() {
  const { documentElement: root } = document;
  const tag = localStorage.getItem(`${PREFIX}language`) ?? root.dataset.hostLanguage;
  if (!["de", "fr"].includes(tag) || root.lang === tag) return;
  const { phrases } = await (await fetch(`words/${tag}.json`, { credentials: "same-origin" })).json();
  for (const said of document.querySelectorAll("[data-say]")) {
    said.textContent = phrases[said.textContent] ?? said.textContent;
  }
  root.lang = tag;
}

/** Says why there is no app: at once, and in the chosen language as soon as its words are there. */
function sayInOwnLanguage(name, what) {
  say(sentence(name, what));
  // Without them, English has to do.
  speak().then(() => say(sentence(name, what)), () => {});
}

async function start() {
  const host = readHost();
  if (typeof WebAssembly !== "object") {
    sayInOwnLanguage("old");
    return;
  }
  const script = document.querySelector("script[data-wasm]");
  const preload = document.querySelector('link[rel="preload"][type="application/wasm"]');
  const wasm = fetch(new URL(script.dataset.wasm, document.baseURI), {
    integrity: preload ? preload.integrity : "",
    credentials: "same-origin",
  });
  // It is waited for below; what fails before is said there.
  wasm.catch(() => {});
  const app = await import(new URL(script.dataset.js, document.baseURI));
  const response = await wasm;
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  await host;
  await app.default({ module_or_path: response });
}

/** Loads a script of ours, which must be the one that was built. */
function checkedScript(url, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.crossOrigin = "anonymous";
    script.integrity = integrity;
    script.src = url;
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      // So that the next try asks the server again.
      script.remove();
      reject(new Error("its script could not be fetched, or is not the one that was built"));
    });
    document.head.append(script);
  });
}

/** What writes workbooks is a wasm of its own, fetched when somebody first wants one. */
async function loadWriter() {
  const { workbook, workbookJs, workbookWasm } = document.querySelector("script[data-workbook]").dataset;
  const url = (ending) => new URL(workbook + ending, document.baseURI).href;
  await checkedScript(url(".js"), workbookJs);
  const writer = await import(url(".js"));
  await writer.default({ module_or_path: fetch(url("_bg.wasm"), { integrity: workbookWasm }) });
  return writer;
}

let writer;

/** The bytes of a workbook; the app calls it. */
globalThis.ismsGaugeWorkbook = async (tables, day) => {
  writer ??= loadWriter().catch((error) => {
    writer = undefined;
    throw error;
  });
  return (await writer).workbook(tables, day);
};

/** Lets the app open without a network, and offers a new version when there is one. */
async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("sw.js");
  // What can be kept can be installed; nobody waits for it.
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: "manifest.webmanifest" }));
  const offer = () => {
    // The first worker of all has nothing to replace.
    if (registration.waiting && navigator.serviceWorker.controller) byId("update").hidden = false;
  };
  const follow = () => registration.installing?.addEventListener("statechange", offer);
  registration.addEventListener("updatefound", follow);
  follow();
  offer();
  byId("update-now").addEventListener("click", () => {
    // Whoever loads anew keeps the work first: the app does so when its page is left.
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    registration.waiting?.postMessage("take over");
  });
}

/** Resolves once the app stands in the page and the device has nothing better to do. */
function opened() {
  const shell = byId("shell");
  return new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (!shell.hidden) return;
      observer.disconnect();
      // Not every browser says when it is idle.
      if ("requestIdleCallback" in window) requestIdleCallback(resolve, { timeout: 2000 });
      else setTimeout(resolve, 200);
    }).observe(shell, { attributes: true });
  });
}

// What is kept for later must not slow down what is asked for now; a page that could not be opened
// may be mended by a new version. Where it fails, as in a private window, the app works all the same,
// but needs the network.
const offline = () => keepForOffline().catch(() => {});
opened().then(offline);

start().catch((error) => {
  sayInOwnLanguage("failed", error.message);
  offline();
});
