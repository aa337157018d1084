"""`corrections.yaml` -> corrections, each with its line; what is wrong with a file is told with the line and the remedy."""

from __future__ import annotations

import datetime
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.curate.clashes import clashes
from graph.curate.events import Fields, Value, Wrong, parsed
from graph.errors import shown
from graph.model import BETWEEN, DETAILS, LISTS, VERBS, Correction, Facts, Outcome, Verb

NAME = "corrections.yaml"
MOST_BYTES = 2_000_000
MOST_LINES = 5_000
_SAID = {
    "task": ("number", "lead", "coordinate", "time"),
    "measure": ("number",),
    "zone": ("name", "kind"),
    "project": ("name",),
    "goal": ("name", "value", "unit", "year", "comparator"),
    "citation": ("as",),
    "leads": ("task", "number", "body"),
    "coordinates": ("task", "number", "body"),
    "time": ("task", "number"),
    **dict.fromkeys(BETWEEN, ("from", "to")),
}
"""Kinds of statements, and what one that is said may tell besides its words."""
_UNSAID = {
    **dict.fromkeys(_SAID, ()),
    **dict.fromkeys(("task", "measure"), ("number",)),
    **dict.fromkeys(("leads", "coordinates", "time"), ("task", "number")),
    **dict.fromkeys(BETWEEN, ("from", "to")),
}
"""What narrows down which statement is unsaid."""
_ALWAYS = ("document", "words", "by", "date", "why")


@dataclass(frozen=True, slots=True)
class Kept:
    """The corrections of a build, each once, sorted, and what is wrong with the files or between two of them. Those in files that lie
    `beside` documents which were given by themselves may be of others."""

    corrections: tuple[Correction, ...] = ()
    faults: tuple[Outcome, ...] = ()
    beside: frozenset[str] = frozenset()

    def of(self, file: str) -> tuple[Correction, ...]:
        """Those that may be of a document in a file: that name it, or that name a number, which only reading tells.

        >>> kept = Kept(tuple(Correction("unsay", name, "x") for name in ("a.txt", "b.txt", "5/KH-UBND")))
        >>> [one.document for one in kept.of("a.txt")]
        ['a.txt', '5/KH-UBND']
        """
        return tuple(
            one
            for one in self.corrections
            if not _FILE.search(one.document) or names_file(_PART.sub("", one.document), file)
        )


_FILE = re.compile(r"\.\w{1,9}$")
"""How names of files end and numbers of documents do not."""
_PART = re.compile(r" \(\d+\)(?=\.\w{1,9}$)")
"""What tells the documents of one file apart: "a (2).txt" is the second of "a.txt"."""


def names_file(name: str, file: str) -> bool:
    """Whether a name is that of a file, by its path or by its name alone.

    >>> names_file("plan.txt", "2021/plan.txt"), names_file("n.txt", "plan.txt")
    (True, False)
    """
    wanted = unicodedata.normalize("NFC", name)
    have = unicodedata.normalize("NFC", file)
    return have == wanted or have.endswith(f"/{wanted}")


def read_files(files: Iterable[Path], beside: Iterable[Path] = (), *, more: Iterable[Correction] = ()) -> Kept:
    """The corrections in files, and `more`; those that contradict each other are left out, all others are kept. `beside` are files that lie
    beside documents which were given by themselves. Never raises.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, NAME)
    ...     _ = file.write_text('- {unsay: task, document: 5/KH-UBND, words: "a", by: An, date: 2026-11-29, why: no}\\n- {undo: b}\\n')
    ...     kept = read_files([file])
    >>> [one.words for one in kept.corrections], [str(fault) for fault in kept.faults]
    (['a'], ['corrections.yaml, line 2: it begins with none of read, say, unsay, same, apart but has undo; begin with one of them'])
    """
    inside, outside = sorted(files), sorted(beside)
    names = _names([*inside, *outside])
    found, faults = [*more], list[Outcome]()
    for file in (*inside, *outside):
        try:
            entries, wrong = read_text(_text(file), names[file])
            found += entries
            faults += wrong
        except Wrong as wrong_file:
            faults.append(_fault(names[file], wrong_file))
    distinct = {one: one for one in sorted(found, key=lambda one: (one, one.file, one.line), reverse=True)}
    apart = clashes(sorted(distinct.values()))
    out = {one for fault in apart for one in (fault.correction, *fault.beside)}
    kept = tuple(sorted(one for one in distinct.values() if one not in out))
    return Kept(kept, (*faults, *apart), frozenset(names[file] for file in outside))


def _names(files: Sequence[Path]) -> dict[Path, str]:
    """What messages call each file: its name, or the path from the folder that holds all where there are several."""
    if len(files) < 2:
        return {file: shown(file.name) for file in files}
    above = os.path.commonpath([os.path.abspath(file.parent) for file in files])
    return {file: shown(Path(os.path.relpath(os.path.abspath(file), above)).as_posix()) for file in files}


