"""Who a sentence charges, by parse and not by position: clauses in front are split off, and the first bodies that a predicate follows are it.

Forms: "Sở X chủ trì …", "Để giữ rừng, các sở, ngành …", "Sở X, trên cơ sở đề nghị của các xã, trình …", "Giám đốc Sở X (Chi cục Y) có trách
nhiệm …", "UBND tỉnh yêu cầu các sở, ngành …". A verb is an open class: what is known to be one makes the reading sure, any other word
makes it possible.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from graph.extract.tasks import lines
from graph.language import assignees, bodies, charges, collectives, kinds, own_names
from graph.language.lexicon import any_of
from graph.model import Assignee, InView

WINDOW = 700  # characters in which a subject is looked for
SURE, FAIR, LIKELY, POSSIBLE = 0.9, 0.8, 0.75, 0.6


_MEMBER = re.compile(r"(?:[,;]| và) $")
"""What stands before a further member of a list."""


class Subject(NamedTuple):
    """Who is charged, how sure that reading is, whether by words that charge ("giao", "yêu cầu"), where its
    sentence and its predicate begin in the text."""

    bodies: tuple[Assignee[InView], ...]
    certain: float
    asked: bool
    begin: int
    end: int


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
    window = text[:WINDOW] if len(text) <= WINDOW else text[:WINDOW].rpartition(". ")[0] or text[:WINDOW]
    if not re.match(r"[^\W\d_]", window):
        return None
    found = _of(_runs(window, here), window, start, here)
    if found is None and (_asked_first().match(window) or own_names.begins_list().match(window)):
        return _of(_runs(window, here, unlisted=True), window, start, here)
    return found


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
        second = find(words[:1].upper() + words[1:], start + clause.start(), here)
        if second and second.begin == 0 and second.certain >= FAIR:
            found += [a for a in second.bodies if (a.group or a.name) not in known]
            known |= {a.group or a.name for a in second.bodies}
    return tuple(found)


def _of(runs: list[list[Assignee[InView]]], window: str, start: int, here: str | None) -> Subject | None:
    """The subject among runs of bodies: the first that may open a sentence and that a predicate follows."""
    issued = False
    for run in runs:
        first, last = run[0].span.start, max(a.span.end for a in run)
        before = _sentence(window[:first])
        asking = _asking().search(before)
        front = before[: asking.start()] if asking else before
        opened = issued or _opens(front)
        issued = False
        if not opened:
            continue
        if _issues(run) and _charges().match(window[last:]):
            issued = True
            continue
        certain, length = _predicate(window[last:], asked=bool(asking), group=any(a.group for a in run))
        if certain == SURE and not asking and not _known(run) and not _owing().match(window[last + length :]):
            certain = FAIR
        if certain and len(window) - last - length > 6:
            moved = tuple(charges.moved(a, start) for a in run)
            return Subject(moved, certain, bool(asking), first - len(before), last + length)
    return None


def _known(run: list[Assignee[InView]]) -> bool:
    """Whether somebody is charged who is a body, or a group of a certain kind."""
    return any(a.group != "other" for a in run)


def _sentence(before: str) -> str:
    """What of the words before a name is of the same sentence."""
    return re.split(r"(?<=[a-zà-ỹđ][.;]) (?=[A-ZĐ])", before)[-1]


def _opens(before: str) -> bool:
    """Whether nothing but a clause in front, or words that are part of a name, stands before the bodies."""
    return bool(_no_words().fullmatch(before) or _front().fullmatch(before))


def _predicate(after: str, *, asked: bool, group: bool) -> tuple[float, int]:
    """How sure what follows the bodies is what they are to do, and where it begins."""
    plain = _bracketed().match(after)
    for pattern in (_bracketed(), _beside()):
        skipped = pattern.match(after)
        words = after[skipped.end() if skipped else 0 :].lstrip(" ,")
        at = len(after) - len(words)
        if charges.leads_on().match(words):
            return (SURE if _binding().match(words) else FAIR, at)
    if group and (match := _further().match(after)) and not _noun().search(match[1] or match[2]):
        return (SURE, match.end(1) if match[1] else match.end(2))
    if asked and _word().match(words):
        return (LIKELY, at)
    if _quota().match(words):
        return (0.0, 0)
    if words.startswith(":") and len(words) > 12:
        return (LIKELY, at + 1)
    if _word().match(words) and not _no_verb().match(words) and (plain is None or plain.end() == 0 or at > plain.end()):
        return (POSSIBLE, at)
    return (0.0, 0)


def _runs(window: str, here: str | None, *, unlisted: bool = False) -> list[list[Assignee[InView]]]:
    """The bodies in their order, those that only "và" and commas part together."""
    runs: list[list[Assignee[InView]]] = []
    reach = -1
    for a in sorted(_named(window, here, unlisted=unlisted), key=lambda a: (a.span.start, -a.span.end)):
        if a.span.start < reach and a.complete:
            continue
        between = window[reach : a.span.start]
        together = a.group == "related-units" and "cùng" in between  # those named before do it with these
        if runs and not together and _joining().fullmatch(between):
            runs[-1].append(a)
        else:
            runs.append([a])
        reach = max(reach, a.span.end)
    return runs


def _named(window: str, here: str | None, *, unlisted: bool = False) -> list[Assignee[InView]]:
    """All bodies and groups of a text, also those of kinds whose name no list holds, where a verb shows the end of their name."""
    known = assignees.read(window, here, whole=False, unlisted=unlisted, described=unlisted)
    taken = [a.span for a in known]
    for match in _unlisted().finditer(window):
        for begin, end in lines.pieces(match[1]) if kinds.of(match[1]) else [(0, len(match[1]))]:
            at = InView(match.start(1) + begin, match.start(1) + end)
            if any(s.start <= at.start < s.end for s in taken):
                continue
            listed = any(at.start < s.start < at.end and _MEMBER.search(window[: s.start]) for s in taken)
            words = window[at.start : at.end]
            if found := described(re.split(r"[,;]| và ", words)[0] if listed else words, at.start, here):
                known = [a for a in known if not (at.start <= a.span.start < found.span.end)]
                known.append(found)
    return known


@lru_cache(maxsize=1)
def _asked_first() -> re.Pattern[str]:
    """A sentence that begins with a verb of charging: a list of those charged follows, listed anywhere or not."""
    return re.compile(rf"(?:{any_of('tasks', 'charging')})\b", re.IGNORECASE)


def described(words: str, at: int, here: str | None) -> Assignee[InView] | None:
    """The body or group that a phrase with a head noun describes; its group follows from the head and what is said of it.

    >>> described("Các đơn vị được giao việc", 0, None).group, described("Cơ quan nhận đơn", 0, None).group
    ('related-units', 'other')
    >>> described("các doanh nghiệp muối ở bến", 0, None).group, described("Viện Giống cây", 0, None).name
    ('enterprises', 'Viện Giống cây')
    """
    span = InView(at, at + len(words))
    if group := collectives.group(words):
        return Assignee(span, words, group=group)
    if not kinds.with_own_name().match(words):
        return None
    name = bodies.name(words, here)
    return Assignee(span, words, name) if name else None


@lru_cache(maxsize=1)
def _unlisted() -> re.Pattern[str]:
    """A phrase that begins with a head noun of bodies, up to the verb that follows."""
    verb = rf"(?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'leading')})\b"
    head = rf"(?:Các|các) (?:{any_of('tasks', 'heads')})|Cơ quan|Đơn vị|cơ quan|đơn vị|{kinds.with_own_name().pattern}"
    return re.compile(rf"(?<!\w)((?:{head})[^.;:()\n]{{0,90}}?)(?=,? {verb})")


@lru_cache(maxsize=1)
def _joining() -> re.Pattern[str]:
    described = rf"[,;] (?:và )?(?:các )?(?:{any_of('tasks', 'heads')})\b[^,;:.()]{{0,45}}(?=[,;])"
    further = rf" (?:{any_of('tasks', 'qualifiers')})\b[^,;:.()]{{0,45}}(?=[,;]| và )"
    return re.compile(
        rf"(?:{described}|{further}|[ ,;/]|\([^)]{{0,120}}\)|{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')})*"
    )


@lru_cache(maxsize=1)
def _no_words() -> re.Pattern[str]:
    """What may stand before the first name: offices ("Giám đốc"), "các", words between sentences ("Đồng thời,")."""
    return re.compile(
        rf"(?:[ ,;/]|{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}|{any_of('tasks', 'linking')})*"
    )


@lru_cache(maxsize=1)
def _front() -> re.Pattern[str]:
    """A clause in front of the subject, to its comma; after "nếu", "khi" the comma may be missing."""
    tail = rf"(?: ?(?:{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}|{any_of('tasks', 'linking')}))* ?"
    return re.compile(
        rf"(?:(?:{any_of('tasks', 'linking')}),? )?(?:(?:{any_of('tasks', 'fronted')})\b.*[,;:] ?{tail}|[A-ZĐ][^:;.]{{3,110}}: {tail}|(?:{any_of('tasks', 'in_course')}).*{tail})"
    )


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """Words that charge, at the end of what stands before the bodies."""
    return re.compile(
        rf"(?i:(?<!\w)(?:{any_of('tasks', 'charging')})(?: cho)?)"
        rf"(?: ?(?:{any_of('tasks', 'joining')}|{any_of('tasks', 'offices')}))* ?$"
    )


@lru_cache(maxsize=1)
def _beside() -> re.Pattern[str]:
    """What may stand between the bodies and their predicate: brackets, what is said of the bodies, a clause between commas."""
    return re.compile(
        rf"(?: ?\([^)]*\))?(?: (?:{any_of('tasks', 'qualifiers')})[^,;:.]{{0,90}}?(?=,| (?:{any_of('tasks', 'leading')})\b))?"
        rf"(?: ?\([^)]*\))?(?:, (?:{any_of('tasks', 'inserted')}) [^;:.]{{3,200}}?,)?"
        rf"(?: (?:{any_of('tasks', 'partners')}) [^;:.]{{3,120}}?(?= (?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'leading')})\b))?"
    )


@lru_cache(maxsize=1)
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"(?: ?\([^)]*\))?")


@lru_cache(maxsize=1)
def _owing() -> re.Pattern[str]:
    return re.compile(any_of("tasks", "owing"))


@lru_cache(maxsize=1)
def _further() -> re.Pattern[str]:
    """What describes a group further, up to a verb that binds: "các doanh nghiệp | chế biến sò trên địa bàn | chủ động …"."""
    owing = rf"( [^;:.]{{0,140}}? )(?:{any_of('tasks', 'owing')})"
    return re.compile(
        rf"(?! (?:{any_of('tasks', 'told')})\b)(?:( [^,;:.()]{{0,90}}? )(?={_binding().pattern})|{owing})"
    )


@lru_cache(maxsize=1)
def _noun() -> re.Pattern[str]:
    """What makes a noun of the verb behind it: "vai trò của các sở trong | triển khai …"."""
    return re.compile(rf" (?:{any_of('tasks', 'before_nouns')}) $")


@lru_cache(maxsize=1)
def _binding() -> re.Pattern[str]:
    """Verbs of which a body as subject is charged wherever the sentence stands."""
    return re.compile(rf"(?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'binding')})\b")


@lru_cache(maxsize=1)
def _quota() -> re.Pattern[str]:
    """How many of something each of the bodies has, which is no work: "Ban bầu cử: không quá 02 cá nhân"."""
    return re.compile(rf"[: ]*(?i:{any_of('tasks', 'quotas')})")


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    return re.compile(r"[a-zđà-ỹ]{2,}")


@lru_cache(maxsize=1)
def _no_verb() -> re.Pattern[str]:
    """Words that go on with a name or tell of what was: no predicate that gives work."""
    return re.compile(rf"(?:{any_of('tasks', 'no_verb')})\b")


def _issues(run: list[Assignee[InView]]) -> bool:
    """Whether the bodies are those that ask others: a committee or its head, not a department."""
    return len(run) == 1 and run[0].body is not None and run[0].body.tier < 7


@lru_cache(maxsize=1)
def _charges() -> re.Pattern[str]:
    """What an issuer does with those that it charges: "yêu cầu", "giao", "cũng đề nghị"."""
    return re.compile(rf"(?i:[ ,]*(?:(?:{any_of('tasks', 'adverbs')}) )*(?:{any_of('tasks', 'charging')})\b)")
