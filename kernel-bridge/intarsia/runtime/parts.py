"""What a session's app is made of by now: some parts changed, some were added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..components.base import Component
from ..events import Listener
from ..spec import AppSpec

if TYPE_CHECKING:
    from ..blocks import Blocks


class Parts:
    """The components and listeners of one session.

    At the start those of the app; a component whose properties were changed is another one with
    the same id, and what is rendered comes and goes.
    """

    def __init__(self, app: Blocks) -> None:
        self._app = app
        self._spec: AppSpec | None = app.spec()
        self.components: dict[str, Component] = dict(app.components)
        self.listeners: dict[int, Listener] = {item.index: item for item in app.listeners}
        self._next = len(app.listeners)

    def current(self, component: Component) -> Component:
        """Return a component as it stands in this session."""
        return self.components.get(component.id, component)

    def may_set(self, component: Component) -> bool:
        """Whether a person, or a script of the author's, may set the value."""
        if component.interactive is not False and component.visible:
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
