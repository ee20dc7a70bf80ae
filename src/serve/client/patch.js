// Patches the page that is shown instead of reloading it.
//
// Scripts of the page may have changed the document since it was loaded, so the new page is not compared with the
// document but with the page as it was loaded. The differences are then applied to the document, if it still has the
// parts that they concern and no script would have had to run on the new parts. Otherwise the page must be reloaded.

const ELEMENT = 1;
const TEXT = 3;
const MOST_COMPARISONS = 250000;

const isPatched = (oldText, newText) => {
  const parser = new DOMParser();
  const before = parser.parseFromString(oldText, "text/html");
  const after = parser.parseFromString(newText, "text/html");
  const scripted = [...before.scripts].some((script) => !script.type || /^(module|text\/javascript|application\/javascript)$/i.test(script.type));
  const page = { before, edits: [], touched: scripted ? touchedKinds(before.documentElement, document.documentElement) : null };
  if (!collect(page, before.documentElement, after.documentElement, document.documentElement)) return false;
  for (const edit of page.edits) edit();
  return true;
};

// Adds to `page.edits` what turns `live`, which was loaded as `before`, into `after`. False if that is not safe.
const collect = (page, before, after, live) => {
  if (before.isEqualNode(after)) return true;
  if (before.localName === "script" || before.localName === "noscript") return false;
  if (!collectAttributes(page, before, after, live)) return false;
  const pairs = align([...before.childNodes], [...after.childNodes]);
  if (!pairs) return false;
  if (pairs.every(([one, other]) => one && other && one.isEqualNode(other))) return true;
  const shown = counterparts(before, live);
  // The live node before which the next new node is inserted, from the end to the start.
  let next = null;
  for (const [one, other] of pairs.reverse()) {
    const node = one && shown.get(one);
    if (one && !node) return false;
    if (!one) {
      if (!isInert(page, other)) return false;
      const anchor = next ?? endOf(before, live, shown);
      const fresh = document.importNode(other, true);
      page.edits.push(() => live.insertBefore(fresh, anchor));
      next = fresh;
      continue;
    }
    if (!other) {
      if (one.nodeType === ELEMENT && (one.localName === "script" || one.querySelector("script"))) return false;
      page.edits.push(() => node.remove());
      continue;
    }
    if (one.nodeType === ELEMENT) {
      if (!collect(page, one, other, node)) return false;
    } else if (one.data !== other.data) {
      if (node.data !== one.data) return false;
      page.edits.push(() => { node.data = other.data; });
    }
    next = node;
  }
  return true;
};

const collectAttributes = (page, before, after, live) => {
  const names = new Set([...before.getAttributeNames(), ...after.getAttributeNames()]);
  for (const name of names) {
    const [one, other] = [before.getAttribute(name), after.getAttribute(name)];
    if (one === other) continue;
    if (live.getAttribute(name) !== one) return false;
    page.edits.push(() => (other === null ? live.removeAttribute(name) : live.setAttribute(name, other)));
  }
  return true;
};

const sameKind = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");

// Pairs the nodes of two lists in order: equal nodes by a longest common subsequence, and between them nodes of the
// same kind. A node without a partner is paired with null. Null if there are too many to compare.
const align = (before, after) => {
  let start = 0;
  while (start < before.length && start < after.length && before[start].isEqualNode(after[start])) start++;
  let [end, newEnd] = [before.length, after.length];
  while (end > start && newEnd > start && before[end - 1].isEqualNode(after[newEnd - 1])) { end--; newEnd--; }
  const [one, other] = [before.slice(start, end), after.slice(start, newEnd)];
  if (one.length * other.length > MOST_COMPARISONS) return null;
  const middle = pairUp(one, other, commonNodes(one, other));
  return [
    ...before.slice(0, start).map((node, at) => [node, after[at]]),
    ...middle,
    ...before.slice(end).map((node, at) => [node, after[newEnd + at]]),
  ];
};

