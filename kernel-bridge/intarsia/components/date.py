"""A day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class DateSpec(ComponentSpec):
    """The description of a date."""

    minimum: str | None = None
    """The earliest, in ISO 8601."""
    maximum: str | None = None
    """The latest, in ISO 8601."""


class Date(Component):
    """A day."""

    kind = "date"
    spec_type = DateSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")
