"""What a written graph says, document by document and thing by thing, as digests: whatever shows one of them need not be made again
while they stay the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from graph.rdf import RESOLVED
from graph.store.lines import by_graph, pair, taken, things
from graph.vocab import ID, POL

_RESOLVED = str(RESOLVED).encode()
_COMPARABLE = f"<{POL.comparableWith}>".encode()
_OURS = f"<{ID}".encode()


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
    return taken(out / "graph.nq", _contents)


def _contents(file: BinaryIO) -> Contents:
    graphs = defaultdict[bytes, _Graph](_Graph)
    described: dict[str, str] = {}
    named: dict[str, tuple[str, ...]] = {}
    for _, thing, lines, one in things(file):
        if one and one.graph != _RESOLVED:
            graphs[one.graph].add((thing, one.subject, one.object, one.document), lines, lines.count(b"\n"))
            continue
        for graph, triples in by_graph(lines):
            if graph == _RESOLVED:
                name = thing[1:-1].decode()
                described[name] = blake2b(b"\n".join(triples), digest_size=10).hexdigest()
                pairs = map(pair, triples)
                named[name] = _sorted({value for key, value in pairs if key != _COMPARABLE and value.startswith(_OURS)})
                continue
            named_here = (thing, *[pair(triple)[1] for triple in triples])
            graphs[graph].add(named_here, b"\n".join(triples), len(triples))
    return Contents({name[1:-1].decode(): found.stated() for name, found in graphs.items()}, described, named)


class _Graph:
    """What a named graph states, as far as it was read."""

    def __init__(self) -> None:
        self._digest, self._things, self._triples = blake2b(digest_size=16), set[bytes](), 0

    def add(self, terms: Iterable[bytes], said: bytes, triples: int) -> None:
        self._digest.update(said)
        self._things.update(term for term in terms if term.startswith(_OURS))
        self._triples += triples

    def stated(self) -> Stated:
        return Stated(self._digest.hexdigest(), _sorted(self._things), self._triples)


def _sorted(terms: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sorted(term[1:-1].decode() for term in terms))
