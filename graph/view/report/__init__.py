"""report.md: what was read, what was found, what was merged and why, what stayed open, what looks wrong.

All words of documents are shown as text: nothing in them can become markup, a link or a direction of writing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import UnreadableFile
from graph.model import Claim, Entity, Facts, Note, Outcome, Ref, Skipped
from graph.view.report.corrections import decided, fenced
from graph.view.report.doubts import doubts
from graph.view.text.table import inert, markdown
from graph.vocab import DOCUMENT_CLASSES, DOCUMENT_EDGES, ZONE_CLASSES

_SHOWN = 5
"""Successions of an act that the report names; the question `successions` lists all."""
CODES = {
    "type-symbol": "A type and a symbol that disagree",
    "look-alike": "Characters that only look like ours",
    "two-dates": "One number printed with two dates",
    "read-twice": "Two files that print one document",
    "reading": "How files were read",
    "same-name": "Places of one name in several provinces, and no text tells which",
    "due-before": "Work that is due before the document that gives it",
    "weaker-goal": "Goals weaker than those they carry out",
    "no-lead": "Work that nobody is named to lead",
    "out-of-force": "Documents that are carried out after they were replaced or repealed",
    "unplaced": "Tables that hold more cells than their rows",
    "time": "Text that contradicts time: kept as a claim, not drawn",
}


@dataclass(frozen=True, slots=True)
class Account:
    """All that a build has to tell: what it settled, and what it could not use. `problems` come from the validation,
    `analyses` (headings and bodies of markdown) from the built graph; `faults` are corrections that were not done."""

    facts: Facts
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[UnreadableFile, ...] = ()
    problems: tuple[str, ...] = ()
    analyses: tuple[tuple[str, str], ...] = ()
    faults: tuple[Outcome, ...] = ()


def report(account: Account) -> str:
    """The report as markdown; the same account gives the same bytes, so it holds no time of day.

    >>> print(report(Account(Facts(), failures=(UnreadableFile("a.txt", "it is empty", "export it again"),))))
    # What the build found
    <BLANKLINE>
    0 documents read, 0 cited and not read, 0 edges between documents, 0 quoted claims; 1 file failed.
    <BLANKLINE>
    ## What failed
    <BLANKLINE>
    - a.txt: it is empty; export it again
    <BLANKLINE>
    """
    facts = account.facts
    sections = (
        ("What failed", _list(str(failure) for failure in account.failures)),
        ("Corrections that were not done", _list(map(str, account.faults))),
        ("What curators decided", decided(facts)),
        ("Read with doubt", doubts(facts)),
        ("What was read", _documents(facts)),
        ("What is to be done", _work(facts)),
        ("What is aimed at", _aims(facts)),
        ("Who succeeded whom", _successions(facts)),
        *account.analyses,
        ("What looks wrong", _warnings(account)),
        ("What stayed unresolved", _notes(facts, "unresolved")),
        ("What was merged, and why", _notes(facts, "merged")),
        ("What looks like one thing and is not merged", _proposed(facts)),
        ("What was passed over", _list(f"{skipped.name}: {skipped.reason}" for skipped in account.skipped)),
    )
    parts = ["# What the build found", _summary(account)]
    for heading, body in sections:
        if body:
            parts += [f"## {heading}", body]
    return "\n\n".join(parts) + "\n"


def counted(number: int, noun: str) -> str:
    """The noun in the form that fits its number.

    >>> counted(1, "file"), counted(1200, "file")
    ('1 file', '1,200 files')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _summary(account: Account) -> str:
    facts = account.facts
    read = {id for _, id in facts.read}
    cited = sum(entity.kind in DOCUMENT_CLASSES and entity.id not in read for entity in facts.entities)
    numbers = [
        counted(len(read), "document") + " read",
        f"{cited:,} cited and not read",
        counted(len(_edges(facts)), "edge") + " between documents",
        counted(len(facts.claims), "quoted claim"),
    ]
    failed = f"; {counted(len(account.failures), 'file')} failed" if account.failures else ""
    return ", ".join(numbers) + failed + "."


def _edges(facts: Facts) -> set[tuple[str, str, str]]:
    drawn = {f"pol:{edge}" for edge in DOCUMENT_EDGES}
    return {
        (c.subject, c.predicate, c.object) for c in facts.claims if c.edge and c.predicate in drawn and _of_document(c)
    }


def _of_document(claim: Claim) -> bool:
    """Tasks carry out documents too; they are no relations between documents."""
    return claim.subject.startswith("document/")


def _documents(facts: Facts) -> str:
    """One row per file: what its document says of itself, how many documents it refers to, and how."""
    if not facts.read:
        return ""
    entities = {entity.id: entity for entity in facts.entities}
    mentioned: dict[str, set[str]] = defaultdict(set)
    stated: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    doubtful: Counter[str] = Counter()
    for claim in facts.claims:
        if claim.predicate.removeprefix("pol:") in DOCUMENT_EDGES and _of_document(claim):
            mentioned[claim.document] |= {claim.subject, claim.object} - {claim.document}
            stated[claim.document].add((claim.predicate, claim.subject, claim.object))
        doubtful[claim.document] += claim.warning is not None
    rows = []
    for path, id in facts.read:
        kinds = Counter(predicate.removeprefix("pol:") for predicate, _, _ in stated[id])
        relations = ", ".join(f"{kinds[edge]} {edge}" for edge in DOCUMENT_EDGES if kinds[edge])
        rows.append(
            (path, *_described(entities[id], entities), str(len(mentioned[id])), relations, str(doubtful[id] or ""))
        )
    return markdown(("file", "type", "number", "date", "issuer", "documents", "relations", "doubtful"), rows)


