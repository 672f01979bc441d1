"""Whatever Jupyter can display."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class DisplaySpec(ComponentSpec):
    """The description of a display."""


class Display(Component):
    """Whatever Jupyter can display."""

    kind = "display"
    spec_type = DisplaySpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)
