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
_PLAIN = "%Y-%m-%d %H:%M:%S"
_PLAIN_DAY = "%Y-%m-%d"
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


_NOW = re.compile(r"\s*now\s*(?:-\s*(\d{1,9})\s*([dhms])\s*)?", re.ASCII)
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


def read_plain(text: str, *, include_time: bool) -> datetime.datetime:
    """Return the day or time that is written as in Gradio, or in words: `now`, `now - 5m`.

    Examples
    --------
    >>> read_plain("2024-05-01 10:30:00", include_time=True)
    datetime.datetime(2024, 5, 1, 10, 30)
    """
    found = _NOW.fullmatch(text) if len(text) <= 48 else None
    try:
        if found is not None:
            amount, unit = found[1], found[2]
            ago = datetime.timedelta(**{_UNITS[unit]: int(amount)} if unit else {})
            return datetime.datetime.now() - ago
        if len(text) <= 48:
            return datetime.datetime.strptime(text, _PLAIN if include_time else _PLAIN_DAY)
    except (ValueError, OverflowError):
        pass  # said below
    like = "2024-05-01 10:30:00" if include_time else "2024-05-01"
    raise InvalidValueError(f"Enter a {'time' if include_time else 'day'} like {like}.")


def write_plain(value: datetime.datetime, *, include_time: bool) -> str:
    """Return a day or time as Gradio writes it: without its zone and its fraction of a second.

    Examples
    --------
    >>> write_plain(datetime.datetime(2024, 5, 1, 10, 30), include_time=True)
    '2024-05-01 10:30:00'
    """
    text = value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    return text if include_time else text.partition(" ")[0]


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
