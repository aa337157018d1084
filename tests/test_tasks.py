"""Who is to do what by when, read out of prose and tables: cases, the phrases' own examples, and any text at all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import cases, examples, from_yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.extract import extract
from graph.language.folding import tidy
from graph.model import Findings, Source, Task
from graph.structure import parse
from graph.vocab import ontology_dir

CASES: list[dict[str, Any]] = cases("tasks")
HEAD = (
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH PHÚ YÊN Độc lập - Tự do - Hạnh phúc\n"
    "Số: 45/KH-UBND\nPhú Yên, ngày 02 tháng 02 năm 2026\nKẾ HOẠCH\nPhát triển cấp nước năm 2026\n\n"
)


def read(text: str) -> Findings:
    return extract(parse(Source("plan.txt", text)))


def told(task: Task, found: Findings) -> dict[str, Any]:
    return {
        "n": task.ordinal,
        "text": task.text,
        "lead": [f"group:{a.group}" if a.group else a.name for a in task.leads],
        "with": [f"group:{a.group}" if a.group else a.name for a in task.coordinators],
        "time": task.deadline.raw if task.deadline else None,
        "due": str(task.deadline.due) if task.deadline and task.deadline.due else None,
        "carries": [found.citations[i].number or found.citations[i].title for i in task.carries],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_text_assigns(case: dict[str, Any]) -> None:
    text = case["text"].replace("→", "\t")
    found = read(text if case.get("alone") else HEAD + text)
    absent: dict[str, Any] = {"with": [], "time": None, "carries": []}
    wanted = [{**absent, **task} for task in case["tasks"]]
    got = [told(task, found) for task in found.tasks]
    assert len(got) == len(wanted), got
    assert [{name: one[name] for name in want} for one, want in zip(got, wanted, strict=True)] == wanted


def test_the_cases_are_all_there_and_each_has_its_reason() -> None:
    assert len(CASES) == 91
    assert len({case["why"] for case in CASES}) == len(CASES)
    assert sum(len(case["tasks"]) for case in CASES) == 114
    assert sum(not case["tasks"] for case in CASES) == 10


PHRASES: dict[str, Any] = from_yaml(ontology_dir() / "phrases" / "tasks.yaml")
EXAMPLES: dict[str, list[dict[str, Any]]] = {
    **{kind: PHRASES[kind] for kind in ("parts", "leading", "carrying", "not_carried")},
    **{role: entries for role, entries in PHRASES["labels"].items() if role != "product"},
}
DUTIES = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"


def understood(kind: str, words: str) -> bool:
    """Whether words are understood as their kind of phrase says, in a document made around them."""
    if kind == "parts":
        return bool(read(f"{HEAD}II. {words}\n1. Các sở, ngành sửa trạm nước trong tỉnh.\n").tasks)
    if kind == "leading":
        return bool(read(f"{HEAD}III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế {words} các trạm nước trong tỉnh.\n").tasks)
    if kind in ("carrying", "not_carried"):
        (task,) = read(f"{HEAD}{DUTIES}- {words} Nghị quyết số 11-NQ/TU.\n").tasks
        return bool(task.carries) == (kind == "carrying")
    labels = {"lead": "Sở Y tế", "coordinate": "Sở Nội vụ", "time": "Quý I/2026"}
    given = {"lead": "Cơ quan chủ trì", kind: words}
    lines = "".join(f"- {label}: {labels[name]}\n" for name, label in given.items())
    tasks = read(f"{HEAD}II. NHIỆM VỤ\n1. Rà soát các trạm cấp nước trong tỉnh\n{lines}").tasks
    found = {"lead": any(t.leads for t in tasks), "coordinate": any(t.coordinators for t in tasks)}
    return found.get(kind, any(t.deadline for t in tasks))


WORDS = [
    (kind, words, way == "examples")
    for kind, entries in EXAMPLES.items()
    for entry in entries
    for way in ("examples", "never")
    for words in entry[way]
]


@pytest.mark.parametrize(("kind", "words", "so"), WORDS, ids=[f"{k} {w} {s}" for k, w, s in WORDS])
def test_a_phrase_is_understood_and_what_only_resembles_it_is_not(kind: str, words: str, *, so: bool) -> None:
    assert understood(kind, words) == so


def test_every_kind_of_phrase_has_examples_in_both_directions() -> None:
    assert all(entry["examples"] and entry["never"] for entries in EXAMPLES.values() for entry in entries)
    assert len(WORDS) == 86


@pytest.mark.parametrize("verb", PHRASES["verbs"])
def test_a_verb_shows_where_a_new_piece_of_work_begins_in_a_glued_cell(verb: str) -> None:
    text = (
        f"{HEAD}STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tTham mưu lập bản đồ cho các\tSở Xây dựng\tQuý I/2026\n"
        f"2\txã ven sông. {verb} việc đào kênh\tSở Y tế\tQuý II/2026\n"
    )
    assert [t.text for t in read(text).tasks] == ["Tham mưu lập bản đồ cho các xã ven sông.", f"{verb} việc đào kênh"]


PIECES = [
    "III. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", "2. Sở Y tế: Rà soát các trạm cấp nước;", "- Chủ trì, phối hợp với Sở Xây dựng",
    "rà soát trạm nước trước ngày 15/6/2026.", "Giao Sở Nội vụ theo dõi việc cấp nước.", "Cơ quan chủ trì: Sở Y tế",
    "thực hiện Nghị quyết số 11-NQ/TU", "| TT | Nhiệm vụ | Cơ quan chủ trì |", "| 1 | Lập bản đồ | Sở Xây dựng |", "|", "\t",
    "Nơi nhận:", "Điều 2. Giao Sở Y tế", "a)", "+", "\x0c", "**",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", " ", "\t"])), max_size=25).map(
        lambda pairs: HEAD + "".join(piece + gap for piece, gap in pairs)
    ),
)


@given(TEXTS)
@examples(150)
def test_any_text_is_read_without_an_error_and_every_statement_has_its_words(text: str) -> None:
    found = read(text)
    for task in found.tasks:
        assert task.leads
        assert task.text.strip()
        for span in (*task.spans, *(a.span for a in (*task.leads, *task.coordinators))):
            assert 0 <= span.start < span.end <= len(text)
        words = [re.sub(r"\W+", "", tidy(part)) for part in (task.text, " ".join(s.of(text) for s in task.spans))]
        assert words[0] in words[1] or words[1] in words[0]
        assert all(0 <= i < len(found.citations) for i in task.carries)


@given(TEXTS)
@examples(25)
def test_the_same_text_gives_the_same_tasks(text: str) -> None:
    assert read(text).tasks == read(text).tasks
