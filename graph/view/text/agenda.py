"""An agenda as a page of text: what is due, what runs and recurs, with whom, by which document."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten, wrap

from graph.analysis.agenda import ROLES, Agenda, Item
from graph.records.printable import printable

WIDE, WORDS = 110, 230
"""Characters of a line, and of a task's wording unless it is asked for whole."""
_HEADINGS = {
    "leads": "LEADS",
    "coordinates": "TAKES PART IN",
    "leads as a member": "LEADS, PERHAPS, AS ONE OF A GROUP",
    "coordinates as a member": "TAKES PART IN, PERHAPS, AS ONE OF A GROUP",
}
_FALLS = {"due": "due", "running": "under way, due later", "recurring": "recurring", "open": "without a deadline"}


def page(agenda: Agenda, *, whole: bool = False, evidence: bool = False) -> str:
    """The agenda as lines of text; with `whole` the full wording of tasks, with `evidence` where the words stand."""
    lines = list(_head(agenda))
    for role in ROLES:
        for falls, words in _FALLS.items():
            items = [item for item in agenda.items if (item.role, item.falls) == (role, falls)]
            if items:
                lines += ["", f"{_HEADINGS[role]} · {words} ({len(items)})"]
                lines += _section(items, whole=whole, evidence=evidence)
    return "\n".join(lines) + "\n"


def _head(agenda: Agenda) -> Iterator[str]:
    when = f" · {agenda.period.name}" if agenda.period else ""
    yield f"● {printable(agenda.agency.label)}{when}"
    if agenda.formerly:
        yield f"  with what was given to {printable('; '.join(agenda.formerly))}"
    in_it = "that fall into it" if agenda.period else "of the graph"
    yield f"  leads {agenda.count('leads')}, takes part in {agenda.count('coordinates')} of the {agenda.of:,} tasks {in_it}"
    hidden = sum(agenda.count(role) for role in ROLES[2:])
    if hidden:
        yield f"  {hidden} more are given to groups that it may belong to"


def _section(items: list[Item], *, whole: bool, evidence: bool) -> Iterator[str]:
    """The items under the documents that set them, the one with the earliest item first."""
    for iri in dict.fromkeys(item.document_iri for item in items):
        mine = [item for item in items if item.document_iri == iri]
        given = f" ({mine[0].given})" if mine[0].given else ""
        yield f"  by {shorten(printable(mine[0].document), WIDE - 20, placeholder=' …')}{given}"
        for item in mine:
            yield from _lines(item, whole=whole, evidence=evidence)


def _lines(item: Item, *, whole: bool, evidence: bool) -> Iterator[str]:
    time = item.due if item.falls == "due" else item.timing if item.falls == "recurring" else item.due
    label = "  ".join(part for part in (_short(time), printable(item.number or "")) if part)
    text = printable(item.task) if whole else shorten(printable(item.task), WORDS, placeholder=" …")
    yield from wrap(f"{label}  {text}" if label else text, WIDE, initial_indent="  - ", subsequent_indent="    ")
    notes = [("led by", item.leads if item.role != "leads" else ""), ("with", item.partners), ("for", item.carries_out)]
    if evidence and item.file:
        notes.append(("at", f"{item.file}[{item.characters_from}:{item.characters_to}]"))
    for word, value in notes:
        if value:
            indent = " " * (6 + len(word) + 1)
            yield from wrap(f"{word} {printable(value)}", WIDE, initial_indent="      ", subsequent_indent=indent)


def _short(time: str | None) -> str:
    return shorten(printable(time or ""), 40, placeholder=" …")
