"""How well a built graph agrees with gold: precision, recall and F1 per section, and whether every quote stands.

Figures are micro-averages over the documents; `macro` is the mean of the documents' F1, so that one long table does not
drown the rest.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import PolicyGraphError
from graph.evaluate.agreement import Case, Comparison, Item, compare
from graph.evaluate.gold import Gold, read_gold
from graph.evaluate.likeness import body_key, name_key, number_key
from graph.evaluate.stated import EDGES, Stated, StatedClaim, read_stated
from graph.store import open_graph

SECTIONS = (
    "header", "citations", "citations-numbered", "citation-details", "relations", "relations-strong", "tasks", "leads",
    "coordinates", "deadlines", "task-implements", "zones", "projects", "indicators", "indicator-details",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """Items found, found too much, and missed.

    >>> counts = Counts(8, 2, 8)
    >>> counts.precision, counts.recall, round(counts.f1, 3)
    (0.8, 0.5, 0.615)
    """

    hits: int = 0
    extras: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that the gold has, 0 to 1; 1 where nothing was found."""
        return _share(self.hits, self.hits + self.extras)

    @property
    def recall(self) -> float:
        """The share of the gold that was found, 0 to 1."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.precision * self.recall, self.precision + self.recall)

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.extras + other.extras, self.misses + other.misses)


@dataclass(frozen=True, slots=True)
class Figure:
    """A section's counts by document, and the items behind them, each led by its document."""

    section: str
    by_document: tuple[tuple[str, Counts], ...]
    misses: tuple[Item, ...] = ()
    extras: tuple[Item, ...] = ()

    @property
    def counts(self) -> Counts:
        """The counts of all documents together."""
        return sum((counts for _, counts in self.by_document), Counts())

    @property
    def macro(self) -> float:
        """The mean of the documents' F1, of those that have anything in this section."""
        each = [_share(2 * c.hits, 2 * c.hits + c.extras + c.misses) for _, c in self.by_document if c != Counts()]
        return _share(sum(each), len(each))


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many claims there are, how many quote what stands at their place, which do not, and edges without a claim."""

    claims: int
    exact: int
    wrong: tuple[Item, ...]
    bare: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of the sections that gold or graph have anything for; `missing` are the gold files whose document
    the graph does not hold: all that they want counts as missed."""

    figures: tuple[Figure, ...]
    evidence: Evidence
    missing: tuple[str, ...] = ()

    def figure(self, section: str) -> Figure:
        """The figure of a section by its name."""
        return next(figure for figure in self.figures if figure.section == section)


def evaluate(out: Path, gold: Path, *, document: str | None = None) -> Evaluation:
    """How the graph in `out` agrees with the annotations in `gold`, or with those of one `document` (a file's stem).

    A document belongs to the gold file whose name its source file has. The form of gold is `samples/gold/GUIDE.md`.

    >>> from tempfile import TemporaryDirectory
    >>> from graph.build import SAMPLES, build
    >>> plan = "mau-223-kh-ubnd-2021"
    >>> with TemporaryDirectory() as folder:
    ...     built = build([SAMPLES / f"{plan}.txt"], f"{folder}/output").out
    ...     evaluate(built, SAMPLES.parent / "gold", document=plan).figure("header").counts.f1
    1.0
    """
    annotated = read_gold(gold, document=document)
    stated = read_stated(open_graph(out))
    cases = [Case(gold, stated, stated.read.get(gold.stem, f"missing:{gold.stem}")) for gold in annotated]
    found = [(case.gold.stem, comparison) for case in cases for comparison in compare(case)]
    missing = tuple(case.gold.stem for case in cases if case.gold.stem not in stated.read)
    return Evaluation(tuple(figures_of(found, spellings_of(stated, annotated))), _evidence(stated, out), missing)


def to_text(evaluation: Evaluation, *, show: str | None = None) -> str:
    """The figures as a table, and the misses and extras of the section `show` ("evidence": the wrong claims)."""
    head = f"{'section':20} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6} {'macro':>6}"
    evidence = ", ".join(f"{name} {count}" for name, count in _evidence_row(evaluation.evidence).items())
    lines = [
        *(f"missing document: {stem} (no file of this name was built)" for stem in evaluation.missing),
        head,
        *map(_line, evaluation.figures),
        f"evidence: {evidence}",
        *(_shown(evaluation, show) if show else ()),
    ]
    return "\n".join(lines) + "\n"


