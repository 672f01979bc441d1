"""A time of day."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .bounds import Bounds
from .hints import is_nullable, start, without_none
from .isotext import iso, read_iso, same_zone


@dataclass(frozen=True, kw_only=True)
class TimeSpec(ComponentSpec):
    """The description of a time."""

    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class Time(Component):
    """A time of day.

    The function gets a `datetime.time`, or `None` when it is empty.

    Parameters
    ----------
    value : datetime.time, optional
        The time at the start; by default empty. A time zone that it has is kept.
    minimum, maximum : datetime.time, optional
        The earliest and the latest.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Time().preprocess("10:30")
    datetime.time(10, 30)
    """

    kind = "time"
    spec_type = TimeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")

    def __init__(
        self,
        value: datetime.time | None = None,
        *,
        minimum: datetime.time | None = None,
        maximum: datetime.time | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.bounds = Bounds(ge=minimum, le=maximum)

    def own_spec(self) -> dict[str, Any]:
        return {"minimum": iso(self.bounds.lower), "maximum": iso(self.bounds.upper)}

    def preprocess(self, value: Json) -> Any:
        if value is None or value == "":
            if self.required:
                raise InvalidValueError("Enter a time of day.")
            return None
        found = same_zone(read_iso(datetime.time, value), self.value)
        self.bounds.check(found, str, more="later", less="earlier")
        return found

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, datetime.datetime):
            value = value.timetz()
        if not isinstance(value, datetime.time):
            raise self.refuse(value, "a time of day")
        return value.isoformat()

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if without_none(field.annotation) is not datetime.time:
            return None
        component = cls(start(field), required=not is_nullable(field))
        component.bounds = Bounds.of(field.constraints)
        empty = "; empty gives None" if is_nullable(field) else ""
        return Accepted(component, f"datetime.time{empty}")
