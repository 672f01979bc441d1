"""A fixed number of values, each of its own type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class TupleSpec(ComponentSpec):
    """The description of a tuple."""

    items: tuple[ComponentSpec, ...]


class Tuple(Component):
    """A fixed number of values, each of its own type."""

    kind = "tuple"
    spec_type = TupleSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
