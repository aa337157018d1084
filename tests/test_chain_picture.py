"""The picture of the chain: nothing overlaps, few lines cross, every box and line leads somewhere, the same every time."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.layers import Layers, layers
from graph.records.documents import Card, Quote, Step, cards, steps
from graph.records.kinds import TIERS
from graph.records.printable import printable
from graph.store import open_graph
from graph.view.lettering import width
from graph.view.overview.chain_picture import WIDTH, chain_picture

NAMES = {str(tier): f"tier {tier}" for tier in TIERS}
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script>\"'&<b>\x00\u202e"

boxes = st.dictionaries(st.text("abcdefghij", min_size=1, max_size=2), st.sampled_from([None, 1, 3, 5, 6]), max_size=25)


def placed(tiers: dict[str, int | None], lines: list[tuple[str, str]]) -> Layers:
    return layers(tiers, lines, heights=dict.fromkeys(tiers, 30.0), gap=10.0)


@examples(100)
@given(boxes, st.data())
def test_boxes_of_a_layer_never_overlap_and_layers_follow_the_tiers(
    tiers: dict[str, int | None], data: st.DataObject
) -> None:
    lines = data.draw(st.lists(st.tuples(*[st.sampled_from(sorted(tiers))] * 2), max_size=40)) if tiers else []
    found = placed(tiers, lines)
    assert found == placed(tiers, lines)
    columns = defaultdict(list)
    for box, layer in found.layer.items():
        assert found.bands[layer] == tiers[box]
        columns[layer].append(found.at[box])
    for column in columns.values():
        column.sort()
        assert all(below - above >= 39.8 for above, below in pairwise(column))
    assert [tier or 0 for tier in found.bands] == sorted(tier or 0 for tier in found.bands)
    assert all(0 <= y <= found.height for y in found.at.values())
    for (a, b), bends in found.bends.items():
        between = range(min(found.layer[a], found.layer[b]) + 1, max(found.layer[a], found.layer[b]))
        assert sorted(layer for layer, _ in bends) == list(between)


def test_what_can_be_drawn_without_crossings_is() -> None:
    """Seven trees whose boxes come in the worst order."""
    tiers: dict[str, int | None] = {f"c{i}{j}": 6 for j in range(3) for i in reversed(range(7))}
    tiers |= {f"b{i}": 3 for i in range(7)} | {f"a{i}": 1 for i in reversed(range(7))}
    lines = [(f"a{i}", f"b{i}") for i in range(7)] + [(f"b{i}", f"c{i}{j}") for i in range(7) for j in range(3)]
    assert placed(tiers, lines).crossings == 0


def test_a_line_keeps_out_of_the_boxes_it_passes() -> None:
    tiers: dict[str, int | None] = {"a": 1, "b": 3, "c": 3, "d": 6}
    found = placed(tiers, [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")])
    ((layer, y),) = found.bends["a", "d"]
    assert layer == 1
    assert all(abs(y - found.at[box]) > 15 for box in "bc")


def test_the_documents_of_a_cycle_still_have_their_places() -> None:
    found = placed({"a": 6, "b": 6, "c": 6}, [("a", "b"), ("b", "a"), ("b", "c"), ("c", "c")])
    assert found.layer["a"] == found.layer["b"] < found.layer["c"]


def test_a_picture_of_nothing_is_a_picture() -> None:
    picture = chain_picture({}, [], tiers=NAMES, title="nothing")
    assert ET.fromstring(picture.svg).tag == f"{SVG}svg"
    assert (picture.drawn, picture.left_out) == ((), 0)


def chain(count: int) -> tuple[dict[str, Card], list[Step]]:
    known = {f"d{i}": Card(f"d{i}", f"Kế hoạch {i}", tier=6, source="a.txt" if i == 7 else None) for i in range(count)}
    return known, [Step(f"d{i + 1}", "implements", "d0") for i in range(count - 1)]


def test_what_is_left_out_is_counted_and_what_was_read_stays() -> None:
    known, between = chain(30)
    picture = chain_picture(known, between, tiers=NAMES, title="chain", most=5)
    assert (len(picture.drawn), picture.left_out) == (5, 25)
    assert {"d0", "d7"} <= set(picture.drawn)


def test_no_words_of_a_document_become_markup() -> None:
    known = {i: Card(i, HOSTILE, date=HOSTILE, issuer=HOSTILE, title=HOSTILE, tier=3) for i in "ab"}
    between = [Step("a", "implements", "b", (Quote("a", HOSTILE),))]
    picture = chain_picture(
        known, between, tiers=NAMES, title=HOSTILE, link=lambda card: HOSTILE, evidence=lambda step: HOSTILE
    )
    names = {element.tag.removeprefix(SVG) for element in ET.fromstring(picture.svg).iter()}
    assert names <= {"svg", "g", "a", "title", "text", "path", "rect"}


def test_the_samples_are_drawn_with_links_quotes_and_text_that_fits(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    known, between = cards(graph), steps(graph, ("implements",))
    picture = chain_picture(
        known, between, tiers=NAMES, title="chain", link=lambda card: f"#{card.iri}", evidence=lambda step: "#e"
    )
    root = ET.fromstring(picture.svg)
    drawn = [step for step in between if step.drawn]
    assert len(drawn) >= 20
    links = [a.attrib["href"] for a in root.iter(f"{SVG}a")]
    assert sorted(link for link in links if link != "#e") == sorted(f"#{iri}" for iri in picture.drawn)
    assert links.count("#e") == len(drawn)
    told = {title.text for title in root.iter(f"{SVG}title")}
    assert {printable(next(quote.exact or "" for quote in step.quotes)) for step in drawn} <= told
    texts = [text for a in root.iter(f"{SVG}a") for text in a.iter(f"{SVG}text")]
    assert len(texts) > 50
    assert all(width(str(text.text), float(text.attrib["font-size"])) <= WIDTH - 10 for text in texts)


@pytest.mark.real
def test_the_real_documents_are_drawn_with_few_crossings(real_output: Path) -> None:
    graph = open_graph(real_output)
    known = cards(graph)
    drawn = [s for s in steps(graph, ("implements",)) if s.drawn and s.object in known]
    joined = {iri for step in drawn for iri in (step.subject, step.object)}
    found = placed({iri: known[iri].tier for iri in sorted(joined)}, [(s.object, s.subject) for s in drawn])
    assert len(joined) > 25
    assert found.crossings <= 2