// The index pairs of a longest common subsequence.
const commonNodes = (one, other) => {
  const text = (node) => (node.nodeType === ELEMENT ? node.outerHTML : node.nodeName + node.data);
  const [keys, otherKeys] = [one.map(text), other.map(text)];
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i][j] = keys[i] === otherKeys[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const common = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (keys[i] === otherKeys[j]) common.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return common;
};

const pairUp = (one, other, common) => {
  const pairs = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...common, [one.length, other.length]]) {
    while (i < nextI || j < nextJ) {
      const partner = i < nextI ? other.slice(j, nextJ).findIndex((node) => sameKind(one[i], node)) : -1;
      if (i < nextI && partner < 0) pairs.push([one[i++], null]);
      else if (i < nextI) {
        for (let skipped = 0; skipped < partner; skipped++) pairs.push([null, other[j++]]);
        pairs.push([one[i++], other[j++]]);
      } else pairs.push([null, other[j++]]);
    }
    if (nextI < one.length || nextJ < other.length) pairs.push([one[i++], other[j++]]);
  }
  return pairs;
};

// The live children of `live` by the children of `before` that they were loaded as. Scripts may have added others.
const counterparts = (before, live) => {
  const found = new Map();
  const children = [...live.childNodes];
  let at = 0;
  for (const node of before.childNodes) {
    const equal = children.findIndex((child, index) => index >= at && child.isEqualNode(node));
    const similar = children.findIndex((child, index) => index >= at && sameKind(child, node) && child.nodeType === ELEMENT);
    const match = equal >= 0 && (similar < 0 || equal <= similar || node.nodeType !== ELEMENT) ? equal : similar;
    if (match < 0) continue;
    // Text that is equal further on may belong to a later node.
    if (node.nodeType !== ELEMENT && children.slice(at, match).some((child) => child.nodeType === ELEMENT && [...before.children].some((other) => sameKind(child, other)))) continue;
    found.set(node, children[match]);
    at = match + 1;
  }
  return found;
};

// Where a node is inserted that comes last: before what scripts have added at the end.
const endOf = (before, live, shown) => {
  const last = before.lastChild && shown.get(before.lastChild);
  return last ? last.nextSibling : null;
};

const kind = (element) => [element.localName, ...[...element.classList].sort()].join(".");

// The kinds of elements that scripts have changed, or that have no counterpart in the document any more.
const touchedKinds = (before, live) => {
  const touched = new Set();
  const visit = (one, node) => {
    if (one.getAttributeNames().some((name) => node.getAttribute(name) !== one.getAttribute(name)) || node.getAttributeNames().length !== one.getAttributeNames().length) touched.add(kind(one));
    const shown = counterparts(one, node);
    if (one.childNodes.length !== node.childNodes.length && one.localName !== "html" && one.localName !== "head" && one.localName !== "body") touched.add(kind(one));
    for (const child of one.childNodes) {
      const match = shown.get(child);
      if (!match) touched.add(child.nodeType === ELEMENT ? kind(child) : kind(one));
      else if (child.nodeType === ELEMENT && !child.isEqualNode(match)) visit(child, match);
    }
  };
  visit(before, live);
  return touched;
};

// Whether a new node works without a script of the page having run on it: no script has changed elements of its kind,
// and if the page has none of its kind, it has no class or data attribute by which a script would find it.
const isInert = (page, node) => {
  if (node.nodeType !== ELEMENT) return true;
  const elements = [node, ...node.querySelectorAll("*")];
  if (elements.some((element) => element.localName === "script" || element.localName.includes("-"))) return false;
  if (!page.touched) return true;
  return elements.every((element) => {
    if (page.touched.has(kind(element))) return false;
    const marked = element.classList.length > 0 || element.getAttributeNames().some((name) => name.startsWith("data-"));
    return !marked || [...page.before.getElementsByTagName(element.localName)].some((other) => kind(other) === kind(element));
  });
};

