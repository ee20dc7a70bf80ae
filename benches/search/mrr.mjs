// Measures the search of a built site with the queries of `queries.json`, which have known answers:
//
//   node benches/search/mrr.mjs SITE docker|manual [BASEURL]
//
// Prints the rank of the first right page for each query, what the query loads from `assets/search/`, and the time; then
// the mean reciprocal rank.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [site, kind, base = ""] = process.argv.slice(2);
const here = import.meta.dirname;
const queries = JSON.parse(fs.readFileSync(path.join(here, "queries.json")))[kind];
const script = fs.readFileSync(path.join(here, "../../assets/search.js"), "utf8");
const SHOWN = 10;

const total = { rank: 0, bytes: 0, most: 0, slowest: 0 };
for (const [query, pattern] of queries) {
  // Each query is a first visit.
  let bytes = 0;
  const window = { document: { currentScript: null } };
  const fetch = async (url) => {
    const text = fs.readFileSync(path.join(site, url));
    bytes += text.length;
    return { ok: true, json: async () => JSON.parse(text) };
  };
  vm.runInNewContext(script, { window, document: window.document, fetch, URL });
  const search = window.rectoSearch;
  search.configure("/assets/search/");
  const start = performance.now();
  const { sections } = await search.find(query);
  const shown = await Promise.all(sections.slice(0, SHOWN).map(search.document));
  const time = performance.now() - start;
  const loaded = bytes;
  const more = await Promise.all(sections.slice(SHOWN, 60).map(search.document));
  const pages = [...new Set([...shown, ...more].filter(Boolean).map((found) => found.page.slice(base.length)))];
  const rank = pages.slice(0, SHOWN).findIndex((page) => new RegExp(pattern).test(page)) + 1;
  total.rank += rank ? 1 / rank : 0;
  total.bytes += loaded;
  total.most = Math.max(total.most, loaded);
  total.slowest = Math.max(total.slowest, time);
  console.log([rank || "-", query, `${Math.round(loaded / 1024)} KiB`, `${time.toFixed(1)} ms`].join("\t"));
}
const mean = (sum) => sum / queries.length;
console.log(`mean reciprocal rank ${mean(total.rank).toFixed(3)}; ${Math.round(mean(total.bytes) / 1024)} KiB on average, at most ${Math.round(total.most / 1024)} KiB; slowest ${total.slowest.toFixed(0)} ms`);
