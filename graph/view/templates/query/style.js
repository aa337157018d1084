"use strict";
/* Numbers, orders and names that table, chart and picture share. */

const NUMBERS = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const collator = new Intl.Collator("vi", { numeric: true });

const isNumber = (cell) => Boolean(cell && cell.type === "literal" && NUMBERS.test(cell.datatype || ""));

/* What a cell shows: things by their path, everything else as it is. */
function shownText(cell, base) {
  if (!cell) return "";
  if (cell.type === "uri") return cell.value.startsWith(base) ? cell.value.slice(base.length) : cell.value;
  return clean(cell.value);
}

/* Where a cell leads: a thing to its page, a Vietnamese name to what is called so. */
function leadsTo(cell, base) {
  if (!cell) return null;
  if (cell.type === "uri") {
    if (cell.value.startsWith(base)) return `id/${encodeURI(cell.value.slice(base.length)).replace(/[?#]/g, encodeURIComponent)}`;
    return /^https?:/.test(cell.value) ? cell.value : null;
  }
  return cell["xml:lang"] === "vi" ? `find?${new URLSearchParams({ name: cell.value })}` : null;
}

/* Several names in one cell, as GROUP_CONCAT joins them; a wording with a semicolon goes on in small letters. */
function severalNames(cell) {
  if (!cell || cell["xml:lang"] !== "vi" || !cell.value.includes("; ")) return null;
  const names = cell.value.split("; ");
  return names.every((name) => /^[\p{Lu}"“]/u.test(name) && name.length < 160) ? names : null;
}

/* Rows say where their words stand by file, start and end. */
function wordsAt(row) {
  if (!row.file || !row.start || row.file.type === "uri") return null;
  const start = Number(row.start.value), end = row.end ? Number(row.end.value) : start + 1;
  return `words?${new URLSearchParams({ file: row.file.value, start, end })}`;
}
