"""What a classifier says: the classes with their confidences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class LabelSpec(ComponentSpec):
    """The description of a label."""

    num_top_classes: int | None = None
    """How many classes to show; null shows all."""


class Label(Component):
    """What a classifier says: the classes with their confidences."""

    kind = "label"
    spec_type = LabelSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select")
