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
from graph.extract.citations import named, numbered, short_forms, written_out
from graph.language import issuing, numbers
from graph.language.folding import composed, fold, look_alikes, same_length
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
    placed = (placed_citation(c, view) for c in cited)
    return replace(findings, citations=tuple(_as_printed(c, document.source.text) for c in placed))


def _as_printed(citation: Citation, text: str) -> Citation:
    """The citation with the characters of its number that only look like what they are read as, or are not seen."""
    printed = citation.span.of(text) if citation.number else ""
    if not look_alikes(printed):
        return citation
    words = (word for word in printed.split() if look_alikes(word))
    odd = " ".join(word for word in words if numbers.normal(same_length(composed(word)[0])) in (citation.number or ""))
    return replace(citation, alike=look_alikes(odd)) if odd else citation


def combine(
    view: str, header: Header, numbered: list[Citation[InView]], named: list[Citation[InView]]
) -> list[Citation[InView]]:
    """The citations of a text in order, each marked whether it is of the document itself.

    >>> own = Header(type="Plan", number="5/KH-UBND")
    >>> [c.itself for c in combine("Kế hoạch này thay …", own, [], [])]
    [True]
    """
    found = written_out.together(view, [*numbered, *named])
    found = [*found, *short_forms.find(view, found, here=header.jurisdiction), *_itself(view, header)]
    found = [replace(c, itself=True) if _is_introduced(c, header, view) else c for c in found]
    found.sort(key=lambda c: (c.span.start, -c.span.end))
    others = [c for c in found if c.number and not c.itself and not _is_own(c, header, view)]
    return [
        replace(c, itself=True) if not c.itself and _is_own(c, header, view) and not _issued(c, others, view) else c
        for c in found
    ]


def _is_introduced(citation: Citation[InView], header: Header, view: str) -> bool:
    """ "Trên đây là Kế hoạch …": what closes a document names it."""
    before = view[max(citation.span.start - 20, 0) : citation.span.start]
    return citation.number is None and citation.type == header.type and bool(_closing().search(before))


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?i:{any_of('mentions', 'closing')}) $")


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
    if _carries_out_the_same(citation, header):
        return True
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


def _carries_out_the_same(citation: Citation[InView], header: Header) -> bool:
    """Whether a plan named by what it carries out is the document's own: of the same type, of no other body, and for the same number."""
    carried = re.search(numbers.NUMBER, citation.title or "")
    if carried is None or citation.number or citation.type != header.type:
        return False
    others = citation.issuer and header.issuer and citation.issuer.full != header.issuer.full
    own = re.search(numbers.NUMBER, header.title or "", re.IGNORECASE)
    return not others and own is not None and numbers.key(own[0]) == numbers.key(carried[0])


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
