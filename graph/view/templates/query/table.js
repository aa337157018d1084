"use strict";
/* Rows below heads that sort; things and names lead on, and rows to their words. */

const PAGE = 200;
/* Characters: cells with more want room beside narrow ones, cells with fewer stay on one line. */
const LONG = 30, SHORT = 12;

function createTable(place, page, words) {
  let answer = null, order = null, shown = PAGE;

  function draw() {
    const { columns, rows } = answer;
    const sorted = order === null ? rows : [...rows].sort((a, b) => order.way * compared(a[order.column], b[order.column]));
    const evidence = rows.some(wordsAt);
    const heads = columns.map((name) => {
      const way = order && order.column === name ? order.way : 0;
      return element("th", { scope: "col", "aria-sort": way > 0 ? "ascending" : way < 0 ? "descending" : "none" },
        element("button", { type: "button", onclick: () => sort(name) }, name));
    });
    if (evidence) heads.unshift(element("th", { scope: "col" }, words.t("table.words")));
    const body = sorted.slice(0, shown).map((row) => element("tr", {},
      evidence ? element("td", {}, wordsAt(row) ? element("a", { href: wordsAt(row), class: "words" }, words.t("table.read")) : null) : null,
      columns.map((name) => cellOf(row[name]))));
    place.replaceChildren(element("table", {}, element("caption", { class: "unseen" }, words.t("table.label")),
      element("thead", {}, element("tr", {}, heads)), element("tbody", {}, body)));
    if (sorted.length > shown) {
      place.append(element("p", {}, element("button", { type: "button", class: "more", onclick: () => { shown += 1000; draw(); } },
        words.t("table.more", { n: words.number(sorted.length - shown) }))));
    }
  }

  function cellOf(cell) {
    const text = shownText(cell, page.id), href = leadsTo(cell, page.id), names = severalNames(cell);
    if (names) return element("td", { class: "long" }, names.flatMap((name, at) => [at ? "; " : null, element("a", { href: leadsTo({ ...cell, value: name }, page.id) }, clean(name))]));
    return element("td", { class: isNumber(cell) ? "number" : text.length > LONG ? "long" : text.length <= SHORT ? "short" : null }, href && text ? element("a", { href }, text) : text);
  }

  function sort(column) {
    order = { column, way: order && order.column === column ? -order.way : 1 };
    draw();
    [...place.querySelectorAll("th button")].find((button) => button.textContent === column).focus();
  }

  return { show(found) { answer = found; order = null; shown = PAGE; draw(); }, again: () => answer && draw() };
}

/* Empty cells last, numbers as numbers, words as Vietnamese orders them. */
function compared(a, b) {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (isNumber(a) && isNumber(b)) return Number(a.value) - Number(b.value);
  return collator.compare(a.value, b.value);
}
