"""pandas frames from what a person entered, of the types that the frame before them had."""

from __future__ import annotations

import datetime
import importlib
import math
from typing import Any

from ..errors import InvalidValueError, InvalidValuesError
from .isotext import read_iso
from .tables import Cell, cell, header, same_cell

_EMPTY = ("", None)


def _pandas() -> Any:
    return importlib.import_module("pandas")


def frame_of(
    headers: list[str], rows: list[list[Cell]], index: list[str] | None, like: Any, total: int
) -> Any:
    """Return a `pandas.DataFrame`.

    Parameters
    ----------
    like
        The frame that was shown, or `None`. A cell that nobody changed is its very object;
        a changed one is read as the type of its column. Rows that were not sent stay.
    total
        How many rows the frame that was shown has.

    Raises
    ------
    InvalidValuesError
        With all cells that are not of their column's type, by row and column.
    """
    pd = _pandas()

    if like is None:
        return pd.DataFrame(rows, columns=headers, index=index).infer_objects()
    names = {header(name): at for at, name in enumerate(like.columns)}
    rest = like.iloc[len(rows) :] if total > len(rows) and total == len(like) else like.iloc[:0]
    errors: list[InvalidValueError] = []
    columns = []
    for at, name in enumerate(headers):
        old_at = at if headers == list(map(header, like.columns)) else names.get(name)
        values = [row[at] for row in rows]
        if old_at is None:
            column = pd.Series(values).infer_objects()
            columns.append(column if rest.empty else column.reindex(range(total)))
            continue
        column = like.iloc[:, old_at]
        read = _column(values, column, at, errors)
        if read is not None:
            read = pd.concat([read, rest.iloc[:, old_at]]) if len(rest) else read
            columns.append(read.reset_index(drop=True))
    if errors:
        raise errors[0] if len(errors) == 1 else InvalidValuesError(tuple(errors))
    length = len(rows) + len(rest)
    frame = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=pd.RangeIndex(length))
    same = headers == list(map(header, like.columns))
    frame.columns = like.columns if same else pd.Index(headers)
    frame.index = _index(index, like, length, rest)
    return frame


def _column(values: list[Cell], like: Any, at: int, errors: list[InvalidValueError]) -> Any:
    pd = _pandas()

    old = like.iloc[: len(values)].tolist()
    found: list[Any] = []
    failed = len(errors)
    for row, value in enumerate(values):
        if row < len(old) and same_cell(cell(old[row]), value):
            found.append(old[row])
            continue
        try:
            found.append(_read(value, like.dtype))
        except InvalidValueError as error:
            errors.append(error.within(row, at))
    if len(errors) > failed:
        return None
    try:
        return pd.Series(found, dtype=like.dtype)
    except (ValueError, TypeError, OverflowError):
        errors.append(InvalidValueError(f"Must be of type {like.dtype}.", path=(0, at)))
        return None


def _read(value: Cell, dtype: Any) -> Any:
    pd = _pandas()

    if isinstance(dtype, pd.CategoricalDtype):
        return _category(value, dtype)
    kind = getattr(dtype, "kind", "O")
    numpy_only = isinstance(getattr(dtype, "type", None), type) and not hasattr(dtype, "na_value")
    if kind == "b":
        return _truth(value, numpy_only)
    if kind in "iuf":
        return _number(value, dtype, kind, numpy_only)
    if kind == "M":
        return _moment(value, dtype)
    if kind == "m":
        return _stretch(value)
    if pd.api.types.is_string_dtype(dtype) and not pd.api.types.is_object_dtype(dtype):
        return None if value is None else str(value)
    return value


def _truth(value: Cell, must: bool) -> Any:
    if isinstance(value, bool):
        return value
    if value in _EMPTY and not must:
        return None
    word = str(value).strip().lower()
    if word in ("true", "yes", "1"):
        return True
    if word in ("false", "no", "0"):
        return False
    raise InvalidValueError("Must be true or false.")


def _number(value: Cell, dtype: Any, kind: str, must: bool) -> Any:
    whole = kind in "iu"
    wanted = InvalidValueError("Enter a whole number." if whole else "Enter a number.")
    if value in _EMPTY:
        if whole and must:
            raise wanted
        return math.nan if must else None
    if isinstance(value, bool):
        raise wanted
    try:
        number = float(value) if not isinstance(value, int) else value
        if isinstance(value, str) and value.strip().lstrip("+-").isdecimal():
            number = int(value)
    except (ValueError, TypeError, OverflowError):
        raise wanted from None
    if not whole:
        return number
    if number != number or number in (math.inf, -math.inf) or number != int(number):
        raise wanted
    bits = 8 * dtype.itemsize
    low, high = (0, 2**bits - 1) if kind == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    if not low <= number <= high:
        raise InvalidValueError(f"Must be from {low:,} to {high:,}.")
    return int(number)


def _category(value: Cell, dtype: Any) -> Any:
    if value in _EMPTY:
        return None
    for category in dtype.categories:
        if same_cell(cell(category), value) or str(category) == str(value):
            return category
    raise InvalidValueError("Choose one of the offered values.")


def _moment(value: Cell, dtype: Any) -> Any:
    pd = _pandas()

    if value in _EMPTY:
        return pd.NaT
    wrong = InvalidValueError("Enter a day, e.g. 2024-05-01.")
    try:
        moment = pd.Timestamp(read_iso(datetime.datetime, value))
        zone = getattr(dtype, "tz", None)
        if zone is not None:
            return moment.tz_localize(zone) if moment.tz is None else moment.tz_convert(zone)
    except (ValueError, TypeError, OverflowError):
        raise wrong from None
    if moment.tz is not None:
        raise InvalidValueError("Leave out the time zone.")
    return moment


def _stretch(value: Cell) -> Any:
    pd = _pandas()

    if value in _EMPTY:
        return pd.NaT
    try:
        if isinstance(value, str) and len(value) <= 64:
            return pd.Timedelta(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return pd.Timedelta(seconds=value)
    except (ValueError, OverflowError):
        pass  # said below
    raise InvalidValueError("Enter a length of time, e.g. 1 days 02:00:00.")


def _index(index: list[str] | None, like: Any, length: int, rest: Any) -> Any:
    pd = _pandas()

    if index is None:
        return pd.RangeIndex(length)
    window = like.index[: length - len(rest)]
    if index == [header(label) for label in window]:
        return like.index[:length]
    labels: dict[str, Any] = {}
    for label in like.index:
        labels.setdefault(header(label), label)
    found = [labels.get(text, text) for text in index] + list(rest.index)
    if isinstance(like.index, pd.MultiIndex):
        found = [label if isinstance(label, tuple) else (label,) for label in found]
        return pd.Index(found, tupleize_cols=False, name=like.index.name)
    return pd.Index(found, name=like.index.name)
