"""Who a sentence charges, by parse and not by position: clauses in front are split off, and the first bodies that a predicate follows are it.

Forms: "Sở X chủ trì …", "Để giữ rừng, các sở, ngành …", "Sở X, trên cơ sở đề nghị của các xã, trình …", "Giám đốc Sở X (Chi cục Y) có trách
nhiệm …", "UBND tỉnh yêu cầu các sở, ngành …". A verb is an open class: what is known to be one makes the reading sure, any other word
makes it possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from graph.extract.tasks import openings, runs
from graph.language import charges, offices, schedules
from graph.language.compiled import compiled
from graph.language.lexicon import LOWER, UPPER, any_of
from graph.model import Assignee, InView

WINDOW = 700  # characters in which a subject is looked for
SURE, FAIR, LIKELY, POSSIBLE = 0.9, 0.8, 0.75, 0.6


class Subject(NamedTuple):
    """Who is charged, how sure that reading is, whether by words that charge ("giao", "yêu cầu"), where its
    sentence and its predicate begin in the text."""

    bodies: tuple[Assignee[InView], ...]
    certain: float
    asked: bool
    begin: int
    end: int


_NOTE = re.compile(r"(?:\[\d{1,3}\]|[-–+•*]|Bước \d{1,2} ?[.:]) ?(?=[^\W\d])")
"""The number of a foot note or of a step, or a mark below another one, before a sentence: "[17] Các đơn vị …", "Bước 2: Sở …"."""
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCES = re.compile(rf"(?<=[{LOWER}][.;]) (?=[{UPPER}])")


def find(text: str, start: int, here: str | None) -> Subject | None:
    """The subject of a text's first sentence that has one; positions of its bodies count from `start`.

    >>> found = find("Để giữ nước, các sở, ngành và Sở Y tế đắp đập.", 0, "tỉnh Lào Cai")
    >>> [a.group or a.name for a in found.bodies], found.certain < find("Sở Y tế chủ trì đắp đập.", 0, None).certain
    (['departments', 'Sở Y tế tỉnh Lào Cai'], True)
    >>> [a.name for a in find("UBND tỉnh yêu cầu Sở Y tế gửi sổ.", 0, "tỉnh Lào Cai").bodies]
    ['Sở Y tế tỉnh Lào Cai']
    >>> find("Sổ của Sở Y tế được giữ ở kho.", 0, None) is None
    True
    """
    if note := _NOTE.match(text):
        found = find(text[note.end() :], start + note.end(), here)
        return found and found._replace(begin=found.begin and found.begin + note.end(), end=found.end + note.end())
    window = text[:WINDOW] if len(text) <= WINDOW else text[:WINDOW].rpartition(". ")[0] or text[:WINDOW]
    if not _LETTER.match(window):
        return None
    return _of(window, start, here) or _each(window, start, here) or _scheduled(window, start, here)


def _scheduled(window: str, start: int, here: str | None) -> Subject | None:
    """The subject behind a label or a time that a line of a schedule opens with: "Vòng hai: tháng 9/2026, Sở Y tế chấm thi"."""
    opening = schedules.opening(window)
    if opening is None:
        return None
    words = window[opening.end].upper() + window[opening.end + 1 :]
    found = _of(words, start + opening.end, here)
    if found is None or found.begin:
        return None
    before = words[: found.bodies[0].span.start - start - opening.end]
    clause = not found.asked and not _no_words().fullmatch(before)
    return None if clause else found._replace(end=found.end + opening.end)


_ALL = "Các "


@lru_cache(maxsize=1)
def _each_of() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('tasks', 'each_of')}) (?=[^\W\d])")


def _each(window: str, start: int, here: str | None) -> Subject | None:
    """The subject of a sentence that charges each of a group: "Từng địa phương phải đăng ký …", read as "Các địa phương …". Persons are
    none: "Mỗi cán bộ phải …"."""
    each = _each_of().match(window)
    if each is None:
        return None
    by = each.end() - len(_ALL)
    words = _ALL + window[each.end() :]
    found = _of(words, start + by, here)
    if found is None or found.begin or not all(a.group for a in found.bodies):
        return None
    first = start + each.end()
    bodies = tuple(
        replace(a, span=InView(start, a.span.end), words=window[: a.span.end - start]) if a.span.start < first else a
        for a in found.bodies
    )
    return found._replace(bodies=bodies, end=found.end + by)


def asked_by(issuer: str, found: Subject, text: str, start: int, here: str | None) -> Subject | None:
    """Whom the issuer of a text asks, where it is itself the subject found: "Sở X yêu cầu Công ty Y …"; the subject found otherwise.

    >>> text = "Sở Y tế yêu cầu Công ty Thoát nước Năm Căn nạo vét cống."
    >>> [a.name for a in asked_by("Sở Y tế", find(text, 0, None), text, 0, None).bodies]
    ['Công ty Thoát nước Năm Căn']
    """
    if [a.name for a in found.bodies] != [issuer] or not _charges().match(text[found.end :]):
        return found
    behind = find(text[found.end :], start + found.end, here)
    return behind._replace(begin=found.begin, end=found.end + behind.end) if behind else None


def further(text: str, start: int, here: str | None, first: Subject) -> tuple[Assignee[InView], ...]:
    """The bodies that a sentence charges besides those of its first subject, each at the beginning of a clause of its own.

    >>> text = "Các sở, ngành gửi sổ; trường hợp thiếu sổ, Sở Y tế báo cáo UBND tỉnh; trình Chính phủ."
    >>> [a.name for a in further(text, 0, None, find(text, 0, None))]
    ['Sở Y tế']
    """
    known = {a.group or a.name for a in first.bodies}
    found: list[Assignee[InView]] = []
    for clause in re.finditer(r"(?<=; )[^;]+", text):
        words = clause[0].partition(". ")[0]
        if bracketed(text, clause.start()):
            continue
        second = find(words[:1].upper() + words[1:], start + clause.start(), here)
        if second and second.begin == 0 and second.certain >= FAIR:
            found += [a for a in second.bodies if (a.group or a.name) not in known]
            known |= {a.group or a.name for a in second.bodies}
    return tuple(found)


def bracketed(text: str, at: int) -> bool:
    """Whether a position of a text stands within brackets or quotation marks."""
    before = text[max(at - 3 * WINDOW, 0) : at]
    return before.count("(") > before.count(")") or before.count("“") > before.count("”")


def _of(window: str, start: int, here: str | None) -> Subject | None:
    """The subject among the runs of bodies: the first that may open a sentence and that a predicate follows."""
    where = openings.charged(window)
    if where == "nowhere":
        return None
    issued = False
    for members in runs.of(window, here, first=where == "first"):
        run = _behind_clause(members, window)
        before = _sentence(window, run[0].span.start)
        asking = _asking().search(before)
        front = before[: asking.start()] if asking else before
        opened = issued or (_opens(front) and not _told_to().search(front))
        issued = opened and _issues(run) and bool(_charges().match(window[max(a.span.end for a in run) :]))
        if opened and not issued and (found := _charged(run, window, start, begin=len(before), asked=bool(asking))):
            return found
        if where == "first" and not issued:
            return None
    return None


def _charged(run: list[Assignee[InView]], window: str, start: int, *, begin: int, asked: bool) -> Subject | None:
    """Bodies as a subject where a predicate follows them, `begin` characters behind the beginning of their sentence."""
    first, last = run[0].span.start, max(a.span.end for a in run)
    person = _person().match(window, last)
    last = person.end() if person else last
    groups = {a.group for a in run if a.group}
    certain, length = _predicate(window[last:], asked=asked, group=bool(groups), placed=groups <= _PLACED)
    if certain == SURE and not asked and not known(run) and not _owing().match(window[last + length :]):
        certain = FAIR
    if not certain or len(window) - last - length <= 6:
        return None
    moved = tuple(charges.moved(a, start) for a in run)
    return Subject(moved, certain, asked, first - begin, last + length)


def known(run: Sequence[Assignee[InView]]) -> bool:
    """Whether somebody is charged who is a body, or a group of a certain kind."""
    return any(a.group != "other" and not _PLAIN.fullmatch(a.words) for a in run)


def named(run: Sequence[Assignee[InView]]) -> bool:
    """Whether all who are charged are bodies, or the committees of a level: "Ủy ban nhân dân cấp xã"."""
    return all(a.body or a.group in _LEVELS for a in run)


def committees(run: Sequence[Assignee[InView]]) -> bool:
    """Whether all who are charged are the committees of a level, named so: "Ủy ban nhân dân cấp xã", not "các xã"."""
    return all(a.group in _LEVELS and a.words[:1] in "UỦ" for a in run)


_LEVELS = ("provinces", "districts", "communes")


_PLAIN = re.compile(r"(?i:(?:các )?(?:cơ quan|đơn vị|tổ chức))")
"""Units of which nothing is said: they are some group, of whatever kind."""


def obliged(after: str) -> bool:
    """Whether what follows a body's name says that it has to do it: "phải", "có trách nhiệm"."""
    return after.startswith("phải ") or bool(_owing().match(after))


