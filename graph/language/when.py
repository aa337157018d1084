"""The time that a sentence sets for its own work -> Deadline.

Forms: "hoàn thành trước ngày 30/6/2026", "trong quý III, IV năm 2026", "từ nay đến năm 2028", "(Quý I/2026)", "đến hết quý II hoàn thành",
"định kỳ trước ngày 01/6 và 15/11 hằng năm", "02 lần/năm", "thường xuyên rà soát", "trước ngày 20 của tháng", "trong thời hạn 10 ngày kể từ ngày nhận đủ hồ sơ", which is
kept as words. Of several days the last counts, and how often the work
is done stands beside it. A time that only describes a thing ("quy hoạch đến năm 2030", "kế hoạch hằng năm") sets none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import schedules, times
from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
from graph.language.folding import fold, printed, tidy
from graph.language.lexicon import any_of
from graph.model import Deadline

_DIGIT = re.compile(r"\d")
"""Without one no span of days is named."""
_YEAR = re.compile(r"(?:19|20)\d\d|\d/\d|\d tháng \d")
"""Without a year, or a day and a month, no time is named."""


def in_prose(text: str) -> Deadline | None:
    """The time that a task's own wording sets, None where it sets none. Years that only describe ("quy hoạch đến năm 2030") do not count.

    >>> in_prose("Rà soát bến bãi, hoàn thành trong tháng 6/2026.").due
    PartialDate(year=2026, month=6, day=30)
    >>> [in_prose(words).due.day for words in ("Gửi sổ trước 15/12/2026.", "Đếm từ ngày 01/6 đến ngày 16/6/2026.")]
    [15, 16]
    >>> in_prose("Hàng năm tổng hợp, báo cáo.").recurrence, in_prose("Phát triển đô thị đến năm 2030.")
    ('Annual', None)
    >>> in_prose("Trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ, Sở Y tế trả lời.").raw
    'Trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ'
    >>> both = in_prose("Hằng năm đo bãi bồi. Đến năm 2028, hoàn thành bản đồ."); str(both.due), both.recurrence
    ('2028-12-31', 'Annual')
    >>> in_prose("Gửi trong Quý IV/2018.").raw, in_prose("Báo cáo Hằng năm.").raw
    ('trong Quý IV/2018', 'Hằng năm')
    """
    folded = fold(text)
    places = _begun().places(folded)
    habits = [(m[0].strip(" .;:,()"), m.start()) for m in places.finditer("habit") if not _describes(folded, m)]
    rate = times.most_binding(filter(None, (times.recurs(habit) for habit, _ in habits)))
    named = places.finditer("dated") if _YEAR.search(folded) else ()
    dated = [_told(m) for m in named if not _of_a_thing(folded, m)]
    if not dated and (opening := schedules.opening(text)):
        dated = [(fold(opening.time), folded.find(fold(opening.time)))]
    read = [_as_printed(found, text, *each) for each in dated if (found := times.read(each[0]))]
    if not read:
        raw = next((printed(text, *each) for each in habits if times.recurs(each[0]) == rate), None)
        span = next(places.finditer("span"), None) if raw is None and _DIGIT.search(folded) else None
        if raw is None and span:
            return Deadline(printed(text, span[0], span.start()))
        return Deadline(raw, recurrence=rate) if raw else None
    if rate == "Periodic" and not any(d.due or d.start for d in read):
        rate = "Annual"  # a day without its year comes once a year
    last = max(read, key=lambda d: (d.due is not None, str(d.due)))
    first = next((d.start for d in read if d.start and not d.due and str(d.start) < str(last.due)), None)
    return Deadline(last.raw, last.start or first, last.due, rate or last.recurrence)


def yearless(text: str) -> str | None:
    """The last day or month in words that is set without its year, as printed; None where each has its year or comes again.

    >>> yearless("Gửi sổ trước 17 giờ ngày 23/4."), yearless("Sửa cống, xong trong tháng 5."), yearless("Gửi trước ngày 5/4 hằng năm.")
    ('trước 17 giờ ngày 23/4', 'trong tháng 5', None)
    """
    folded = fold(text)
    found = list(_yearless().finditer(folded)) if _DIGIT.search(folded) or "quý" in folded else []
    return printed(text, found[-1][0], found[-1].start()) if found else None


@lru_cache(maxsize=1)
def _yearless() -> re.Pattern[str]:
    day = r"(?:ngày )?\d{1,2}(?: ?/ ?\d{1,2}(?!\d)| tháng \d{1,2}(?!\d))|ngày \d{1,2}(?= tháng)"
    part = r"(?:(?:hết|cuối|đầu|giữa) )*"
    clock = r"(?:\d{1,2} ?(?:h|giờ|g)(?: ?\d{1,2})?(?: ?(?:'|phút))?,? )?"
    again = r"(?!,? ?(?:[/.-] ?\d|năm|hằng|hàng|mỗi|của|và \d|đến))"
    until = rf"(?:{any_of('times', 'until')}|đến|hoàn thành)"
    more = r"(?:(?:,| và) (?:(?:tháng )?\d{1,2}(?![\d/])|(?:quý )?[ivx]+(?!\w)))*"
    return compiled(
        rf"(?<!\w){until} {clock}{part}(?:{day}|tháng \d{{1,2}}(?!\d){more}|quý [ivx]+(?!\w){more}){again}",
        re.IGNORECASE,
    )


def heading(words: str) -> Deadline | None:
    """The time that a heading is, with no more than neutral words beside it: when all below it is done.

    >>> [str(heading(words).due) for words in ("Nhiệm vụ trong quý III/2026", "Giai đoạn 1 (2026 - 2027):", "Hoàn thành trong năm 2026")]
    ['2026-09-30', '2027-12-31', '2026-12-31']
    >>> heading("Nhiệm vụ thường xuyên").recurrence, heading("Kết quả năm 2025"), heading("Nhiệm vụ cụ thể")
    ('Ongoing', None, None)
    """
    found = _patterns().heading.fullmatch(fold(words).strip(" .:;*"))
    time = times.read(found["time"]) if found else None
    return _as_printed(time, words, found["time"]) if found and time else None


def alone(words: str) -> Deadline | None:
    """The time that a line is which names no work: "Hoàn thành trong quý II/2026.", not "Thực hiện nhiệm vụ năm 2026."

    >>> str(alone("Hoàn thành trong quý II/2026.").due), alone("Thực hiện các nhiệm vụ trong năm 2026.")
    ('2026-06-30', None)
    """
    found = heading(words)
    return None if found is None or _working().search(fold(words)) else times.read(words)


def caption(words: str) -> Deadline | None:
    """The time that a caption of a table is, as a heading is one; with a word for work or for its end beside it, so that the period in a
    title is none.

    >>> str(caption("DANH MỤC NHIỆM VỤ HOÀN THÀNH TRONG NĂM 2026").due), caption("Giai đoạn 2026 - 2030")
    ('2026-12-31', None)
    """
    return heading(words) if _working().search(fold(words)) or _ending().search(fold(words)) else None


@lru_cache(maxsize=1)
def _working() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('times', 'work')})(?!\w)")


@lru_cache(maxsize=1)
def _ending() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('times', 'finishing')})(?!\w)")


def _told(match: re.Match[str]) -> tuple[str, int]:
    """The words of a time and where they begin; of work with its time those of the time."""
    name = next((name for name in ("since", "up_to", "beside", "onward", "over") if match[name]), None)
    return (match[name], match.start(name)) if name else (match[0].strip(" ("), match.start())


def _as_printed(time: Deadline, text: str, words: str, at: int = 0) -> Deadline:
    """A time that was read from folded words, with the letters that the text prints."""
    return replace(time, raw=tidy(printed(text, words, at)).strip(" .;"))


def _describes(folded: str, habit: re.Match[str]) -> bool:
    """Whether a habit says of which kind a thing is, or tells of a state, not how often the work is done: "kế hoạch hằng năm", "kinh phí
    chi thường xuyên", "nơi thường xuyên bị ngập"."""
    start = habit.start() + len(habit[0]) - len(habit[0].lstrip(" .;,("))
    if re.match(rf" ?(?:{any_of('times', 'states')})(?!\w)", folded[habit.end() : habit.end() + 60]):
        return True
    if folded.startswith("định kỳ", start):
        return False
    near = max(start - 60, 0)
    thing = _thing().search(folded[near:start])
    if thing is None:
        return False
    return folded.startswith("thường xuyên", start) or not _assessed().search(folded[near : near + thing.start()])


