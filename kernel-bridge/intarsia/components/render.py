"""The place of what a function renders."""

from __future__ import annotations

from typing import Any

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class RenderSpec(LayoutSpec):
    """The description of a render: its children come and go."""


class Render(Layout):
    """The place of what a function renders: `@gr.render` makes one.

    Parameters
    ----------
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, …
    """

    kind = "render"
    spec_type = RenderSpec

    def __init__(self, **common: Any) -> None:
        super().__init__(**common)
