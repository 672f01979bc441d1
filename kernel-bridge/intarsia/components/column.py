"""stub"""
from __future__ import annotations
from typing import Any
from ..frozen import dataclass
from .layout import Layout, LayoutSpec

@dataclass(frozen=True, kw_only=True)
class ColumnSpec(LayoutSpec):
    """The description of a column."""
    variant: str = "default"

class Column(Layout):
    """stub"""
    kind = "column"
    spec_type = ColumnSpec
    def __init__(self, *, variant: str = "default", **common: Any) -> None:
        super().__init__(**common)
        self.variant = variant
