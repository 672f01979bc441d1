"""The app that is being written: what components are placed in."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .base import Component


class Builder(Protocol):
    """What components are placed in while an app is written: `with Blocks():`."""

    root: Component

    def place(self, component: Component) -> None:
        """Take a component into the layout that is open."""
        ...

    def remove(self, component: Component) -> None:
        """Take a component out of its layout."""
        ...

    def enter(self, layout: Any) -> None:
        """Place what comes next within a layout."""
        ...

    def leave(self, layout: Any) -> None:
        """Place what comes next beside a layout."""
        ...

    def attach(self, triggers: Sequence[Any], fn: Any, **options: Any) -> Any:
        """Add a listener, and return what `.then` can be called on."""
        ...


building: ContextVar[Builder | None] = ContextVar("building", default=None)
"""The app that is being written; `None` outside, and while a function of an app runs."""
