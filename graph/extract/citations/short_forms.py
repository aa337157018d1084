"""Short forms that a text defines right behind a mention, and their later uses.

"(sau đây gọi tắt là Chương trình)", "(viết tắt là Đề án)", or the form alone in brackets: "Chương trình mục tiêu … (Chương trình MTQG)". And a
document's type with what its number counts, which nobody defines: "Nghị quyết 30a của Chính phủ".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.extract.citations.spans import Spans
from graph.language import bodies, dates, numbers
from graph.language.beginnings import Beginnings, every
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.model import Citation, InView
from graph.structure.lines import covering


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """ "(sau đây gọi tắt là Chương trình)" """
    return compiled(
        rf"\((?:[^()\n]{{0,20}}?)(?:sau đây |dưới đây )?(?:{any_of('mentions', 'short_forms')})(?: tắt| chung)? là:? [\"']?"
        r"([^()\"'\n]{3,80}?)[\"']?\)"
    )


class _Definition(NamedTuple):
    """A short form, where it may be used first, and what it stands for."""

    short: str
    after: int
    meant: Citation[InView]


def find(view: str, found: list[Citation[InView]], *, here: str | None = None) -> Iterator[Citation[InView]]:
    """Later uses of a short form that the text defines right after a mention; and what is named by its count alone.

    >>> c = Citation(InView(0, 32), "Programme", title="Chương trình bến đò sông dài xanh")
    >>> [x.span for x in find("Chương trình bến đò sông dài xanh (Chương trình BĐ); theo Chương trình BĐ.", [replace(c, span=InView(0, 33))])]
    [InView(start=58, end=73)]
    """
    defined = list(_uses(view, [*_alone(view, found), *_defined(view, found)], found))
    yield from defined
    yield from _by_count(view, [*found, *defined], here)


def _defined(view: str, found: list[Citation[InView]]) -> Iterator[_Definition]:
    before = _Before(view, found)
    for match in _short().finditer(view):
        before.reach(match.start())
        short = match[1].strip()
        if not before or re.search(r"\d/|\d-[A-ZĐ]", short) or not short[0].isupper():
            continue
        kind = load().class_of_word.get(fold(re.sub(r"\s.*", "", short)), None) or _type_word(short)
        if kind:
            yield _Definition(short, match.end(), found[before.last(kind)])


class _Before:
    """The mentions before a place on its line, asked for from place to place in their order: the last of each type."""

    def __init__(self, view: str, found: list[Citation[InView]]) -> None:
        self._view, self._found = view, found
        self._order = sorted(range(len(found)), key=lambda i: found[i].span.end)
        self._next, self._line = 0, -1
        self._last: dict[str, int] = {}

    def reach(self, place: int) -> None:
        """Goes on to a place."""
        line = self._view.rfind("\n", max(self._line, 0), place)
        if line > self._line:
            self._line = line
            self._last.clear()
        while self._next < len(self._order) and self._found[self._order[self._next]].span.end <= place:
            i = self._order[self._next]
            self._next += 1
            c = self._found[i]
            if c.span.end > self._line:
                self._last[c.type] = max(self._last.get(c.type, -1), i)

    def __bool__(self) -> bool:
        return bool(self._last)

    def last(self, kind: str) -> int:
        """The last of a type, else the last of any."""
        return self._last.get(kind, max(self._last.values()))


def _type_word(short: str) -> str | None:
    words = [w for w in load().class_of_word if fold(short).startswith(w)]
    return load().class_of_word[max(words, key=len)] if words else None


def _uses(view: str, defined: list[_Definition], found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    """The uses of all short forms, which one pass over the text looks for."""
    places = every({d.short for d in defined}, view) if defined else {}
    is_taken = covering([c.span for c in found])
    for short, after, meant in defined:
        at = places.get(short, [])
        reach = after
        for start in at[bisect_left(at, after) :]:
            end = start + len(short)
            joined = start > after and (view[start - 1].isalnum() or view[start - 1] == "_")
            counted = short[-1].isdigit() and view.startswith(" của ", end)  # "Đề án 06 của Chính phủ" is the same one
            if start < reach or joined or (not counted and _longer().match(view, end)):
                continue
            reach = end
            if not is_taken(start):
                yield replace(meant, span=InView(start, end), warning=None)


@lru_cache(maxsize=1)
def _longer() -> re.Pattern[str]:
    """What behind a short form makes it another word."""
    return compiled(rf" (?:{any_of('mentions', 'longer')})|\w")


def _alone(view: str, found: list[Citation[InView]]) -> Iterator[_Definition]:
    """Later uses of a form that stands alone in brackets behind the mention of a document whose name begins with the same words."""
    for c in found:
        match = _brackets().match(view, c.span.end) if c.title else None
        if (
            c.title
            and match
            and fold(match[1]).split()[:2] == fold(c.title).split()[:2]
            and fold(match[1]) != fold(c.title)
        ):
            yield _Definition(match[1], match.end(), c)


@lru_cache(maxsize=1)
def _brackets() -> re.Pattern[str]:
    return compiled(r" ?\(([^\W\d_][^()\"'\n,;:]{5,40})\)")


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    behind = rf"(?=[.,;:)\"!?\n]|$| (?:{any_of('mentions', 'after_counts')})(?!\w))"
    return compiled(
        rf"(?<!\w)({load().type_words}) (?:(?i:số) )?(?P<count>\d{{1,5}}(?:[a-z](?!\w)|{behind}))(?! ?[/&-]|[.,]\d)"
    )


_DATED = re.compile(r" ngày (\d[\d/.-]*)")


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"counted": _counted()}, shared=True)


def _by_count(view: str, found: list[Citation[InView]], here: str | None) -> Iterator[Citation[InView]]:
    """Mentions by type and count alone: of the document of the text that is meant, where it is just one of the type, the count, the issuer
    and the date; where the text has none of the type and count, of one known by them ("Đề án 06", "Nghị quyết 30a của Chính phủ")."""
    known: dict[tuple[str, str], dict[str, Citation[InView]]] = {}
    for c in found:
        if c.number:
            known.setdefault((c.type, numbers.split(c.number)[0]), {}).setdefault(numbers.key(c.number), c)
    taken = Spans([*(c.span for c in found), *(InView(m.start(), m.end()) for m in _short().finditer(view))])
    end = 0
    for match in _begun().places(view).finditer("counted"):
        if match.start() < end:
            continue
        end = match.end()
        of = bodies.printed().match(view, end + len(" của ")) if view.startswith(" của ", end) else None
        end = of.end() if of else end
        dated = _DATED.match(view, end)
        end = dated.end() if dated else end
        kind = load().class_of_word.get(fold(match[1]), "")
        told = of[0] if of else None, dated[1] if dated else None
        counted = known.get((kind, match["count"]), {})
        meant = [c for c in counted.values() if _can_be(c, *told)]
        if taken.covers(match.start()):
            continue
        if len(meant) == 1:
            yield replace(meant[0], span=InView(match.start(), end), subject=None, warning=None)
        elif not counted and _is_known_by_count(view, match, kind, issued=of is not None):
            date = dates.read(dated[1]) if dated else None
            issuer = bodies.name(of[0], here) if of else None
            title = f"{match[1]} {match['count']}"
            yield Citation(InView(match.start(), end), kind, None, title, date, issuer)


_FAMOUS = frozenset({"Scheme", "Programme"})
"""What is known by its count without its issuer."""
_YEAR = re.compile("(?:19|20)\\d\\d")


def _is_known_by_count(view: str, match: re.Match[str], kind: str, *, issued: bool) -> bool:
    """Whether a count is a name, with a body behind it that issued the document, or one of two figures behind "Đề án". The name of a body
    ("Tổ công tác Đề án 06") cites nothing."""
    year = _YEAR.fullmatch(match["count"]) and kind != "Decision"  # of which there are thousands a year
    if not match[1][0].isupper() or match[1].isupper() or year:
        return False
    if not issued and (kind not in _FAMOUS or len(match["count"]) < 2):
        return False
    return _team().search(view, max(match.start() - 200, 0), match.start()) is None


@lru_cache(maxsize=1)
def _team() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{any_of('mentions', 'teams')}) (?:[^.;:,()\n]{{0,40}}|[^.;:()\n]{{0,150}}(?:,| và) )$"
    )


def _can_be(c: Citation[InView], printed: str | None, dated: str | None) -> bool:
    """Whether the issuer and the date that a short mention prints are those of a document."""
    issuer = bodies.name(printed, c.issuer.place if c.issuer else None) if printed else None
    date = dates.read(dated) if dated else None
    same = issuer is None or c.issuer is None or issuer.full == c.issuer.full
    return same and (date is None or c.date is None or date.fits(c.date))
