"""A field for a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class NumberSpec(ComponentSpec):
    """The description of a number."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    """Whether the minimum itself is not allowed."""
    exclusive_maximum: bool = False
    """Whether the maximum itself is not allowed."""
    step: float | None = None
    """What an arrow key adds; null lets the browser choose."""
    precision: int | None = None
    """Digits after the point; 0 takes whole numbers, null any."""
    placeholder: str | None = None


class Number(Component):
    """A field for a number."""

    kind = "number"
    spec_type = NumberSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "submit", "focus", "blur")
