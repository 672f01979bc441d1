"""A value as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class JSONSpec(ComponentSpec):
    """The description of a json."""

    open: bool = False
    """Whether everything is unfolded at the start."""


class JSON(Component):
    """A value as JSON."""

    kind = "json"
    spec_type = JSONSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input")
