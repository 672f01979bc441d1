"""A table."""

from __future__ import annotations

import importlib
import typing
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal, get_origin

from ..errors import InvalidValueError, InvalidValuesError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field, fields_of
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer, InferOutput
from .bounds import check_length
from .frames import frame_of
from .hints import (
    ANYTHING,
    collection_of,
    is_named,
    is_nullable,
    mapping_of,
    part,
    qualified_name,
    start,
    without_none,
)
from .recordbuild import is_shown_by_fields, make_record, read_part, record_as_dict
from .tablerows import at_columns, loose, read_table
from .tables import Cell, Table, cell, rows_sent, table_of


@dataclass(frozen=True, kw_only=True)
class DataframeSpec(ComponentSpec):
    """The description of a dataframe."""

    headers: tuple[str, ...] | None = None
    """Names of the columns; null takes them from the value."""
    datatype: tuple[Literal["str", "number", "bool", "date"], ...] | None = None
    """What each column holds; null takes it from the value."""
    row_count: int | None = None
    """Fixed when given: rows can be neither added nor removed."""
    column_count: int | None = None
    """Fixed when given."""
    max_cells: int = 1000
    """How many cells are sent at the most."""


Datatype = Literal["str", "number", "bool", "date"]
Limits = tuple[int | None, int | None]

_AS_TEXT = ("markdown", "html", "image")
_TYPES = ("pandas", "numpy", "array", "polars", "records")

_DATATYPES: dict[str, Datatype] = {
    "number": "number",
    "slider": "number",
    "checkbox": "bool",
    "date": "date",
    "datetime": "date",
}
_BLANK = ("A", "B", "C")
"""Columns of a table about which nothing is known."""
_SCALARS = (
    "textbox",
    "number",
    "slider",
    "checkbox",
    "radio",
    "dropdown",
    "date",
    "datetime",
    "time",
)
"""Kinds whose value fits a cell."""


