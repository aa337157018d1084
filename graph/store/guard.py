"""What a query may do: read this graph, and nothing else; and what the engine can take.

The engine opens no file and its query language writes nothing; what is left to refuse is a clause that asks other servers,
and a text so deep that the engine, which descends into it, runs out of stack and takes its process along.
"""

from __future__ import annotations

import re
from itertools import accumulate

from graph.errors import BadQuery

LONGEST = 1_000_000
"""Characters of a query: 10,000 addresses in a VALUES clause fit."""
DEEPEST = 100
"""Brackets within brackets. The deepest named question has 8; the engine of 2026 ends its process between 300 and 1,000."""
MOST_PARTS = 1_000
"""Groups, filters and operators in all, since a chain of them is a deep tree to the engine; it ends between 1,000 and 3,000."""

_TOKENS = re.compile(
    r"""
      <[^<>"{}|^`\\\x00-\x20]*>                            # an address
    | \"\"\"(?:(?:\"|\"\")?(?:[^"\\]|\\.))*\"\"\" | '''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | \#[^\n\r]*
    | [?$]\w+ | [\w.-]*:[\w.%-]*                           # a variable, a prefixed name
    """,
    re.VERBOSE | re.DOTALL,
)
_PARTS = re.compile(r"[{!*/^|+-]|&&|\b(?:BIND|FILTER|IN)\b", re.IGNORECASE)


def guarded(sparql: str) -> str:
    """The query as it is; raises `BadQuery` where it would reach another server, or is too long or too deep to be run.

    >>> guarded("ASK { ?plan pol:implements ?resolution }")
    'ASK { ?plan pol:implements ?resolution }'
    >>> guarded("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    graph.errors.BadQuery: SERVICE: a query cannot ask another server; ask this graph alone
    >>> guarded("ASK " + "{" * 3000 + "}" * 3000)
    Traceback (most recent call last):
    graph.errors.BadQuery: the query is too deep: 3000 brackets within brackets, at most 100 can be run; take some out
    """
    if len(sparql) > LONGEST:
        raise BadQuery(f"the query is too long: {len(sparql)} characters, at most {LONGEST} can be run; divide it")
    if _calls_out(sparql):
        raise BadQuery("SERVICE: a query cannot ask another server; ask this graph alone")
    bare = skeleton(sparql)
    depth = max(accumulate((1 if c in "{([" else -1) for c in bare if c in "{([])}"), default=0)
    if depth > DEEPEST:
        raise BadQuery(
            f"the query is too deep: {depth} brackets within brackets, at most {DEEPEST} can be run; take some out"
        )
    parts = sum(1 for _ in _PARTS.finditer(bare))
    if parts > MOST_PARTS:
        raise BadQuery(
            f"the query has too many parts: {parts} groups and operators, at most {MOST_PARTS} can be run; "
            "divide it, or list values in a VALUES clause"
        )
    return sparql


def skeleton(sparql: str) -> str:
    """The query without what may hold anything: addresses, strings, comments, names.

    >>> skeleton('SELECT ?s { ?s rdfs:label "{ }" } # {')
    'SELECT   {       }  '
    """
    return _TOKENS.sub(" ", sparql)


def _calls_out(sparql: str) -> bool:
    """Whether the text holds a SERVICE clause: the word, then a variable or an IRI. Errs on the safe side.

    Strings and comments are not taken out first, because a mistake in that would be a way around the check.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U0000([0-9A-Fa-f]{4})", lambda m: chr(int(m[1] or m[2], 16)), sparql)
    plain = re.sub(r"[?$]\w+", "?v", plain)
    gap = r"(?:\s|#[^\n\r]*[\n\r])*"
    clause = rf"(?<!:)SERVICE{gap}(?:SILENT{gap})?(?:[<?$]|[^\s\"'(){{}}<>]*:)"
    return re.search(clause, plain, re.IGNORECASE) is not None
