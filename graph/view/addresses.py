"""Where a page leads: to the words of a claim, to a document's text, to a thing in the graph. All relative, all offline."""

from __future__ import annotations

from urllib.parse import quote as escaped

from graph.records.documents import Quote
from graph.vocab import ID


def words_at(quote: Quote) -> str | None:
    """The reading page at these very words; `None` for a claim that rests on no text.

    >>> words_at(Quote("…", "Sở", "text/kế hoạch.txt", 7, 9))
    'documents/k%E1%BA%BF%20ho%E1%BA%A1ch.html#c=7-9'
    """
    if quote.file is None or quote.start is None:
        return None
    return f"{text_of(quote.file)}#c={quote.start}-{quote.end}"


def page_of(text_file: str) -> str:
    """Where the reading page of a document lies, relative to the output folder, by its `pol:textFile`.

    Two texts never share a page, also where capitals are not told apart: only a plain `.txt` loses its suffix.

    >>> page_of("text/2021/ke-hoach.txt"), page_of("text/ke-hoach.md"), page_of("text/ke-hoach")
    ('documents/2021/ke-hoach.html', 'documents/ke-hoach.md.html', 'documents/ke-hoach.txt.html')
    """
    folder, slash, name = text_file.removeprefix("text/").rpartition("/")
    stem = name[:-4] if name.lower().endswith(".txt") else name
    page = f"{name}.txt" if "." not in name else stem if stem and "." not in stem else name
    return f"documents/{folder}{slash}{page}.html"


def sheets_of(text_file: str) -> str:
    """The folder with the pages of a document as pictures, beside its reading page.

    >>> sheets_of("text/ke-hoach.pdf.txt")
    'documents/ke-hoach.pdf.txt.pages'
    """
    return page_of(text_file).removesuffix(".html") + ".pages"


def text_of(file: str) -> str:
    """The reading page of a text (`pol:textFile`)."""
    return escaped(page_of(file))


def in_graph(iri: str, view: str = "near") -> str:
    """A thing in `graph.html`, in one of its views ("near", "chain", "agency").

    >>> in_graph("https://w3id.org/policygraph/id/document/124-nq-cp/2020", "chain")
    'graph.html#node=document/124-nq-cp/2020&view=chain'
    """
    return f"graph.html#node={escaped(iri.removeprefix(ID))}&view={view}"
