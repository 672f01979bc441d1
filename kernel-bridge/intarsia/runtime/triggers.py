"""What is dispatched in the kernel: changes by outputs, ends of runs, loading, clocks.

A person's events come from the browser; these do not, so that a hidden tab or a client without
a browser changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..components.layout import Layout
from ..errors import IntarsiaError
from ..messages import LogEntry

if TYPE_CHECKING:
    from ..components.base import Component
    from ..events import Listener
    from .run import Run
    from .session import Session


class Triggers:
    """Runs listeners of a session when something happens in the kernel."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._loaded = False

    def load(self) -> None:
        """The first view has come: run what listens to `load`. Later ones change nothing."""
        if not self._loaded:
            self._loaded = True
            root = self._session.app.root
            self.fire(root.id, "load")
            self._show_pages(root)

    def _show_pages(self, component: Component) -> None:
        """The pages that are shown at first are chosen by that."""
        current = self._session.parts.current
        if not isinstance(component, Layout) or not component.visible:
            return
        page = component.shown_page(current)
        for target, event, data in component.selects(page):
            self.fire(target, event, data)
        for child in component.children if page is None else [page]:
            self._show_pages(current(child))

    def unload(self) -> None:
        """The session ends: call what listens to that, now, for nothing runs afterwards."""
        session = self._session
        for listener in self._of(session.app.root.id, "unload"):
            if listener.fn is None:
                continue
            try:
                session.app.context.copy().run(listener.fn)
            except Exception as error:  # the author's; the end goes on
                text = f"{type(error).__name__}: {error}"
                session.log_add(LogEntry(run="", stream="stderr", text=text))

    def changed(self, components: Iterable[str]) -> None:
        """Values were changed by a run."""
        for component in components:
            self.fire(component, "change")

    def ended(self, run: Run) -> None:
        """A run has ended: run what waits for that."""
        if run.status == "cancelled":
            return
        for listener in list(self._session.parts.listeners.values()):
            if listener.waits_for(run.listener, run.status) and not run.leaves_out(listener):
                self._run(listener, "then", None)

    def watch(self, components: Iterable[Component]) -> bool:
        """Whether anybody listens to the change of one of these. From any thread."""
        return any(self._of(component.id, "change") for component in components)

    def fire(self, component: str, event: str, data: Any = None) -> None:
        """Run what listens to an event of a component."""
        for listener in self._of(component, event):
            is_done = event == "load" and (listener.is_start or listener.fn is None)
            if not is_done:
                self._run(listener, event, data)

    def start(self, listener: Listener) -> None:
        """Run what was rendered just now and listens to that."""
        if not listener.is_start:
            self._run(listener, "load", None)

    def _run(self, listener: Listener, event: str, data: Any) -> None:
        try:
            self._session.run(listener, {}, None, None, (event, data))
        except IntarsiaError:
            return  # it runs already, or too many wait: as `trigger_mode` and `max_size` say

    def _of(self, component: str, event: str) -> list[Listener]:
        return [
            listener
            for listener in list(self._session.parts.listeners.values())
            if any(target.id == component and name == event for target, name in listener.targets)
        ]
