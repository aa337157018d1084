"""Findings of all documents -> Facts: one thing, one entity; every statement with the words it rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.language import bodies
from graph.language.folding import fold, tidy
from graph.language.lexicon import load
from graph.model import Citation, Claim, Entity, Facts, Findings, Note, PartialDate, Ref, Relation, Span, Value
from graph.reading import text_file
from graph.resolve import aims, doubts, goals, identity, measures, merging, register, successions, tasks
from graph.resolve.merging import Thing
from graph.resolve.register import Register

STRENGTH = (
    "replaces",
    "repeals",
    "amends",
    "guides",
    "implements",
    "approves",
    "promulgates",
    "appendixOf",
    "basedOn",
    "cites",
)
"""Between two documents the strongest edge that the text supports stands, strongest first."""
_FOLLOWS = {
    "implements": "implement",
    "basedOn": "be based on",
    "replaces": "replace",
    "amends": "amend",
    "repeals": "repeal",
    "guides": "guide",
}
"""Edges from a later document to an earlier one, as verbs of the warning where time contradicts them."""


def resolve(findings: Iterable[Findings]) -> Facts:
    """What the findings establish together.

    >>> from graph.extract import extract
    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "Số: 5/KH-UBND\\nHà Giang, ngày 2/3/2021\\nKẾ HOẠCH\\nThực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ\\n"
    >>> facts = resolve([extract(parse(Source("a.txt", text)))])
    >>> [(c.subject, c.predicate, c.object) for c in facts.claims if c.predicate == "pol:implements"]
    [('document/ha-giang/5-kh-ubnd/2021', 'pol:implements', 'document/124-nq-cp/2020')]
    """
    ordered = sorted(findings, key=lambda f: f.document.source.path)
    things, notes = merging.merge(ordered)
    naming = _Naming(ordered, things)
    claims = _settle([c for i, f in enumerate(ordered) for c in _claims(i, f, naming)], naming)
    bodies_and_places = Register()
    documents = [_document(t, naming, ordered, bodies_and_places) for t in things]
    for i, f in enumerate(ordered):
        claims += _assigned(i, f, naming, bodies_and_places)
    notes = [replace(n, documents=tuple(naming.read[int(i)] for i in n.documents)) for n in notes]
    notes += [*_warnings(things, naming), *_claim_warnings(claims), *_unread(things, naming)]
    read = tuple((f.document.source.path, naming.read[i]) for i, f in enumerate(ordered))
    changes = successions.find(bodies_and_places)
    described = goals.joined([*documents, *bodies_and_places.entities()], claims)
    entities = sorted(described, key=lambda e: e.id)
    notes += register.same_named(entities)
    by_id = {entity.id: entity for entity in entities}
    notes += [*doubts.find(by_id, claims), *goals.weaker(by_id, claims)]
    return Facts(
        tuple(entities),
        tuple(claims),
        tuple(sorted(notes, key=_note_order)),
        read,
        tuple(changes),
        tuple(register.curated(entities)),
    )


def _assigned(i: int, findings: Findings, naming: _Naming, known: Register) -> list[Claim]:
    """The claims of a document's tasks, aims and measures; their entities are registered with the bodies and places."""
    me, place = naming.read[i], findings.document.header.jurisdiction

    def agency(full: str) -> str | None:
        found = known.agency(full, place)
        return found[0] if found else None

    if place and findings.tasks:
        known.place(place)
    register.keep_forms(findings, known)
    described = (
        *tasks.entities(findings, me, place, agency),
        *aims.entities(findings, me, place),
        *measures.entities(findings, me),
    )
    for entity in described:
        known.add(entity)
    named_tasks = list(tasks.named(findings, me))
    spans = {span: path for path, task in named_tasks for span in task.spans}
    return [
        *tasks.claims(findings, me, place, agency, lambda n: naming.of_mention[i, n]),
        *aims.claims(findings, me, place, spans),
        *measures.claims(findings, me, named_tasks),
        *register.located(findings, me),
    ]


def _note_order(note: Note) -> tuple[str, str, int, str]:
    return note.kind, note.code if note.kind != "unresolved" else "", -note.count, note.message


class _Naming:
    """Ids of things, and of every mention."""

    def __init__(self, findings: Sequence[Findings], things: Sequence[Thing]) -> None:
        self.ids: dict[int, str] = {}
        self.of_mention: dict[tuple[int, int], str] = {}
        self.read: dict[int, str] = {}
        self.dates: dict[str, PartialDate | None] = {}
        self.labels: dict[str, str] = {}
        taken: Counter[str] = Counter()
        for thing in things:
            wanted = _id(thing, findings)
            taken[wanted] += 1
            name = wanted if taken[wanted] == 1 else f"{wanted}/{taken[wanted]}"
            self.ids[id(thing)] = name
            self.dates[name] = _date(thing)
            self.labels[name] = _label(thing, findings)
            for m in thing.mentions:
                self.of_mention[m.source, m.position] = name
            if thing.source is not None:
                self.read[thing.source] = name

    def end(self, source: int, position: int, citations: Sequence[Citation]) -> str:
        itself = position < 0 or citations[position].itself
        return self.read[source] if itself else self.of_mention[source, position]


