"""A number between two bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class SliderSpec(ComponentSpec):
    """The description of a slider."""

    minimum: float
    maximum: float
    step: float
    precision: int | None = None
    """Digits after the point; 0 takes whole numbers, null any."""


class Slider(Component):
    """A number between two bounds."""

    kind = "slider"
    spec_type = SliderSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "release")
