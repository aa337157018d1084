"use strict";
/* Bars: the first column of words against the columns of numbers, at most 40 rows, in the order of the answer. */

const BARS = 40, COLOURS = ["#1b4f8a", "#c26a00", "#2f7d4f", "#8a3f8f"];

/* The columns that a chart can be made of; null where there is no number beside a name. */
function chartColumns({ columns, rows }) {
  const numbers = columns.filter((name) => rows.some((row) => isNumber(row[name])) && rows.every((row) => !row[name] || isNumber(row[name]))).slice(0, COLOURS.length);
  const names = columns.filter((name) => !numbers.includes(name) && rows.some((row) => row[name]));
  return numbers.length && names.length && rows.length > 1 ? { name: names[0], second: names[1], numbers } : null;
}

function drawChart(place, answer, page, words) {
  const chosen = chartColumns(answer);
  place.replaceChildren();
  if (!chosen) { place.append(element("p", { class: "note" }, words.t("chart.none"))); return; }
  const rows = answer.rows.slice(0, BARS), { numbers } = chosen;
  const most = Math.max(...rows.flatMap((row) => numbers.map((name) => Number(row[name]?.value || 0))), 0) || 1;
  const line = 16, gap = 10, left = 330, wide = 900, high = rows.length * (numbers.length * line + gap) + 34;
  const svg = drawn("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": words.t("chart.label", { name: chosen.name, numbers: numbers.join(", ") }) });
  numbers.forEach((name, at) => svg.append(drawn("rect", { x: left + at * 130, y: 6, width: 12, height: 12, fill: COLOURS[at] }),
    drawn("text", { x: left + at * 130 + 17, y: 16, "font-size": 12 }, name)));
  rows.forEach((row, number) => {
    const top = 28 + number * (numbers.length * line + gap);
    const label = [chosen.name, chosen.second].filter(Boolean).map((name) => shownText(row[name], page.id)).filter(Boolean).join(" · ");
    svg.append(drawn("text", { x: left - 8, y: top + (numbers.length * line) / 2 + 4, "text-anchor": "end", "font-size": 12 }, cut(label, 52), drawn("title", {}, label)));
    numbers.forEach((name, at) => {
      const value = Number(row[name]?.value || 0), width = Math.max(0, (value / most) * (wide - left - 70));
      svg.append(drawn("rect", { x: left, y: top + at * line, width, height: line - 3, fill: COLOURS[at] }),
        drawn("text", { x: left + width + 5, y: top + at * line + 11, "font-size": 11 }, row[name] ? words.number(value) : ""));
    });
  });
  place.append(svg);
  if (answer.rows.length > BARS) place.append(element("p", { class: "note" }, words.t("chart.cut", { shown: BARS, of: words.number(answer.rows.length) })));
}
