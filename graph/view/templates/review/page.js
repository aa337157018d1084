"use strict";
/* The review page: a decision for each doubt, kept over a reload, and saved as lines of corrections.yaml. */
(() => {
  const at = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(at(id).textContent);
  const words = read("words");
  const offers = read("data");
  const items = [...document.querySelectorAll(".item")];
  const KEY = "policygraph-review";
  /* What is said instead of a thing, by its kind; of two documents it is the one at the other end. */
  const SAYS = { task: ["lead", "coordinate", "time"], measure: [], zone: ["name"], project: ["name"], goal: ["name", "value", "unit", "year"] };
  const says = (kind) => SAYS[kind] ?? ["to"];
  const FIELDS = [...new Set(Object.values(SAYS).flat()), "to"];
  const LISTS = ["lead", "coordinate"];
  let lang = document.documentElement.lang;

  function said(key, values = {}) {
    const found = key.split(".").reduce((told, part) => told?.[part], words[lang]);
    return String(found ?? key).replace(/\{(\w+)\}/g, (all, name) => (name in values ? (typeof values[name] === "number" ? values[name].toLocaleString(lang) : values[name]) : all));
  }

  /* What was decided, by the finding: in the browser's storage; where there is none, with this page in the browser's history. */
  let stored = true;
  function recall() {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? "{}");
    } catch {
      stored = false;
      return history.state?.[KEY] ?? {};
    }
  }
  const decided = recall();
  function remember() {
    try {
      localStorage.setItem(KEY, JSON.stringify(decided));
    } catch {
      stored = false;
      history.replaceState({ ...history.state, [KEY]: decided }, "");
    }
    at("memory").hidden = stored;
    at("memory").textContent = stored ? "" : said("review.memory");
  }

  const name = (offer) => JSON.stringify([offer.verb, offer.about, offer.document, offer.words, offer.details]);

  /* The lines that a decision comes to. */
  function lines(offer, choice) {
    const why = choice.why || said(`review.because.${choice.what}`);
    const made = (verb, more = {}) => corrections.line({ ...offer, ...more, verb, why, date: choice.date });
    if (offer.verb === "same") return choice.what === "right" ? [made("same")] : choice.what === "wrong" ? [made("apart")] : [];
    if (choice.what === "right") return [made("say")];
    if (choice.what === "wrong") return [made("unsay")];
    if (choice.what === "otherwise") return [made("read", { words: choice.words, details: { as: choice.as } })];
    if (choice.what !== "instead") return [];
    const listed = (told) => told?.split(";").map((each) => each.trim()).filter(Boolean);
    const details = Object.fromEntries(says(choice.kind).map((each) => [each, LISTS.includes(each) ? listed(choice[each]) : choice[each]]));
    if ("to" in details) details.from = offer.details.from; // said here of another document, it still is
    return [made("unsay"), made("say", { about: choice.kind, words: choice.said, details })];
  }

  function chosen(item) {
    return decided[name(offers[item.dataset.item])];
  }

  function draw(item) {
    const offer = offers[item.dataset.item];
    const choice = chosen(item);
    const what = choice?.what ?? "open";
    for (const radio of item.querySelectorAll("input[type=radio]")) radio.checked = radio.value === what;
    for (const part of ["otherwise", "instead"]) {
      const node = item.querySelector(`.${part}`);
      if (node) node.hidden = what !== part;
    }
    const told = choice ? lines(offer, choice) : [];
    item.querySelector(".line").hidden = !told.length;
    item.querySelector("code").textContent = told.join("\n");
    item.toggleAttribute("data-decided", what !== "open");
    const shown = ["what", "words", ...says(item.querySelector("[data-field=what]")?.value)];
    for (const field of item.querySelectorAll(".instead .field")) field.hidden = !shown.includes(field.querySelector("[data-field]").dataset.field);
  }

  function count() {
    const done = items.filter((item) => chosen(item)).length;
    at("count").textContent = said("review.count", { done, of: items.length });
    for (const id of ["save", "copy-all", "forget"]) at(id).disabled = !done;
  }

  /* The fields of an item, from what was decided or from the finding. */
  function fill(item) {
    const offer = offers[item.dataset.item];
    const choice = chosen(item) ?? {};
    const put = (part, field, value) => {
      const input = item.querySelector(`.${part} [data-field=${field}]`);
      if (input) input.value = value ?? "";
    };
    put("otherwise", "words", choice.words ?? offer.words);
    put("otherwise", "as", choice.as ?? offer.words);
    put("instead", "what", choice.kind ?? offer.about);
    put("instead", "words", choice.said ?? offer.words);
    for (const field of FIELDS) put("instead", field, choice[field] ?? (field === "to" ? offer.details.to : undefined));
    put("line", "why", choice.why);
  }

  function decide(item) {
    const offer = offers[item.dataset.item];
    const what = item.querySelector("input[type=radio]:checked").value;
    const value = (part, field) => item.querySelector(`.${part} [data-field=${field}]`)?.value.trim();
    if (what === "open") delete decided[name(offer)];
    else {
      const choice = { what, date: chosen(item)?.date ?? corrections.today(), why: value("line", "why") };
      if (what === "otherwise") Object.assign(choice, { words: value("otherwise", "words"), as: value("otherwise", "as") });
      if (what === "instead") {
        Object.assign(choice, { kind: value("instead", "what"), said: value("instead", "words") });
        for (const field of FIELDS) choice[field] = value("instead", field) || undefined;
      }
      decided[name(offer)] = choice;
    }
    remember();
    draw(item);
    count();
  }

  const all = () => items.flatMap((item) => (chosen(item) ? lines(offers[item.dataset.item], chosen(item)) : []));

  /* Without a name a line would not be taken. */
  function signed() {
    if (corrections.who()) return true;
    at("curator").focus();
    at("told").textContent = said("review.name_first");
    at("curator").setAttribute("aria-invalid", "true");
    at("curator").placeholder = said("review.name_first");
    return false;
  }

  function save() {
    if (!signed()) return;
    const file = new Blob([`${all().join("\n")}\n`], { type: "text/yaml;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `corrections-${corrections.today()}.yaml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    at("told").textContent = said("review.saved", { file: link.download });
  }

  async function copied(text, button) {
    if (!signed()) return;
    const done = await corrections.copy(text);
    at("told").textContent = button.textContent = said(done ? "review.copied" : "review.not_copied");
    setTimeout(() => { button.textContent = said(button.dataset.t); }, 4000);
  }

  function speak(to) {
    lang = to;
    document.documentElement.lang = to;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = said(node.dataset.t, JSON.parse(node.dataset.v || "{}"));
    for (const button of document.querySelectorAll("#languages button")) button.setAttribute("aria-pressed", String(button.dataset.lang === to));
    if (items.length) { count(); remember(); }
    items.forEach(draw);
    try { localStorage.setItem("policygraph-lang", to); } catch { /* as above */ }
  }

  /* n and p go from doubt to doubt, a figure decides the one that has the focus. */
  function key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = document.activeElement;
    if (/^(TEXTAREA|SELECT)$/.test(here.tagName) || (here.tagName === "INPUT" && here.type !== "radio")) return;
    const current = here.closest(".item");
    if (event.key === "n" || event.key === "p") {
      event.preventDefault();
      const from = current ? items.indexOf(current) : event.key === "n" ? -1 : items.length;
      const next = items[Math.min(Math.max(from + (event.key === "n" ? 1 : -1), 0), items.length - 1)];
      next.querySelector("input[type=radio]:checked").focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (current && /^[1-5]$/.test(event.key)) {
      const radio = current.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
      if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); decide(current); }
    }
  }

  for (const item of items) {
    fill(item);
    draw(item);
    item.addEventListener("input", () => decide(item));
    item.querySelector(".copy").addEventListener("click", (event) => copied(item.querySelector("code").textContent, event.target));
  }
  if (items.length) {
    at("curator").value = corrections.who();
    at("curator").addEventListener("input", () => { corrections.sign(at("curator").value); at("curator").removeAttribute("aria-invalid"); items.forEach(draw); });
    at("save").addEventListener("click", save);
    at("copy-all").addEventListener("click", (event) => copied(all().join("\n"), event.target));
    at("forget").addEventListener("click", () => {
      for (const item of items) delete decided[name(offers[item.dataset.item])];
      remember();
      for (const item of items) { fill(item); draw(item); }
      count();
      at("told").textContent = said("review.forgotten");
      items[0].querySelector("input[type=radio]:checked").focus();
    });
    count();
    remember();
  }
  for (const button of document.querySelectorAll("#languages button")) button.addEventListener("click", () => speak(button.dataset.lang));
  document.addEventListener("keydown", key);
  let remembered = null;
  try { remembered = localStorage.getItem("policygraph-lang"); } catch { /* as above */ }
  if (remembered && remembered !== lang && words[remembered]) speak(remembered);
  document.documentElement.dataset.ready = "yes";
})();
