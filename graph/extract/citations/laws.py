"""Laws by name: "Luật Quy hoạch ngày 24/11/2017", "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.extract.citations.patterns import patterns, places
from graph.extract.citations.spans import Spans, cited
from graph.language.folding import fold
from graph.language.lexicon import load
from graph.model import Citation, InView


def laws_of(view: str, taken: Spans, here: str | None) -> Iterator[Citation[InView]]:
    """Laws and ordinances that are cited by their names, apart from those in `taken`, which are cited with their
    numbers."""
    p, inside = patterns(), 0
    for match in places(view).finditer("law"):
        whole = taken.beginning(match.start())
        if whole:  # cited with its number; laws inside its name have none of it
            inside = max(inside, whole.end)
            continue
        name = p.amending.match(view, match.start()) or p.known_law.match(view, match.start())
        end = name.end() if name else _law_end(view, match.start())  # in small letters only a known one
        if end and not p.bill.search(view, max(match.start() - 24, 0), match.start()):
            kind = "Ordinance" if match[0].startswith("Pháp") else "Law"
            amended = (
                p.amended_year.match(view, end)
                if match.start() >= inside and p.amending.match(view, match.start())
                else None
            )
            end = amended.end() if amended else end  # "… của Luật A năm 2017 ngày 17/6/2020": the year is of A
            own = match.start() >= inside or bool(
                p.amended_year.match(view, end)
            )  # what follows is not of a law inside
            own = own and not taken.covers(end)
            law = cited(kind, view, match.start(), end, here, tail=own)
            yield replace(law, title=_spelled().get(_bare(law.title or ""), law.title))
            inside = max(inside, end)


def _bare(name: str) -> str:
    return fold(name).replace(",", "")


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    """The laws of the gazetteer by their names without capitals and commas: "luật thi đua khen thưởng"."""
    return {_bare(form): name for form, name in load().laws.items()}


def _law_end(view: str, start: int) -> int | None:
    """Where a law's name ends that the gazetteer does not know: before the first word that no name holds."""
    match = patterns().law_name.match(view, start)
    if not match:
        line = view.rfind("\n", 0, start) + 1
        small = patterns().small_law.match(view, start) if patterns().basis.match(view, line, start) else None
        return small.end() if small and not patterns().law_stop.search(small[0]) else None
    stop = patterns().law_stop.search(match[0])
    name = match[0][: stop.start()] if stop else match[0]
    end = start + len(re.sub(r"(?:,| và| hoặc| của)+$", "", name))
    return end if end - start > 8 else None
