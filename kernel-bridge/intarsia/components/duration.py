"""A length of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class DurationSpec(ComponentSpec):
    """The description of a duration."""

    minimum: float | None = None
    """In seconds."""
    maximum: float | None = None
    """In seconds."""


class Duration(Component):
    """A length of time."""

    kind = "duration"
    spec_type = DurationSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "submit")
