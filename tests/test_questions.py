"""The named questions: what each answers on a small graph made by hand, and that all answer on the samples."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from make import file, graph_of, paper, says, step

from graph.extract import extract
from graph.model import Claim, Entity, Facts, Ref, Source, Value
from graph.resolve import resolve
from graph.store import Graph, open_graph, questions
from graph.structure import parse
from graph.vocab import ID, ontology_dir

Row = tuple[str | None, ...]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
A, B = Ref("place/a"), Ref("place/b")


def policy(name: str, kind: str, label: str, day: str, tier: int, issuer: str = "", **more: Value) -> Entity:
    passed: dict[str, Value] = {"eli_passed_by": Ref(f"agency/{issuer}")} if issuer else {}
    return paper(name, label, day, tier, kind=kind, **passed, **more)


def said(subject: str, predicate: str, object: str, at: int, **more: Any) -> Claim:
    return step(subject, predicate, object, f"{predicate} {object}", at=at, **more)


def world() -> Facts:
    """23-NQ/TW, carried out by 124/NQ-CP, carried out by plans of two provinces; one of them replaces an older plan."""
    return Facts(
        (
            Entity("agency/party", "Agency", "Bộ Chính trị"),
            Entity("agency/cp", "Agency", "Chính phủ"),
            Entity("agency/a", "Agency", "Ủy ban nhân dân tỉnh A"),
            Entity("place/a", "Place", "tỉnh A"),
            Entity("place/b", "Place", "tỉnh B"),
            Entity("task/1", "Task", "Rà soát", (), (("pol:text", "Rà soát"),)),
            policy("23", "Resolution", "NQ 23", "2018-03-22", 1, "party", eli_id_local="23-NQ/TW"),
            policy("124", "Resolution", "NQ 124", "2020-09-03", 3, "cp", eli_id_local="124/NQ-CP", **file("124")),
            policy("law", "Law", "Luật Quy hoạch", "2017", 2),
            policy("new", "Plan", "KH A mới", "2021-01-01", 6, "a", pol_jurisdiction=A, **file("a")),
            policy("old", "Plan", "KH A cũ", "2019-05-02", 6, "a", pol_jurisdiction=A, eli_id_local="9/KH"),
            policy("b", "Plan", "KH B", "2022-01", 6, pol_jurisdiction=B, **file("b")),
        ),
        (
            said("124", "implements", "23", 10),
            said("124", "basedOn", "law", 40),
            said("new", "implements", "124", 10),
            said("new", "implements", "23", 30),
            said("new", "replaces", "old", 60),
            said("new", "cites", "b", 90, edge=False, warning="issued later"),
            said("b", "implements", "124", 10),
            said("b", "basedOn", "old", 40),
            said("b", "mentions", "124", 12),
            says("task/1", "implements", "document/23", "document/b", 70, "NQ 23"),
            says("task/1", "rdf:type", "pol:Task", "document/b", 60, "Rà soát"),
        ),
    )  # fmt: skip


ANSWERS: dict[str, list[Row]] = {
    "answered-by-provinces": [
        ("NQ 124", "2020-09-03", "2", "tỉnh A; tỉnh B"),
        ("NQ 23", "2018-03-22", "1", "tỉnh A"),
    ],
    "based-on": [
        ("KH B", "KH A cũ", "2019-05-02", "basedOn old"),
        ("NQ 124", "Luật Quy hoạch", "2017", "basedOn law"),
    ],
    "by-tier": [
        ("1", "2018-03-22", "NQ 23", "Bộ Chính trị", "false"),
        ("2", "2017", "Luật Quy hoạch", None, "false"),
        ("3", "2020-09-03", "NQ 124", "Chính phủ", "true"),
        ("6", "2019-05-02", "KH A cũ", "Ủy ban nhân dân tỉnh A", "false"),
        ("6", "2021-01-01", "KH A mới", "Ủy ban nhân dân tỉnh A", "true"),
        ("6", "2022-01", "KH B", None, "true"),
    ],
    "changes": [("KH A mới", "2021-01-01", "replaces", "KH A cũ", "2019-05-02", "replaces old")],
    "cited-not-read": [
        ("KH A cũ", "9/KH", "2019-05-02", "Ủy ban nhân dân tỉnh A", "2"),
        ("NQ 23", "23-NQ/TW", "2018-03-22", "Bộ Chính trị", "2"),
        ("Luật Quy hoạch", None, "2017", None, "1"),
    ],
    "documents-by-issuer": [
        ("Bộ Chính trị", "2018", "1", "0"),
        ("Chính phủ", "2020", "1", "1"),
        ("Ủy ban nhân dân tỉnh A", "2019", "1", "0"),
        ("Ủy ban nhân dân tỉnh A", "2021", "1", "1"),
    ],
    "evidence": [
        ("KH A mới", "implements", "NQ 124", "implements 124", "text/a.txt", "10", "24"),
        ("KH A mới", "implements", "NQ 23", "implements 23", "text/a.txt", "30", "43"),
        ("KH A mới", "replaces", "KH A cũ", "replaces old", "text/a.txt", "60", "72"),
        ("KH B", "basedOn", "KH A cũ", "basedOn old", "text/b.txt", "40", "51"),
        ("KH B", "implements", "NQ 124", "implements 124", "text/b.txt", "10", "24"),
        ("NQ 124", "basedOn", "Luật Quy hoạch", "basedOn law", "text/124.txt", "40", "51"),
        ("NQ 124", "implements", "NQ 23", "implements 23", "text/124.txt", "10", "23"),
    ],
    "from-centre-to-province": [
        ("NQ 23", "2018-03-22", "KH A mới", "2021-01-01", "tỉnh A", "1016"),
        ("NQ 23", "2018-03-22", "KH B", "2022-01", "tỉnh B", None),
        ("NQ 124", "2020-09-03", "KH A mới", "2021-01-01", "tỉnh A", "120"),
        ("NQ 124", "2020-09-03", "KH B", "2022-01", "tỉnh B", None),
    ],
    "implemented-by": [
        ("NQ 124", "KH A mới", "2021-01-01", "Ủy ban nhân dân tỉnh A", "true"),
        ("NQ 124", "KH B", "2022-01", None, "true"),
        ("NQ 23", "NQ 124", "2020-09-03", "Chính phủ", "true"),
        ("NQ 23", "KH A mới", "2021-01-01", "Ủy ban nhân dân tỉnh A", "true"),
        ("NQ 23", "KH B", "2022-01", None, "false"),
    ],
    "implements": [
        ("KH A mới", "NQ 23", "2018-03-22", "Bộ Chính trị", "true"),
        ("KH A mới", "NQ 124", "2020-09-03", "Chính phủ", "true"),
        ("KH B", "NQ 23", "2018-03-22", "Bộ Chính trị", "false"),
        ("KH B", "NQ 124", "2020-09-03", "Chính phủ", "true"),
        ("NQ 124", "NQ 23", "2018-03-22", "Bộ Chính trị", "true"),
    ],
    "incomplete": [
        ("KH B", "number issuer", "1"),
        ("Luật Quy hoạch", "number issuer", "1"),
        ("KH A mới", "number", "0"),
    ],
    "mentioned-in": [
        ("124.txt", "10", "implements", "NQ 23", "implements 23", None),
        ("124.txt", "40", "basedOn", "Luật Quy hoạch", "basedOn law", None),
        ("a.txt", "10", "implements", "NQ 124", "implements 124", None),
        ("a.txt", "30", "implements", "NQ 23", "implements 23", None),
        ("a.txt", "60", "replaces", "KH A cũ", "replaces old", None),
        ("a.txt", "90", "cites", "KH B", "cites b", "issued later"),
        ("b.txt", "10", "implements", "NQ 124", "implements 124", None),
        ("b.txt", "12", "mentions", "NQ 124", "mentions 124", None),
        ("b.txt", "40", "basedOn", "KH A cũ", "basedOn old", None),
    ],
    "most-cited": [
        ("NQ 23", "2018-03-22", "2", "false"),
        ("KH A cũ", "2019-05-02", "2", "false"),
        ("NQ 124", "2020-09-03", "2", "true"),
        ("Luật Quy hoạch", "2017", "1", "false"),
        ("KH B", "2022-01", "1", "true"),
    ],
    "no-longer-in-force": [("KH A cũ", "replaces", "KH A mới", "2021-01-01", "KH B", "2022-01", "true")],
    "overview": [
        ("class", "Claim", "khẳng định", "11"),
        ("class", "PolicyDocument", "văn bản chính sách", "6"),
        ("class", "Agency", "cơ quan", "3"),
        ("class", "Plan", "Kế hoạch", "3"),
        ("class", "Place", "địa bàn", "2"),
        ("class", "Resolution", "Nghị quyết", "2"),
        ("class", "Law", "Luật", "1"),
        ("class", "Task", "nhiệm vụ", "1"),
        ("edge", "mentions", "nhắc đến", "8"),
        ("edge", "implements", "thực hiện", "5"),
        ("edge", "jurisdiction", "địa bàn quản lý", "3"),
        ("edge", "basedOn", "căn cứ", "2"),
        ("edge", "replaces", "thay thế", "1"),
    ],
    "warnings": [("issued later", "KH A mới", "cites", "KH B", "cites b", "text/a.txt", "90")],
}

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 5/KH-UBND
Hà Giang, ngày 02 tháng 3 năm 2021
KẾ HOẠCH
Thực hiện Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ

I. MỤC TIÊU
- Đến năm 2025, tỷ trọng công nghiệp chế biến đạt trên 15%.
II. GIẢI PHÁP
1. Mở rộng Khu công nghiệp Bình Vàng.
III. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương
a) Chủ trì, phối hợp với Sở Xây dựng đầu tư Dự án Nhà máy thủy điện Nho Quế 4, hoàn thành trong tháng 6/2021.
b) Hằng năm tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện Nghị quyết số 124/NQ-CP.
c) Triển khai thực hiện Quyết định số 879/QĐ-TTg ngày 09/6/2014 của Thủ tướng Chính phủ.
2. Các sở, ban, ngành
Tổ chức tuyên truyền Kế hoạch này trong cơ quan, đơn vị.
"""

