"""Names of documents that end in neither a period nor a place.

Forms: 'Đề án "Dạy bơi cho trẻ em"' in quotation marks, "kế hoạch 5 năm (2021 - 2025)", "Kế hoạch của UBND tỉnh về thực hiện Nghị quyết số 5"
(a plan named by what it carries out), "thực hiện Chương trình quản lý bến đò." (behind a verb that carries it out, to the end of the phrase).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from graph.extract.citations.patterns import patterns, phrase, presupposed
from graph.extract.citations.spans import Spans, cited
from graph.language import bodies
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.lexicon import any_of, phrases
from graph.model import Citation, InView

_FEWEST, _MOST = 5, 25
"""Words behind the head of a name that nothing ends but its phrase: fewer are a common noun ("chương trình cà phê sáng thứ bảy")."""
_BACKED, _OWNED = 3, 2
"""The same, where what follows says that it exists ("… đã được phê duyệt"), and whose it is ("Quy chế làm việc của Bộ Y tế")."""
_OF = " của "
_QUOTED = 2
"""Least words in quotation marks."""

Written = Callable[[int], bool]


def find(
    view: str, numbered: Spans, here: str | None, to_be_written: Written, others: Spans
) -> Iterator[Citation[InView]]:
    """The names in a text; `to_be_written` says of the place of a name whether the words before it only ask for the document; `others` are
    the citations that were found, of whose list a name can be a member."""
    for reader in (_quoted, _of_years, _by_what_it_carries_out, partial(_governed, others=others)):
        for kind, span in reader(view, numbered):
            awaited = _AWAITED.match(view, span.end)
            if not awaited and not numbered.covers(span.start) and not to_be_written(span.start):
                yield cited(kind, view, span.start, span.end, here)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings(
        {
            "years": _years(),
            "carrying": compiled(rf"(?<!\w)(?:{_plans()}) "),
            "owned": compiled(rf"(?:{_plans()}) của "),
            "open head": _open_head(),
        },
        shared=True,
    )


@lru_cache(maxsize=2)
def _places(view: str) -> Places:
    return _begun().places(view)


def _quoted(view: str, numbered: Spans) -> Iterator[tuple[str, InView]]:
    """'Đề án "…"', also in small letters."""
    for match in _QUOTATION.finditer(view):
        head = _head_before().search(view, max(match.start() - 40, 0), match.start())
        if head and len(match[1].split()) >= _QUOTED and not _habit().match(view, match.end()):
            yield _class(head[1]), InView(head.start(), match.end(1))


def _of_years(view: str, numbered: Spans) -> Iterator[tuple[str, InView]]:
    """ "kế hoạch phát triển giáo dục 5 năm 2021 - 2025", "kế hoạch 05 năm (2021 - 2025)"."""
    for match in _places(view).finditer("years"):
        yield "Plan", InView(match.start(), match.end())


def _by_what_it_carries_out(view: str, numbered: Spans) -> Iterator[tuple[str, InView]]:
    """ "…; Kế hoạch triển khai thực hiện Chỉ thị số 5": a plan in a list that no act issues."""
    owned = _carrying(owned=True) if any(_places(view).finditer("owned")) else None
    for match in _places(view).finditer("carrying", by=owned or _carrying(owned=False)):
        carried = numbered.beginning(match.end())
        before = max(match.start() - 8, 0)
        named = _LISTED.search(view, before, match.start()) or _by(view, before, match.start())
        whose = " của " in match[0] and presupposed(view, match.start())  # "thực hiện Kế hoạch của Tỉnh ủy thực hiện …"
        if carried and (named or whose):
            subject = _subject().match(view, carried.end)
            end = subject.end() if subject and not numbered.within(carried.end, subject.end()) else carried.end
            yield _class(match["head"]), InView(match.start(), end)


def _governed(view: str, numbered: Spans, *, others: Spans) -> Iterator[tuple[str, InView]]:
    """ "từ Chương trình vươn ra biển để …": a name in capitals behind words that presuppose that the document exists, or behind another
    document and "và"."""
    for match in _places(view).finditer("open head"):
        listed = view.endswith(" và ", 0, match.start()) and others.ending_in(match.start() - 5, match.start() - 3)
        if not listed and not presupposed(view, match.start()):
            continue
        start, first = match.start("head"), match.end("head")
        number = numbered.starting(first)
        limit = min(first + 200, number.start if number else len(view))
        end = phrase(view, first, limit)
        if patterns().generic.match(view, first) or patterns().level.search(view, first, end + 11):
            continue
        fewest = _OWNED if view.startswith(_OF, end) and bodies.printed().match(view, end + len(_OF)) else _FEWEST
        fewest = min(fewest, _BACKED) if _backing().match(view, end) else fewest
        if fewest <= len(view[first:end].split()) <= _MOST:
            yield _class(match["head"]), InView(start, end)


def _class(head: str) -> str:
    return next(str(h["class"]) for h in phrases("titles")["heads"] if h["words"].lower() == head.lower())


_QUOTATION = re.compile(r'"([^\W\d_][^"\n]{8,300})"')


@lru_cache(maxsize=1)
def _head_before() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)((?i:{any_of('titles', 'heads')})) ?$")


@lru_cache(maxsize=1)
def _years() -> re.Pattern[str]:
    year = r"(?:19|20)\d{2}"
    return compiled(
        rf'(?<!\w)[Kk]ế hoạch(?: [^.;,:()\n"]{{1,60}}?)? \d{{1,2}} năm,? (?:giai đoạn )?(?:{year} ?- ?{year}|\({year} ?- ?{year}\))'
    )


def _by(view: str, first: int, last: int) -> bool:
    """Whether something is done by what follows, which exists then: "… theo Kế hoạch thực hiện Chỉ thị số 5"."""
    return view[first:last].endswith(" theo ")


_AWAITED = re.compile(r" (?:khi|sau khi) được ")
"""What stands behind the name of a document that does not exist yet: "Chương trình … khi được Thủ tướng ban hành"."""
_LISTED = re.compile(r"(?:[;,] (?:và )?|\w và )$")


def _plans() -> str:
    return "|".join(h["words"] for h in phrases("titles")["heads"] if h["class"] in ("Plan", "Programme"))


@lru_cache(maxsize=2)
def _carrying(*, owned: bool) -> re.Pattern[str]:
    """A plan and that it carries something out; `owned`: perhaps with whose plan it is."""
    whose = f"(?: của {bodies.pattern()})?" if owned else ""
    return compiled(
        rf"(?<!\w)(?P<head>{_plans()}){whose}(?: về)?(?: việc)?(?: triển khai| tổ chức)*"
        r"(?: thực hiện| thi hành| triển khai| cụ thể hóa) "
    )


@lru_cache(maxsize=1)
def _open_head() -> re.Pattern[str]:
    heads = "|".join(h["words"] for h in phrases("titles")["heads"] if h.get("unanchored"))
    return compiled(rf"(?<!\w)(?P<head>{heads})(?= )")


@lru_cache(maxsize=1)
def _backing() -> re.Pattern[str]:
    return compiled(rf",? (?:{any_of('titles', 'backing')})(?!\w)")


@lru_cache(maxsize=1)
def _subject() -> re.Pattern[str]:
    """What the document that is carried out is about, to the end of the sentence or of the member of the list."""
    return compiled(r",? về [^.;:()\n\"]{6,220}(?=[.;\n]|$)")


@lru_cache(maxsize=1)
def _habit() -> re.Pattern[str]:
    return compiled(rf" (?:{any_of('titles', 'habits')})(?!\w)")
