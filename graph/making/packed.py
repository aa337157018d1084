"""What one file gave, as bytes: the form in which it lies in a cache and comes from another process or machine.

MessagePack of plain values, typed when it is read back: bytes that are damaged, or not ours, raise `Unusable` and never become findings. A
document is packed in two parts. Resolving needs the first; the second, which is larger, only the drawing of its page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from graph.errors import UnreadableFile
from graph.making.examine import Examined
from graph.model import (
    NOWHERE,
    Aim,
    Block,
    BlockKind,
    Citation,
    Document,
    Findings,
    Grid,
    Header,
    Heading,
    InView,
    Measure,
    Outcome,
    Relation,
    Source,
    Span,
    Table,
    Task,
)

_MAGIC = b"policygraph 1\n"
"""The form of what follows; another one begins otherwise."""
_DIGEST = 16
_NO_GRID = Grid(NOWHERE, (), 0, 0, "marks")


class Unusable(Exception):
    """Bytes that are no outcome of ours: damaged, cut off, of another form or of another file."""


class _Found(msgspec.Struct, array_like=True):
    """What resolving needs of a document: what was found, and of the document its words and what it says of itself."""

    source: Source
    header: Header
    tables: tuple[Table, ...]
    citations: tuple[Citation[Span], ...]
    relations: tuple[Relation[Span], ...]
    tasks: tuple[Task, ...]
    zones: tuple[Aim[Span], ...]
    projects: tuple[Aim[Span], ...]
    goals: tuple[Aim[Span], ...]
    measures: tuple[Measure, ...]
    corrected: tuple[Outcome, ...]


class _Shown(msgspec.Struct, array_like=True):
    """The beginning of it, all of it that a page needs: what follows is passed over."""

    source: Source
    header: Header
    tables: tuple[Table, ...]


class _Line(NamedTuple):
    """A block of the tree that is a line of the view."""

    kind: BlockKind
    span: Span


class _Laid(msgspec.Struct, array_like=True):
    """What a page needs beside the findings: headings, tables with their cells, and which lines are blocks."""

    headings: tuple[Heading, ...]
    grids: tuple[Grid, ...]
    lines: tuple[_Line, ...]


class _File(msgspec.Struct, array_like=True):
    """The outcome for a file: its documents in two parts each, or why it could not be read (path, reason, remedy)."""

    key: str
    failure: tuple[str, str, str] | None
    documents: tuple[tuple[msgspec.Raw, msgspec.Raw], ...]


_FILE, _FOUND, _SHOWN, _LAID = (msgspec.msgpack.Decoder[Any](kind) for kind in (_File, _Found, _Shown, _Laid))
_ENCODER = msgspec.msgpack.Encoder()


def packed(one: Examined, key: str = "") -> bytes:
    """The outcome for one file, with the further documents in it. `key` is what it is kept under, and asked back by.

    >>> [one.findings for one in unpacked(packed(Examined(failure=UnreadableFile(Path("a.txt"), "it is empty", "x"))))]
    [None]
    """
    documents = tuple(_parts(each) for each in (one, *one.more) if each.findings)
    failure = (str(one.failure.path), one.failure.reason, one.failure.remedy) if one.failure else None
    return sealed(_ENCODER.encode(_File(key, failure, documents)))


def unpacked(data: bytes, key: str = "") -> list[Examined]:
    """The documents of a file, each with its findings but without its tree; a file that could not be read gives one with its `failure`.

    Raises `Unusable`.
    """
    file = _file(data, key)
    if file.failure:
        path, reason, remedy = file.failure
        return [Examined(failure=UnreadableFile(Path(path), reason, remedy))]
    return [Examined(_findings(decoded(_FOUND, found))) for found, _ in file.documents]


def laid_out(data: bytes, key: str = "") -> Iterator[tuple[Document, tuple[Heading, ...]]]:
    """The documents of a file as their pages need them: with tables, and with their blocks, all of them directly below the root. Raises `Unusable`."""
    for found, laid in _file(data, key).documents:
        document: _Shown = decoded(_SHOWN, found)
        rest: _Laid = decoded(_LAID, laid)
        root = Block("document", Span(0, len(document.source.text)))
        root.children = [Block(line.kind, line.span, InView(0, 1), parent=root) for line in rest.lines]
        tables = tuple(replace(table, grid=grid) for table, grid in zip(document.tables, rest.grids, strict=True))
        yield Document(document.source, document.header, root, tables=tables), rest.headings


def _parts(one: Examined) -> tuple[msgspec.Raw, msgspec.Raw]:
    findings = one.findings
    assert findings
    document = findings.document
    found = _Found(
        replace(document.source, grids=(), notes=(), styles=()),
        document.header,
        tuple(Table(table.span, _NO_GRID, of=table.of, unplaced=table.unplaced) for table in document.tables),
        *(getattr(findings, name) for name in _Found.__struct_fields__[3:]),
    )
    lines = tuple(_Line(block.kind, block.span) for block in document.root.walk() if block.line.end)
    laid = _Laid(one.headings, tuple(table.grid for table in document.tables), lines)
    return msgspec.Raw(_ENCODER.encode(found)), msgspec.Raw(_ENCODER.encode(laid))


def _findings(found: _Found) -> Findings:
    source = found.source
    document = Document(source, found.header, Block("document", Span(0, len(source.text))), tables=found.tables)
    return Findings(document, **{name: getattr(found, name) for name in _Found.__struct_fields__[3:]})


def sealed(plain: bytes) -> bytes:
    """The bytes as they are kept: compressed, with what tells that nothing of them was lost or changed.

    >>> unsealed(sealed(b"found"))
    b'found'
    """
    raw = zlib.compress(plain, 1)
    return _MAGIC + _check(raw) + raw


def unsealed(data: bytes) -> bytes:
    """The bytes that were sealed. Raises `Unusable`."""
    head, check, raw = data[: len(_MAGIC)], data[len(_MAGIC) :][:_DIGEST], data[len(_MAGIC) + _DIGEST :]
    if head != _MAGIC or check != _check(raw):
        raise Unusable("another form, or damaged")
    try:
        return zlib.decompress(raw)
    except zlib.error as error:
        raise Unusable(str(error)) from None


def decoded(decoder: msgspec.msgpack.Decoder[Any], raw: Any) -> Any:
    """What the decoder makes of the bytes. Raises `Unusable`."""
    try:
        return decoder.decode(raw)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unusable(str(error)) from None


def _file(data: bytes, key: str) -> _File:
    file: _File = decoded(_FILE, unsealed(data))
    if file.key != key:
        raise Unusable("of another file")
    return file


def _check(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=_DIGEST).digest()
