"""What a text costs grows with its length, whatever it repeats: counted in characters that rules look at, not in seconds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from graph.analysis import answers
from graph.extract import extract
from graph.extract.goals import figures, headings, names, patterns, prose
from graph.extract.tasks import carried
from graph.language import when
from graph.language.beginnings import Beginnings
from graph.model import Findings, Source
from graph.resolve import resolve
from graph.structure import parse
from graph.view.report import findings as sections

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH TRÀ VINH\n\nSố: 7/KH-UBND\n\nKẾ HOẠCH\nPhát triển chợ năm 2025\n\n"
GOALS = HEAD + "I. MỤC TIÊU\n- "
STRIVING = HEAD + "- Phấn đấu "
"""Without a word that strives no figure outside of goals is looked at."""
MOST = 2.6
"""How often as much a text of twice the length may cost: squares cost four times as much."""
REPEATED = [
    (STRIVING, "0%/năm. "), (STRIVING, " tạo 100% người lao "), (STRIVING, " là 6.930 tỷ đồng, c"), (STRIVING, "tỷ lệ hộ nghèo còn 3,5%, "),
    (STRIVING, "năm 2025 đạt 80%, "), (GOALS, "năm 2025 đạt 80%, năm 2030 đạt 90%, "), (GOALS, " là 6.930 tỷ đồng, c"), (GOALS, "15 trạm bơm, 12 bến "),
    (GOALS + "Có ", " (trong đó: phường A: 25 máy) 40 máy"), (GOALS, " 60 công ty có 20 tỷ đồng"), (GOALS, "với mỗi vụ 20 tỷ đồng "),
]  # fmt: skip


class Counting:
    """A compiled pattern that adds up how many characters it was given to look at."""

    def __init__(self, pattern: re.Pattern[str], seen: list[int]) -> None:
        self._pattern, self._seen = pattern, seen
        self.pattern = pattern.pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name not in ("search", "match", "fullmatch", "finditer", "sub", "split"):
            return method

        def counted(*given: Any) -> Any:
            words = given[1] if name == "sub" else given[0]
            first, last = (*given[1:3], 0, len(words))[:2] if len(given) == 3 else (0, len(words))
            self._seen.append(max(last - first, 0) + 1 if name not in ("match", "fullmatch") else 1)
            return method(*given)

        return counted


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the patterns of goals have looked at."""
    counts: list[int] = []
    made = patterns.Patterns(*(Counting(pattern, counts) for pattern in patterns.patterns()))  # type: ignore[arg-type]
    for module in (prose, figures, headings, names, patterns):
        monkeypatch.setattr(module, "patterns", lambda: made)
    begun = Beginnings({name: getattr(made, name) for name in patterns._begun().patterns})
    monkeypatch.setattr(patterns, "_begun", lambda: begun)
    return counts


def found(text: str) -> Findings:
    return extract(parse(Source("a.txt", text)))


@pytest.mark.parametrize("which", range(len(REPEATED)))
def test_the_goals_of_a_sentence_cost_no_more_than_its_length(seen: list[int], which: int) -> None:
    before, unit = REPEATED[which]
    costs = []
    for times in (150, 300):
        seen.clear()
        found(before + unit * times + "\n")
        costs.append(sum(seen))
    assert costs[0] > 150 * len(unit)
    assert costs[1] <= MOST * costs[0], costs


def test_a_goal_is_quoted_with_its_clause_and_not_with_a_page() -> None:
    for unit in (
        "năm 2025 tỷ lệ hộ nghèo còn 3%, ",
        "chợ bến " * 90 + "đạt 80%, ",
        "Tỷ lệ chợ kiên cố của các xã bên sông đạt 80%, ",
    ):
        text = GOALS + unit * 200 + "\n"
        goals = found(text).goals
        assert goals
        assert {len(goal.span.of(text)) <= 1000 for goal in goals} == {True}
        assert all(str(goal.value) in goal.span.of(text) for goal in goals)
    short = GOALS + "Đến năm 2025, tỷ lệ hộ nghèo còn 3%, tỷ lệ chợ kiên cố đạt 80%.\n"
    assert {goal.span.of(short) for goal in found(short).goals} == {short[len(GOALS) :].strip(" .\n")}


@pytest.mark.parametrize(
    ("lead", "unit"),
    [
        ("thực hiện ", " Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ về chợ,"),
        ("rà soát theo ", " Luật Đất đai ngày 18/01/2024 và"),
    ],
)
def test_the_documents_that_a_task_carries_out_cost_no_more_than_its_length(
    monkeypatch: pytest.MonkeyPatch, lead: str, unit: str
) -> None:
    counts: list[int] = []
    tidy = carried.tidy
    monkeypatch.setattr(carried, "tidy", lambda words: counts.append(len(words)) or tidy(words))
    costs = []
    for times in (60, 120):
        counts.clear()
        found(f"{HEAD}II. NHIỆM VỤ\n1. Sở Công Thương chủ trì {lead}{unit * times}\n")
        costs.append(sum(counts))
    assert 0 < costs[1] <= MOST * costs[0], costs


def test_each_task_looks_only_at_the_documents_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = carried._is_carried
    monkeypatch.setattr(carried, "_is_carried", lambda *given: calls.append(1) or real(*given))
    line = "{}. Sở Công Thương chủ trì thực hiện Nghị quyết số {}/NQ-CP ngày 03/9/2020 của Chính phủ.\n"
    findings = found(HEAD + "II. NHIỆM VỤ\n" + "".join(line.format(n, n) for n in range(1, 41)))
    assert len(findings.tasks) == 40
    assert len(calls) == 40


def test_the_times_in_a_sentence_look_back_to_its_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    real = re.search
    monkeypatch.setattr(
        when.re, "search", lambda pattern, words, *more: looked.append(len(words)) or real(pattern, words, *more)
    )
    costs = []
    for times in (50, 100):
        looked.clear()
        assert when.in_prose("xong " + " trước ngày 30/9/2022," * times)
        costs.append(sum(looked))
    assert 0 < costs[1] <= MOST * costs[0], costs


def test_a_zone_that_is_named_a_thousand_times_is_one_claim_a_place() -> None:
    """Each mention looks at the tasks around it, not at all mentions and all tasks."""
    text = (
        HEAD
        + "II. NHIỆM VỤ\n"
        + "".join(f"{n}. Sở Công Thương chủ trì mở rộng Cụm công nghiệp Tân An.\n" for n in range(1, 41))
    )
    claims = resolve([found(text)]).claims
    targets = [claim for claim in claims if claim.predicate == "pol:targets"]
    assert len([claim for claim in targets if claim.subject.startswith("task/")]) == 40
    assert len([claim for claim in targets if claim.subject.startswith("document/")]) == 40


def test_what_answers_what_asks_for_the_documents_once(sample_output: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """`cards` reads every document; it was asked for once for each pair of them."""
    from graph.records import documents
    from graph.store import open_graph

    graph = open_graph(sample_output)
    asked: list[str] = []
    real = graph.query
    monkeypatch.setattr(type(graph), "query", lambda self, text, **more: asked.append(text) or real(text, **more))
    sections._answers(graph)
    answers.beside(graph)
    assert asked.count(documents._CARDS) <= 1
    assert len(asked) == len(set(asked))
