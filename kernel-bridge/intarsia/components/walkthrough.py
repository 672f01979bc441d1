"""Steps, one after the other."""

from __future__ import annotations

from typing import Any, ClassVar

from ..frozen import dataclass
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class WalkthroughSpec(LayoutSpec):
    """The description of steps, one after the other."""

    selected: int | str | None = None
    """The `page_id` of the step that is shown, or the place of one that has none."""
    told: int = 0
    """Rises whenever a function says `selected`: said again, it counts again."""


class Walkthrough(Layout):
    """Steps of which one is shown, one after the other. Each of them is a `Step`.

    A person can go back to the steps before; a function goes on, by
    `return gr.Walkthrough(selected=2)`.

    Parameters
    ----------
    selected : int, optional
        The `id` of the step that is shown; by default the first one.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Examples
    --------
    >>> Walkthrough(selected=2).spec().selected
    2
    """

    kind = "walkthrough"
    spec_type = WalkthroughSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "select")
    TOLD = "selected"
    child_kind = "step"

    def __init__(self, *, selected: int | None = None, **common: Any) -> None:
        super().__init__(**common)
        self.selected = selected

    def own_spec(self) -> dict[str, Any]:
        return {**super().own_spec(), "selected": self.selected, "told": self.told}
