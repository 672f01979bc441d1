"""A table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class DataframeSpec(ComponentSpec):
    """The description of a dataframe."""

    headers: tuple[str, ...] | None = None
    """Names of the columns; null takes them from the value."""
    datatype: tuple[Literal["str", "number", "bool", "date"], ...] | None = None
    """What each column holds; null takes it from the value."""
    row_count: int | None = None
    """Fixed when given: rows can be neither added nor removed."""
    column_count: int | None = None
    """Fixed when given."""
    max_cells: int = 1000
    """How many cells are sent at the most."""


class Dataframe(Component):
    """A table."""

    kind = "dataframe"
    spec_type = DataframeSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "select", "edit")
