"""Days and times as ISO 8601 text, read strictly and in linear time."""

from __future__ import annotations

import datetime
import re
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json

_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?"
_ZONE = r"(?:Z|[+-]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?"
_READERS: dict[type, tuple[str, Any, str]] = {
    datetime.datetime: (
        f"{_DATE}(?:[T ]{_TIME}{_ZONE})?",
        datetime.datetime.fromisoformat,
        "Enter a day and a time.",
    ),
    datetime.date: (_DATE, datetime.date.fromisoformat, "Enter a day."),
    datetime.time: (
        _TIME + _ZONE,
        datetime.time.fromisoformat,
        "Enter a time of day.",
    ),
}


def read_iso(tp: type, value: Json) -> Any:
    """Return the day or time that a browser sent.

    Examples
    --------
    >>> read_iso(datetime.date, "2024-05-01")
    datetime.date(2024, 5, 1)
    """
    pattern, read, wanted = _READERS[tp]
    if not isinstance(value, str) or len(value) > 48 or not re.fullmatch(pattern, value, re.ASCII):
        raise InvalidValueError(wanted)
    try:
        return read(value)
    except ValueError:  # the 30th of February
        raise InvalidValueError(
            f"There is no such {'time' if tp is datetime.time else 'day'}."
        ) from None


def same_zone(value: Any, like: Any) -> Any:
    """Return a time with the zone of another when it has none, or without when that has none."""
    if not isinstance(like, (datetime.datetime, datetime.time)):
        return value
    if value.tzinfo is None and like.tzinfo is not None:
        return value.replace(tzinfo=like.tzinfo)
    return value


def iso(value: Any) -> str | None:
    """Return a bound as text."""
    return None if value is None else str(value.isoformat())


def words(value: Any) -> str:
    """Return a day or time for a sentence."""
    return str(value.isoformat(sep=" ")) if isinstance(value, datetime.datetime) else str(value)
