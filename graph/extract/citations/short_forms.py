"""Short forms that a text defines right behind a mention, and their later uses.

"(sau đây gọi tắt là Chương trình)", "(viết tắt là Đề án)", or the form alone in brackets: "Chương trình mục tiêu … (Chương trình MTQG)". And a
document's type with what its number counts, which nobody defines: "Nghị quyết 30a của Chính phủ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.extract.citations.spans import Spans
from graph.language import bodies, dates, numbers
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.model import Citation, InView


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """ "(sau đây gọi tắt là Chương trình)" """
    return re.compile(
        rf"\((?:[^()\n]{{0,20}}?)(?:sau đây |dưới đây )?(?:{any_of('mentions', 'short_forms')})(?: tắt| chung)? là:? [\"']?"
        r"([^()\"'\n]{3,80}?)[\"']?\)"
    )


def find(view: str, found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    """Later uses of a short form that the text defines right after a mention.

    >>> c = Citation(InView(0, 32), "Programme", title="Chương trình bến đò sông dài xanh")
    >>> [x.span for x in find("Chương trình bến đò sông dài xanh (Chương trình BĐ); theo Chương trình BĐ.", [replace(c, span=InView(0, 33))])]
    [InView(start=58, end=73)]
    """
    defined = [*_alone(view, found), *_defined(view, found)]
    yield from defined
    yield from _by_count(view, [*found, *defined])


def _defined(view: str, found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    for match in _short().finditer(view):
        before = [c for c in found if c.span.end <= match.start() and view.rfind("\n", c.span.end, match.start()) < 0]
        short = match[1].strip()
        if not before or re.search(r"\d/|\d-[A-ZĐ]", short) or not short[0].isupper():
            continue
        kind = load().class_of_word.get(fold(re.sub(r"\s.*", "", short)), None) or _type_word(short)
        meant = _meant(before, kind)
        if meant:
            yield from _uses(view, short, match.end(), meant, found)


def _type_word(short: str) -> str | None:
    words = [w for w in load().class_of_word if fold(short).startswith(w)]
    return load().class_of_word[max(words, key=len)] if words else None


def _meant(before: list[Citation[InView]], kind: str | None) -> Citation[InView] | None:
    """The mention that a short form stands for: the nearest of its type, else the nearest that nothing holds."""
    same = [c for c in before if c.type == kind]
    return (same or before)[-1] if kind else None


def _uses(
    view: str, short: str, after: int, meant: Citation[InView], found: list[Citation[InView]]
) -> Iterator[Citation[InView]]:
    taken = [c.span for c in found]
    for use in re.finditer(
        rf"(?<!\w){re.escape(short)}(?! (?:{any_of('mentions', 'longer')}))(?!\w)",
        view[after:],
    ):
        start, end = use.start() + after, use.end() + after
        if not any(s.start <= start < s.end for s in taken):
            yield replace(meant, span=InView(start, end), warning=None)


def _alone(view: str, found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    """Later uses of a form that stands alone in brackets behind the mention of a document whose name begins with the same words."""
    for c in found:
        match = _brackets().match(view, c.span.end) if c.title else None
        if (
            c.title
            and match
            and fold(match[1]).split()[:2] == fold(c.title).split()[:2]
            and fold(match[1]) != fold(c.title)
        ):
            yield from _uses(view, match[1], match.end(), c, found)


@lru_cache(maxsize=1)
def _brackets() -> re.Pattern[str]:
    return re.compile(r" ?\(([^\W\d_][^()\"'\n,;:]{5,40})\)")


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    behind = rf"(?=[.,;:)\"!?\n]|$| (?:{any_of('mentions', 'after_counts')})(?!\w))"
    return re.compile(
        rf"(?<!\w)({load().type_words}) (?:(?i:số) )?(?P<count>\d{{1,5}}(?:[a-z](?!\w)|{behind}))(?! ?[/&-]|[.,]\d)"
        rf"(?: của (?P<issuer>{bodies.pattern()}))?(?: ngày (?P<date>\d[\d/.-]*))?"
    )


def _by_count(view: str, found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    """Mentions by type and count alone, where just one document of the text is meant: of the type, the count, the issuer and the date."""
    known: dict[tuple[str, str], dict[str, Citation[InView]]] = {}
    for c in found:
        if c.number:
            known.setdefault((c.type, numbers.split(c.number)[0]), {}).setdefault(numbers.key(c.number), c)
    taken = Spans([*(c.span for c in found), *(InView(m.start(), m.end()) for m in _short().finditer(view))])
    for match in _counted().finditer(view) if known else ():
        kind = load().class_of_word.get(fold(match[1]), "")
        meant = [c for c in known.get((kind, match["count"]), {}).values() if _can_be(c, match)]
        if len(meant) == 1 and not taken.covers(match.start()):
            yield replace(meant[0], span=InView(match.start(), match.end()), subject=None, warning=None)


def _can_be(c: Citation[InView], match: re.Match[str]) -> bool:
    """Whether the issuer and the date that a short mention prints are those of a document."""
    issuer = bodies.name(match["issuer"], c.issuer.place if c.issuer else None) if match["issuer"] else None
    date = dates.read(match["date"]) if match["date"] else None
    same = issuer is None or c.issuer is None or issuer.full == c.issuer.full
    return same and (date is None or c.date is None or date.fits(c.date))