def to_json(evaluation: Evaluation) -> str:
    """The figures as JSON: under "figures" p, r, f1, gold and macro of each section, and the evidence."""
    figures: dict[str, object] = {figure.section: _row(figure) for figure in evaluation.figures}
    figures["evidence"] = _evidence_row(evaluation.evidence)
    found = {"figures": figures, "documents missing": list(evaluation.missing)}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def spellings_of(stated: Stated, annotated: Iterable[Gold]) -> dict[str, str]:
    """How to print a key: as gold or graph spells it. Keys have every tone at the end of its word."""
    names = {*stated.labels.values(), *stated.titles.values(), *stated.numbers.values()}
    for gold in annotated:
        names |= {name for citation in gold.citations for name in (citation.number, citation.title) if name}
        names |= {body for task in gold.tasks for body in (*task.leads, *task.coordinates)}
        names |= {thing.name for thing in (*gold.zones, *gold.projects)}
    spellings = {key(name): name for name in sorted(names) for key in (number_key, body_key, name_key)}
    return spellings | {"T:" + key: name for key, name in spellings.items()}


def figures_of(found: Iterable[tuple[str, Comparison]], spellings: Mapping[str, str]) -> Iterator[Figure]:
    """The figures of all sections that the comparisons have anything for, each led by its document; `spellings` say how to print keys."""
    sections: dict[str, list[tuple[str, Comparison]]] = defaultdict(list)
    for stem, comparison in found:
        sections[comparison.section].append((stem, comparison))
    for section in SECTIONS:
        if section in sections:
            yield _figure(section, sections[section], spellings)


def _figure(section: str, found: list[tuple[str, Comparison]], spellings: Mapping[str, str]) -> Figure:
    counts: dict[str, Counts] = defaultdict(Counts)
    misses, extras = list[Item](), list[Item]()
    for stem, c in found:
        counts[stem] += Counts(len(c.want & c.found), len(c.found - c.want), len(c.want - c.found))
        for items, more in ((misses, c.want - c.found), (extras, c.found - c.want)):
            items += ((stem, *(spellings.get(part, part) for part in item)) for item in sorted(more))
    return Figure(section, tuple(counts.items()), tuple(misses), tuple(extras))


def _evidence(stated: Stated, out: Path) -> Evidence:
    texts = {name: _text(out / name) for name in stated.text_files.values()}
    faults = [_fault(claim, texts.get(stated.text_files.get(claim.document, ""))) for claim in stated.claims]
    wrong = tuple(fault for fault in faults if fault)
    claimed = {(claim.subject, claim.predicate, claim.object) for claim in stated.claims}
    edges = {(s, edge, o) for (edge, s), objects in stated.objects.items() if edge in EDGES for o in objects}
    return Evidence(len(faults), len(faults) - len(wrong), wrong, len(edges - claimed))


def _text(path: Path) -> str | None:
    if not path.is_file():
        return None
    # newline="" keeps the file's own line ends, which the offsets count
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def _fault(claim: StatedClaim, text: str | None) -> Item | None:
    """Why a claim's words do not stand where it says; None when they do."""
    if claim.exact is None:
        return "no selector", claim.subject, claim.predicate
    if text is None:
        return "no text file", claim.document
    if text[claim.start : claim.end] != claim.exact:
        return "words differ", claim.document, claim.exact[:40]
    return None


def _row(figure: Figure) -> dict[str, float | int]:
    c = figure.counts
    return {"p": c.precision, "r": c.recall, "f1": c.f1, "gold": c.hits + c.misses, "macro": figure.macro}


def _evidence_row(evidence: Evidence) -> dict[str, int]:
    return {
        "claims": evidence.claims,
        "exact": evidence.exact,
        "wrong": len(evidence.wrong),
        "edges without a claim": evidence.bare,
    }


def _line(figure: Figure) -> str:
    row = _row(figure)
    shares = " ".join(f"{row[name]:6.3f}" for name in ("p", "r", "f1", "macro"))
    return f"{figure.section:20} {row['gold']:5} {shares}"


def _shown(evaluation: Evaluation, show: str) -> Iterator[str]:
    if show == "evidence":
        yield from ("  ! " + _joined(fault) for fault in evaluation.evidence.wrong)
        return
    yield from listed(evaluation.figures, show)


def listed(figures: Iterable[Figure], show: str) -> Iterator[str]:
    """The misses and extras of the section `show`, a line each. Raises `PolicyGraphError` for a section that is none."""
    if show not in SECTIONS:
        raise PolicyGraphError(f"{show}: there is no such section; choose one of {', '.join(SECTIONS)}, evidence")
    for figure in (figure for figure in figures if figure.section == show):
        yield from ("  - missed | " + _joined(item) for item in figure.misses)
        yield from ("  + extra  | " + _joined(item) for item in figure.extras)


def _joined(item: Item) -> str:
    """The item on one line; control characters of a document could steer a terminal."""
    return " | ".join("".join(c if c.isprintable() else " " for c in part) for part in item)
