"""`policygraph chain`: the cascade of a document, its renderings, and every chain of the graph."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from make import graph_of, paper, step

from graph.analysis.chains import WAYS, Cascade, Chain, chain, chains
from graph.analysis.lookup import find
from graph.errors import NotFound
from graph.model import Claim, Entity, Facts, Ref
from graph.store import Graph, open_graph
from graph.view.text.table import csv_text
from graph.view.text.tree import Row, linear, rows, to_json, tree
from graph.vocab import ID

Build = Callable[[Iterable[Entity], Iterable[Claim]], Graph]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A graph as a build leaves it, from hand-made facts."""

    def built(entities: Iterable[Entity], claims: Iterable[Claim]) -> Graph:
        return graph_of(tmp_path, Facts(tuple(entities), tuple(claims)), ontology=False)

    return built


def industry() -> tuple[list[Entity], list[Claim]]:
    """A central resolution, the provincial Party's plan and the Government's programme for it, a province's plans."""
    province, party = "agency/phu-yen/ubnd", "agency/bo-chinh-tri"
    return [
        Entity(province, "Agency", "Ủy ban nhân dân tỉnh Phú Yên"),
        Entity(party, "Agency", "Bộ Chính trị"),
        Entity("place/phu-yen", "Place", "tỉnh Phú Yên"),
        paper("23", "Nghị quyết 23-NQ/TW", "2018-03-22", 1, eli_id_local="23-NQ/TW", eli_passed_by=Ref(party)),
        paper(
            "122",
            "Kế hoạch 122-KH/TU",
            "2019-11-08",
            5,
            eli_id_local="122-KH/TU",
            pol_jurisdiction=Ref("place/phu-yen"),
        ),
        paper("124", "Nghị quyết 124/NQ-CP", "2020-09-03", 3, eli_id_local="124/NQ-CP"),
        paper("155", "Kế hoạch 155/KH-UBND", "2020-08-21", 6, eli_id_local="155/KH-UBND"),
        paper(
            "phu-yen",
            "Kế hoạch phát triển công nghiệp Phú Yên",
            "2021-02",
            6,
            eli_passed_by=Ref(province),
            pol_sourceFile="tinh/phu-yen.txt",
            pol_textFile="text/tinh/phu-yen.txt",
        ),
        paper("phu-luc", "Phụ lục nhiệm vụ", None, 6, pol_sourceFile="tinh/phu-luc.txt"),
        paper("old", "Kế hoạch 9/KH-UBND", "2017-01-05", 6, eli_id_local="9/KH-UBND"),
        paper("luat", "Luật Quy hoạch", "2017-11-24", 2),
    ], [
        step("124", "implements", "23"),
        step("122", "implements", "23"),
        step("155", "implements", "122"),
        step("phu-yen", "implements", "124", "Thực hiện Nghị quyết\n số 124/NQ-CP"),
        step("phu-yen", "implements", "122"),
        step("phu-yen", "replaces", "155"),
        step("phu-yen", "basedOn", "luat"),
        step("phu-luc", "appendixOf", "phu-yen"),
        step("old", "implements", "124", "thực hiện 124", edge=False, warning="issued before what it implements"),
    ]


@pytest.fixture
def graph(build: Build) -> Graph:
    return build(*industry())


def cascade_of(graph: Graph, words: str) -> Cascade:
    return chain(graph, find(graph, words))


def labels(found: Cascade) -> list[tuple[int, str, bool]]:
    return [(line.depth, line.card.iri.removeprefix(ID + "document/"), line.again) for line in found.below]


def test_below_a_central_resolution_everything_hangs_by_date_and_is_opened_once(graph: Graph) -> None:
    assert labels(cascade_of(graph, "23-NQ/TW")) == [
        (1, "122", False), (2, "155", False), (2, "phu-yen", False), (3, "phu-luc", False),
        (1, "124", False), (2, "phu-yen", True),
    ]  # fmt: skip


def test_the_linear_reading_goes_by_step_then_time(graph: Graph) -> None:
    assert linear(cascade_of(graph, "Kế hoạch phát triển công nghiệp Phú Yên")) == (
        "Nghị quyết 23-NQ/TW (2018) → Kế hoạch 122-KH/TU, tỉnh Phú Yên (2019) & Nghị quyết 124/NQ-CP (2020)"
        " → Kế hoạch phát triển công nghiệp Phú Yên (2021)"
    )


def test_the_tree_prints_date_issuer_tier_and_what_changes_a_step(graph: Graph) -> None:
    printed = tree(cascade_of(graph, "phu-yen.txt"))
    assert printed.splitlines()[0] == (
        "● Kế hoạch phát triển công nghiệp Phú Yên · 2021-02 · Ủy ban nhân dân tỉnh Phú Yên · [province]"
    )
    assert "├─ Kế hoạch 122-KH/TU · 2019-11-08 · issuer unknown · [provincial Party] · cited only" in printed
    assert "│  └─ Nghị quyết 23-NQ/TW · 2018-03-22 · Bộ Chính trị · [Central Party] · cited only" in printed
    assert "└─ appendix: Phụ lục nhiệm vụ · no date" in printed
    assert "replaces Kế hoạch 155/KH-UBND (2020)" in printed
    assert "based on Luật Quy hoạch (2017)" in printed
    assert "thực hiện" not in printed
    assert " 9/KH-UBND" not in printed


