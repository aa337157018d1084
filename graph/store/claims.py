"""A claim as a document states it: nine tenths of a graph are such lines, and to take those of a claim together costs a tenth of taking each."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.vocab import in_lines


class Claim(NamedTuple):
    """What the lines of a claim say, as they have it: terms with their brackets, words with their quotes, numbers without; `intents` are whole lines."""

    term: bytes
    object: bytes
    graph: bytes
    predicate: bytes
    subject: bytes
    end: bytes
    exact: bytes
    start: bytes
    rule: bytes | None
    intents: bytes
    document: bytes
    warning: bytes | None


def claim(data: bytes, at: int = 0, end: int | None = None) -> tuple[Claim, int] | None:
    """What a claim says whose lines begin at a place, and where they end; None where it has not the usual form, all of it in one named graph.

    >>> claim(b"<a:x> <a:p> <a:y> <a:g> .") is None
    True
    """
    found = _USUAL.match(data, at, len(data) if end is None else end)
    if found is None or data.startswith(found[1] + b" ", found.end()):
        return None
    return Claim._make(found.groups()), found.end()


def _line(curie: str, value: str) -> str:
    """A further line of the claim, in its graph."""
    return rf"\1 {_term(curie)} {value} \3 \.\n"


def _term(curie: str) -> str:
    return re.escape(in_lines(curie).decode())


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
            f"(?:{_line('pol:extractedBy', f'({_WORDS})')})?",
            f"((?:{_line('pol:intent', _ADDRESS)})*)",
            _line("pol:statedIn", f"({_ADDRESS})"),
            f"(?:{_line('pol:warning', f'({_WORDS})')})?",
        ]
    ).encode()
)
