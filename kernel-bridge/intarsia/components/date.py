"""A day."""

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
from .isotext import iso, read_iso


@dataclass(frozen=True, kw_only=True)
class DateSpec(ComponentSpec):
    """The description of a date."""

    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class Date(Component):
    """A day.

    The function gets a `datetime.date`, or `None` when it is empty.

    Parameters
    ----------
    value : datetime.date, optional
        The day at the start; by default empty.
    minimum, maximum : datetime.date, optional
        The earliest and the latest.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Date(minimum=datetime.date(2024, 1, 1)).preprocess("2023-12-31")
    Traceback (most recent call last):
    intarsia.errors.InvalidValueError: Must be 2024-01-01 or later.
    """

    kind = "date"
    spec_type = DateSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")

    def __init__(
        self,
        value: datetime.date | None = None,
        *,
        minimum: datetime.date | None = None,
        maximum: datetime.date | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, **common)
        self.bounds = Bounds(ge=minimum, le=maximum)

    def own_spec(self) -> dict[str, Any]:
        return {"minimum": iso(self.bounds.lower), "maximum": iso(self.bounds.upper)}

    def preprocess(self, value: Json) -> Any:
        if value is None or value == "":
            if self.required:
                raise InvalidValueError("Enter a day.")
            return None
        found = read_iso(datetime.date, value)
        self.bounds.check(found, str, more="later", less="earlier")
        return found

    def postprocess(self, value: Any) -> Json:
        if value is None:
            return None
        if isinstance(value, datetime.datetime):
            value = value.date()
        if not isinstance(value, datetime.date):
            raise self.refuse(value, "a day")
        return value.isoformat()

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        if without_none(field.annotation) is not datetime.date:
            return None
        component = cls(start(field), required=not is_nullable(field))
        component.bounds = Bounds.of(field.constraints)
        empty = "; empty gives None" if is_nullable(field) else ""
        return Accepted(component, f"datetime.date{empty}")
