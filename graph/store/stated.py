"""What a written graph says, document by document and thing by thing, as digests: whatever shows one of them need not be made again
while they stay the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from graph.rdf import RESOLVED
from graph.vocab import ID, POL

_RESOLVED = str(RESOLVED).encode()
_COMPARABLE = f"<{POL.comparableWith}>".encode()
_THING = re.compile(rb"<(" + re.escape(ID).encode() + rb"[^<>]*)>")


@dataclass(frozen=True, slots=True)
class Stated:
    """The digest of a named graph, the things that it names, by IRI, and how many triples it has."""

    digest: str
    things: tuple[str, ...]
    triples: int


@dataclass(frozen=True, slots=True)
class Contents:
    """Named graphs by their names, and the description of each thing: its digest, and the things that it names, but for those that are
    only comparable with it."""

    graphs: dict[str, Stated]
    things: dict[str, str]
    named: dict[str, tuple[str, ...]]

    def reached(self, things: Iterable[str]) -> set[str]:
        """Those of these things that are described, those that their descriptions name, and so on.

        >>> found = stated(samples.folder)
        >>> place = "https://w3id.org/policygraph/id/place/phu-yen"
        >>> found.reached([place, "https://w3id.org/policygraph/id/place/nowhere"]) == {place}
        True
        """
        found, coming = set[str](), [thing for thing in things if thing in self.things]
        while coming:
            thing = coming.pop()
            if thing not in found:
                found.add(thing)
                coming += (other for other in self.named[thing] if other in self.things)
        return found


def stated(out: Path) -> Contents:
    """What `graph.nq` in the folder `out` holds, read once.

    >>> found = stated(samples.folder)
    >>> found.things["https://w3id.org/policygraph/id/place/phu-yen"] == ""
    False
    """
    path = out / "graph.nq"
    try:
        with path.open("rb") as file:
            return _contents(file)
    except ValueError:  # of another hand, in another form of the same format
        return _contents(f"{quad} .\n".encode() for quad in parse(path=path, format=RdfFormat.N_QUADS))


def _contents(lines: Iterable[bytes]) -> Contents:
    """What lines say that are in the form that `write` gives them. Raises `ValueError` where one is not."""
    graphs: dict[bytes, tuple[blake2b, set[bytes]]] = {}
    things: dict[bytes, tuple[blake2b, set[bytes]]] = {}
    triples = Counter[bytes]()
    for line in lines:
        triple, graph, end = line.rsplit(b" ", 2)
        subject, said = triple.split(b" ", 1)
        if graph == _RESOLVED:
            if subject not in things:
                things[subject] = (blake2b(digest_size=10), set())
            digest, named = things[subject]
            digest.update(triple)
            if not said.startswith(_COMPARABLE):
                named.update(_THING.findall(said))
            continue
        if graph not in graphs:
            if not graph.startswith(b"<") or end != b".\n":
                raise ValueError(f"another form: {line!r}")
            graphs[graph] = (blake2b(digest_size=16), set())
        triples[graph] += 1
        digest, named = graphs[graph]
        digest.update(line)
        named.update(_THING.findall(triple))
    return Contents(
        {
            name[1:-1].decode(): Stated(digest.hexdigest(), _sorted(named), triples[name])
            for name, (digest, named) in graphs.items()
        },
        {thing[1:-1].decode(): digest.hexdigest() for thing, (digest, _) in things.items()},
        {thing[1:-1].decode(): _sorted(named) for thing, (_, named) in things.items()},
    )


def _sorted(things: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sorted(thing.decode() for thing in things))
