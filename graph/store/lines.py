"""`graph.nq` as lines: the things of a graph one after the other, each with all that is said of it, without the engine.

The lines are sorted, so that those of one thing stand together. To look at each of them costs a tenth of what a question about all of them costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeVar

from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph.errors import NotAGraph
from graph.store.claims import Claim, claim

T = TypeVar("T")

REMEDY = "build one with `policygraph build`, or name the folder of one that is built"
"""What to do where there is no graph."""

_READ = 1 << 22
"""Bytes that are read at once."""
_THING = re.compile(rb"([<_]\S*+) <[^>\n]++> [<_\"][^\n]*+\n(?:\1 <[^>\n]++> [<_\"][^\n]*+\n)*+")
_ADDRESS = re.compile(rb"<[^<>\"\\\s]*>")
_SAID = {b"t": "\t", b"b": "\b", b"n": "\n", b"r": "\r", b"f": "\f"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


class OtherForm(Exception):
    """Lines of another hand, in another form of the same format."""


def taken(path: Path, take: Callable[[BinaryIO], T]) -> T:
    """What `take` makes of the lines of a `graph.nq`, whoever wrote it: in another form of the format than ours, it is given them in ours. Raises
    `NotAGraph` where there is none, or one that cannot be read.

    >>> taken(samples.folder / "graph.nq", lambda file: next(things(file))[1].startswith(b"<http"))
    True
    """
    if not path.is_file():
        raise NotAGraph(f"{path.parent}: there is no graph.nq here; {REMEDY}")
    try:
        with path.open("rb") as file, suppress(OtherForm):
            return take(file)
        return take(BytesIO(b"".join(sorted(set(_ours(path))))))
    except (SyntaxError, OSError) as error:
        raise NotAGraph(f"{path}: this is no readable graph ({error}); {REMEDY}") from error


def _ours(path: Path) -> Iterator[bytes]:
    for quad in parse(path=path, format=RdfFormat.N_QUADS):
        graph = "" if not isinstance(quad.graph_name, DefaultGraph) else " <>"
        yield f"{quad}{graph} .\n".encode()


def things(
    file: BinaryIO, *, read: int = _READ, at: int = 0, size: int | None = None
) -> Iterator[tuple[int, bytes, bytes, Claim | None]]:
    """Where the lines of each thing begin in the file, the term that the thing is, the lines, and what they say where it is a claim of the usual form:
    of the whole file, or of so many bytes at a place where those of a thing begin. Raises `OtherForm`.

    >>> [term for _, term, _, _ in things(BytesIO(b"<a:x> <a:p> <a:y> <a:g> .\\n<a:x> <a:q> <a:y> <a:g> .\\n"))]
    [b'<a:x>']
    """
    file.seek(at)
    left, last, room = b"", b"", size
    while True:
        more = file.read(read if room is None else min(read, room))
        room = room if room is None else room - len(more)
        data = left + more
        begin, whole = 0, data.rfind(b"\n") + 1
        while begin < whole:
            one, end = claim(data, begin, whole) or (None, 0)
            if one is not None:
                term = one.term
            elif thing := _THING.match(data, begin, whole):
                term, end = thing[1], thing.end()
            else:
                raise OtherForm(data[begin : begin + 80])
            if more and end == whole:  # more of it may follow
                break
            if term <= last:
                raise OtherForm(term)
            yield at + begin, term, data[begin:end], one
            begin, last = end, term
        if not more:
            if begin < len(data):
                raise OtherForm(data[begin : begin + 80])
            return
        at, left = at + begin, data[begin:]


def by_graph(lines: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """The triples of a thing, by the named graphs where they lie; most lie in one. Raises `OtherForm`.

    >>> [*by_graph(b"<a:x> <a:p> <a:y> <a:g> .\\n<a:x> <a:q> <a:y> <a:g> .\\n")]
    [(b'<a:g>', [b'<a:x> <a:p> <a:y>', b'<a:x> <a:q> <a:y>'])]
    """
    quads = lines[:-3].split(b" .\n")
    graph = _graph(quads[-1][quads[-1].rfind(b" ") + 1 :])
    end = b" " + graph
    if not [quad for quad in quads if not quad.endswith(end)]:
        size = -len(end)
        yield graph, [quad[:size] for quad in quads]
        return
    found: dict[bytes, list[bytes]] = {}
    for quad in quads:
        triple, _, graph = quad.rpartition(b" ")
        found.setdefault(_graph(graph), []).append(triple)
    yield from found.items()


def pair(triple: bytes) -> tuple[bytes, bytes]:
    """The predicate and the value of a triple. Raises `OtherForm`."""
    try:
        _, predicate, value = triple.split(b" ", 2)
    except ValueError:
        raise OtherForm(triple) from None
    if value[-1:] == b" ":
        raise OtherForm(triple)
    return predicate, value


@lru_cache(maxsize=1 << 12)
def _graph(term: bytes) -> bytes:
    if not _ADDRESS.fullmatch(term):
        raise OtherForm(term)
    return term


def words(literal: bytes) -> str:
    r"""The words of a literal as a line has it.

    >>> words(b'"x"'), words(b'"a\\n\\"b\\" \\u00e9"@vi'), words(b'"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>')
    ('x', 'a\n"b" é', '2021')
    """
    told = literal[1 : literal.rindex(b'"')].decode()
    return _ESCAPE.sub(_unescaped, told) if "\\" in told else told


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SAID.get(found[3].encode(), found[3])
