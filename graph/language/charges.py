"""Who a sentence is about: the bodies that it charges, and those they are to work with.

Forms: "Giao Sở X chủ trì …", "Giám đốc Sở X có trách nhiệm …", "Trong quá trình thực hiện, các đơn vị phản ánh về …", "phối hợp với Sở Y, UBND
các xã …". `start` and `at` are where the words begin in the caller's text: the spans of
assignees count from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from graph.language import assignees, bodies, own_names
from graph.language.beginnings import Beginnings, small
from graph.language.compiled import compiled
from graph.language.folding import same_length
from graph.language.lexicon import any_of
from graph.model import Assignee, InView


def uncharged(text: str) -> str:
    """A sentence without the verb of charging that it begins with.

    >>> uncharged("Giao Sở Y tế lập sổ"), uncharged("Sở Y tế lập sổ")
    ('Sở Y tế lập sổ', 'Sở Y tế lập sổ')
    """
    given = _patterns().charging.match(text)
    return text[given.end() :] if given else text


def partners(text: str, start: int, leads: Sequence[Assignee[InView]], here: str | None) -> list[Assignee[InView]]:
    """The bodies that a duty is to be done with: "phối hợp với X, Y rà soát …"."""
    found: list[Assignee[InView]] = []
    names = {a.group or a.name for a in leads}
    p = _patterns()
    for match in p.partners.finditer(text):
        window = text[match.end() : match.end() + 420]
        reach = 0
        for a in _members(window, here):
            if not p.between.fullmatch(window[reach : a.span.start]):
                break
            reach = a.span.end
            if (a.group or a.name) not in names:
                names.add(a.group or a.name)
                found.append(moved(a, start + match.end()))
    helping = p.helping.search(text) if not found else None
    if helping and names_only(helping["who"], here):
        listed = assignees.read(helping["who"], here)
        found = [moved(a, start + helping.start("who")) for a in listed if (a.group or a.name) not in names]
    return found


def _members(words: str, here: str | None) -> list[Assignee[InView]]:
    """The bodies and groups in words, among them those that begin with no known kind where the next of a list is expected."""
    found = assignees.read(words, here, whole=False, unlisted=True, described=True)
    at = n = 0
    while gap := _patterns().between.match(words, at):
        if n < len(found) and found[n].span.start <= gap.end():
            at, n = max(at, found[n].span.end), n + 1
            continue
        end = own_names.end(words, gap.end(), any_head=True) if "." not in gap[0] else None
        name = bodies.name(words[gap.end() : end], here) if end else None
        if not end or not name or (n < len(found) and end > found[n].span.start):
            break
        found.insert(n, Assignee(InView(gap.end(), end), words[gap.end() : end], name))
    return found


class _Patterns(NamedTuple):
    charging: re.Pattern[str]
    partners: re.Pattern[str]
    helping: re.Pattern[str]
    between: re.Pattern[str]
    glue: re.Pattern[str]
    leads_on: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The words of `ontology/phrases/tasks.yaml` in the forms of a sentence that charges."""

    words = partial(any_of, "tasks")
    return _Patterns(
        charging=compiled(rf"(?:{words('charging')})(?: cho)?(?:(?: các)? đồng chí)? "),
        partners=compiled(rf"(?:{words('partners')}) ", re.IGNORECASE),
        helping=compiled(
            rf"chủ trì(?: thực hiện)?[,;] (?P<who>[^:;()]{{5,200}}?) (?:cùng )?(?:{words('helping')})[ .;)]*$"
        ),
        between=compiled(rf"(?:[ ,;/:.()]|{words('between_partners')})*"),
        glue=compiled(rf"(?:[\s,;/.:()&*]|{words('glue')})*"),
        leads_on=compiled(rf"(?:(?:{words('adverbs')}) )*(?:{words('leading')})\b", re.IGNORECASE),
    )


def moved(a: Assignee[InView], by: int) -> Assignee[InView]:
    """The assignee whose words stand `by` characters further on."""
    return Assignee(InView(a.span.start + by, a.span.end + by), a.words, a.body, a.group, a.complete, a.said)


def names_only(words: str, here: str | None, *, unlisted: bool = False) -> bool:
    """Whether words name bodies and nothing else: what is left without the names is glue. With `unlisted`, a kind of bodies and an own
    name behind it are a body, whether or not a list holds it.

    >>> names_only("Các Sở: Y tế, Nội vụ", None), names_only("Hiệp hội Cà phê", None), names_only("Hiệp hội Cà phê", None, unlisted=True)
    (True, False, True)
    """
    return may_name(words) and _apart(words, here, unlisted=unlisted)


@lru_cache(maxsize=4096)
def _apart(words: str, here: str | None, *, unlisted: bool) -> bool:
    return assignees.apart(words, _patterns().glue, here, unlisted=unlisted)


def may_name(words: str) -> bool:
    """Whether words begin as those do that name bodies and nothing else: most lines do not.

    >>> may_name("Trách nhiệm của Sở Y tế"), may_name("Rà soát sổ của Sở Y tế")
    (True, False)
    """
    return not words[:1].isalpha() or _begun().any_at(small(same_length(words[:_BEGINNING])), 0)


_BEGINNING = 12
"""Characters that tell what words can begin with."""


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({**assignees.begins().patterns, "glue": compiled(any_of("tasks", "glue"))})


def leads_on() -> re.Pattern[str]:
    """A pattern for what follows a body's name where the body is to do something: "chủ trì", "có trách nhiệm", "tiếp tục rà soát"."""
    return _patterns().leads_on


def announces(words: str) -> bool:
    """Whether what follows a body's name opens a list of what it has to do, with whatever verb: "lo xong các việc sau:".

    >>> announces("lo xong các việc sau:"), announces("được mở trong các trường hợp sau:"), announces("lo việc sau khi họp:")
    (True, False, False)
    """
    if not words.rstrip().endswith(":") or _no_duties().match(words):
        return False
    return bool(_announcing().search(words.rstrip(" :")))


def opens_list(words: str) -> bool:
    """Whether words end as a sentence does whose list follows, whatever is listed: "gồm", "được mở trong các trường hợp sau".

    >>> opens_list("Tổ Giám sát gồm"), opens_list("Quỹ được chi như sau"), opens_list("Sở Y tế")
    (True, True, False)
    """
    return bool(_announcing().search(words) or _listing().search(words))


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'listing')}) ?$")


@lru_cache(maxsize=1)
def _announcing() -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of('tasks', 'announcing')})")


@lru_cache(maxsize=1)
def _no_duties() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('tasks', 'no_duties')})(?!\w)")
