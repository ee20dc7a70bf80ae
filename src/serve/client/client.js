// Keeps the page up to date with its sources while it is served.

if (window.__recto) return;
window.__recto = true;
const script = document.currentScript;
let build = script ? script.dataset.build : "";
let socket = null;
// The page as it was loaded, without this script; null if it is not known.
let loaded = null;

// What is sent before the connection is open follows as soon as it is.
let unsent = [];
const send = (message) => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  else unsent.push(message);
};
const overlay = createOverlay((at) => send({ type: "open", ...at }));

const fetchPage = async () => {
  const response = await fetch(`/__recto/page?path=${encodeURIComponent(location.pathname)}`, { cache: "no-store" });
  return response.ok ? { text: await response.text(), build: response.headers.get("recto-build") } : null;
};

// What a reload would lose is kept for the page that follows it.
const KEPT = "recto-kept";
const keyOf = (element, index) => `${index}#${element.id || element.name || ""}`;
const FIELDS = "input:not([type=password]):not([type=file]), textarea, select";

const reload = () => {
  const fields = [...document.querySelectorAll(FIELDS)].map((field, index) => [keyOf(field, index), field.value, field.checked]);
  const details = [...document.querySelectorAll("details")].map((element, index) => [keyOf(element, index), element.open]);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, fields, details }));
  } catch { /* The browser stores nothing. */ }
  location.reload();
};

const restore = () => {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch { /* Nothing is kept. */ }
  if (!kept || kept.path !== location.pathname) return;
  history.scrollRestoration = "manual";
  const state = () => {
    const details = new Map(kept.details);
    document.querySelectorAll("details").forEach((element, index) => { element.open = details.get(keyOf(element, index)) ?? element.open; });
    const fields = new Map(kept.fields.map(([key, value, checked]) => [key, { value, checked }]));
    document.querySelectorAll(FIELDS).forEach((field, index) => {
      const field_ = fields.get(keyOf(field, index));
      if (!field_) return;
      field.value = field_.value;
      if ("checked" in field) field.checked = field_.checked;
    });
  };
  const scroll = () => window.scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  const all = () => { state(); scroll(); };
  if (document.readyState === "loading") window.addEventListener("DOMContentLoaded", all); else all();
  // The height of a page may change until its images are loaded.
  window.addEventListener("load", scroll);
};

const patchOrReload = async () => {
  const fresh = await fetchPage().catch(() => null);
  if (!fresh || loaded === null) { reload(); return; }
  if (fresh.text !== loaded) {
    let patched = false;
    try { patched = isPatched(loaded, fresh.text); } catch { /* The page is reloaded. */ }
    if (!patched) { reload(); return; }
    loaded = fresh.text;
  }
  build = fresh.build;
  document.dispatchEvent(new CustomEvent("recto:patched"));
};

const pathOf = (address) => {
  try {
    const url = new URL(address, document.baseURI);
    return url.host === location.host || url.hostname === "localhost" || url.hostname === "127.0.0.1" ? decodeURI(url.pathname) : null;
  } catch { return null; }
};

const isStyle = (path) => /\.css(\.map)?$/.test(path);
const isImage = (path) => /\.(png|jpe?g|gif|svg|webp|avif|ico|bmp|apng)$/i.test(path);
const renewed = (address) => {
  const url = new URL(address, document.baseURI);
  url.searchParams.set("recto", build);
  return url.href;
};

// A style sheet is replaced when its new state is loaded, so that nothing flickers.
const swapStyles = (changed) => {
  for (const old of document.querySelectorAll("link[rel~=stylesheet][href]")) {
    if (!changed(pathOf(old.href))) continue;
    const fresh = old.cloneNode();
    fresh.href = renewed(old.href);
    fresh.addEventListener("load", () => old.remove());
    fresh.addEventListener("error", () => fresh.remove());
    old.after(fresh);
  }
};

const swapImages = (changed) => {
  for (const image of document.querySelectorAll("img, picture source, video[poster], link[rel~=icon]")) {
    for (const name of ["src", "poster", "href"]) {
      const address = image.getAttribute(name);
      if (address && changed(pathOf(address))) image.setAttribute(name, renewed(address));
    }
    const set = image.getAttribute("srcset");
    if (set) image.setAttribute("srcset", set.replace(/[^\s,]\S*[^\s,]/g, (part) => (changed(pathOf(part)) ? renewed(part) : part)));
  }
};

const swapFiles = (paths) => {
  const known = new Set(paths.map((path) => decodeURI(path)));
  const used = new Set(performance.getEntriesByType("resource").map((entry) => pathOf(entry.name)));
  const changed = (path) => path !== null && known.has(path);
  const others = [...known].filter((path) => used.has(path) && !isStyle(path) && !isImage(path));
  if (others.length > 0) { reload(); return; }
  // A style sheet may import others, or show an image.
  const styles = [...known].filter((path) => isStyle(path) || (isImage(path) && used.has(path)));
  const linked = (path) => changed(path) || (path !== null && styles.length > 0 && !styles.every((style) => isLinked(style)));
  if (styles.length > 0) swapStyles(linked);
  swapImages(changed);
};

const isLinked = (path) => [...document.querySelectorAll("link[rel~=stylesheet][href], img, source, link[rel~=icon]")].some((element) => pathOf(element.href || element.currentSrc || element.src) === path);

const changed = async ({ build: next, page, paths }) => {
  if (page) await patchOrReload();
  if (paths === null) {
    if (!page) reload();
    else swapStyles((path) => path !== null);
    return;
  }
  build = next;
  if (paths.length > 0) swapFiles(paths);
};

const receive = {
  changed,
  diagnostics: (report) => overlay.show(report),
  opened: ({ place, error }) => overlay.note(error ?? `Opened ${place.path}:${place.line}`),
};

// The server sends events in order, and each is finished before the next one starts.
let queue = Promise.resolve();
const connect = () => {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}/__recto/socket`);
  socket.addEventListener("open", () => {
    send({ type: "hello", path: location.pathname, build });
    const waiting = unsent;
    unsent = [];
    waiting.forEach(send);
  });
  socket.addEventListener("message", (event) => {
    const message = JSON.parse(event.data);
    queue = queue.then(() => receive[message.type]?.(message)).catch(() => {});
  });
  socket.addEventListener("close", () => setTimeout(connect, document.hidden ? 2000 : 300));
};

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, caption, figcaption, blockquote, pre, summary, label, button, a, div";
const textOf = (element) => element.textContent.replace(/\s+/g, " ").trim().slice(0, 400);

// Alt-click on a text opens its source.
document.addEventListener("click", (event) => {
  if (!event.altKey || event.composedPath().some((node) => node.id === "recto-diagnostics")) return;
  const element = event.target.closest?.(BLOCKS);
  if (!element) return;
  event.preventDefault();
  event.stopPropagation();
  const text = textOf(element);
  const same = [...document.querySelectorAll(element.localName)].filter((other) => textOf(other) === text);
  send({ type: "locate", text, nth: Math.max(0, same.indexOf(element)) });
}, true);

window.addEventListener("pageshow", (event) => { if (event.persisted) reload(); });
restore();
connect();
// The page as it was built; later than all that the page itself loads.
const start = async () => {
  const page = await fetchPage().catch(() => null);
  if (page && page.build === build) loaded = page.text;
};
if (document.readyState === "complete") start(); else window.addEventListener("load", start);
