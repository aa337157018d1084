"""The decoder of dumped tables leaves most readings unmade and most worths unasked: what it gives is what it would give if it asked for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.structure.tables import fit
from graph.structure.tables.decode import Reading, Token, decode
from graph.structure.tables.search import Search

WORDS = ("1", "2", "1.1", "II", "Đào kênh", "ở hai xã,", "Lập sổ", "Sở Y tế", "Ban Chợ nổi, Sở", "các xã", "Quý I/2027", "hằng năm", "Trước ngày", "5%", "Hộ")  # fmt: skip
ROLES = ("task", "lead", "coordinate", "time", "product", "unit", "figure", None)
LINES = st.lists(st.builds(Token, st.sampled_from(WORDS), st.sampled_from((False, False, False, True))), max_size=25)
CELLS = st.lists(st.builds(Token, st.sampled_from((*WORDS, "", ""))), max_size=25)
COLUMNS = st.lists(st.sampled_from(ROLES), min_size=1, max_size=5).map(lambda roles: ["ordinal", *roles])


def asked(tokens: Sequence[Token], roles: Sequence[fit.Role], *, marks: bool) -> Reading:
    """What is read where every worth is asked for, and no reading given up for twelve better ones."""

    def all_of_it(role: fit.Role, shapes: fit.Shapes) -> tuple[list[float], list[bool]]:
        every = range(len(shapes.long))
        return [fit.worth(role, shapes, n) for n in every], [True for _ in every]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "most", all_of_it)
        patch.setattr(Search, "enter", lambda search, j, key, met: search.offer(j, key, met))
        return decode(tokens, roles, marks=marks)


@given(tokens=LINES, roles=COLUMNS)
def test_what_lines_are_not_asked_for_changes_no_reading(tokens: list[Token], roles: list[Any]) -> None:
    assert decode(tokens, roles, marks=False) == asked(tokens, roles, marks=False)


@given(tokens=CELLS, roles=COLUMNS)
def test_what_cells_are_not_asked_for_changes_no_reading(tokens: list[Token], roles: list[Any]) -> None:
    assert decode(tokens, roles, marks=True) == asked(tokens, roles, marks=True)


@given(lines=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), above=st.integers(0, 3))
def test_nothing_is_worth_more_than_it_is_said_to_be_worth_at_most(lines: list[str], above: int) -> None:
    found = fit.shapes(lines[:above], lines[above:])
    for role in (*ROLES, "ordinal", "indicator", "start"):
        best, sure = fit.most(role, found)
        worths = [fit.worth(role, found, n) for n in range(len(found.long))]
        assert all(b == w if known else b >= w for b, w, known in zip(best, worths, sure, strict=True))
