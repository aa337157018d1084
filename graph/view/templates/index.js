"use strict";
// The page is whole without this script: it sorts and filters tables, saves what they show, and changes the language.
const words = JSON.parse(document.getElementById("words").textContent);
let lang = document.documentElement.lang;

const look = (key) => key.split(".").reduce((found, part) => (found === undefined ? found : found[part]), words[lang]);
const number = (value, digits = 2) => value.toLocaleString(lang, { maximumFractionDigits: digits });

function said(key, values = {}) {
  return String(look(key)).replace(/\{(\w+)\}/g, (all, name) =>
    name in values ? (typeof values[name] === "number" ? number(values[name]) : values[name]) : all);
}

// "Sở Công Thương" is found by "so cong thuong", however its letters are composed.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
const clean = (text) => text.replace(/\s+/g, " ").trim();

function speak(to) {
  lang = to;
  document.documentElement.lang = to;
  const values = (element) => JSON.parse(element.dataset.v || "{}");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = said(element.dataset.t, values(element));
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", said(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = said(element.dataset.tPlaceholder);
  for (const element of document.querySelectorAll("[data-n]")) {
    const value = Number(element.dataset.n);
    element.textContent = "share" in element.dataset ? `${number(value * 100, 1)} %` : number(value);
  }
  for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.dataset.lang === to));
  for (const grid of grids) grid.relabel();
}

// What a cell is sorted and filtered by: its number, or the text of each of its items.
function worth(cell) {
  const numbered = cell.querySelector("[data-n]");
  return numbered ? Number(numbered.dataset.n) : clean(cell.textContent);
}
function values(cell) {
  const items = [...cell.querySelectorAll("li")];
  return (items.length ? items : [cell]).map((item) => {
    const word = item.querySelector("[data-t]");
    return word ? word.dataset.t : clean(item.textContent);
  });
}

