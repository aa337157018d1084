"use strict";
/* The editor writes its styles into style elements, which this page's policy refuses: they become style sheets instead,
   which no document can write. Runs before the editor's own script. */
(() => {
  const known = new Set();
  const adopt = (node) => {
    if (node.id && known.has(node.id)) return node;
    known.add(node.id);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(node.textContent);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return node;
  };
  for (const way of ["appendChild", "insertBefore"]) {
    const plain = document.head[way].bind(document.head);
    document.head[way] = (node, ...more) => (node.tagName === "STYLE" ? adopt(node) : plain(node, ...more));
  }
})();
