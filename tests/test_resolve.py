"""One thing, one node: what makes two citations one document, what is recognised, what is reported, and what stays."""

from __future__ import annotations

import random
import re

import pytest

from graph.build import SAMPLES
from graph.extract import extract
from graph.model import Facts, Source
from graph.resolve import resolve
from graph.structure import parse

HA_GIANG = (
    "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\nSố: 5/KH-UBND\nHà Giang, ngày 02 tháng 3 năm 2021\nKẾ HOẠCH\n"
    "Thực hiện Nghị quyết số 124/NQ-CP của Chính phủ\n\n"
)
LAO_CAI = HA_GIANG.replace("HÀ GIANG", "LÀO CAI").replace("Hà Giang", "Lào Cai")
DATED = "Căn cứ Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ;\n"


def settle(*texts: str) -> Facts:
    return resolve(extract(parse(Source(f"{n}.txt", text))) for n, text in enumerate(texts))


def edges(facts: Facts) -> set[tuple[str, str, str]]:
    return {
        (c.subject.removeprefix("document/"), c.predicate, c.object.removeprefix("document/"))
        for c in facts.claims
        if c.edge and c.predicate.startswith("pol:") and c.predicate != "pol:mentions"
    }


def told(facts: Facts, code: str) -> list[str]:
    return [note.message for note in facts.notes if note.code == code]


def test_a_number_is_one_document_however_often_and_from_wherever_it_is_cited() -> None:
    facts = settle(HA_GIANG + DATED, LAO_CAI + DATED)
    assert edges(facts) == {
        ("ha-giang/5-kh-ubnd/2021", "pol:implements", "124-nq-cp/2020"),
        ("lao-cai/5-kh-ubnd/2021", "pol:implements", "124-nq-cp/2020"),
    }


def test_a_number_without_a_year_is_taken_for_the_only_one_known_and_that_is_said() -> None:
    facts = settle(HA_GIANG + DATED, LAO_CAI)
    assert ("lao-cai/5-kh-ubnd/2021", "pol:implements", "124-nq-cp/2020") in edges(facts)
    assert len(told(facts, "undated")) == 1
    other = DATED.replace("2020", "2016")
    assert ("lao-cai/5-kh-ubnd/2021", "pol:implements", "124-nq-cp") in edges(settle(HA_GIANG + DATED + other, LAO_CAI))


def test_local_numbers_are_told_apart_by_place() -> None:
    cited = "Theo Kế hoạch số 7/KH-UBND ngày 01/02/2021.\n"
    found = edges(settle(HA_GIANG + cited, LAO_CAI + cited))
    assert {o for _, p, o in found if p == "pol:cites"} == {"ha-giang/7-kh-ubnd/2021", "lao-cai/7-kh-ubnd/2021"}


def test_a_document_read_without_its_number_is_the_one_that_others_cite() -> None:
    resolution = (
        "BAN THƯỜNG VỤ\nTỈNH ỦY HÀ GIANG\n*\nHà Giang, ngày 05 tháng 01 năm 2021\nNGHỊ QUYẾT\n"
        "VỀ PHÁT TRIỂN CÔNG NGHIỆP TỈNH HÀ GIANG GIAI ĐOẠN 2021-2025\n\nBan Thường vụ Tỉnh ủy quyết nghị.\n"
    )
    name = (
        "11-NQ/TU ngày 05/01/2021 của Ban Thường vụ Tỉnh ủy về phát triển công nghiệp tỉnh Hà Giang giai đoạn 2021-2025"
    )
    facts = settle(resolution, HA_GIANG.replace("124/NQ-CP của Chính phủ", name))
    assert dict(facts.read)["0.txt"] == "document/ha-giang/11-nq-tu/2021"
    assert ("ha-giang/5-kh-ubnd/2021", "pol:implements", "ha-giang/11-nq-tu/2021") in edges(facts)
    assert (
        [m for m in told(facts, "recognised") if m.startswith("0.txt prints no number")]
        == told(facts, "recognised")
        != []
    )
    another_matter = name.replace("công nghiệp", "du lịch")
    assert told(settle(resolution, HA_GIANG.replace("124/NQ-CP của Chính phủ", another_matter)), "recognised") == []


