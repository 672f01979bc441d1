"""Components that a person can put in another order."""

from __future__ import annotations

from typing import Any, Literal

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class DraggableSpec(LayoutSpec):
    """The description of a layout whose children can be put in another order."""

    orientation: Literal["row", "column"] = "column"


class Draggable(Layout):
    """Components that a person can put in another order, with the mouse or with keys.

    The order is that person's alone: it is not told to the app.

    Parameters
    ----------
    orientation : {"row", "column"}, default "column"
        Whether they stand beside or below one another.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When `orientation` is something else.

    Examples
    --------
    >>> Draggable(orientation="row").spec().orientation
    'row'
    """

    kind = "draggable"
    spec_type = DraggableSpec

    def __init__(self, *, orientation: Literal["row", "column"] = "column", **common: Any) -> None:
        super().__init__(**common)
        self.orientation = orientation

    def own_spec(self) -> dict[str, Any]:
        return {**super().own_spec(), "orientation": self.orientation}
