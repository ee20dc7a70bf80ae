// Full-text search. Reads the files of `assets/search/`, which recto writes with the site, as a query needs them.
// Loaded when search is first opened.
window.rectoSearch = (() => {
  "use strict";
  const DIGITS = new Map([..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"].map((digit, value) => [digit, value]));
  const SHOWN = 10;
  const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;
  let base = "";
  let about = null;
  const files = new Map();

  const load = (name) => {
    if (!files.has(name)) {
      files.set(name, fetch(`${base}${name}.json`).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.json();
      }));
      files.get(name).catch(() => files.delete(name));
    }
    return files.get(name);
  };

  // The terms of a text, as the builder cuts them.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase();
  function terms(text) {
    const found = [];
    for (const run of plain(text).match(/[\p{Alphabetic}\p{N}]+/gu) || []) {
      let word = "";
      let before = "";
      for (const c of run) {
        if (UNSPACED.test(c)) {
          if (word) found.push(word);
          word = "";
          if (before) found.push(before + c);
          before = c;
        } else {
          if (before && !found.at(-1)?.endsWith(before)) found.push(before);
          before = "";
          word += c;
        }
      }
      if (word) found.push([...word].slice(0, 32).join(""));
      else if (before && !found.at(-1)?.endsWith(before)) found.push(before);
    }
    return found;
  }

  // The number of edits from a to b, at most `most + 1`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let last = null;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (last && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      last = row;
      row = next;
    }
    return row[b.length];
  }

  function decoded(list) {
    let at = 0;
    const number = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 32) {
        const digit = DIGITS.get(list[at]);
        at += 1;
        value += (digit % 32) * factor;
        if (digit < 32) return value;
      }
    };
    const count = number();
    const pairs = [];
    let section = 0;
    while (at < list.length) { section += number(); pairs.push([section, number()]); }
    return { count, pairs };
  }

  // The place of the last first term that is not behind `term`.
  function fileOf(term) {
    let [low, high] = [0, about.terms.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (about.terms[middle] <= term) low = middle; else high = middle - 1;
    }
    return low;
  }

  // How well each section fits one word of the query, by section number.
  async function fits(word) {
    const first = fileOf(word);
    const last = Math.min(fileOf(`${word}\uFFFF`), first + 1);
    const near = new Set();
    for (let at = first; at <= last; at += 1) near.add(at);
    const lists = [];
    const read = async (places, closeness) => {
      for (const file of await Promise.all([...places].map((at) => load(`t${at}`)))) {
        for (const term in file) {
          const close = closeness(term);
          if (close > 0) lists.push([term, close, file[term]]);
        }
      }
    };
    const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    await read(near, (term) => {
      if (term === word) return 1;
      if (term.startsWith(word)) return 0.75 * Math.sqrt(word.length / term.length);
      // `installing` finds `install`.
      if (word.startsWith(term) && term.length >= 4 && term.length >= word.length * 0.6) return 0.5;
      // `serve` finds `serving`.
      return word.length >= 5 && term.startsWith(word.slice(0, -1)) ? 0.45 : 0;
    });
    if (most > 0 && !lists.some(([, close]) => close > 0.5)) {
      const typo = (term) => { const edits = distance(word, term, most); return edits <= most ? 0.45 / edits : 0; };
      const places = new Set(near);
      places.add(fileOf(word[1] + word[0] + word.slice(2)));
      places.add(fileOf(word[0] + word.slice(2)));
      await read(places, typo);
    }
    const best = new Map();
    for (const [, close, list] of lists) {
      const { count, pairs } = decoded(list);
      const rare = Math.log(1 + about.sections / count);
      for (const [section, weight] of pairs) {
        const score = close * weight * rare;
        if (score > (best.get(section) || 0)) best.set(section, score);
      }
    }
    return best;
  }

  // The sections that fit all words, else those that fit most of them, the best first.
  async function find(query) {
    about ||= await load("index");
    const given = [...new Set(terms(query))].slice(0, 8);
    // Of a long query, words such as `to` and `an` decide nothing and are in every file.
    const long = given.filter((word) => !/^[a-z]{1,2}$/.test(word));
    const words = long.length >= 2 ? long : given;
    if (words.length === 0 || about.terms.length === 0) return { words, sections: [] };
    const all = await Promise.all(words.map(fits));
    const sums = new Map();
    for (const one of all) {
      for (const [section, score] of one) {
        const [sum, number] = sums.get(section) || [0, 0];
        sums.set(section, [sum + score, number + 1]);
      }
    }
    const most = Math.max(0, ...[...sums.values()].map(([, number]) => number));
    const found = [...sums].filter(([, [, number]]) => number === most);
    found.sort((a, b) => b[1][0] - a[1][0] || a[0] - b[0]);
    return { words, sections: found.map(([section]) => section) };
  }

  // A section as it is shown.
  async function document(section) {
    let [low, high] = [0, about.documents.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (about.documents[middle] <= section) low = middle; else high = middle - 1;
    }
    let at = section - about.documents[low];
    for (const page of await load(`d${low}`)) {
      if (at < page.sections.length) {
        const [id, heading, text] = page.sections[at];
        return { url: page.url + (id ? `#${encodeURIComponent(id)}` : ""), page: page.url, title: page.title, heading, text };
      }
      at -= page.sections.length;
    }
    return null;
  }

  /* The dialog */
  let dialog = null;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(window.document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // The text around the first word, with the words marked.
  function excerpt(text, words) {
    const lower = plain(text).length === text.length ? plain(text) : text.toLowerCase();
    const places = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0);
    const first = places.length ? Math.min(...places) : 0;
    const start = first > 60 ? Math.max(0, lower.lastIndexOf(" ", first - 40)) : 0;
    const end = start + 170 < text.length ? text.lastIndexOf(" ", start + 170) : text.length;
    const piece = text.slice(start, end > start ? end : start + 170);
    return [start > 0 ? "… " : "", ...marked(piece, words), start + piece.length < text.length ? " …" : ""];
  }

  function marked(text, words) {
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (escaped.length === 0) return [text];
    const pattern = new RegExp(`(${escaped.sort((a, b) => b.length - a.length).join("|")})`, "giu");
    return text.split(pattern).map((part, i) => (i % 2 ? make("mark", { textContent: part }) : part));
  }

  function build(word) {
    const input = make("input", { type: "search", placeholder: word("search_placeholder"), autocomplete: "off", spellcheck: false, id: "rc-search-input" });
    const list = make("div", { id: "rc-search-results", className: "rc-search-results" });
    const status = make("p", { className: "rc-search-status" });
    const close = make("button", { type: "button", className: "rc-tool", textContent: word("close") });
    for (const [name, value] of [["role", "combobox"], ["aria-label", word("search")], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", word("search"));
    status.setAttribute("role", "status");
    dialog = make("dialog", { className: "rc-search" }, make("form", { method: "dialog" }, input, close), status, list);
    dialog.setAttribute("aria-label", word("search"));
    window.document.body.append(dialog);

    let chosen = -1;
    let turn = 0;
    const choose = (at) => {
      const options = [...list.children];
      chosen = options.length ? (at + options.length) % options.length : -1;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === chosen)));
      if (chosen >= 0) {
        input.setAttribute("aria-activedescendant", options[chosen].id);
        options[chosen].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };
    const search = async () => {
      turn += 1;
      const mine = turn;
      if (!input.value.trim()) { list.replaceChildren(); status.textContent = ""; input.setAttribute("aria-expanded", "false"); return; }
      if (!about) status.textContent = word("search_loading");
      try {
        const { words, sections } = await find(input.value);
        const documents = (await Promise.all(sections.slice(0, SHOWN).map(document))).filter(Boolean);
        if (mine !== turn) return;
        list.replaceChildren(...documents.map(({ url, title, heading, text }, i) => {
          const option = make("a", { href: url, tabIndex: -1, id: `rc-result-${i}` }, make("b", {}, ...marked(heading || title, words)));
          if (heading) option.append(make("small", { textContent: title }));
          if (text) option.append(make("span", {}, ...excerpt(text, words)));
          option.setAttribute("role", "option");
          return option;
        }));
        status.textContent = sections.length === 0 ? word("search_none") : word("search_found").replace("{n}", sections.length);
        input.setAttribute("aria-expanded", String(documents.length > 0));
        choose(documents.length ? 0 : -1);
      } catch {
        if (mine === turn) status.textContent = word("search_failed");
      }
    };
    let waiting = 0;
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 60); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter") {
        event.preventDefault();
        list.children[chosen]?.click();
      }
    });
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog || event.target.closest(".rc-search-results a")) dialog.close(); });
    return input;
  }

  const api = {
    find,
    document,
    configure(url) { base = url; },
    open(url, word) {
      base = url;
      const input = dialog ? dialog.querySelector("input") : build(word);
      if (!dialog.open) dialog.showModal();
      input.select();
      load("index").then((found) => { about = found; }, () => {});
    },
  };

  // In sites without recto's theme: `<script src="…/search/search.js" data-button="#search" defer>`. Words in other
  // languages are further attributes, such as `data-close="Schließen"`.
  const script = window.document.currentScript;
  const button = script?.dataset.button && window.document.querySelector(script.dataset.button);
  if (button) {
    const english = { search: "Search", search_placeholder: "Search", search_loading: "Loading the index…", search_none: "No results", search_found: "{n} results", search_failed: "The index could not be loaded.", close: "Close" };
    const word = (key) => script.dataset[key.replace(/_./, (end) => end[1].toUpperCase())] ?? english[key];
    const open = () => api.open(new URL(".", script.src).href, word);
    button.addEventListener("click", open);
    window.document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
      if ((event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) || ctrlK) { event.preventDefault(); open(); }
    });
  }
  return api;
})();
