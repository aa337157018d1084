"""Document -> Findings: the components in order. Each reads the view, decides, and returns; spans are the source's at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.extract import citations, measures, projects, relations, zones
from graph.extract.citations import named, numbered
from graph.extract.goals import prose as goals_of_prose
from graph.extract.goals import tables as goals_of_tables
from graph.extract.tasks import carried
from graph.extract.tasks import prose as tasks_of_prose
from graph.extract.tasks import tables as tasks_of_tables
from graph.language import intents
from graph.language.folding import same_length
from graph.language.lexicon import load
from graph.model import Aim, Document, Findings, Span, Task, View
from graph.structure import tables
from graph.structure.outline import Node, outline
from graph.structure.tables import Table

__all__ = ["extract"]


def extract(document: Document) -> Findings:
    """Everything found in one document.

    >>> from graph.model import Source
    >>> from graph.structure import parse
    >>> text = "KẾ HOẠCH\\nThực hiện Nghị quyết số 25-\\nNQ/TU\\n\\nCăn cứ Luật Đất đai ngày 18/01/2024;\\n"
    >>> found = extract(parse(Source("a.txt", text)))
    >>> [(c.number or c.title, c.span.of(text)) for c in found.citations]
    [('25-NQ/TU', 'Nghị quyết số 25-\\nNQ/TU'), ('Luật Đất đai', 'Luật Đất đai ngày 18/01/2024')]
    >>> [(r.subject, r.predicate, r.object) for r in found.relations]
    [(-1, 'implements', 0), (-1, 'basedOn', 1)]
    """
    view, header = document.view, document.header
    here = header.jurisdiction
    by_number = numbered.find(view.text, here=here)
    by_name = named.find(view.text, by_number, here=here)
    cited = citations.combine(view.text, header, by_number, by_name)
    title = _in_view(view, header.title_span) if header.title_span else None
    related = relations.find(view.text, cited, header, title)
    nested = frozenset(r.object for r in related if r.subject >= 0 and not cited[r.subject].itself)
    at_source = tuple(replace(c, span=view.source(c.span.start, c.span.end)) for c in cited)
    grids = tables.find(document.source.text)
    whole, outside = _outlines(document, grids)
    named_in = [*tasks_of_tables.find(document, grids), *tasks_of_prose.find(document, outside)]
    assigned = tuple(carried.find(document, named_in, at_source, nested))
    return Findings(
        document,
        at_source,
        tuple(replace(r, span=view.source(r.span.start, r.span.end)) for r in related),
        assigned,
        tuple(_aims(document, whole, outside, assigned)),
        tuple(measures.find(document, outside, assigned)),
    )


def _outlines(document: Document, grids: Sequence[Table]) -> tuple[Node, Node]:
    """The outline of a document: the whole, and what stands outside of its tables, read or not."""
    view, blocks = document.view.text, document.root.children
    inside = (*(table.span for table in grids), *tables.unmarked(document.source.text))
    whole = outline(view, blocks)
    return whole, outline(view, blocks, skip=inside) if inside else whole


def _aims(document: Document, whole: Node, outside: Node, assigned: tuple[Task, ...]) -> Iterator[Aim]:
    """Zones, projects and goals, each mention at its place in the source. What a page break cuts inside a task is read there."""
    view, rules = document.view, document.header.type in load().aims["normative"]
    works = () if rules else projects.find(whole, view.text)
    named = intents.told([*zones.find(view.text), *works], view.text)
    for a in named:
        where = view.source(a.where.start, a.where.end) if a.where else None
        yield replace(a, span=view.source(a.span.start, a.span.end), where=where)
    yield from _goals(document, outside)
    for task in assigned:
        if len(task.spans) > 1:
            words = same_length(task.text)
            rest = intents.told([*zones.find(words), *projects.in_text(words)], words)
            yield from (replace(a, span=task.spans[-1], where=None) for a in rest)


def _goals(document: Document, outside: Node) -> list[Aim]:
    """The goals of the prose, and of the tables what the prose does not say; a row is not read as prose too."""
    view, written = document.view, document.header.date
    told = goals_of_tables.find(document.source.text, written.year if written else None)
    spans = [
        (where, replace(a, span=view.source(a.span.start, a.span.end)))
        for where, a in goals_of_prose.stated(outside, view.text, kind=document.header.type)
    ]
    said = [(w, a) for w, a in spans if not any(r.span.start < a.span.end and a.span.start < r.span.end for r in told)]
    return goals_of_prose.distinct([*said, *((None, row) for row in told)])


def _in_view(view: View, span: Span) -> Span:
    """The characters of the view that were read from a span of the source."""
    inside = [i for i, start in enumerate(view.start) if view.end[i] > span.start and start < span.end]
    if not inside:
        return Span(0, 0)
    last = inside[-1] + 1
    return Span(view.at[inside[0]], view.at[last] if last < len(view.at) else len(view.text))
