"""What a session's app is made of by now: some parts changed, some were added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..components.base import Component
from ..components.layout import Layout
from ..events import Listener
from ..messages import Json
from ..spec import AppSpec, ExpressionSpec

if TYPE_CHECKING:
    from ..blocks import Blocks


class Parts:
    """The components and listeners of one session.

    At the start those of the app; a component whose properties were changed is another one with
    the same id, and what is rendered comes and goes.
    """

    def __init__(self, app: Blocks, values: Mapping[str, Json]) -> None:
        self._app = app
        self._values = values
        self._spec: AppSpec | None = app.spec()
        self.components: dict[str, Component] = dict(app.components)
        self.listeners: dict[int, Listener] = {item.index: item for item in app.listeners}
        self._next = len(app.listeners)

    def current(
        self, component: Component, drafts: Mapping[str, Json] = MappingProxyType({})
    ) -> Component:
        """Return a component as it stands in this session.

        Parameters
        ----------
        drafts
            Values that count in place of the committed ones.
        """
        return self.at(self.components.get(component.id, component), drafts)

    def at(
        self, component: Component, drafts: Mapping[str, Json] = MappingProxyType({})
    ) -> Component:
        """Return a component as what it follows makes it now."""
        return component.at(lambda key: drafts[key] if key in drafts else self._values.get(key))

    def following(self, source: str) -> list[Component]:
        """Return the components whose choices follow the value of another one."""
        return [
            component
            for component in list(self.components.values())
            if "choices" in component.bound and _reads(component.bound["choices"], source)
        ]

    def is_off(
        self, component: Component, drafts: Mapping[str, Json] = MappingProxyType({})
    ) -> bool:
        """Whether what it follows, or a layout around it follows, keeps everybody from it."""
        now = self.current(component, drafts)
        if any(not getattr(now, name) for name in ("visible", "interactive") if name in now.bound):
            return True
        return any(
            layout.id != component.id
            and not self.at(layout, drafts).visible
            and _holds(layout, component.id)
            for layout in list(self.components.values())
            if "visible" in layout.bound and isinstance(layout, Layout)
        )

    def may_set(
        self, component: Component, drafts: Mapping[str, Json] = MappingProxyType({})
    ) -> bool:
        """Whether a person, or a script of the author's, may set the value."""
        now = self.current(component, drafts)
        if now.interactive is not False and now.visible and not self.is_off(component, drafts):
            return True
        return any(
            listener.js is not None and listener.fn is None and output.id == component.id
            for listener in list(self.listeners.values())
            for output in listener.outputs
        )

    def replace(self, component: Component) -> None:
        """Put a changed component in the place of the one with its id."""
        self.components[component.id] = component
        self._spec = None

    def add(self, components: Mapping[str, Component]) -> None:
        """Take in components that were rendered; one with a known id takes its place."""
        self.components.update(components)
        self._spec = None

    def remove(self, key: str) -> None:
        """Let a component go."""
        self.components.pop(key, None)
        self._spec = None

    def listen(self, listener: Listener) -> Listener:
        """Take in a listener under an index of its own."""
        listener.index = self._next
        self._next += 1
        self.listeners[listener.index] = listener
        self._spec = None
        return listener

    def unlisten(self, listener: Listener) -> int:
        """Let a listener go, and return its index."""
        self.listeners.pop(listener.index, None)
        self._spec = None
        return listener.index

    def spec(self) -> AppSpec:
        """Return the description that travels. From any thread."""
        found = self._spec
        if found is None:
            found = self._spec = replace(
                self._app.spec(),
                components=tuple(item.spec() for item in list(self.components.values())),
                listeners=tuple(item.spec() for item in list(self.listeners.values())),
            )
        return found

    def scripts(self) -> dict[str, str]:
        """Return the scripts of listeners, by index: for the live app alone, never saved."""
        found = {str(i): item.js for i, item in list(self.listeners.items()) if item.js}
        for component in list(self.components.values()):
            found |= component.scripts()
        return found


def _reads(expression: ExpressionSpec, source: str) -> bool:
    return expression.component == source or any(_reads(part, source) for part in expression.of)


def _holds(layout: Layout, key: str) -> bool:
    """Whether a component stands in a layout, at any depth."""
    return any(
        child.id == key or (isinstance(child, Layout) and _holds(child, key))
        for child in layout.members()
    )
