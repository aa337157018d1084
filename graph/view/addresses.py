"""Where a page leads: to the words of a claim, to a document's text, to a thing in the graph. All relative, all offline."""

from __future__ import annotations

from urllib.parse import quote as escaped

from graph.records.documents import Quote, page_of
from graph.vocab import ID


def words_at(quote: Quote) -> str | None:
    """The reading page at these very words; `None` for a claim that rests on no text.

    >>> words_at(Quote("…", "Sở", "text/kế hoạch.txt", 7, 9))
    'documents/k%E1%BA%BF%20ho%E1%BA%A1ch.html#c=7-9'
    """
    if quote.file is None or quote.start is None:
        return None
    return f"{text_of(quote.file)}#c={quote.start}-{quote.end}"


def text_of(file: str) -> str:
    """The reading page of a text (`pol:textFile`)."""
    return escaped(page_of(file))


def in_graph(iri: str, view: str = "near") -> str:
    """A thing in `graph.html`, in one of its views ("near", "chain", "agency").

    >>> in_graph("https://w3id.org/policygraph/id/document/124-nq-cp/2020", "chain")
    'graph.html#node=document/124-nq-cp/2020&view=chain'
    """
    return f"graph.html#node={escaped(iri.removeprefix(ID))}&view={view}"