def _id(thing: Thing, findings: Sequence[Findings]) -> str:
    date = _date(thing)
    if thing.family.kind == "read":
        header = findings[thing.source or 0].document.header
        place = header.jurisdiction if header.jurisdiction != bodies.CENTRAL else None
        title = f"{_type_word(header.type)} {header.title or findings[thing.source or 0].document.source.path}"
        family = identity.Family("name", "", place or "")
        return identity.document_id(family, title, date)
    number = next((m.citation.number for m in thing.mentions if m.citation.number), None)
    if thing.family.kind == "number":  # the fullest printing of the number: "64/2025" is 64/2025/QH15
        number = max((m.citation.number for m in thing.mentions if m.citation.number), key=len)
        return identity.document_id(identity.Family("number", number, thing.family.place), None, date)
    return identity.document_id(thing.family, _title(thing), date if thing.year else None)


def _date(thing: Thing) -> PartialDate | None:
    """The date as printed, else the year that is part of the number."""
    return next(iter(thing.dates()), None) or (PartialDate(thing.year) if thing.year else None)


def _type_word(kind: str | None) -> str:
    if kind == "OtherDocument":
        return "Văn bản"
    return next((t["words"][0] for t in load().types if t["class"] == kind), "Văn bản")


def _number(thing: Thing) -> str | None:
    printed = Counter(m.citation.number for m in thing.mentions if m.citation.number)
    return max(printed, key=lambda n: (len(n), any(c.islower() for c in n), printed[n], n)) if printed else None


def _title(thing: Thing) -> str | None:
    """The fullest printing of the name, in small letters where there is one."""
    titles = Counter(tidy(m.citation.title) for m in thing.mentions if m.citation.title)
    if not titles:
        return None
    longest = max(len(fold(t)) for t in titles)
    full = [t for t in titles if len(fold(t)) > longest - 3]
    return max(full, key=lambda t: (sum(c.islower() for c in t) > len(t) / 3, t[:1].isupper(), titles[t], t))


def _label(thing: Thing, findings: Sequence[Findings]) -> str:
    kind, number, title = _kind(thing), _number(thing), _title(thing)
    if number:
        return f"{_type_word(kind)} số {number}"
    if thing.source is not None:
        header = findings[thing.source].document.header
        subject = header.title or findings[thing.source].document.source.path
        return subject if kind == "OtherDocument" else f"{_type_word(kind)}: {subject}"
    return title or thing.family.key


def _kind(thing: Thing) -> str:
    own = [m.citation.type for m in thing.mentions if m.position < 0 and m.citation.type != "OtherDocument"]
    if own:
        return own[0]
    printed = Counter(m.citation.type for m in thing.mentions)
    number = _number(thing)
    told = load().class_of_number(number) if number else None
    return max(printed, key=lambda t: (printed[t], t == told, t))


def _claims(i: int, findings: Findings, naming: _Naming) -> Iterator[Claim]:
    """What one document states: every mention, its relations, and `cites` where it says no more."""
    me, text = naming.read[i], findings.document.source.text
    stated: dict[tuple[str, str], list[tuple[str, Relation]]] = defaultdict(list)
    for r in findings.relations:
        ends = naming.end(i, r.subject, findings.citations), naming.end(i, r.object, findings.citations)
        if ends[0] != ends[1]:
            stated[ends].append((r.predicate, r))
    for (subject, target), said in stated.items():
        strongest = min((p for p, _ in said), key=STRENGTH.index)
        for r in {r.span: r for p, r in said if p == strongest}.values():
            yield _claim(subject, strongest, target, me, r.span, text, r.rule)
    seen: set[str] = set()
    for position, c in enumerate(findings.citations):
        cited = naming.end(i, position, findings.citations)
        if cited == me:
            continue
        rule = "number" if c.number else "name"
        yield _claim(me, "mentions", cited, me, c.span, text, f"citation:{rule}")
        if cited not in seen and (me, cited) not in stated:
            yield _claim(me, "cites", cited, me, c.span, text, f"citation:{rule}")
        seen.add(cited)


def _claim(subject: str, predicate: str, target: str, me: str, span: Span, text: str, rule: str) -> Claim:
    return Claim(subject, f"pol:{predicate}", target, me, span, span.of(text), rule)


def _settle(claims: Sequence[Claim], naming: _Naming) -> list[Claim]:
    """Claims with the edges they may carry: the strongest between two documents, and none against time."""
    timely = [_against_time(c, naming) for c in claims]
    strongest: dict[tuple[str, str], int] = {}
    for c in timely:
        rank = _rank(c.predicate)
        if c.edge and rank is not None:
            strongest[c.subject, c.object] = min(rank, strongest.get((c.subject, c.object), rank))
    return [
        replace(c, edge=False)
        if (rank := _rank(c.predicate)) is not None and rank > strongest.get((c.subject, c.object), rank)
        else c
        for c in timely
    ]


