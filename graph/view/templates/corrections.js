"use strict";
/* Lines of corrections.yaml, as `graph.model.corrections.line` writes them; who decides, and how a line gets away from the page. */
const corrections = (() => {
  const order = ["as", "task", "number", "lead", "coordinate", "time", "body", "from", "to", "name", "kind", "value", "unit", "year", "comparator"];
  const key = "policygraph-curator";
  let curator = "";
  try { curator = localStorage.getItem(key) ?? ""; } catch { /* a page from the disk may have no storage */ }

  /* What a reader of YAML may take for the end of a line, or what steers, is written by its number. */
  const quoted = (value) => JSON.stringify(value).replace(/[\p{C}\p{Zl}\p{Zp}]|[^\S ]/gu, (c) => {
    const code = c.codePointAt(0);
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });

  function line(one) {
    const pairs = [[one.verb, one.verb === "read" ? one.words : one.about], ["document", one.document]];
    if (one.verb !== "read") pairs.push(["words", one.words]);
    for (const name of order) {
      const value = one.details?.[name];
      if (Array.isArray(value) ? value.length : name === "as" ? value !== undefined : value) pairs.push([name, value]);
    }
    pairs.push(["by", one.by ?? curator], ["date", one.date ?? today()], ["why", one.why ?? ""]);
    const told = pairs.map(([name, value]) => `${name}: ${Array.isArray(value) ? `[${value.map(quoted).join(", ")}]` : quoted(value)}`);
    return `- {${told.join(", ")}}`;
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }

  function sign(name) {
    curator = name.trim();
    try { localStorage.setItem(key, curator); } catch { /* it is asked again then */ }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // no permission, or a browser that gives none to pages from the disk
      const before = document.activeElement;
      const field = document.createElement("textarea");
      field.className = "unseen";
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      before?.focus({ preventScroll: true });
      return done;
    }
  }

  return { line, today, sign, copy, who: () => curator };
})();
