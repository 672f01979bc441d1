"""What waits to be sent to one view, and when it goes.

Responses go at once. Values wait in a map, the newest of each component; events keep
their order. Both are flushed as fast as the session's pace allows, and only while the
view has painted what went before: a view that takes nothing costs no more than what it
shows.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic
from typing import Any

from .. import wire
from ..flow import Flow
from ..messages import (
    Event,
    FilePiece,
    LogEntry,
    LogEvent,
    ProgressEvent,
    PropsChange,
    Response,
    ResumeResponse,
    RunFinishedEvent,
    RunResponse,
    RunStartedEvent,
    SteppedEvent,
    StepState,
    UpdatedEvent,
    ValueChange,
    ValueEvent,
)
from .brought import Brought, loads
from .channel import Channel
from .files import FileStore
from .log import Log
from .loop import dispatcher
from .news import News, news
from .nudge import Nudge
from .pace import kernel_pace, session_pace
from .precedence import precedence
from .turns import kernel_turns

_log = logging.getLogger(__name__)

LAZY = 0.1
"""Seconds for which what is not urgent waits for company: most runs end sooner, and then
one message tells it all. The host takes each message as a change of the kernel's status,
and a slider brings many."""

SOON = 0.005
"""Seconds for which the word that a run has begun waits for its end, which says it too."""

WINDOW = 8
"""How many flushes may be unpainted."""

IN_FLIGHT = 8 * 1024 * 1024
"""How many bytes may be unpainted, about."""

MAX_RUNS = 200
"""How many runs' ends may wait; of more, the oldest is only in the next snapshot."""


