// The theme's own additions: colours, copy buttons, heading anchors, the table of contents that follows, search.
// The pages are complete without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Colours: as the system has them, light, dark, and round again.
  function colours() {
    const button = document.querySelector(".theme-button");
    if (!button) return;
    const names = { "": "as the system has them", light: "light", dark: "dark" };
    const say = () => button.setAttribute("aria-label", `Colours: ${names[root.dataset.theme || ""]}`);
    button.addEventListener("click", () => {
      const order = ["", "light", "dark"];
      const next = order[(order.indexOf(root.dataset.theme || "") + 1) % order.length];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      try { if (next) localStorage.setItem("recto-theme", next); else localStorage.removeItem("recto-theme"); } catch { /* storage is off */ }
      say();
    });
    button.hidden = false;
    say();
  }

  // What a reader wants on the clipboard: the code without prompts and line numbers.
  function codeOf(pre) {
    const code = (pre.querySelector("td.code, .rouge-code") || pre).cloneNode(true);
    code.querySelectorAll(".gp, .lineno, .gutter").forEach((part) => part.remove());
    return code.textContent.replace(/^ (?=\S)/gm, (space) => (pre.querySelector(".gp") ? "" : space)).replace(/\n$/, "");
  }

  function copyButtons() {
    if (!navigator.clipboard) return;
    const status = make("div", { className: "visually-hidden" });
    status.setAttribute("role", "status");
    status.style.cssText = "position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden";
    document.body.append(status);
    for (const pre of document.querySelectorAll("article pre")) {
      if (pre.closest("td") || pre.querySelector("pre")) continue;
      const button = make("button", { type: "button", className: "copy", textContent: "Copy" });
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(codeOf(pre));
          button.textContent = "Copied";
        } catch { button.textContent = "Not allowed"; }
        status.textContent = button.textContent;
        button.dataset.done = "";
        setTimeout(() => { button.textContent = "Copy"; status.textContent = ""; delete button.dataset.done; }, 1500);
      });
      const frame = make("div", { className: "with-copy" });
      pre.replaceWith(frame);
      frame.append(pre, button);
      if (pre.scrollWidth > pre.clientWidth) { pre.tabIndex = 0; pre.setAttribute("role", "region"); pre.setAttribute("aria-label", "Code"); }
    }
    for (const table of document.querySelectorAll("article table")) {
      if (table.scrollWidth > table.clientWidth && !table.closest(".highlight")) table.tabIndex = 0;
    }
  }

  function anchors() {
    for (const heading of document.querySelectorAll("article :is(h2, h3, h4, h5, h6)[id]")) {
      const link = make("a", { className: "anchor", href: `#${encodeURIComponent(heading.id)}`, textContent: "#" });
      link.setAttribute("aria-label", `Link to “${heading.textContent.trim()}”`);
      heading.prepend(link);
    }
  }

  // Marks the entry of the heading that was passed last.
  function followToc() {
    const links = [...document.querySelectorAll(".toc a")];
    const pairs = links.map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))]).filter(([, heading]) => heading);
    if (pairs.length === 0) return;
    let waiting = false;
    const mark = () => {
      waiting = false;
      const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8 || 90;
      let now = pairs[0][0];
      for (const [link, heading] of pairs) if (heading.getBoundingClientRect().top <= line) now = link;
      if (window.innerHeight + window.scrollY >= root.scrollHeight - 2) now = pairs.at(-1)[0];
      for (const [link] of pairs) if (link === now) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    };
    const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(mark); } };
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later, { passive: true });
    mark();
  }

  // The navigation keeps its place from page to page, and the present page is in sight.
  function sidebar() {
    const nav = document.getElementById("site-nav");
    const current = nav && nav.querySelector("[aria-current]");
    if (!current) return;
    const show = () => { nav.scrollTop = Math.max(0, current.offsetTop - nav.clientHeight / 2); };
    const kept = Number(sessionStorage.getItem("recto-nav"));
    if (kept) nav.scrollTop = kept;
    const box = current.getBoundingClientRect();
    if (box.bottom > window.innerHeight || box.top < 0) show();
    nav.addEventListener("toggle", (event) => { if (event.newState === "open") { show(); current.focus({ preventScroll: true }); } });
    window.addEventListener("pagehide", () => { try { sessionStorage.setItem("recto-nav", String(nav.scrollTop)); } catch { /* storage is off */ } });
  }

  // Search: the index is fetched when first wanted. An entry: { url, title, heading, text }.
  const plain = (text) => (text || "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function score(entry, words) {
    let sum = 0;
    for (const word of words) {
      const at = entry.keys[0].includes(word) ? (entry.keys[0].startsWith(word) ? 12 : 8) : entry.keys[1].includes(word) ? 5 : entry.keys[2].includes(word) ? 1 : 0;
      if (at === 0) return 0;
      sum += at;
    }
    return sum;
  }

  function excerpt(entry, words) {
    const text = entry.text || "";
    const found = Math.max(0, plain(text).indexOf(words[0]));
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, found - 50)));
    const piece = text.slice(start, start + 160);
    const span = make("span");
    const pattern = new RegExp(`(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`, "gi");
    for (const [i, part] of piece.split(pattern).entries()) span.append(i % 2 ? make("mark", { textContent: part }) : part);
    return span;
  }

  function search() {
    const button = document.querySelector(".search-button");
    if (!button) return;
    const input = make("input", { type: "search", placeholder: "Search the documentation", autocomplete: "off", spellcheck: false });
    input.setAttribute("aria-label", "Search");
    const status = make("p", { className: "status" });
    status.setAttribute("role", "status");
    const list = make("ol");
    const close = make("button", { type: "submit", className: "close", textContent: "Close" });
    const form = make("form", { method: "dialog" }, input, close);
    const dialog = make("dialog", { className: "search" }, form, status, list);
    dialog.setAttribute("aria-label", "Search");
    document.body.append(dialog);
    let index = null;
    const load = async () => {
      if (index) return;
      try {
        const answer = await fetch(button.dataset.search);
        const entries = await answer.json();
        index = entries.map((entry) => ({ ...entry, keys: [plain(entry.title), plain(entry.heading), plain(entry.text)] }));
      } catch { status.textContent = "The index could not be read."; }
    };
    const find = () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      list.replaceChildren();
      status.textContent = "";
      if (!index || words.length === 0) return;
      const hits = index.map((entry) => [score(entry, words), entry]).filter(([points]) => points > 0).sort((a, b) => b[0] - a[0]);
      status.textContent = hits.length === 0 ? "Nothing found." : `${hits.length} found`;
      for (const [, entry] of hits.slice(0, 20)) {
        const title = make("b", { textContent: entry.heading ? `${entry.title} › ${entry.heading}` : entry.title });
        list.append(make("li", {}, make("a", { href: entry.url }, title, excerpt(entry, words))));
      }
    };
    const open = async () => { if (!dialog.open) dialog.showModal(); input.select(); await load(); find(); };
    button.addEventListener("click", open);
    input.addEventListener("input", find);
    form.addEventListener("submit", (event) => {
      if (event.submitter === close) return;
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest("ol a")) dialog.close(); });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [input, ...list.querySelectorAll("a")];
      const to = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (to >= 0 && to < stops.length) { event.preventDefault(); stops[to].focus(); }
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (slash || ctrlK) { event.preventDefault(); open(); }
    });
    button.hidden = false;
  }

  colours();
  followToc();
  anchors();
  copyButtons();
  sidebar();
  search();
})();
