"""Components beside one another."""

from __future__ import annotations

from typing import Any, Literal

from ..frozen import dataclass
from .layout import Layout, LayoutSpec
from .lengths import length


@dataclass(frozen=True, kw_only=True)
class RowSpec(LayoutSpec):
    """The description of a row."""

    variant: Literal["default", "panel", "compact"] = "default"
    height: int | str | None = None
    """In pixels, or a length of style sheets; null for as high as what stands in it."""
    max_height: int | str | None = None
    min_height: int | str | None = None
    equal_height: bool = False
    """Whether all that stands in it is as high as the highest."""
    show_progress: bool = False
    """Whether it shows that a run will write to it."""


class Row(Layout):
    """Components beside one another.

    They share the width as their `scale` says; where that is less than their `min_width`, the
    row breaks.

    Parameters
    ----------
    variant : {"default", "panel", "compact"}, default "default"
        `"panel"` has a frame and a tint, `"compact"` besides no gaps to speak of.
    height : int or str, optional
        Pixels, or a length of style sheets like `"50vh"`; what does not fit is scrolled to.
    max_height, min_height : int or str, optional
        The same, as limits.
    equal_height : bool, default False
        Whether all that stands in it is as high as the highest.
    show_progress : bool, default False
        Whether it shows that a run will write to it.
    **common
        What every component takes: `visible`, `scale`, `elem_id`, `elem_classes`, `render`,
        `key`, …

    Raises
    ------
    ValueError
        When `variant` is something else, or a height is no length.

    Examples
    --------
    >>> Row(variant="panel", max_height="50vh").spec().max_height
    '50vh'
    """

    kind = "row"
    spec_type = RowSpec

    def __init__(
        self,
        *,
        variant: Literal["default", "panel", "compact"] = "default",
        height: int | str | None = None,
        max_height: int | str | None = None,
        min_height: int | str | None = None,
        equal_height: bool = False,
        show_progress: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.variant = variant
        self.height = length("height", height)
        self.max_height = length("max_height", max_height)
        self.min_height = length("min_height", min_height)
        self.equal_height = equal_height
        self.show_progress = show_progress

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "variant": self.variant,
            "height": self.height,
            "max_height": self.max_height,
            "min_height": self.min_height,
            "equal_height": bool(self.equal_height),
            "show_progress": bool(self.show_progress),
        }
