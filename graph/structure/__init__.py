"""Source -> Document, once: its tables, its lines, its header, its tree. Total: never raises on text."""

from __future__ import annotations

from graph.model import Document, Source
from graph.processes.garbage import uncollected
from graph.structure import header, layout, tables
from graph.structure.outline import outline

_TOP = 60
"""Lines among which a title stands."""


def parse(source: Source) -> Document:
    """The document of a source.

    >>> document = parse(Source("a.txt", "NGHỊ QUYẾT\\nvề phát triển công nghiệp\\n\\n- Thực\\nhiện."))
    >>> document.header.type, [block.kind for block in document.root.children]
    ('Resolution', ['heading', 'item'])
    """
    with uncollected():
        lines, view = layout.read(source.text, notes=source.notes, unbroken=source.unbroken)
        head = header.read(source.text, view.text)
        title = head.title_span
        if title and any(title.start < line.span.start < title.end for line in lines[:_TOP]):
            lines, view = layout.read(source.text, whole=title, notes=source.notes, unbroken=source.unbroken)
        found = tables.find(source)
        return Document(source, head, outline(lines, found, length=len(source.text)), view, found)
