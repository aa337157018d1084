"""Mentions of documents by number, with the type, date and issuer printed beside it.

Forms: "Nghị quyết số 124/NQ-CP ngày 03/9/2020 của Chính phủ", "Nghị quyết 124/NQ-CP", "Luật Bảo hiểm y tế số 25/2008/QH12",
"Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31/3/2022", "Các Nghị định … (Số 37/2019/NĐ-CP …, số 58/2023/NĐ-CP …)",
"các Nghị quyết số 57-NQ/TW, 59-NQ/TW", "Ngày 29/11/2021, UBND Tỉnh ban hành Kế hoạch số 338/KH-UBND".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.extract.citations import promulgators, series
from graph.language import bodies, dates, numbers
from graph.language.beginnings import Beginnings, Places
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import LOWER, UPPER, any_of, load
from graph.model import Citation, InView, Name, PartialDate

_BACK = 170  # characters before a number in which its type word can stand
_BACK_LAW = 700  # … and the names of all the laws that a law amends


def find(view: str, *, here: str | None) -> list[Citation[InView]]:
    """Citations by number, in the order of the text; spans are characters of the view.

    >>> c, = find("Thực hiện Kế hoạch số 122- KH/TU ngày 08/11/2019 của BTV Tỉnh ủy về công nghiệp.", here="tỉnh Phú Yên")
    >>> c.type, c.number, str(c.date), str(c.issuer)
    ('Plan', '122-KH/TU', '2019-11-08', 'Ban Thường vụ Tỉnh ủy Phú Yên')
    """
    found: list[Citation[InView]] = []
    types = _begun().places(view)
    for match in _patterns().number.finditer(view):
        cited = _citations(view, match, found[-1] if found else None, here, types)
        while cited and found and found[-1].span.start >= cited[0].span.start:
            found.pop()  # "05/2019" of "số 05/2019, 07/2020/TT-BTC" was taken for a whole number
        found += cited
    return series.shared(view, series.without_symbol(found))


class _Patterns(NamedTuple):
    number: re.Pattern[str]
    typed: re.Pattern[str]
    whole_type: re.Pattern[str]
    law: re.Pattern[str]
    amending: re.Pattern[str]
    label: re.Pattern[str]
    date: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    words = load().type_words
    return _Patterns(
        number=compiled(f"{numbers.NUMBER}|{numbers.BARE}"),
        typed=compiled(
            rf"(?:(?<!\w)|(?<=[{LOWER}])(?=[{UPPER}]))(?!(?<=(?i:pháp) )(?i:lệnh))({words})(?P<extra>(?: [^\s\d,;:.()]+){{0,6}}?)(?: (?P<day>{dates.DAY}))?,? ?(?i:số)?(?: hiệu)?:? ?$"
        ),
        whole_type=compiled(rf"(?<!\w)({words})$"),
        law=compiled(
            rf"(?<!\w)({load().law_words}|{load().law_words.upper()})(?P<name> [^\d;:.()\n]{{2,150}}?)? (?i:số):? ?$"
        ),
        amending=compiled(
            r"(?<!\w)(Luật|Pháp lệnh)(?P<name> (?i:sửa đổi|bổ sung)[^\d;:.()\n]{5,600}?)(?:,? (?i:số):? ?)$"
        ),
        label=compiled(
            rf"(?:(?:(?<!\w)(?:{any_of('mentions', 'abbreviated')}) )?(?<!\w)(?i:số):? ?|(?<!\w)(?:{any_of('mentions', 'abbreviated')}) |, ?| và |; ?)$"
        ),
        date=compiled(rf"[ ,(]*(?:ban hành )?({dates.DAY}|(?i:năm) (?:19|20)\d{{2}})(?![\d/-])"),
    )


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"typed": _patterns().typed}, shared=True)


def _citations(
    view: str, match: re.Match[str], last: Citation[InView] | None, here: str | None, types: Places
) -> list[Citation[InView]]:
    """The citation of a number, behind those of numbers before it whose symbol it bears; none where the number is no document's. `types`
    is where types may stand in the view."""
    line = view.rfind("\n", 0, match.start()) + 1
    number = numbers.normal(match[0])
    before = view[max(line, match.start() - (_BACK_LAW if _is_law(number) else _BACK)) : match.start()]
    typed = _type(before, match.start(), number, view[match.end() : match.end() + _BACK], types)
    by_symbol = load().class_of_number(number)
    elided: list[series.Elided] = []
    if typed.kind is None and (elided := series.before(before, match.start())):
        first = len(before) - (match.start() - elided[0].label)
        typed = _type(before[:first], elided[0].label, number, "", types)
        elided = elided if typed.kind else []
    start, printed, title, said, day, called = typed
    if printed is None:
        shared = _shared(view, match.start(), last, line)
        if (by_symbol is None and shared is None) or not (_labelled(before, shared) or _begins_cell(view, match, line)):
            return []
        printed = shared or by_symbol
        label = _patterns().label.search(before)
        bracketed = promulgators.bracketed().search(before) if before.rstrip(" :").lower().endswith("(số") else None
        said = bracketed[1] if bracketed else None
        start = match.start() - (len(label[0]) if label and re.search(r"\w", label[0].replace("và", "")) else 0)
    kind = printed or "OtherDocument"
    end, date, issuers = _tail(view, match.end(), number, here)
    date = date or (dates.read(day) if day else None)
    ahead = view[max(line, start - 200) : start]
    earlier = promulgators.issuing_before().search(ahead) if ahead.endswith(("ban hành ", "ban hành các ")) else None
    if earlier:
        date = date or (dates.read(earlier["date"]) if earlier["date"] else None)
        issuers = issuers or promulgators.named(earlier["third"] or earlier["second"], here)
    issuers = issuers or promulgators.named(said, here) or promulgators.by_asking(ahead, number, here)
    issuers = issuers or promulgators.by_symbol(number, here)
    disagree = by_symbol not in (None, kind, _first_word(view[start : start + 40])) and kind in _SYMBOLED
    warning = f"the type says {kind}, the symbol of {number} says {by_symbol}" if disagree else None
    issuer, joint = (issuers[0], issuers[1:]) if issuers else (None, ())
    subject = _subject(view, end)
    citation = Citation(
        InView(match.start() if elided else start, end),
        kind,
        number,
        title,
        date,
        issuer,
        joint,
        subject,
        warning=warning,
        called=called,
    )
    return series.whole(elided, start, citation)


def _first_word(words: str) -> str | None:
    """The class that the first words of a type say: "Thông báo kết luận" is a notice too, by its symbol."""
    known = load().class_of_word
    two = fold(words).split()[:2]
    return known.get(" ".join(two))


_SYMBOLED = frozenset({"Resolution", "Decree", "Decision", "Circular", "Directive", "Conclusion", "Plan", "Programme"})


@lru_cache(maxsize=1)
def _of_subject() -> re.Pattern[str]:
    return compiled(rf"(?: \([^()\n]{{0,40}}\))?,? (?=(?:{any_of('mentions', 'subjects')})\b)([^.;\n(]{{6,240}})")


def _subject(view: str, at: int) -> str | None:
    """The subject of the document, as far as the sentence states it behind the number."""
    match = _of_subject().match(view, at)
    return match[1].strip(" ,") if match else None


def _is_law(number: str) -> bool:
    return bool(re.search(r"/(?:PL-)?(?:QH|UBTVQH)\d+$", number) or re.fullmatch(numbers.BARE, number))


@lru_cache(maxsize=1)
def _next_law() -> re.Pattern[str]:
    """ ", Luật B số 5", " được sửa đổi": the laws that are amended have numbers of their own."""
    return compiled(rf",? (?:và )?(?:{load().law_words}) [^\d;.\n]{{2,150}}? số:? ?\d| (?:đã )?được sửa đổi")


def _law(before: str, after: str) -> re.Match[str] | None:
    """The law that a number belongs to. In "Luật sửa đổi Luật A, Luật B, số 5" the number 5 is the amending law's, unless A and B carry
    numbers of their own."""
    amending = _last(_patterns().amending, before)
    if amending is None:
        return _patterns().law.search(before, max(len(before) - _BACK, 0))
    return _last(_patterns().law, before) if _next_law().match(after) else amending


class _Typed(NamedTuple):
    """Where the type word stands, what it says, the name of a law, and the issuer and the day between type word and number ("Nghị quyết của
    Chính phủ số …", "Quyết định ngày 5/4/2021 số …")."""

    start: int
    kind: str | None = None
    title: str | None = None
    issuer: str | None = None
    day: str | None = None
    called: str = ""


def _type(before: str, at: int, number: str, after: str, types: Places) -> _Typed:
    """What the words before a number say; without a type word its start is that of the number."""
    named = _law(before, after) if _is_law(number) else None
    match = types.last("typed", before, at - len(before))
    if named and (not match or _in_name(named, match, number)):
        kind = "Ordinance" if named[1].lower() == "pháp lệnh" else "Law"
        title = f"{named[1]}{named['name']}" if named["name"] else None
        return _Typed(at - len(before) + named.start(), kind, title)
    if not match:
        return _Typed(at)
    whole = _patterns().whole_type.search(before, 0, match.end(1)) or match  # "Thông báo kết luận", not "kết luận"
    kind = load().class_of_word.get(fold(whole[1]), "OtherDocument")
    extra = (match.groupdict().get("extra") or "").strip()
    rest = bool(re.fullmatch(any_of("mentions", "type_rest"), extra))
    form = re.search(rf"(?<!\w)(?i:{any_of('mentions', 'forms')})(?!\w)", extra)  # "báo cáo theo Mẫu số 01/PLI"
    if form or (extra and not rest and not _close(kind, number)) or _is_code(match, number):
        return _Typed(at)
    issuer = extra.removeprefix("của ") if extra.startswith("của ") else None
    return _Typed(at - len(before) + whole.start(), kind, issuer=issuer, day=match["day"], called=whole[1])


def _is_code(typed: re.Match[str], number: str) -> bool:
    """Whether a number behind a type in small letters is the code of a form: "chế độ báo cáo 105/LĐVL-Sở"."""
    known = load().class_of_number(number) or load().issuer_of_number(number)
    return typed[1].islower() and known is None and "số" not in fold(typed[0])


def _in_name(law: re.Match[str], typed: re.Match[str], number: str) -> bool:
    """Whether a type word before a law's number is part of the law's name: "Luật Quy hoạch số 21/2017/QH14"."""
    if typed.start() <= law.start() or ("luật" in typed[1].lower() and not typed[1].isupper()):
        return True
    kind = load().class_of_word.get(fold(typed[1]))
    of_assembly = re.search(r"[/-](?:QH|UBTVQH)\d", number)
    return kind not in ("Law", "Ordinance", "Resolution") and bool(of_assembly or typed.start() == law.end(1) + 1)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match of a type word that begins last: it is the nearest to the number."""
    found, match = None, pattern.search(text)
    while match:
        found, match = match, pattern.search(text, match.start() + 1)
    return found


def _close(kind: str, number: str) -> bool:
    """Words may stand between type and number ("Nghị quyết của Chính phủ số …") when the symbol agrees with the type."""
    by_symbol = load().class_of_number(number)
    return by_symbol == kind or (
        by_symbol is None and kind in ("OfficialLetter", "Submission", "Report", "Notice", "Resolution")
    )


def _labelled(before: str, shared: str | None) -> bool:
    label = _patterns().label.search(before)
    return label is not None and (shared is not None or "ố" in label[0].lower() or label[0].strip().isupper())


def _begins_cell(view: str, number: re.Match[str], line: int) -> bool:
    """Whether a number stands at the head of a cell of a list of documents, its type in another: it must bear year and issuer."""
    if number.start() != line or not load().issuer_of_number(numbers.normal(number[0])):
        return False
    return numbers.year(numbers.normal(number[0])) is not None or bool(_patterns().date.match(view, number.end()))


def _shared(view: str, at: int, last: Citation[InView] | None, line: int) -> str | None:
    """The type of a list's head or of the member before: "các Nghị quyết số 57-NQ/TW, 59-NQ/TW"."""
    if last and last.span.start >= line and re.fullmatch(r"[ ,;)]*(?:và |đến )?(?i:số)?:? ?", view[last.span.end : at]):
        return last.type
    return None


def _tail(view: str, at: int, number: str, here: str | None) -> tuple[int, PartialDate | None, tuple[Name, ...]]:
    """Where the mention ends after its date and issuers, in either order."""
    date: PartialDate | None = None
    issuers: tuple[Name, ...] = ()
    for _ in range(2):
        dated = _patterns().date.match(view, at) if date is None else None
        if dated:
            date, at = dates.read(dated[1]), dated.end()
        issued = promulgators.behind(view, at) if not issuers else None
        if issued and issued.among and not numbers.joint(number):
            issued = None
        if issued is None and not issuers and (end := promulgators.unlisted_end(view, at)):
            issuers, at = promulgators.named(view[at:end].partition("của ")[2], here), end
        elif issued:
            issuers, at = promulgators.named(issued.words, here), issued.end
            most = max(len(load().issuers_of_number(number)), numbers.joint(number))
            while issuers and len(issuers) < most and (more := promulgators.FURTHER.match(view, at)):
                if (body := bodies.printed().match(view, more.end())) is None:
                    break
                issuers, at = (*issuers, *promulgators.named(body[0], here)), body.end()
    return at, date, issuers