class Dataframe(Component):
    """A table.

    Parameters
    ----------
    value : optional
        A pandas frame, a list of records, mappings or lists (one for each row), or a mapping of
        names to columns.
    headers : list of str, optional
        Names of the columns; by default those of the value.
    row_count, column_count : int or (int, str), optional
        How many rows or columns there are at the start: `(3, "fixed")` for always.
    row_limits, column_limits : (int or None, int or None), optional
        How many there may be, at least and at most.
    datatype : {"str", "number", "bool", "date", "auto"} or a list of them, optional
        What all columns, or each of them, hold; by default, and with `"auto"`, taken from the
        value. `"markdown"`, `"html"` and `"image"` are shown as text.
    type : {"pandas", "numpy", "array", "polars", "records"}, default "pandas"
        What the function gets: a pandas or polars frame, a numpy array of shape (rows, columns),
        a list of lists, or a list of records.
    max_cells : int, default 1000
        How many cells are sent at the most; the rows beyond stay as they are.
    record : type, optional
        With `type="records"`, the type of the records; by default `dict`.
    columns : dict of Component, or Component, optional
        With `type="records"` or `"array"`, the component that reads each column, or all.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When `type` or `datatype` is something else.

    Examples
    --------
    >>> Dataframe([["a", 1]], headers=["name", "number"], type="array").initial()["data"]
    [['a', 1]]
    """

    kind = "dataframe"
    spec_type = DataframeSpec
    TRIED = (int, float)
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select", "edit")
    NOT_YET: ClassVar[tuple[str, ...]] = (
        "buttons",
        "col_count",
        "column_widths",
        "latex_delimiters",
        "line_breaks",
        "max_chars",
        "max_height",
        "pinned_columns",
        "show_row_numbers",
        "show_search",
        "static_columns",
        "wrap",
    )

    def __init__(
        self,
        value: Any = None,
        *,
        headers: list[str] | tuple[str, ...] | None = None,
        row_count: int | tuple[int, str] | None = None,
        row_limits: Limits | None = None,
        column_count: int | tuple[int, str] | None = None,
        column_limits: Limits | None = None,
        datatype: str | Sequence[str] | None = None,
        type: Literal["pandas", "numpy", "array", "polars", "records"] = "pandas",
        max_cells: int = 1000,
        record: Any = None,
        columns: dict[str, Component] | Component | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.headers = None if headers is None else [str(name) for name in headers]
        self.row_count = _fixed(row_count, row_limits)
        self.column_count = _fixed(column_count, column_limits)
        self.column_limits = column_limits or (None, None)
        self.datatype = _as_datatype(datatype)
        self.type = type
        self.max_cells = max_cells
        self.record = record
        self.columns = columns
        self.runs_user_code = record is not None
        self.min_length, self.max_length = row_limits or (None, None)

    def own_spec(self) -> dict[str, Any]:
        headers = self.headers
        return {
            "headers": None if headers is None else tuple(headers),
            "datatype": self._datatypes(),
            "row_count": self.row_count,
            "column_count": self.column_count,
            "max_cells": self.max_cells,
        }

    def _datatypes(self) -> tuple[Datatype, ...] | None:
        if isinstance(self.datatype, str):
            width = self.column_count or len(self.headers or ())
            return (self.datatype,) * width if width else None
        if self.datatype is not None:
            return tuple(self.datatype)
        if isinstance(self.columns, dict):
            return tuple(_DATATYPES.get(item.kind, "str") for item in self.columns.values())
        if is_named(type(self.value), "pandas.DataFrame"):
            kinds: dict[str, Datatype] = dict.fromkeys("iuf", "number")
            kinds |= {"b": "bool", "M": "date"}
            return tuple(kinds.get(getattr(of, "kind", "O"), "str") for of in self.value.dtypes)
        return None

    def initial(self) -> Json:
        if self.value is None:
            return Table(list(self.headers or _BLANK), []).wire()
        return self.postprocess(self.value)

    def preprocess(self, value: Json) -> Any:
        if value is None:
            value = {"headers": list(self.headers or ()), "data": [], "metadata": None}
        table = read_table(value)
        headers, rows = table.headers, table.rows
        self._check_size(headers, rows)
        total = table.total_rows or 0
        if self.type == "pandas":
            like = self.value if is_named(type(self.value), "pandas.DataFrame") else None
            return frame_of(headers, rows, table.index, like, total)
        if total > len(rows):
            raise InvalidValueError("This table is longer than what can be edited here.")
        if self.type == "numpy":
            import numpy as np

            return np.array(rows)
        if self.type == "polars":
            return importlib.import_module("polars").DataFrame(rows, schema=headers, orient="row")
        return self._read(headers, rows)

    def _check_size(self, headers: list[str], rows: list[list[Cell]]) -> None:
        if self.headers is not None and len(headers) != len(self.headers):
            raise InvalidValueError(f"There must be {len(self.headers)} columns.")
        if self.column_count is not None and len(headers) != self.column_count:
            raise InvalidValueError(f"There must be {self.column_count} columns.")
        check_length(len(headers), *self.column_limits, "column")
        if self.row_count is not None and len(rows) != self.row_count:
            raise InvalidValueError(f"There must be {self.row_count} rows.")
        if len(rows) > rows_sent(len(headers), self.max_cells):
            raise InvalidValueError(f"At most {self.max_cells:,} cells can be entered here.")
        check_length(len(rows), self.min_length, self.max_length, "row")

    def _read(self, headers: list[str], rows: list[list[Cell]]) -> list[Any]:
        """Return lists or records, each cell read by the component of its column."""
        columns = self.columns
        if isinstance(columns, dict):
            if len(headers) != len(columns):
                raise InvalidValueError(f"There must be {len(columns)} columns.")
            names = list(columns)
            readers: list[Component | None] = list(columns.values())
        else:
            names, readers = headers, [columns for _ in headers]
            if self.type == "records" and len(set(names)) < len(names):
                raise InvalidValueError("Two columns have the same name.")
        found: list[Any] = []
        errors: list[InvalidValueError] = []
        for at, row in enumerate(rows):
            before = len(errors)
            cells = []
            for column, (item, reader) in enumerate(zip(row, readers, strict=True)):
                try:
                    cells.append(item if reader is None else reader.preprocess(loose(item, reader)))
                except InvalidValueError as error:
                    errors.append(error.within(at, column))
            if len(errors) == before:
                try:
                    found.append(self._row(names, cells))
                except InvalidValueError as error:
                    errors += at_columns(error, at, names)
        if errors:
            raise errors[0] if len(errors) == 1 else InvalidValuesError(tuple(errors))
        return found

    def _row(self, names: list[str], cells: list[Any]) -> Any:
        if self.type == "array":
            return cells
        values = dict(zip(names, cells, strict=True))
        return values if self.record is None else make_record(self.record, values)

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return Table(list(self.headers or ()), []).wire()
        if isinstance(self.columns, dict) and isinstance(value, Iterable) and _is_list(value):
            return self._show_records(list(value), self.columns)
        table = table_of(value, self.max_cells)
        if table is None:
            raise self.refuse(value, "a table")
        headers = table.headers
        if self.headers is not None and (not headers or len(headers) == len(self.headers)):
            headers = list(self.headers)
        return Table(headers, table.rows, table.index, table.total_rows).wire()

    def _show_records(self, records: list[Any], columns: dict[str, Component]) -> Json:
        rows = []
        for record in records[: rows_sent(len(columns), self.max_cells)]:
            if record_as_dict(record) is None and self.record is None:
                raise self.refuse(record, "records")
            try:
                rows.append(
                    [
                        cell(item.postprocess(read_part(record, name)))
                        for name, item in columns.items()
                    ]
                )
            except LookupError as error:
                raise TypeError(f"A record of this table has no field {error}.") from None
        headers = list(self.headers or columns)
        return Table(headers, rows, total_rows=len(records)).wire()

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if is_nullable(field):
            return None
        name = qualified_name(field.annotation)
        if is_named(field.annotation, "pandas.DataFrame"):
            return Accepted(cls(start(field), required=True), name)
        found = collection_of(field.annotation)
        if not found or found[0] is not list:
            return None
        frame = cls._for_records(field, found[1], infer) or cls._for_lists(field, found[1], infer)
        if frame is None:
            return None
        frame.min_length = field.constraints.min_length
        frame.max_length = field.constraints.max_length
        return Accepted(frame, f"{name}: a table")

    @classmethod
    def _for_records(cls, field: Field, item: Any, infer: Infer) -> Dataframe | None:
        if item is dict or get_origin(item) is dict:
            values = mapping_of(item)
            reader = infer(part("", values[2])).component if values else None
            if values and (values[1] is not str or values[2] not in ANYTHING):
                if values[1] is not str or reader is None or reader.kind not in _SCALARS:
                    return None
            else:
                reader = None
            frame = cls(start(field), type="records", columns=reader, required=True)
            return None if frame._nested() else frame
        fields = fields_of(item)
        if not fields:
            return None
        columns = {one.name: infer(one).component for one in fields}
        if any(one.kind not in _SCALARS for one in columns.values()):
            return None
        return cls(
            start(field),
            headers=[one.label or one.name for one in fields],
            column_count=(len(fields), "fixed"),
            type="records",
            record=item,
            columns=columns,
            required=True,
        )

    def _nested(self) -> bool:
        """Whether the start has mappings that fit no table."""
        rows = self.value if isinstance(self.value, list) else []
        plain = (str, int, float, bool, type(None))
        return any(
            not isinstance(item, plain)
            for row in rows
            if isinstance(row, dict)
            for item in row.values()
        )

    @classmethod
    def _for_lists(cls, field: Field, item: Any, infer: Infer) -> Dataframe | None:
        found = collection_of(item)
        if not found or found[0] is not list:
            return None
        reader = infer(part("", found[1])).component
        if reader.kind not in _SCALARS or field.default == []:
            return None
        return cls(start(field), type="array", columns=reader, required=True)

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        because = f"returns {qualified_name(annotation)}"
        if is_named(inner, "pandas.DataFrame", "pandas.Series", "pandas.Styler"):
            return Accepted(cls(interactive=False), because)
        if is_named(inner, "polars.DataFrame", "pyarrow.Table"):
            return Accepted(cls(interactive=False), because)
        found = collection_of(inner)
        if found is None:
            return None
        values = mapping_of(found[1])
        simple = values is not None and values[2] in (str, int, float, bool)
        if not simple and not is_shown_by_fields(found[1]):
            return None
        return Accepted(cls(interactive=False), because)


def _fixed(count: int | tuple[int, str] | None, limits: Limits | None) -> int | None:
    """Return the number that has to be kept, if there is one."""
    if isinstance(count, (tuple, list)) and count[1] == "fixed":
        return int(count[0])
    return limits[0] if limits is not None and limits[0] == limits[1] else None


def _as_datatype(given: str | Sequence[str] | None) -> Datatype | list[Datatype] | None:
    """Return what columns hold, of those that are told apart here."""
    if given is None or given == "auto":
        return None
    if not isinstance(given, str):
        found = [_as_datatype(one) for one in given]
        return [one if isinstance(one, str) else "str" for one in found]
    if given not in (*typing.get_args(Datatype), *_AS_TEXT):
        raise ValueError(f'datatype is "str", "number", "bool", "date" or "auto", not {given!r}.')
    return "str" if given in _AS_TEXT else typing.cast("Datatype", given)


def _is_list(value: Any) -> bool:
    return not isinstance(value, (str, bytes, dict)) and not hasattr(value, "columns")
