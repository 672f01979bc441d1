"""A value that may be left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class OptionalSpec(ComponentSpec):
    """The description of a optional."""

    item: ComponentSpec
    """The control that is there once it is wanted; the value is `{"value": ...}` then."""


class Optional(Component):
    """A value that may be left out."""

    kind = "optional"
    spec_type = OptionalSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
