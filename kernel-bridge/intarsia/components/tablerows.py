"""A table as a browser sent it: checked, before anybody believes that it is one."""

from __future__ import annotations

from ..errors import InvalidValueError, InvalidValuesError
from ..messages import Json
from .base import Component
from .tables import Cell, Table


def read_table(value: Json) -> Table:
    """Return the table that a browser sent.

    Raises
    ------
    InvalidValueError
        When it is none: its parts of other types, its rows of different lengths.
    """
    wrong = InvalidValueError("This is not a table.")
    if not isinstance(value, dict) or not {"headers", "data"} <= value.keys():
        raise wrong
    headers, rows = value["headers"], value["data"]
    if not isinstance(headers, list) or not all(isinstance(name, str) for name in headers):
        raise wrong
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise wrong
    metadata = value.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise wrong
    index, total = metadata.get("index"), metadata.get("total_rows")
    if index is not None:
        if not isinstance(index, list) or not all(isinstance(text, str) for text in index):
            raise wrong
        if len(index) != len(rows):
            raise InvalidValueError("Each row needs a name.")
    for at, row in enumerate(rows):
        if len(row) != len(headers):
            raise InvalidValueError(f"This row needs {len(headers)} cells.", path=(at,))
        for column, item in enumerate(row):
            if isinstance(item, (list, dict, bytes)):
                raise InvalidValueError("Enter a text or a number.", path=(at, column))
    given = isinstance(total, int) and not isinstance(total, bool)
    return Table(headers, rows, index, total if given else len(rows))


def loose(item: Cell, reader: Component) -> Cell:
    """Return a cell as its component takes it: a pasted table holds texts only."""
    if not isinstance(item, str) or reader.kind not in ("number", "slider", "checkbox"):
        return str(item) if reader.kind == "textbox" and _is_number(item) else item
    text = item.strip()
    if reader.kind == "checkbox":
        return {"true": True, "yes": True, "false": False, "no": False, "": None}.get(
            text.lower(), item
        )
    if not text:
        return None
    try:
        return int(text) if text.lstrip("+-").isdecimal() else float(text)
    except ValueError:
        return item


def _is_number(item: Cell) -> bool:
    return isinstance(item, (int, float)) and not isinstance(item, bool)


def at_columns(error: InvalidValueError, row: int, names: list[str]) -> list[InvalidValueError]:
    """Return errors that name a field as errors that name its column."""
    parts = error.errors if isinstance(error, InvalidValuesError) else (error,)
    return [
        InvalidValueError(
            one.message,
            path=(row, names.index(str(one.path[0])))
            if one.path and one.path[0] in names
            else (row,),
        )
        for one in parts
    ]
