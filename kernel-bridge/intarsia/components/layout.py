"""What all layouts are: components that others stand in."""

from __future__ import annotations

from typing import Any, ClassVar

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component, building


@dataclass(frozen=True, kw_only=True)
class LayoutSpec(ComponentSpec):
    """What every layout's description has."""

    children: tuple[str, ...]
    """Ids of the components that stand in it, in order."""


class Layout(Component):
    """A component that others stand in, and that has no value of its own.

    What is made within `with layout:` stands in it.

    Parameters
    ----------
    **common
        What every component takes: `visible`, `elem_id`, `elem_classes`, `render`, `key`, …
    """

    EVENTS: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **common: Any) -> None:
        super().__init__(None, **common)
        self.children: list[Component] = []

    def __enter__(self) -> Any:
        builder = building.get()
        if builder is None:
            kind = type(self).__name__
            raise RuntimeError(f"{kind} is a part of an app: use it inside of `with Blocks():`.")
        builder.enter(self)
        return self

    def __exit__(self, *_: object) -> None:
        builder = building.get()
        if builder is not None:
            builder.leave(self)

    def layout_for(self, child: Component) -> Layout:
        """Return the layout that a child shall stand in when it is made within this one."""
        return self

    @property
    def is_layout(self) -> bool:
        return True

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        assert isinstance(other, Layout)
        other.children = self.children
        return other

    def own_spec(self) -> dict[str, Any]:
        return {"children": tuple(child.id for child in self.children)}

    def interactive_by_use(self, *, is_input: bool, is_output: bool) -> bool:
        return True

    def preprocess(self, value: Json) -> Any:
        if value is not None:
            raise InvalidValueError("A layout takes no value.")
        return None

    def postprocess(self, value: Any) -> Json:
        if value is not None:
            raise self.refuse(value, "nothing itself")
        return None
