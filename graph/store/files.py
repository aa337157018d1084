"""Quads -> the files of a graph: `graph.nq`, `graph.ttl`, and `store/` in the form of the embedded Oxigraph engine.

`graph.nq` holds the named graphs and nothing else. A store that is queried holds, beside them, their union in its
default graph, each triple once (`docs/decisions/0001-union-in-the-default-graph.md`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from io import BytesIO
from itertools import chain, groupby
from operator import itemgetter, lt
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Quad, RdfFormat, Store, Triple, parse, serialize

from graph.store.lines import things
from graph.store.readable import changed, readable

PART = 12 << 20
"""Bytes of lines that are sorted in memory at once, which takes four times as much."""
_READ = 1 << 16
"""Bytes of each part that are read at once while parts are merged."""
SHARE = 4
"""A store is taken over where at most a quarter of the lines changed: changing a quad takes longer than loading it."""
_MEAN = 250
"""Bytes of a line, about."""
_LOADED = 1 << 24
"""Bytes that a store is given at a time: with fewer it takes longer, with more only memory grows."""
_HELD = 1 << 27
"""Bytes of `graph.ttl` that are held at once, to be changed; a longer one is written anew."""
_END = b" .\n"
_GRAPH = re.compile(rb"<[^<>\"\\\\\s]+>")


def write(said: Iterable[Quad | bytes], out: Path, *, earlier: Path | None = None) -> int:
    """How many quads were written into the folder `out`: `graph.nq` first, then `graph.ttl` and `store/` from it. What is said is quads, or lines
    of them as the engine writes them, all of the same thing.

    Sorted lines, each once, so that two builds of the same input are byte-identical; they are sorted in parts of `PART` bytes, so that memory
    stays flat. `out` must exist and hold no `store/`: a build writes into a new folder and swaps it in, so that a failed one leaves the last
    good output. Where `out` has the store of an earlier graph already, `earlier` is the `graph.nq` of that, with its `graph.ttl` beside it: only what
    went and came is changed.
    """
    count = 0
    with TemporaryDirectory(dir=out) as parts, (out / "graph.nq").open("wb") as file:
        for told in _merged(said, Path(parts)):
            file.write(told)
            count += told.count(b"\n")
    lines = _changed(earlier, out) if earlier else None
    if earlier is None or lines is None or not _readable(earlier.with_name("graph.ttl"), out, chain(*lines)):
        with (out / "graph.ttl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(readable(out / "graph.nq"))
    if lines is None or not _stored(*lines, out):
        rmtree(out / "store", ignore_errors=True)
        fill(Store(str(out / "store")), out / "graph.nq", ours=True)
    return count


def _merged(said: Iterable[Quad | bytes], folder: Path) -> Iterator[bytes]:
    """The sorted lines of one thing after the other, each once."""
    with ExitStack() as open_:
        files = list[BinaryIO]()
        for part in _parts(said):
            if files:
                (folder / str(len(files))).write_bytes(files[-1].read())
                files[-1] = open_.enter_context((folder / str(len(files))).open("rb"))
            files.append(BytesIO(b"".join(sorted(part))))
        told = merge(*(((thing, lines) for _, thing, lines, _ in things(file, read=_READ)) for file in files))
        for _, found in groupby(told, key=itemgetter(0)):
            block = b"".join([lines for _, lines in found])
            lines = block.splitlines(keepends=True)
            yield block if all(map(lt, lines, lines[1:])) else b"".join(sorted(set(lines)))


def _parts(said: Iterable[Quad | bytes]) -> Iterator[set[bytes]]:
    quads, lines, size = list[Quad](), set[bytes](), 0
    for one in said:
        if isinstance(one, bytes):
            lines.add(one)
            size += len(one)
        else:
            quads.append(one)
            size += _MEAN
        if size > PART:
            yield lines.union(_written(quads))
            quads, lines, size = [], set(), 0
    yield lines.union(_written(quads))


def _written(quads: list[Quad]) -> list[bytes]:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def fill(store: Store, path: Path, *, ours: bool = False, named: Collection[bytes] | None = None) -> Store:
    """`store` with the named graphs of `path`, and in its default graph their union, each triple once.

    Blank nodes keep the labels of the file, so that an answer that names them is the same on every run. Lines as `write` writes them are
    never made Python's quads; `ours` are those that it just wrote, whose addresses need no second look. Where `named` says which named graphs
    are wanted, of the others is the union alone: half as much to load.
    """
    blank = list[bytes]()
    with path.open("rb") as file:
        while data := file.read(_LOADED) + file.readline():
            doubled = _doubled(data, blank, named)
            if doubled is None:
                return _filled(store, path)
            try:
                for loaded in doubled:  # by itself each is loaded quicker
                    store.bulk_load(input=loaded, format=RdfFormat.N_QUADS, lenient=ours)
            except SyntaxError:  # said with the number of the line in the file
                return _filled(store, path)
    quads = list(parse(b"".join(blank), format=RdfFormat.N_QUADS))
    store.bulk_extend([*quads, *(_in_union(quad.triple) for quad in quads)])
    return store


def _doubled(data: bytes, blank: list[bytes], wanted: Collection[bytes] | None) -> tuple[bytes, bytes] | None:
    """Lines as they are (of the graphs that are wanted), and without their graphs: but for those with blank nodes, which are put into `blank`.
    None where one is not in the form that `write` gives it."""
    if not data.endswith(_END):
        return None
    lines = data[: -len(_END)].split(_END)
    if data.startswith(b"_:") or b"\n_:" in data or b"> _:" in data:
        odd = [line for line in lines if line.startswith(b"_:") or b"> _:" in line]
        blank += (line + _END for line in odd)
        lines = [line for line in lines if not (line.startswith(b"_:") or b"> _:" in line)]
        data = b"".join([line + _END for line in lines])
    parts = [line.rpartition(b" ") for line in lines]
    if not all(map(_GRAPH.fullmatch, {graph for _, _, graph in parts})):
        return None
    named = data if wanted is None else b"".join([line + _END for line in lines if line.endswith(tuple(wanted))])
    return named, _END.join([*(triple for triple, _, _ in parts), b""])


def _filled(store: Store, path: Path) -> Store:
    """As `fill`, whatever the form of the lines."""
    store.bulk_load(path=path, format=RdfFormat.N_QUADS)
    blank: dict[Quad, None] = {}
    store.bulk_extend(_union(parse(path=path, format=RdfFormat.N_QUADS), blank))
    for graph in {quad.graph_name for quad in blank}:
        renamed = [quad for quad in store.quads_for_pattern(None, None, None, graph) if _is_blank(quad)]
        for quad in renamed:
            store.remove(quad)
    store.bulk_extend(blank)
    return store


def _union(quads: Iterable[Quad], blank: dict[Quad, None]) -> Iterator[Quad]:
    """The quads in the default graph; those with blank nodes are kept too."""
    for quad in quads:
        if _is_blank(quad):
            blank[quad] = None
        yield _in_union(quad.triple)


def _is_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def _changed(earlier: Path, out: Path) -> tuple[list[bytes], list[bytes]] | None:
    """The lines of `graph.nq` in `out` that went since an earlier one, and that came; None where they are too many."""
    with earlier.open("rb") as old, (out / "graph.nq").open("rb") as new:
        gone, come = _changes(old, new)
    many = SHARE * (len(gone) + len(come)) * _MEAN > (out / "graph.nq").stat().st_size
    return None if many else (gone, come)


def _readable(earlier: Path, out: Path, lines: Iterable[bytes]) -> bool:
    """Whether `graph.ttl` was made of that of an earlier graph, of which these lines went and came."""
    told = changed(earlier.read_bytes(), out / "graph.nq", lines) if earlier.stat().st_size <= _HELD else None
    if told is not None:
        (out / "graph.ttl").write_bytes(told)
    return told is not None


def _stored(gone: list[bytes], come: list[bytes], out: Path) -> bool:
    """Whether the store in `out` was changed by these lines; not where they have blank nodes, those of another ontology."""
    if any(line.startswith(b"_:") or b" _:" in line for line in (*gone, *come)):
        return False
    store = Store(str(out / "store"))
    removed, added = (list(parse(b"".join(lines), format=RdfFormat.N_QUADS)) for lines in (gone, come))
    for quad in removed:
        store.remove(quad)
    for triple in {quad.triple for quad in removed}:
        left = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if all(isinstance(quad.graph_name, DefaultGraph) for quad in left):
            store.remove(_in_union(triple))
    store.extend([*added, *(_in_union(quad.triple) for quad in added)])
    store.flush()
    return True


def _in_union(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object)


def _changes(old: Iterable[bytes], new: Iterable[bytes]) -> tuple[list[bytes], list[bytes]]:
    """The lines that only the one and that only the other of two sorted texts has.

    >>> _changes([b"a", b"b", b"d"], [b"b", b"c"])
    ([b'a', b'd'], [b'c'])
    """
    gone, come = list[bytes](), list[bytes]()
    one, other = iter(old), iter(new)
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left < right):
            gone.append(left or b"")
            left = next(one, None)
        elif left is None or right < left:
            come.append(right)
            right = next(other, None)
        else:
            left, right = next(one, None), next(other, None)
    return gone, come
