"""What a table's column holds, by what its header says: who leads, who takes part, when, what is to be done."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.language.folding import fold
from graph.language.lexicon import any_of, load


@lru_cache(maxsize=4096)
def role(header: str) -> str | None:
    """What a column is for, None where its header does not tell; words torn by a scan ("Thời gi an") are understood.

    >>> role("Cơ quan chủ trì"), role("Thời gi an thực hiện"), role("Đơn vị tính")
    ('lead', 'time', None)
    """
    folded = fold(header)
    for text, patterns in ((folded, load().columns), (folded.replace(" ", ""), _squeezed())):
        found = next((role for role, pattern in patterns if pattern.search(text)), None) if text else None
        if found:
            return found
    return None


@lru_cache(maxsize=1)
def _squeezed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The same headings without blanks: OCR tears words ("Thời gi an")."""
    return tuple((role, re.compile(p.pattern.replace(" ", ""))) for role, p in load().columns)


def named(top: list[str], below: list[str]) -> list[str | None]:
    """Roles of the columns under one or two lines of headings, one that spans several columns being shared; each role once, the
    first of equals.

    >>> named(["STT", "Nhiệm vụ", "Thời gian", ""], ["", "", "Bắt đầu", "Hoàn thành"])
    ['ordinal', 'task', 'start', 'due']
    >>> named(["TT", "Việc phải xong", "Cơ quan chủ trì", "Thời hạn"], [])
    ['ordinal', 'task', 'lead', 'time']
    """
    roles = [role(h) for h in leaves(top, below)]
    if "due" in roles and "time" in roles and roles.index("time") == roles.index("due") - 1:
        roles[roles.index("time")] = "start"
    if "due" in roles and "start" not in roles:
        roles[roles.index("due")] = "time"
    if "task" not in roles and (work := _work(roles, leaves(top, below))) is not None:
        roles[work] = "task"
    if "task" not in roles and "product" in roles:
        roles[roles.index("product")] = "task"
    seen: set[str] = set()
    return [r if r and not (r in seen or seen.add(r)) else None for r in roles]  # type: ignore[func-returns-value]


def _work(roles: list[str | None], headings: list[str]) -> int | None:
    """The column of the work where no heading names it: the one with an unknown heading right before who leads, if others help or a time
    is set."""
    if "lead" not in roles or "indicator" in roles or not {"coordinate", "time", "due"} & set(roles):
        return None
    before = roles.index("lead") - 1
    unknown = before >= 0 and roles[before] is None and headings[before]
    return before if unknown and not re.match(any_of("lines", "undivided"), fold(headings[before])) else None


def leaves(top: list[str], below: list[str]) -> list[str]:
    """The headings of the columns, those of a second line behind the one that spans them.

    >>> leaves(["STT", "Thời gian", ""], ["", "Bắt đầu", "Hoàn thành"])
    ['STT', 'Thời gian Bắt đầu', 'Thời gian Hoàn thành']
    """
    full = list(top)
    spanning = ""
    for i, name in enumerate(top):
        spanning = name or spanning
        if i < len(below) and below[i]:
            full[i] = f"{spanning} {below[i]}"
    return full


def same_header(row: list[str], header: list[str]) -> bool:
    """Whether a row, its cells folded, prints the headings again: its first cell and all others but one.

    >>> same_header(["tt", "việc", "ai"], ["tt", "việc", "ai làm"])
    True
    """
    alike = sum(a == b for a, b in zip(row, header, strict=False))
    return bool(row[0]) and row[0] == header[0] and alike >= len(header) - 1