def test_evidence_puts_the_words_and_their_place_under_each_step(graph: Graph) -> None:
    printed = tree(cascade_of(graph, "phu-yen.txt"), evidence=True)
    place = "— Kế hoạch phát triển công nghiệp Phú Yên, text/tinh/phu-yen.txt[7:41]"
    assert f"“Thực hiện Nghị quyết số 124/NQ-CP” {place}" in printed


def test_what_contradicts_time_is_reported_and_not_drawn(graph: Graph) -> None:
    found = cascade_of(graph, "124/NQ-CP")
    assert "old" not in [id for _, id, _ in labels(found)]
    drawn, _, refused = tree(found).partition("⚠ said by a text, not drawn\n")
    assert "9/KH-UBND" not in drawn
    assert "Kế hoạch 9/KH-UBND (2017) implements Nghị quyết 124/NQ-CP (2020)" in refused
    assert "“thực hiện 124” — Kế hoạch 9/KH-UBND ⚠ issued before what it implements" in refused


def test_rows_and_json_say_the_same_as_the_tree(graph: Graph) -> None:
    found = cascade_of(graph, "124/NQ-CP")
    table = list(csv.DictReader(StringIO(csv_text(Row, rows(found, evidence=True)))))
    assert [(row["direction"], row["depth"], row["predicate"], row["read"]) for row in table] == [
        ("above", "1", "implements", "no"),
        ("self", "0", "", "no"),
        ("below", "1", "implements", "yes"),
        ("below", "2", "appendixOf", "yes"),
    ]
    assert table[2]["quote"] == "Thực hiện Nghị quyết\n số 124/NQ-CP"
    told = json.loads(to_json(found))
    assert [line["document"]["label"] for line in told["below"]] == [row["label"] for row in table[2:]]
    assert told["below"][0]["step"]["quotes"] == []
    assert json.loads(to_json(found, evidence=True))["below"][0]["step"]["quotes"][0]["start"] == 7


@pytest.mark.parametrize(
    "words",
    [
        "23-NQ/TW", "23 - nq/tw", " 23-NQ / TW", "Nghị quyết số 23-NQ/TW", "nghi quyet 23-NQ/TW 2018",
        ID + "document/23", "document/23", "23-NQ/TW Bộ Chính trị",
    ],
)  # fmt: skip
def test_a_document_is_found_by_its_number_and_identity(graph: Graph, words: str) -> None:
    assert find(graph, words) == ID + "document/23"


@pytest.mark.parametrize(
    "words", ["phu-yen.txt", "tinh/phu-yen.txt", "phu-yen", "cong nghiep phu yen", "Phú Yên phát triển", "2021 Phú Yên"]
)
def test_a_document_is_found_by_its_file_and_words(graph: Graph, words: str) -> None:
    assert find(graph, words) == ID + "document/phu-yen"


def test_a_number_inside_another_is_not_that_number(graph: Graph) -> None:
    with pytest.raises(NotFound, match=r"no document[^\n]*near it:\n(.*\n)*.*Nghị quyết 124/NQ-CP"):
        find(graph, "1124/NQ-CP")


def test_several_documents_of_one_number_are_listed_with_date_and_issuer(build: Build) -> None:
    graph = build(
        [
            Entity("agency/a", "Agency", "UBND tỉnh A"),
            Entity("agency/b", "Agency", "UBND tỉnh B"),
            paper("a", "Kế hoạch 7/KH-UBND", "2021-01-02", eli_id_local="7/KH-UBND", eli_passed_by=Ref("agency/a")),
            paper("b", "Kế hoạch 7/KH-UBND", "2022-03-04", eli_id_local="7/KH-UBND", eli_passed_by=Ref("agency/b")),
        ],
        [],
    )
    with pytest.raises(NotFound) as error:
        find(graph, "7/KH-UBND")
    assert "2 documents" in str(error.value)
    assert "Kế hoạch 7/KH-UBND · 2021-01-02 · UBND tỉnh A · document/a" in str(error.value)
    assert find(graph, "7/KH-UBND tỉnh B") == ID + "document/b"
    assert find(graph, "7/KH-UBND 2021") == ID + "document/a"


@pytest.mark.parametrize("words", ["", "  ", "///", "không có gì giống"])
def test_what_is_not_there_is_refused(graph: Graph, words: str) -> None:
    with pytest.raises(NotFound):
        find(graph, words)