def _behind_clause(members: list[Assignee[InView]], window: str) -> list[Assignee[InView]]:
    """The bodies less the first ones, where these are part of the clause in front: "… thuộc Nghị quyết của Chính phủ, | các bộ, ngành
    báo cáo"; all of them where a comma parts them from the predicate, as in "theo đề nghị của Sở X, các xã, trình …"."""
    whole = window.startswith(",", max(a.span.end for a in members))
    if whole or not _within().search(window[: members[0].span.start]):
        return members
    for n, a in enumerate(members[1:], 1):
        parted = window[members[n - 1].span.end : a.span.start].startswith(",")
        if parted and (a.words[:1].isupper() or a.words.startswith("các ")):
            return members[n:]
    return members


@lru_cache(maxsize=1)
def _within() -> re.Pattern[str]:
    """Words before a body that make it part of the clause in front, not the first of the list: "theo đề nghị của Sở X, các xã …"."""
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'within')}) $")


def _sentence(window: str, at: int) -> str:
    """What of the words before a name that begins at a position is of the same sentence. A name right behind a semicolon begins none."""
    if window.endswith("; ", 0, at):
        return _SENTENCES.split(window[:at])[-1]
    before = _SENTENCES.split(window[: at + 1])[-1][:-1]
    _, mark, clause = before.rpartition("; ")
    return clause if mark and _asking().match(clause) else before


