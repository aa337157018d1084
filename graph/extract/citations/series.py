"""Numbers of one series, of which a text prints the common part once: "số 1, 2 và 3/NQ-HĐND", "số 05, 06/2022/TT-BTC", "từ số 20 đến số
24/QĐ-UBND", "các Nghị quyết số 18-NQ/TW, 19-NQ/TW ngày 25/10/2017".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from graph.language import numbers
from graph.model import Citation, InView

_WIDEST = 50
"""Numbers that a range has at most; what is wider is no range of documents."""
_YEAR = r"(?: ?/ ?(?:19|20)\d\d)?"
_BEFORE = re.compile(
    rf"(?<![\w/.,-])(?:từ )?(?:số:? ?)?(?P<number>\d{{1,5}}[a-z]?{_YEAR})(?P<between> ?[,;] ?(?:và )?|,? (?:và|hoặc|đến) | ?- ?)(?:số:? ?)?$",
    re.IGNORECASE,
)
"""The last of the numbers before a number, without its symbol."""
_TO = re.compile(r"(?: ?,)? đến (?:số:? ?)?", re.IGNORECASE)


class Elided(NamedTuple):
    """A number whose symbol stands with a later one: where its label begins ("từ số 5"), its own place in the view, what is printed, and
    whether a range leads on to the next."""

    label: int
    span: InView
    printed: str
    to_next: bool


def before(words: str, at: int) -> list[Elided]:
    """The numbers without symbol right before the one at a position, whose `words` before it are given; in their order.

    >>> [one.printed for one in before("các Nghị quyết số 1, 2 và ", 26)], before("khoản 2 Nghị định số ", 21)
    (['1', '2'], [])
    """
    found: list[Elided] = []
    end = len(words)
    while match := _BEFORE.search(words, 0, end):
        first = at - len(words) + match.start("number")
        span = InView(first, first + len(match["number"]))
        found.insert(
            0,
            Elided(
                at - len(words) + match.start(),
                span,
                numbers.normal(match["number"]),
                match["between"].strip(" ").lower() in ("đến", "-"),
            ),
        )
        end = match.start()
    return found


def whole(elided: list[Elided], start: int, last: Citation[InView]) -> list[Citation[InView]]:
    """The citations of numbers whose symbol, date and issuer stand with the `last`, and of those between the ends of a range; `start` is
    where the type word begins.

    >>> last = Citation(InView(21, 28), "Decision", "24/QĐ-UBND")
    >>> [c.number for c in whole([Elided(14, InView(14, 16), "22", True)], 0, last)]
    ['22/QĐ-UBND', '23/QĐ-UBND', '24/QĐ-UBND']
    """
    made: list[Citation[InView]] = []
    leads = False
    for one in elided:
        counted, year = numbers.split(one.printed)
        rest = numbers.split(last.number or "")[1]
        number = counted + (year + re.sub(r"^/\d{4}", "", rest) if year else rest)
        span = InView(one.span.start if made else start, one.span.end)
        made += _next(made, leads, replace(last, span=span, number=number, subject=None))
        leads = one.to_next
    return [*made, *_next(made, leads, last)]


def _next(made: list[Citation[InView]], leads: bool, one: Citation[InView]) -> list[Citation[InView]]:
    return [*(between(made[-1], one) if leads else ()), one]


def between(first: Citation[InView], last: Citation[InView]) -> Iterator[Citation[InView]]:
    """The documents between the ends of a range; their words are those between the two. None where the ends are of different series.

    >>> first, last = Citation(InView(0, 2), "Plan", "08/KH"), Citation(InView(6, 8), "Plan", "11/KH")
    >>> [c.number for c in between(first, last)]
    ['09/KH', '10/KH']
    """
    (low, rest), (high, other) = numbers.split(first.number or ""), numbers.split(last.number or "")
    if rest != other or not (low.isdigit() and high.isdigit() and 1 < int(high) - int(low) < _WIDEST):
        return
    gap = last.span.start - first.span.end
    words = InView(first.span.end + (gap > 2), last.span.start - (gap > 2))  # without the blanks around "đến"
    for count in range(int(low) + 1, int(high)):
        yield replace(last, span=words, number=f"{count:0{len(low)}}{rest}", subject=None)


def shared(view: str, found: list[Citation[InView]]) -> list[Citation[InView]]:
    """The citations, with the date and issuer that stand once behind a list for all of it: "số 10-NQ/TU và số 11-NQ/TU ngày 15/6/2021 của
    Tỉnh ủy"; and with those that a range goes over.

    >>> view = "số 8/KH đến số 10/KH"
    >>> [c.number for c in shared(view, [Citation(InView(0, 7), "Plan", "8/KH"), Citation(InView(12, 20), "Plan", "10/KH")])]
    ['8/KH', '9/KH', '10/KH']
    """
    made: list[Citation[InView]] = []
    following: Citation[InView] | None = None
    for one in reversed(found):
        gap = view[one.span.end : following.span.start] if following else ""
        if following and _one_series(one, following):
            ranged = _TO.fullmatch(gap)
            if (ranged or _LISTED.fullmatch(gap)) and one.date is None:
                one = replace(one, date=following.date, issuer=following.issuer or one.issuer, joint=following.joint)
            if ranged:
                made += reversed(list(between(one, following)))
        elif following and gap == " và " and _of_one_file(one, following) and one.date is None:
            one = replace(one, date=following.date)
        made.append(one)
        following = one
    return made[::-1]


def _of_one_file(one: Citation[InView], other: Citation[InView]) -> bool:
    """Whether a submission and what it submits bear one date: "Tờ trình số 5/TTr-CP và Đề án số 6/ĐA-CP ngày 9/5/2025"."""
    by = [re.split("[-/]", c.number or "")[-1] for c in (one, other)]
    return one.type == "Submission" and other.type in ("Scheme", "Report") and by[0] == by[1]


_LISTED = re.compile(r" ?[,;)]? ?(?:và )?(?:số:? ?)?", re.IGNORECASE)


def without_symbol(found: list[Citation[InView]]) -> list[Citation[InView]]:
    """The citations; one that prints number and year alone is of the document whose whole number the text prints: "Nghị định 57/2018".

    >>> whole, short = (Citation(InView(n, n + 9), "Decree", number) for n, number in ((0, "57/2018/NĐ-CP"), (20, "57/2018")))
    >>> [c.number for c in without_symbol([whole, short])]
    ['57/2018/NĐ-CP', '57/2018/NĐ-CP']
    """
    known = {(c.type, c.number): c for c in reversed(found) if c.number}
    whole: dict[tuple[str, str], list[Citation[InView]]] = {}
    for (kind, number), c in known.items():
        for cut in re.finditer("/", number):
            whole.setdefault((kind, number[: cut.start()]), []).append(c)
    made = []
    for c in found:
        bare = c.number and re.fullmatch(numbers.BARE, c.number)
        meant = whole.get((c.type, c.number), []) if bare and c.number else []
        made.append(replace(meant[0], span=c.span, subject=c.subject) if len(meant) == 1 else c)
    return made


def _one_series(one: Citation[InView], other: Citation[InView]) -> bool:
    return one.type == other.type and numbers.split(one.number or "")[1] == numbers.split(other.number or "")[1]
