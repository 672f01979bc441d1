"""A day and a time of day."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Literal

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from .base import Accepted, Infer
from .bounds import Bounds
from .fieldcomponent import PLACING, FieldComponent, FieldSpec
from .hints import is_named, is_nullable, start, without_none
from .isotext import iso, read_iso, read_plain, same_zone, words, write_plain


@dataclass(frozen=True, kw_only=True)
class DateTimeSpec(FieldSpec):
    """The description of a datetime."""

    include_time: bool = True
    """Without, only the day is asked for."""
    exact: bool = False
    """Whether the value is ISO 8601, with its zone and its fraction of a second; otherwise it is
    written `2024-05-01 10:30:00`, or `now - 5m`."""
    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class DateTime(FieldComponent):
    """A day and a time of day.

    It can also be entered in words, for the moment when the function is called: `now`,
    `now - 5m`, with `s`, `m`, `h` or `d` as a unit.

    Parameters
    ----------
    value : datetime.datetime, str or float, optional
        A `datetime`, a text like `"2024-05-01 10:30:00"`, or seconds since 1970 (UTC); by
        default empty.
    include_time : bool, default True
        Whether a time of day is asked for too.
    type : {"timestamp", "datetime", "string"}, default "timestamp"
        What the function gets: seconds since 1970, a `datetime`, or a text like
        `"2024-05-01 10:30:00"`.
    timezone : str, optional
        Name of the zone of what is entered, like `"Europe/Rome"`: by default none for
        `"datetime"`, and this computer's for `"timestamp"`.
    minimum, maximum : datetime.datetime, optional
        The earliest and the latest.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    ValueError
        When `type` is something else.

    Examples
    --------
    >>> DateTime(type="datetime").preprocess("2024-05-01 10:30:00")
    datetime.datetime(2024, 5, 1, 10, 30)
    """

    kind = "datetime"
    spec_type = DateTimeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", "include_time", "type", "timezone", "label", "show_label", "info", "every"),
        *("scale", "min_width", "visible", "interactive"),
        *PLACING[PLACING.index("elem_id") :],
        "buttons",
    )

    def __init__(
        self,
        value: datetime.datetime | str | float | None = None,
        include_time: bool = True,
        type: Literal["timestamp", "datetime", "string"] = "timestamp",
        timezone: str | None = None,
        label: str | None = None,
        show_label: bool | None = None,
        info: str | None = None,
        *,
        minimum: datetime.datetime | None = None,
        maximum: datetime.datetime | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, show_label=show_label, info=info, **common)
        self.include_time = include_time
        self.type = type
        self.timezone = timezone
        self.bounds = Bounds(ge=minimum, le=maximum)

    def own_spec(self) -> dict[str, Any]:
        return {
            "include_time": self.include_time,
            "exact": self.of_function,
            "minimum": iso(self.bounds.lower),
            "maximum": iso(self.bounds.upper),
        }

    def preprocess(self, value: Json) -> Any:
        if value is None or (isinstance(value, str) and value.strip() == ""):
            if self.required:
                raise InvalidValueError("Enter a day and a time.")
            return None
        found = self._read(value)
        try:
            self.bounds.check(found, words, more="later", less="earlier")
        except TypeError:  # with a zone against without
            raise InvalidValueError(
                "Enter the time zone too." if found.tzinfo is None else "Leave out the time zone."
            ) from None
        if self.type == "datetime":
            return found
        if self.type == "string":
            return write_plain(found, include_time=self.include_time)
        try:
            return found.timestamp()
        except (OverflowError, ValueError, OSError):
            raise InvalidValueError("This day is too far away to be counted in seconds.") from None

    def _read(self, value: Json) -> datetime.datetime:
        if self.of_function:
            found: datetime.datetime = same_zone(read_iso(datetime.datetime, value), self.value)
        elif isinstance(value, str):
            found = read_plain(value, include_time=self.include_time)
            if "now" in value:  # this computer's, whatever the zone
                return found
        else:
            raise InvalidValueError("Enter a day and a time.")
        if self.timezone is None or found.tzinfo is not None:
            return found
        return _within(_zone(self.timezone), found)

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
        elif isinstance(value, str) and not self.of_function:
            return value
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
        if self.of_function:
            return value.isoformat()
        return write_plain(value, include_time=self.include_time)

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


def _within(zone: datetime.tzinfo, moment: datetime.datetime) -> datetime.datetime:
    """Return a moment of a zone; of an hour that comes twice, the second one as in Gradio."""
    first = moment.replace(tzinfo=zone)
    second = first.replace(fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    comes_twice = before is not None and after is not None and before > after
    return second if comes_twice else first


def _zone(name: str) -> datetime.tzinfo:
    import zoneinfo

    return zoneinfo.ZoneInfo(name)
