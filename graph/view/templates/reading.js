"use strict";
/* A reading page: which marks are shown, what was said where, a place by its address. The text stays as it was written
   into the page; places are characters of the source, counted as Python counts them (code points). */
(() => {
  const at = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(at(id).textContent);
  const words = read("words");
  const data = read("data");
  const blocks = [...document.querySelectorAll("#text [data-o]")].map((node) => ({ node, start: Number(node.dataset.o) }))
    .sort((a, b) => a.start - b.start);
  const anchors = [...document.querySelectorAll("#text a.m")];
  const marks = data.marks.map(([start, end, kind, claims], number) =>
    ({ number, start, end, kind: data.kinds[kind], claims, anchors: [] }));
  const hidden = new Set();
  let lang = document.documentElement.lang;
  let current = null; // the mark that was opened or stepped to
  let place = null; // [start, end] of what is marked as the place of the address

  // Formatting characters and controls of labels would steer what stands around them.
  const clean = (text) => text.replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === "\n" || c === "\t" ? " " : ""));

  function t(path, values = {}) {
    let told = words[lang];
    for (const key of path.split(".")) told = told?.[key];
    return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), told ?? path);
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  /* Places -------------------------------------------------------------------------------------------------------- */

  const points = (text) => (/[\ud800-\udbff]/.test(text) ? [...text].length : text.length);
  const units = (text, count) => (/[\ud800-\udbff]/.test(text) ? [...text].slice(0, count).join("").length : count);

  function texts(node) {
    const found = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  function blockAt(offset) {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (blocks[middle].start <= offset) low = middle; else high = middle - 1;
    }
    return low;
  }

  /* The text nodes of a place, each with the part of it that belongs there, in UTF-16 units. */
  function parts(start, end) {
    const found = [];
    for (let i = blockAt(start); i < blocks.length && blocks[i].start < end; i += 1) {
      let offset = blocks[i].start;
      for (const node of texts(blocks[i].node)) {
        const length = points(node.data);
        const from = Math.max(start - offset, 0);
        const to = Math.min(end - offset, length);
        if (from < to) found.push([node, units(node.data, from), units(node.data, to)]);
        offset += length;
        if (offset >= end) break;
      }
    }
    return found;
  }

  const quoted = (start, end) => parts(start, end).map(([node, from, to]) => node.data.slice(from, to)).join("");

  function unmark() {
    for (const mark of document.querySelectorAll("#text mark.here")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  function markPlace(start, end) {
    unmark();
    const made = parts(start, end).map(([node, from, to]) => {
      const middle = from ? node.splitText(from) : node;
      if (to - from < middle.data.length) middle.splitText(to - from);
      const mark = element("mark", { class: "here" });
      middle.replaceWith(mark);
      mark.append(middle);
      return mark;
    });
    place = made.length ? [start, end] : null;
    reveal(made[0]);
    return made.length > 0;
  }

  /* Twice, because what is laid out on the way changes the heights above. On a phone the panel covers the lower half. */
  function reveal(node) {
    if (!node) return;
    const block = matchMedia("(max-width: 760px)").matches ? "start" : "center";
    node.scrollIntoView({ block });
    requestAnimationFrame(() => node.scrollIntoView({ block }));
  }

  function addressed() {
    const told = /^#(?:.*&)?c=(\d+)-(\d+)/.exec(location.hash);
    return told && Number(told[1]) < Number(told[2]) ? [Number(told[1]), Number(told[2])] : null;
  }

  function goToAddress(focus) {
    const told = addressed();
    if (!told) return;
    current = marks.find((mark) => mark.start === told[0] && mark.end === told[1] && mark.anchors.length) ?? null;
    const shown = markPlace(...told);
    show(told, shown);
    roam();
    if (focus) at("panel-name").focus({ preventScroll: true });
  }

  /* What is said at a place --------------------------------------------------------------------------------------- */

  const local = (thing) => data.things[thing];

  function link(thing) {
    const [id, label, , page] = local(thing);
    if (thing === 0) return element("span", {}, t("reading.this"));
    if (id === null) return element("span", {}, lang === "en" ? local(thing)[4] : label);
    if (id.startsWith("correction/")) return element("bdi", { lang: "vi" }, clean(label));
    const name = element("a", { href: page ? data.up + page : inGraph(thing) }, element("bdi", { lang: "vi" }, clean(label)));
    return name;
  }

  const inGraph = (thing) => `${data.up}graph.html#node=${encodeURIComponent(local(thing)[0])}&view=near`;

  function graphLink(thing) {
    return element("a", { class: "go", href: inGraph(thing) }, t("reading.in_graph"));
  }

  function verb(predicate) {
    if (predicate === "mentions" || predicate === "timing") return t(`reading.${predicate}`);
    return words[lang].reading.deciding[predicate] ?? words[lang].shared.edge_kinds[predicate]?.forward ?? predicate;
  }

  function time(thing) {
    const [start, due, recurrence] = data.times[thing] ?? [];
    return [recurrence && t(`reading.recurrences.${recurrence}`), start && t("reading.from", { day: start }),
      due && t("reading.until", { day: due })].filter(Boolean).join(", ");
  }

  function sentence([subject, predicate, object]) {
    if (predicate === "type") return [link(object), ": ", link(subject)];
    if (predicate === "timing") return [link(subject), " – ", element("span", { class: "verb" }, verb(predicate)), ": ", time(subject)];
    return [link(subject), " ", element("span", { class: "verb" }, verb(predicate)), " → ", link(object)];
  }

  /* Whether a claim says what a thing is that was read with doubt. */
  const doubted = (number) => data.claims[number][1] === "type" && data.claims[number][0] in data.doubts;

  function entry(number) {
    const [subject, predicate, object, rule, warning] = data.claims[number];
    const node = predicate === "type" || predicate === "timing" || subject !== 0 ? subject : object;
    return element("li", { "data-claim": number }, ...sentence(data.claims[number]),
      element("span", { class: "rule" }, rule ? t("reading.rule", { rule }) : "", rule ? " · " : "", predicate === "correctedBy" ? "" : graphLink(node)),
      data.curated[number] ? element("span", { class: "curated" }, "✓ ", t("reading.curated", { who: clean(data.curated[number]) })) : null,
      node in data.doubts ? element("span", { class: "warning" }, `⚠ ${t("reading.doubt", { n: Number(data.doubts[node]).toLocaleString(lang) })}`) : null,
      warning ? element("span", { class: "warning" }, `⚠ ${clean(warning)} (${t("reading.not_drawn")})`) : null,
      inDoubt(number) === null ? null : decisions(inDoubt(number)));
  }

  /* The claim that says what a thing is that was read with doubt; a doubtful statement itself; none where a curator has decided. */
  function inDoubt(number) {
    const [subject, predicate, object, , warning] = data.claims[number];
    if (data.curated[number]) return null;
    const thing = predicate === "type" ? subject : subject === 0 ? object : null; // said of it elsewhere, it is the same doubt
    if (thing !== null && thing in data.doubts) return data.claims.findIndex((claim) => claim[0] === thing && claim[1] === "type");
    return warning && predicate !== "targets" ? number : null;
  }

  /* The lines of corrections.yaml that say that a doubtful claim is right, or wrong, to copy. */
  function decisions(number) {
    const [subject, predicate, object] = data.claims[number];
    const mark = marks.find((each) => each.claims.includes(number));
    const kind = local(subject)[2];
    const about = predicate === "type" ? { indicator: "goal" }[kind] ?? kind : ["cites", "mentions"].includes(predicate) ? "citation" : predicate;
    const details = {};
    if (predicate !== "type" && about !== "citation") {
      if (subject !== 0) details.from = local(subject)[1];
      details.to = local(object)[1];
    }
    const text = quoted(mark.start, mark.end).replace(/\s+/g, " ").trim();
    const offer = { about, document: data.document, words: text.length > 300 ? `${text.slice(0, 300).replace(/ \S*$/, "")} …` : text, details };
    const name = element("input", { class: "curator", autocomplete: "name", "aria-label": t("reading.decide_who"), placeholder: t("reading.decide_who"), value: corrections.who() });
    name.addEventListener("input", () => corrections.sign(name.value));
    const button = (verb) => {
      const made = element("button", { type: "button", "data-verb": verb }, t(`reading.decide_${verb}`));
      made.addEventListener("click", () => {
        if (!corrections.who()) {
          name.focus();
          at("told").textContent = t("reading.decide_name_first");
          return;
        }
        const why = t(`reading.decide_${verb}_why`);
        corrections.copy(corrections.line({ ...offer, verb, why })).then((done) => {
          at("told").textContent = made.textContent = t(done ? "reading.decide_copied" : "reading.not_copied");
        });
      });
      return made;
    };
    return element("div", { class: "decide" }, element("span", {}, t("reading.decide")), button("say"), button("unsay"), name);
  }

  /* What a stronger statement at the same place already tells: that a task is a task, that a document is mentioned. */
  function telling(claims) {
    const all = claims.map((number) => [number, ...data.claims[number]]);
    const objects = new Set(all.filter(([, , predicate]) => predicate !== "mentions" && predicate !== "type").map(([, , , object]) => object));
    return all.filter(([, subject, predicate, object]) =>
      !(predicate === "type" && objects.has(subject)) && !(predicate === "mentions" && objects.has(object))).map(([number]) => number);
  }

  function show(told, known) {
    const [start, end] = told;
    const exact = marks.filter((mark) => mark.start === start && mark.end === end);
    const also = marks.filter((mark) => mark.start < end && start < mark.end && !exact.includes(mark) && !hidden.has(mark.kind));
    const claims = telling([...new Set(exact.flatMap((mark) => mark.claims))]);
    const others = telling([...new Set(also.flatMap((mark) => mark.claims))]).filter((number) => !claims.includes(number));
    const words = known ? quoted(start, end) : "";
    const where = [t("reading.characters", { place: `${start}–${end}` }), page(start) && t("reading.page", { n: page(start) })];
    at("claims").replaceChildren(
      element("p", { class: "where" }, where.filter(Boolean).join(" · ")),
      known ? element("blockquote", { lang: "vi", tabindex: "0" }, clean(words)) : "",
      known ? copier(words, start, end) : "",
      sheet(exact.length ? exact : also) ?? "",
      claims.length ? element("ul", {}, ...claims.map(entry)) : element("p", { class: "note" }, t("reading.nothing")),
      ...(others.length ? [element("h3", {}, t("reading.also")), element("ul", {}, ...others.map(entry))] : []));
    at("panel").classList.add("open");
    at("panel").scrollTop = 0;
    at("side").scrollTop = at("panel").offsetTop - at("side").offsetTop;
    at("close").hidden = false;
    at("told").textContent = `${t("reading.here", { place: `${start}–${end}`, n: claims.length })}. ${clean(words).slice(0, 300)}`;
  }

  /* The page that the words are printed on, with a light on them; where only longer words have a box, on those. */
  function sheet(covering) {
    const boxed = covering.flatMap((mark) => mark.claims).map((number) => data.claims[number]).find((claim) => claim[6]);
    if (!boxed || !data.sheets) return null;
    const [number, [left, top, width, height]] = boxed.slice(5);
    const light = element("span", { class: "light" });
    Object.assign(light.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    const picture = element("img", { src: `${data.sheets}${number}.jpg`, alt: t("reading.sheet", { n: number }) });
    const frame = element("div", { class: "sheet", tabindex: "0", role: "group", "aria-label": t("reading.sheet", { n: number }) },
      element("div", {}, picture, light));
    picture.addEventListener("load", () => { frame.scrollTop = (picture.clientHeight * top) / 100 - frame.clientHeight / 3; });
    return frame;
  }

  const page = (offset) => data.pages.filter((start) => start <= offset).length;

  function copier(words, start, end) {
    const made = element("button", { type: "button", id: "copy" }, t("reading.copy"));
    const number = page(start) ? `, ${t("reading.page", { n: page(start) })}` : "";
    const told = `“${words.replace(/\s+/g, " ").trim()}” — ${data.cite}; ${data.file}, ${t("reading.characters", { place: `${start}–${end}` })}${number}`;
    made.addEventListener("click", () => corrections.copy(told).then((done) => {
      at("told").textContent = made.textContent = t(done ? "reading.copied" : "reading.not_copied");
    }));
    return made;
  }

  function close() {
    if (!place && !at("panel").classList.contains("open")) return;
    unmark();
    place = null;
    at("panel").classList.remove("open");
    at("close").hidden = true;
    at("claims").replaceChildren(element("p", { class: "note" }, t("reading.hint")));
    history.replaceState(null, "", location.pathname + location.search);
    (current?.anchors[0] ?? at("text")).focus({ preventScroll: true });
  }

  /* Marks --------------------------------------------------------------------------------------------------------- */

  const shown = () => marks.filter((mark) => mark.anchors.length && !hidden.has(mark.kind));

  /* Of the marks that cover a piece the shortest that is shown gives the look and the address. */
  function restyle() {
    for (const anchor of anchors) {
      const covering = anchor.numbers.map((number) => marks[number]).filter((mark) => !hidden.has(mark.kind));
      const on = covering.slice(1).find((mark) => mark.kind === "task" || mark.kind === "measure");
      const doubt = covering.some((mark) => mark.claims.some(doubted));
      anchor.className = covering.length ? `m k-${covering[0].kind}${on ? ` on-${on.kind}` : ""}${doubt ? " doubt" : ""}` : "m off";
      if (covering.length) anchor.href = `#c=${covering[0].start}-${covering[0].end}`; else anchor.removeAttribute("href");
    }
    if (current && hidden.has(current.kind)) current = null;
    roam();
  }

  /* One mark at a time is in the order of the Tab key: thousands would bar the way to what stands behind them. */
  function roam() {
    for (const anchor of document.querySelectorAll('#text a.m[tabindex="0"]')) anchor.tabIndex = -1;
    const first = current ?? shown()[0];
    if (first) first.anchors[0].tabIndex = 0;
  }

  function step(by) {
    const all = shown();
    if (!all.length) return;
    const from = current ? all.indexOf(current) : nearest(all) - (by > 0 ? 1 : 0);
    current = all[(from + by + all.length) % all.length];
    roam();
    const first = current.anchors[0];
    first.focus({ preventScroll: true });
    reveal(first);
    at("told").textContent = `${t(`reading.kinds.${current.kind}`)}: ${clean(quoted(current.start, current.end)).slice(0, 300)}`;
  }

  /* Where to begin when nothing was opened: the first mark that is in sight or below. */
  function nearest(all) {
    const found = all.findIndex((mark) => mark.anchors[0].getBoundingClientRect().bottom > 0);
    return found < 0 ? 0 : found;
  }

  function filter(changed) {
    for (const box of changed) if (box.checked) hidden.delete(box.value); else hidden.add(box.value);
    restyle();
  }

  /* Search: letters without their marks, runs of anything else as one blank, the way back kept for each character. -- */

  let folded = null;
  let hits = [];
  let hit = -1;

  const foldedLetters = new Map();
  function foldLetter(letter) {
    if (!foldedLetters.has(letter)) {
      foldedLetters.set(letter, letter.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^\p{L}\p{N}]/gu, " "));
    }
    return foldedLetters.get(letter);
  }

  function fold(text) {
    let plain = "";
    const from = [];
    let offset = 0;
    for (const letter of text) {
      for (const c of foldLetter(letter)) {
        if (c !== " " || !plain.endsWith(" ")) { plain += c; from.push(offset); }
      }
      offset += 1;
    }
    from.push(offset);
    return { plain, from };
  }

  function search() {
    folded ??= blocks.map(({ node, start }) => ({ start, ...fold(node.textContent) }));
    const asked = fold(at("query").value).plain.trim();
    hits = [];
    hit = -1;
    if (asked) {
      for (const { start, plain, from } of folded) {
        for (let i = plain.indexOf(asked); i >= 0; i = plain.indexOf(asked, i + asked.length)) {
          hits.push([start + from[i], start + from[i + asked.length - 1] + 1]);
        }
      }
    }
    at("hits").textContent = asked ? t("reading.hits", { n: hits.length }) : "";
    lighten();
  }

  function lighten() {
    if (!window.Highlight || !CSS.highlights) return; // only the place stepped to is marked then
    const ranges = hits.slice(0, 500).flatMap(([start, end]) => parts(start, end).map(([node, from, to]) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range;
    }));
    CSS.highlights.set("hit", new Highlight(...ranges));
  }

  function hitStep(by) {
    if (!hits.length) return;
    hit = (hit + by + (hit < 0 && by < 0 ? 1 : 0) + hits.length) % hits.length;
    markPlace(...hits[hit]);
    lighten();
    at("hits").textContent = t("reading.hit", { i: hit + 1, n: hits.length });
  }

  /* Language and outline ------------------------------------------------------------------------------------------ */

  function speak(chosen) {
    lang = chosen;
    document.documentElement.lang = chosen;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const [name, attribute] of [["tLabel", "aria-label"], ["tTitle", "title"], ["tPlaceholder", "placeholder"]]) {
      for (const node of document.querySelectorAll(`[data-${name.replace(/[A-Z]/, (c) => `-${c.toLowerCase()}`)}]`)) {
        node.setAttribute(attribute, t(node.dataset[name]));
      }
    }
    for (const node of document.querySelectorAll(".page")) node.dataset.label = t("reading.page", { n: node.dataset.page });
    for (const button of document.querySelectorAll("#languages button")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === chosen));
    }
    if (at("panel").classList.contains("open") && addressed()) show(addressed(), place !== null);
    if (at("query").value) search();
    try { localStorage.setItem("policygraph-lang", chosen); } catch { /* a page from the disk may have no storage */ }
  }

  function follow() {
    const links = [...document.querySelectorAll("#outline li a")];
    const starts = links.map((a) => Number(a.hash.slice(4)));
    let waiting = false;
    const update = () => {
      waiting = false;
      const top = blocks[blockAtTop()].start;
      let i = -1;
      while (i + 1 < starts.length && starts[i + 1] <= top) i += 1;
      for (const a of document.querySelectorAll("#outline a[aria-current]")) a.removeAttribute("aria-current");
      if (i >= 0) links[i].setAttribute("aria-current", "true");
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(update); } }, { passive: true });
  }

  /* The block at the top of the window, by halving: blocks follow one another downwards. */
  function blockAtTop() {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].node.getBoundingClientRect().bottom > 80) high = middle; else low = middle + 1;
    }
    return low;
  }

  function key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") close();
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
    const inText = at("text").contains(document.activeElement) || at("panel").contains(document.activeElement) || document.activeElement === document.body;
    if (typing || !inText) return; // a single letter is a command only where nothing else takes letters
    if (event.key === "n" || event.key === "p") { event.preventDefault(); step(event.key === "n" ? 1 : -1); }
  }

  for (const anchor of anchors) {
    anchor.numbers = anchor.dataset.m.split(" ").map(Number);
    anchor.tabIndex = -1;
    for (const number of anchor.numbers) marks[number].anchors.push(anchor);
  }
  at("text").addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a.m[href]");
    if (!anchor) return;
    event.preventDefault();
    history.pushState(null, "", anchor.hash);
    goToAddress(true);
  });
  addEventListener("hashchange", () => goToAddress(true));
  addEventListener("popstate", () => goToAddress(false));
  document.addEventListener("keydown", key);
  for (const box of document.querySelectorAll("#legend input")) box.addEventListener("change", () => filter([box]));
  for (const [id, checked] of [["all", true], ["none", false]]) {
    at(id).addEventListener("click", () => {
      const boxes = [...document.querySelectorAll("#legend input")];
      for (const box of boxes) box.checked = checked;
      filter(boxes);
    });
  }
  at("previous").addEventListener("click", () => step(-1));
  at("next").addEventListener("click", () => step(1));
  at("printed").addEventListener("change", (event) => document.body.classList.toggle("as-printed", event.target.checked));
  at("close").addEventListener("click", close);
  at("query").addEventListener("input", search);
  at("find").addEventListener("submit", (event) => { event.preventDefault(); hitStep(1); });
  at("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey && !event.isComposing) { event.preventDefault(); hitStep(-1); }
  });
  at("hit-before").addEventListener("click", () => hitStep(-1));
  at("hit-behind").addEventListener("click", () => hitStep(1));
  for (const button of document.querySelectorAll("#languages button")) button.addEventListener("click", () => speak(button.dataset.lang));
  if (matchMedia("(max-width: 1100px)").matches) document.querySelector("#outline details").open = false;
  if (matchMedia("(max-width: 760px)").matches) at("facts").open = false;
  let remembered = null;
  try { remembered = localStorage.getItem("policygraph-lang"); } catch { /* as above */ }
  if (remembered && remembered !== lang && words[remembered]) speak(remembered);
  roam();
  follow();
  goesOn(document.querySelectorAll(".wide, #facts dl"));
  goToAddress(false);
  document.documentElement.dataset.ready = "yes";
})();
