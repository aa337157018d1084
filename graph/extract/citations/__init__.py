"""All mentions of documents in one text, as one list: by number, by name, by short form, and of the document itself.

Short forms: "(gọi tắt là Nghị quyết 124/NQ-CP)", "(sau đây viết tắt là Chương trình)", "(sau đây gọi là …)".
Itself: "Kế hoạch này", its own number, its own title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from graph.extract.back import placed_citation
from graph.extract.citations import named, numbered
from graph.language import issuing, numbers
from graph.language.folding import fold
from graph.language.lexicon import any_of, load
from graph.model import Citation, Document, Findings, Header, InView

NEARLY = 94
"""Least likeness (rapidfuzz token-set ratio, 0 to 100) of a name to the document's own type and title."""


def step(document: Document, findings: Findings) -> Findings:
    """Every mention of a document. Reads: header, view. Writes: citations."""
    view, here = document.view, document.header.jurisdiction
    by_number = numbered.find(view.text, here=here)
    by_name = named.find(view.text, by_number, here=here)
    cited = combine(view.text, document.header, by_number, by_name)
    return replace(findings, citations=tuple(placed_citation(c, view) for c in cited))


def combine(
    view: str, header: Header, numbered: list[Citation[InView]], named: list[Citation[InView]]
) -> list[Citation[InView]]:
    """The citations of a text in order, each marked whether it is of the document itself.

    >>> own = Header(type="Plan", number="5/KH-UBND")
    >>> [c.itself for c in combine("Kế hoạch này thay …", own, [], [])]
    [True]
    """
    found = [*numbered, *named]
    found = [*found, *_short_forms(view, found), *_itself(view, header)]
    found.sort(key=lambda c: (c.span.start, -c.span.end))
    others = [c for c in found if c.number and not c.itself and not _is_own(c, header, view)]
    return [
        replace(c, itself=True) if not c.itself and _is_own(c, header, view) and not _issued(c, others, view) else c
        for c in found
    ]


def _issued(citation: Citation[InView], others: list[Citation[InView]], view: str) -> bool:
    """Whether another document named right before issues it: "Quyết định số … ban hành Kế hoạch …", however alike the names."""
    end = issuing.verb(view, citation.span.start)
    if citation.number or end is None:
        return False
    return any(end - 1 <= c.span.end <= end + 1 for c in others)


@lru_cache(maxsize=1)
def _this() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({load().type_words}) này(?!\w)")


def _itself(view: str, header: Header) -> Iterator[Citation[InView]]:
    ends = (m.end() for m in re.finditer(" này", view))
    for match in (m for end in ends if (m := _this().search(view, max(end - 40, 0), end))):
        kind = load().class_of_word.get(fold(match[1]), "OtherDocument")
        if kind != "Law" or header.type in ("Law", None):
            yield Citation(InView(match.start(), match.end()), kind, itself=True)


def _is_own(citation: Citation[InView], header: Header, view: str) -> bool:
    if citation.number and header.number:
        same = numbers.key(citation.number) == numbers.key(header.number)
        return same and (citation.date is None or header.date is None or citation.date.fits(header.date))
    if not citation.title or not header.title:
        return False
    own, cited = _squeeze(header.title), _squeeze(citation.title)
    start = own.find(cited)
    if start >= 0:  # "ban hành Kế hoạch …" in the title of a decision whose plan is printed in the same file
        verbs = tuple(map(_squeeze, any_of("mentions", "issuing").split("|")))
        issues = own[:start].endswith(verbs) and not re.search(r"\d[/-]", own[:start])
        return own[:start] in ("", "vềviệc", "về") or issues
    words = [fold(w) for t in load().types if t["class"] == header.type for w in t["words"]]
    same_type = any(fold(citation.title).startswith(word) for word in words)
    return (
        same_type
        and not re.search(any_of("mentions", "national"), citation.title)
        and _same_words(citation.title, f"{words[0]} {header.title}")
    )


def _squeeze(words: str) -> str:
    """Folded, without blanks and quotes: a web page's copy loses blanks ("trongcông nghiệp")."""
    return re.sub(r"[\s\"'“”]", "", fold(words))


def _same_words(cited: str, own: str) -> bool:
    """Whether a name says no more than the document's own type and title, and both speak of the same years."""
    a, b = (re.sub(r"[^\w\s]", " ", fold(x)) for x in (cited, own))
    return (
        fuzz.token_set_ratio(a, b) >= NEARLY
        and set(re.findall(r"\d{4}", a)) == set(re.findall(r"\d{4}", b))
        and len(a) > 20
    )


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """ "(sau đây gọi tắt là Chương trình)" """
    return re.compile(
        rf"\((?:[^()\n]{{0,20}}?)(?:sau đây |dưới đây )?(?:{any_of('mentions', 'short_forms')})(?: tắt| chung)? là:? [\"']?"
        r"([^()\"'\n]{3,80}?)[\"']?\)"
    )


def _short_forms(view: str, found: list[Citation[InView]]) -> Iterator[Citation[InView]]:
    """Later uses of a short form that the text defines right after a mention."""
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
