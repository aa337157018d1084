"""One bad file or name does not cost the others: a folder of everything that once ended a build, built in one go and opened as its users do."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import ROOT, Run, invoked
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, parse

from graph.build import build, job, views
from graph.errors import NoDocuments, PolicyGraphError
from graph.making.sparing import spared
from graph.model import Findings
from graph.reading import find
from graph.store import open_graph

LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH TRÀ VINH\n-------\n\nSố: {}/KH-UBND\n\nTrà Vinh, ngày 14 tháng 6 năm 2022\n\nKẾ HOẠCH\nSửa chợ {}\n\n"
TABLE = (
    "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| {} | Lập đề án số {} | Sở Y tế | 2025 |\n"
)
TASK = "I. NHIỆM VỤ\n1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính rà soát chợ số {} trong quý II/2023.\n"
LONG = "Kế hoạch về phát triển chợ trên địa bàn tỉnh " + "ế" * 55
NAMES = [
    b"good.txt", b"good.html/a.txt", b"b\xe1o c\xe1o.txt", LONG.encode() + b".md", b"A.txt", b"a.txt", b"CON.txt", b"what?.txt",
    b"e\x1b]0;owned\x07\x1b[8m.txt", b"dot./x .txt", b"\xc3\xaa.txt", b"e\xcc\x82.txt", b"<img src=x onerror=alert(1)>.txt",
]  # fmt: skip
DIGITS = {n: "9" * n for n in (309, 400, 5000)}
TEXTS = {
    "footnote.txt": TABLE.format("1²", 1) + TABLE.format("9" * 5000, 2),
    **{
        f"goal-{n}.txt": f"I. MỤC TIÊU\n- Đến năm 2025, tỷ lệ đô thị hóa đạt {d}%; tỷ lệ hộ nghèo còn {d},5%.\n"
        for n, d in DIGITS.items()
    },
    "carriage.txt": "I. NHIỆM VỤ\n1. Sở Công Thương chủ trì rà soát\r=HYPERLINK(A1) quy hoạch chợ trong quý II/2023.\n",
    "nothing.txt": "Thực hiện Kế hoạch phát triển x\ufffey\uffff\x85 của Thủ tướng Chính phủ.\n1. Sở Y tế chủ trì lập đề án chợ\ufffe.\n",
    "time.txt": TABLE.replace("2025", "Từ năm 2026 đến tháng 3/2025").format(1, 1),
    "formula.txt": "I. NHIỆM VỤ\n1. ＝SUM(A1) Sở Công Thương chủ trì rà soát chợ.\nI. MỤC TIÊU\n- Đến năm 2025, tỷ lệ chợ kiên cố đạt 80%.\n",
}
CSV = ("workload.csv", "deadlines.csv", "coordination.csv", "chains.csv", "coverage.csv", "goals.csv", "gaps.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `in`, and another, `more`, whose names meet those of the first."""
    top = tmp_path_factory.mktemp("sturdy")
    number = 0
    for name in [*(b"in/" + name for name in NAMES), b"in/x", b"more/x/y.txt"]:
        path = os.path.join(os.fsencode(top), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        number += 1
        with open(path, "w", encoding="utf-8") as file:
            file.write(LETTERHEAD.format(number, number) + TASK.format(number))
    for name, text in TEXTS.items():
        number += 1
        (top / "in" / name).write_bytes((LETTERHEAD.format(number, number) + text).encode())
    for passed in (b"h\xecnh.pdf", b"f\x1b]0;o\x07.csv"):
        with open(os.path.join(os.fsencode(top / "in"), passed), "wb") as raw:
            raw.write(b"\x7fELF\x02\x01\x01\0\0\0\0")
    (top / "in" / "empty\x1b[8m.txt").touch()
    (top / "secret.txt").write_text("mật", encoding="utf-8")
    (top / "in" / "link.txt").symlink_to(top / "secret.txt")
    return top


@pytest.fixture(scope="module")
def told(folder: Path, process: Run) -> Any:
    return process("build", folder / "in", folder / "more", "-o", folder / "out", "-v")


@pytest.fixture(scope="module")
def out(folder: Path, told: Any) -> Path:
    return folder / "out"


def test_all_that_can_be_read_is_built_and_the_status_tells_of_the_rest(told: Any, out: Path) -> None:
    assert "Traceback" not in told.stderr
    assert told.returncode == 1
    graph = open_graph(out)
    read = len(graph.query("SELECT ?d { ?d pol:sourceFile ?f }"))
    assert read == len(NAMES) + 2 + len(TEXTS)
    assert f"1 could not be read; built: {read} document" in told.stderr
    report = (out / "report.md").read_text("utf-8")
    for name in (
        r"b\xe1o c\xe1o.txt",
        r"h\xecnh.pdf",
        r"e\x1b]0;owned\x07\x1b[8m.txt",
        "link.txt: a link to a file outside",
    ):
        assert name.replace("\\", "\\\\").replace("]", "\\]").replace("[", "\\[") in report, name
    assert "mật" not in "".join(path.read_text("utf-8") for path in (out / "text").rglob("*") if path.is_file())


def test_no_name_reaches_a_terminal_as_it_is(told: Any) -> None:
    assert r"empty\x1b[8m.txt: it is empty" in told.stderr
    assert r"passed over f\x1b]0;o\x07.csv: " in told.stderr
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", told.stdout + told.stderr)


def test_each_text_and_page_has_a_file_and_the_report_says_which(out: Path) -> None:
    rows = open_graph(out).query("SELECT ?source ?text { ?d pol:sourceFile ?source ; pol:textFile ?text }").rows
    texts = {str(source): str(text) for source, text in rows}
    assert {text.casefold() for text in texts.values()} == {
        p.relative_to(out).as_posix().casefold() for p in (out / "text").rglob("*") if p.is_file()
    }
    assert (
        len({text.casefold() for text in texts.values()})
        == len(texts)
        == len(list((out / "documents").rglob("*.html")))
    )
    odd = [source for source, text in texts.items() if text != f"text/{source}"]
    assert len(odd) >= 9
    report = (out / "report.md").read_text("utf-8")
    assert report.count("is kept as text/") == len(odd)


def test_the_graph_is_valid(out: Path) -> None:
    done = invoked("validate", "-g", out)
    assert done.exit_code == 0, done.stdout


def test_every_row_of_a_csv_file_is_a_row_in_any_reader_and_no_formula(out: Path) -> None:
    for name in CSV:
        text = (out / name).read_bytes().decode("utf-8")
        assert text.startswith("\ufeff")
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]", text), name
        rows = list(csv.reader(StringIO(text[1:], newline="")))
        assert len({len(row) for row in rows}) == 1, name
        assert not [cell for row in rows for cell in row if len(cell) > 1 and cell[0] in "=+@＝＋－＠"]
    goals = list(csv.DictReader((out / "goals.csv").open(encoding="utf-8-sig", newline="")))
    assert {"="} == {row["comparator"] for row in goals if row["value"] == "80"}
    assert all(len(row["value"]) < 20 for row in goals)


