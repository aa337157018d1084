"""`review.html`: what was read with doubt, that first on which most hangs, to be decided there; the decisions are lines of corrections.yaml.

Works from the disk, without a network and without a server: what is decided is kept by the browser, and saved as a file to put beside the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.analysis.doubtful import Doubt, doubtful
from graph.model import BETWEEN, Correction, Note
from graph.records.documents import Quote
from graph.records.printable import printable
from graph.store import Answering
from graph.view.addresses import words_at
from graph.view.shell import environment, text
from graph.view.speech import Speech, speaking
from graph.view.words import LANGUAGES, words

if TYPE_CHECKING:
    from markupsafe import Markup

MOST = 500
"""Doubts that the page holds: who has decided so many builds again, and finds the next."""
AROUND = 160
"""Characters of the text that are shown before and behind the words, as far as their paragraph goes."""
LONGEST = 1200
"""Characters of the words that are shown."""
_THINGS = ("task", "measure", "zone", "project", "goal")


@dataclass(frozen=True, slots=True)
class Item:
    """A doubt as the page shows it; `same` is the kind of a likeness that may be one thing, of which nothing else is told."""

    kind: str
    source: str
    offer: Correction
    label: str = ""
    sure: str = ""
    warning: str = ""
    claims: int = 0
    tasks: int = 0
    documents: int = 0
    before: str = ""
    words: str = ""
    after: str = ""
    href: str | None = None


def write_review(
    out: Path,
    graph: Answering,
    notes: Iterable[Note] = (),
    names: Mapping[str, str] | None = None,
    *,
    lang: str = LANGUAGES[0],
) -> Path:
    """The path of `review.html`, written into the folder `out`; the same graph gives the same bytes. `notes` are those of the build: what a
    likeness suggests is among them. `names` are what corrections call documents, by their files."""
    page = Path(out) / "review.html"
    proposed = [_proposal(note) for note in notes if note.kind == "proposed" and note.offers]
    rows = doubtful(graph, names)
    items = [*proposed, *_items(Path(out), rows)][:MOST]
    spoken = {each: words(each, "shared", "review") for each in LANGUAGES}
    made = environment([text("corrections.js"), text("review/page.js")], text("review/page.css"))
    speaking(made, Speech(lang, spoken[lang]))
    page.write_text(
        made.get_template("review/page.html").render(
            spoken=spoken, items=items, all=len(proposed) + len(rows),
            offers=[offered(item.offer) for item in items], things=_THINGS, between=BETWEEN,
        ).lstrip(),
        encoding="utf-8", newline="\n",
    )  # fmt: skip
    return page


def offered(one: Correction) -> dict[str, object]:
    """A correction for the script of a page, which signs it.

    >>> offered(Correction("say", "5/KH-UBND", "Lập sổ", "task", (("number", ("II.1",)),)))["details"]
    {'number': 'II.1'}
    """
    details = {name: values[0] for name, values in one.details}
    return {"verb": one.verb, "about": one.about, "document": one.document, "words": one.words, "details": details}


def _proposal(note: Note) -> Item:
    (offer, *_) = note.offers
    return Item("same", offer.document, offer)


def _items(out: Path, rows: Iterable[Doubt]) -> Iterator[Item]:
    for row in rows:
        before, after = around(_text(out / row.file), row.start, row.end)
        href = words_at(Quote(row.document_iri, row.words, row.file, row.start, row.end))
        shown = " ".join(row.words.split())
        shown = shown if len(shown) <= LONGEST else shown[:LONGEST].rsplit(" ", 1)[0] + " …"
        yield Item(
            row.kind, row.source, row.offer, row.label, row.sure, row.warning, row.claims, row.tasks, row.documents, _kept(before), shown,
            _kept(after), href,
        )  # fmt: skip


def _kept(words: str) -> Markup:
    """Words as they may be shown, with the blank that parts them from others."""
    from markupsafe import escape

    shown = printable(words)
    return escape((" " if words[:1] == " " else "") + shown + (" " if words[-1:] == " " and shown else ""))


@lru_cache(maxsize=2)
def _text(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def around(words: str, start: int, end: int) -> tuple[str, str]:
    r"""What stands before and behind characters of a text, to the ends of their paragraph, on one line; longer than `AROUND` it is cut.

    >>> around("Mở chợ.\n\nSở A lập sổ,\nmở kho.", 14, 20)
    ('Sở A ', ', mở kho.')
    """
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    cut = before.rfind("\n\n") + 2 if "\n\n" in before else 0
    lead, tail = "", ""
    if not cut and start > AROUND:  # at a whole word
        lead, before = "… ", before.partition(" ")[2]
    if "\n\n" not in after and end + AROUND < len(words):
        after, tail = after.rpartition(" ")[0], " …"
    return lead + _flat(before[cut:]).lstrip(), _flat(after.partition("\n\n")[0]).rstrip() + tail


def _flat(words: str) -> str:
    """On one line, a blank at either end kept."""
    inner = " ".join(words.split())
    return (" " if words[:1].isspace() else "") + inner + (" " if words[-1:].isspace() and inner else "")
