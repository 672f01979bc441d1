"""A button; its label is its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class ButtonSpec(ComponentSpec):
    """The description of a button."""

    variant: Literal["primary", "secondary", "stop"] = "secondary"


class Button(Component):
    """A button; its label is its text."""

    kind = "button"
    spec_type = ButtonSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "click")
