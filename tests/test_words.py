"""The words of the pages: every language says the same things, and names every kind that the pages draw."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import from_yaml

import graph.view.words
from graph.model import Entity, Facts
from graph.rdf import quads
from graph.records.kinds import EDGE_KINDS, NODE_KINDS, TIERS
from graph.store import open_graph, write
from graph.view.graph_page import write_page
from graph.view.overview.ledger import GAPS
from graph.view.words import LANGUAGES, words
from graph.vocab import ADDED_EDGES, DOCUMENT_EDGES, OTHER_EDGES

FILES = sorted((Path(graph.view.words.__file__).parent / "words").glob("*.yaml"))


def leaves(told: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield from leaves(value, f"{at}.{key}")
    else:
        yield at, told


def test_every_language_has_the_same_words() -> None:
    told = {file.stem: dict(leaves(from_yaml(file))) for file in FILES}
    assert sorted(told) == sorted(LANGUAGES)
    assert len({frozenset(each) for each in told.values()}) == 1
    assert [
        (lang, at)
        for lang, each in told.items()
        for at, text in each.items()
        if not isinstance(text, str) or not text.strip()
    ] == []


class Strict(yaml.SafeLoader):
    """Fails where a section says one key twice: the second would silently take the place of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        assert sorted(keys) == sorted(set(keys)), [key for key in keys if keys.count(key) > 1]
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_said_twice(file: Path) -> None:
    assert yaml.load(file.read_text(encoding="utf-8"), Strict)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_its_name(lang: str) -> None:
    shared = words(lang, "shared")["shared"]
    assert list(shared["node_kinds"]) == list(NODE_KINDS)
    assert list(shared["edge_kinds"]) == list(EDGE_KINDS)
    assert list(shared["tiers"]) == [str(tier) for tier in TIERS]
    assert tuple(words(lang, "index")["index"]["gaps"]) == GAPS


def test_every_edge_of_the_vocabulary_is_drawn_but_the_one_that_stands_beside_others() -> None:
    assert set(DOCUMENT_EDGES + OTHER_EDGES + ADDED_EDGES) - {"mentions"} <= set(EDGE_KINDS)


def test_a_page_opens_in_the_language_it_is_asked_for(tmp_path: Path) -> None:
    write(quads(Facts((Entity("document/a", "Plan", "Kế hoạch A"),))), tmp_path)
    for lang in LANGUAGES:
        assert f'<html lang="{lang}">' in write_page(tmp_path, open_graph(tmp_path), lang=lang).read_text(
            encoding="utf-8"
        )
