// Makes Bootstrap's tabbed panes accessible:
//
//   <ul class="nav nav-tabs"><li class="active"><a data-toggle="tab" href="#one">One</a></li>…</ul>
//   <div class="tab-content"><div id="one" class="tab-pane active">…</div>…</div>
//
// Roles, arrow keys, Home and End, a pane chosen by the address's fragment (its own id or that of anything inside),
// and the same choice in all groups that share a `data-group` (or a whole set of labels), kept for the next visit.
// Without this script all panes show, one after another.
(() => {
  "use strict";
  const KEY = "recto-tabs";
  const groups = [];

  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; } };
  const keep = (group, label) => {
    try { localStorage.setItem(KEY, JSON.stringify({ ...read(), [group]: label })); } catch { /* storage is off */ }
  };
  const targetOf = (link) => {
    const name = link.dataset.target || link.getAttribute("href") || "";
    if (!name.startsWith("#")) return null;
    const id = name.slice(1);
    try { return document.getElementById(decodeURIComponent(id)); } catch { return document.getElementById(id); }
  };

  function choose(group, index, { focus = false, remember = false } = {}) {
    group.tabs.forEach((tab, i) => {
      const on = i === index;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      tab.parentElement.classList.toggle("active", on);
      tab.classList.toggle("active", on);
      const pane = group.panes[i];
      pane.classList.toggle("active", on);
      pane.classList.toggle("in", on);
      pane.classList.toggle("show", on);
      if (on) pane.removeAttribute("hidden"); else pane.setAttribute("hidden", "until-found");
    });
    group.chosen = index;
    if (focus) group.tabs[index].focus();
    if (remember) {
      keep(group.name, group.labels[index]);
      follow(group, index);
    }
  }

  // The other groups of the same name take the tab with the same label; what the reader looks at stays where it is.
  function follow(source, index) {
    const before = source.list.getBoundingClientRect().top;
    for (const group of groups) {
      if (group === source || group.name !== source.name) continue;
      const same = group.labels.indexOf(source.labels[index]);
      if (same >= 0 && same !== group.chosen) choose(group, same);
    }
    const moved = source.list.getBoundingClientRect().top - before;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  function step(group, event) {
    const at = group.tabs.indexOf(event.currentTarget);
    const last = group.tabs.length - 1;
    const back = getComputedStyle(group.list).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const on = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const to = { [on]: at === last ? 0 : at + 1, [back]: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(group, to, { focus: true, remember: true });
  }

  function upgrade(list, number) {
    const links = [...list.querySelectorAll('a[data-toggle="tab"], a[data-toggle="pill"], a[data-bs-toggle="tab"]')];
    const pairs = links.map((link) => [link, targetOf(link)]).filter(([, pane]) => pane);
    if (pairs.length === 0) return;
    const tabs = pairs.map(([link]) => link);
    const panes = pairs.map(([, pane]) => pane);
    const labels = tabs.map((tab) => tab.dataset.label || tab.textContent.trim());
    const name = list.dataset.tabGroup || list.dataset.group || tabs[0].dataset.group || labels.join("\u0000");
    const group = { list, tabs, panes, labels, name, chosen: -1 };
    list.setAttribute("role", "tablist");
    for (const item of list.children) item.setAttribute("role", "presentation");
    tabs.forEach((tab, i) => {
      const pane = panes[i];
      tab.id ||= `tab-${number}-${i}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", pane.id);
      pane.setAttribute("role", "tabpanel");
      pane.setAttribute("aria-labelledby", tab.id);
      pane.dataset.label = labels[i];
      // A pane that begins with something focusable needs no stop of its own.
      if (!pane.querySelector("a[href], button, input, select, textarea, [tabindex]")) pane.tabIndex = 0;
      tab.addEventListener("click", (event) => {
        event.preventDefault();
        choose(group, i, { focus: true, remember: true });
        history.replaceState(history.state, "", `#${encodeURIComponent(pane.id)}`);
      });
      tab.addEventListener("keydown", (event) => step(group, event));
      pane.addEventListener("beforematch", () => choose(group, i));
    });
    panes[0].parentElement.classList.add("tabs-ready");
    groups.push(group);
    const kept = labels.indexOf(read()[name]);
    const marked = pairs.findIndex(([tab, pane]) => pane.classList.contains("active") || tab.parentElement.classList.contains("active"));
    choose(group, kept >= 0 ? kept : Math.max(marked, 0));
  }

  // Opens every pane around the element that the fragment names.
  function openFragment() {
    let id = location.hash.slice(1);
    if (!id) return;
    try { id = decodeURIComponent(id); } catch { /* as it stands */ }
    const target = document.getElementById(id);
    let opened = false;
    for (let at = target; at; at = at.parentElement) {
      for (const group of groups) {
        const index = group.panes.indexOf(at);
        if (index >= 0) { choose(group, index); follow(group, index); opened = true; }
      }
    }
    if (!opened) return;
    const own = groups.find((group) => group.panes.includes(target));
    (own ? own.list : target).scrollIntoView({ block: "start", behavior: "instant" });
  }

  function start() {
    document.querySelectorAll(".nav-tabs, .nav-pills").forEach(upgrade);
    openFragment();
    window.addEventListener("hashchange", openFragment);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