def _opens(before: str) -> bool:
    """Whether nothing but a clause in front, or words that are part of a name, stands before the bodies."""
    return bool(_no_words().fullmatch(before) or _front().fullmatch(before))


_PLACED = {"provinces", "districts", "communes", "localities"}
"""Groups of which it is said what they have: "các xã có đê | rà soát"."""


@lru_cache(maxsize=1)
def _told_to() -> re.Pattern[str]:
    """A verb before bodies that makes them its object: "Nếu thiếu sổ, kịp thời báo cáo | Sở Y tế"."""
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'objects')}) $")


def _predicate(after: str, *, asked: bool, group: bool, placed: bool) -> tuple[float, int]:
    """How sure what follows the bodies is what they are to do, and where it begins."""
    plain = _bracketed().match(after)
    fair: tuple[float, int] | None = None
    for pattern in (_bracketed(), _at_time(), _beside()):
        skipped = pattern.match(after)
        words = after[skipped.end() if skipped else 0 :].lstrip(" ,")
        at = len(after) - len(words)
        if charges.leads_on().match(words):
            ground = _ground().match(words)
            if _verbs("binding").match(words, ground.end() if ground else 0):
                return (SURE, at)
            fair = fair or (FAIR, at)
    if fair:
        return fair
    if (
        group
        and (match := _further().match(after))
        and (match.lastindex != 3 or placed)
        and not _noun().search(match[match.lastindex or 0])
    ):
        return (SURE if match.lastindex != 3 else FAIR, match.end(match.lastindex or 0))
    if asked and _word().match(words):
        return (LIKELY, at)
    if _quota().match(words):
        return (0.0, 0)
    if charges.announces(words) and at < len(after):
        return (FAIR, at)
    if _verbs("acting").match(words):
        return (FAIR, at)
    if words.startswith(":") and len(words) > 12:
        return (LIKELY, at + 1)
    if obliged(words):
        return (FAIR, at)
    if _word().match(words) and not _no_verb().match(words) and (plain is None or plain.end() == 0 or at > plain.end()):
        return (POSSIBLE, at)
    return (0.0, 0)


@lru_cache(maxsize=1)
def _at_time() -> re.Pattern[str]:
    """When, between the bodies and their predicate: "Sở X | trong quý II/2026 | rà soát"."""
    return re.compile(rf"(?: ?\([^)]*\))?,?(?: (?:{any_of('tasks', 'time_between')})(?!\w),?)?")


@lru_cache(maxsize=1)
def _no_words() -> re.Pattern[str]:
    """What may stand before the first name: offices ("Giám đốc"), "các", words between sentences ("Đồng thời,")."""
    return compiled(
        rf"(?:[ ,;/]|{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}|{any_of('tasks', 'linking')}|{offices.holder()})*"
    )


