"use strict";
/* Texts and elements. Words of documents become text nodes, never markup. */

// Formatting characters (marks of direction, zero widths) and controls would steer what stands around them.
const clean = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === "\n" || c === "\t" ? c : ""));

/* Without diacritics, in small letters, words with single blanks between: "Sở Công Thương" -> "so cong thuong". */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase()
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

function element(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function drawn(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value); // a function of ours, never a text
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/* The words of the interface in the language that is on. */
function createWords(told, lang, section = "graph") {
  const words = {
    lang,
    languages: Object.keys(told),
    /* t("found", { n: 3 }): the words under found of the page's section, with {n} filled in. */
    t(key, values = {}) {
      const text = key.split(".").reduce((at, name) => at[name], told[words.lang][section]);
      return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
    },
    language: (code) => told[code].shared.language,
    node: (kind) => told[words.lang].shared.node_kinds[kind === "cited" ? "document" : kind],
    status: (node) => told[words.lang].shared[node.group === "cited" ? "cited" : "read"],
    edge: (kind, forward) => told[words.lang].shared.edge_kinds[kind][forward ? "forward" : "backward"],
    tier: (tier) => told[words.lang].shared.tiers[String(tier || 0)],
    number: (n) => n.toLocaleString(words.lang === "vi" ? "vi-VN" : "en-GB"),
    /* Fixed words of the page: data-word, data-label, data-hint name what stands in the text, label, placeholder. */
    apply() {
      document.documentElement.lang = words.lang;
      document.title = words.t("title");
      for (const at of document.querySelectorAll("[data-word]")) at.textContent = words.t(at.dataset.word);
      for (const at of document.querySelectorAll("[data-page]")) at.textContent = told[words.lang].shared.pages[at.dataset.page];
      for (const at of document.querySelectorAll("[data-label]")) at.setAttribute("aria-label", words.t(at.dataset.label));
      for (const at of document.querySelectorAll("[data-hint]")) at.setAttribute("placeholder", words.t(at.dataset.hint));
    },
  };
  return words;
}
