"use strict";
/* The field for the query: Ace with SPARQL's colours and completion of our names; a plain field where Ace is missing. */

const KEYWORDS = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "GRAPH", "VALUES", "BIND", "AS", "GROUP BY", "ORDER BY",
  "DESC", "LIMIT", "OFFSET", "HAVING", "COUNT", "SUM", "MIN", "MAX", "AVG", "GROUP_CONCAT", "CONSTRUCT", "ASK", "DESCRIBE", "EXISTS",
  "NOT EXISTS", "MINUS", "BOUND", "IF", "COALESCE", "REGEX", "CONTAINS", "STRSTARTS", "STR", "LANG", "LCASE", "YEAR", "MONTH"];

function createEditor(field, page, run) {
  if (!window.ace) {
    field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); });
    return { get: () => field.value, set: (text) => { field.value = text; }, focus: () => field.focus(), label() {}, mark() {} };
  }
  const place = element("div", { id: "ace" });
  field.after(place);
  field.hidden = true;
  ace.config.set("basePath", "ace");
  const editor = ace.edit(place, {
    mode: "ace/mode/sparql", value: field.value, minLines: 6, maxLines: 12, showPrintMargin: false, fontSize: 14, tabSize: 2,
    useSoftTabs: true, useWorker: false, enableBasicAutocompletion: true, enableLiveAutocompletion: true, wrap: true,
  });
  // Tab leaves the field, as it does any other: whoever has no mouse must get out of it.
  for (const name of ["indent", "outdent", "blockindent", "blockoutdent"]) editor.commands.removeCommand(name);
  editor.commands.bindKeys({ "Tab": null, "Shift-Tab": null });
  editor.commands.addCommand({ name: "ask", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: run });
  editor.completers = [completer(page)];
  const input = editor.textInput.getElement();
  return {
    get: () => editor.getValue(),
    set: (text) => { editor.setValue(text, -1); editor.session.clearAnnotations(); },
    focus: () => editor.focus(),
    label: (text) => { input.setAttribute("aria-label", text); },
    /* A mark at the line that a complaint names. */
    mark(said) {
      const found = /line (\d+), column (\d+)/.exec(said);
      editor.session.setAnnotations(found ? [{ row: found[1] - 1, column: found[2] - 1, text: said, type: "error" }] : []);
    },
  };
}

/* Our classes and properties by their names in both languages, prefixes, keywords, and the variables of this query. */
function completer(page) {
  const terms = page.terms.map(([name, kind, vi, en, means]) => ({
    caption: vi ? `${name}  ${vi} · ${en}` : name, value: name, meta: kind, score: 900, docText: means || undefined,
  }));
  const fixed = [
    ...terms,
    ...Object.keys(page.prefixes).map((name) => ({ caption: `${name}:`, value: `${name}:`, meta: "prefix", score: 500 })),
    ...KEYWORDS.map((word) => ({ caption: word, value: word, meta: "SPARQL", score: 300 })),
  ];
  return {
    identifierRegexps: [/[\w:?$-]/],
    getCompletions(editor, session, position, prefix, callback) {
      const variables = [...new Set(session.getValue().match(/[?$]\w+/g) || [])].filter((name) => name !== prefix);
      callback(null, [...fixed, ...variables.map((name) => ({ caption: name, value: name, meta: "?", score: 700 }))]);
    },
  };
}
