"""Names of the output: any system can hold them, no two meet, and what is already good stays as it is."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from conftest import examples
from hypothesis import example, given
from hypothesis import strategies as st

from graph.errors import shown, steers
from graph.making.names import DEEPEST, LONGEST, kept, safe
from graph.view.addresses import page_of, sheets_of

WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$|^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?$', re.IGNORECASE)
PART = st.one_of(
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=12),
    st.sampled_from(["a.txt", "A.TXT", "a", "a.html", "a.pages", "CON", "nul.txt", "a.", "b ", "x" * 250 + ".md", "ế" * 90, "e\u0302.txt", "ê.txt", "a.txt.txt"]),
).filter(lambda part: part not in (".", ".."))  # fmt: skip
NAMES = st.sets(st.lists(PART, min_size=1, max_size=3).map("/".join), min_size=1, max_size=12)


def folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


@given(NAMES)
@examples(300)
@example({"A.txt", "a.txt", "a-18b7cb.txt"})
@example({"x", "x/y.txt", "X/z.txt"})
@example({"good.txt", "good.html/a.txt", "good.pages/1.jpg"})
@example({"a.docx", "a.docx.txt"})
@example({"a", "a.TXT"})
def test_no_two_files_meet_on_any_system(names: set[str]) -> None:
    texts = kept(names)
    assert texts.keys() == names
    files = [folded(path) for text in texts.values() for path in (text, page_of(text))]
    assert len(set(files)) == len(files)
    folders = {
        folded(str(above))
        for text in texts.values()
        for path in (text, page_of(text))
        for above in PurePosixPath(path).parents
    }
    folders |= {folded(sheets_of(text)) for text in texts.values()}
    assert folders.isdisjoint(files)
    for path in (*texts.values(), *map(page_of, texts.values()), *map(sheets_of, texts.values())):
        path.encode()
        assert len(path.encode()) <= DEEPEST + 300
        for part in PurePosixPath(path).parts:
            assert len(part.encode()) <= 255
            assert not WINDOWS.search(part)
            assert not any(map(steers, part))


def test_what_is_good_stays_and_an_odd_name_is_the_same_beside_any_other() -> None:
    good = ["Kế hoạch số 223 (bản cuối).txt", "2021/quyết định.md", "b/a.docx", "x" * (LONGEST - 4) + ".txt"]
    assert [kept(good)[name] for name in good] == [
        f"text/{name}{'.txt' if name.endswith('docx') else ''}" for name in good
    ]
    odd = ["a:b.txt", "c?.md", "b\udce1o.txt", "x\x1b]0;y\x07.txt", "Báo cáo quý 1. /a.txt"]
    assert [kept(odd)[name] for name in odd] == [kept([name])[name] for name in odd]
    assert all(re.search(r"-[0-9a-f]{6}(?:\.\w+|/a\.txt)$", safe(name)) for name in odd)


@given(st.text(st.characters(), max_size=30))
@examples(300)
def test_what_is_shown_of_a_name_is_one_line_of_utf_8_that_steers_nothing(name: str) -> None:
    told = shown(name)
    told.encode()
    assert not any(map(steers, told))
    assert "\n" not in told
