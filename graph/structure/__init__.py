"""Source -> Document: its header, its blocks, its view. Total: never raises on text."""

from __future__ import annotations

from graph.model import Document, Source
from graph.structure import header, layout


def parse(source: Source) -> Document:
    """The document of a source.

    >>> parse(Source("a.txt", "NGHỊ QUYẾT\\nvề phát triển công nghiệp\\n\\n- Thực\\nhiện.")).header.type
    'Resolution'
    """
    blocks, view = layout.read(source.text)
    head = header.read(source.text, view.text)
    title = head.title_span
    if title and any(title.start < b.span.start < title.end for b in blocks.children[:60]):
        blocks, view = layout.read(source.text, whole=title)
    return Document(source, head, blocks, view)