class Outbox:
    """The one place that sends to a view.

    Parameters
    ----------
    lost
        Called when the channel cannot send any more.
    """

    def __init__(self, channel: Channel, lost: Callable[[], None]) -> None:
        self._channel = channel
        self._lost = lost
        self._seq = 0
        self._values: dict[str, ValueChange] = {}
        self._props: dict[str, PropsChange] = {}
        self._log = Log()
        self._runs: dict[str | int, RunStartedEvent | RunFinishedEvent] = {}
        """By run for those this view asked for; by listener, the newest, for others."""
        self._accepted: dict[int, RunResponse | ResumeResponse] = {}
        """By request, for a moment: that a run has begun."""
        self._progress: dict[str, ProgressEvent] = {}
        self._steps: dict[int, StepState] = {}
        self._flow: Flow | None = None
        self._shown: dict[str, ValueChange] = {}
        self._unpainted: deque[tuple[int, int]] = deque()
        """Number of the last message, and bytes, of each flush."""
        self._in_flight = 0
        self._timer: asyncio.TimerHandle | None = None
        self._nudge = Nudge(lambda: self._send(UpdatedEvent(seq=0)))
        self._asked: Callable[[], None] | None = None
        """Called when there is room for a value."""
        self.files: FileStore | None = None
        """The session's, which go along with the values that name them."""
        self._brought = Brought()
        self.pace = session_pace()
        """Shared by the views of a session; the session sets its own."""
        self.closed = False
        self.keeps_values = False
        """Whether the view is a browser, which tells what it keeps of a `BrowserState`."""
        self.end_answers = False
        """Whether the view takes the end of a run as the answer to its request."""
        self.every_value = False
        """Whether the view wants each value, without pacing: a client that counts steps."""

    def respond(self, response: Response) -> None:
        """Send an answer: now, unless the end of a run that has begun may come before."""
        if (
            self.end_answers
            and isinstance(response, (RunResponse, ResumeResponse))
            and response.position == 0
        ):
            if not self._accepted:
                dispatcher().later(SOON, self._accept)
            self._accepted[response.request_seq] = response
            return
        kernel_pace.owe(1, monotonic())
        self._send(response)

    def sync(self, values: dict[str, Any], revisions: dict[str, int]) -> None:
        """Forget what waits: the view is being told everything."""
        self._values.clear()
        self._props.clear()
        self._log.clear()
        self._runs.clear()
        self._progress.clear()
        self._steps.clear()
        self._flow = None
        self._unpainted.clear()
        self._in_flight = 0
        self._nudge.stop()
        self._brought.sync(values.values())
        self._shown = {
            key: ValueChange(component=key, value=value, revision=revisions[key])
            for key, value in values.items()
        }
        if self._asked:
            dispatcher().call(self.hurry)  # after the answer: there is room again

    def value(self, change: ValueChange, *, urgent: bool = True) -> None:
        """Tell a committed value; a newer one takes the place of one that waits."""
        self._values[change.component] = change
        self._wake(urgent)

    def seen(self, change: ValueChange) -> None:
        """Note a value that the view itself committed: an older one must not follow."""
        self._values.pop(change.component, None)
        self._shown[change.component] = change

    def hurry(self) -> None:
        """Send what waits as soon as pace and credit allow."""
        if self._waiting() or self._asked:
            self._wake(True)

    def when_free(self, call: Callable[[], None]) -> None:
        """Call once, as soon as a value would be sent at once."""
        self._asked = call
        self._wake(True)

    def props(self, change: PropsChange) -> None:
        """Tell changed properties; they join those that wait."""
        waiting = self._props.get(change.component)
        if waiting is not None:
            change = replace(change, props={**waiting.props, **change.props})
        self._props[change.component] = change
        self._wake(True)

    def run(self, event: RunStartedEvent | RunFinishedEvent) -> None:
        """Tell where a run stands."""
        mine = event.request_seq is not None
        key = event.state.run if mine else event.state.listener
        self._runs.pop(key, None)
        self._runs[key] = event
        if len(self._runs) > MAX_RUNS:
            del self._runs[next(iter(self._runs))]
        if isinstance(event, RunFinishedEvent):
            self._progress.pop(event.state.run, None)
            if mine and not self.closed and self._has_credit():
                self._flush(is_answer=True)  # answers wait for no stream
                return
        self._wake(isinstance(event, RunFinishedEvent) or event.state.status == "waiting")

    def log(self, entry: LogEntry) -> None:
        """Tell what a run printed."""
        self._log.add(entry)
        self._wake(False)

    def progress(self, event: ProgressEvent) -> None:
        """Tell how far a run is."""
        self._progress[event.run] = event
        self._wake(True)

    def steps(self, states: Iterable[StepState], flow: Flow | None = None) -> None:
        """Tell how steps of the flow stand, and which there are where that has changed."""
        self._steps |= {state.listener: state for state in states}
        self._flow = flow or self._flow
        self._wake(False)

    def event(self, event: Event) -> None:
        """Send an event that nothing takes the place of, after what waits."""
        self._flush()
        self._send(event)

    def ack(self, painted: int) -> None:
        """Take credit: everything up to `painted` is on screen."""
        while self._unpainted and self._unpainted[0][0] <= painted:
            self._in_flight -= self._unpainted.popleft()[1]
        self._nudge.heard(painted)
        self.hurry()

    def close(self) -> None:
        """Send nothing any more."""
        self.closed = True
        self._stop_timer()
        self._nudge.stop()
        kernel_turns.leave(self._go)
        self._channel.close()

    def _accept(self) -> None:
        """Send what answers are left of runs that have begun."""
        accepted, self._accepted = self._accepted, {}
        if accepted:
            kernel_pace.owe(len(accepted), monotonic())
            for response in accepted.values():
                self._send(response)

    def _waiting(self) -> bool:
        return bool(
            self._values
            or self._props
            or self._log
            or self._runs
            or self._progress
            or self._steps
            or self._flow
        )

    def _has_credit(self) -> bool:
        return len(self._unpainted) < WINDOW and self._in_flight < IN_FLIGHT

    def _wake(self, urgent: bool) -> None:
        """Flush now, or when it may be; without credit, the next `ack` does."""
        if self.closed or not (self.every_value or self._has_credit()):
            return
        pace = self.pace.wait if self._waiting() else self.pace.rest  # but for a stream's next
        wait = 0.0 if self.every_value else max(pace(monotonic()), self._held())
        if urgent and wait <= 0:
            if self.every_value or kernel_turns.take(self._go):
                self._go()
            return
        wait = max(wait, 0 if urgent else LAZY)
        if self._timer is not None:
            if self._timer.when() - dispatcher().loop.time() <= wait:
                return
            self._timer.cancel()
        self._timer = dispatcher().later(wait, self._on_time)

    def _held(self) -> float:
        """Return the seconds for which somebody's answer goes before what waits here."""
        wait = precedence.wait()
        if wait and any(isinstance(event, RunFinishedEvent) for event in self._runs.values()):
            return 0.0  # it waits here itself
        return wait

    def _on_time(self) -> None:
        self._timer = None
        self.hurry()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _go(self) -> None:
        asked, self._asked = self._asked, None
        if asked is not None:
            asked()  # which tells values, and so may flush
        if self.every_value or self._has_credit():
            self._flush()

    def _flush(self, *, is_answer: bool = False) -> None:
        self._stop_timer()
        if self.closed or not self._waiting():
            return
        messages = self._take()
        for message in messages:
            if isinstance(message, RunFinishedEvent) and message.request_seq is not None:
                self._accepted.pop(message.request_seq, None)
        self._accept()
        first, size = self._seq, 0
        for message in messages:
            size += self._send(message)
        now = monotonic()
        if self.every_value:  # it waits for nothing, so others must not wait for all of it
            kernel_pace.owe(self._seq - first, now)
        elif is_answer:
            self.pace.owe(self._seq - first, now)
            kernel_pace.owe(self._seq - first, now)
        else:
            self.pace.spend(self._seq - first, now)
            kernel_pace.spend(self._seq - first, now)
        self._unpainted.append((self._seq - 1, size))
        self._in_flight += size

    def _take(self) -> list[Event]:
        """Return what waits as messages, in the order in which they make sense."""
        events: list[Event] = []
        if self._log:
            events.append(LogEvent(seq=0, entries=self._log.take()))
        events += self._progress.values()
        self._progress.clear()
        values, others, pieces = self._take_values()
        events += others
        props = tuple(self._props.values())
        self._props.clear()
        runs = list(self._runs.values())
        self._runs.clear()
        if props or (values and not any(isinstance(event, RunFinishedEvent) for event in runs)):
            events.append(UpdatedEvent(seq=0, values=values, props=props))
            values = ()
        for event in runs:
            if isinstance(event, RunFinishedEvent) and values:
                event, values = replace(event, values=values), ()
            events.append(event)
        if self._steps or self._flow:
            steps = tuple(self._steps.values())
            events.append(SteppedEvent(seq=0, steps=steps, flow=self._flow))
            self._steps.clear()
            self._flow = None
        return _bringing(events, pieces) if pieces else events

    def _take_values(self) -> tuple[tuple[ValueChange, ...], list[News], list[FilePiece]]:
        """Return the values that go whole, the others as what is new in them, and their files."""
        whole: list[ValueChange] = []
        others: list[News] = []
        pieces: list[FilePiece] = []
        for change in self._values.values():
            before = None if self.every_value else self._shown.get(change.component)
            new = news(before, change) if before else None
            if new is None:
                whole.append(change)
            else:
                others.append(new)
            if not self.every_value:
                pieces += self._brought.along(self.files, change, new or change)
            self._shown[change.component] = change
        self._values.clear()
        return tuple(whole), others, pieces

    def _send(self, message: Any) -> int:
        """Send a message, and return about how many bytes it has."""
        if self.closed:
            return 0
        data, buffers = wire.encode(replace(message, seq=self._seq))
        if isinstance(message, Event) and not self.every_value:
            self._nudge.told(self._seq)
        self._seq += 1
        try:
            self._channel.send(data, buffers)
        except Exception:  # of one view's socket: the session and its other views go on
            _log.info("A view is lost: it could not be sent to.", exc_info=True)
            self.closed = True
            self._lost()
        return 0 if self.every_value else wire.weigh(data) + wire.weigh(buffers)


def _bringing(events: list[Event], pieces: list[FilePiece]) -> list[Event]:
    """Return messages of which the first that tells values brings what all of them name.

    What would be too much for one goes ahead of it.
    """
    place, told = next((i, e) for i, e in enumerate(events) if isinstance(e, ValueEvent))
    *ahead, last = loads(pieces)
    return [
        *events[:place],
        *(UpdatedEvent(seq=0, brings=load) for load in ahead),
        replace(told, brings=last),
        *events[place + 1 :],
    ]
