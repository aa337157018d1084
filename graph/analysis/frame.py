"""Rows as a pandas DataFrame, for notebooks: the one place that opens pandas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import PolicyGraphError
from graph.store.answer import Result

if TYPE_CHECKING:
    import pandas


def frame(rows: Result | Iterable[Any], kind: type[Any] | None = None) -> pandas.DataFrame:
    """The rows of an analysis, or the answer of a query, as a DataFrame; columns are their fields.

    `kind` is the dataclass of the rows; it is needed only where there may be none, so that the columns are there.

    >>> from graph.records.periods import period
    >>> frame([period("2022"), period("2022-Q1")])["name"].tolist()
    ['2022', '2022-Q1']
    """
    pandas = _pandas()
    if isinstance(rows, Result):
        return pandas.DataFrame(rows.values, columns=list(rows.columns))
    found = list(rows)
    of = kind or (type(found[0]) if found else None)
    if of is None or not is_dataclass(of):
        raise PolicyGraphError(
            "frame: these are no rows of an analysis; where there may be none, name their class: kind=Load"
        )
    return pandas.DataFrame([astuple(row) for row in found], columns=[field.name for field in fields(of)])


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise PolicyGraphError(
            "a DataFrame needs pandas, which is not installed: pip install 'policygraph[notebooks]'"
        ) from error
    return pandas