@lru_cache(maxsize=1)
def _front() -> re.Pattern[str]:
    """A clause in front of the subject, to its comma; after "nếu", "khi" the comma may be missing."""
    tail = rf"(?: ?(?:{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}|{any_of('tasks', 'linking')}))* ?"
    return compiled(
        rf"(?:(?:{any_of('tasks', 'linking')}),? )?(?:(?:{any_of('tasks', 'fronted')})\b.*[,;:] ?{tail}|[{UPPER}][^:;.]{{3,110}}: {tail}|(?:{any_of('tasks', 'in_course')}).*{tail}|(?:{any_of('tasks', 'rated')}) {tail})"
    )


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """Words that charge, at the end of what stands before the bodies."""
    return compiled(
        rf"(?i:(?<!\w)(?:{any_of('tasks', 'charging')})(?: cho)?(?:(?: các)? đồng chí)?)"
        rf"(?: ?(?:{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}|{offices.holder()}))* ?$"
    )


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    """What may stand between the bodies and their predicate: brackets, what is said of the bodies, a clause between commas."""
    return compiled(
        rf"(?: ?\([^)]*\))?(?: (?:{any_of('tasks', 'qualifiers')})[^,;:.]{{0,90}}?(?=,| (?:{any_of('tasks', 'leading')})\b))?"
        rf"(?: ?\([^)]*\))?(?:, (?:{any_of('tasks', 'inserted')}) [^;:.]{{3,200}}?,)?"
        rf"(?:(?: khác)? (?:{any_of('tasks', 'in_scope')}) [^;:.]{{3,120}}?,(?= (?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'leading')})\b))?"
        rf"(?: (?:{any_of('tasks', 'partners')}) [^;:.]{{3,120}}?(?= (?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'leading')})\b))?"
    )


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    """Who holds the office that stands before: "Phó Chủ tịch UBND tỉnh | Nguyễn Văn An"."""
    return compiled(rf" (?:{offices.person()})")


@lru_cache(maxsize=1)
def _ground() -> re.Pattern[str]:
    """On what ground, between the bodies and their predicate: "Sở X | căn cứ chỉ tiêu được giao, | ban hành kế hoạch"."""
    return compiled(rf"(?:{any_of('tasks', 'inserted')}) [^;:.]{{3,160}}?, (?={_verbs('binding').pattern})")


@lru_cache(maxsize=1)
def _bracketed() -> re.Pattern[str]:
    return compiled(r"(?: ?\([^)]*\))?")


@lru_cache(maxsize=1)
def _owing() -> re.Pattern[str]:
    return compiled(any_of("tasks", "owing"))


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    """What describes a group further, up to a verb that binds: "các doanh nghiệp | chế biến sò trên địa bàn | chủ động …"."""
    owing = rf"(,? [^;:.]{{0,140}}? )(?:{any_of('tasks', 'owing')})"
    having = rf"( có [^,;:.()]{{3,70}}? )(?=(?:{any_of('tasks', 'leading')}|hoàn thành|bàn giao)(?!\w)[^:]*$)"
    said = r"(?:(?! được (?!giao|phân|yêu|đề|lấy|mời|ủy|chỉ|cấp|phép))[^,;:.()]){0,90}?"
    return compiled(
        rf"(?! (?:{any_of('tasks', 'told')})\b)(?:( {said} )(?={_verbs('binding').pattern})|{owing}|{having})"
    )


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    """What makes a noun of the verb behind it: "vai trò của các sở trong | triển khai …"."""
    return compiled(rf" (?:{any_of('tasks', 'before_nouns')}) $")


@lru_cache(maxsize=2)
def _verbs(section: str) -> re.Pattern[str]:
    """A verb of a section, with its adverbs before it: of those that bind ("binding") a body as subject is charged wherever the sentence
    stands, others ("acting") only make the reading fair."""
    return compiled(rf"(?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', section)})(?!\w)")


@lru_cache(maxsize=1)
def _quota() -> re.Pattern[str]:
    """How many of something each of the bodies has, which is no work: "Ban bầu cử: không quá 02 cá nhân"."""
    return compiled(rf"[: ]*(?i:{any_of('tasks', 'quotas')})")


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return compiled(r"[a-zđà-ỹ]{2,}")


@lru_cache(maxsize=1)
def _no_verb() -> re.Pattern[str]:
    """Words that go on with a name or tell of what was: no predicate that gives work."""
    return compiled(rf"(?:{any_of('tasks', 'no_verb')})\b")


def _issues(run: list[Assignee[InView]]) -> bool:
    """Whether the bodies are those that ask others: a committee or its head, not a department."""
    return len(run) == 1 and run[0].body is not None and run[0].body.tier < 7


@lru_cache(maxsize=1)
def _charges() -> re.Pattern[str]:
    """What an issuer does with those that it charges: "yêu cầu", "giao", "cũng đề nghị"."""
    return compiled(rf"(?i:[ ,]*(?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'charging')})\b)")
