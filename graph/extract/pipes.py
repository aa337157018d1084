"""The findings as components of somebody's own spaCy pipeline: `nlp.add_pipe("policygraph_citations")`.

spaCy finds the components by their names as soon as policygraph is installed beside it (`pip install 'policygraph[spacy]'`). Each adds a group of spans to `Doc.spans`; a token of
spaCy's may hold more than the words found ("25-NQ/TU," with its comma), so a span here covers whole tokens, and
`Doc.user_data["policygraph"]` holds the exact `Findings`, whose spans count the characters of `Doc.text`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from graph.extract import extract
from graph.model import Findings, Source, Span
from graph.structure import parse

KEY = "policygraph"
"""Where `Doc.user_data` keeps the exact findings; all components share one reading."""


@Language.component("policygraph_citations", assigns=["doc.spans"])
def citations(doc: Doc) -> Doc:
    """Adds `doc.spans["policygraph_citations"]`: labels are document types, span ids numbers or titles.

    >>> import spacy
    >>> nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    >>> _ = nlp.add_pipe("policygraph_citations")
    >>> doc = nlp("Thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch.")
    >>> [(span.text, span.label_, span.id_) for span in doc.spans["policygraph_citations"]]
    [('Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ,', 'Resolution', '124/NQ-CP')]
    >>> found = doc.user_data["policygraph"].citations[0]
    >>> found.span.of(doc.text), str(found.issuer), str(found.date)
    ('Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ', 'Chính phủ', '2020-09-03')
    """
    found = _read(doc).citations
    return _add(doc, "policygraph_citations", ((c.span, c.type, c.number or c.title or "") for c in found))


@Language.component("policygraph_tasks", assigns=["doc.spans"])
def tasks(doc: Doc) -> Doc:
    """Adds `doc.spans["policygraph_tasks"]`, label "Task", span ids the printed numbers; a task cut by a page has a span for each piece."""
    found = _read(doc).tasks
    return _add(doc, "policygraph_tasks", ((span, "Task", t.ordinal or "") for t in found for span in t.spans))


@Language.component("policygraph_aims", assigns=["doc.spans"])
def aims(doc: Doc) -> Doc:
    """Adds `doc.spans["policygraph_aims"]`: zones, projects and quantified goals; labels are their classes, span ids their names."""
    return _add(doc, "policygraph_aims", ((a.span, a.kind, a.name) for a in _read(doc).aims))


def _read(doc: Doc) -> Findings:
    held: dict[Any, Any] = doc.user_data
    if KEY not in held:
        held[KEY] = extract(parse(Source("doc.txt", doc.text)))
    found: Findings = held[KEY]
    return found


def _add(doc: Doc, name: str, found: Iterable[tuple[Span, str, str]]) -> Doc:
    spans = (doc.char_span(s.start, s.end, label, span_id=id, alignment_mode="expand") for s, label, id in found)
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span in spans if span is not None])
    return doc
