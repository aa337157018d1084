"""Files as they come: what is read, what is refused, and what the refusal tells the user."""

from __future__ import annotations

import gzip
import io
import os
import random
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rendered import package, paragraph

from graph.errors import UnreadableFile
from graph.reading import MAX_BYTES, find, read, text_file
from graph.reading.sniff import sniff
from graph.reading.text import MAX_LINE, decode

TEXT = "KẾ HOẠCH\r\nSố: 223/KH-UBND\n\x0cThuỷ sản – hoà\u0300 \u00ad\u00a0 đất\r\n"
"""CRLF, a bare LF, a form feed, a combining mark, a soft hyphen and a no-break space: all of it is text."""


def write(folder: Path, name: str, content: bytes | str = "Kế hoạch\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_characters_of_a_text_file_stay_as_they_are(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "plan.txt", TEXT.encode(encoding))
    assert read(path).text == TEXT


def test_big_endian_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    assert read(write(tmp_path, "plan.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"))).text == TEXT


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1))
@settings(examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_back_unchanged(text: str) -> None:
    if not text.strip():
        return
    assert [decode(text.encode(encoding), Path("a.txt"))[0] for encoding in ENCODINGS] == [text] * len(ENCODINGS)


REFUSED = {
    "empty": (b"", "it is empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "no text"),
    "only blanks": (b" \r\n\t\n", "no text"),
    "a PDF called .txt, cut off": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "it is damaged"),
    "a zip called .txt": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "this is a zip file"),
    "old Excel called .txt": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(500),
        "this is an old Excel or PowerPoint file",
    ),
    "a picture called .txt, cut off": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "the picture cannot be opened"),
    "compressed": (gzip.compress(TEXT.encode()), "this is a compressed file"),
    "a web page without words": (b"<!DOCTYPE html>\n<html><body><nav>x</nav></body></html>", "the page holds no text"),
    "XML": (b"<?xml version='1.0'?><plan/>", "this is an XML file"),
    "NUL bytes": (b"K\x00\x01\x02\x00\x00ho\x00\x00" * 50, "this is a binary file"),
    "control characters": (bytes(range(1, 32)) * 20, "this is a binary file"),
    "NUL bytes far inside": (b"Ke hoach\n" * 20_000 + bytes(1000), "this is a binary file"),
    "UTF-32": ("Kế hoạch".encode("utf-32"), "this is UTF-32 text"),
    "UTF-16 without its mark": ("Kế hoạch số 223 của Uỷ ban".encode("utf-16-le"), "without its byte order mark"),
    "UTF-16 that breaks off": (b"\xff\xfe" + "Kế".encode("utf-16-le")[:-1], "goes on as something else"),
    "Latin letters that are no Vietnamese": (
        "Dès l'été, la forêt près du marché a été protégée.\n".encode("cp1252"),
        "neither TCVN3",
    ),
    "damaged UTF-8": (
        ("Kế hoạch phát triển\n" * 20).encode() + b"\xe1\xba\nsau",
        "it is damaged: byte 0xE1 in line 21",
    ),
    "a line without end": (b"x" * (MAX_LINE + 1), f"the limit is {MAX_LINE:,}"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_text_is_refused_with_its_name_the_reason_and_a_remedy(tmp_path: Path, case: str) -> None:
    content, reason = REFUSED[case]
    path = write(tmp_path, "plan.txt", content)
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in refused.value.reason
    assert refused.value.remedy
    assert len(REFUSED) == 19


def test_a_stray_nul_is_a_character_of_the_text(tmp_path: Path) -> None:
    text = "\0 Tiếp nhận hồ sơ\n" + "Kế hoạch\n" * 200
    assert read(write(tmp_path, "plan.txt", text)).text == text


def test_a_line_as_long_as_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, "plan.txt", b"x" * MAX_LINE)).text) == MAX_LINE


def test_a_file_above_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1000)  # sparse: 16 GB that are not there
    with pytest.raises(UnreadableFile, match="the limit is"):
        read(path)