def _rank(predicate: str) -> int | None:
    name = predicate.removeprefix("pol:")
    return STRENGTH.index(name) if name in STRENGTH else None


def _against_time(claim: Claim, naming: _Naming) -> Claim:
    if claim.predicate.removeprefix("pol:") not in _FOLLOWS:
        return claim
    later, earlier = naming.dates[claim.subject], naming.dates[claim.object]
    if later is None or earlier is None or not later.before(earlier):
        return claim
    verb = _FOLLOWS[claim.predicate.removeprefix("pol:")]
    ends = f"{naming.labels[claim.subject]} ({later}) is older than {naming.labels[claim.object]} ({earlier})"
    return replace(claim, edge=False, warning=f"{ends}, so it cannot {verb} it")


def _document(thing: Thing, naming: _Naming, findings: Sequence[Findings], known: Register) -> Entity:
    values: list[tuple[str, Value]] = []

    def put(name: str, value: Value | None) -> None:
        if value is not None:
            values.append((name, value))

    issuer = known.agency(_issuer(thing) or "", thing.family.place or None)
    number, title = _number(thing), _title(thing)
    put("eli:id_local", number)
    put("eli:date_document", next(iter(thing.dates()), None))
    put("eli:passed_by", Ref(issuer[0]) if issuer else None)
    put("pol:tier", issuer[1] if issuer else _tier(_kind(thing), number))
    header = findings[thing.source].document.header if thing.source is not None else None
    put("dcterms:title", (header and header.title) or title or _subject(thing))
    place = thing.family.place or (header.jurisdiction if header else None)
    put("pol:jurisdiction", Ref(known.place(place)) if place else None)
    if header and thing.source is not None:
        path = findings[thing.source].document.source.path
        put("pol:signedBy", header.signer)
        put("pol:signedAs", header.role)
        put("pol:sourceFile", path)
        put("pol:textFile", text_file(path))
        put("pol:periodStart", header.period[0] if header.period else None)
        put("pol:periodEnd", header.period[1] if header.period else None)
    name = naming.ids[id(thing)]
    return Entity(
        name,
        _kind(thing),
        naming.labels[name],
        _alternatives(thing, naming.labels[name]),
        tuple(sorted(values, key=lambda v: v[0])),
    )


def _issuer(thing: Thing) -> str | None:
    own = [m.citation.issuer for m in thing.mentions if m.position < 0 and m.citation.issuer]
    printed = Counter(m.citation.issuer for m in thing.mentions if m.citation.issuer)
    return own[0] if own else max(printed, key=lambda i: (printed[i], len(i), i)) if printed else None


def _tier(kind: str, number: str | None) -> int | None:
    if number and number.upper().endswith(("/TW", "-TW")):
        return 1
    body = load().issuer_of_number(number) if number else None
    return body.tier if body else 2 if kind in ("Law", "Ordinance", "Constitution") else None


def _subject(thing: Thing) -> str | None:
    subjects = Counter(tidy(m.citation.subject) for m in thing.mentions if m.citation.subject)
    return max(subjects, key=lambda s: (subjects[s], -len(s), s)) if subjects else None


def _alternatives(thing: Thing, label: str) -> tuple[str, ...]:
    names = {fold(t): tidy(t) for m in thing.mentions if (t := m.citation.title)}
    names.pop(fold(label), None)
    return tuple(sorted(names.values()))


def _warnings(things: Iterable[Thing], naming: _Naming) -> Iterator[Note]:
    for thing in things:
        name = naming.ids[id(thing)]
        where = tuple(sorted({naming.read[m.source] for m in thing.mentions}))
        dates = [str(d) for d in thing.dates()]
        clash = [d for d in thing.dates() if not d.fits(thing.dates()[0])]
        if clash:
            message = f"{naming.labels[name]} is printed with several dates: {', '.join(dict.fromkeys(dates))}; the first is kept"
            yield Note("warning", "two-dates", message, where, len(clash))
        for warning in sorted({m.citation.warning for m in thing.mentions if m.citation.warning}):
            yield Note("warning", "type-symbol", f"{naming.labels[name]}: {warning}; kept as printed", where)


def _claim_warnings(claims: Iterable[Claim]) -> Iterator[Note]:
    for claim in claims:
        if claim.warning:
            yield Note("warning", "time", f"{claim.warning}; the words are kept as a claim", (claim.document,))


def _unread(things: Iterable[Thing], naming: _Naming) -> Iterator[Note]:
    """Documents that are cited and not in the folder; a missing year is said."""
    for thing in things:
        if thing.source is None:
            name = naming.ids[id(thing)]
            cited = [m for m in thing.mentions if m.position >= 0]
            date = naming.dates[name]
            known = ", ".join(str(x) for x in (_issuer(thing), date) if x) or "neither issuer nor date known"
            where = tuple(sorted({naming.read[m.source] for m in cited}))
            yield Note("unresolved", "not-read", f"{naming.labels[name]} ({known})", where, len(cited))
