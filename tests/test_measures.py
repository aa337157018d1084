"""General measures: what is one and what is none, which task assigns it, and that it is never counted as a task."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from graph.extract import extract
from graph.extract.measures import aims, closes, opens
from graph.language.folding import fold, tidy
from graph.language.lexicon import load
from graph.model import Claim, Facts, Findings, Source
from graph.resolve import resolve
from graph.store import open_graph
from graph.structure import parse

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nLào Cai, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nPhát triển nghề rèn\n\n"
NOTHING: list[tuple[str, str]] = []

CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("bullets under an item", "II. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Về vốn\n- Vay vốn của các quỹ ở địa bàn.\n- Kêu gọi bà con cùng góp vốn.\n",
     [("II.1.-1", "Vay vốn của các quỹ ở địa bàn."), ("II.1.-2", "Kêu gọi bà con cùng góp vốn.")]),
    ("numbered items", "II. GIẢI PHÁP\n1. Mở lớp dạy nghề cho thanh niên.\n2. Lập chợ phiên bán đồ rèn.\n",
     [("II.1", "Mở lớp dạy nghề cho thanh niên."), ("II.2", "Lập chợ phiên bán đồ rèn.")]),
    ("a paragraph under an item's heading", "II. NHIỆM VỤ\n1. Tuyên truyền\nGiới thiệu nghề rèn trên đài truyền thanh xã.\n",
     [("II.1", "Giới thiệu nghề rèn trên đài truyền thanh xã.")]),
    ("decimal numbers", "III. NHIỆM VỤ, GIẢI PHÁP\n2. Về chợ\n2.1. Sửa lại chợ cũ ở trung tâm xã.\n2.2. Mở thêm điểm bán ở bến xe khách.\n",
     [("III.2.1", "Sửa lại chợ cũ ở trung tâm xã."), ("III.2.2", "Mở thêm điểm bán ở bến xe khách.")]),
    ("letters and plus signs", "II. GIẢI PHÁP\n1. Về đất\na) Dành đất cho các lò rèn mới.\nb) Thu hồi đất bỏ không:\n+ Đất của các xưởng đã đóng cửa.\n",
     [("II.1.a", "Dành đất cho các lò rèn mới."), ("II.1.b.+1", "Đất của các xưởng đã đóng cửa.")]),
    ("a part that an item of another opens", "III. KẾ HOẠCH NĂM 2024\n1. Mục tiêu\n- Có thêm nhiều lò rèn ở các xã vùng cao.\n2. Nhiệm vụ, giải pháp thực hiện\n- Khôi phục các lò rèn đã tắt lửa.\n",
     [("III.2.-1", "Khôi phục các lò rèn đã tắt lửa.")]),
    ("markdown", "## II. NHIỆM VỤ, GIẢI PHÁP\n\n1. **Về vốn**\n\n- Vay vốn của các quỹ ở địa bàn.\n", [("II.1.-1", "Vay vốn của các quỹ ở địa bàn.")]),
    ("an item with a sentence of its own above its bullets",
     "II. GIẢI PHÁP\n1. Khôi phục nghề rèn ở các làng đã từng có nghề, trước hết là các làng ven sông.\n- Dựng lại lò ở các làng ven sông.\n",
     [("II.1", "Khôi phục nghề rèn ở các làng đã từng có nghề, trước hết là các làng ven sông."), ("II.1.-1", "Dựng lại lò ở các làng ven sông.")]),
    ("equal numbers after a break", "II. GIẢI PHÁP\n1. Mở lớp dạy nghề cho thanh niên.\nLập chợ phiên bán đồ rèn cho khách.\n",
     [("II.1", "Lập chợ phiên bán đồ rèn cho khách.")]),
    ("goals are none", "I. MỤC TIÊU\n1. Có thêm nhiều lò rèn ở các xã vùng cao.\n- Phấn đấu mỗi xã có một lò rèn.\n", NOTHING),
    ("purposes are none", "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Giữ gìn nghề rèn của ông cha để lại.\n2. Yêu cầu\n- Làm đến đâu chắc đến đó, không dàn trải.\n", NOTHING),
    ("past results are none", "I. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023\n1. Về vốn\n- Các quỹ đã cho vay đủ theo kế hoạch.\n", NOTHING),
    ("the state of things is none", "I. TÌNH HÌNH VÀ NGUYÊN NHÂN\n- Nhiều lò rèn tắt lửa do thiếu thợ.\n", NOTHING),
    ("money is none", "III. KINH PHÍ THỰC HIỆN\n- Lấy từ ngân sách hằng năm của các cấp.\n", NOTHING),
    ("the organisation of the work is none", "IV. TỔ CHỨC THỰC HIỆN\n1. Các nội dung trên được thực hiện từ quý II.\n", NOTHING),
    ("powers of a body are none", "Điều 2. Nhiệm vụ, quyền hạn của tổ giúp việc\n1. Họp mỗi tháng một lần để bàn công việc.\n", NOTHING),
    ("goals inside the part of measures are none", "II. MỤC TIÊU, NHIỆM VỤ\n1. Mục tiêu\n- Có thêm nhiều lò rèn ở các xã.\n2. Nhiệm vụ\n- Khôi phục các lò rèn đã tắt lửa.\n",
     [("II.2.-1", "Khôi phục các lò rèn đã tắt lửa.")]),
    ("what only announces is none", "II. GIẢI PHÁP\n1. Tập trung làm tốt các việc sau đây:\n- Dựng lại lò ở các làng ven sông.\n", [("II.1.-1", "Dựng lại lò ở các làng ven sông.")]),
    ("what is too short is none", "II. GIẢI PHÁP\n1. Về vốn\n2. Về đất đai\n", NOTHING),
    ("what begins with a body is about its work", "II. GIẢI PHÁP\n1. Sở Công Thương hỗ trợ các lò rèn mới mở.\n2. Các sở, ngành xem lại thủ tục cho thợ rèn.\n", NOTHING),
    ("a labelled item is a task", "II. NHIỆM VỤ, GIẢI PHÁP\n1. Lập danh sách các lò rèn còn đỏ lửa\n- Cơ quan chủ trì: Sở Công Thương.\n- Thời gian thực hiện: Quý II/2024.\n", NOTHING),
    ("the work of a body named by a heading is none", "II. GIẢI PHÁP\n1. Công an tỉnh:\n- Giữ trật tự ở các chợ phiên trong vùng.\n2. Lập chợ phiên bán đồ rèn.\n",
     [("II.2", "Lập chợ phiên bán đồ rèn.")]),
    ("clauses of an article are none", "Điều 3. Tổ trưởng\n1. Nhiệm vụ\na) Ghi lại công việc của các thợ rèn.\n2. Biện pháp khắc phục hậu quả:\na) Buộc trả lại đất cho các lò rèn khác.\n", NOTHING),
    ("parts inside an article are read", "Điều 1. Ban hành Kế hoạch với các nội dung sau\nI. NHIỆM VỤ, GIẢI PHÁP\n1. Mở lớp dạy nghề cho thanh niên.\n",
     [("Điều 1.I.1", "Mở lớp dạy nghề cho thanh niên.")]),
    ("recipients are none", "II. GIẢI PHÁP\n1. Mở lớp dạy nghề cho thanh niên.\nNơi nhận:\n- Các sở, ngành và các xã trong tỉnh;\n- Lưu: VT, phòng kinh tế ngành.\n",
     [("II.1", "Mở lớp dạy nghề cho thanh niên.")]),
]  # fmt: skip


def found(text: str, name: str = "a.txt") -> Findings:
    return extract(parse(Source(name, text)))


@pytest.mark.parametrize(("why", "text", "expected"), CASES, ids=[why for why, _, _ in CASES])
def test_measures_of_a_text(why: str, text: str, expected: list[tuple[str, str]]) -> None:
    findings = found(HEAD + text)
    assert [(m.ordinal, m.text) for m in findings.measures] == expected
    for measure in findings.measures:
        assert fold(tidy(measure.span.of(findings.document.source.text))) == fold(measure.text)


def test_how_many_cases() -> None:
    assert len(CASES) == 25
    assert sum(not expected for _, _, expected in CASES) == 11


def test_laws_decrees_and_circulars_set_none() -> None:
    part = "II. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Mở lớp dạy nghề cho thanh niên.\n"
    heads = {
        kind: f"CHÍNH PHỦ\nSố: 12/2024/{kind}\nHà Nội, ngày 05 tháng 3 năm 2024\n\n" for kind in ("NĐ-CP", "NQ-CP")
    }
    told = {
        kind: found(f"{head}{word}\nVề nghề rèn\n\n{part}")
        for (kind, head), word in zip(heads.items(), ("NGHỊ ĐỊNH", "NGHỊ QUYẾT"), strict=True)
    }
    assert {kind: (f.document.header.type, len(f.measures)) for kind, f in told.items()} == {
        "NĐ-CP": ("Decree", 0),
        "NQ-CP": ("Resolution", 1),
    }


def test_headings_are_read_as_their_data_says() -> None:
    rules = {"opening": opens, "closing": closes, "aims": aims}
    examples = [(k, e) for k in rules for entry in load().measures[k] for e in entry["examples"]]
    never = [(k, e) for k in rules for entry in load().measures[k] for e in entry["never"]]
    assert (len(examples), len(never)) == (15, 11)
    assert [(k, e) for k, e in examples if not rules[k](e)] == []
    assert [(k, e) for k, e in never if rules[k](e)] == []
    assert [(k, e) for k, e in examples if not rules[k](e.upper())] == []


@examples(60)
@given(st.lists(st.sampled_from([line for _, text, _ in CASES for line in text.split("\n")]) | st.text(max_size=40)))
def test_any_lines_give_measures_inside_the_text_and_apart_from_tasks(lines: list[str]) -> None:
    text = HEAD + "\n".join(lines)
    findings = found(text)
    taken = [span for task in findings.tasks for span in task.spans]
    for m in findings.measures:
        assert 0 <= m.span.start < m.span.end <= len(text)
        assert not any(t.start < m.span.end and m.span.start < t.end for t in taken)


PART = "II. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Về nghề\n"
TABLE = "\nPHỤ LỤC\nTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện\n"
SENTENCE = "Khôi phục nghề rèn ở các làng đã từng có nghề, trước hết là các làng ven sông"

LINKS: list[tuple[str, str, str, bool]] = [
    ("the same words", f"1.1. {SENTENCE}.\n", f"1.1\t{SENTENCE}\tSở Công Thương\tNăm 2024\n", True),
    ("the same words under another number", f"1.1. {SENTENCE}.\n", f"7\t{SENTENCE};\tSở Công Thương\tNăm 2024\n", True),
    ("the task ends before the measure", f"1.1. {SENTENCE}, rồi mở rộng ra các xã khác khi có đủ thợ.\n", f"4\t{SENTENCE}\tSở Công Thương\tNăm 2024\n", True),
    ("the measure ends before the task", f"1.1. {SENTENCE}.\n", f"4\t{SENTENCE}, rồi mở rộng ra các xã khác khi có đủ thợ\tSở Công Thương\tNăm 2024\n", True),
    ("the same number and most of the words", f"1.1. {SENTENCE}, rồi mở rộng ra các xã khác.\n", "1.1\tXây dựng kế hoạch khôi phục nghề rèn ở các làng đã từng có nghề\tSở Công Thương\tNăm 2024\n", True),
    ("most of the words under another number", f"1.1. {SENTENCE}, rồi mở rộng ra các xã khác.\n", "5\tXây dựng kế hoạch khôi phục nghề rèn ở các làng đã từng có nghề\tSở Công Thương\tNăm 2024\n", False),
    ("the same number and other words", f"1.1. {SENTENCE}.\n", "1.1\tMở lớp dạy nghề rèn cho thanh niên các xã vùng cao trong mùa khô\tSở Công Thương\tNăm 2024\n", False),
]  # fmt: skip


def claims(facts: Facts, predicate: str) -> list[Claim]:
    return [c for c in facts.claims if c.predicate == f"pol:{predicate}"]


@pytest.mark.parametrize(("why", "measure", "row", "linked"), LINKS, ids=[case[0] for case in LINKS])
def test_a_task_assigns_the_measure_it_takes_up(why: str, measure: str, row: str, linked: bool) -> None:
    facts = resolve([found(HEAD + PART + measure + TABLE + row)])
    (contained,) = claims(facts, "containsMeasure")
    (task,) = {c.object for c in claims(facts, "assigns")}
    links = claims(facts, "assignsMeasure")
    assert [(c.subject, c.object) for c in links] == ([(task, contained.object)] if linked else [])
    for c in links:  # the words are the task's
        assert fold(tidy(c.exact)) in fold(row)


def test_how_many_links() -> None:
    assert len(LINKS) == 7


def test_a_task_of_another_document_assigns_nothing() -> None:
    other = HEAD.replace("12/KH", "13/KH") + TABLE + f"1\t{SENTENCE}\tSở Công Thương\tNăm 2024\n"
    facts = resolve([found(HEAD + PART + f"1.1. {SENTENCE}.\n", "a.txt"), found(other, "b.txt")])
    assert len(claims(facts, "containsMeasure")) == len(claims(facts, "assigns")) == 1
    assert claims(facts, "assignsMeasure") == []


def test_equal_numbers_are_told_apart() -> None:
    text = HEAD + "II. GIẢI PHÁP\n1. Về nghề\nDựng lại lò ở các làng ven sông.\nMở lớp dạy nghề cho thanh niên.\n"
    facts = resolve([found(text)])
    ids = [e.id for e in facts.entities if e.kind == "Measure"]
    assert ids == ["measure/lao-cai/12-kh-ubnd/2024/ii-1", "measure/lao-cai/12-kh-ubnd/2024/ii-1_2"]


def rows(out: Path, sparql: str) -> Iterable[tuple[str | None, ...]]:
    return open_graph(out).query(sparql).rows


def test_on_the_samples_measures_are_no_tasks_and_all_rest_on_words(sample_output: Path) -> None:
    assert (
        len(list(rows(sample_output, "SELECT ?m { ?m a pol:Measure ; pol:text ?t ; ^pol:containsMeasure ?d }"))) >= 15
    )
    assert not list(rows(sample_output, "SELECT ?m { ?m a pol:Measure, pol:Task }"))
    assert not list(
        rows(sample_output, "SELECT ?m { ?m a pol:Measure . { ?a pol:leads ?m } UNION { ?d pol:assigns ?m } }")
    )


@pytest.mark.real
def test_on_a_real_plan_an_appendix_assigns_the_measures_of_a_part(real_output: Path) -> None:
    """Part III of plan 223/KH-UBND sets 53 measures; its appendix 2 takes up all but the longest-worded of them."""
    told = 'SELECT ?m { ?d eli:id_local "223/KH-UBND" ; pol:containsMeasure ?m '
    contained, taken = (
        list(rows(real_output, told + "}")),
        list(rows(real_output, told + "FILTER EXISTS { ?t pol:assignsMeasure ?m } }")),
    )
    assert len(contained) == 53
    assert len(taken) >= 36