def test_a_word_file_may_be_large_where_its_pictures_are(tmp_path: Path) -> None:
    small = package(paragraph("Các xã đếm thuyền."))
    for name in ("plan.docx", "plans.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as made:
            if name == "plans.zip":
                made.write(tmp_path / "plan.docx", "2026/plan.docx")
                continue
            with zipfile.ZipFile(io.BytesIO(small)) as parts:
                made.writestr("word/media/image1.png", random.Random(1).randbytes(MAX_BYTES + 2_000_000))
                for part in parts.namelist():
                    made.writestr(part, parts.read(part))
    found = find([tmp_path])
    assert [file.name for file in found.files] == ["plan.docx", "plans.zip/2026/plan.docx"]
    assert [read(file.path, member=file.member).text for file in found.files] == ["Các xã đếm thuyền.\n"] * 2


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.txt")
    with pytest.raises(UnreadableFile, match="not a regular file"):
        read(tmp_path / "plan.txt")
    assert [skipped.name for skipped in find([tmp_path]).skipped] == ["plan.txt"]


def test_a_file_whose_name_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    name = os.fsdecode(b"k\xd5.txt")
    with pytest.raises(UnreadableFile, match="its name is not UTF-8"):
        read(write(tmp_path, name))


def test_text_is_known_by_its_bytes_whatever_it_is_called(tmp_path: Path) -> None:
    assert read(write(tmp_path, "plan.doc")).text == "Kế hoạch\n"
    assert sniff(TEXT.encode()) == "text"


def test_a_folder_is_read_in_one_order_with_all_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/B.txt", "a.txt", "ờ.markdown", "a-1.txt"):
        write(tmp_path, name)
    names = [file.name for file in find([tmp_path]).files]
    assert names == ["a/B.txt", "a/z.md", "a-1.txt", "a.txt", "b.txt", "ờ.markdown"]


def test_what_is_passed_over_in_a_folder_is_listed_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, "docs/plan.txt")
    write(tmp_path, "docs/scan.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(500))
    write(tmp_path, "docs/gold.yaml")
    for name in ("docs/.hidden.txt", "docs/.git/x.txt", "docs/out/text/plan.txt"):
        write(tmp_path, name)
    (tmp_path / "docs/loop").symlink_to(tmp_path / "docs")
    (tmp_path / "docs/gone.txt").symlink_to(tmp_path / "nothing")
    found = find([tmp_path / "docs"], apart_from=tmp_path / "docs/out")
    assert [file.name for file in found.files] == ["plan.txt"]
    assert {skipped.name: skipped.reason.split(";")[0] for skipped in found.skipped} == {
        ".git/": "hidden",
        ".hidden.txt": "hidden",
        "gone.txt": "a link to nothing",
        "gold.yaml": "text in a file named .yaml is no document",
        "loop/": "a link to a folder",
        "out/": "the output of the build",
        "scan.xls": "an old Excel or PowerPoint file is no document that is read",
    }
    assert not found.failures


def test_a_file_given_by_itself_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    assert [file.name for file in find([write(tmp_path, "scan.pdf", b"%PDF-")]).files] == ["scan.pdf"]


def test_a_file_reached_twice_counts_once(tmp_path: Path) -> None:
    path = write(tmp_path, "sub/plan.txt")
    (tmp_path / "sub/same.txt").symlink_to(path)
    found = find([tmp_path, path, tmp_path / "sub"])
    assert [file.name for file in found.files] == ["sub/plan.txt"]
    assert not found.failures


def test_two_files_with_one_name_are_told_apart_by_failing_the_second(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a/plan.txt"), write(tmp_path, "b/plan.txt")]
    found = find(paths)
    assert [file.path for file in found.files] == paths[:1]
    assert [failure.path for failure in found.failures] == paths[1:]
    assert str(paths[0]) in str(found.failures[0])
    assert [file.name for file in find([tmp_path]).files] == ["a/plan.txt", "b/plan.txt"]


def test_missing_paths_are_failures_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    found = find([tmp_path / "no such.txt", tmp_path / "link"])
    assert [failure.path.name for failure in found.failures] == ["no such.txt", "link"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_files_and_folders_without_permission_fail_by_name(open_folder: Path) -> None:
    closed = write(open_folder, "plan.txt")
    write(open_folder, "inner/plan.txt")
    closed.chmod(0)
    (open_folder / "inner").chmod(0)
    told = as_nobody(lambda: [*_refusals(open_folder)]) if os.geteuid() == 0 else [*_refusals(open_folder)]
    (open_folder / "inner").chmod(0o755)
    assert len(told) == 2
    assert f"{open_folder / 'inner'}: it cannot be listed" in told[0]
    assert f"{closed}: no permission" in told[1]


def _refusals(folder: Path) -> Iterator[str]:
    found = find([folder])
    yield from map(str, found.failures)
    for file in found.files:
        try:
            read(file.path)
        except UnreadableFile as failure:
            yield str(failure)


def as_nobody(act: object) -> list[str]:
    """What `act` returns in a child without the rights of root, for whom nothing is unreadable."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.setuid(65534)
        os.write(writer, "\n".join(act()).encode())  # type: ignore[operator]
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, encoding="utf-8") as told:
        return told.read().splitlines()


def test_the_text_of_a_file_lies_under_its_own_path() -> None:
    assert text_file("2021/Kế hoạch.md") == "text/2021/Kế hoạch.md"
