"""What a text says of how documents stand to each other, nested statements too.

"A ban hành Chương trình hành động thực hiện B": A implements B. "Kế hoạch này thay thế A về thực hiện B": the document replaces
A, and A implements B. "Căn cứ A; B": the document is based on both. "Các Nghị định quy định chi tiết B (số A1, số A2)".
What lies between two mentions is read by the connectors of `phrases/relations.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.extract.back import in_view, placed_relation
from graph.extract.relations.governors import govern
from graph.extract.relations.mentions import LISTED, lines
from graph.extract.relations.own import heads_list, openings, stated
from graph.extract.relations.undoing import listed, opens_list
from graph.model import Citation, Document, Findings, Header, InView, Relation


def step(document: Document, findings: Findings) -> Findings:
    """What documents do to one another. Reads: header, view, citations. Writes: relations."""
    view, title = document.view, document.header.title_span
    cited = [in_view(c) for c in findings.citations]
    related = find(view.text, cited, document.header, view.place(title) if title else None)
    quoted = (replace(r, span=_quoted(view.text, r.span)) for r in related)
    return replace(findings, relations=tuple(placed_relation(r, view) for r in quoted))


QUOTE = 600
"""Characters that a relation quotes at most; of more its last clauses."""
_CLAUSE = re.compile(r"[.;] ")


def _quoted(view: str, span: InView) -> InView:
    """The words that a relation quotes. Of too many, those behind the first end of a sentence or clause from which few enough are left;
    where there is none, behind the first blank.

    >>> words = "Căn cứ " + "Luật Đất đai; " * 99
    >>> kept = _quoted(words, InView(0, len(words) - 2))
    >>> kept.end - kept.start <= QUOTE, words[kept.start :].startswith("Luật Đất đai; ")
    (True, True)
    """
    if span.end - span.start <= QUOTE:
        return span
    first = span.end - QUOTE
    clause = _CLAUSE.search(view, first, span.end - 1)
    blank = view.find(" ", first, span.end)
    return InView(clause.end() if clause else blank + 1 if blank >= 0 else first, span.end)


def find(
    view: str, citations: Sequence[Citation[InView]], header: Header, title: InView | None
) -> list[Relation[InView]]:
    """The relations stated in the text; spans are characters of the view; `title` is where the title stands in it.

    >>> a = Citation(InView(9, 30), "Plan", "155/KH-UBND"); own = Citation(InView(0, 12), "Plan", itself=True)
    >>> r, = find("Kế hoạch này thay thế Kế hoạch số 155/KH-UBND.", [own, Citation(InView(22, 45), "Plan", "155/KH-UBND")], Header(), None)
    >>> r.subject, r.predicate, r.object
    (-1, 'replaces', 1)
    """
    found: list[Relation[InView]] = []
    opening = openings(view, title)
    listing: str | None = None
    for line, places in lines(view, citations):
        words = view[line.start : line.end]
        govern(view, line, places)
        found += [r for p in places for r in (p.relation, *p.shared) if r]
        found += stated(view, line, places, header, opening, title)
        if listing and LISTED.match(words):
            found += listed(words, line, places, listing)
        elif places or words.strip():
            opens = any(o.start <= line.start < o.end for o in opening)
            listing = opens_list(words) or heads_list(words.strip(), opening=opens)
    return [r for r in found if not _of_one(r, citations)]


def _of_one(relation: Relation[InView], citations: Sequence[Citation[InView]]) -> bool:
    """Whether both ends are one document under one number, which changes nothing of itself."""
    ends = [citations[i].number for i in (relation.subject, relation.object) if i >= 0]
    return len(ends) == 2 and ends[0] is not None and ends[0] == ends[1]
