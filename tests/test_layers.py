"""The layout of a chain is the same in Python (`index.html`, figures) and in the browser (`graph.html`)."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from chromium import Opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make import graph_of, paper, step

from graph.analysis.layers import SWEEPS, layers
from graph.model import Facts
from graph.records.documents import cards, steps
from graph.store import Graph
from graph.view.graph_page import write_page
from graph.view.overview.chain_picture import chain_picture
from graph.view.shell import text

Tiers = list[tuple[str, int | None]]
Lines = list[tuple[str, str]]
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "layers.json").read_text(encoding="utf-8"))
IDS = [case["why"] for case in CASES]
SCRIPT = """([tiers, lines]) => {
  const tier = new Map(tiers);
  const { column, heads } = columned([...tier.keys()], (id) => tier.get(id), lines);
  const level = ([from, to]) => column.get(from) > column.get(to) ? [to, from] : [from, to];
  const order = layered([...tier.keys()], (id) => column.get(id), heads.length, lines.map(level));
  return [heads, order.layers.map((layer) => layer.filter((id) => column.has(id))), order.crossings, SWEEPS];
}"""


def in_python(tiers: Tiers, lines: Lines) -> tuple[list[int], list[list[str]], int]:
    """The tier of each column, the boxes in it from above, and how often lines cross."""
    known = {box: tier or None for box, tier in tiers}
    found = layers(known, [(a, b) for a, b in lines], heights=dict.fromkeys(known, 20.0))
    columns: list[list[str]] = [[] for _ in found.bands]
    for box in sorted(found.layer, key=found.at.__getitem__):
        columns[found.layer[box]].append(box)
    return [tier or 0 for tier in found.bands], columns, found.crossings


def in_browser(opened: Opened, tiers: Tiers, lines: Lines) -> tuple[list[int], list[list[str]], int]:
    heads, columns, crossings, sweeps = opened.page.evaluate(SCRIPT, [tiers, lines])
    assert sweeps == SWEEPS
    return heads, columns, crossings


@pytest.fixture(scope="module")
def script(chromium: Any) -> Any:
    """A blank page with the script."""
    made = Opened(chromium)
    made.page.add_script_tag(content=text("graph/layers.js"))
    yield made
    made.page.close()


def test_there_are_cases() -> None:
    assert len(CASES) == 13


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_python_lays_out_each_case(case: dict[str, Any]) -> None:
    assert in_python(case["tiers"], case["lines"]) == (case["bands"], case["columns"], case["crossings"])


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_browser_lays_out_each_case(case: dict[str, Any], script: Opened) -> None:
    assert in_browser(script, case["tiers"], case["lines"]) == (case["bands"], case["columns"], case["crossings"])


boxes = st.dictionaries(
    st.text("abcdefghij", min_size=1, max_size=2), st.sampled_from([None, 1, 3, 5, 6]), min_size=1, max_size=20
)


@pytest.mark.browser
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(boxes, st.data())
def test_both_lay_out_whatever_comes_alike(script: Opened, tiers: dict[str, int | None], data: st.DataObject) -> None:
    ends = st.tuples(*[st.sampled_from(sorted(tiers))] * 2).filter(lambda pair: pair[0] != pair[1])
    lines = data.draw(st.lists(ends, max_size=30, unique=True)) if len(tiers) > 1 else []
    assert in_browser(script, list(tiers.items()), lines) == in_python(list(tiers.items()), lines)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """Twelve documents, some of unknown tier: above, below and between known ones."""
    tiers: Tiers = [
        ("a", 1), ("b", 3), ("c", 6), ("d", 6), ("e", 6), ("f", 7), ("u", None), ("v", None), ("w", None), ("x", None),
        ("y", 2), ("z", 4),
    ]  # fmt: skip
    upper = ["ab", "bc", "cd", "ce", "df", "uc", "bv", "wx", "xd", "yz", "zc", "ay"]
    papers = (paper(name, f"VB {name}", "2020", tier) for name, tier in tiers)
    lines = (step(low, "implements", high) for high, low in upper)
    out = tmp_path_factory.mktemp("layers")
    return graph_of(out, Facts(tuple(papers), tuple(lines)))


@pytest.mark.browser
def test_a_document_stands_in_the_same_column_on_both_pages(world: Graph, opened: Opened) -> None:
    picture = chain_picture(cards(world), steps(world, ("implements",)), tiers={str(n): "" for n in range(8)}, title="")
    drawn = [group for group in ET.fromstring(picture.svg) if len(group) > 1 and group[1].tag.endswith("}rect")]
    page = opened.open(write_page(world.folder, world, lang="en"), "#view=chain")
    links = page.locator("svg.chain a.box")
    there = links.evaluate_all(
        "all => all.map((a) => [a.querySelector('title').textContent, a.querySelector('rect').getAttribute('x')])"
    )
    in_index = columns_of((group[0].text or "", group[1].attrib["x"]) for group in drawn)
    assert columns_of(there) == in_index
    assert len(in_index) == 12
    assert {name for name, column in in_index.items() if column <= 1} == {"VB u", "VB v", "VB w", "VB x"}


def columns_of(boxes: Iterable[Sequence[str]]) -> dict[str, int]:
    """The number of the column of each document, from the left; a title begins with its label."""
    left = {title.split("\n")[0]: float(x) for title, x in boxes}
    places = sorted(set(left.values()))
    return {name: places.index(x) for name, x in left.items()}
