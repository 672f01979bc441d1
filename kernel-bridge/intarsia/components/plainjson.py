"""Any value as plain JSON, for a person to look at."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from typing import Any

from ..messages import Json
from .hints import is_named, ordered, qualified_name
from .recordbuild import record_as_dict

_DEPTH = 60
_SEVERAL = (list, tuple, set, frozenset, range)


def plain_json(value: Any) -> Json:
    """Return a value as JSON has it.

    Records become objects, members of an enum their value, days and times text, arrays
    lists. What JSON has no word for is named with its type and shown as text.

    Raises
    ------
    TypeError
        For a value that contains itself, or is nested too deeply.

    Examples
    --------
    >>> plain_json({"when": datetime.date(2024, 5, 1), 1: (2, 3)})
    {'when': '2024-05-01', '1': [2, 3]}
    """
    return _plain(value, 0)


def _plain(value: Any, depth: int) -> Json:
    if depth > _DEPTH:
        raise TypeError("The value contains itself, or is nested too deeply to be shown.")
    if isinstance(value, enum.Enum):
        inner = value.value
        return inner if isinstance(inner, (str, int, float, bool)) else str(value.name)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {_key(key): _plain(item, depth + 1) for key, item in value.items()}
    record = record_as_dict(value)
    if record is not None:
        return {key: _plain(item, depth + 1) for key, item in record.items()}
    if isinstance(value, _SEVERAL) or type(value).__name__ in ("deque", "dict_keys", "dict_values"):
        return [_plain(item, depth + 1) for item in ordered(value)]
    return _rarer(value, depth)


def _rarer(value: Any, depth: int) -> Json:
    if isinstance(value, (datetime.date, datetime.time)):
        return str(value)
    if type(value).__module__ == "decimal" and value.is_finite():
        return int(value) if value == int(value) else float(value)
    if is_named(type(value), "pandas.DataFrame"):
        return _plain(value.to_dict(orient="records"), depth + 1)
    if is_named(type(value), "pandas.Series"):
        return _plain(value.to_dict(), depth + 1)
    if is_named(type(value), "numpy.ndarray", "numpy.generic"):
        listed = value.tolist()
        return str(value) if type(listed) is type(value) else _plain(listed, depth + 1)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return f"{len(value):,} bytes"
    try:
        text = str(value)
    except Exception as error:  # whatever the value's own __str__ raises
        raise TypeError(f"A {qualified_name(type(value))} cannot be written as text.") from error
    if type(value).__module__ in ("decimal", "fractions", "uuid", "pathlib", "builtins"):
        return text
    return f"{qualified_name(type(value))}: {text}"


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str(key)
    return str(key.name) if isinstance(key, enum.Enum) else str(key)
