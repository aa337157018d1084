"""What is to happen to a zone or project: every phrase in both directions, lists, places that a list shares, short names."""

from __future__ import annotations

import pytest

from graph.extract import extract, zones
from graph.language import intents
from graph.language.lexicon import load
from graph.model import Aim, Source
from graph.rdf import quads
from graph.resolve import resolve
from graph.structure import parse
from graph.vocab import INTENTS

ENTRIES = load().aims["intents"]


def test_phrases_hold_in_both_directions() -> None:
    assert [entry["intent"] for entry in ENTRIES] == [*INTENTS]
    for entry in ENTRIES:
        assert all(entry["intent"] in intents.of(f"{words} ") for words in entry["examples"]), entry
        assert not any(entry["intent"] in intents.of(f"{words} ") for words in entry["never"]), entry
    assert sum(len(entry["examples"]) + len(entry["never"]) for entry in ENTRIES) == 27


def named(text: str) -> list[Aim]:
    return intents.with_intents(zones.find(text), text)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("Mở rộng KCN Tam Đa và thành lập mới CCN Phúc Ứng.", [["Extension"], ["Founding"]]),
        ("Thành lập mới 03 cụm: (1) CCN Tam Đa, (2) CCN Sơn Nam (3) CCN Yên Sơn.", [["Founding"]] * 3),
        ("Điều chỉnh quy hoạch KCN Sơn Nam thành CCN Sơn Nam.", [["Planning", "Conversion"], ["Conversion"]]),
        ("Đưa Khu công nghiệp Sơn Nam ra khỏi danh sách.", [["Withdrawal"]]),
        ("Hoàn thành quy hoạch. Báo cáo về KCN Tam Đa.", [[]]),
    ],
)
def test_the_words_of_a_clause_hold_for_its_zones(text: str, expect: list[list[str]]) -> None:
    assert [list(zone.intents) for zone in named(text)] == expect


def test_a_list_shares_the_place_at_its_end_and_a_semicolon_ends_it() -> None:
    text = "gồm: (1) CCN Tam Đa, (2) CCN Phúc Ứng 2, huyện Sơn Dương; (3) CCN Yên Sơn, huyện Yên Sơn; CCN Thăng Quân"
    assert [zone.place for zone in named(text)] == ["huyện Sơn Dương", "huyện Sơn Dương", "huyện Yên Sơn", None]
    assert next(z.where.of(text) for z in named(text) if z.where) == "CCN Tam Đa, (2) CCN Phúc Ứng 2, huyện Sơn Dương"


def test_a_part_of_a_name_is_the_zone_that_another_list_of_the_same_zones_names_in_full() -> None:
    text = "Thành lập KCN Tam Đa, KCN Nhữ Khê.\nRà soát (1) KCN Tam Đa, (2) KCN Đội Cấn - Nhữ Khê."
    assert {zone.name for zone in named(text)} == {"Khu công nghiệp Tam Đa", "Khu công nghiệp Đội Cấn - Nhữ Khê"}


def test_two_zones_of_one_list_stay_two() -> None:
    text = "Thành lập KCN Tam Đa, KCN Nhữ Khê, KCN Đội Cấn - Nhữ Khê.\nRà soát KCN Tam Đa, KCN Đội Cấn - Nhữ Khê."
    assert "Khu công nghiệp Nhữ Khê" in {zone.name for zone in named(text)}


def test_the_intent_is_a_value_of_the_claim_and_the_place_rests_on_its_words() -> None:
    text = (
        "Số: 5/KH-UBND\nTuyên Quang, ngày 2/3/2021\nKẾ HOẠCH\nPhát triển\n\n1. Mở rộng KCN Tam Đa (huyện Sơn Dương).\n"
    )
    facts = resolve([extract(parse(Source("a.txt", text)))])
    (aimed,) = [c for c in facts.claims if c.predicate == "pol:targets"]
    assert aimed.intents == ("Extension",)
    (lies,) = [c for c in facts.claims if c.predicate == "pol:locatedIn"]
    assert (lies.object, lies.exact) == ("place/tuyen-quang/huyen-son-duong", "KCN Tam Đa (huyện Sơn Dương")
    assert sum("intent" in str(quad.predicate) for quad in quads(facts)) == 1
