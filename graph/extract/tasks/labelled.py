"""Lines and brackets that say who does an item's work, with whom, by when: "Cơ quan chủ trì: …", "(Sở X chủ trì, phối hợp với Sở Y)".

A label stands on a line of its own below the item, behind the item's words, or as a heading over its values ("b) Cơ quan thực hiện" over
"- Chủ trì: Sở X"). A value may itself say who leads and who helps: "Sở X chủ trì, phối hợp với Sở Y", "Sở X (chủ trì); Sở Y (phối hợp)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from graph.extract.tasks import subjects
from graph.extract.tasks.subjects import Subject
from graph.language import assignees, charges, doers, labels, times, when
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import UPPER, any_of
from graph.model import Assignee, Block, Deadline, InView


class Value(NamedTuple):
    """The words behind a label, and where they begin in the view."""

    text: str
    at: int


Values = dict[str, list[Value]]
"""The values of labels by their role: "lead", "coordinate", "time", "product"."""


def inside(words: str, start: int) -> tuple[int, Values]:
    """Where the first label in words that begin at `start` stands, their end where none does, and the values of all."""
    found = list(labels.find(words))
    values: Values = {}
    for role, match in found:
        values[role] = [Value(match["value"], start + match.start("value"))]
    return min((match.start() for _, match in found), default=len(words)), values


def below(lines: Iterable[Block]) -> Values:
    """The values of labelled lines, also of a label that heads them."""
    values: Values = {}
    for line in lines:
        if (role := labels.alone(line.text)) and line.children:
            for child in line.children:
                own = inside(child.text, child.start)[1] or {role: [Value(child.text.strip(" .;"), child.start)]}
                for name, found in own.items():
                    values.setdefault(name, []).extend(found)
            continue
        told = inside(line.text, line.start)[1]
        if not told and is_time(line):
            told = {"time": [Value(line.text.strip(" .;"), line.start)]}
        for role, found in told.items():
            values[role] = found
    return values


def latest(values: Iterable[Value]) -> Deadline | None:
    """The time that the values of a label for when give: of several the last, as of several days in one sentence.

    >>> str(latest([Value("Các xã gửi sổ trước ngày 15/6/2026", 0), Value("Sở Y tế báo cáo trước ngày 30/6/2026", 36)]).due)
    '2026-06-30'
    """
    read = [found for text, _ in values if (found := times.read(text))]
    return max(read, key=lambda found: str(found.due or ""), default=None)


def beside(values: Values) -> list[Value]:
    """The times that stand without a label of their own behind who leads or takes part: "Chủ trì: Sở X; thời gian từ tháng 11/2026".

    >>> [value.text for value in beside({"lead": [Value("Sở Y tế; thời gian từ tháng 11/2026", 0)]})]
    ['thời gian từ tháng 11/2026']
    """
    pieces = [
        piece.strip(" .")
        for role in ("lead", "coordinate")
        for text, _ in values.get(role, ())
        for piece in text.split(";")[1:]
    ]
    return [Value(piece, 0) for piece in pieces if when.alone(piece)]


def is_time(line: Block) -> bool:
    """Whether a line below an item is the time of its work and nothing else: "Hoàn thành trước ngày 30/9/2026."."""
    return bool(not line.children and len(line.text) < 90 and when.alone(line.text))


def lines(node: Block) -> list[Block]:
    """The labelled lines below an item, and the headings over such lines."""
    found: list[Block] = []
    for child in node.children:
        if labels.begins(child.text) or _heads_values(child) or is_time(child):
            found.append(child)
        elif (
            len(child.text) < 60
            and _parts().search(fold(child.text))
            and any(labels.begins(c.text) for c in child.children)
        ):
            found += [c for c in child.children if labels.begins(c.text)]
    return found


@lru_cache(maxsize=1)
def _parts() -> re.Pattern[str]:
    return compiled(any_of("tasks", "parts"))


def beneath(node: Block) -> list[Block]:
    """The lines below a duty that may say more of it: those without a mark, and a marked one that is its time."""
    return [c for c in node.children if not c.numbering or labels.role(c.text) == "time" or is_time(c)]


def _heads_values(line: Block) -> bool:
    """Whether a line is a label alone, and what stands below it are its values and no work."""
    role = labels.alone(line.text) if line.children else None
    return role is not None and all(
        labels.begins(c.text)
        or (
            charges.names_only(c.text.strip(" .;"), None, unlisted=True)
            if role in ("lead", "coordinate")
            else len(c.text) < 80 or (role == "time" and when.in_prose(c.text))
        )
        for c in line.children
    )


def charged(values: Iterable[Value], here: str | None) -> tuple[list[Assignee[InView]], list[Assignee[InView]]]:
    """Who leads and who takes part, as the values of a label for who leads say.

    >>> value = Value("Sở Y tế chủ trì, phối hợp với Sở Nội vụ", 0)
    >>> [[a.name for a in who] for who in charged([value], None)]
    [['Sở Y tế'], ['Sở Nội vụ']]
    >>> [[a.name for a in who] for who in charged([Value("Sở Y tế (chủ trì); Sở Nội vụ (phối hợp)", 0)], None)]
    [['Sở Y tế'], ['Sở Nội vụ']]
    >>> [[a.name for a in who] for who in charged([Value("Sở Y tế chủ trì; Sở Nội vụ phối hợp thực hiện", 0)], None)]
    [['Sở Y tế'], ['Sở Nội vụ']]
    """
    leads: list[Assignee[InView]] = []
    partners: list[Assignee[InView]] = []
    for text, at in values:
        pieces = [(m.start(), m[0]) for m in re.finditer(r"[^;]+", text)]
        if any(_role().search(words) for _, words in pieces):
            for begin, words in pieces:
                role = _role().search(words)
                who = leads if role is None or role["lead"] else partners
                bare = words[: role.start()] if role else words
                who += [charges.moved(a, at + begin) for a in assignees.read(bare, here)]
            continue
        if not charges.names_only(text, here):
            acting = [(words, found) for begin, words in pieces if (found := _acting(words, at + begin, here))]
            if len(acting) == len(pieces):
                for words, found in acting:
                    helps = words.strip()[found.end :].lstrip().startswith("phối hợp")
                    (partners if helps and leads else leads).extend(found.bodies)
                known = {a.group or a.name for a in (*leads, *partners)}
                more = charges.partners(text, at, leads, here)
                partners += [a for a in more if (a.group or a.name) not in known]
                continue
        leads += [charges.moved(a, at) for a in assignees.read(text, here)]
    return leads, partners


def _acting(words: str, at: int, here: str | None) -> Subject | None:
    """Who does something in a piece of a value that begins at `at`."""
    return subjects.find(words.strip(), at + len(words) - len(words.lstrip()), here)


_LAST_BRACKETS = re.compile(r"\(([^()]{12,400})\)[ .;]*$")


def bracketed(node: Block, here: str | None) -> list[Assignee[InView]]:
    """Who leads an item whose words end in brackets that say so: "Mở chợ ở bến (Sở X chủ trì, phối hợp với Sở Y)."; nobody else."""
    match = _LAST_BRACKETS.search(node.text) if node.text.rstrip(" .;").endswith(")") else None
    found = subjects.find(match[1], node.start + match.start(1), here) if match else None
    return list(found.bodies) if found and found.begin == 0 and found.certain >= subjects.FAIR else []


def behind(node: Block, here: str | None) -> list[Assignee[InView]]:
    """Who leads an item whose last clause says so: "Mở chợ ở bến; giao Sở X chủ trì.", "…, do Sở X thực hiện.", "… - Sở X chủ trì"; nobody
    where it says at its beginning whose work it is.

    >>> from graph.model import Span
    >>> def led(text: str) -> list[str]:
    ...     return [a.name for a in behind(Block("item", Span(0, len(text)), text=text), None)]
    >>> led("Mở chợ ở bến; giao Sở Y tế chủ trì."), led("Mở chợ ở bến, do Sở Y tế lập sổ."), led("Sở Nội vụ mở chợ; giao Sở Y tế chủ trì.")
    (['Sở Y tế'], [], [])
    """
    match = _behind().search(node.text)
    if match is None:
        return []
    own = subjects.find(node.text, node.start, here)
    if own and own.begin < match.start():
        return []
    rest, at = match["rest"], node.start + match.start("rest")
    if match["handed"] and charges.names_only(rest.strip(" .;)"), here, unlisted=True):
        return [charges.moved(a, at) for a in assignees.read(rest.strip(" .;)"), here)]
    listed = doers.read(rest, 0, here)
    told = listed and _taking_on().match(rest[listed.end :].lstrip())
    return [charges.moved(a, at) for a in listed.bodies] if listed and told else []


def says_who(line: Block, here: str | None) -> bool:
    """Whether a line says who leads its work: by a label, in brackets at its end, or in its last clause."""
    labelled = any(role == "lead" for role, _ in labels.find(line.text))
    return labelled or bool(bracketed(line, here) or behind(line, here))


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    """The last clause of an item, with who does it at its beginning."""
    handed = rf"(?:[;.,]| -|\(| và) ?(?P<handed>(?:{any_of('tasks', 'handing')})) "
    return compiled(rf"(?:{handed}|(?:[;.]|, do| -|\(do) )(?P<rest>(?i:các )?[{UPPER}][^.;:()]{{5,250}})\)?[ .;]*$")


@lru_cache(maxsize=1)
def _taking_on() -> re.Pattern[str]:
    return compiled(rf"(?:{any_of('tasks', 'taking_on')})(?!\w)")


@lru_cache(maxsize=1)
def _role() -> re.Pattern[str]:
    """The role of a body in brackets behind its name."""
    lead, part = any_of("tasks", "roles", "lead"), any_of("tasks", "roles", "coordinate")
    return compiled(rf"\s*\((?:(?P<lead>{lead})|(?P<part>{part}))[^()]*\)\s*\.?$", re.IGNORECASE)