def test_a_name_that_only_one_other_goes_on_from_is_taken_for_it_and_that_is_said() -> None:
    short = "Theo Quy hoạch tổng thể về năng lượng quốc gia.\n"
    long = "Căn cứ Quy hoạch tổng thể về năng lượng quốc gia thời kỳ 2021-2030, tầm nhìn đến năm 2050;\n"
    facts = settle(HA_GIANG + long, LAO_CAI + short)
    plans = {e.id for e in facts.entities if "quy-hoach" in e.id}
    assert len(plans) == 1
    assert len(told(facts, "longer-name")) == 1
    other = long.replace("2021-2030", "2031-2040")
    assert len({e.id for e in settle(HA_GIANG + long + other, LAO_CAI + short).entities if "quy-hoach" in e.id}) == 3


def test_a_law_cited_by_number_alone_is_the_one_named_with_it_and_that_is_said() -> None:
    facts = settle(
        HA_GIANG + "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;\n", LAO_CAI + "Theo Luật số 31/2024/QH15.\n"
    )
    assert len({e.id for e in facts.entities if "dat-dai" in e.id or "qh15" in e.id}) == 1
    assert len(told(facts, "law-number")) == 1


def test_two_files_that_print_one_number_are_kept_apart_and_reported() -> None:
    facts = settle(HA_GIANG, HA_GIANG + "Bản sao.\n")
    assert len(set(dict(facts.read).values())) == 2
    assert len(told(facts, "read-twice")) == 1


def test_between_two_documents_the_strongest_relation_stands() -> None:
    facts = settle(HA_GIANG + DATED + "Theo Nghị quyết số 124/NQ-CP.\n")
    assert edges(facts) == {("ha-giang/5-kh-ubnd/2021", "pol:implements", "124-nq-cp/2020")}


def test_a_relation_against_time_is_told_and_not_drawn() -> None:
    facts = settle(HA_GIANG.replace("124/NQ-CP của", "124/NQ-CP ngày 03/9/2022 của"))
    assert edges(facts) == set()
    assert [(c.edge, bool(c.warning)) for c in facts.claims if c.predicate == "pol:implements"] == [(False, True)]
    assert len(told(facts, "time")) == 1


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        ("type-symbol", "Căn cứ Nghị định số 63/NQ-CP ngày 22/7/2014 của Chính phủ;", "63/NQ-CP"),
        ("two-dates", "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013, Luật số 45/2013/QH13 ngày 19/11/2013;", "2013-11-19"),
    ],
)  # fmt: skip
def test_what_looks_wrong_is_kept_as_printed_and_reported(code: str, line: str, message: str) -> None:
    found = told(settle(HA_GIANG + line + "\n"), code)
    assert len(found) == 1
    assert message in found[0]
    assert told(settle(HA_GIANG + DATED), code) == []


def sample_texts() -> list[Source]:
    return [Source(path.name, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.iterdir())]


def test_order_does_not_matter() -> None:
    findings = [extract(parse(source)) for source in sample_texts()]
    whole = resolve(findings)
    for seed in range(4):
        random.Random(seed).shuffle(findings)
        assert resolve(findings) == whole


def test_another_document_changes_no_iri_that_was_complete() -> None:
    findings = [extract(parse(source)) for source in sample_texts()]
    everything = {entity.id for entity in resolve(findings).entities}
    seen = 0
    for left_out in range(len(findings)):
        fewer = resolve(findings[:left_out] + findings[left_out + 1 :])
        complete = {
            e.id for e in fewer.entities if re.search(r"^document/([a-z-]+/)?\d[a-z0-9-]*-[a-z-]+/\d{4}$", e.id)
        }
        assert complete <= everything
        seen += len(complete)
    assert seen > 400