IN_PLAN: dict[str, list[Row]] = {
    "agency-tasks": [
        (
            "Các sở, ban, ngành (tỉnh Hà Giang)",
            None,
            None,
            None,
            "III.2",
            "Tổ chức tuyên truyền Kế hoạch này trong cơ quan, đơn vị.",
            None,
            None,
            "Kế hoạch số 5/KH-UBND",
        ),
        (
            "Sở Công Thương tỉnh Hà Giang",
            "2021-Q2",
            "2021-06-30",
            None,
            "III.1.a",
            "Chủ trì, phối hợp với Sở Xây dựng đầu tư Dự án Nhà máy thủy điện Nho Quế 4, hoàn thành trong tháng 6/2021.",
            "Sở Xây dựng tỉnh Hà Giang",
            None,
            "Kế hoạch số 5/KH-UBND",
        ),
        (
            "Sở Công Thương tỉnh Hà Giang",
            None,
            None,
            "Annual",
            "III.1.b",
            "Hằng năm tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện Nghị quyết số 124/NQ-CP.",
            None,
            None,
            "Kế hoạch số 5/KH-UBND",
        ),
        (
            "Sở Công Thương tỉnh Hà Giang",
            None,
            None,
            None,
            "III.1.c",
            "Triển khai thực hiện Quyết định số 879/QĐ-TTg ngày 09/6/2014 của Thủ tướng Chính phủ.",
            None,
            "Quyết định số 879/QĐ-TTg",
            "Kế hoạch số 5/KH-UBND",
        ),
    ],
    "goals": [
        (
            "tỷ trọng công nghiệp chế biến",
            ">",
            "15",
            None,
            "%",
            "2025",
            "Kế hoạch số 5/KH-UBND",
            "Đến năm 2025, tỷ trọng công nghiệp chế biến đạt trên 15%",
        ),
    ],
    "measures-unassigned": [
        ("Kế hoạch số 5/KH-UBND", "II.1", "GIẢI PHÁP", "Mở rộng Khu công nghiệp Bình Vàng.", "text/plan.txt", "241"),
    ],
    "members": [
        ("Các sở, ban, ngành (tỉnh Hà Giang)", "Sở Công Thương tỉnh Hà Giang", "tỉnh Hà Giang"),
        ("Các sở, ban, ngành (tỉnh Hà Giang)", "Sở Xây dựng tỉnh Hà Giang", "tỉnh Hà Giang"),
    ],
    "projects": [
        (
            "Dự án Nhà máy thủy điện Nho Quế 4",
            "Kế hoạch số 5/KH-UBND",
            "III.1.a",
            "Chủ trì, phối hợp với Sở Xây dựng đầu tư Dự án Nhà máy thủy điện Nho Quế 4, hoàn thành trong tháng 6/2021.",
            "Sở Công Thương tỉnh Hà Giang",
        ),
    ],
    "recurring-duties": [
        (
            "Annual",
            "Sở Công Thương tỉnh Hà Giang",
            "III.1.b",
            "Hằng năm tổng hợp, báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện Nghị quyết số 124/NQ-CP.",
            "Hằng năm",
            None,
            None,
            "Kế hoạch số 5/KH-UBND",
        ),
    ],
    "tasks-carrying-out": [
        (
            "Quyết định số 879/QĐ-TTg",
            "Triển khai thực hiện Quyết định số 879/QĐ-TTg ngày 09/6/2014 của Thủ tướng Chính phủ.",
            "Sở Công Thương tỉnh Hà Giang",
            None,
            None,
            "Kế hoạch số 5/KH-UBND",
            "Quyết định số 879/QĐ-TTg ngày 09/6/2014 của Thủ tướng Chính phủ",
        ),
    ],
    "tasks-due": [
        (
            "2021-06-30",
            "Sở Công Thương tỉnh Hà Giang",
            "III.1.a",
            "Chủ trì, phối hợp với Sở Xây dựng đầu tư Dự án Nhà máy thủy điện Nho Quế 4, hoàn thành trong tháng 6/2021.",
            "hoàn thành trong tháng 6/2021",
            "Kế hoạch số 5/KH-UBND",
        ),
    ],
    "tasks-without-deadline": [
        (
            "Kế hoạch số 5/KH-UBND",
            "III.1.c",
            "Triển khai thực hiện Quyết định số 879/QĐ-TTg ngày 09/6/2014 của Thủ tướng Chính phủ.",
            "Sở Công Thương tỉnh Hà Giang",
            None,
        ),
        (
            "Kế hoạch số 5/KH-UBND",
            "III.2",
            "Tổ chức tuyên truyền Kế hoạch này trong cơ quan, đơn vị.",
            "Các sở, ban, ngành (tỉnh Hà Giang)",
            None,
        ),
    ],
    "workload-by-agency": [
        ("Sở Công Thương tỉnh Hà Giang", None, "3", "0", "1"),
        ("Các sở, ban, ngành (tỉnh Hà Giang)", "group:departments", "1", "0", "1"),
        ("Sở Xây dựng tỉnh Hà Giang", None, "0", "1", "1"),
    ],
    "works-with": [
        ("Sở Công Thương tỉnh Hà Giang", "Sở Xây dựng tỉnh Hà Giang", "1", "1"),
    ],
    "zone-intents": [
        (
            "Khu công nghiệp Bình Vàng",
            None,
            "mở rộng",
            "Kế hoạch số 5/KH-UBND",
            None,
            None,
            "Khu công nghiệp Bình Vàng",
        ),
    ],
    "zones": [
        ("Khu công nghiệp Bình Vàng", "IndustrialPark", "1", "0"),
    ],
}
"""What the questions about tasks and aims answer on that plan."""

