"""What is dispatched in the kernel: changes by outputs, ends of runs, loading, clocks.

A person's events come from the browser; these do not, so that a hidden tab or a client without
a browser changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..components.layout import Layout
from ..errors import BusyError, IntarsiaError
from ..messages import LogEntry
from .aside import aside
from .loop import dispatcher

if TYPE_CHECKING:
    from ..components.base import Component
    from ..events import Listener
    from .run import Run
    from .session import Session


PATIENCE = 1.0
"""Seconds that a browser has to tell what it keeps, before the app begins without."""


class Triggers:
    """Runs listeners of a session when something happens in the kernel."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._loaded = False
        self._waiting: list[tuple[Listener, set[str]]] = []
        """What begins when a browser has told what it keeps."""

    def load(self) -> None:
        """The first view has come: run what listens to `load`. Later ones change nothing."""
        if self._loaded:
            return
        self._loaded = True
        root = self._session.app.root
        for listener in self._of(root.id, "load"):
            untold = self._untold(listener)
            if untold:
                self._waiting.append((listener, untold))
            else:
                self.begin(listener)
        if self._waiting:
            dispatcher().later(PATIENCE, self._wait_no_more)
        self._show_pages(root)

    def told(self, component: str) -> None:
        """A component has a value: what begins with what a browser keeps may wait for it."""
        waiting, self._waiting = self._waiting, []
        for listener, untold in waiting:
            untold.discard(component)
            if untold:
                self._waiting.append((listener, untold))
            else:
                self.begin(listener)

    def _untold(self, listener: Listener) -> set[str]:
        """Return the inputs of which a browser is about to tell what it has kept."""
        session = self._session
        if not any(view.outbox.keeps_values for view in session.views):
            return set()
        return {
            component.id
            for component in listener.inputs
            if component.kind == "browserstate" and session.values.get(component.id) is None
        }

    def _wait_no_more(self) -> None:
        """A browser that has not told by now will not: its page may not show that part."""
        waiting, self._waiting = self._waiting, []
        for listener, _ in waiting:
            self.begin(listener)

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
        """The session ends: call what listens to that, beside it, for no run begins any more."""
        context = self._session.app.context
        for listener in self._of(self._session.app.root.id, "unload"):
            if listener.fn is not None:
                aside("What listens to `unload`", context.copy().run, listener.fn)

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
            self._run(listener, event, data)

    def begin(self, listener: Listener) -> None:
        """Run what listens to the beginning of the app, or of what was rendered just now."""
        if not listener.is_start and listener.fn is not None and not self._session.ended:
            self._run(listener, "load", None)

    def _run(self, listener: Listener, event: str, data: Any) -> None:
        try:
            self._session.run(listener, {}, None, None, (event, data))
        except BusyError:
            return  # it runs already, or too many wait: as `trigger_mode` and `max_size` say
        except IntarsiaError as error:
            text = f"{listener.api_name}: {error}\n"
            self._session.log_add(LogEntry(run="", stream="stderr", text=text))

    def _of(self, component: str, event: str) -> list[Listener]:
        return [
            listener
            for listener in list(self._session.parts.listeners.values())
            if any(target.id == component and name == event for target, name in listener.targets)
        ]
