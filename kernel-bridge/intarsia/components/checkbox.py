"""A yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class CheckboxSpec(ComponentSpec):
    """The description of a checkbox."""


class Checkbox(Component):
    """A yes or no."""

    kind = "checkbox"
    spec_type = CheckboxSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select")
