// The theme's additions to finished pages: colour scheme, copy buttons, the table of contents that follows, the
// drawer, and the way into search. Every page is complete without it.
(() => {
  "use strict";
  const root = document.documentElement;
  let words = {};
  try { words = JSON.parse(document.body.dataset.words || "{}"); } catch { /* a template of the site's own */ }
  const word = (key) => words[key] || key;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    svg.firstChild.setAttribute("d", path);
    return svg;
  };
  const status = make("div", { className: "rc-visually-hidden" });
  status.setAttribute("role", "status");

  // The colour scheme: of the system, light, dark, and round again.
  function scheme() {
    const button = document.querySelector(".rc-theme-button");
    if (!button) return;
    const order = ["", "light", "dark"];
    const show = () => {
      button.title = `${word("theme")}: ${word(`theme_${root.dataset.theme || "auto"}`)}`;
      button.setAttribute("aria-label", button.title);
    };
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(root.dataset.theme || "") + 1) % order.length];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      try { if (next) localStorage.setItem("recto-theme", next); else localStorage.removeItem("recto-theme"); } catch { /* storage is off */ }
      show();
    });
    show();
  }

  // The code without prompts, line numbers and removed lines.
  function codeOf(pre) {
    const code = (pre.querySelector(".rouge-code, td.code") || pre).cloneNode(true);
    const prompts = code.querySelector(".gp");
    code.querySelectorAll(".gp, .lineno, .gutter, .rc-line-del").forEach((part) => part.remove());
    const text = code.textContent.replace(/\n$/, "");
    return prompts ? text.replace(/^ (?=\S)/gm, "") : text;
  }

  async function copy(button, text) {
    let done = "copied";
    try { await navigator.clipboard.writeText(await text()); } catch { done = "copy_failed"; }
    status.textContent = word(done);
    button.title = word(done);
    if (done === "copied") button.dataset.done = "";
    setTimeout(() => { status.textContent = ""; button.title = word("copy"); delete button.dataset.done; }, 1500);
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    document.body.append(status);
    for (const pre of document.querySelectorAll(".rc-article pre:not(.rc-terminal)")) {
      if (pre.closest("td") || pre.parentElement.closest("pre")) continue;
      const button = make("button", { type: "button", className: "rc-copy", title: word("copy") }, icon("M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z"));
      button.setAttribute("aria-label", word("copy"));
      button.addEventListener("click", () => copy(button, () => codeOf(pre)));
      const frame = make("div", { className: "rc-with-copy" });
      pre.replaceWith(frame);
      frame.append(pre, button);
    }
    const page = document.querySelector(".rc-copy-page");
    page?.addEventListener("click", (event) => {
      event.preventDefault();
      copy(page, async () => (await fetch(page.href)).text());
    });
  }

  // What scrolls sideways can be reached with the keyboard, and only that.
  function scrollers() {
    const boxes = [...document.querySelectorAll(".rc-article pre, .rc-table")];
    const numbers = { table: 0, code: 0 };
    const names = new Map(boxes.map((box) => {
      const kind = box.matches("pre") ? "code" : "table";
      return [box, `${word(kind)} ${++numbers[kind]}`];
    }));
    const check = (box) => {
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      if (scrolls) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", names.get(box));
      } else if (box.getAttribute("role") === "region") {
        for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      }
    };
    const observer = new ResizeObserver((entries) => entries.forEach((entry) => check(entry.target)));
    boxes.forEach((box) => observer.observe(box));
  }

  // Marks the entry of the heading that was passed last.
  function followToc() {
    const links = [...document.querySelectorAll(".rc-toc a, .rc-toc-bar a")];
    const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const pairs = links.map((link) => [link, target(link)]).filter(([, heading]) => heading);
    if (pairs.length === 0) return;
    const bar = document.querySelector(".rc-toc-bar");
    const now = document.querySelector(".rc-toc-now");
    let waiting = false;
    const mark = () => {
      waiting = false;
      const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8 || 90;
      let passed = null;
      for (const [, heading] of pairs) if (heading.getBoundingClientRect().top <= line) passed = heading;
      if (window.innerHeight + window.scrollY >= root.scrollHeight - 2) passed = pairs.at(-1)[1];
      for (const [link, heading] of pairs) {
        if (heading === passed) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      }
      if (now) now.textContent = passed ? passed.textContent : "";
    };
    const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } };
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later, { passive: true });
    bar?.addEventListener("click", (event) => { if (event.target.closest("a")) bar.open = false; });
    mark();
  }

  // The navigation keeps its place from page to page. As a drawer it is modal: the page behind it is inert.
  function sidebar() {
    const nav = document.getElementById("site-nav");
    if (!nav) return;
    const current = nav.querySelector("[aria-current]");
    const show = () => { if (current) nav.scrollTop = Math.max(0, current.offsetTop - nav.clientHeight / 2); };
    const kept = Number(sessionStorage.getItem("recto-nav"));
    if (kept) nav.scrollTop = kept;
    const box = current?.getBoundingClientRect();
    if (box && (box.bottom > window.innerHeight || box.top < 0)) show();
    nav.addEventListener("toggle", (event) => {
      const open = event.newState === "open";
      for (let part = nav; part !== document.body; part = part.parentElement) {
        for (const other of part.parentElement.children) if (other !== part && !other.matches("dialog")) other.inert = open;
      }
      if (open) { show(); (current || nav.querySelector("a"))?.focus({ preventScroll: true }); }
      else document.querySelector(".rc-menu-button")?.focus();
    });
    window.addEventListener("pagehide", () => { try { sessionStorage.setItem("recto-nav", String(nav.scrollTop)); } catch { /* storage is off */ } });
  }

  // Menus close with Escape and with a click elsewhere.
  function menus() {
    const open = () => document.querySelectorAll(".rc-menu[open]");
    document.addEventListener("click", (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") open().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    });
  }

  // Search is loaded when it is first opened.
  function search() {
    const button = document.querySelector(".rc-search-button");
    if (!button) return;
    let loading = null;
    const open = async () => {
      loading ||= new Promise((resolve, reject) => {
        document.head.append(make("script", { src: button.dataset.script, onload: resolve, onerror: reject }));
      });
      try { await loading; window.rectoSearch.open(button.dataset.search, word); } catch { loading = null; }
    };
    button.addEventListener("click", open);
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (slash || ctrlK) { event.preventDefault(); open(); }
    });
  }

  scheme();
  copyButtons();
  scrollers();
  followToc();
  sidebar();
  menus();
  search();
})();
