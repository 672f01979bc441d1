"""A panel at the side of an app."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ..frozen import dataclass
from .layout import Layout, LayoutSpec
from .lengths import length


@dataclass(frozen=True, kw_only=True)
class SidebarSpec(LayoutSpec):
    """The description of a sidebar."""

    open: bool = True
    told: int = 0
    """Rises whenever a function says `open`: said again, it counts again."""
    width: int | str = 320
    """In pixels, or a length of style sheets."""
    position: Literal["left", "right"] = "left"


class Sidebar(Layout):
    """A panel at the side of what it stands among, that can be opened and closed.

    In a narrow output it stands above.

    Parameters
    ----------
    label : str, optional
        Its name, for the ear only.
    open : bool, default True
        Whether it is open at the start.
    width : int or str, default 320
        Pixels, or a length of style sheets like `"30%"`.
    position : {"left", "right"}, default "left"
        The side it stands at; where one writes from right to left, the other one.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When `position` is something else, or `width` is no length.

    Examples
    --------
    >>> Sidebar(position="right").spec().width
    320
    """

    kind = "sidebar"
    spec_type = SidebarSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("expand", "collapse")
    TOLD = "open"

    def __init__(
        self,
        label: str | None = None,
        *,
        open: bool = True,
        width: int | str = 320,
        position: Literal["left", "right"] = "left",
        **common: Any,
    ) -> None:
        super().__init__(label=label, **common)
        self.open = open
        self.width = length("width", width)
        self.position = position

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "open": bool(self.open),
            "told": self.told,
            "width": 320 if self.width is None else self.width,
            "position": self.position,
        }
