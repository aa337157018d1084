"""What one document's gold wants and what the graph states for it, section by section.

Each function takes a case and gives comparisons: the wanted items and the found ones, spelled alike where they are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graph.evaluate.gold import Gold, GoldDocument, GoldIndicator, GoldName, GoldTask
from graph.evaluate.likeness import body_key, name_key, name_likeness, named_alike, number_key, pairs, same_titles
from graph.evaluate.stated import Stated, StatedIndicator, StatedTask
from graph.vocab import DOCUMENT_EDGES, ZONE_CLASSES

Item = tuple[str, ...]
"""One thing to find, as it is shown in the lists of misses and extras."""


@dataclass(frozen=True, slots=True)
class Case:
    """One gold document beside the graph; `me` is its IRI there."""

    gold: Gold
    stated: Stated
    me: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Items of a section that gold wants, and that the graph states."""

    section: str
    want: frozenset[Item]
    found: frozenset[Item]


Comparisons = Iterator[Comparison]


def compare(case: Case) -> Comparisons:
    """All comparisons of one document."""
    for section in (_header, _citations, _details, _relations, _tasks, _zones, _projects, _indicators):
        yield from section(case)


def _comparison(section: str, want: Iterable[Item], found: Iterable[Item]) -> Comparison:
    return Comparison(section, frozenset(want), frozenset(found))


def _fields(document: GoldDocument) -> dict[str, str]:
    issuer = body_key(document.issuer) if document.issuer else ""
    fields = {"type": document.type, "date": document.date, "issuer": issuer}
    return {name: value for name, value in fields.items() if value}


def _stated_fields(stated: Stated, document: str) -> dict[str, str]:
    date, issuer = stated.dates.get(document), stated.issuer_key(document)
    fields = {"type": stated.document_class(document), "date": date, "issuer": issuer}
    return {name: value for name, value in fields.items() if value}


def _header(case: Case) -> Comparisons:
    """Type, number, date and issuer. What gold leaves open is not compared: other documents may know it."""
    head, number = case.gold.header, case.stated.numbers.get(case.me)
    want = _fields(head) | ({"number": number_key(head.number)} if head.number else {})
    found = _stated_fields(case.stated, case.me) | ({"number": number_key(number)} if number else {})
    yield _comparison("header", want.items(), ((name, found[name]) for name in want if name in found))


def _cited(case: Case) -> dict[str, str]:
    """The documents that this one mentions, by their key in gold's spelling."""
    others = sorted(case.stated.objects.get(("mentions", case.me), frozenset()) - {case.me})
    keys = {document: case.stated.document_key(document, me=case.me) for document in others}
    spelled = same_titles({citation.key for citation in case.gold.citations}, set(keys.values()))
    return {spelled.get(key, key): document for document, key in keys.items()}


def _citations(case: Case) -> Comparisons:
    want, found = {citation.key for citation in case.gold.citations}, set(_cited(case))
    yield _comparison("citations", ((key,) for key in want), ((key,) for key in found))
    numbered = [{(key,) for key in keys if not key.startswith("T:")} for keys in (want, found)]
    yield _comparison("citations-numbered", *numbered)


def _details(case: Case) -> Comparisons:
    """Type, date and issuer of each citation, as far as gold gives them."""
    cited = _cited(case)
    for citation in case.gold.citations:
        want, document = _fields(citation), cited.get(citation.key)
        found = _stated_fields(case.stated, document) if document else {}
        yield _comparison(
            "citation-details",
            ((citation.key, *field) for field in want.items()),
            ((citation.key, name, found[name]) for name in want if name in found),
        )


def _relations(case: Case) -> Comparisons:
    gold = case.gold
    want = {(gold.key(r.subject), r.predicate, gold.key(r.object)) for r in gold.relations}
    found = set(_stated_relations(case))
    spelled = same_titles(_ends(want), _ends(found))
    found = {(spelled.get(s, s), p, spelled.get(o, o)) for s, p, o in found}
    yield _comparison("relations", want, found)
    strong = ({relation for relation in relations if relation[1] != "cites"} for relations in (want, found))
    yield _comparison("relations-strong", *strong)


def _stated_relations(case: Case) -> Iterator[tuple[str, str, str]]:
    for claim in case.stated.claims:
        if claim.document != case.me or claim.predicate not in DOCUMENT_EDGES:
            continue
        if claim.subject == case.me or case.stated.document_class(claim.subject):
            ends = (case.stated.document_key(end, me=case.me) for end in (claim.subject, claim.object))
            subject, object_ = ends
            yield subject, claim.predicate, object_


def _ends(relations: Iterable[tuple[str, str, str]]) -> set[str]:
    return {end for subject, _, object_ in relations for end in (subject, object_)}


def _tasks(case: Case) -> Comparisons:
    """Tasks paired by their wording, and what is said of each pair; an unpaired one's bodies are all extra."""
    gold, stated = case.gold.tasks, case.stated.tasks.get(case.me, ())
    pair = pairs([task.text for task in gold], [task.text for task in stated])
    extra = [task for j, task in enumerate(stated) if j not in pair.values()]
    yield _comparison(
        "tasks",
        (("task", task.ordinal, task.text[:60]) for task in gold),
        [("task", gold[i].ordinal, gold[i].text[:60]) for i in pair] + [("extra", t.id, t.text[:60]) for t in extra],
    )
    for i, task in enumerate(gold):
        yield from _task(case, task, stated[pair[i]] if i in pair else None)
    for task_found in extra:
        for edge in ("leads", "coordinates"):
            yield _comparison(edge, (), ((task_found.id, body) for body in _bodies(case, edge, task_found)))


