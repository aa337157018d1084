"use strict";
/* What was asked, kept in this browser; and the address that asks the same again. */

const KEPT = 30, WHERE = "policygraph-asked";

function createHistory(words, open) {
  const place = document.getElementById("asked");
  const read = () => { try { return JSON.parse(localStorage.getItem(WHERE)) || []; } catch { return []; } };
  function draw() {
    const kept = read();
    place.replaceChildren(...(kept.length ? kept.map((one) => element("li", {}, element("button", { type: "button", onclick: () => open(one.address) }, one.title)))
      : [element("li", { class: "note" }, words.t("history.none"))]));
  }
  document.getElementById("forget").addEventListener("click", () => { localStorage.removeItem(WHERE); draw(); });
  return {
    draw,
    keep(address, title) {
      const kept = [{ address, title }, ...read().filter((one) => one.address !== address)].slice(0, KEPT);
      try { localStorage.setItem(WHERE, JSON.stringify(kept)); } catch { /* a browser that keeps nothing */ }
      draw();
    },
  };
}

/* { name, query, values, view, lang } <-> what stands behind # in the address. */
function toAddress(state) {
  const parts = new URLSearchParams();
  if (state.name) parts.set("name", state.name); else if (state.query) parts.set("query", state.query);
  for (const [name, value] of Object.entries(state.values || {})) parts.set(`$${name}`, value);
  if (state.view && state.view !== "table") parts.set("view", state.view);
  if (state.lang) parts.set("lang", state.lang);
  return `#${parts}`;
}

function fromAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const values = Object.fromEntries([...parts].filter(([name]) => name.startsWith("$")).map(([name, value]) => [name.slice(1), value]));
  return { name: parts.get("name") || "", query: parts.get("query") || "", values, view: parts.get("view") || "table", lang: parts.get("lang") || "" };
}
