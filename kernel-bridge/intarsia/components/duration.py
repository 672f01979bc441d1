"""A length of time."""

from __future__ import annotations

import datetime
import math
from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from ..spec import ComponentSpec
from .base import Accepted, Component, Infer
from .bounds import Bounds
from .hints import is_nullable, start, without_none


@dataclass(frozen=True, kw_only=True)
class DurationSpec(ComponentSpec):
    """The description of a duration."""

    minimum: float | None = None
    """In seconds."""
    maximum: float | None = None
    """In seconds."""


class Duration(Component):
    """A length of time.

    A person enters `1:30:00`, `90 s` or `2h 5m`; the function gets a `datetime.timedelta`, or
    `None` when it is empty.

    Parameters
    ----------
    value : datetime.timedelta or float, optional
        The length at the start, a number in seconds; by default empty.
    minimum, maximum : datetime.timedelta, optional
        The shortest and the longest.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Duration().preprocess(90)
    datetime.timedelta(seconds=90)
    """

    kind = "duration"
    spec_type = DurationSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")

    def __init__(
        self,
        value: datetime.timedelta | float | None = None,
        *,
        minimum: datetime.timedelta | None = None,
        maximum: datetime.timedelta | None = None,
        **common: Any,
    ) -> None:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = datetime.timedelta(seconds=value)
        super().__init__(value, **common)
        self.bounds = Bounds(ge=minimum, le=maximum)

    def own_spec(self) -> dict[str, Any]:
        return {"minimum": _seconds(self.bounds.lower), "maximum": _seconds(self.bounds.upper)}

    def preprocess(self, value: Json) -> Any:
        if value is None or value == "":
            if self.required:
                raise InvalidValueError("Enter a length of time, e.g. 1:30:00 or 90 s.")
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InvalidValueError("Enter a length of time, e.g. 1:30:00 or 90 s.")
        try:
            found = datetime.timedelta(seconds=value)
        except (OverflowError, ValueError):
            raise InvalidValueError("This length of time is too long.") from None
        self.bounds.check(found, str, more="longer", less="shorter")
        return found

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if math.isfinite(value):
                return value
        elif isinstance(value, datetime.timedelta):
            return _seconds(value)
        raise self.refuse(value, "a length of time")

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if without_none(field.annotation) is not datetime.timedelta:
            return None
        component = cls(start(field), required=not is_nullable(field))
        component.bounds = Bounds.of(field.constraints)
        empty = "; empty gives None" if is_nullable(field) else ""
        return Accepted(component, f"datetime.timedelta{empty}")


def _seconds(value: datetime.timedelta | None) -> float | None:
    if value is None:
        return None
    seconds = value.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds
