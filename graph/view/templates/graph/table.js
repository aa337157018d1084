"use strict";
/* The table behind every view: the same rows as the picture, to read, and to take away as CSV. */
function createTable(graph, words, { link }) {
  const PART = 200;
  const LONG = new Set(["name", "title", "from", "to", "words", "document"]);
  const SHORT = new Set(["kind", "relation", "tier", "role"]);

  const kinds = graph.page.kinds.map((kind) => kind.name);
  const inOrder = (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.group === "cited") - (b.group === "cited") || a.id - b.id;

  const things = (nodes) => ({
    columns: ["kind", "name", "number", "date", "issuer", "tier", "place", "title", "iri"],
    rows: [...nodes].sort(inOrder).map((node) => ({
      node,
      cells: [
        node.kind === "document" ? `${words.node("document")} (${words.status(node)})` : words.node(node.kind), node.label, node.number || "", node.date || "",
        node.kind === "document" ? graph.issuer(node) : "", node.tier ? words.tier(node.tier) : "", graph.place(node), node.title || "", graph.page.id + node.iri,
      ],
    })),
  });

  /* A row for each quotation of each edge; one without words is there too. */
  const steps = (edges) => ({
    columns: ["from", "relation", "to", "words", "document", "file", "start", "end", "warning", "from-iri", "to-iri"],
    rows: edges.flatMap((edge) => {
      const [from, to] = [graph.node(edge.from), graph.node(edge.to)];
      const quotes = edge.quotes && edge.quotes.length ? edge.quotes : [{ exact: "", start: null, end: null }];
      return quotes.map((quote) => {
        const document = graph.node(quote.document);
        return {
          node: from,
          cells: [from.label, words.edge(edge.kind, true), to.label, quote.exact || "", document ? document.label : "", (document && document.file) || "",
            quote.start ?? "", quote.end ?? "", quote.warning || "", graph.page.id + from.iri, graph.page.id + to.iri],
        };
      });
    }),
  });

  const work = (tasks) => ({
    columns: ["role", "name", "document", "ordinal", "timing", "due", "words", "iri"],
    rows: tasks.map((task) => ({
      node: task.thing,
      cells: [words.t(`agency.${task.role}`), graph.facts(task.thing.id).text || task.thing.label, task.document.label, graph.facts(task.thing.id).ordinal || "",
        task.timing, task.due, (task.edge.quotes || []).map((quote) => quote.exact).filter(Boolean).join(" | "), graph.page.id + task.thing.iri],
    })),
  });

  /* Names and sentences have room; addresses are not printed. */
  const looks = (name) => (LONG.has(name) ? "long" : SHORT.has(name) ? "short" : name.endsWith("iri") ? "address" : null);

  function show(at, { columns, rows }, caption) {
    const body = element("tbody", {});
    const part = (from) => {
      body.append(...rows.slice(from, from + PART).map(({ node, cells }) => element("tr", {}, ...cells.map((cell, i) => {
        const text = cut(String(cell), 300);
        return element(i === 1 ? "th" : "td", { scope: i === 1 ? "row" : null, class: looks(columns[i]) }, columns[i] === "name" || columns[i] === "from" ? link(node, text) : text);
      }))));
      more.hidden = from + PART >= rows.length;
      more.onclick = () => part(from + PART);
    };
    const more = element("button", { type: "button" }, words.t("table.more"));
    at.replaceChildren(element("table", {}, element("caption", {}, `${caption} (${words.number(rows.length)})`),
      element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col", class: looks(name) }, words.t(`columns.${name}`))))), body), more);
    part(0);
  }

  /* A cell that a spreadsheet would take for a formula gets an apostrophe: the words of documents are not ours. */
  const cell = (value) => {
    const text = String(value);
    const inert = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
  };
  const csv = ({ columns, rows }) => `\ufeff${[columns.map((name) => words.t(`columns.${name}`)), ...rows.map((row) => row.cells)].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  return { things, steps, work, show, csv };
}
