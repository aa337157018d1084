"""Check a built graph: the shapes of the ontology, every quote against its text, every edge against its evidence.

A failed check is a result, not an exception. Shapes are checked by pySHACL, a batch of documents at a time: each
document's named graph with the descriptions of the things it names, so that memory stays flat and a shape sees what it
needs. What SHACL core cannot say is checked in plain Python on what the lines of the graph tell (docs/decisions/0038-the-check-reads-lines.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import BinaryIO

from graph.store.lines import taken
from graph.store.stated import Contents, stated
from graph.validate import shapes
from graph.validate.report import Problem, Report, short
from graph.validate.shapes import Rows
from graph.validate.told import (
    BETWEEN_DOCUMENTS,
    DOCUMENT,
    EDGES,
    IMPLEMENTS,
    MENTIONS,
    NEED_CLAIMS,
    TYPE,
    Told,
    quoted,
    read,
    told_as,
)

__all__ = ["Problem", "Report", "Rows", "short", "validate"]


def validate(
    out: Path,
    *,
    claims: bool = True,
    contents: Contents | None = None,
    remember: shapes.Remember = lambda _, find: find(),
) -> Report:
    """The report on the graph that a build wrote into `out`.

    `claims=False` leaves out the shapes of claims, nine tenths of a graph, which a build has just written itself: their
    words, edges and evidence are checked all the same, in a third of the time. `contents` is what the graph states, where that is known,
    `remember` as in `shapes.find`. Raises `NotAGraph` where there is none, or one that cannot be read.

    Its checks: *shape* a thing does not look as `shapes.ttl` says; *quote* a claim's words are not at their place;
    *claim* an edge, task, zone, project or indicator rests on no claim; *edge* a claim without a warning has neither its edge nor a stronger one;
    *mention* an edge between documents has no `pol:mentions` beside it; *time* a document implements a later one.

    >>> from tempfile import TemporaryDirectory
    >>> from graph.model import Entity, Facts
    >>> from graph.rdf import quads
    >>> from graph.store import write
    >>> folder = TemporaryDirectory()
    >>> write(quads(Facts((Entity("zone/kcn-a", "IndustrialPark", "KCN A"),))), Path(folder.name))
    3
    >>> for problem in validate(Path(folder.name)).problems:
    ...     print(problem)
    claim: zone/kcn-a: its existence rests on no claim
    shape: zone/kcn-a: must rest on at least one claim
    >>> folder.cleanup()
    """
    return taken(out / "graph.nq", partial(_report, out, claims, contents or stated(out), remember))


def _report(out: Path, claims: bool, contents: Contents, remember: shapes.Remember, file: BinaryIO) -> Report:
    told = read(file, claims=claims)
    quotes = [*_misquoted(told, out, file)]
    misshapen = shapes.find(file, told, contents, claims=claims, remember=remember)
    problems = {*quotes, *_bare(told), *_undrawn(told), *_against_time(told), *misshapen}
    return Report(len(told.documents), told.stated, told.quoted - len(quotes), tuple(sorted(problems)))


def _bare(told: Told) -> Iterator[Problem]:
    """What rests on no claim, and edges between documents without `pol:mentions`."""
    between = set[tuple[bytes, bytes]]()
    existing = set[bytes]()
    for triple in told.claimed:
        subject, predicate, thing = triple.split(b" ", 2)
        if predicate in BETWEEN_DOCUMENTS or predicate == MENTIONS:
            between.add((subject, thing))
        elif predicate == TYPE:
            existing.add(subject)
    for triple in told.drawn:
        subject, predicate, thing = triple.split(b" ", 2)
        if predicate == TYPE:
            if thing in NEED_CLAIMS and subject not in existing:
                yield Problem("claim", told_as(subject), "its existence rests on no claim")
        elif (subject, thing) not in between if predicate == MENTIONS else triple not in told.claimed:
            yield _problem("claim", triple, "rests on no claim")
        if predicate in BETWEEN_DOCUMENTS and not _mentioned(told, subject, thing):
            yield _problem("mention", triple, "has no pol:mentions beside it")


def _problem(check: str, triple: bytes, message: str) -> Problem:
    """What is wrong with an edge."""
    subject, predicate, thing = map(told_as, triple.split(b" ", 2))
    return Problem(check, subject, f"{short(predicate)} {message}", thing)


def _mentioned(told: Told, subject: bytes, thing: bytes) -> bool:
    """Whether a document mentions another; what is no document mentions none."""
    is_one = b" ".join((subject, TYPE, DOCUMENT)) in told.drawn
    return not is_one or b" ".join((subject, MENTIONS, thing)) in told.drawn


def _undrawn(told: Told) -> Iterator[Problem]:
    """Claims that nothing is wrong with and that still carry no edge, nor another one between the same two documents: of
    several that texts state, only the strongest stands."""
    lost = [triple for triple, warned in told.claimed.items() if not warned and triple not in told.drawn]
    for triple in lost:
        subject, predicate, thing = triple.split(b" ", 2)
        weaker = predicate in BETWEEN_DOCUMENTS and any(
            b" ".join((subject, edge, thing)) in told.drawn for edge in BETWEEN_DOCUMENTS
        )
        if (predicate in EDGES or predicate == TYPE) and not weaker:
            yield _problem("edge", triple, "is claimed without a warning and not in the graph")


def _against_time(told: Told) -> Iterator[Problem]:
    for subject, predicate, thing in (triple.split(b" ", 2) for triple in told.drawn):
        if predicate == IMPLEMENTS:
            for one, other in product(told.dates.get(subject, ()), told.dates.get(thing, ())):
                known = min(len(one), len(other))  # dates of unlike precision are compared as far as both go
                if one[:known] < other[:known]:
                    said = f"of {one} implements a document of {other}"
                    yield Problem("time", told_as(subject), said, told_as(thing))


def _misquoted(told: Told, out: Path, file: BinaryIO) -> Iterator[Problem]:
    """The claims whose words do not stand at their place; only where a document has one they are read again."""
    wrong = told.odd | {document for document in told.quotes if not _stand(told, out, document)}
    if not wrong:
        return
    texts = {document: _text(out, told.files.get(document, "")) for document in wrong}
    for claim, quote in quoted(file, wrong):
        text, path = texts[quote.document], told.files.get(quote.document, "")
        if text is None:
            yield Problem("quote", told_as(quote.document), "its text cannot be read", path)
        elif not quote.stands(text):
            said = f"the words are not at {quote.start} to {quote.end} of {path}"
            yield Problem("quote", told_as(claim), said, quote.exact)


def _stand(told: Told, out: Path, document: bytes) -> bool:
    """Whether all words that are quoted of a document stand at their places."""
    text, numbers = _text(out, told.files.get(document, "")), told.quotes[document]
    return text is not None and all(
        hash(text[start:end]) == words
        for start, end, words in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    )


def _text(out: Path, name: str) -> str | None:
    """The characters of a text file; `None` where it is missing, no UTF-8, or outside of the output folder."""
    path = (out / name).resolve()
    if not name or not path.is_relative_to(out.resolve()):
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None
