"""`search.html`: one search over everything, without diacritics and without a network. Documents, things, and every sentence that was read.

What is searched lies packed in the page, as in `graph.html` (decision 0007): a page opened from the disk may load nothing beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.records.documents import text_files
from graph.records.kinds import NODE_KINDS
from graph.records.printable import printable
from graph.records.things import Thing, Whole, whole
from graph.store import Answering
from graph.view.addresses import in_graph, text_of, words_at
from graph.view.graph_page.parcels import packed
from graph.view.shell import environment, text
from graph.view.words import LANGUAGES, words

PACK = 1_500_000
"""Characters of texts in one pack: searched while the next is unpacked."""
_LABEL = 300
_BODIES = ("agency", "group")


def write_search(out: Path, graph: Answering, *, lang: str = LANGUAGES[0]) -> Path:
    """The path of `search.html`, written into the folder `out` with the texts that lie there; the same graph gives the same bytes."""
    found = whole(graph)
    files = text_files(graph)
    places = {iri: thing.label for iri, thing in found.things.items() if thing.kind == "place"}
    papers = [(iri, file) for iri, file in sorted(files.items(), key=lambda pair: pair[1]) if iri in found.things]
    texts = [(Path(out) / file).read_bytes().decode("utf-8", errors="replace") for _, file in papers]
    page = Path(out) / "search.html"
    spoken = {each: words(each, "shared", "search") for each in LANGUAGES}
    made = environment([text("graph/text.js"), text("search/page.js")], text("search/page.css"))
    values = {
        "spoken": spoken, "lang": lang, "words": spoken[lang]["search"], "shared": spoken[lang]["shared"],
        "page": {"lang": lang, "papers": [_paper(found.things[iri], file, places) for iri, file in papers]},
        "things": packed([*_things(found, files, places)]), "texts": [*_packs(texts)],
    }  # fmt: skip
    page.write_text(made.get_template("search/page.html").render(values), encoding="utf-8", newline="\n")
    return page


def _paper(thing: Thing, file: str, places: Mapping[str, str]) -> list[str]:
    """A document that was read: what it is called, what else stands by its name, and its page."""
    place = places.get(thing.fact("jurisdiction") or "", "")
    return [_shown(thing.label), " · ".join(filter(None, (thing.fact("date"), place))), text_of(file)]


def _things(found: Whole, files: Mapping[str, str], places: Mapping[str, str]) -> Iterator[list[str]]:
    """Each thing as its kind, name, what else it is found by, and where it leads; by kind, then name."""
    order = list(NODE_KINDS)
    for iri, thing in sorted(
        found.things.items(), key=lambda pair: (order.index(pair[1].kind), pair[1].label, pair[0])
    ):
        if thing.kind not in NODE_KINDS:
            continue
        facts = (
            thing.fact("number"),
            thing.fact("title"),
            *thing.facts.get("alt", ()),
            thing.fact("text"),
            thing.fact("date"),
            places.get(thing.fact("jurisdiction") or ""),
        )
        more = " ".join(dict.fromkeys(printable(fact) for fact in facts if fact and fact not in thing.label))
        yield [
            thing.kind if thing.kind != "document" or iri in files else "cited",
            _shown(thing.label),
            more[:_LABEL],
            _leads(iri, thing, files),
        ]


def _leads(iri: str, thing: Thing, files: Mapping[str, str]) -> str:
    """A document to its text, a body to its work, what a text states to its words, the rest to the graph."""
    if iri in files:
        return text_of(files[iri])
    at = next((words_at(quote) for quote in thing.quotes if quote.exact), None)
    return at or in_graph(iri, "agency" if thing.kind in _BODIES else "near")


def _packs(texts: list[str]) -> Iterator[str]:
    pack: list[tuple[int, str]] = []
    size = 0
    for number, words_ in enumerate(texts):
        pack.append((number, words_))
        size += len(words_)
        if size >= PACK:
            yield packed(pack)
            pack, size = [], 0
    if pack:
        yield packed(pack)


def _shown(label: str) -> str:
    return printable(label if len(label) <= _LABEL else label[: _LABEL - 1] + "…")