@lru_cache(maxsize=1)
def _assessed() -> re.Pattern[str]:
    """What is told of a thing, right before it: "kết quả thực hiện kế hoạch" is reported each year, the plan is not one for each year."""
    return compiled(rf"(?<!\w)(?:{any_of('times', 'assessed')})(?: [^\s,;.]+){{0,4}} ?$")


@lru_cache(maxsize=1)
def _thing() -> re.Pattern[str]:
    """A thing right before a habit, with what is said of it; behind a modal verb the habit is that of the verb."""
    said = rf"(?: (?!và|(?:{any_of('times', 'modal')})(?!\w))[^\s,;.]+){{0,8}}"
    return compiled(rf"(?:{any_of('times', 'things')})(?!\w){said} ?$")


_CLAUSE = 600
"""Characters before a time that can say what it is of."""


def _of_a_thing(folded: str, time: re.Match[str]) -> bool:
    """Whether a time belongs to a thing that the clause is about and not to the work: "Đối với việc làm trong năm 2026, …"."""
    begins = max(folded.rfind(mark, max(time.start() - _CLAUSE, 0), time.start()) for mark in (". ", "; ")) + 1
    clause = folded[max(begins, time.start() - _CLAUSE) : time.start()]
    return bool(re.search(rf"(?:{any_of('times', 'about')})(?!\w)[^,]*$", clause))


