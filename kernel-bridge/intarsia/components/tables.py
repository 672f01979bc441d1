"""Tables of many makes as rows of plain values. pandas is told by name, never imported."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ..frozen import dataclass
from .hints import is_named
from .recordbuild import record_as_dict

Cell = Any
_MAX_COLUMNS = 1000


@dataclass(frozen=True)
class Table:
    """Rows of plain values, with the names of the columns."""

    headers: list[str]
    rows: list[list[Cell]]
    index: list[str] | None = None
    total_rows: int | None = None
    """How many rows there are, where not all are here."""

    def wire(self) -> dict[str, Any]:
        """Return the table as it travels."""
        cut = self.total_rows is not None and self.total_rows > len(self.rows)
        metadata = None
        if cut or self.index is not None:
            total = self.total_rows if self.total_rows is not None else len(self.rows)
            metadata = {"index": self.index, "total_rows": total}
        return {"headers": self.headers, "data": self.rows, "metadata": metadata}


def table_of(value: Any, max_cells: int) -> Table | None:
    """Return a table of anything that is one; `None` for other values.

    A pandas frame, series or `Styler`; a frame that can become one; a numpy array of two
    dimensions; a list of records, of mappings or of lists; a mapping of columns.
    """
    if is_named(type(value), "pandas.Styler"):
        value = value.data
    if is_named(type(value), "pandas.Series"):
        value = value.to_frame()
    if is_named(type(value), "pandas.DataFrame"):
        return _of_pandas(value, max_cells)
    if is_named(type(value), "numpy.ndarray"):
        return _of_array(value, max_cells)
    rows = getattr(value, "iter_rows", None)  # polars
    if callable(rows) and hasattr(value, "columns"):
        return _of_rows(list(map(str, value.columns)), rows(), len(value), max_cells)
    convert = getattr(value, "to_pandas", None)  # pyarrow and others
    if callable(convert):
        return table_of(convert(), max_cells)
    if isinstance(value, Mapping):
        return _of_columns(value, max_cells)
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return _of_list(value, max_cells)
    return None


def rows_sent(columns: int, max_cells: int) -> int:
    """Return how many rows of a table are sent."""
    return max(1, max_cells // max(1, columns))


def cell(value: Any) -> Cell:
    """Return one value as it stands in a table: a text, a number, a truth value or nothing.

    Examples
    --------
    >>> import datetime, decimal
    >>> cell(datetime.date(2024, 5, 1)), cell(decimal.Decimal("1.50"))
    ('2024-05-01', '1.50')
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if is_named(type(value), "numpy.generic"):
        item = value.item()
        return str(value) if is_named(type(item), "numpy.generic") else cell(item)
    return str(value)


def header(name: Any) -> str:
    """Return the name of a column; of several levels, joined.

    Examples
    --------
    >>> header(("petal", "width"))
    'petal / width'
    """
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _of_pandas(frame: Any, max_cells: int) -> Table:
    columns = min(frame.shape[1], _MAX_COLUMNS)
    window = frame.iloc[: rows_sent(columns, max_cells), :columns]
    values = [[cell(item) for item in window.iloc[:, at].tolist()] for at in range(columns)]
    rows = [list(row) for row in zip(*values, strict=True)] if values else []
    plain = is_named(type(frame.index), "pandas.RangeIndex") and frame.index.name is None
    return Table(
        headers=[header(name) for name in window.columns],
        rows=rows,
        index=None if plain else [header(label) for label in window.index],
        total_rows=len(frame) if values else None,
    )


def _of_array(array: Any, max_cells: int) -> Table | None:
    if array.ndim == 1:
        array = array.reshape(-1, 1)
    if array.ndim != 2:
        return None
    names = [str(at + 1) for at in range(array.shape[1])]
    return _of_rows(names, array, len(array), max_cells)


def _of_rows(headers: list[str], rows: Iterable[Any], total: int, max_cells: int) -> Table:
    sent = islice(rows, rows_sent(len(headers), max_cells))
    return Table(headers, [[cell(item) for item in row] for row in sent], total_rows=total)


def _of_columns(columns: Mapping[Any, Any], max_cells: int) -> Table | None:
    if set(columns) == {"headers", "data", "metadata"} or set(columns) == {"headers", "data"}:
        rows = columns["data"]
        return _of_rows([str(name) for name in columns["headers"]], rows, len(rows), max_cells)
    values = {}
    for name, column in columns.items():
        if isinstance(column, (str, bytes, Mapping)) or not isinstance(column, Iterable):
            return None
        values[header(name)] = list(column)
    length = max(map(len, values.values()), default=0)
    if any(len(column) != length for column in values.values()):
        raise TypeError("The columns of a table must be of the same length.")
    return _of_rows(list(values), zip(*values.values(), strict=True), length, max_cells)


def _of_list(rows: list[Any] | tuple[Any, ...], max_cells: int) -> Table | None:
    records = [record_as_dict(row) for row in rows]
    if rows and all(record is not None for record in records):
        names = list(dict.fromkeys(name for record in records for name in record or ()))
        lines = ([(record or {}).get(name) for name in names] for record in records)
        return _of_rows(names, lines, len(rows), max_cells)
    if all(_is_row(row) for row in rows):
        width = max(map(len, rows), default=0)
        lines = ([*row, *[None] * (width - len(row))] for row in rows)
        return _of_rows([str(at + 1) for at in range(width)], lines, len(rows), max_cells)
    if any(_is_row(row) or record is not None for row, record in zip(rows, records, strict=True)):
        return None
    return _of_rows(["1"], ([row] for row in rows), len(rows), max_cells)


def _is_row(row: Any) -> bool:
    return isinstance(row, (list, tuple)) or is_named(type(row), "numpy.ndarray")


def same_cell(one: Cell, other: Cell) -> bool:
    """Whether two plain values are the same, with `nan` equal to itself and to nothing."""
    if one is None or other is None:
        return _is_empty(one) and _is_empty(other)
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    return bool(one == other)


def _is_empty(value: Cell) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
