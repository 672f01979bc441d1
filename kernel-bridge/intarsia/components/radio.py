"""One out of a few choices, all in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import Choice, ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class RadioSpec(ComponentSpec):
    """The description of a radio."""

    choices: tuple[Choice, ...]


class Radio(Component):
    """One out of a few choices, all in sight."""

    kind = "radio"
    spec_type = RadioSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
