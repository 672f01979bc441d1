"""Pairs of a key and a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class MappingSpec(ComponentSpec):
    """The description of a mapping."""

    key: ComponentSpec
    item: ComponentSpec
    min_length: int | None = None
    max_length: int | None = None


class Mapping(Component):
    """Pairs of a key and a value."""

    kind = "mapping"
    spec_type = MappingSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