class _Patterns(NamedTuple):
    dated: re.Pattern[str]
    habit: re.Pattern[str]
    heading: re.Pattern[str]
    span: re.Pattern[str]


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({name: getattr(_patterns(), name) for name in ("dated", "habit", "span")})


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/times.yaml` in the forms that a sentence gives a time."""
    words = partial(any_of, "times")
    year = r"(?:19|20)\d{2}"
    more = r"(?: ?[,/-] ?| và )"
    quarter = (
        rf"quý ?(?:[ivx]+|[1-4])(?:{more}(?:quý )?(?:[ivx]+|[1-4])(?!\d))* ?(?:[/-]|năm|của năm|,)? ?(?:năm )?{year}"
    )
    others = r"(?:(?:các|hai|ba|bốn|0?[2-9]) ngày \d{1,2}(?:, ?\d{1,2})*(?:, ?| và )|(?:ngày )?)"
    day = rf"{others}\d{{1,2}}(?: ?[/.-] ?\d{{1,2}} ?[/.-] ?| tháng \d{{1,2}},? năm ){year}"
    month = rf"tháng ?\d{{1,2}}(?:{more}(?:tháng )?\d{{1,2}}(?!\d))* ?(?:[/-]|năm|,) ?(?:năm )?{year}"
    half = rf"(?:0?6|sáu) tháng (?:đầu|cuối) năm {year}"
    years = rf"(?:học k[ỳì] ?(?:i{{1,2}}|[12]),? )?năm (?:học )?{year}(?:(?: ?[,-] ?| và | đến )(?:năm )?{year})*"
    part = r"(?:(?:đầu|giữa|cuối) )?"
    point = rf"(?:các )?(?:{part}(?:{quarter}|{month}|{years})|{day}|{half}|giai đoạn {year} ?- ?{year})"
    loose = rf"(?:quý|tháng|ngày|năm) [^.;,)]{{0,24}}?{year}"
    partial_day = r"(?:\d{1,2}/\d{1,2}(?![/\d])|\d{1,2} tháng \d{1,2}(?!,? năm \d|[/\d]))"
    clock = r"(?:\d{1,2} ?(?:h|giờ|g) ?\d{0,2} ?(?:'|phút)?,? )?"
    finishing = rf"(?:(?:{words('finishing')})[^.;]{{0,60}}? )"
    begin = rf"(?:{point}|(?:ngày )?\d{{1,2}}[/.]\d{{1,2}}|(?:ngày )?\d{{1,2}} tháng \d{{1,2}}|(?:tháng|quý) [\divx]+|(?:ngày )?\d{{1,2}}(?= (?:đến|tới) |-)|nay)"
    to = r"(?:đến|tới|-)(?: (?:hết|cuối|trước))?"
    clause, end = r"(?:(?<=^)|(?<=[.;,] ))", r"(?=[.;,)]|$)"
    striving = rf"(?:{clause}|(?<!\w)(?:{words('striving')}),? )"
    rate = r"(?:thường xuyên|liên tục|định kỳ|(?:hằng|hàng) (?:năm|quý|tháng|tuần|ngày))"
    last = rf"(?:{words('terms')})[^.;:,]{{0,40}}(?:: ?| là )"
    dated = (
        rf"từ {begin} ?{to} ?(?:{point}|{year})",
        rf"(?:{finishing}|(?<!\w)(?:{words('acts')}) (?:[^.;,]{{0,60}}? )?)vào {point}",
        rf"{finishing}?(?<!\w)(?:{words('until')}) {clock}(?!(?<=vào )(?:cuối )?năm )(?:{point}|{loose})(?: và {point})?(?: {words('onward')})?",
        rf"{finishing}đến (?:hết )?(?:{day}|{month}|{quarter})",
        rf"{striving}(?:đến|tới) (?:hết )?{point},?(?= (?:phải |cơ bản |sẽ )*(?:{words('finishing')}|{words('reached')}))",
        rf"(?<!\w)(?:{words('at_once')}) (?:(?:{words('until')}) )?(?:{part}(?:{quarter}|{month}|năm {year})|{day}|{half}|giai đoạn {year} ?- ?{year}){end}",
        rf"(?<!\w)(?:{words('sums')})[^.;]{{0,40}}năm {year}[^.;]{{0,40}}(?:{words('sums')})[^.;]{{0,30}}năm {year}",
        rf"(?<!\w)(?:{words('delivering')}) [^.;]{{0,80}}?(?:tại|trong|vào) (?:các )?(?:{words('sittings')})[^.;,]{{0,30}}? {point}",
        rf"{last}(?:(?:{words('until')}) )?{point}",
        rf"{clause}trước mắt,? (?:trong )?{point}",
        rf"trong (?:\d{{1,2}}|hai|ba|bốn|năm) năm \(?{year} ?(?:[,-]|và|đến) ?{year}",
        rf"{clause}(?:đến|tới) (?:hết )?(?:{day}|{month}|{quarter})(?=,)",
        rf"(?:(?<=^)|(?<=[.;] ))(?:(?:trong )?{point}|trong giai đoạn {year} ?- ?{year})(?=[,:])|(?:(?<=^)|(?<=[.;] ))giai đoạn {year} ?- ?{year}",
        rf"(?:(?<=^)|(?<=[.;] ))(?:{quarter}|{month}|{years})(?= (?!(?:{words('of_times')})(?!\w))[^\W\d])",
        rf"\((?:thực hiện |thời gian:? |dự kiến:? )?(?:trong |vào )?(?!các năm|năm){point}(?=\))|\([^()\d]{{3,120}}, (?P<beside>(?:trong )?(?:{quarter}|{month}))(?=\)[ .;]*$)|\((?:{point}|(?<!năm \()(?:từ )?{year}-{year})(?=\)[ .;]*$)",
        rf"(?<!\w)(?:{words('delivering')}) [^.;,]{{2,80}}?(?<!\d) (?:{quarter}|{month}){end}",
        rf"(?:{words('starting')}) (?:đầu )?{point}(?: trở đi)?",
        rf"(?<!\w)(?:{words('applying')}) (?:[^.;,]{{1,60}}? )?(?P<since>từ {point}(?: trở đi)?){end}",
        rf"{clause}(?:{words('achieving')}) (?:(?!(?:{words('planned')})(?!\w))[^.;,]){{2,120}}? (?P<up_to>(?:đến|tới) (?:hết )?năm {year}){end}",
        rf"(?<!\w)(?<!tính )(?<!kể )(?<!lũy kế )(?<!hiệu lực )(?<!thời hạn )đến (?:hết )?{day}{end}",
        rf"(?:hằng|hàng) năm,? (?P<over>(?:trong |từ )?(?:giai đoạn |năm )?{year} ?- ?{year}){end}",
        rf"(?:vào|trong) (?:kỳ|đợt|dịp) [^.;,]{{0,24}}?(?:{month}|{quarter})",
        rf"(?<=[^\W\d])-(?:{quarter}|{month}|{day})(?=[ .;]*$)|\[(?:{point})(?=\][ .;]*$)",
        rf"{clause}(?P<onward>từ (?:đầu )?(?:{quarter}|{month}|{day}|năm {year}))(?=,)",
        rf"(?:{words('before')}) (?:ngày )?{partial_day}(?:(?:, | và )(?:ngày )?{partial_day})*(?: (?:(?:hằng|hàng) năm|{words('next_year')}))?",
    )
    return _Patterns(
        dated=compiled("|".join(dated), re.IGNORECASE),
        habit=compiled(
            rf"(?:^|[.;:] ?)(?:(?:và|đồng thời) )?({words('habits_first')})\b|[,(] ?({words('habits_first')})\b(?! ?[.;,]|$)|\b({words('habits')})",
            re.IGNORECASE,
        ),
        heading=compiled(
            rf"(?:(?:{words('headings')})[ ,:(-]+)*"
            rf"(?P<time>(?:giai đoạn )?(?:(?:{words('until')}|{words('beginning')}|đến|tới) )?(?:{point}|{year} ?- ?{year}|từ {begin}|từ {year}(?= ))"
            rf"(?: {to} (?:{point}|{year}))?(?: {words('onward')})?|{rate}(?:(?:,| và)? {rate})*)\)?"
        ),
        span=compiled(
            rf"(?<!\w)(?:{words('spans')}),? (?:{words('events')}) (?=[^\W\d])[^.,;:()\n]{{2,240}}?(?= ?[.,;:()\n]| có trách nhiệm|$)"
            rf"|(?<!\w)(?!ít nhất|tối thiểu)(?:{words('spans')})(?<=ngày làm việc){end}",
            re.IGNORECASE,
        ),
    )
