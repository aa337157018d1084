"""Patterns for the end of a line find what the engine finds, though they are not tried at most lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.language.endings import AtEnd

PATTERNS = (
    r"(?:^|\s)(?:(?i:của|và|số ?:?)|Bộ trưởng)$",
    r"(?:[,;:/(&–—-]|(?<!\w)(?:(?i:cho|Sở(?! hữu))|Bộ))$",
    r"(?:Điều|[Kk]hoản) [\da-zđ]{1,4}$",
    r"(?i:kết luận|is)$",
    r"[cK]{1,3}á$",
    r"(?:một|hai){2}$",
    r"x?$",
)
ENDS = ("của", "CỦA", "số", "Số :", "số:", "Bộ trưởng", "trưởng", "ỦA", "Sở", "sở hữu", "khoản 2", "Kết Luận", "ıſ", "iſ", "ká", "\N{KELVIN SIGN}á", "một hai")  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.lists(st.sampled_from([*ENDS, *"aáuK ,\n-x"])).map("".join))
def test_an_end_is_found_where_the_engine_finds_it(pattern: str, text: str) -> None:
    theirs, ours = list(re.finditer(pattern, text)), AtEnd(pattern).search(text)
    assert (ours and ours.span()) == (theirs[0].span() if theirs else None)


def test_most_lines_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = AtEnd(PATTERNS[0])
    monkeypatch.setattr(hanging, "_pattern", None)
    assert [hanging.search(line) for line in ("Giữ đê", "Sở Y tế", "")] == [None, None, None]
