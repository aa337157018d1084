"""Who cells and labels name: bodies in full, groups, lists; and the phrases that groups are known by."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import cases, examples, from_yaml
from hypothesis import given
from hypothesis import strategies as st

from graph.language import assignees, bodies, charges
from graph.language.folding import same_length
from graph.resolve.tasks import GROUPS
from graph.vocab import ontology_dir

CASES: list[dict[str, Any]] = cases("assignees")
PHRASES: list[dict[str, Any]] = from_yaml(ontology_dir() / "phrases" / "groups.yaml")
HERE = "tỉnh Lào Cai"


def named(text: str, here: str | None = HERE) -> list[str]:
    return [f"group:{a.group}" if a.group else a.name for a in assignees.read(text, here)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_words_name(case: dict[str, Any]) -> None:
    assert named(case["text"], case.get("here", HERE)) == case["are"]


def test_the_cases_are_all_there_and_show_every_group() -> None:
    assert len(CASES) == 83
    assert len({case["why"] for case in CASES}) == len(CASES)
    groups = {one.removeprefix("group:") for case in CASES for one in case["are"] if one.startswith("group:")}
    assert groups == set(GROUPS)


EXAMPLES = [(entry["group"], words) for entry in PHRASES for words in entry["examples"]]
NEVER = [(entry["group"], words) for entry in PHRASES for words in entry["never"]]


@pytest.mark.parametrize(("group", "words"), EXAMPLES, ids=[f"{g}: {w}" for g, w in EXAMPLES])
def test_an_example_is_read_as_its_group(group: str, words: str) -> None:
    assert named(words) == [f"group:{group}"]


@pytest.mark.parametrize(("group", "words"), NEVER, ids=[f"{g}: {w}" for g, w in NEVER])
def test_what_is_never_the_group_is_read_as_something_else(group: str, words: str) -> None:
    assert f"group:{group}" not in named(words)
    assert named(words)


def test_every_group_has_examples_in_both_directions() -> None:
    assert {entry["group"] for entry in PHRASES} == set(GROUPS)
    assert (len(EXAMPLES), len(NEVER)) == (73, 25)


def test_spans_are_the_words_that_name() -> None:
    text = "Sở Y tế; UBND huyện Bát Xát, Bảo Yên và các đơn vị liên quan"
    found = assignees.read(text, HERE)
    assert [a.span.of(text) for a in found] == ["Sở Y tế", "UBND huyện Bát Xát", "Bảo Yên", "các đơn vị liên quan"]


def test_without_whole_only_what_is_known_is_named() -> None:
    text = "Trung tâm Xúc tiến Vùng cao, Sở Y tế"
    assert [a.name for a in assignees.read(text, HERE, whole=False)] == ["Sở Y tế tỉnh Lào Cai"]


PIECES = [
    "Sở Y tế",
    "UBND",
    "huyện",
    "Bát Xát",
    "các",
    "Các Sở:",
    "Công Thương",
    ",",
    ";",
    "và",
    "ở",
    "Bộ",
    "tỉnh",
    "sở, ngành",
]
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))


@given(TEXTS, st.sampled_from([None, "tỉnh Lào Cai", "thành phố Cần Thơ", "Trung ương"]))
@examples(300)
def test_any_words_are_read_without_an_error_and_spans_lie_inside(text: str, here: str | None) -> None:
    for whole in (True, False):
        for a in assignees.read(text, here, whole=whole):
            assert 0 <= a.span.start < a.span.end <= len(text)
            assert a.name.strip()
            assert (a.body is None) != (a.group is None)
            assert a.words in same_length(text)
            assert a.group is None or a.words == a.name == same_length(text)[a.span.start : a.span.end]
            assert a.body is None or bodies.name(a.body.full) == a.body  # whoever names it, by whatever words


PARTNERS = {
    "Phối hợp với Cảng vụ Hàng hải Hải Phòng:": ["Cảng vụ Hàng hải Hải Phòng"],
    "phối hợp với Cảng vụ Sông Đáy, Sở Y tế rà soát bến": ["Cảng vụ Sông Đáy", "Sở Y tế tỉnh Sơn La"],
    "phối hợp với Sở Y tế và Công ty Thoát nước Hải Phòng nạo vét cống chính phía đông sông": ["Sở Y tế tỉnh Sơn La", "Công ty Thoát nước Hải Phòng"],
    "phối hợp với Hội Nghề cá và các xã, phường làm sổ": ["Hội Nghề cá tỉnh Sơn La", "communes"],
    "phối hợp với Viettel Hải Phòng lắp trạm": ["Viettel Hải Phòng"],
    "phối hợp với Làng trẻ em Mai Sơn, Tòa soạn Tuổi Vàng mở lớp": ["Làng trẻ em Mai Sơn", "Tòa soạn Tuổi Vàng"],
    "phối hợp với Sở Y tế. Hoàn thành trong tháng 6": ["Sở Y tế tỉnh Sơn La"],
    "phối hợp với các bên. Báo cáo Sở Y tế": [],
}  # fmt: skip


@pytest.mark.parametrize("words", PARTNERS)
def test_partners_are_an_open_class(words: str) -> None:
    assert [a.group or a.name for a in charges.partners(words, 0, [], "tỉnh Sơn La")] == PARTNERS[words]
    assert len(PARTNERS) == 8