def test_every_file_for_other_programs_is_well_formed(out: Path, tmp_path: Path) -> None:
    for format in ("graphml", "gexf", "jsonld", "csv", "neo4j-csv", "parquet"):
        assert invoked("export", "-g", out, "--format", format, "-o", tmp_path / format).exit_code == 0
    assert (
        nx.read_graphml(tmp_path / "graphml").number_of_nodes()
        == nx.read_gexf(tmp_path / "gexf").number_of_nodes()
        > 40
    )
    assert sum(1 for _ in parse(path=str(tmp_path / "jsonld"), format=RdfFormat.JSON_LD)) > 1000
    json.loads((tmp_path / "jsonld").read_text("utf-8"))
    for drawn in (out / "figures").glob("*.svg"):
        ET.parse(drawn)
    book = load_workbook(out / "workload.xlsx")
    assert book["Nhiệm vụ"].max_row > len(NAMES)


def test_a_folder_that_may_be_listed_and_not_entered_costs_only_its_own_files(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    top = tmp_path_factory.mktemp("closed")
    (top / "sub").mkdir()
    for path in (top / "good.txt", top / "sub" / "a.txt"):
        path.write_text(LETTERHEAD.format(1, 1), encoding="utf-8")
    (top / "sub").chmod(0o444)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom graph.reading import find\n"
        "if os.geteuid() == 0:\n    os.chdir(sys.argv[1])\n    os.chown('.', 65534, -1); os.chown('sub', 65534, -1); os.seteuid(65534)\n"
        "found = find([Path('.')])\nprint([file.name for file in found.files], *found.failures)"
    )
    done = subprocess.run(
        ["python", "-c", code, str(top)],
        cwd=ROOT if os.geteuid() == 0 else top,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    (top / "sub").chmod(0o755)
    assert (
        done.stdout.strip()
        == "['good.txt'] sub/a.txt: it cannot be reached (Permission denied); change the permissions of its folder"
    ), done.stderr


@pytest.mark.parametrize("step", ["resolve", "lines", "write_workbook"])
def test_whatever_fails_on_one_document_names_it_and_builds_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Every step after reading, made to fail while a certain document is among those that it is given."""
    (tmp_path / "in").mkdir()
    for number in (1, 2, 3):
        (tmp_path / "in" / f"{number}.txt").write_text(LETTERHEAD.format(number, number), encoding="utf-8")
    among: list[bool] = []
    resolve, real = job.resolve, getattr(views if step == "write_workbook" else job, step)

    def watched(findings: list[Findings]) -> Any:
        among[:] = [any(f.document.source.path == "2.txt" for f in findings)]
        return resolve(findings) if step != "resolve" else failing(findings)

    def failing(*given: Any, **more: Any) -> Any:
        if among[-1]:
            raise TypeError("no number \x1b[8m")
        return real(*given, **more)

    monkeypatch.setattr(views if step == "write_workbook" else job, step, failing)
    monkeypatch.setattr(job, "resolve", watched)
    result = build([tmp_path / "in"], tmp_path / "out", pages=step == "write_workbook")
    assert result.read == ("1.txt", "3.txt")
    assert [failure.path.name for failure in result.failures] == ["2.txt"]
    assert str(result.failures[0]).endswith(
        r"policygraph failed on it (TypeError: no number \x1b[8m); this is our mistake: please report it"
    )
    assert sorted(path.name for path in (result.out / "text").iterdir()) == ["1.txt", "3.txt"]
    assert "2.txt: policygraph failed on it" in (result.out / "report.md").read_text("utf-8")


def test_what_fails_only_beside_others_is_found_too() -> None:
    def make(numbers: Any) -> int:
        if {3, 7} <= set(numbers) or 5 in numbers:
            raise ValueError
        return len(numbers)

    made, out = spared(range(10), make)
    assert (made, [number for number, _ in out]) == (8, [5, 7])


def test_what_fails_on_everything_or_is_no_document_of_theirs_is_raised() -> None:
    for error in (PolicyGraphError("no pyvis"), OSError(28, "No space left on device"), MemoryError()):
        tries = []

        def make(things: Any, error: Exception = error, tries: list[Any] = tries) -> None:
            tries.append(things)
            raise error

        with pytest.raises(type(error)):
            spared([1, 2, 3], make)
        assert len(tries) == 1
    with pytest.raises(ZeroDivisionError):
        spared([0, 0], lambda numbers: [1 // number for number in numbers])


def test_nothing_built_names_the_odd_files(tmp_path: Path) -> None:
    (tmp_path / "f\x1b]0;o\x07.csv").write_text("a")
    done = invoked("build", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert r"f\x1b]0;o\x07.csv" in done.stderr
    assert "\x1b" not in done.stderr
    with pytest.raises(NoDocuments):
        build([tmp_path], tmp_path / "out")


def test_a_wrong_query_is_shown_without_what_steers(out: Path) -> None:
    done = invoked("query", "SELECT \x1b]0;owned\x07 {", "-g", out)
    assert r"SELECT \x1b]0;owned\x07 {" in done.stderr
    assert "\x1b" not in done.stderr


def test_csv_on_a_terminal_does_not_steer_it(out: Path) -> None:
    """Names as printed are in the graph; into a file they go as they are."""
    query = ["query", "SELECT ('a\\u001B]0;owned\\u0007' AS ?name) {}", "-g", str(out), "--format", "csv"]
    command = [sys.executable, "-m", "graph.cli", *query]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, env=env, capture_output=True, check=True).stdout == b"name\r\na\x1b]0;owned\x07\r\n"
    ours, theirs = pty.openpty()
    subprocess.run(command, env=env, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.close(ours)
    assert shown.split() == [b"name", rb"a\x1b]0;owned\x07"]


def test_links_inside_the_folder_are_followed_and_links_outside_are_not(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("KẾ HOẠCH\n", encoding="utf-8")
    (tmp_path / "in" / "b.txt").symlink_to("a.txt")
    (tmp_path / "in" / "up.txt").symlink_to(tmp_path / "in" / ".." / "in" / "a.txt")
    (tmp_path / "in" / "out.txt").symlink_to("/etc/hostname")
    found = find([tmp_path / "in"])
    assert [file.name for file in found.files] == ["a.txt"]
    assert {skipped.name for skipped in found.skipped} == {"out.txt"}