def _work(facts: Facts) -> str:
    """One row per file that gives work: its tasks, who leads them (each task is led by a body, or by groups only), when
    they end (each has a last day, recurs, or is open), how many bodies are named, and its measures that name nobody.
    """
    entities = {entity.id: entity for entity in facts.entities}
    rows = []
    ends: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for claim in facts.claims:
        ends[claim.document, claim.predicate].add((claim.subject, claim.object))
    for path, id in facts.read:
        tasks = {task for _, task in ends[id, "pol:assigns"]}
        measures = {measure for _, measure in ends[id, "pol:containsMeasure"]}
        if not tasks and not measures:
            continue
        by_body = {(a, t) for a, t in ends[id, "pol:leads"] if entities[a].kind == "Agency"}
        led = {task for _, task in by_body}
        numbers = (len(tasks), len(led), len(tasks - led), *_ends(entities[task] for task in tasks))
        taken = {measure for _, measure in ends[id, "pol:assignsMeasure"]}
        rows.append((path, *map(str, (*numbers, len({a for a, _ in by_body}), len(measures), len(measures & taken)))))
    head = (
        "file",
        "tasks",
        "led by a body",
        "by groups only",
        "dated",
        "recurring",
        "without deadline",
        "leading bodies",
    )
    return markdown((*head, "measures", "of them assigned"), rows) if rows else ""


def _aims(facts: Facts) -> str:
    """One row per file that aims at anything: how many zones, projects and quantified goals, and how many of these goals other
    documents set too."""
    kinds = {entity.id: entity.kind for entity in facts.entities}
    shared = {entity.id for entity in facts.entities if any(name == "pol:comparableWith" for name, _ in entity.values)}
    aims: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in facts.claims:
        if claim.predicate == "pol:targets":
            kind = kinds[claim.object]
            aims[claim.document]["Zone" if kind in ZONE_CLASSES else kind].add(claim.object)
    rows = [
        (
            path,
            *(str(len(aims[id][kind])) for kind in ("Zone", "Project", "Indicator")),
            str(len(aims[id]["Indicator"] & shared)),
        )
        for path, id in facts.read
        if id in aims
    ]
    return markdown(("file", "zones", "projects", "quantified goals", "comparable with others"), rows) if rows else ""


def _successions(facts: Facts) -> str:
    """One line per act: how many agencies and places went over into others or ended by it, and the first of them."""
    names = {entity.id: entity.label for entity in facts.entities}
    by_act: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in facts.changes:
        after = " → " + ", ".join(names[id] for id in change.after) if change.after else " (ended)"
        by_act[str(change.date), change.source] += [names[id] + after for id in change.before]
    lines = []
    for (date, source), steps in sorted(by_act.items()):
        more = f"; and {len(steps) - _SHOWN:,} more" if len(steps) > _SHOWN else ""
        lines.append(f"{date}, {source}: {'; '.join(steps[:_SHOWN])}{more}")
    return _list(lines)


def _ends(tasks: Iterable[Entity]) -> tuple[int, int, int]:
    """How many have a last day and do not recur, how many recur, how many have neither."""
    known = [dict(task.values) for task in tasks]
    recurring = sum("pol:recurrence" in values for values in known)
    dated = sum("pol:due" in values and "pol:recurrence" not in values for values in known)
    return dated, recurring, len(known) - dated - recurring


def _described(entity: Entity, entities: dict[str, Entity]) -> tuple[str, str, str, str]:
    values = dict(entity.values)
    issuers = (value.id for name, value in entity.values if name == "eli:passed_by" and isinstance(value, Ref))
    name = "; ".join(entities[issuer].label for issuer in issuers if issuer in entities)
    number, date = (str(values.get(curie, "")) for curie in ("eli:id_local", "eli:date_document"))
    return entity.kind, number, date, name


def _warnings(account: Account) -> str:
    """Notes by the check that made them, then what the validation says, then doubtful claims by their reason."""
    by_code: dict[str, list[Note]] = defaultdict(list)
    for note in account.facts.notes:
        if note.kind == "warning":
            by_code[note.code].append(note)
    parts = [
        f"### {CODES.get(code, inert(code))}\n\n{_lines(account.facts, notes)}"
        for code, notes in sorted(by_code.items())
    ]
    if offers := [offer for notes in by_code.values() for note in notes for offer in note.offers]:
        parts.append("### Lines that take them back\n\n" + fenced(offers))
    if account.problems:
        parts.append("### What the validation found\n\n" + _list(account.problems))
    return "\n\n".join(parts)


def _notes(facts: Facts, kind: str) -> str:
    return _lines(facts, [note for note in facts.notes if note.kind == kind])


def _proposed(facts: Facts) -> str:
    """What a likeness suggests, each with the lines that decide it."""
    notes = sorted((note for note in facts.notes if note.kind == "proposed"), key=lambda n: (n.code, n.message))
    if not notes:
        return ""
    return f"{_lines(facts, notes)}\n\n{fenced([offer for note in notes for offer in note.offers])}"


def _lines(facts: Facts, notes: Sequence[Note]) -> str:
    """The most frequent first, each with the files it concerns."""
    files = {id: path for path, id in facts.read}
    ordered = sorted(notes, key=lambda note: (-note.count, note.code, note.message))
    return "\n".join(f"- {inert(note.message)}{_times(note)}{_where(note, files)}" for note in ordered)


def _times(note: Note) -> str:
    return f" ({note.count:,} times)" if note.count > 1 else ""


def _where(note: Note, files: dict[str, str]) -> str:
    """The first few files; a document that everybody cites stands in hundreds."""
    names = [inert(files[id]) for id in note.documents if id in files]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f" — {', '.join(names[:3])}{more}" if names else ""


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {inert(line)}" for line in lines)