class Grid {
  constructor(root) {
    this.root = root;
    this.name = root.dataset.name;
    this.body = root.querySelector("tbody");
    this.heads = [...root.querySelectorAll("thead th")];
    this.rows = [...this.body.rows].map((row, place) => ({ row, place, text: null, cells: [...row.cells] }));
    this.search = root.querySelector("input");
    this.selects = [...root.querySelectorAll("select")];
    this.count = root.querySelector(".count");
    this.more = root.querySelector(".more");
    this.printed = root.querySelector(".printed");
    this.all = false;
    this.first = Number(document.body.dataset.first);
    this.sorted = null;
    root.querySelector(".tools").hidden = false;
    this.search.addEventListener("input", () => this.show());
    for (const select of this.selects) select.addEventListener("change", () => this.show());
    this.heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => this.sort(column)));
    this.more.addEventListener("click", () => { this.all = !this.all; this.show(); });
    root.querySelector(".clear").addEventListener("click", () => this.choose({}));
    root.querySelector(".csv").addEventListener("click", () => this.save());
    this.relabel();
  }

  // Options with how many rows have each; words of the interface in the language of the page.
  relabel() {
    for (const select of this.selects) {
      const chosen = select.value, column = Number(select.dataset.column), found = new Map();
      for (const { cells } of this.rows)
        for (const value of new Set(values(cells[column]))) if (value) found.set(value, (found.get(value) || 0) + 1);
      const named = [...found].map(([value, count]) => [value, look(value) === undefined ? value : look(value), count]);
      named.sort((a, b) => a[1].localeCompare(b[1], "vi", { numeric: true }));
      const any = new Option(said("index.grid.any", { column: said(`index.columns.${select.dataset.name}`) }), "");
      select.replaceChildren(any, ...named.map(([value, name, count]) => new Option(`${name} (${number(count)})`, value)));
      select.value = chosen;
    }
    for (const known of this.rows) known.text = null;
    this.show();
  }

  choose(wanted) {
    this.search.value = wanted.q || "";
    for (const select of this.selects) {
      const value = wanted[select.dataset.name] || "";
      select.value = [...select.options].some((option) => option.value === value) ? value
        : [...select.options].map((option) => option.value).find((option) => option.endsWith(`.${value}`) && value) || "";
    }
    this.show();
  }

  holds(known) {
    if (known.text === null) known.text = plain(clean(known.cells.map((cell) => cell.textContent).join(" ")));
    return plain(this.search.value).split(/\s+/).every((part) => known.text.includes(part)) &&
      this.selects.every((select) => !select.value || values(known.cells[Number(select.dataset.column)]).includes(select.value));
  }

  show() {
    this.shown = this.rows.filter((known) => this.holds(known));
    const visible = new Set(this.all ? this.shown : this.shown.slice(0, this.first));
    for (const known of this.rows) known.row.hidden = !visible.has(known);
    this.count.textContent = said("index.grid.shown", { shown: this.shown.length, of: this.rows.length });
    this.more.hidden = this.shown.length <= this.first;
    this.printed.hidden = visible.size === this.shown.length;
    this.printed.textContent = said("index.grid.printed", { printed: visible.size, of: this.shown.length });
    this.more.textContent = this.all ? said("index.grid.fewer") : said("index.grid.more", { of: this.shown.length });
  }

  sort(column) {
    const up = !(this.sorted && this.sorted.column === column && this.sorted.up);
    this.sorted = { column, up };
    this.heads.forEach((head, i) => head.setAttribute("aria-sort", i !== column ? "none" : up ? "ascending" : "descending"));
    const compare = (a, b) => {
      const [x, y] = [worth(a.cells[column]), worth(b.cells[column])];
      if (x === "" || y === "") return x === y ? a.place - b.place : x === "" ? 1 : -1; // what is empty comes last
      const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "vi", { numeric: true });
      return (up ? order : -order) || a.place - b.place;
    };
    this.rows.sort(compare);
    this.body.append(...this.rows.map((known) => known.row));
    this.show();
  }

  // Exactly what the table shows by its filters and order; a text that a spreadsheet would run gets an apostrophe.
  save() {
    const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
    const lines = [this.heads.map((head) => cell(clean(head.textContent))).join(",")];
    for (const { cells } of this.shown)
      lines.push(cells.map((each) => {
        const value = worth(each);
        return typeof value === "number" ? String(value) : cell([...each.querySelectorAll("li")].map((item) => clean(item.textContent)).join("; ") || value);
      }).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", lines.join("\n"), "\n"], { type: "text/csv" }));
    link.download = `${this.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}

const grids = [...document.querySelectorAll(".grid")].filter((root) => root.querySelector("table")).map((root) => new Grid(root));

// One search for all pages is a page of its own: it holds every text, which the overview need not.
document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  location.href = `search.html#q=${encodeURIComponent(event.target.querySelector("input").value)}`;
});

// #tasks&lead=…&quarter=2022-Q1 filters that table: an address that can be sent.
function follow() {
  const [section, ...asked] = location.hash.slice(1).split("&");
  const target = document.getElementById(section);
  if (!target || !asked.length) return;
  const grid = grids.find((each) => target.contains(each.root));
  if (!grid) return;
  grid.choose(Object.fromEntries(new URLSearchParams(asked.join("&"))));
  target.scrollIntoView();
  document.documentElement.dataset.followed = location.hash;
}
addEventListener("hashchange", follow);

for (const button of document.querySelectorAll("#languages button"))
  button.addEventListener("click", () => {
    speak(button.dataset.lang);
    try { localStorage.setItem("policygraph-lang", lang); } catch { /* a page from the disk may have no storage */ }
  });
let kept = null;
try { kept = localStorage.getItem("policygraph-lang"); } catch { /* likewise */ }
if (kept && kept !== lang && kept in words) speak(kept);

// What lies in a closed part of the page is printed too.
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.dataset.was = part.open; part.open = true; }));
addEventListener("afterprint", () => document.querySelectorAll("details").forEach((part) => { part.open = part.dataset.was === "true"; }));

// The largest group stands on top; what is left of it may be empty.
const drawn = document.querySelector(".drawn");
if (drawn) {
  const edge = drawn.getBoundingClientRect();
  const boxes = [...drawn.querySelectorAll("rect")].map((box) => box.getBoundingClientRect()).filter((box) => box.top < edge.top + 320);
  drawn.scrollLeft = Math.max(0, Math.min(...boxes.map((box) => box.left)) - edge.left - 12);
}

goesOn(document.querySelectorAll(".wide, .drawn, #gantt"));

follow();
document.documentElement.dataset.ready = "yes";
