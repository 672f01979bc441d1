"""What the `State`s of a session hold: Python objects that never travel."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from time import monotonic
from typing import Any

from ..components.base import Component
from .aside import aside


class States:
    """The values of one session's `State` components, each a copy of its own."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._components: dict[str, Any] = {}
        self._values: dict[str, Any] = {}
        self._since: dict[str, float] = {}
        for component in components:
            self.add(component)

    def add(self, component: Component) -> None:
        """Begin to hold a value for a component, if it is a state."""
        if component.kind == "state" and component.id not in self._values:
            self._components[component.id] = component
            self._values[component.id] = _first(component)
            self._since[component.id] = monotonic()

    def holds(self, key: str) -> bool:
        """Whether this is the id of a state."""
        return key in self._values

    def get(self, key: str) -> Any:
        """Return what a state holds; after its time to live, what it began with."""
        component = self._components[key]
        limit = getattr(component, "time_to_live", None)
        if limit is not None and monotonic() - self._since[key] > limit:
            self._drop(key)
            self._values[key] = _first(component)
            self._since[key] = monotonic()
        return self._values[key]

    def peek(self, key: str) -> Any:
        """Return what a state holds, without asking whether its time is over."""
        return self._values.get(key)

    def set(self, key: str, value: Any) -> bool:
        """Hold another value; return whether it differs from the one before."""
        before = self._values.get(key)
        self._values[key] = value
        self._since[key] = monotonic()
        return before is not value and not _same(before, value)

    def remove(self, key: str) -> None:
        """Let go of a state that is no part of the app any more."""
        if key in self._values:
            self._drop(key)
            del self._values[key], self._components[key], self._since[key]

    def close(self) -> None:
        """Let go of everything."""
        for key in list(self._values):
            self.remove(key)

    def _drop(self, key: str) -> None:
        callback = getattr(self._components[key], "delete_callback", None)
        if callback is not None:
            aside("The delete_callback of a State", callback, self._values[key])


def _first(component: Component) -> Any:
    """Return what a state begins with: made for it, or a copy."""
    return copy.deepcopy(component.value) if component.fresh is None else component.fresh()


def _same(a: Any, b: Any) -> bool:
    """Whether two values are equal; what cannot be compared is not."""
    try:
        return type(a) is type(b) and bool(a == b)
    except BaseException:  # arrays have no one truth value, and others raise what they like
        return False
