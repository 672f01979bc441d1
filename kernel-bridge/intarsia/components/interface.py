"""The layout of `show(fn)` and of `Interface`: inputs, buttons, results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..frozen import dataclass
from .base import Component
from .layout import Layout, LayoutSpec


@dataclass(frozen=True, kw_only=True)
class InterfaceSpec(LayoutSpec):
    """The description of a interface; its children stand below everything else."""

    above: tuple[str, ...] = ()
    """Ids of the components that stand above: what it is for."""
    inputs: tuple[str, ...]
    """Ids of the components to fill in, in order."""
    nested: tuple[str, ...] = ()
    """Ids of the inputs that stand within one of these."""
    outputs: tuple[str, ...]
    """Ids of the components that show the results."""
    submit: str | None = None
    """Id of the button that runs the function; null without one."""
    stop: str | None = None
    """What that button says while the function runs; null for the usual word."""
    clear: str | None = None
    """Id of the button that empties, or goes back to the start; null without one."""
    flags: tuple[str, ...] = ()
    """Ids of the buttons that keep a sample, below the results."""
    interpretation: str | None = None
    """Id of the component that shows why the result is as it is, on a page of its own."""


class Interface(Layout):
    """The layout of `show(fn)` and of `Interface`: inputs, buttons, results.

    Parameters
    ----------
    inputs, outputs
        The components, in order.
    submit, clear
        The buttons, if there are any.
    **common
        What every layout takes.
    """

    kind = "interface"
    spec_type = InterfaceSpec
    EVENTS: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        inputs: Sequence[Component] = (),
        outputs: Sequence[Component] = (),
        *,
        submit: Component | None = None,
        clear: Component | None = None,
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.inputs = inputs
        self.outputs = outputs
        self.submit: Any = submit
        self.clear: Any = clear
        self.above: list[Component] = []
        self.nested: Sequence[Component] = ()
        self.flags: Sequence[Component] = ()
        self.stop: str | None = None
        self.interpretation: Component | None = None

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        for name in _KEPT:
            setattr(other, name, getattr(self, name))
        return other

    def members(self) -> list[Component]:
        own = (self.submit, self.clear, self.interpretation)
        own_given = [each for each in own if each is not None]
        return [
            *(*self.children, *self.above, *self.inputs, *self.nested, *self.outputs),
            *(*self.flags, *own_given),
        ]

    def own_spec(self) -> dict[str, Any]:
        return {
            **super().own_spec(),
            "above": _ids(self.above),
            "inputs": _ids(self.inputs),
            "nested": _ids(self.nested),
            "outputs": _ids(self.outputs),
            "submit": self.submit.id if self.submit else None,
            "stop": self.stop,
            "clear": self.clear.id if self.clear else None,
            "flags": _ids(self.flags),
            "interpretation": self.interpretation.id if self.interpretation else None,
        }


_KEPT = (
    *("inputs", "outputs", "submit", "clear", "above", "nested", "flags", "stop"),
    "interpretation",
)
"""What a changed layout has of the one before."""


def _ids(components: Sequence[Component]) -> tuple[str, ...]:
    return tuple(component.id for component in components)
