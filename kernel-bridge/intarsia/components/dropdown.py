"""One or several out of many choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import Choice, ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class DropdownSpec(ComponentSpec):
    """The description of a dropdown."""

    choices: tuple[Choice, ...]
    multiselect: bool = False
    """Whether several may be chosen; the value is an array then."""
    allow_custom_value: bool = False
    """Whether a text that is not among the choices may be entered."""
    filterable: bool = True
    """Whether typing narrows the list."""
    max_choices: int | None = None
    """The greatest number to choose, with `multiselect`."""


class Dropdown(Component):
    """One or several out of many choices."""

    kind = "dropdown"
    spec_type = DropdownSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select", "focus", "blur", "key_up")
