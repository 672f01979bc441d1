"""A part that can be opened and closed."""

from __future__ import annotations

from typing import Any, ClassVar

from ..frozen import dataclass
from .layout import Layout, LayoutSpec
from .lengths import length


@dataclass(frozen=True, kw_only=True)
class AccordionSpec(LayoutSpec):
    """The description of an accordion."""

    open: bool = True
    told: int = 0
    """Rises whenever a function says `open`: said again, it counts again."""
    height: int | str | None = None
    """Of what is inside, in pixels, or a length of style sheets."""
    max_height: int | str | None = None


class Accordion(Layout):
    """A part of an app that can be opened and closed.

    Parameters
    ----------
    label : str, optional
        What stands on it.
    open : bool, default True
        Whether it is open at the start.
    height : int or str, optional
        Of what is inside: pixels, or a length of style sheets like `"50vh"`; what does not fit
        is scrolled to.
    max_height : int or str, optional
        The same, as a limit.
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …

    Raises
    ------
    ValueError
        When a height is no length.

    Examples
    --------
    >>> Accordion("More", open=False).spec().open
    False
    """

    kind = "accordion"
    spec_type = AccordionSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("expand", "collapse")
    TOLD = "open"

    def __init__(
        self,
        label: str | None = None,
        *,
        open: bool = True,
        height: int | str | None = None,
        max_height: int | str | None = None,
        **common: Any,
    ) -> None:
        super().__init__(label=label, **common)
        self.open = open
        self.height = length("height", height)
        self.max_height = length("max_height", max_height)

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "open": bool(self.open),
            "told": self.told,
            "height": self.height,
            "max_height": self.max_height,
        }
