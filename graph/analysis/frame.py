"""Rows as a pandas DataFrame, for notebooks: the one place that opens pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import PolicyGraphError
from graph.store.answer import Result

if TYPE_CHECKING:
    import pandas


def frame(rows: Result | Iterable[Any], columns: Sequence[str] = ()) -> pandas.DataFrame:
    """The rows of an analysis, the findings of one kind, or the answer of a query, as a DataFrame.

    Its columns are the fields of the rows, or those that `columns` names. Name them where there may be no rows: what has
    no rows has no fields.

    >>> from graph.records.periods import period
    >>> frame([period("2022"), period("2022-Q1")])["name"].tolist()
    ['2022', '2022-Q1']
    >>> frame([], ["name", "first"]).shape
    (0, 2)
    """
    pandas = _pandas()
    found = _columns(rows)
    if not found and not columns:
        raise PolicyGraphError(
            'frame: no rows, so no columns; name those that you need: frame(rows, ["agency", "leads"])'
        )
    unknown = [name for name in columns if found and name not in found]
    if unknown:
        raise PolicyGraphError(f"frame: the rows have no {unknown[0]!r}; they have {', '.join(found)}")
    return pandas.DataFrame({name: found.get(name, []) for name in columns or found})


def _columns(rows: Result | Iterable[Any]) -> dict[str, list[Any]]:
    """The values below each column, in the order of the rows."""
    if isinstance(rows, Result):
        values = rows.values
        return {name: [row[i] for row in values] for i, name in enumerate(rows.columns)}
    found = list(rows)
    if not all(map(is_dataclass, found)):
        raise PolicyGraphError("frame: these are no rows of an analysis and no answer of a query")
    return {field.name: [getattr(row, field.name) for row in found] for field in fields(found[0])} if found else {}


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise PolicyGraphError(
            "a DataFrame needs pandas, which is not installed: pip install 'policygraph[notebooks]'"
        ) from error
    return pandas
