"""Words around a zone or project -> what is to happen to it: founded, extended, converted, planned, moved, …

The words before it in its clause tell, all of them that do ("Hoàn thành quy hoạch, thành lập mới Khu công nghiệp A"); in a list the
first member's words hold for the others ("Mở rộng Khu công nghiệp A và B"). Phrases are data (`ontology/phrases/aims.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from graph.language.compiled import compiled
from graph.language.lexicon import levels, phrases, proper_name
from graph.model import Aim, InView

_REACH = 160
"""How many characters of the clause before a name are read."""


def of(before: str, after: str = "") -> tuple[str, ...]:
    """The intents that the words before a name, and right after it, express.

    >>> of("Hoàn thành quy hoạch, thành lập mới "), of("Tổ chức điều chỉnh quy hoạch ", " thành cụm công nghiệp Sơn Nam")
    (('Planning', 'Founding'), ('Planning', 'Conversion'))
    >>> of("báo cáo về ")
    ()
    """
    clause = re.split(r"[.;\n](?!\d)", before)[-1][-_REACH:]
    intents = [match.lastgroup or "" for match in _before().finditer(clause)]
    intents += [intent for intent, pattern in _follows() if pattern.match(after)]
    return tuple(dict.fromkeys(intents))


def with_intents(aims: Iterable[Aim[InView]], view: str) -> list[Aim[InView]]:
    """The aims, each with its intents; spans are characters of the view.

    >>> from graph.model import InView
    >>> view = "Mở rộng KCN A (huyện Sơn Dương), KCN B; thành lập CCN C."
    >>> named = [Aim(InView(view.index(n), view.index(n) + 5), "Zone", n) for n in ("KCN A", "KCN B", "CCN C")]
    >>> [(a.name, a.intents) for a in with_intents(named, view)]
    [('KCN A', ('Extension',)), ('KCN B', ('Extension',)), ('CCN C', ('Founding',))]
    """
    found: list[Aim[InView]] = []
    reach, last = 0, ()  # type: tuple[int, tuple[str, ...]]
    for aim in sorted(aims, key=lambda a: a.span):
        between = view[reach : aim.span.start]
        if not (found and joins(between)):
            line = view.rfind("\n", 0, aim.span.start) + 1
            own = aim.span.end if aim.kind == "Project" else aim.span.start  # "Dự án mở rộng …" says it itself
            last = of(view[max(line, reach) : own], view[aim.span.end : aim.span.end + 40])
        found.append(replace(aim, intents=last))
        reach = max(reach, aim.span.end)
    return found


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    entries = phrases("aims")["intents"]
    return compiled("|".join(rf"(?<!\w)(?P<{e['intent']}>{e['words']})(?!\w)" for e in entries), re.IGNORECASE)


@lru_cache(maxsize=1)
def _follows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = [e for e in phrases("aims")["intents"] if "follows" in e]
    return tuple((e["intent"], compiled(rf" (?:được )?(?:{e['follows']})")) for e in entries)


def joins(between: str) -> bool:
    """Whether the words between two names make them members of one list.

    >>> joins(" (huyện Sơn Dương), (2) "), joins(" và "), joins("; thành lập ")
    (True, True, False)
    """
    return _list().fullmatch(between) is not None


@lru_cache(maxsize=1)
def _list() -> re.Pattern[str]:
    """What stands between two members of a list: marks, numbers, where the first one lies."""
    where = rf"(?:(?:thuộc|tại|ở|địa bàn) )*(?:{levels()}) {proper_name()}"
    return compiled(rf"(?:{where}|[\s,;:()\-–]|\(?\d{{1,2}}[.)]|và(?!\w)|cùng |hoặc )*")
