"""What a written graph says, document by document and thing by thing, as digests: whatever shows one of them need not be made again
while they stay the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from graph.rdf import RESOLVED
from graph.vocab import ID

_RESOLVED = str(RESOLVED).encode()
_THING = re.compile(rb"<(" + re.escape(ID).encode() + rb"[^<>]*)>")


@dataclass(frozen=True, slots=True)
class Stated:
    """The digest of a document's named graph, and the things that it names, by IRI."""

    digest: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Named graphs by their names, and the digest of the description of each thing."""

    graphs: dict[str, Stated]
    things: dict[str, str]


def stated(out: Path) -> Contents:
    """What `graph.nq` in the folder `out` holds, read once.

    >>> found = stated(samples.folder)
    >>> found.things["https://w3id.org/policygraph/id/place/phu-yen"] == ""
    False
    """
    graphs: dict[bytes, tuple[blake2b, set[bytes]]] = {}
    things: dict[bytes, blake2b] = {}
    with (out / "graph.nq").open("rb") as file:
        for line in file:
            triple, graph, _ = line.rsplit(b" ", 2)
            if graph == _RESOLVED:
                subject = triple.partition(b" ")[0][1:-1]
                made = things.get(subject) or things.setdefault(subject, blake2b(digest_size=10))
                made.update(triple)
                continue
            if graph not in graphs:
                graphs[graph] = (blake2b(digest_size=16), set())
            digest, named = graphs[graph]
            digest.update(line)
            named.update(_THING.findall(triple))
    return Contents(
        {
            name[1:-1].decode(): Stated(digest.hexdigest(), tuple(sorted(thing.decode() for thing in named)))
            for name, (digest, named) in graphs.items()
        },
        {thing.decode(): made.hexdigest() for thing, made in things.items()},
    )
