"""The page that asks the graph: an editor, the named questions as a menu, the answer as table, chart or graph."""

from __future__ import annotations

from collections.abc import Sequence

from graph.store import Result


def query_page(*, lang: str, beside: Sequence[str], rows: int) -> str:
    """x"""
    return "<!doctype html><title>x</title>"


def workbook(found: Result) -> bytes:
    """x"""
    return b""
