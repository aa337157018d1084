"""What is made of a written graph: its check, its tables and pages. Each part needs nothing but the folder, so that processes can share them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from graph import records
from graph.making.kept import Kept
from graph.making.reading import Job, whole
from graph.model import Note
from graph.records import things
from graph.store import Answering, open_graph
from graph.store.stated import Contents
from graph.validate import Rows, validate
from graph.view.graph_page import write_page
from graph.view.ontology_page import write_ontology
from graph.view.overview import write_index
from graph.view.overview.figures import write_figures
from graph.view.overview.ledger import ledger
from graph.view.overview.workbook import write_workbook
from graph.view.reading_page import Pages
from graph.view.report.findings import sections, warnings
from graph.view.review_page import write_review
from graph.view.search_page import write_search
from graph.view.text.files import tables

BESIDE = ("index", "search", "graph", "ontology")
"""The other pages of an output, to which each page links."""
FILES = (
    "workload.csv", "deadlines.csv", "coordination.csv", "chains.csv", "coverage.csv", "goals.csv", "gaps.csv",
    "graph.html", "index.html", "workload.xlsx", "figures", "ontology.html", "review.html", "search.html",
)  # fmt: skip
"""What `Views` writes: all of it depends on the graph as a whole."""

IN_MEMORY = 240 * 1024 * 1024
"""Up to this size of `graph.nq` parts ask it in memory, three times as quick as on disk: so many questions are worth a second for loading 30 MB. It
takes 2.7 times the size."""

Names = tuple[tuple[str, str], ...]
"""What corrections call the documents, by their files."""
Analyses = tuple[tuple[str, str], ...]
Said = tuple[Analyses, tuple[Note, ...]]
"""What the analyses found, for the report, and what they warn of."""


@dataclass(frozen=True, slots=True)
class Check:
    """The check of a graph; `contents` are what it states, where that is known, `noted` what was found before, by what it depends on. `turn` tells one graph in the
    folder from another."""

    out: Path
    turn: int
    contents: Contents | None = None
    noted: dict[str, Rows] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems that a check found, and all that is to be noted."""

    problems: tuple[str, ...]
    noted: dict[str, Rows]


@dataclass(frozen=True, slots=True)
class Views:
    """Tables, pages and pictures of a whole graph; `notes` are those of resolving, `names` what corrections call documents."""

    out: Path
    lang: str
    turn: int
    notes: tuple[Note, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Sheets:
    """The reading pages of the documents in one file, by their paths."""

    out: Path
    lang: str
    turn: int
    job: Job
    key: str
    kept: Path
    paths: tuple[str, ...]
    names: Names


Part = Check | Views | Sheets
Made = Checked | Said | None


def made(part: Part, tell: Callable[..., None]) -> Made:
    """Writes a part into its folder, and gives what it found besides."""
    if isinstance(part, Check):
        return _checked(part)
    if isinstance(part, Views):
        return _written(part)
    pages = pages_of(part.out, part.lang, part.turn, part.names)
    for document, headings in whole(part.job, part.key, Kept(part.kept)):
        if document.source.path in part.paths:
            pages.write(document, headings)
    return None


def _written(views: Views) -> Said:
    """The tables, pages and pictures; what the analyses find, and what they warn of, goes into the report."""
    out, lang, graph = views.out, views.lang, _opened(views.out, views.turn)
    for name, text in tables(graph).items():
        (out / name).write_text(text, encoding="utf-8", newline="")
    write_page(out, graph, lang=lang, beside=BESIDE)
    write_search(out, graph, lang=lang)
    records.forget(things.whole, graph)  # all that the graph says, a third of what is held here
    known = ledger(graph)
    write_index(out, graph, known, lang=lang)
    write_workbook(out, known, lang=lang)
    write_figures(out, known, lang=lang)
    write_ontology(out, graph, lang=lang)
    write_review(out, graph, views.notes, dict(views.names), lang=lang)
    return sections(graph), warnings(graph)


@lru_cache(maxsize=1)
def pages_of(out: Path, lang: str, turn: int, names: Names) -> Pages:
    """The reading pages of the graph in a folder, asked once in a process."""
    return Pages(_opened(out, turn), lang, BESIDE, out, dict(names))


@lru_cache(maxsize=1)
def _opened(out: Path, turn: int) -> Answering:
    return open_graph(out, in_memory=IN_MEMORY, whole=False)


def forget() -> None:
    """Closes the graph that parts were made of in this process."""
    pages_of.cache_clear()
    _opened.cache_clear()


def _checked(check: Check) -> Checked:
    noted: dict[str, Rows] = {}

    def remember(purpose: str, find: Callable[[], Rows]) -> Rows:
        noted[purpose] = check.noted[purpose] if purpose in check.noted else find()
        return noted[purpose]

    report = validate(check.out, claims=False, contents=check.contents, remember=remember)
    return Checked(tuple(map(str, report.problems)), noted)
