"""Kinds of bodies are one list: what it gives as examples is one body wherever bodies are looked for, and what is `never` one is none."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from graph.extract import extract
from graph.extract.tasks import lines
from graph.language import assignees, bodies, capitals, charges, kinds
from graph.language.folding import fold
from graph.language.lexicon import data
from graph.model import Source
from graph.structure import parse

ENTRIES: list[dict[str, Any]] = data("gazetteer/kinds.yaml")["kinds"]
EXAMPLES = [(entry["word"], words) for entry in ENTRIES for words in entry["examples"]]
NEVER = [words for entry in ENTRIES for words in entry.get("never", ())]
HEADS: list[dict[str, Any]] = data("gazetteer/kinds.yaml")["heads"]
NO_HEADS: list[dict[str, Any]] = data("gazetteer/kinds.yaml")["no_heads"]
OWN = [words for entry in ENTRIES if entry.get("own") for words in entry["examples"]]
HERE = "tỉnh Sơn La"
HEAD = "UBND TỈNH SƠN LA\nSố: 5/KH-UBND\nSơn La, ngày 2 tháng 6 năm 2026\nKẾ HOẠCH\nĐo đạc\n\n"
DUTY = "Lập bản đồ cho mười xã ven sông"


def leads(text: str) -> list[list[str]]:
    return [[fold(a.name) for a in task.leads] for task in extract(parse(Source("plan.txt", HEAD + text))).tasks]


@pytest.mark.parametrize(("kind", "words"), EXAMPLES, ids=[words for _, words in EXAMPLES])
def test_an_example_is_of_its_kind_and_one_body(kind: str, words: str) -> None:
    found = kinds.of(words)
    assert found
    assert found.word == kind
    assert kinds.begins().match(words)
    assert kinds.in_small_letters().match(fold(words))
    assert charges.names_only(words, None, unlisted=True)
    one, = assignees.read(words, HERE)  # fmt: skip
    assert (one.words, one.group) == (words, None)


@pytest.mark.parametrize("words", OWN)
def test_a_body_with_a_name_of_its_own_leads_in_rows_headings_and_sentences(words: str) -> None:
    body = bodies.name(words, HERE)
    assert body
    row = f"TT\tNội dung\tCơ quan chủ trì\tThời hạn\n1\t{DUTY}\t{words}\tQuý I/2026\n"
    for text in (row, f"III. TỔ CHỨC THỰC HIỆN\n1. {words}\n- {DUTY}.\n", f"III. TỔ CHỨC THỰC HIỆN\n1. Giao {words} chủ trì đo đạc.\n"):  # fmt: skip
        assert leads(text) == [[fold(body.full)]]


@pytest.mark.parametrize("words", NEVER)
def test_what_is_never_a_body_is_none(words: str) -> None:
    assert kinds.of(words) is None
    assert not kinds.begins().match(words)


def test_the_kinds_are_all_there_and_each_is_listed_once() -> None:
    assert (len(ENTRIES), len(EXAMPLES), len(NEVER), len(OWN)) == (87, 110, 87, 93)
    assert [word for word, count in Counter(entry["word"] for entry in ENTRIES).items() if count > 1] == []
    assert {entry["tier"] for entry in ENTRIES} <= {1, 2, 3, 4, 5, 6, 7}
    assert all(entry["examples"] for entry in ENTRIES)


@pytest.mark.parametrize("entry", data("gazetteer/kinds.yaml")["schools"], ids=lambda entry: entry["word"])
def test_a_school_s_name_is_written_in_capitals_throughout(entry: dict[str, Any]) -> None:
    for words in entry["examples"]:
        (name,) = capitals.issuers([fold(words)], HERE, "")
        assert (name.full, name.tier, name.place) == (words, entry["tier"], None)


@pytest.mark.parametrize("words", ["Đồng thời", "Ngoài ra", "Thành lập", "Hội nghị", "Báo cáo"])
def test_what_begins_a_sentence_is_no_body_of_a_cell(words: str) -> None:
    assert [a.words for a in assignees.read(f"Sở Y tế; {words}", HERE)] == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("words", "full", "place"),
    [
        ("Thành ủy Thành phố Hồ Chí Minh", "Thành ủy Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("Huyện ủy Sơn Dương", "Huyện ủy Sơn Dương", "huyện Sơn Dương"),
        ("Thông tấn xã Việt Nam", "Thông tấn xã Việt Nam", "Trung ương"),
        ("Ủy ban nhân dân thành phố Hội An", "Ủy ban nhân dân thành phố Hội An", "thành phố Hội An"),
        ("Quỹ Việc làm tỉnh Đồng", "Quỹ Việc làm tỉnh Đồng", None),
        ("Thành ủy Thành", "Thành ủy", None),
        ("Thành ủy thành phố Hải Phòng", "Thành ủy Hải Phòng", "thành phố Hải Phòng"),
        ("Quận ủy Ba Đình", "Quận ủy Ba Đình", "quận Ba Đình"),
        ("Thị ủy Sa Pa", "Thị ủy Sa Pa", "thị xã Sa Pa"),
        ("UBND thành phố Thành lập", "Ủy ban nhân dân thành phố", None),
        ("Ủy ban nhân dân thành phố Quy định", "Ủy ban nhân dân thành phố", None),
        ("UBND phường Thành Đông", "Ủy ban nhân dân phường Thành Đông", "phường Thành Đông"),
        ("UBND quận 1", "Ủy ban nhân dân quận 1", "quận 1"),
    ],
)
def test_a_place_is_a_name_or_none(words: str, full: str, place: str | None) -> None:
    name = bodies.name(words, None)
    assert name
    assert (name.full, name.place) == (full, place)


@pytest.mark.parametrize(
    "words",
    ["Thành ủy Thành phố Hải Phòng", "UBND thành phố Thành lập tổ đo đạc", "Thành ủy Thành lập ban", "Thành ủy Thành"],
)
def test_no_place_is_called_by_the_first_word_of_its_kind(words: str) -> None:
    read = [a.body for a in assignees.read(words, None, whole=False)]
    assert len(read) == 1
    assert not [body for body in read if body and body.place == "thành phố Thành"]
    assert not re.search(r"Thành$", re.search(bodies.pattern(), words)[0])  # type: ignore[index]


@pytest.mark.parametrize("words", ["Đồng thời", "Ngoài ra", "Đồng thời, Sở Y tế", "Định kỳ hằng quý"])
def test_the_opening_of_a_sentence_names_no_body(words: str) -> None:
    assert bodies.name(words, HERE) is None


def test_the_opening_of_a_sentence_is_no_lead() -> None:
    row = f"TT\tNội dung\tCơ quan chủ trì\tThời hạn\n1\t{DUTY}\tSở Y tế. Đồng thời\tQuý I/2026\n"
    assert leads(row) == [["sở y tế tỉnh sơn la"]]


@pytest.mark.parametrize(
    ("lines", "full"),
    [
        (["hội liên hiệp phụ nữ", "tỉnh sơn la"], "Hội Liên hiệp Phụ nữ tỉnh Sơn La"),
        (["huyện ủy sông mã"], "Huyện ủy Sông Mã"),
        (["ubnd tỉnh sơn la", "trạm khuyến nông"], "Trạm Khuyến nông tỉnh Sơn La"),
        (["tỉnh ủy sơn la", "ban tổ chức"], "Ban Tổ chức Tỉnh ủy Sơn La"),
    ],
)
def test_a_letterhead_begins_a_body_with_any_kind(lines: list[str], full: str) -> None:
    name = next(iter(capitals.issuers(lines, HERE, "")), None)
    assert name
    assert name.full == full


@pytest.mark.parametrize("kind", ["Hiệp hội", "Trạm", "Nhà xuất bản", "Liên đoàn", "Viện"])
def test_a_dumped_cell_goes_on_behind_a_kind_whose_own_name_follows(kind: str) -> None:
    table = f"TT\nNội dung\nCơ quan\nchủ trì\nThời hạn\n1\n{DUTY}\nSở Y tế, {kind}\nThủy văn\nQuý I/2026\n2\n{DUTY}\nSở Y tế\nQuý II/2026\n"
    assert [name.removesuffix(" tỉnh sơn la") for name in leads(table)[0][1:]] == [f"{fold(kind)} thủy văn"]


@pytest.mark.parametrize("words", ["các huyện ủy", "Các thành ủy", "các Quận ủy"])
def test_party_committees_in_the_plural_are_a_group(words: str) -> None:
    assert [a.group for a in assignees.read(words, HERE)] == ["party-committees"]


def test_a_unit_and_the_body_above_it_are_one() -> None:
    assert leads(f"III. TỔ CHỨC THỰC HIỆN\n1. Trung tâm Tin học, Bộ Y tế\n- {DUTY}.\n") == [
        ["trung tâm tin học, bộ y tế"]
    ]


def test_head_nouns_head_a_line_of_bodies_and_what_is_no_head_does_not() -> None:
    head = lines.head()
    assert [w for entry in HEADS for w in entry["examples"] if not head.match(w)] == []
    assert [w for entry in HEADS for w in entry["never"] if head.match(w)] == []
    assert [w for entry in NO_HEADS for w in entry["examples"] if head.match(w)] == []
    assert [w for entry in NO_HEADS for w in entry["never"] if not head.match(w)] == []
    assert [
        entry["word"] for entry in HEADS if entry.get("begins") and not kinds.begins().match(entry["examples"][0])
    ] == []
    assert (len(HEADS), len(NO_HEADS)) == (18, 3)
