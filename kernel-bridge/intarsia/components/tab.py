"""One page of several."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ..expressions import Operand
from ..frozen import dataclass
from .base import Visible
from .layout import Layout, LayoutSpec
from .lengths import length


@dataclass(frozen=True, kw_only=True)
class TabSpec(LayoutSpec):
    """The description of one page of several."""

    page_id: int | str | None = None
    """What `selected` calls it; null for its place."""
    alignment: Literal["left", "right"] = "left"
    """The end of the line at which its name stands."""
    height: int | str | None = None
    """Of what is inside, in pixels, or a length of style sheets."""
    max_height: int | str | None = None
    render_children: bool = False
    """Whether what is inside is drawn before the page is first shown."""


class Tab(Layout):
    """One page of several. Tabs that are made one after the other need no `Tabs` around them.

    Parameters
    ----------
    label : str, optional
        Its name.
    visible : bool, default True
        Whether there is such a page.
    interactive : bool, default True
        Whether a person can choose it.
    id : int or str, optional
        What `Tabs(selected=…)` calls it.
    alignment : {"left", "right"}, default "left"
        The end of the line at which its name stands.
    height : int or str, optional
        Of what is inside: pixels, or a length of style sheets like `"50vh"`; what does not fit
        is scrolled to.
    max_height : int or str, optional
        The same, as a limit.
    render_children : bool, default False
        Whether what is inside is drawn at once, and not when the page is first shown.
    **common
        What every component takes: `scale`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When `alignment` is something else, or a height is no length.

    Examples
    --------
    >>> Tab("Results", id="results").spec().page_id
    'results'
    """

    kind = "tab"
    spec_type = TabSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("select",)
    parent_kind = "tabs"

    def __init__(
        self,
        label: str | None = None,
        visible: Visible = True,
        interactive: bool | Operand = True,
        *,
        id: int | str | None = None,
        alignment: Literal["left", "right"] = "left",
        height: int | str | None = None,
        max_height: int | str | None = None,
        render_children: bool = False,
        **common: Any,
    ) -> None:
        super().__init__(label=label, visible=visible, interactive=interactive, **common)
        self.page_id = id
        self.alignment = alignment
        self.height = length("height", height)
        self.max_height = length("max_height", max_height)
        self.render_children = render_children

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "page_id": self.page_id,
            "alignment": self.alignment,
            "height": self.height,
            "max_height": self.max_height,
            "render_children": bool(self.render_children),
        }


TabItem = Tab
