"use strict";
/* The graph as it stood on a day, by the rules of `graph/records/standing.py`: a document is there from its day of issue on, one without
   a date from the year that its number holds, and unless it leans on what came later; replaced or repealed it stays, drawn as such. Each stop of the slider is a day of issue. */
function createTime(graph, words, { bar, slider, told, all }, changed) {
  const ENDS = new Set(["replaces", "repeals"]);
  const between = new Set(graph.page.between);
  const first = (date) => `${date}-01-01`.slice(0, 10); // a month or a year counts from its first day
  const came = (date) => date !== undefined && date <= on.slice(0, date.length);
  const stops = [...new Set(graph.nodes().filter((node) => node.kind === "document" && node.date).map((node) => first(node.date)))].sort();
  let on = ""; // no day: everything
  let later = new Set();
  let ended = new Map();

  function known() {
    later = new Set();
    ended = new Map();
    if (!on) return;
    const papers = graph.nodes().filter((node) => node.kind === "document");
    const day = (node) => node.date || /\/((?:19|20)\d\d)(?:\/|$)/.exec(node.number || "")?.[1];
    const dated = new Set(papers.filter((node) => day(node) && !came(day(node))).map((node) => node.id));
    later = new Set(dated);
    const leans = (node) => graph.edgesOf(node.id).some((edge) => edge.drawn && edge.from === node.id && between.has(edge.kind) && dated.has(edge.to));
    for (const node of papers) if (!node.date && leans(node)) later.add(node.id);
    for (const edge of graph.edges()) {
      const by = graph.node(edge.from);
      if (!edge.drawn || !ENDS.has(edge.kind) || edge.from === edge.to || !came(by.date)) continue;
      if (!ended.has(edge.to) || by.date < ended.get(edge.to)) ended.set(edge.to, by.date);
    }
  }

  const there = (node) => later.size === 0 || !(later.has(node.id) || (node.home !== undefined && later.has(node.home)));

  function say() {
    const name = on || words.t("time.all");
    told.textContent = name;
    slider.setAttribute("aria-valuetext", name);
    slider.value = on ? String(stops.filter((stop) => stop <= on).length - 1) : slider.max;
    all.hidden = !on;
    bar.hidden = stops.length < 2;
  }

  function choose(day) {
    on = day;
    known();
    say();
    changed();
  }

  slider.max = String(stops.length);
  slider.addEventListener("input", () => choose(stops[Number(slider.value)] || ""));
  all.addEventListener("click", () => { choose(""); slider.focus(); });
  return {
    there,
    /* Since when a thing is replaced or repealed on that day; undefined where it is not. */
    ended: (id) => ended.get(id),
    refresh: say,
    past: () => on !== "",
    told: () => (on ? [["on", on]] : []),
    set(asked) {
      const day = asked.get("on") || "";
      on = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : "";
      known();
      say();
    },
  };
}