def _bodies(case: Case, edge: str, task: StatedTask | None) -> set[str]:
    bodies = case.stated.subjects.get((edge, task.id), frozenset()) if task else frozenset()
    return {body_key(case.stated.label(body)) for body in bodies}


def _task(case: Case, task: GoldTask, found: StatedTask | None) -> Comparisons:
    for edge, wanted in (("leads", task.leads), ("coordinates", task.coordinates)):
        want = ((task.ordinal, body_key(body)) for body in wanted)
        yield _comparison(edge, want, ((task.ordinal, body) for body in _bodies(case, edge, found)))
    yield _comparison("deadlines", _times(task, task.ordinal), _times(found, task.ordinal) if found else ())
    want_keys = {case.gold.key(name) for name in task.implements}
    documents = case.stated.objects.get(("implements", found.id), frozenset()) if found else frozenset()
    keys = {case.stated.document_key(document, me=case.me) for document in documents}
    spelled = same_titles(want_keys, keys)
    if want_keys or keys:
        found_keys = ((task.ordinal, spelled.get(key, key)) for key in keys)
        yield _comparison("task-implements", ((task.ordinal, key) for key in want_keys), found_keys)


def _times(task: GoldTask | StatedTask, ordinal: str) -> Iterator[Item]:
    for name, value in (("start", task.start), ("due", task.due), ("recurrence", task.recurrence)):
        if value:
            yield ordinal, name, value


def _zones(case: Case) -> Comparisons:
    yield _names(case, "zones", case.gold.zones, frozenset(("Zone", *ZONE_CLASSES)))


def _projects(case: Case) -> Comparisons:
    yield _names(case, "projects", case.gold.projects, frozenset({"Project"}))


def _mentioned(case: Case) -> set[str]:
    """Everything that a claim of this document is about."""
    mine = [claim for claim in case.stated.claims if claim.document == case.me]
    return {end for claim in mine for end in (claim.subject, claim.object)}


def _names(case: Case, section: str, gold: tuple[GoldName, ...], classes: frozenset[str]) -> Comparison:
    """Things found by their name or any other form of it, each used once: equal ones first, then nearly equal ones."""
    stated = case.stated
    things = {x for x in _mentioned(case) if stated.classes.get(x, frozenset()) & classes}
    forms = {x: _forms(stated.labels.get(x, ""), stated.other_names.get(x, ())) for x in things}
    found: set[Item] = set()
    for name in gold:
        hit = _hit(_forms(name.name, name.aliases), forms)
        if hit:
            del forms[hit]
            found.add((name_key(name.name),))
    extra = (("extra", name_key(stated.label(x))) for x in forms)
    return _comparison(section, ((name_key(name.name),) for name in gold), (*found, *extra))


def _forms(name: str, others: Iterable[str]) -> set[str]:
    return {name_key(form) for form in (name, *others) if form}


def _hit(wanted: set[str], forms: dict[str, set[str]]) -> str | None:
    tests: tuple[Callable[[set[str]], bool], ...] = (
        lambda names: bool(names & wanted),
        lambda names: named_alike(names, wanted),
    )
    return next((x for test in tests for x in sorted(forms) if test(forms[x])), None)


def _indicators(case: Case) -> Comparisons:
    """Goals found by value and unit, the nearest name and then the same year first; and what is said of each pair."""
    mentioned, want, found = _mentioned(case), set[Item](), set[Item]()
    left = [indicator for indicator in case.stated.indicators if indicator.id in mentioned]
    for number, goal in enumerate(case.gold.indicators):
        item = (f"{number}:{goal.name[:50]} {goal.comparator}{goal.value} {goal.unit}",)
        want.add(item)
        hit = _nearest(case, goal, left)
        if hit:
            left.remove(hit)
            found.add(item)
            yield _indicator_details(item, goal, hit)
    extra = (("extra", f"{case.stated.label(i.id)} {i.value} {i.unit or None}") for i in left)
    yield _comparison("indicators", want, (*found, *extra))


def _nearest(case: Case, goal: GoldIndicator, left: list[StatedIndicator]) -> StatedIndicator | None:
    def rank(indicator: StatedIndicator) -> tuple[bool, float]:
        return (goal.year or "") == indicator.year, name_likeness(goal.name, case.stated.labels.get(indicator.id, ""))

    alike = [indicator for indicator in left if _same_amount(goal, indicator) and rank(indicator)[1] >= 50]
    return max(alike, key=rank, default=None)


def _same_amount(goal: GoldIndicator, indicator: StatedIndicator) -> bool:
    close = abs(indicator.value - goal.value) <= 1e-9 * max(1, abs(goal.value))
    units = (name_key(unit).replace(" ", "") for unit in (goal.unit, indicator.unit))
    return close and len(set(units)) == 1


def _indicator_details(item: Item, goal: GoldIndicator, hit: StatedIndicator) -> Comparison:
    want = {"comparator": goal.comparator, "year": goal.year}
    found = {"comparator": hit.comparator, "year": hit.year}
    asked = [name for name, value in want.items() if value]
    return _comparison(
        "indicator-details",
        ((*item, name, str(want[name])) for name in asked),
        ((*item, name, str(found[name])) for name in asked if found[name]),
    )
