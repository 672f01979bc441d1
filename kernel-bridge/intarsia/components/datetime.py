"""A day and a time of day."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .bounds import Bounds
from .hints import is_named, is_nullable, start, without_none
from .isotext import iso, read_iso, same_zone, words


@dataclass(frozen=True, kw_only=True)
class DateTimeSpec(ComponentSpec):
    """The description of a datetime."""

    include_time: bool = True
    """Without, only the day is asked for."""
    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class DateTime(Component):
    """A day and a time of day.

    Parameters
    ----------
    value : datetime.datetime, str or float, optional
        A `datetime`, an ISO text, or seconds since 1970 (UTC); by default empty.
    include_time : bool, default True
        Whether a time of day is asked for too.
    type : {"timestamp", "datetime", "string"}, default "timestamp"
        What the function gets: seconds since 1970, a `datetime`, or a text like
        `"2024-05-01 10:30:00"`.
    timezone : str, optional
        Name of the zone, like `"Europe/Rome"`, of what is entered without one: by default
        none for `"datetime"`, and this computer's for `"timestamp"`.
    minimum, maximum : datetime.datetime, optional
        The earliest and the latest.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> DateTime(type="datetime").preprocess("2024-05-01T10:30")
    datetime.datetime(2024, 5, 1, 10, 30)
    """

    kind = "datetime"
    spec_type = DateTimeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")

    def __init__(
        self,
        value: datetime.datetime | str | float | None = None,
        *,
        include_time: bool = True,
        type: Literal["timestamp", "datetime", "string"] = "timestamp",
        timezone: str | None = None,
        minimum: datetime.datetime | None = None,
        maximum: datetime.datetime | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.include_time = include_time
        self.type = type
        self.timezone = timezone
        self.bounds = Bounds(ge=minimum, le=maximum)

    def own_spec(self) -> dict[str, Any]:
        return {
            "include_time": self.include_time,
            "minimum": iso(self.bounds.lower),
            "maximum": iso(self.bounds.upper),
        }

    def preprocess(self, value: Json) -> Any:
        if value is None or value == "":
            if self.required:
                raise InvalidValueError("Enter a day and a time.")
            return None
        found: datetime.datetime = same_zone(read_iso(datetime.datetime, value), self.value)
        if self.timezone is not None and found.tzinfo is None:
            found = found.replace(tzinfo=_zone(self.timezone))
        try:
            self.bounds.check(found, words, more="later", less="earlier")
        except TypeError:  # with a zone against without
            raise InvalidValueError(
                "Enter the time zone too." if found.tzinfo is None else "Leave out the time zone."
            ) from None
        if self.type == "datetime":
            return found
        if self.type == "string":
            return found.strftime("%Y-%m-%d %H:%M:%S" if self.include_time else "%Y-%m-%d")
        try:
            return found.timestamp()
        except (OverflowError, ValueError, OSError):
            raise InvalidValueError("This day is too far away to be counted in seconds.") from None

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, bool):
            raise self.refuse(value, "a day and a time")
        if isinstance(value, (int, float)):
            zone = _zone(self.timezone) if self.timezone else None
            try:
                value = datetime.datetime.fromtimestamp(value, zone or datetime.UTC)
            except (OverflowError, ValueError, OSError):
                raise self.refuse(value, "seconds that a calendar reaches") from None
            value = value if zone else value.astimezone()
        elif isinstance(value, str):
            try:
                value = read_iso(datetime.datetime, value)
            except InvalidValueError:
                raise self.refuse(value, "a day and a time") from None
        elif is_named(type(value), "numpy.datetime64"):
            value = value.astype("datetime64[us]").item()
        elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            value = datetime.datetime(value.year, value.month, value.day)
        if not isinstance(value, datetime.datetime):
            raise self.refuse(value, "a day and a time")
        return value.isoformat()

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        if without_none(field.annotation) is datetime.datetime:
            self.type = "datetime"

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        inner = without_none(field.annotation)
        if inner is not datetime.datetime and not is_named(inner, "pandas.Timestamp"):
            return None
        component = cls(start(field), type="datetime", required=not is_nullable(field))
        component.bounds = Bounds.of(field.constraints)
        empty = "; empty gives None" if is_nullable(field) else ""
        return Accepted(component, f"datetime.datetime{empty}")


def _zone(name: str) -> datetime.tzinfo:
    import zoneinfo

    return zoneinfo.ZoneInfo(name)
