"""Laws by name: "Luật Quy hoạch ngày 24/11/2017", "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from graph.extract.citations.patterns import patterns, places
from graph.extract.citations.spans import Spans, cited
from graph.language.beginnings import Beginnings
from graph.language.compiled import compiled
from graph.language.folding import fold
from graph.language.lexicon import UPPER, either, load
from graph.model import Citation, InView


def laws_of(view: str, taken: Spans, here: str | None) -> Iterator[Citation[InView]]:
    """Laws and ordinances that are cited by their names, apart from those in `taken`, which are cited with their
    numbers.

    >>> [law.title for law in laws_of("Theo các luật: Đất đai, Nhà ở; Luật BHXH.", Spans([]), None)]
    ['Luật Bảo hiểm xã hội', 'Luật Đất đai', 'Luật Nhà ở']
    """
    p, inside = patterns(), 0
    for match in places(view).finditer("law"):
        whole = taken.beginning(match.start())
        if whole:  # cited with its number; laws inside its name have none of it
            inside = max(inside, whole.end)
            continue
        name = p.amending.match(view, match.start()) or p.known_law.match(view, match.start())
        name = name or _short().match(view, match.start())
        capitals = (
            match[0].isupper() and len(match[0]) > 3
        )  # of titles only known ones: their names have no end of their own
        if capitals and not view[: match.start()].rpartition("\n")[2].strip():
            continue  # the title of a law is its own
        end = name.end() if name else None if capitals else _law_end(view, match.start())  # nor in small letters
        if end and not p.bill.search(view, max(match.start() - 24, 0), match.start()):
            kind = "Ordinance" if match[0].capitalize().startswith("Pháp") else "Law"
            amended = (
                p.amended_year.match(view, end)
                if match.start() >= inside and p.amending.match(view, match.start())
                else None
            )
            end = amended.end() if amended else end  # "… của Luật A năm 2017 ngày 17/6/2020": the year is of A
            own = match.start() >= inside or bool(
                p.amended_year.match(view, end)
            )  # what follows is not of a law inside
            own = own and not taken.covers(end)
            law = cited(kind, view, match.start(), end, here, tail=own)
            yield replace(law, title=_whole(law.title or ""))
            inside = max(inside, end)
            if law.date is None and own:
                yield from _further(view, law, here)
    yield from _listed(view, here)


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    """A law by its initials: "Luật BHXH", "Luật KH,CN&ĐMST", "Bộ luật TTHS"."""
    return compiled(rf"(?:{load().law_words}) [{UPPER}]{{2,}}(?:(?:,| ?& ?)[{UPPER}]{{2,}})*(?!\w)")


def _further(view: str, first: Citation[InView], here: str | None) -> Iterator[Citation[InView]]:
    """The other laws of a list that says "Luật" once: "Luật Đất đai, Nhà ở và Đấu thầu". Only those that the gazetteer knows."""
    word = (first.title or "").split(" ", 1)[0]
    at = first.span.end
    while (mark := _MARK.match(view, at)) and (name := _member().match(view, mark.end())):
        law = cited(first.type, view, name.start(), name.end(), here)
        yield replace(law, title=_whole(f"{word} {name[0]}"))
        at = law.span.end


def _listed(view: str, here: str | None) -> Iterator[Citation[InView]]:
    """The laws of a list behind "các luật:", by their names alone."""
    for match in _begun().places(view).finditer("list"):
        name = _member().match(view, match.end())
        if name and not patterns().bill.search(view, max(match.start() - 24, 0), match.start()):
            law = replace(cited("Law", view, match.end(), name.end(), here), title=_whole(f"Luật {name[0]}"))
            yield law
            yield from _further(view, law, here)


@lru_cache(maxsize=1)
def _begun() -> Beginnings:
    return Beginnings({"list": compiled(rf"(?<!\w)[Cc]ác (?:[Bb]ộ )?[Ll]uật: ?(?=[{UPPER}])")}, shared=True)


_MARK = re.compile("(?:,| và|, và) ")


@lru_cache(maxsize=1)
def _member() -> re.Pattern[str]:
    """A law's name without "Luật", with nothing behind it that makes it another name."""
    full = (form.removeprefix("Luật ") for form in load().laws if form.startswith("Luật "))
    short = (letters.removeprefix("Luật") for letters in _by_initials() if letters.startswith("Luật"))
    behind = r"[.,;:)\n]|$| (?:năm|số|ngày) \d| (?:và|cho|để|tại|trên|đến|tới)(?!\w)"
    return compiled(rf"(?=[{UPPER}]){either([*full, *short])}(?={behind})")


def _whole(title: str) -> str:
    """A law's name as the gazetteer spells it, also where its initials are printed."""
    by_initials = _by_initials().get(_letters(title)) if _short().fullmatch(title) else None
    return by_initials or _spelled().get(_bare(title), title)


def _letters(title: str) -> str:
    return re.sub("[ ,&]", "", title)


@lru_cache(maxsize=1)
def _by_initials() -> dict[str, str]:
    """The laws of the gazetteer by their initials ("LuậtBHXH"), with that of "và" and without; what two laws share is of neither."""
    found: dict[str, set[str]] = {}
    for name in load().laws.values():
        kind, words = re.split(r"(?<=uật) |(?<=lệnh) ", name, maxsplit=1)
        for said in (words, words.replace(" và ", " ")):
            initials = "".join(word[0].upper() for word in re.findall(r"\w+", said))
            found.setdefault(_letters(kind) + initials, set()).add(name)
    return {short: next(iter(names)) for short, names in found.items() if len(names) == 1 and len(short) > 6}


def _bare(name: str) -> str:
    return fold(name).replace(",", "")


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    """The laws of the gazetteer by their names without capitals and commas: "luật thi đua khen thưởng"."""
    return {_bare(form): name for form, name in load().laws.items()}


def _law_end(view: str, start: int) -> int | None:
    """Where a law's name ends that the gazetteer does not know: before the first word that no name holds."""
    match = patterns().law_name.match(view, start)
    if not match:
        line = view.rfind("\n", 0, start) + 1
        small = patterns().small_law.match(view, start) if patterns().basis.match(view, line, start) else None
        return small.end() if small and not patterns().law_stop.search(small[0]) else None
    stop = patterns().law_stop.search(match[0])
    name = match[0][: stop.start()] if stop else match[0]
    end = start + len(re.sub(r"(?:,| và| hoặc| của)+$", "", name))
    return end if end - start > 8 else None