def read_text(text: str, name: str) -> tuple[list[Correction], list[Outcome]]:
    """The corrections in the text of a file, and what is wrong with others. Raises `Wrong` where it is of another form from a line on."""
    found, faults = list[Correction](), list[Outcome]()
    for line, fields in parsed(text):
        try:
            found.append(_correction(fields, name, line))
        except Wrong as wrong:
            faults.append(_fault(name, wrong))
    return found, faults


def not_done(kept: Kept, facts: Facts) -> tuple[Outcome, ...]:
    """The corrections that a build did not do, each with the reason, in the order of their lines."""
    outcomes: dict[Correction, list[Outcome]] = {}
    for outcome in facts.outcomes:
        outcomes.setdefault(outcome.correction, []).append(outcome)
    faults = list(kept.faults)
    told = {
        one for found in outcomes.values() for outcome in found for one in outcome.beside
    }  # with the other of its pair
    for one in kept.corrections:
        if one not in outcomes and one not in told and one.file not in kept.beside:
            reason = (
                f"no document here is called {one.document}; name it by its number as it is printed, or by its file"
            )
            faults.append(Outcome(one, fault=reason))
        elif one in outcomes and all(outcome.fault for outcome in outcomes[one]):
            faults.append(outcomes[one][0])
    return tuple(sorted(faults, key=lambda fault: (fault.correction.file, fault.correction.line, str(fault))))


def _fault(name: str, wrong: Wrong) -> Outcome:
    return Outcome(Correction("read", "", "", file=name, line=wrong.line), fault=shown(str(wrong)))


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Wrong(1, f"it cannot be read ({error.strerror}); check the file and its permissions") from None
    refuse_long(raw)
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Wrong(raw.count(b"\n", 0, error.start) + 1, "it is not UTF-8 there; save the file as UTF-8") from None


def refuse_long(raw: bytes) -> None:
    """Raises `Wrong` where a file of these bytes is longer than one that is read."""
    remedy = "put the corrections into several folders, beside their documents"
    if len(raw) > MOST_BYTES:
        raise Wrong(1, f"it has more than {MOST_BYTES:,} bytes; {remedy}")
    if (many := raw.count(b"\n")) > MOST_LINES:
        raise Wrong(MOST_LINES + 1, f"it has {many:,} lines, the limit is {MOST_LINES:,}; {remedy}")


def _correction(fields: Fields, file: str, line: int) -> Correction:
    verbs: list[Verb] = [verb for verb in VERBS if verb in fields]
    if len(verbs) != 1:
        has = ", ".join(verbs or [shown(key[:40]) for key in fields][:3]) or "nothing"
        number = "several" if verbs else "none"
        raise Wrong(line, f"it begins with {number} of {', '.join(VERBS)} but has {has}; begin with one of them")
    (verb,) = verbs
    about = _needed(fields, verb, line)
    words = about if verb == "read" else _needed(fields, "words", line)
    allowed = _allowed(verb, about, fields[verb][1])
    for key, (value, at) in fields.items():
        if key not in (verb, *_ALWAYS, *allowed):
            known = ", ".join((verb, *(k for k in _ALWAYS if k != "words" or verb != "read"), *allowed))
            raise Wrong(at, f"{shown(key[:40])!r} is no key of {verb}; known are {known}")
        if (isinstance(value, tuple)) != (key in LISTS):
            form = f'write {key}: ["…"]' if key in LISTS else f'write {key}: "…"'
            raise Wrong(at, f"{key} is {'no' if key in LISTS else 'a'} list; {form}")
    if verb == "read" and "as" not in fields:
        raise Wrong(line, 'as is missing; write as: "…", what is to be read instead')
    details = tuple((key, _texts(fields[key][0])) for key in DETAILS if key in fields)
    about = "" if verb == "read" else about
    signed = (_needed(fields, "by", line), _day(fields, line), _needed(fields, "why", line))
    return Correction(verb, _needed(fields, "document", line), words, about, details, *signed, file, line)


def _allowed(verb: str, about: str, line: int) -> Sequence[str]:
    if verb in ("say", "unsay"):
        kinds = _SAID if verb == "say" else _UNSAID
        if about not in kinds:
            raise Wrong(line, f"{shown(about[:40])!r} can not be said; known are {', '.join(kinds)}")
        return kinds[about]
    return ("as",) if verb == "read" else ()


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _needed(fields: Fields, key: str, line: int) -> str:
    value, at = fields.get(key, ("", line))
    if isinstance(value, tuple):
        raise Wrong(at, f'{key} is a list; write {key}: "…"')
    if not value:
        raise Wrong(at, f'{key} is {"empty" if key in fields else "missing"}; write {key}: "…"')
    return value


def _day(fields: Fields, line: int) -> str:
    day = _needed(fields, "date", line)
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        raise Wrong(fields["date"][1], f"date: {shown(day[:40])} is no day; write it as 2026-11-29") from None
