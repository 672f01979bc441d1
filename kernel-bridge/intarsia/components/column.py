"""Components below one another."""

from __future__ import annotations

from typing import Any

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class ColumnSpec(LayoutSpec):
    """The description of a column."""

    variant: str = "default"


class Column(Layout):
    """Components below one another.

    Parameters
    ----------
    variant : {"default", "panel", "compact"}, default "default"
        `"panel"` has a background, `"compact"` no gaps.
    **common
        What every component takes: `scale`, `min_width`, `visible`, …

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     with gr.Column():
    ...         name = gr.Textbox()
    """

    kind = "column"
    spec_type = ColumnSpec

    def __init__(self, *, variant: str = "default", **common: Any) -> None:
        super().__init__(**common)
        self.variant = variant
