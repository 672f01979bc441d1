"""A day and a time of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


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
    """A day and a time of day."""

    kind = "datetime"
    spec_type = DateTimeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")
