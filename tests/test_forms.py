"""The same documents in other printed forms, of other places and years: what is found stays the same.

A rule that knows a place, a year, an editor's dashes or how a table was dumped would show here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

import pytest

from graph.build import SAMPLES, build
from graph.evaluate import SECTIONS, evaluate

GOLD = SAMPLES.parent / "gold"
Change = Callable[[str], str]


def elsewhere(text: str) -> str:
    """Other provinces and districts stand where those of the samples stood."""
    names = {
        "Tuyên Quang": "Nghệ An", "Phú Yên": "Thừa Thiên Huế", "Lào Cai": "Sóc Trăng", "Đồng Tháp": "Hà Tĩnh",
        "Đồng Nai": "Kiên Giang", "Na Hang": "Con Cuông", "Lâm Bình": "Kỳ Sơn", "Hàm Yên": "Quế Phong",
    }  # fmt: skip
    for name, other in names.items():
        for printed, instead in ((name, other), (name.upper(), other.upper())):
            text = re.sub(re.escape(printed).replace(r"\ ", r"\s+"), instead, text)
    return text


def earlier(text: str) -> str:
    return re.sub(r"20(1[5-9]|2\d)(?!\d)", lambda year: f"20{int(year[1]) - 2:02}", text)


def hard_wrapped(text: str) -> str:
    lines = (
        [line]
        if "\t" in line or "|" in line
        else wrap(line, 92, break_long_words=False, break_on_hyphens=False) or [""]
        for line in text.split("\n")
    )
    return "\n".join(piece for pieces in lines for piece in pieces)


def in_pipes(text: str) -> str:
    return "\n".join(
        f"| {line.replace(chr(9), ' | ')} |" if line.count("\t") > 1 else line for line in text.split("\n")
    )


def with_page_numbers(text: str) -> str:
    lines, page = [], 1
    for n, line in enumerate(text.split("\n")):
        lines.append(line)
        if n % 45 == 44 and not line.strip():
            page += 1
            lines += ["", str(page), ""]
    return "\n".join(lines)


def with_hard_blanks(text: str) -> str:
    return re.sub(r"(?<=\w) (?=\w)", "\u00a0", text)


def long_dashes(text: str) -> str:
    return text.replace(" - ", " – ")


def straight_quotes(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def lines_of_windows(text: str) -> str:
    """Line ends of two characters, blanks before them."""
    return text.replace("\r\n", "\n").replace("\n", "  \r\n")


def old_tones(text: str) -> str:
    for new, old in (("hóa", "hoá"), ("Hóa", "Hoá"), ("HÓA", "HOÁ"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("Ủy", "Uỷ")):
        text = text.replace(new, old)
    return text


CHANGES: dict[str, tuple[tuple[Change, ...], bool]] = {  # what is changed, and whether gold changes alike
    "other places and years": ((elsewhere, earlier), True),
    "hard-wrapped, long dashes, straight quotes": ((hard_wrapped, long_dashes, straight_quotes), False),
    "tables in pipes, page numbers, blanks that do not break": ((in_pipes, with_page_numbers, with_hard_blanks), False),
    "letters and lines of old editors": ((old_tones, decomposed, lines_of_windows), False),
}


def figures(corpus: Path, gold: Path, out: Path) -> dict[str, float]:
    build([corpus], out, pages=False)
    found = evaluate(out, gold)
    assert found.evidence.wrong == ()
    return {section: round(found.figure(section).counts.f1, 3) for section in SECTIONS}


@pytest.fixture(scope="module")
def as_printed(sample_output: Path) -> dict[str, float]:
    found = evaluate(sample_output, GOLD)
    return {section: round(found.figure(section).counts.f1, 3) for section in SECTIONS}


@pytest.mark.parametrize("name", CHANGES)
def test_another_form_of_the_samples_gives_the_same_figures(
    name: str, as_printed: dict[str, float], tmp_path: Path
) -> None:
    changes, gold_too = CHANGES[name]
    for folder, source, changed in (("corpus", SAMPLES, True), ("gold", GOLD, gold_too)):
        (tmp_path / folder).mkdir()
        for path in source.iterdir():
            text = path.read_bytes().decode()
            for change in changes if changed else ():
                text = change(text)
            (tmp_path / folder / path.name).write_bytes(text.encode())
    assert figures(tmp_path / "corpus", tmp_path / "gold", tmp_path / "out") == as_printed
