"""Pages of which one is shown."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class TabsSpec(LayoutSpec):
    """The description of pages of which one is shown."""

    selected: int | str | None = None
    """The `page_id` of the page that is shown, or the place of one that has none."""
    told: int = 0
    """Rises whenever a function says `selected`: said again, it counts again."""
    overflow_behavior: Literal["menu", "wrap"] = "menu"
    """Where the names go that find no room: into a menu, or to another line."""


class Tabs(Layout):
    """Pages of which one is shown, chosen by its name. Each of them is a `Tab`.

    Parameters
    ----------
    selected : int or str, optional
        The `id` of the tab that is shown; by default the first one.
    overflow_behavior : {"menu", "wrap"}, default "menu"
        Where the names of tabs go that find no room: into a menu, or to another line.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When `overflow_behavior` is something else.

    Examples
    --------
    >>> Tabs(selected="results").spec().selected
    'results'
    """

    kind = "tabs"
    spec_type = TabsSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select")
    TOLD = "selected"
    child_kind = "tab"

    def __init__(
        self,
        *,
        selected: int | str | None = None,
        overflow_behavior: Literal["menu", "wrap"] = "menu",
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.selected = selected
        self.overflow_behavior = overflow_behavior

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "selected": self.selected,
            "told": self.told,
            "overflow_behavior": self.overflow_behavior,
        }