def test_cycles_self_loops_and_diamonds_end(build: Build) -> None:
    graph = build(
        [paper(x, x.upper()) for x in "abcde"],
        [step(s, "implements", o) for s, o in ("ab", "bc", "ca", "aa", "da", "db", "ed")],
    )
    found = cascade_of(graph, "document/a")
    assert labels(found) == [(1, "c", False), (2, "b", False), (3, "a", True), (3, "d", False), (4, "e", False),
                             (1, "d", True)]  # fmt: skip
    assert linear(found) == "A & B & C → D → E"
    assert "↑ shown above" in tree(found)
    assert [(row.documents, row.length) for row in chains(graph)] == [("A → D → E", 3), ("B → D → E", 3)]


def test_a_chain_longer_than_the_stack_is_read_to_its_end(build: Build) -> None:
    size = 1100
    graph = build(
        [paper(f"n{i}", f"N{i}") for i in range(size)],
        [step(f"n{i}", "implements", f"n{i - 1}") for i in range(1, size)],
    )
    assert len(tree(cascade_of(graph, "document/n0")).splitlines()) == size + 3
    assert [row.length for row in chains(graph)] == [size]


def test_every_chain_with_its_delay(graph: Graph) -> None:
    found = [(row.documents.split(" → ")[-1], row.length, row.delay_days, row.ways) for row in chains(graph)]
    assert found == [
        ("Kế hoạch 155/KH-UBND", 3, 883, 1),
        ("Kế hoạch phát triển công nghiệp Phú Yên", 3, None, 2),
        ("Kế hoạch phát triển công nghiệp Phú Yên", 3, None, 2),
    ]
    first = chains(graph)[0]
    assert (first.dates, first.tiers) == ("2018-03-22 → 2019-11-08 → 2020-08-21", "1 → 5 → 6")
    assert csv_text(Chain, [first]).startswith("length,documents,dates,tiers,delay_days,ways,iris\n3,")


def test_a_shortcut_is_part_of_the_longer_chain(build: Build) -> None:
    graph = build([paper(x, x) for x in "pqr"], [step(s, "implements", o) for s, o in ("pq", "qr", "pr")])
    assert [row.documents for row in chains(graph)] == ["r → q → p"]


def test_dense_layers_are_counted_and_not_all_listed(build: Build) -> None:
    layers, width = 12, 12
    names = [[f"l{i}x{j}" for j in range(width)] for i in range(layers)]
    graph = build(
        [paper(name, name) for layer in names for name in layer],
        [step(b, "implements", a) for upper, lower in pairwise(names) for a in upper for b in lower],
    )
    found = chains(graph)
    assert len(found) == WAYS * width
    assert {row.ways for row in found} == {width ** (layers - 1)}
    assert {row.length for row in found} == {layers}
    assert len({row.iris for row in found}) == len(found)
    below = cascade_of(graph, "document/l0x0").below
    assert len({line.card.iri for line in below if not line.again}) == (layers - 1) * width


def test_on_the_sample_corpus_the_chain_runs_from_the_central_resolution_to_the_provinces(sample_output: Path) -> None:
    graph = open_graph(sample_output)
    levels = linear(cascade_of(graph, "23-NQ/TW")).split(" → ")
    top = levels.index("Nghị quyết số 23-NQ/TW (2018)")
    assert levels[top + 1] == "Kế hoạch số 122-KH/TU, tỉnh Phú Yên (2019) & Nghị quyết số 124/NQ-CP (2020)"
    assert "tỉnh Phú Yên" in levels[top + 2]
    assert "tỉnh Đồng Tháp (2022)" in levels[top + 2]
    below = cascade_of(graph, "124/NQ-CP").below
    assert all(quote.exact for line in below for quote in line.step.quotes)
    assert any(chain.length >= 3 and "124/NQ-CP" in chain.documents for chain in chains(graph))


def test_nothing_to_chain(build: Build) -> None:
    graph = build([paper("a", "Kế hoạch A")], [])
    assert chains(graph) == []
    assert tree(cascade_of(graph, "document/a")).splitlines() == [
        "● Kế hoạch A · no date · issuer unknown · [tier unknown] · cited only",
        "  It implements no document of the graph, and none implements it.",
        "→ by step and time",
        "  Kế hoạch A",
    ]


def test_words_of_a_document_cannot_steer_the_terminal_or_a_spreadsheet(build: Build) -> None:
    graph = build(
        [paper("a", "=cmd()\x1b[2J\u202eKế\nhoạch"), paper("b", "B")], [step("b", "implements", "a", "x\x07\u2066y")]
    )
    printed = tree(cascade_of(graph, "document/b"), evidence=True)
    assert not {"\x1b", "\u202e", "\x07", "\u2066"} & set(printed)
    assert "=cmd() [2JKế hoạch" in printed
    with pytest.raises(NotFound, match=r"near it:\n  =cmd\(\) \[2JKế hoạch") as error:
        find(graph, "cmd 2jk hoach")
    assert "\x1b" not in str(error.value)
    assert "'=cmd()" in csv_text(Row, rows(cascade_of(graph, "document/b")))