PART_OF_PLAN: list[tuple[str, str, str, list[Row]]] = [
    ("agency-tasks", "agency", "Sở Công Thương tỉnh Hà Giang", IN_PLAN["agency-tasks"][1:]),
    ("members", "group", "agency/ha-giang/group-departments", IN_PLAN["members"]),
    ("tasks-carrying-out", "document", "879/QĐ-TTg", IN_PLAN["tasks-carrying-out"]),
    ("tasks-carrying-out", "document", "124/NQ-CP", []),
    ("tasks-due", "to", "2021-06-30", IN_PLAN["tasks-due"]),
    ("tasks-due", "to", "2021-06-29", []),
    ("tasks-due", "from", "2021-07-01", []),
    *((name, "document", "5/KH-UBND", IN_PLAN[name]) for name in ("goals", "projects", "zone-intents", "zones")),
    *((name, "document", "124/NQ-CP", []) for name in ("goals", "projects", "zone-intents", "zones")),
]

ABOUT_ONE: list[tuple[str, str, list[Row]]] = [
    ("implemented-by", "23-NQ/TW", ANSWERS["implemented-by"][2:]),
    ("implements", "b.txt", ANSWERS["implements"][2:4]),
    ("based-on", "124/NQ-CP", ANSWERS["based-on"][1:]),
    ("evidence", "KH B", ANSWERS["evidence"][3:5]),
    ("mentioned-in", "document/b", ANSWERS["mentioned-in"][6:]),
    ("from-centre-to-province", f"{ID}document/124", ANSWERS["from-centre-to-province"][2:]),
    ("no-longer-in-force", "9 / kh", ANSWERS["no-longer-in-force"]),
    ("no-longer-in-force", "124/NQ-CP", []),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("plan"), resolve([extract(parse(Source("plan.txt", PLAN)))]))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    return graph_of(tmp_path_factory.mktemp("small"), world())


