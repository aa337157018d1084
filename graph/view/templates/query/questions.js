"use strict";
/* The named questions: a menu by topic that can be searched, and a form for what the chosen one leaves open. */

const NAMES = {
  document: "SELECT DISTINCT ?name WHERE { ?d a pol:PolicyDocument . { ?d eli:id_local ?name } UNION { ?d pol:sourceFile ?f ; rdfs:label ?name } } ORDER BY ?name LIMIT 3000",
  agency: "SELECT DISTINCT ?name WHERE { { ?a pol:leads ?t } UNION { ?a pol:coordinates ?t } ?a rdfs:label ?name } ORDER BY ?name LIMIT 3000",
  place: "SELECT DISTINCT ?name WHERE { ?d pol:sourceFile ?f ; pol:jurisdiction ?p . ?p rdfs:label ?name } ORDER BY ?name LIMIT 3000",
  quarter: "SELECT DISTINCT ?name WHERE { ?t pol:due ?due BIND(CONCAT(STR(YEAR(?due)), \"-Q\", STR(xsd:integer(FLOOR((MONTH(?due) + 2) / 3)))) AS ?name) } ORDER BY ?name",
};

function createQuestions(page, words, ask, chosen) {
  const list = document.getElementById("questions"), form = document.getElementById("open"), find = document.getElementById("find");
  const known = new Map(page.questions.map((question) => [question.name, question]));
  const suggested = new Map();
  const state = { name: "", values: {} };

  function draw() {
    const asked = fold(find.value).split(" ").filter(Boolean);
    list.replaceChildren(...Object.entries(page.topics).map(([topic, said]) => {
      const fitting = page.questions.filter((question) => question.topic === topic
        && asked.every((word) => fold(`${question.name} ${question.vi} ${question.en}`).includes(word)));
      return fitting.length ? element("section", {}, element("h3", {}, said[words.lang]), element("ul", {}, fitting.map((question) =>
        element("li", {}, element("button", { type: "button", "data-name": question.name,
          "aria-pressed": String(question.name === state.name), onclick: () => choose(question.name, {}, true) }, question[words.lang]))))) : null;
    }).filter(Boolean));
    if (!list.children.length) list.append(element("p", { class: "note" }, words.t("menu.none")));
  }

  function choose(name, values, run) {
    const question = known.get(name);
    state.name = question ? name : "";
    state.values = { ...values };
    drawForm();
    for (const button of list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.name === state.name));
    if (question) chosen(question, run && !question.open.length);
    if (question && question.open.length && run) form.querySelector("input").focus();
  }

  function drawForm() {
    const question = known.get(state.name);
    form.hidden = !question;
    form.replaceChildren();
    if (!question) return;
    form.append(element("h2", {}, question[words.lang]));
    for (const [name, example] of question.open) {
      const input = element("input", { id: `open-${name}`, name, value: state.values[name] || "", list: `names-${name}`, autocomplete: "off",
        spellcheck: "false", placeholder: words.t("form.as", { example }), onfocus: () => suggest(name),
        oninput: () => { state.values[name] = input.value; } });
      form.append(element("label", {}, element("span", {}, words.t(`form.names.${name}`)), " ", input, element("datalist", { id: `names-${name}` },
        (suggested.get(name) || []).map((value) => element("option", { value })))));
    }
    form.append(element("button", { type: "submit", class: "main" }, words.t("run")));
    if (question.open.length) form.append(element("p", { class: "note" }, words.t("form.empty")));
  }

  async function suggest(name) {
    if (suggested.has(name) || !NAMES[name]) return;
    suggested.set(name, []);
    const found = await ask(NAMES[name]).catch(() => null);
    if (!found) return;
    suggested.set(name, found.results.bindings.map((row) => row.name.value));
    document.getElementById(`names-${name}`)?.replaceChildren(...suggested.get(name).map((value) => element("option", { value })));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); chosen(known.get(state.name), true); });
  find.addEventListener("input", draw);
  return {
    draw() { draw(); drawForm(); },
    choose, state, known,
    /* What is filled in, without what was left empty. */
    filled: () => Object.fromEntries(Object.entries(state.values).filter(([, value]) => value.trim())),
  };
}
