"""A claim as a document states it: nine tenths of a graph are such lines, and to take those of a claim together costs a tenth of taking each."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.vocab import expand


class Claim(NamedTuple):
    """What the lines of a claim say, as they have it: terms with their brackets, the words with their quotes, numbers without. `warning` is its predicate
    where it has one."""

    term: bytes
    object: bytes
    graph: bytes
    predicate: bytes
    subject: bytes
    end: bytes
    exact: bytes
    start: bytes
    document: bytes
    warning: bytes | None


def claim(lines: bytes) -> Claim | None:
    """What the lines of a thing say where it is a claim of the usual form, all of it in one named graph; None where it is anything else.

    >>> claim(b"<a:x> <a:p> <a:y> <a:g> .\\n") is None
    True
    """
    found = _USUAL.fullmatch(lines)
    return Claim._make(found.groups()) if found else None


def _line(curie: str, value: str) -> str:
    """A further line of the claim, in its graph."""
    return rf"\1 {_term(curie)} {value} \3 \.\n"


def _term(curie: str) -> str:
    return re.escape(f"<{expand(curie)}>")


_ADDRESS, _WORDS = r"<[^>\s]*+>", r'"[^"\\\n\r]*+(?:\\[^\n\r][^"\\\n\r]*+)*+"'
_PLACE = rf'"([0-9]{{1,15}})"\^\^{_term("xsd:integer")}'
_USUAL = re.compile(
    "".join(
        [
            rf"({_ADDRESS}) {_term('rdf:object')} ({_ADDRESS}) ({_ADDRESS}) \.\n",
            _line("rdf:predicate", f"({_ADDRESS})"),
            _line("rdf:subject", f"({_ADDRESS})"),
            _line("rdf:type", _term("pol:Claim")),
            _line("oa:end", _PLACE),
            _line("oa:exact", f"({_WORDS})"),
            _line("oa:start", _PLACE),
            f"(?:{_line('pol:extractedBy', _WORDS)})?",
            f"(?:{_line('pol:intent', _ADDRESS)})*",
            _line("pol:statedIn", f"({_ADDRESS})"),
            rf"(?:\1 ({_term('pol:warning')}) {_WORDS} \3 \.\n)?",
        ]
    ).encode()
)
