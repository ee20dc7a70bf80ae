// Part of recto's development server; not part of the site.
(() => {
  "use strict";
  if (window.__recto) return;
  window.__recto = true;
  let build = document.currentScript ? document.currentScript.dataset.build : "0";
  const PLACE = "recto-scroll";
  const store = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* storage is off */ } };

  // The place on the page outlives a reload, also on pages whose height settles late.
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    if (kept && kept.path === location.pathname) {
      history.scrollRestoration = "manual";
      const back = () => window.scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
      if (document.readyState === "complete") back(); else { window.addEventListener("DOMContentLoaded", back); window.addEventListener("load", back); }
    }
  } catch { /* nothing kept */ }

  const reload = () => {
    store(PLACE, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    location.reload();
  };

  // Each sheet is replaced by its new state once that is loaded, so nothing flickers.
  const styles = () => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const url = new URL(old.href);
      if (url.origin !== location.origin) continue;
      url.searchParams.set("recto", build);
      const fresh = old.cloneNode();
      fresh.href = url.href;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => fresh.remove());
      old.after(fresh);
    }
  };

  let overlay = null;
  const clear = () => { if (overlay) { overlay.remove(); overlay = null; } };
  const show = (text) => {
    clear();
    overlay = document.createElement("div");
    overlay.id = "recto-errors";
    overlay.setAttribute("role", "alertdialog");
    overlay.setAttribute("aria-label", "The site could not be built");
    const root = overlay.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = ":host{all:initial}div{position:fixed;inset:0;z-index:2147483647;overflow:auto;padding:2rem;background:rgb(20 22 26 / .94);color:#f2f2f2;font:15px/1.5 system-ui,sans-serif}section{max-width:64rem;margin:auto}h1{font-size:1.25rem;margin:0 0 .5rem;color:#ff9d9d}pre{font:13px/1.55 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:#000;padding:1rem;border-radius:.5rem}button{font:inherit;padding:.35rem .9rem;border:1px solid #888;border-radius:.4rem;background:none;color:inherit;cursor:pointer}";
    const back = document.createElement("div");
    const section = document.createElement("section");
    const title = document.createElement("h1");
    title.textContent = "The site could not be built";
    const note = document.createElement("p");
    note.textContent = "Below is the last good state. This goes away when the fault is mended.";
    const pre = document.createElement("pre");
    pre.textContent = text;
    const button = document.createElement("button");
    button.textContent = "Hide";
    button.addEventListener("click", clear);
    section.append(title, note, pre, button);
    back.append(section);
    root.append(style, back);
    overlay.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
    document.documentElement.append(overlay);
    button.focus();
  };

  const listen = () => {
    const events = new EventSource("/__recto/events?build=" + encodeURIComponent(build) + "&path=" + encodeURIComponent(location.pathname));
    const at = (name, then) => events.addEventListener(name, (event) => { if (name !== "failed") { build = event.data; clear(); } then(event.data); });
    at("reload", reload);
    at("styles", styles);
    at("mended", () => {});
    at("failed", show);
    window.addEventListener("pagehide", () => events.close());
    window.addEventListener("pageshow", (event) => { if (event.persisted) reload(); });
  };
  listen();
})();