def test_every_question_has_its_answer_here_and_its_comments() -> None:
    listed = questions()
    assert {question.name for question in listed} >= {*ANSWERS, *IN_PLAN}
    assert (
        len({*ANSWERS, *IN_PLAN}) == 29
    )  # the others: test_cookbook.py, test_comparing.py, test_confidence.py, test_successions.py
    assert [question.name for question in listed if not (question.vi and question.en)] == []


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answer(small: Graph, name: str) -> None:
    assert small.query(name).rows == ANSWERS[name]


@pytest.mark.parametrize("name", sorted(IN_PLAN))
def test_answer_about_a_plan(plan: Graph, name: str) -> None:
    assert plan.query(name).rows == IN_PLAN[name]


@pytest.mark.parametrize(("name", "what", "value", "rows"), PART_OF_PLAN)
def test_answer_about_a_part_of_a_plan(plan: Graph, name: str, what: str, value: str, rows: list[Row]) -> None:
    assert plan.query(name, bindings={what: value}).rows == rows


@pytest.mark.parametrize(("name", "document", "rows"), ABOUT_ONE)
def test_answer_about_one(small: Graph, name: str, document: str, rows: list[Row]) -> None:
    assert small.query(name, bindings={"document": document}).rows == rows


def test_the_chain_of_the_samples_reaches_the_provinces(sample_output: Path) -> None:
    rows = open_graph(sample_output).query("answered-by-provinces").rows
    assert ("Nghị quyết số 124/NQ-CP", "2020-09-03", "2", "tỉnh Phú Yên; tỉnh Đồng Tháp") in rows


def commands() -> list[tuple[str, str]]:
    """What the ontology's README shows: each command with the answer printed under it."""
    text = (ontology_dir() / "README.md").read_text("utf-8")
    shown = re.findall(r"^```console\n\$ policygraph ([^'\n]*(?:'[^']*')?)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return list(shown)


def test_how_many_commands_the_readme_shows() -> None:
    assert len(commands()) == 4


@pytest.mark.parametrize(("command", "answer"), commands())
def test_the_readme_prints_true_answers(sample_output: Path, policygraph: Run, command: str, answer: str) -> None:
    done = policygraph(*shlex.split(command), "-g", sample_output)
    assert done.stderr == ""
    assert [line.rstrip() for line in done.stdout.splitlines()] == answer.splitlines()


def test_the_readme_s_python_runs(sample_output: Path) -> None:
    text = (ontology_dir() / "README.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    exec(code.replace('"output"', repr(str(sample_output))), {})
