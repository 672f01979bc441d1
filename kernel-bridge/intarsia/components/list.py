"""Any number of values of one type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class ListSpec(ComponentSpec):
    """The description of a list."""

    item: ComponentSpec
    """The control of each value."""
    min_length: int | None = None
    max_length: int | None = None


class List(Component):
    """Any number of values of one type."""

    kind = "list"
    spec_type = ListSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
