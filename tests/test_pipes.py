"""The components in a spaCy pipeline: the same findings as in the graph, on whole tokens and exact beside them."""

from __future__ import annotations

import spacy
from spacy.language import Language

from graph.build import SAMPLES
from graph.extract import extract
from graph.model import Source
from graph.structure import parse

NAMES = ["policygraph_citations", "policygraph_tasks", "policygraph_aims"]


def pipeline() -> Language:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    for name in NAMES:
        nlp.add_pipe(name)
    return nlp


def test_a_pipeline_finds_what_the_graph_holds_in_every_sample() -> None:
    nlp, counts = pipeline(), dict.fromkeys(NAMES, 0)
    assert nlp.pipe_names == NAMES
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        doc, found = nlp(text), extract(parse(Source(path.name, text)))
        exact = doc.user_data["policygraph"]
        assert (exact.citations, exact.tasks, exact.aims) == (found.citations, found.tasks, found.aims)
        wanted = (
            [c.span for c in found.citations],
            [s for t in found.tasks for s in t.spans],
            [a.span for a in found.aims],
        )
        for name, spans in zip(NAMES, wanted, strict=True):
            assert len(doc.spans[name]) == len(spans)
            assert all(s.of(text) in span.text for s, span in zip(spans, doc.spans[name], strict=True))
            counts[name] += len(spans)
    assert all(count > 50 for count in counts.values())


def test_texts_without_findings_are_no_trouble() -> None:
    nlp = pipeline()
    for text in ("", " ", "\n\n", "Xin chào."):
        doc = nlp(text)
        assert [len(doc.spans[name]) for name in NAMES] == [0, 0, 0]
    docs = list(nlp.pipe(["Theo Luật Đất đai ngày 18/01/2024.", ""]))
    assert [[span.id_ for span in doc.spans[NAMES[0]]] for doc in docs] == [["Luật Đất đai"], []]


def test_a_document_with_its_spans_can_be_stored(tmp_path: object) -> None:
    doc = pipeline()("Thực hiện Nghị quyết số 124/NQ-CP.")
    group = doc.spans["policygraph_citations"]
    assert group.from_bytes(group.to_bytes())[0].id_ == "124/NQ-CP"
