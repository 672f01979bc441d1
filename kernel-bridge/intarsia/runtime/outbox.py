"""What waits to be sent to one view, and when it goes.

Responses go at once. Values wait in a map, the newest of each component; events keep
their order. Both are flushed at most once in `PACE` seconds, and only while the view
has painted what went before (`WINDOW` messages may be under way).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import Any

from .. import wire
from ..messages import (
    AppendedEvent,
    Event,
    LogEntry,
    LogEvent,
    ProgressEvent,
    PropsChange,
    Response,
    RunFinishedEvent,
    RunStartedEvent,
    UpdatedEvent,
    ValueChange,
)
from .channel import Channel
from .loop import dispatcher

PACE = 0.016
"""Seconds between two flushes."""

LAZY = 0.03
"""Seconds for which what is not urgent waits for company."""

WINDOW = 8
"""How many flushes may be unpainted."""

MAX_LOG = 1000
"""Log entries kept for a view that takes nothing."""


class Outbox:
    """The one place that sends to a view."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._seq = 0
        self._values: dict[str, ValueChange] = {}
        self._props: dict[str, PropsChange] = {}
        self._log: list[LogEntry] = []
        self._runs: dict[int, RunStartedEvent | RunFinishedEvent] = {}
        self._progress: dict[str, ProgressEvent] = {}
        self._shown: dict[str, ValueChange] = {}
        self._unpainted: list[int] = []
        self._flushed = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self.closed = False
        self.every_value = False
        """Whether the view wants each value, without pacing: a client that counts steps."""

    def respond(self, response: Response) -> None:
        """Send an answer now."""
        self._send(response)

    def sync(self, values: dict[str, Any], revisions: dict[str, int]) -> None:
        """Forget what waits: the view is being told everything."""
        self._values.clear()
        self._props.clear()
        self._log.clear()
        self._runs.clear()
        self._progress.clear()
        self._unpainted.clear()
        self._shown = {
            key: ValueChange(component=key, value=value, revision=revisions[key])
            for key, value in values.items()
        }

    def value(self, change: ValueChange, *, urgent: bool = True) -> None:
        """Tell a committed value; a newer one takes the place of one that waits."""
        self._values[change.component] = change
        self._wake(urgent)

    def hurry(self) -> None:
        """Send what waits as soon as pace and credit allow."""
        if self._waiting():
            self._wake(True)

    def props(self, change: PropsChange) -> None:
        """Tell changed properties; they join those that wait."""
        waiting = self._props.get(change.component)
        if waiting is not None:
            change = replace(change, props={**waiting.props, **change.props})
        self._props[change.component] = change
        self._wake(True)

    def run(self, event: RunStartedEvent | RunFinishedEvent) -> None:
        """Tell where the newest run of a listener stands."""
        self._runs[event.state.listener] = event
        self._wake(isinstance(event, RunFinishedEvent) or event.state.status == "waiting")

    def log(self, entry: LogEntry) -> None:
        """Tell what a run printed."""
        last = self._log[-1] if self._log else None
        if last is not None and entry.text and last.stream == entry.stream and last.run == entry.run:
            self._log[-1] = replace(last, text=(last.text + entry.text)[-1_000_000:])
        else:
            self._log.append(entry)
            del self._log[:-MAX_LOG]
        self._wake(False)

    def progress(self, event: ProgressEvent) -> None:
        """Tell how far a run is."""
        self._progress[event.run] = event
        self._wake(True)

    def event(self, event: Event) -> None:
        """Send an event that nothing takes the place of, after what waits."""
        self._flush(force=True)
        self._send(event)

    def ack(self, painted: int) -> None:
        """Take credit: everything up to `painted` is on screen."""
        self._unpainted = [seq for seq in self._unpainted if seq > painted]
        if self._waiting():
            self._wake(True)

    def close(self) -> None:
        """Send nothing any more."""
        self.closed = True
        if self._timer is not None:
            self._timer.cancel()
        self._channel.close()

    def _waiting(self) -> bool:
        return bool(self._values or self._props or self._log or self._runs or self._progress)

    def _wake(self, urgent: bool) -> None:
        wait = self._flushed + PACE - time.monotonic()
        if urgent and (wait <= 0 or self.every_value):
            self._flush()
            return
        wait = max(wait, 0 if urgent else LAZY)
        if self._timer is not None:
            due = self._timer.when() - dispatcher().loop.time()
            if due <= wait:
                return
            self._timer.cancel()
        self._timer = dispatcher().later(wait, self._on_time)

    def _on_time(self) -> None:
        self._timer = None
        self._flush()

    def _flush(self, *, force: bool = False) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.closed or not self._waiting():
            return
        if len(self._unpainted) >= WINDOW and not (force or self.every_value):
            return
        self._flushed = time.monotonic()
        self._send_log()
        for started in [e for e in self._runs.values() if isinstance(e, RunStartedEvent)]:
            self._send(started)
        for progress in self._progress.values():
            self._send(progress)
        self._progress.clear()
        values = self._take_values()
        props = tuple(self._props.values())
        self._props.clear()
        finished = [e for e in self._runs.values() if isinstance(e, RunFinishedEvent)]
        self._runs.clear()
        if props or (values and not finished):
            self._send(UpdatedEvent(seq=0, values=values, props=props))
            values = ()
        for i, event in enumerate(finished):
            self._send(replace(event, values=values if i == 0 else ()))
        self._unpainted.append(self._seq - 1)

    def _send_log(self) -> None:
        if self._log:
            self._send(LogEvent(seq=0, entries=tuple(self._log)))
            self._log.clear()

    def _take_values(self) -> tuple[ValueChange, ...]:
        rest = []
        for change in self._values.values():
            tail = self._tail(change)
            if tail is None:
                rest.append(change)
            else:
                self._send(tail)
            self._shown[change.component] = change
        self._values.clear()
        return tuple(rest)

    def _tail(self, change: ValueChange) -> AppendedEvent | None:
        """Return what a text grew by since it was last sent, when that says it all."""
        before = self._shown.get(change.component)
        if self.every_value or before is None or not isinstance(before.value, str) or not isinstance(change.value, str):
            return None
        size = len(before.value)
        if size < 64 or len(change.value) <= size or not change.value.startswith(before.value):
            return None
        return AppendedEvent(
            seq=0,
            component=change.component,
            base=before.revision,
            revision=change.revision,
            tail=change.value[size:],
        )

    def _send(self, message: Any) -> None:
        if self.closed:
            return
        data, buffers = wire.encode(replace(message, seq=self._seq))
        self._seq += 1
        self._channel.send(data, buffers)
