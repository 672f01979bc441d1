"""The living state of one app: values, runs, files, and the views that show it.

Everything here happens on the dispatcher's thread, unless a method says otherwise.
"""

from __future__ import annotations

import asyncio
import contextvars
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from ..errors import (
    BusyError,
    ForbiddenError,
    TooManyError,
    UnknownRequestError,
    WireError,
)
from ..messages import (
    ClosedEvent,
    Json,
    LogEntry,
    RunFinishedEvent,
    RunStartedEvent,
    Snapshot,
    ValueChange,
)
from . import runner
from .capture import Stream
from .files import FileStore
from .loop import dispatcher
from .queue import Lane
from .run import Run

if TYPE_CHECKING:
    from ..blocks import Blocks
    from ..components.base import Component
    from ..events import Listener
    from .view import View

MAX_VIEWS = 16
LOG_ENTRIES = 500

LEFT_DOCUMENT = 30.0
"""Seconds a session outlives its last view when the app has left the open document."""

NO_VIEW = 60 * 60.0
"""Seconds a session outlives its last view when the document was closed."""


class Session:
    """One living app.

    Parameters
    ----------
    app
        The app it is a session of.
    values
        Committed values to begin with, as they travel, instead of the components' own.
    """

    def __init__(self, app: Blocks, values: dict[str, Json] | None = None) -> None:
        self.app = app
        self.id = secrets.token_hex(16)
        self.files = FileStore()
        self.context = contextvars.copy_context()
        self.views: list[View] = []
        self.values: dict[str, Json] = {**app.initial_values(self.files), **(values or {})}
        self.revisions: dict[str, int] = dict.fromkeys(self.values, 0)
        self.ended = False
        self._runs: dict[int, Run] = {}
        self._active: dict[str, Run] = {}
        self._count = 0
        self._log: deque[LogEntry] = deque(maxlen=LOG_ENTRIES)
        self._timer: asyncio.TimerHandle | None = None

    # -- views

    def attach(self, view: View) -> None:
        """Let a view join."""
        if len(self.views) >= MAX_VIEWS:
            raise TooManyError(f"{MAX_VIEWS} views show this app already. Close one.")
        self._stop_timer()
        self.views.append(view)

    def detach(self, view: View, *, left_document: bool) -> None:
        """Let a view go; the session stays for a while, for those who come back."""
        if view not in self.views:
            return
        self.views.remove(view)
        if not self.views and not self.ended:

            seconds = LEFT_DOCUMENT if left_document else NO_VIEW
            self._timer = dispatcher().later(seconds, self.end, "ended")

    @property
    def wants_every_value(self) -> bool:
        """Whether a view counts the steps of a generator. From any thread."""
        return any(view.outbox.every_value for view in self.views)

    def snapshot(self) -> Snapshot:
        """Return all that a view shows."""
        return Snapshot(
            app=self.app.spec(),
            values=dict(self.values),
            revisions=dict(self.revisions),
            runs=tuple(run.state() for run in self._runs.values()),
            log=tuple(self._log),
        )

    # -- values

    def input(self, component_id: str) -> Component:
        """Return the component whose value a person may set.

        Raises
        ------
        UnknownRequestError, ForbiddenError
            When there is none, or it may not be set.
        """
        component = self.app.components.get(component_id)
        if component is None:
            raise UnknownRequestError("The app has no such component.", where="component")
        if component.interactive is False or not component.visible:
            raise ForbiddenError("This component cannot be changed.", where=component_id)
        return component

    def commit(
        self, component: str, value: Json, *, source: View | None = None, urgent: bool = True
    ) -> int:
        """Make a value the committed one, tell all views but the source, return its revision."""
        revision = self.revisions[component] + 1
        self.values[component] = value
        self.revisions[component] = revision
        change = ValueChange(component=component, value=value, revision=revision)
        for view in self.views:
            if view is not source:
                view.outbox.value(change, urgent=urgent)
        return revision

    # -- runs

    def run(
        self,
        listener: Listener,
        drafts: dict[str, Json],
        view: View | None,
        request_seq: int | None,
    ) -> Run:
        """Queue a call of a listener's function, and return its run."""
        ids = [component.id for component in listener.inputs]
        for component in drafts:
            if component not in ids:
                raise ForbiddenError("This is no input of the listener.", where=component)
            self.input(component)
        inputs = [drafts.get(key, self.values[key]) for key in ids]
        lane = self._lane(listener)
        if listener.trigger_mode == "always_last":
            waiting = lane.waiting_of(self, listener)
            if waiting is not None:
                waiting.inputs, waiting.drafts = inputs, drafts
                waiting.view, waiting.request_seq = view, request_seq
                return waiting
        elif listener.trigger_mode == "once" and self._is_active(listener):
            raise BusyError("This function is running already. Stop it, or wait.")
        self._count += 1
        run = Run(self, listener, self._count, inputs, drafts, view, request_seq)
        self._runs[listener.index] = run
        self._active[run.id] = run
        try:
            lane.add(run)
        except BusyError:
            del self._active[run.id]
            raise
        return run

    def cancel(self, run_id: str) -> bool:
        """Stop a run; return whether it had not ended."""
        run = self._active.get(run_id)
        if run is None:
            if not run_id.isdecimal() or not 0 < int(run_id) <= self._count:
                raise UnknownRequestError("There is no such run in this session.", where="run")
            return False
        run.cancelled.set()
        if run.status == "waiting":
            self.finish(run, "cancelled", {}, None)
            return True
        if run.stop is not None:
            run.stop()

        dispatcher().later(runner.STUCK, self._give_up, run)
        return True

    def begin(self, run: Run) -> None:
        """Start a run whose turn has come."""
        run.status = "running"
        run.begun = time.monotonic()
        event = RunStartedEvent(seq=0, state=run.state())
        for view in self.views:
            view.outbox.run(event)
        runner.start(run)

    def commit_drafts(self, run: Run) -> None:
        """Commit what a run carried and proved good; it need not hurry."""
        for component, value in run.drafts.items():
            if self.values[component] != value:
                self.commit(component, value, urgent=False)

    def output(self, run: Run, outputs: dict[str, Json]) -> None:
        """Show what a running function yielded."""
        if not run.ended and not self.ended:
            for component, value in outputs.items():
                self.commit(component, value, urgent=False)
            for view in self.views:
                view.outbox.hurry()

    def keep_result(self, run: Run, value: Any) -> None:
        """Keep the function's own last result. From the run's thread."""
        if run.listener.index == 0 and not run.ended:
            self.app.keep(value)

    def finish(
        self, run: Run, status: str, outputs: dict[str, Json], error: WireError | None
    ) -> None:
        """Take a run's end, and let the next one begin."""
        if run.ended:
            return  # given up before: what it returns now is late
        run.status, run.error = status, error
        run.seconds = time.monotonic() - run.begun if run.begun else 0.0
        self._active.pop(run.id, None)
        if not self.ended:
            for component, value in outputs.items():
                self.commit(component, value, urgent=False)
            for view in self.views:
                seq = run.request_seq if view is run.view else None
                view.outbox.run(RunFinishedEvent(seq=0, request_seq=seq, state=run.state()))
        self._lane(run.listener).leave(run)

    def log_entry(self, run: Run, stream: Stream, text: str, bundle: Json) -> None:
        """Show what a run printed or displayed."""
        if self.ended:
            return
        entry = LogEntry(run=run.id, stream=stream, text=text, bundle=bundle)
        self._log.append(entry)
        for view in self.views:
            view.outbox.log(entry)

    # -- the end

    def end(self, reason: Any) -> None:
        """Stop everything and drop what the session held. Ending twice is fine."""
        if self.ended:
            return
        self.ended = True
        self._stop_timer()
        for run in list(self._active.values()):
            self.cancel(run.id)
        for view in list(self.views):
            view.outbox.event(ClosedEvent(seq=0, reason=reason))
            view.close()
        self.views.clear()
        self.files.close()
        self.app.forget(self)

    def _lane(self, listener: Listener) -> Lane:
        return self.app.lane(listener)

    def _is_active(self, listener: Listener) -> bool:
        return any(run.listener is listener for run in self._active.values())

    def _give_up(self, run: Run) -> None:
        if run.ended:
            return
        self.finish(
            run,
            "cancelled",
            {},
            WireError(
                code="cancelled",
                message=(
                    "The function did not stop: it is inside code that cannot be interrupted. "
                    "It was left alone on its thread, and what it returns is dropped."
                ),
            ),
        )

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
