"""`documents/*.html`: each document that was read, as text, with what was found in it marked where it stands.

A page is drawn from two sources that meet in characters: the document as it was read (text, passages, headings, pages)
and the claims of the built graph (docs/decisions/0008-reading-pages.md). What covers the same characters shares its
pieces, so nothing is nested and every piece knows all that was said of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.model import Document, Heading, names_of
from graph.rdf import CORRECTIONS
from graph.records.documents import Card, cards, steps, text_files
from graph.records.kinds import class_names, kind_of
from graph.records.marks import KINDS, TIMING, Mark, Markings, Statement
from graph.records.printable import printable
from graph.store import Answering
from graph.store.stated import Contents
from graph.view.addresses import page_of, sheets_of
from graph.view.reading_page.sheet import Sheet
from graph.view.shell import environment, text
from graph.view.words import LANGUAGES, words
from graph.vocab import DOCUMENT_EDGES, GRAPH, ID

if TYPE_CHECKING:
    from jinja2 import Template

_EDGES = tuple(edge for edge in DOCUMENT_EDGES if edge not in ("cites", "basedOn"))
"""Between documents, named at the head of a page; what is only cited or based on stands in the text."""


def write_reading_pages(
    out: Path,
    graph: Answering,
    read: Iterable[tuple[Document, Sequence[Heading]]],
    *,
    lang: str = LANGUAGES[0],
    beside: Sequence[str] = (),
) -> list[str]:
    """Paths, relative to `out`, of the pages written for documents that were read, by their graph.

    `beside` are the other pages of the output that every page links to ("graph"). The same input gives the same bytes.
    """
    read = [*read]
    names = names_of((document.source.path, document.header.number) for document, _ in read)
    pages = Pages(graph, lang, beside, out, names)
    return [page for document, headings in read if (page := pages.write(document, headings))]


class Pages:
    """The reading pages of a graph, and what they share. `out` is the folder where they are written."""

    def __init__(self, graph: Answering, lang: str, beside: Sequence[str], out: Path, names: Mapping[str, str]) -> None:
        self._markings, self._cards, files = Markings(graph), cards(graph), text_files(graph)
        self.known = {card.source: (iri, files[iri]) for iri, card in self._cards.items() if card.source}
        self._pages = {iri: page_of(file) for iri, file in self.known.values()}
        self._signed = {str(iri): row for iri, *row in sorted(graph.query(_SIGNED).rows, key=str)}
        self._between = _between(graph)
        self._names = names
        self._words = {each: words(each, "shared", "reading") for each in LANGUAGES}
        self._classes = class_names(graph)
        self._lang, self._beside, self._out = lang, beside, out
        self._template = _template()

    def path(self, source: str) -> str | None:
        """Where the page of a file lies, relative to the output; None where the graph does not have the file."""
        return page_of(self.known[source][1]) if source in self.known else None

    def shown(self, source: str, contents: Contents) -> str:
        """What the page of a file shows of the graph, as words to be compared: the same words, the same page of the same text."""
        iri, file = self.known[source]
        card, graph = self._cards[iri], contents.graphs.get(GRAPH + iri.removeprefix(ID))
        up = "../" * (len(PurePosixPath(page_of(file)).parts) - 1)
        named = (
            (thing, contents.things.get(thing), self._pages.get(thing)) for thing in (graph.things if graph else ())
        )
        corrected = contents.graphs.get(CORRECTIONS.value)
        curated = (self._names.get(source), corrected.digest if corrected else "")
        said = (
            curated,
            card,
            list(self._facts(card)),
            list(self._relations(iri, up)),
            self._sheets(file, up),
            self._beside,
        )
        return repr((self._lang, file, said, graph.digest if graph else "", list(named)))

    def write(self, document: Document, headings: Sequence[Heading]) -> str | None:
        """The path of the page that was written for a document, relative to the output; None where the graph does not have it."""
        if document.source.path not in self.known:
            return None
        path, page = self.of(document, headings)
        (self._out / path).parent.mkdir(parents=True, exist_ok=True)
        (self._out / path).write_text(page, encoding="utf-8", newline="\n")
        return path

    def of(self, document: Document, headings: Sequence[Heading]) -> tuple[str, str]:
        """The path and the page of a document."""
        from markupsafe import Markup

        iri, file = self.known[document.source.path]
        path = page_of(file)
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        marks = self._markings.of(iri, document.source.text)
        sheet = Sheet(document, headings, marks, self._words[self._lang]["reading"])
        spoken = {lang: {**self._words[lang], "class": self._class(self._cards[iri].kind, lang)} for lang in LANGUAGES}
        return path, self._template.render(
            lang=self._lang,
            w=spoken[self._lang],
            words=spoken,
            card=self._cards[iri],
            facts=list(self._facts(self._cards[iri])),
            relations=list(self._relations(iri, up)),
            links=[(name, f"{up}{name}.html") for name in self._beside],
            graph=_in_graph(iri, up),
            outline=list(sheet.outline(headings)),
            chunks=map(Markup, sheet.chunks()),
            kinds=_counted(marks),
            in_doubt=any(mark.doubtful for mark in marks),
            data=self._data(iri, document, marks, up),
        )

    def _facts(self, card: Card) -> Iterator[tuple[str, str]]:
        """What is known of the document itself, by the key of its name among the words."""
        role, signer = (self._signed.get(card.iri) or (None, None))[:2]
        facts = {
            "number": card.number,
            "date": card.date,
            "issuer": card.issuer,
            "place": None if card.place and card.place in (card.issuer or "") else card.place,
            "signer": ", ".join(each for each in (signer, role) if each),
            "title": None if card.title and card.title in card.label else card.title,
            "source": card.source,
        }
        yield from ((name, value) for name, value in facts.items() if value)

    def _relations(self, iri: str, up: str) -> Iterator[dict[str, Any]]:
        """Documents that it does something to, or that do something to it: by edge and direction, with their pages."""
        for edge in _EDGES:
            for way in ("forward", "backward"):
                others = [
                    self._cards[other] for other in self._between.get((iri, edge, way), ()) if other in self._cards
                ]
                if others:
                    ordered = sorted(others, key=lambda card: card.order)
                    yield {"edge": edge, "way": way, "others": [self._link(card, up) for card in ordered]}

    def _link(self, card: Card, up: str) -> dict[str, str | None]:
        page = self._pages.get(card.iri)
        href = f"{up}{quote(page)}" if page else _in_graph(card.iri, up)
        return {"label": card.called(140), "date": card.date, "href": href, "read": page}

    def _data(self, iri: str, document: Document, marks: Sequence[Mark], up: str) -> dict[str, Any]:
        """What the script of the page needs: marks with their claims, the things these speak of, and what to cite."""
        claims = list(dict.fromkeys(each for mark in marks for each in mark.statements))
        number = {claim: i for i, claim in enumerate(claims)}
        names = list(dict.fromkeys([iri, *(end for claim in claims for end in (claim.subject, claim.object))]))
        index = {name: i for i, name in enumerate(names)}
        return {
            "up": up,
            "file": self.known[document.source.path][1],
            "sheets": self._sheets(self.known[document.source.path][1], up),
            "document": self._names[document.source.path],
            "curated": {number[claim]: claim.curator for claim in claims if claim.curator},
            "cite": self._cards[iri].called(300),
            "pages": [page.start for page in document.source.pages],
            "marks": [
                [m.span.start, m.span.end, KINDS.index(m.kind), [number[each] for each in m.statements]] for m in marks
            ],
            "claims": [self._claim(claim, index) for claim in claims],
            "things": [self._thing(name) for name in names],
            "times": self._times(claims, index),
            "doubts": {
                str(i): self._markings.doubts[name] for name, i in index.items() if name in self._markings.doubts
            },
            "kinds": KINDS,
        }

    def _sheets(self, file: str, up: str) -> str | None:
        """Where the pages of the document lie as pictures, None where none were drawn."""
        folder = sheets_of(file)
        return f"{up}{quote(folder)}/" if (self._out / folder).is_dir() else None

    def _claim(self, claim: Statement, index: dict[str, int]) -> list[Any]:
        said = [index[claim.subject], claim.predicate, index[claim.object], claim.rule, claim.warning]
        return [*said, claim.page, [float(share) for share in claim.box.split(",")]] if claim.box else said

    def _thing(self, iri: str) -> list[str | None]:
        """Its id, label, kind and page; of a class no id, and its English name behind."""
        thing = self._markings.things.get(iri)
        if thing is None:
            name = iri.rpartition("#")[2]
            vi, en = (self._class(name, lang) or name for lang in LANGUAGES)
            return [None, vi, None, None, en]
        page = self._pages.get(iri)
        return [iri.removeprefix(ID), printable(thing.label), kind_of(thing.kind), quote(page) if page else None]

    def _class(self, name: str, lang: str) -> str:
        """What a class is called, where the graph carries its ontology."""
        return self._classes.get(name, {}).get(lang, "")

    def _times(self, claims: Sequence[Statement], index: dict[str, int]) -> dict[str, list[str | None]]:
        """First and last day of the tasks of this document, and how they recur."""
        found = {}
        for claim in claims:
            if claim.predicate == TIMING:
                time = self._markings.times[claim.subject]
                found[str(index[claim.subject])] = [time.start, time.due, time.recurrence]
        return found


def _in_graph(iri: str, up: str) -> str:
    return f"{up}graph.html#node={quote(iri.removeprefix(ID), safe='')}&view=near"


def _counted(marks: Sequence[Mark]) -> list[tuple[str, int]]:
    counts = Counter(mark.kind for mark in marks)
    return [(kind, counts[kind]) for kind in KINDS if counts[kind]]


def _between(graph: Answering) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for step in steps(graph, _EDGES):
        if step.drawn:
            found[step.subject, step.predicate, "forward"].append(step.object)
            found[step.object, step.predicate, "backward"].append(step.subject)
    return found


def _template() -> Template:
    from jinja2 import StrictUndefined

    scripts = [text("goes_on.js"), text("corrections.js"), text("reading.js")]
    made = environment(scripts, text("reading.css") + text("goes_on.css"), images="'self' file:")
    made.undefined = StrictUndefined  # a word that is missing ends the build, not in an empty button
    made.filters["plain"] = printable
    return made.get_template("reading.html")


_SIGNED = """
SELECT ?document ?role ?signer WHERE {
  ?document pol:textFile ?file OPTIONAL { ?document pol:signedAs ?role } OPTIONAL { ?document pol:signedBy ?signer }
}"""
