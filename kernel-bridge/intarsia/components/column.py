"""Components below one another."""

from __future__ import annotations

from typing import Any, Literal

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class ColumnSpec(LayoutSpec):
    """The description of a column."""

    variant: Literal["default", "panel", "compact"] = "default"
    show_progress: bool = False
    """Whether it shows that a run will write to it."""


class Column(Layout):
    """Components below one another.

    Parameters
    ----------
    scale : int, default 1
        Its share of the width of the row it stands in; 0 takes no more than it needs.
    min_width : int, default 320
        Pixels below which the row breaks before it.
    variant : {"default", "panel", "compact"}, default "default"
        `"panel"` has a frame and a tint, `"compact"` besides no gaps to speak of.
    show_progress : bool, default False
        Whether it shows that a run will write to it.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When `variant` is something else.

    Examples
    --------
    >>> Column(scale=2).spec().min_width
    320
    """

    kind = "column"
    spec_type = ColumnSpec

    def __init__(
        self,
        *,
        scale: int | None = 1,
        min_width: int | None = 320,
        variant: Literal["default", "panel", "compact"] = "default",
        show_progress: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(scale=scale, min_width=min_width, **common)
        self.variant = variant
        self.show_progress = show_progress

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "variant": self.variant,
            "show_progress": bool(self.show_progress),
        }
