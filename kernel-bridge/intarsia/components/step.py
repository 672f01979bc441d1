"""One step of several."""

from __future__ import annotations

from typing import Any, ClassVar

from ..expressions import Operand
from ..frozen import dataclass
from .base import Visible
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class StepSpec(LayoutSpec):
    """The description of one step of several."""

    page_id: int | str | None = None
    """What `selected` calls it; null for its place."""


class Step(Layout):
    """One step of several, in a `Walkthrough`.

    Parameters
    ----------
    label : str, optional
        Its name.
    visible : bool, default True
        Whether there is such a step.
    interactive : bool, default True
        Whether a person can go back to it.
    id : int, optional
        What `Walkthrough(selected=…)` calls it.
    **common
        What every component takes: `scale`, `elem_id`, `elem_classes`, `render`, `key`, …

    Examples
    --------
    >>> Step("Upload", id=1).spec().page_id
    1
    """

    kind = "step"
    spec_type = StepSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("select",)
    parent_kind = "walkthrough"

    def __init__(
        self,
        label: str | None = None,
        visible: Visible = True,
        interactive: bool | Operand = True,
        *,
        id: int | None = None,
        **common: Any,
    ) -> None:
        super().__init__(label=label, visible=visible, interactive=interactive, **common)
        self.page_id = id

    def own_spec(self) -> dict[str, Any]:
        return {**super().own_spec(), "page_id": self.page_id}
