"""A time of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class TimeSpec(ComponentSpec):
    """The description of a time."""

    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class Time(Component):
    """A time of day."""

    kind = "time"
    spec_type = TimeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")
