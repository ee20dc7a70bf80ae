// Shows the diagnostics of the last build in a panel at the lower edge of the window, which folds into a badge.

const PANEL_STYLE = `
:host { all: initial; }
* { box-sizing: border-box; }
.panel, .badge, .note { position: fixed; z-index: 2147483647; font: 14px/1.5 system-ui, sans-serif; color: #f4f4f5; background: rgb(24 26 31 / .9); backdrop-filter: blur(4px); border: 1px solid rgb(255 255 255 / .2); }
.panel { left: 0; right: 0; bottom: 0; max-height: min(45vh, 30rem); overflow: auto; border-width: 1px 0 0; padding: .75rem 1rem 1rem; }
.badge { right: 1rem; bottom: 1rem; border-radius: 1rem; padding: .2rem .8rem; cursor: pointer; }
.note { left: 50%; bottom: 1rem; transform: translateX(-50%); border-radius: .4rem; padding: .3rem .8rem; }
.error { color: #ff9d9d; } .warning { color: #ffd479; }
header { display: flex; gap: 1rem; align-items: baseline; position: sticky; top: -.75rem; background: inherit; padding: .25rem 0; }
header p { margin: 0; flex: 1; }
article { margin-top: .75rem; }
article p { margin: 0; }
pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; margin: .25rem 0; padding: .4rem .6rem; overflow-x: auto; background: rgb(0 0 0 / .5); border-radius: .3rem; }
mark { background: none; color: inherit; text-decoration: underline wavy #ff9d9d; text-underline-offset: 3px; }
button { font: inherit; color: inherit; background: none; border: 1px solid rgb(255 255 255 / .35); border-radius: .3rem; padding: .1rem .6rem; cursor: pointer; }
button.place { border: 0; padding: 0; text-decoration: underline; color: #a5c8ff; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; }
button:focus-visible { outline: 2px solid #a5c8ff; outline-offset: 2px; }`;

const createElement = (name, properties, ...children) => {
  const element = document.createElementNS("http://www.w3.org/1999/xhtml", name);
  Object.assign(element, properties);
  element.append(...children);
  return element;
};

// `open` is called with the place of a diagnostic that the user wants to see in the editor.
const createOverlay = (open) => {
  const host = createElement("div", { id: "recto-diagnostics" });
  const root = host.attachShadow({ mode: "open" });
  // Unlike a style element, this needs no permission from the content security policy of the page.
  const style = new CSSStyleSheet();
  style.replaceSync(PANEL_STYLE);
  root.adoptedStyleSheets = [style];
  let report = { failed: false, items: [] };
  let folded = true;
  let noteTimer = 0;

  const count = (severity) => {
    const number = report.items.filter((item) => item.severity === severity).length;
    return number === 0 ? [] : [`${number} ${severity}${number === 1 ? "" : "s"}`];
  };

  const place = (at) => {
    const button = createElement("button", { className: "place", type: "button", title: "Open in the editor" }, `${at.path}:${at.line}:${at.column}`);
    button.addEventListener("click", () => open(at));
    return button;
  };

  const excerpt = (item) => {
    const characters = [...item.excerpt];
    const [before, marked] = item.marked;
    const part = (from, to) => characters.slice(from, to).join("");
    return createElement("pre", {}, part(0, before), createElement("mark", {}, part(before, before + marked)), part(before + marked));
  };

  const entry = (item) => {
    const article = createElement("article", {}, createElement("p", {}, createElement("strong", { className: item.severity }, `${item.severity}[${item.code}]`), `: ${item.message}`));
    if (item.place) article.append(place(item.place));
    if (item.excerpt) article.append(excerpt(item));
    for (const [label, at] of item.trace) article.append(createElement("p", {}, `${label} `, ...(at ? [place(at)] : [])));
    for (const hint of item.hints) article.append(createElement("p", {}, createElement("strong", {}, "help"), `: ${hint}`));
    return article;
  };

  const fold = (value) => { folded = value; draw(); (root.querySelector(".badge") ?? root.querySelector("header button"))?.focus(); };

  const draw = () => {
    root.replaceChildren();
    if (report.items.length === 0) { host.remove(); return; }
    if (!host.isConnected) document.documentElement.append(host);
    const severity = report.items[0].severity;
    const label = [...count("error"), ...count("warning")].join(", ");
    if (folded) {
      const badge = createElement("button", { className: `badge ${severity}`, type: "button", title: "Show the diagnostics of the build" }, label);
      badge.addEventListener("click", () => fold(false));
      root.append(badge);
      return;
    }
    const button = createElement("button", { type: "button" }, "Hide");
    button.addEventListener("click", () => fold(true));
    const text = report.failed ? "The site has errors. The page shows the last good build." : "The site was built with warnings.";
    const panel = createElement("section", { className: "panel" }, createElement("header", {}, createElement("strong", { className: severity }, label), createElement("p", {}, text), button), ...report.items.map(entry));
    panel.setAttribute("role", report.failed ? "alert" : "status");
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") fold(true); });
    root.append(panel);
  };

  return {
    show: (next) => {
      // A failed build opens the panel; warnings leave it as it is.
      if (next.failed) folded = false;
      else if (report.failed) folded = true;
      report = next;
      draw();
    },
    note: (text) => {
      clearTimeout(noteTimer);
      root.querySelector(".note")?.remove();
      if (!host.isConnected) document.documentElement.append(host);
      const note = createElement("div", { className: "note" }, text);
      note.setAttribute("role", "status");
      root.append(note);
      noteTimer = setTimeout(() => { note.remove(); if (report.items.length === 0) host.remove(); }, 4000);
    },
  };
};

