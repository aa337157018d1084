"use strict";
/* What an agency leads and takes part in: a row for each document, a column for each quarter (or year) of the deadline. */
function createAgency(graph, words, allows, address) {
  const ROLES = { leads: "led", coordinates: "helped" };
  const QUARTERS = 12; // more of them, and years stand in their place

  function work(id) {
    const found = [];
    for (const edge of graph.edgesOf(id)) {
      if (!edge.drawn || !(edge.kind in ROLES) || edge.from !== id) continue;
      const thing = graph.node(edge.to);
      if (!allows.there(thing)) continue;
      const facts = graph.facts(thing.id);
      const document = thing.home === undefined ? thing : graph.node(thing.home);
      found.push({ thing, document, role: ROLES[edge.kind], edge, due: facts.due || facts.start || "", timing: facts.timing || "", recurrence: facts.recurrence || "" });
    }
    return found;
  }

  const quarter = (day) => `${day.slice(0, 4)} ${words.t("agency.quarter")}${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;

  function columns(tasks) {
    const dated = [...new Set(tasks.filter((task) => task.due && !task.recurrence).map((task) => quarter(task.due)))];
    const by = dated.length > QUARTERS ? (day) => day.slice(0, 4) : quarter;
    const column = (task) => (task.recurrence ? "~" : task.due ? by(task.due) : "~~");
    const keys = [...new Set(tasks.map(column))].sort();
    return { keys, column };
  }

  /* A heading in two rows where one would touch its neighbour. */
  function folded(text, room) {
    const words = text.split(" ");
    if (text.length * 7.2 <= room || words.length < 2) return [text];
    const half = Math.ceil(words.length / 2);
    return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
  }

  const head = (key) => ({ "~": words.t("agency.recurring"), "~~": words.t("agency.open") })[key] || key;

  function draw(id, width) {
    if (id === null) return { svg: ranking(width), rows: [] };
    const tasks = work(id);
    if (!tasks.length) return { svg: null, rows: [] };
    const { keys, column } = columns(tasks);
    const NAME = Math.min(270, width * 0.3);
    const wide = Math.max(74, Math.min(170, (width - NAME - 30) / keys.length));
    const across = Math.max(3, Math.floor((wide - 12) / 15));
    const documents = [...new Set(tasks.map((task) => task.document))].sort((a, b) => (a.date || "9").localeCompare(b.date || "9") || a.id - b.id);
    const total = NAME + wide * keys.length + 20;
    const svg = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", class: "agency", role: "group", "aria-label": words.t("agency.label", { name: graph.node(id).label }), "font-family": '"Noto Sans","Segoe UI",system-ui,sans-serif', "font-size": 12 });
    keys.forEach((key, i) => {
      const x = NAME + i * wide;
      if (i % 2 === 0) svg.append(drawn("rect", { class: "stripe", x, y: 0, width: wide, height: 10, fill: "#f4f7fa" }));
      const rows = folded(head(key), wide - 10);
      rows.forEach((row, n) => svg.append(drawn("text", { x: x + wide / 2, y: 22 + (n - (rows.length - 1) / 2) * 14, "text-anchor": "middle", "font-weight": 600, fill: "#1c2733", "font-size": 11.5 }, row)));
    });
    let y = 36;
    for (const document of documents) {
      const mine = tasks.filter((task) => task.document === document);
      const cells = keys.map((key) => mine.filter((task) => column(task) === key).sort((a, b) => a.role.localeCompare(b.role) * -1 || a.thing.id - b.thing.id));
      const tall = Math.max(46, 18 + 15 * Math.max(...cells.map((cell) => Math.ceil(cell.length / across))));
      svg.append(drawn("path", { d: `M0 ${y}H${total}`, stroke: "#d3dce5" }), title(document, mine, y, NAME));
      cells.forEach((cell, i) => cell.forEach((task, n) => svg.append(dot(task, NAME + i * wide + 13 + (n % across) * 15, y + 16 + Math.floor(n / across) * 15))));
      y += tall;
    }
    svg.setAttribute("viewBox", `0 0 ${total.toFixed(0)} ${y + 6}`);
    svg.setAttribute("width", total.toFixed(0));
    svg.setAttribute("height", y + 6);
    for (const stripe of svg.querySelectorAll(".stripe")) stripe.setAttribute("height", y);
    return { svg, rows: tasks };
  }

  function title(document, mine, y, wide) {
    const led = mine.filter((task) => task.role === "led").length;
    return drawn("a", { href: address({ node: document.id }), class: "box", "data-node": document.id },
      drawn("title", {}, document.label),
      drawn("text", { x: 4, y: y + 18, "font-weight": 600, fill: "#0b4a8f" }, cut(document.short, Math.floor(wide / 7.4))),
      drawn("text", { x: 4, y: y + 35, fill: "#3f4f60", "font-size": 11 }, cut([graph.place(document), words.t("agency.counts", { led, helped: mine.length - led })].filter(Boolean).join(" · "), Math.floor(wide / 5.6))));
  }

  function dot(task, x, y) {
    const led = task.role === "led";
    return drawn("a", { href: address({ node: task.thing.id }), class: "box", "data-node": task.thing.id, "aria-label": `${words.t(`agency.${task.role}`)}: ${cut(task.thing.label, 160)}${task.timing ? ` (${task.timing})` : ""}` },
      drawn("title", {}, `${words.t(`agency.${task.role}`)}: ${task.thing.label}${task.timing ? `\n${task.timing}` : ""}`),
      drawn("path", { d: led ? shapePath("square", x, y, 5.5) : shapePath("dot", x, y, 5), fill: led ? "#d55e00" : "#ffffff", stroke: led ? "#7d3700" : "#b04e00", "stroke-width": 1.5 }));
  }

  const busiest = () => graph.nodes().filter((node) => node.work).sort((a, b) => (a.group === "group") - (b.group === "group") || b.work[0] - a.work[0] || b.work[1] - a.work[1] || a.id - b.id);

  /* Where no agency is chosen: those with most to do, as bars. */
  function ranking(width) {
    const list = busiest().slice(0, 24);
    if (!list.length) return null;
    const NAME = Math.min(360, width * 0.42);
    const most = Math.max(...list.map((node) => node.work[0] + node.work[1]));
    const unit = (width - NAME - 160) / Math.max(most, 1);
    const svg = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", class: "agency", width: width.toFixed(0), height: list.length * 26 + 40, viewBox: `0 0 ${width.toFixed(0)} ${list.length * 26 + 40}`, role: "group", "aria-label": words.t("agency.most"), "font-family": '"Noto Sans","Segoe UI",system-ui,sans-serif', "font-size": 12 },
      drawn("text", { x: 4, y: 20, "font-weight": 600, "font-size": 13, fill: "#1c2733" }, words.t("agency.most")));
    list.forEach((node, i) => {
      const y = 34 + i * 26;
      const [led, helped] = node.work;
      svg.append(drawn("a", { href: address({ node: node.id, view: "agency" }), class: "box", "data-node": node.id },
        drawn("title", {}, node.label),
        drawn("text", { x: 4, y: y + 14, fill: "#0b4a8f" }, cut(node.label, Math.floor(NAME / 6.6))),
        drawn("rect", { x: NAME, y: y + 2, width: led * unit, height: 16, fill: "#d55e00" }),
        drawn("rect", { x: NAME + led * unit, y: y + 2.5, width: Math.max(helped * unit - 1, 0), height: 15, fill: "#ffffff", stroke: "#b04e00" }),
        drawn("text", { x: NAME + (led + helped) * unit + 7, y: y + 14, fill: "#3f4f60", "font-size": 11 }, words.t("agency.counts", { led, helped }))));
    });
    return svg;
  }

  return { draw, busiest: () => busiest().slice(0, 100) };
}
