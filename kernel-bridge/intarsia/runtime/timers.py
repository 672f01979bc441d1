"""The clocks of a session: they tick while somebody looks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .loop import dispatcher

if TYPE_CHECKING:
    from .session import Session


class Timers:
    """Runs the listeners of each active `Timer`, while a view is attached."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._handles: dict[str, tuple[float, asyncio.TimerHandle]] = {}

    def refresh(self) -> None:
        """Start and stop clocks, as components and views are now. On the dispatcher."""
        session = self._session
        wanted: dict[str, float] = {}
        if session.views and not session.ended:
            for key, component in session.parts.components.items():
                if component.kind == "timer" and getattr(component, "active", True):
                    wanted[key] = max(float(component.value or 1), 0.01)
        for key, (seconds, handle) in list(self._handles.items()):
            if wanted.get(key) != seconds:
                handle.cancel()
                del self._handles[key]
        for key, seconds in wanted.items():
            if key not in self._handles:
                self._start(key, seconds)

    def stop(self) -> None:
        """Stop all clocks."""
        for _, handle in self._handles.values():
            handle.cancel()
        self._handles.clear()

    def _start(self, key: str, seconds: float) -> None:
        self._handles[key] = (seconds, dispatcher().later(seconds, self._tick, key, seconds))

    def _tick(self, key: str, seconds: float) -> None:
        self._start(key, seconds)
        self._session.triggers.fire(key, "tick")
