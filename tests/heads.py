"""What a document says of itself, as the cases of letterheads and of beginnings write it down."""

from __future__ import annotations

from functools import cache
from typing import Any

from graph.model import Header, Source
from graph.structure import parse


@cache
def read(text: str) -> Header:
    return parse(Source("document.txt", text)).header


def told(header: Header) -> dict[str, Any]:
    return {
        "type": header.type,
        "number": header.number,
        "date": str(header.date) if header.date else None,
        "issuer": header.issuer and header.issuer.full,
        "tier": header.issuer and header.issuer.tier,
        "joint": [name.full for name in header.joint],
        "jurisdiction": header.jurisdiction,
        "title": header.title,
        "period": list(header.period) if header.period else None,
        "signer": header.signer,
        "role": header.role,
    }


def text_of(case: dict[str, Any]) -> str:
    return str(case["text"]).replace("→", "\t")
