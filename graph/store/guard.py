"""What a query may do: read this graph, and nothing else.

The engine opens no file and its query language writes nothing; what is left to refuse is a clause that asks other servers.
"""

from __future__ import annotations

import re

from graph.errors import BadQuery


def guarded(sparql: str) -> str:
    """The query as it is; raises `BadQuery` where it would reach another server.

    >>> guarded("ASK { ?plan pol:implements ?resolution }")
    'ASK { ?plan pol:implements ?resolution }'
    >>> guarded("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    graph.errors.BadQuery: SERVICE: a query cannot ask another server; ask this graph alone
    """
    if _calls_out(sparql):
        raise BadQuery("SERVICE: a query cannot ask another server; ask this graph alone")
    return sparql


def _calls_out(sparql: str) -> bool:
    """Whether the text holds a SERVICE clause: the word, then a variable or an IRI. Errs on the safe side.

    Strings and comments are not taken out first, because a mistake in that would be a way around the check.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U0000([0-9A-Fa-f]{4})", lambda m: chr(int(m[1] or m[2], 16)), sparql)
    plain = re.sub(r"[?$]\w+", "?v", plain)
    gap = r"(?:\s|#[^\n\r]*[\n\r])*"
    clause = rf"(?<!:)SERVICE{gap}(?:SILENT{gap})?(?:[<?$]|[^\s\"'(){{}}<>]*:)"
    return re.search(clause, plain, re.IGNORECASE) is not None
