"""A value of one of several types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class UnionOption:
    """One of the types."""

    label: str
    component: ComponentSpec


@dataclass(frozen=True, kw_only=True)
class UnionSpec(ComponentSpec):
    """The description of a union."""

    options: tuple[UnionOption, ...]


class Union(Component):
    """A value of one of several types."""

    kind = "union"
    spec_type = UnionSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
