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

function say(text) {
  byId("shell").hidden = false;
  byId("shell-text").textContent = text;
}

/** Everything that is kept on this device, as one text. */
function keptData() {
  const kept = {};
  for (let i = 0; i < localStorage.length; i += 1) {
    const key = localStorage.key(i);
    if (key.startsWith(PREFIX)) kept[key] = localStorage.getItem(key);
  }
  return JSON.stringify(kept, null, 2);
}

function download() {
  let text;
  try {
    text = keptData();
  } catch (error) {
    byId("crash-text").textContent = `The browser's storage cannot be read: ${error.message}`;
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "isms-gauge-rescue.json";
  link.click();
}

function crash(reason) {
  byId("app").inert = true;
  byId("crash").hidden = false;
  byId("crash-text").textContent = reason;
  byId("crash-download").focus();
}

byId("crash-download").addEventListener("click", download);
byId("crash-reload").addEventListener("click", () => location.reload());
const isTrap = (fault) =>
  typeof WebAssembly === "object" && fault instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => isTrap(event.error) && crash(String(event.error)));
addEventListener("unhandledrejection", (event) => isTrap(event.reason) && crash(String(event.reason)));

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
  language: ["\"en\", the only language so far", (value) => value === "en" && value],
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
  const { hostTitle, hostAccent, hostLanguage } = root.dataset;
  if (hostTitle) document.querySelector(".shell__name").textContent = document.title = hostTitle;
  if (hostAccent) root.style.setProperty("--host-accent", hostAccent);
  if (hostLanguage) root.lang = hostLanguage;
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

async function start() {
  const host = readHost();
  if (typeof WebAssembly !== "object") {
    say("This browser does not run WebAssembly, which the page needs. Any browser from 2023 on will do.");
    return;
  }
  const script = document.querySelector("script[data-wasm]");
  const preload = document.querySelector('link[rel="preload"][type="application/wasm"]');
  const wasm = fetch(new URL(script.dataset.wasm, document.baseURI), {
    integrity: preload ? preload.integrity : "",
    credentials: "same-origin",
  });
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

// Where it fails, as in a private window, the app works all the same, but needs the network.
addEventListener("load", () => keepForOffline().catch(() => {}));

start().catch((error) => {
  say(`The page could not be loaded: ${error.message}. Check the connection and load it again.`);
});
