"use strict";
/* The page: a question is chosen or written, asked, and its answer shown; the address says all of it. */
(() => {
  const held = (id) => JSON.parse(document.getElementById(id).textContent);
  const at = (id) => document.getElementById(id);
  const page = held("page"), told = held("words");
  const first = fromAddress(location.hash);
  const kept = () => { try { return localStorage.getItem("policygraph-lang"); } catch { return null; } };
  const words = createWords(told, [first.lang, kept()].find((each) => told[each]) || document.documentElement.lang, "query");
  const table = createTable(at("table"), page, words);
  const VIEWS = ["table", "chart", "picture"];
  let view = VIEWS.includes(first.view) ? first.view : "table", answer = null, running = null, own = "";

  const editor = createEditor(at("query"), page, () => run());
  const questions = createQuestions(page, words, ask, (question, now) => { editor.set(question.sparql); own = question.sparql; if (now) run(); });
  const history = createHistory(words, (address) => { location.hash = address; });

  async function request(parameters, options = {}) {
    const response = await fetch("sparql", { method: "POST", body: new URLSearchParams(parameters), ...options });
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  }
  async function ask(query) { return (await request({ query, format: "json" })).json(); }

  /* What is asked now: the named question as long as its text was not changed. */
  function asked() {
    const text = editor.get();
    const name = questions.state.name && text === own ? questions.state.name : "";
    return { name, query: text, values: name || /VALUES \?\w+ \{ UNDEF \}/.test(text) ? questions.filled() : {}, view, lang: words.lang };
  }
  function sent({ query, values }) {
    return { query, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`$${name}`, value])) };
  }

  async function run() {
    const state = asked();
    if (!state.query.trim()) { say(words.t("ask_first"), true); return; }
    running?.abort();
    const mine = running = new AbortController();
    document.documentElement.dataset.asked = "no";
    say(words.t("running"));
    at("stop").hidden = false;
    at("answer").hidden = true;
    editor.mark("");
    const started = performance.now();
    try {
      const response = await request(sent(state), { signal: mine.signal, headers: { Accept: "application/sparql-results+json, application/n-triples" } });
      const triples = response.headers.get("Content-Type").startsWith("application/n-triples");
      const found = triples ? null : await response.json();
      answer = triples ? fromTriples(await response.text()) : fromJson(found);
      answer.cut = response.headers.has("X-Rows-Cut");
      answer.seconds = (performance.now() - started) / 1000;
      if (answer.triples && view === "table") view = "picture"; else if (!answer.triples && view === "picture") view = "table";
      const address = toAddress({ ...state, view });
      if (location.hash !== address) window.history.pushState(null, "", address);
      history.keep(address, title(state));
      show();
    } catch (error) {
      if (error.name === "AbortError") { say(words.t("stopped")); return; }
      say(error.message === "Failed to fetch" ? words.t("offline") : error.message, true);
      editor.mark(error.message);
    } finally {
      if (running === mine) { running = null; at("stop").hidden = true; document.documentElement.dataset.asked = "yes"; }
    }
  }

  function title(state) {
    const question = state.name && questions.known.get(state.name);
    const values = Object.values(state.values).join(", ");
    return cut((question ? question[words.lang] : state.query.replace(/\s+/g, " ").trim()) + (values ? ` — ${values}` : ""), 140);
  }

  function fromJson(found) {
    if ("boolean" in found) return { columns: ["answer"], rows: [{ answer: { type: "literal", value: String(found.boolean) } }] };
    return { columns: found.head.vars, rows: found.results.bindings };
  }

  /* N-Triples, line by line: no text can hold a line's end there. */
  function fromTriples(text) {
    const term = /<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?/g;
    const plain = (said) => said.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
      one ? ({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }[one] ?? one) : String.fromCodePoint(parseInt(four || eight, 16)));
    const rows = text.split("\n").filter(Boolean).map((line) => [...line.matchAll(term)].slice(0, 3).map(([, iri, blank, literal, lang, datatype]) =>
      iri !== undefined ? { type: "uri", value: plain(iri) } : blank ? { type: "bnode", value: blank }
        : { type: "literal", value: plain(literal), ...(lang ? { "xml:lang": lang } : {}), ...(datatype ? { datatype } : {}) }));
    return { columns: ["subject", "predicate", "object"], triples: true, rows: rows.map(([subject, predicate, object]) => ({ subject, predicate, object })) };
  }

  function show() {
    at("answer").hidden = false;
    const { rows, cut: left, seconds } = answer;
    say(words.t(rows.length ? "found" : "nothing", { n: words.number(rows.length), s: words.number(Math.max(0.01, Math.round(seconds * 100) / 100)) })
      + (left ? ` ${words.t("cut")}` : ""));
    for (const name of VIEWS) {
      at(name).hidden = name !== view;
      at(`as-${name}`).setAttribute("aria-pressed", String(name === view));
    }
    at("as-picture").disabled = !answer.triples;
    at("as-chart").disabled = Boolean(answer.triples);
    if (view === "table") table.show(answer);
    if (view === "chart") drawChart(at("chart"), answer, page, words);
    if (view === "picture") drawPicture(at("picture"), answer.rows, page, words);
    at("save-xlsx").hidden = answer.triples;
    at("save-csv").hidden = answer.triples;
  }

  function say(text, wrong = false) {
    at("said").textContent = text;
    at("said").classList.toggle("wrong", wrong);
  }

  async function save(format) {
    const ending = answer.triples && format === "json" ? "jsonld" : format;
    try {
      const blob = await (await request({ ...sent(asked()), format: ending })).blob();
      const link = element("a", { href: URL.createObjectURL(blob), download: `${questions.state.name || "answer"}.${ending}` });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (error) { say(error.message, true); }
  }

  async function share() {
    const address = location.href.replace(/#.*$/, "") + toAddress(asked());
    window.history.replaceState(null, "", address);
    try { await navigator.clipboard.writeText(address); say(words.t("share.copied")); } catch { say(words.t("share.here", { address })); }
  }

  function speak() {
    words.apply();
    const other = words.languages.find((code) => code !== words.lang);
    at("language").textContent = words.language(other);
    at("language").lang = other;
    editor.label(words.t("editor"));
    questions.draw();
    history.draw();
    if (answer) show();
  }

  function follow() {
    const state = fromAddress(location.hash);
    if (told[state.lang] && state.lang !== words.lang) { words.lang = state.lang; speak(); }
    if (VIEWS.includes(state.view)) view = state.view;
    if (state.name && questions.known.has(state.name)) { questions.choose(state.name, state.values, false); run(); }
    else if (state.query) { questions.choose("", state.values, false); own = ""; editor.set(state.query); run(); }
  }

  at("run").addEventListener("click", run);
  at("stop").addEventListener("click", () => running?.abort());
  at("share").addEventListener("click", share);
  at("language").addEventListener("click", () => { words.lang = words.languages.find((code) => code !== words.lang);
    try { localStorage.setItem("policygraph-lang", words.lang); } catch { /* a browser may allow none */ }
    speak();
  });
  for (const format of ["csv", "xlsx", "json"]) at(`save-${format}`).addEventListener("click", () => save(format));
  for (const name of VIEWS) at(`as-${name}`).addEventListener("click", () => { view = name; show(); });
  addEventListener("hashchange", follow);
  goesOn(["table", "chart", "picture", "questions"].map(at));
  speak();
  editor.set(at("query").value);
  follow();
  document.documentElement.dataset.ready = "yes";
})();
