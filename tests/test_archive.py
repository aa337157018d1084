"""A .zip stands for the documents in it; and files that print one document are built once."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from rendered import package, paragraph

from graph.build import build
from graph.errors import UnreadableFile
from graph.reading import find, read

PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: {}/KH-UBND\nLào Cai, ngày 2 tháng 6 năm 2026\n\nKẾ HOẠCH\nPhát triển du lịch năm 2027\n\n"
    "Căn cứ Luật Du lịch số 09/2017/QH14;\nI. NHIỆM VỤ\n1. Sở Y tế chủ trì lập sổ thuốc trước ngày 30/6/2027.\n2. Các xã đếm thuyền ở bến.\n"
)


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_documents_of_an_archive_are_read_under_its_name(tmp_path: Path) -> None:
    word = package(paragraph("Kế hoạch"))
    (tmp_path / "all.zip").write_bytes(zipped({"2021/b.docx": word, "a.txt": "Kế hoạch", "Kế hoạch.md": "Một"}))
    (tmp_path / "c.txt").write_text("Một")
    for given in ([tmp_path], [tmp_path / "all.zip", tmp_path / "c.txt"]):
        found = find(given)
        assert [file.name for file in found.files] == [
            "all.zip/2021/b.docx",
            "all.zip/Kế hoạch.md",
            "all.zip/a.txt",
            "c.txt",
        ]
        assert [read(f.path, name=f.name, member=f.member).text.strip() for f in found.files] == [
            "Kế hoạch",
            "Một",
            "Kế hoạch",
            "Một",
        ]
    assert (
        read(found.files[0].path, name=found.files[0].name, member=found.files[0].member).path == "all.zip/2021/b.docx"
    )


def test_what_is_passed_over_in_an_archive_is_listed_with_its_reason(tmp_path: Path) -> None:
    members = {
        "plan.txt": "Kế hoạch", "../out.txt": "x", "/abs.txt": "x", "a\\b.txt": "x", "C:/x.txt": "x", ".hidden/x.txt": "x",
        "__MACOSX/._plan.txt": "x", "inner.zip": zipped({"x.txt": "x"}), "data.csv": "a,b", "bomb.txt": b" " * 8_000_000,
        "big.txt": bytes(range(256)) * 70_000, "sheet.xlsx": zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    }  # fmt: skip
    (tmp_path / "all.zip").write_bytes(zipped(members))
    found = find([tmp_path])
    assert [file.name for file in found.files] == ["all.zip/plan.txt"]
    reasons = {skipped.name.removeprefix("all.zip/"): skipped.reason for skipped in found.skipped}
    assert {name: next(key for key in ("leads out", "hidden", "inside of", ".csv", "bomb", "limit", "Excel") if key in reason) for name, reason in reasons.items()} == {
        "../out.txt": "leads out", "/abs.txt": "leads out", "a/b.txt" if "a/b.txt" in reasons else "a\\b.txt": "leads out", "C:/x.txt": "leads out",
        ".hidden/x.txt": "hidden", "__MACOSX/._plan.txt": "hidden", "inner.zip": "inside of", "data.csv": ".csv", "bomb.txt": "bomb", "big.txt": "bomb" if "bomb" in reasons["big.txt"] else "limit",
        "sheet.xlsx": "Excel",
    }  # fmt: skip


DAMAGED = {
    "breaks off": (zipped({"plan.txt": "Kế hoạch " * 9000})[:-40], "a damaged archive"),
    "has files without end": (zipped({f"{n}.txt": "" for n in range(5001)}), "the limit is 5,000"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_an_archive_that_cannot_be_read_is_a_failure(tmp_path: Path, case: str) -> None:
    raw, reason = DAMAGED[case]
    (tmp_path / "all.zip").write_bytes(raw)
    (failure,) = find([tmp_path]).failures
    assert reason in failure.reason
    assert failure.remedy


def test_a_member_that_is_damaged_costs_itself_only(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": " ".join(map(str, range(9000))), "b.txt": "Một"}))
    raw[600:604] = b"\xff\xff\xff\xff"
    (tmp_path / "all.zip").write_bytes(raw)
    found = find([tmp_path])
    assert [file.name for file in found.files] == ["all.zip/b.txt"]
    assert [skipped.name for skipped in found.skipped] == ["all.zip/a.txt"]


def test_a_members_refusal_names_archive_and_member(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"a.txt": b"\xe1\xba" + "Kế hoạch".encode()}))
    (file,) = find([tmp_path]).files
    with pytest.raises(UnreadableFile, match=r"all\.zip/a\.txt: "):
        read(file.path, name=file.name, member=file.member)


def test_a_document_that_several_files_print_is_built_once(tmp_path: Path) -> None:
    text = PLAN.format(5)
    word = package("".join(paragraph(line) for line in text.split("\n")))
    for name, content in (
        ("a.txt", text),
        ("b.docx", word),
        ("c.txt", text.replace("lập", "ghi")),
        ("d.txt", PLAN.format(6)),
        ("e.txt", text),
    ):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    result = build([tmp_path], tmp_path / "out", pages=False)
    assert result.read == ("b.docx", "c.txt", "d.txt")
    assert [(s.name, s.reason) for s in result.skipped] == [
        ("a.txt", "the same document (5/KH-UBND) as b.docx, which was built"),
        ("e.txt", "the same document (5/KH-UBND) as b.docx, which was built"),
    ]
    report = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "the same document (5/KH-UBND) as b.docx" in report
    assert re.search(r"(?:b\.docx and c\.txt|c\.txt and b\.docx) print the same number", report.replace("\\", ""))
