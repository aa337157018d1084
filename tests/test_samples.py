"""The sample corpus and its gold: whole, consistent, showing every relation, and of our own wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, from_yaml, need

from graph.evaluate.gold import read_gold
from graph.vocab import DOCUMENT_EDGES

SAMPLES = Path(__file__).parent.parent / "graph" / "samples"
CORPUS = {path.stem: path for path in sorted((SAMPLES / "corpus").iterdir())}
GOLD = {path.stem: path for path in sorted((SAMPLES / "gold").glob("*.yaml"))}
MARK = "(Văn bản mẫu của policygraph: viết lại, rút gọn; không phải văn bản gốc)"
RUN = 30
"""From this many words in a row on, wording counts as another's."""


@cache
def text(stem: str) -> str:
    """The sample on one line: breaks, cell bars and markdown stars folded out."""
    return _folded(CORPUS[stem].read_text(encoding="utf-8"))


def _folded(words: str) -> str:
    return " ".join(words.replace("*", "").replace("|", " ").split())


@cache
def gold(stem: str) -> Any:
    return from_yaml(GOLD[stem])


def entries(section: str) -> Iterator[tuple[str, Any]]:
    return ((stem, entry) for stem in GOLD for entry in gold(stem)[section])


def test_every_document_has_gold_and_the_other_way_round() -> None:
    assert set(CORPUS) == set(GOLD)
    assert len(CORPUS) == 14
    assert {path.suffix for path in CORPUS.values()} == {".txt", ".md"}
    assert [gold(stem)["doc"] for stem in GOLD] == list(GOLD)


def test_gold_is_well_formed() -> None:
    found = read_gold(SAMPLES / "gold")
    counts = {
        section: sum(len(getattr(one, section)) for one in found)
        for section in ("citations", "relations", "tasks", "zones", "projects", "indicators")
    }
    assert counts == {"citations": 97, "relations": 130, "tasks": 104, "zones": 24, "projects": 11, "indicators": 43}
    assert all(one.header.type and one.header.title and one.header.issuer for one in found)


@pytest.mark.parametrize("stem", CORPUS)
def test_every_sample_says_that_it_is_one_and_is_small(stem: str) -> None:
    lines = CORPUS[stem].read_text(encoding="utf-8").splitlines()
    assert MARK in (lines[0].strip(), lines[-1].strip())
    assert 30 <= len(lines) <= 200


def test_every_quote_stands_in_its_text() -> None:
    quotes = [(stem, e["quote"]) for section in ("relations", "indicators") for stem, e in entries(section)]
    assert len(quotes) == 173
    assert [(stem, quote) for stem, quote in quotes if _folded(quote) not in text(stem)] == []


def test_every_task_stands_in_its_text() -> None:
    laid_out = {("mau-09-ct-ubnd-2026", f"7.{n}") for n in (1, 2, 3)}
    apart = {("mau-220-kh-ubnd-2023-phu-luc", "II.2"), ("mau-5973-ubnd-kt-2026", "1.-1"), *laid_out}
    """A row that a page break cuts, a line with the mark of a footnote, rows whose cells stand side by side on several lines."""
    tasks = list(entries("tasks"))
    assert len(tasks) == 104
    assert {(stem, task["n"]) for stem, task in tasks if _folded(task["text"]) not in text(stem)} == apart


def test_titles_and_times_stand_in_their_texts() -> None:
    assert [s for s in GOLD if gold(s)["header"]["title"].lower() not in text(s).lower()] == []
    times = [
        (s, part) for s, task in entries("tasks") if task["deadline"] for part in task["deadline"]["raw"].split(" | ")
    ]
    assert len(times) == 90
    assert [(stem, time) for stem, time in times if _folded(time) not in text(stem)] == []


def test_every_end_of_a_relation_is_cited_and_every_citation_has_one_edge_from_its_document() -> None:
    for stem in GOLD:
        names = {citation.get("number") or citation["title"] for citation in gold(stem)["citations"]}
        relations = [(r["s"], r["p"], r["o"]) for r in gold(stem)["relations"]]
        assert {end for s, _, o in relations for end in (s, o)} <= names | {"SELF"}, stem
        assert sorted(o for s, _, o in relations if s == "SELF") == sorted(names), stem
        assert len({(s, o) for s, _, o in relations}) == len(relations), stem


def test_every_relation_of_the_vocabulary_occurs() -> None:
    found = {relation["p"] for _, relation in entries("relations")}
    assert found == set(DOCUMENT_EDGES) - {
        "consolidates"
    }  # no sample is a consolidated text: tests/cases/relations.yaml has one
    nested = {relation["p"] for _, relation in entries("relations") if relation["s"] != "SELF"}
    assert nested >= {"implements", "approves", "promulgates", "guides", "amends"}


def test_the_chain_from_the_politburo_to_the_provinces_is_there() -> None:
    steps = {(stem, r["s"], r["o"]) for stem, r in entries("relations") if r["p"] == "implements"}
    phu_yen = "mau-phu-yen-ke-hoach-124-nq-cp"
    assert steps >= {
        ("mau-124-nq-cp-2020", "SELF", "23-NQ/TW"),
        (phu_yen, "124/NQ-CP", "23-NQ/TW"),
        (phu_yen, "122-KH/TU", "23-NQ/TW"),
        (phu_yen, "SELF", "124/NQ-CP"),
        (phu_yen, "SELF", "122-KH/TU"),
        ("mau-dong-thap-ke-hoach-2022", "SELF", "124/NQ-CP"),
        ("mau-223-kh-ubnd-2021", "SELF", "25-NQ/TU"),
    }


def test_groups_recurrences_and_kinds_are_those_of_the_guide() -> None:
    guide = (SAMPLES / "gold" / "GUIDE.md").read_text(encoding="utf-8")
    bodies = {body for _, task in entries("tasks") for role in ("lead", "coordinate") for body in task[role]}
    groups = {body for body in bodies if ":" in body}
    kinds = {zone["kind"] for _, zone in entries("zones")}
    every = {(task["deadline"] or {}).get("recurrence", "") for _, task in entries("tasks")} - {""}
    assert (len(groups), len(kinds), every) == (12, 6, {"annual", "ongoing", "periodic", "quarterly"})
    assert [word for word in sorted(groups | kinds | every) if word not in guide] == []


def _words(path: Path) -> list[str]:
    return re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace").lower())


def _runs(words: list[str], length: int, *, step: int = 1) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + length]) for i in range(0, len(words) - length + 1, step))


@pytest.mark.real
def test_no_run_of_words_is_another_s() -> None:
    real = [path for name in ("corpus", "corpus-more", "gold", "bulk") for path in sorted((SHARED / name).glob("*.*"))]
    real = [path for path in real if path.suffix in {".txt", ".md", ".yaml"}]
    need("real", real, "the real documents (../shared) are not here to be compared with")
    ours = [_words(path) for path in [*CORPUS.values(), *(SAMPLES / "gold").iterdir()]]
    runs = {run for words in ours for run in _runs(words, RUN)}
    halves = {run for words in ours for run in _runs(words, RUN // 2)}
    shared: list[str] = []
    for path in real:
        words = _words(path)
        # a shared run covers one of any text's blocks of half its length whole: only texts with such a block are walked
        if not halves.isdisjoint(_runs(words, RUN // 2, step=RUN // 2)):
            shared += (f"{path.name}: {' '.join(run)}" for run in _runs(words, RUN) if run in runs)
    assert shared == []
