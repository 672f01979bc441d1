"""Any number out of a few choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import Choice, ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class CheckboxGroupSpec(ComponentSpec):
    """The description of a checkboxgroup."""

    choices: tuple[Choice, ...]
    min_length: int | None = None
    """The least number to choose."""
    max_length: int | None = None
    """The greatest number to choose."""


class CheckboxGroup(Component):
    """Any number out of a few choices."""

    kind = "checkboxgroup"
    spec_type = CheckboxGroupSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
