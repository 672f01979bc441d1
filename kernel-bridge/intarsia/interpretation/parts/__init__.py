"""How inputs are cut into parts: one file a kind, asked in order."""

from __future__ import annotations

from typing import Any

from ...components.base import Component
from .base import Floats, Marks, Mask, Parts, Settings, is_finite, known, shown
from .choice import ChoiceParts, SeveralParts
from .number import NumberParts
from .other import OtherParts, SecretParts
from .picture import PictureParts
from .record import ListParts, RecordParts
from .sound import SoundParts
from .table import TableParts
from .text import TextParts

__all__ = [
    "Floats",
    "Marks",
    "Mask",
    "Parts",
    "SecretParts",
    "Settings",
    "is_finite",
    "known",
    "parts_of",
    "shown",
]

PARTS: tuple[type[Parts], ...] = (
    SecretParts,
    SeveralParts,
    ChoiceParts,
    NumberParts,
    TextParts,
    SoundParts,
    TableParts,
    PictureParts,
    RecordParts,
    ListParts,
    OtherParts,
)
"""Who is asked for an input, in order."""


def parts_of(
    value: Any, component: Component | None, settings: Settings, background: Any = None
) -> Parts:
    """Cut an input into parts that can be absent."""
    kind = next(each for each in PARTS if each.takes(value, component))
    return kind(value, component, settings, background)
