"""The living state of one app: values, runs, files, and the views that show it.

Everything here happens on the dispatcher's thread, unless a method says otherwise.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from time import monotonic
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
    ProgressEvent,
    ProgressState,
    PropsChange,
    RunFinishedEvent,
    RunProgress,
    RunStartedEvent,
    Snapshot,
    ValueChange,
)
from ..signature import MISSING
from ..wire import properties
from .changes import Change
from .feed import Fed
from .files import FileStore, handles
from .lifetime import Lifetime
from .log import Log
from .loop import dispatcher
from .mounts import Mount, Mounts
from .origins import Origins
from .pace import session_pace
from .parts import Parts
from .precedence import precedence
from .queue import Lane
from .run import Run
from .states import States
from .steps import Steps
from .streaming import STREAM, Streaming
from .sweep import Sweep
from .timers import Timers
from .triggers import Triggers

if TYPE_CHECKING:
    from ..blocks import Blocks
    from ..components.base import Component
    from ..events import Listener
    from .view import View

MAX_VIEWS = 16

ENCODED = 0.1
"""Seconds that the last values of a run have to be encoded which is given up."""

SILENT = 60.0
"""Seconds without a message after which a view may have to make room for a new one."""


def _nothing() -> None:
    return None


class Session:
    """One living app.

    Made on the caller's thread, never on the dispatcher: components' first values may be
    made by the user's code.

    Parameters
    ----------
    app
        The app it is a session of.
    values
        Committed values to begin with, as they travel, instead of the components' own.
    files
        The files that such values name.
    """

    def __init__(
        self,
        app: Blocks,
        values: dict[str, Json] | None = None,
        files: FileStore | None = None,
    ) -> None:
        self.app = app
        self.id = secrets.token_hex(16)
        self.files = files or FileStore()
        self.views: list[View] = []
        app.spec()  # it is decided what a person may change: some starts depend on that
        self.initial = app.initial_values(self.files)
        self.values: dict[str, Json] = {**self.initial, **(values or {})}
        self.revisions: dict[str, int] = dict.fromkeys(self.values, 0)
        self.parts = Parts(app, self.values)
        self.states = States(app.components.values())
        self.triggers = Triggers(self)
        self.mounts = Mounts(self)
        self.steps = Steps(self)
        self.streaming = Streaming(self)
        self.origins = Origins(self)
        self._timers = Timers(self)
        self._watches: dict[str, Callable[[], None]] = {}
        """What ends the watching of components whose values others set."""
        self.watch(self.parts.components.values())
        self._props: dict[str, int] = {}
        """How often the properties of a component changed."""
        self._sweep = Sweep(self)
        self._sweep.keep(self.initial)
        self._pace = session_pace()
        self.ended = False
        self._runs: dict[int, Run] = {}
        self._active: dict[str, Run] = {}
        self._count = 0
        self._log = Log()
        self._offers: dict[Callable[[], None], None] = {}
        """What fetches the values that runs have ready, in the order in which they came."""
        self.lifetime = Lifetime(self)
        for key in values or ():
            self._mend_choices(key)

    def parts_changed(self) -> None:
        """Begin what the components need that the app is made of by now."""
        self._sweep.keep(self.initial)
        for component in self.parts.components.values():
            self.states.add(component)
        fresh = [c for key, c in self.parts.components.items() if key not in self._watches]
        self.watch(fresh)
        self._timers.refresh()

    # -- views

    def attach(self, view: View) -> None:
        """Let a view join."""
        if len(self.views) >= MAX_VIEWS:
            self._make_room()
        self.lifetime.stop()
        view.outbox.pace = self._pace
        view.outbox.files = self.files
        self.fetch()  # before it hears of anything: the first that it is told is all there is
        self.views.append(view)
        dispatcher().call(self.triggers.load)  # after the view was told what there is
        self._timers.refresh()

    def detach(self, view: View, *, left_document: bool) -> None:
        """Let a view go; the session stays for a while, for those who come back."""
        if view not in self.views:
            return
        self.views.remove(view)
        self.streaming.leave(view)
        self.steps.watch(view, False)
        self.files.abandon(view)
        self._timers.refresh()
        if not self.views and not self.ended:
            self.lifetime.count(left_document=left_document)

    def active_runs(self) -> list[Run]:
        """Return the runs that wait or go on."""
        return list(self._active.values())

    def watched_runs(self) -> list[Run]:
        """Return the runs that go on only while somebody looks."""
        return [run for run in self._active.values() if run.listener.cancel_on_detach]

    def _make_room(self) -> None:
        """Let the view go that was silent longest: a page that crashed says no farewell."""
        view = min(self.views, key=lambda view: view.heard)
        if monotonic() - view.heard < SILENT:
            raise TooManyError(f"{MAX_VIEWS} views show this app already. Close one.")
        view.outbox.event(ClosedEvent(seq=0, reason="left"))
        self.detach(view, left_document=False)
        view.close()

    def wants_every_value(self, listener: Listener) -> bool:
        """Whether somebody counts the steps of a generator. From any thread.

        A view that counts them does, and listeners to the change of what it writes.
        """
        return any(view.outbox.every_value for view in self.views) or self.triggers.watch(
            listener.outputs
        )

    def snapshot(self) -> Snapshot:
        """Return all that a view shows. From any thread."""
        return Snapshot(
            app=self.parts.spec(),
            scripts=self.parts.scripts(),
            css=self.app.css_text(),
            has_code=self.app.has_code,
            values=dict(self.values),
            revisions=dict(self.revisions),
            runs=tuple(run.state() for run in list(self._runs.values())),
            log=self._log.entries(),
            progress=tuple(
                RunProgress(run=run.id, bars=run.progress)
                for run in list(self._active.values())
                if run.progress
            ),
        )

    # -- values

    def watch(self, components: Iterable[Component]) -> None:
        """Hear of values that others set: an ipywidget's, by its own view."""
        for component in list(components):
            key = component.id

            def changed(value: Json, key: str = key) -> None:
                dispatcher().call(self._outside, key, value)

            end = component.watch(changed)
            if end is not None:
                self._watches[key] = end

    def _outside(self, key: str, value: Json) -> None:
        if not self.ended and key in self.values and self.values[key] != value:
            self.commit(key, value)
            self.triggers.changed([key])
            self.follow([key])

    def input(self, component_id: str, drafts: Mapping[str, Json] | None = None) -> Component:
        """Return the component whose value a person may set, as it is with these drafts.

        Raises
        ------
        UnknownRequestError, ForbiddenError
            When there is none, or it may not be set.
        """
        component = self.parts.components.get(component_id)
        if component is None:
            raise UnknownRequestError("The app has no such component.", where="component")
        if component.kind == "state" or not self.parts.may_set(component, drafts or {}):
            raise ForbiddenError("This component cannot be changed.", where=component_id)
        return self.parts.at(component, drafts or {})

    def commit(
        self, component: str, value: Json, *, source: View | None = None, urgent: bool = True
    ) -> int:
        """Make a value the committed one, tell all views but the source, return its revision."""
        revision = self.revisions[component] + 1
        replaced = self.values[component]
        self.values[component] = value
        self.revisions[component] = revision
        if not self.files.is_empty:
            self.files.told(handles(value))
        change = ValueChange(component=component, value=value, revision=revision)
        for view in self.views:
            if view is source:
                view.outbox.seen(change)
            else:
                view.outbox.value(change, urgent=urgent)
        self.release(replaced)
        self.triggers.told(component)
        self.origins.changed(component)
        return revision

    def follow(self, sources: Iterable[str]) -> None:
        """Values have changed: take out what is chosen and not offered any more."""
        changed = [key for source in sources for key in self._mend_choices(source)]
        self.triggers.changed(changed)

    def _mend_choices(self, source: str, seen: frozenset[str] = frozenset()) -> list[str]:
        changed = []
        for component in self.parts.following(source):
            key = component.id
            value = self.values.get(key)
            left = self.parts.at(component).remaining(value)
            if left != value and key not in seen:
                self.commit(key, left)
                changed += [key, *self._mend_choices(key, seen | {source, key})]
        return changed

    def apply(self, changes: dict[str, Change]) -> None:
        """Do what a run does to components, and let those hear who listen to a change."""
        changed = []
        for key, change in changes.items():
            if change.component is not None:
                self._show_props(key, change.component)
            if change.state is not MISSING:
                differs = self.states.set(key, change.state)
                if differs if change.state_differs is None else change.state_differs:
                    changed.append(key)
            if change.value is not MISSING and key in self.values:
                value = self.parts.components[key].held(change.value)
                if self.values[key] != value:
                    changed.append(key)
                self.commit(key, value, urgent=False)
        self.triggers.changed(changed)
        self.follow(changed)

    def _show_props(self, key: str, component: Component) -> None:
        before = self.parts.components.get(key)
        if before is None:
            return
        props = properties(before.spec(), component.spec())
        self.parts.replace(component)
        if props:
            self._props[key] = self._props.get(key, 0) + 1
            told = PropsChange(component=key, props=props, revision=self._props[key])
            for view in self.views:
                view.outbox.props(told)
            if component.kind == "timer":
                self._timers.refresh()
        for target, event, data in component.caused(before):
            self.triggers.fire(target, event, data)

    # -- runs

    def run(
        self,
        listener: Listener,
        drafts: dict[str, Json],
        view: View | None,
        request_seq: int | None,
        event: tuple[str, Json] = ("", None),
        again: Run | None = None,
        brought: Mapping[str, Json] | None = None,
    ) -> Run:
        """Queue a call of a listener's function, and return its run.

        Parameters
        ----------
        event
            The event that caused it, and what belongs to that.
        again
            An earlier run, whose values it gets instead of those that are committed.
        brought
            Values for this call alone, which are not committed.
        """
        self.fetch()
        for other in listener.cancels:
            self._cancel_all(other)
        ids = [component.id for component in listener.inputs]
        if not all(key in self.values for key in ids):
            raise UnknownRequestError("An input of this function is gone.", where="listener")
        drafts = self._judged(drafts, ids)
        given = {**drafts, **(brought or {})}
        inputs = [given.get(key, self.values[key]) for key in ids]
        states: dict[str, Any] = {}
        if again is not None:
            inputs, event, states = again.inputs, again.event, dict(again.states)
        if event[0] == STREAM:
            fed = self.streaming.feed(listener, view, Fed(inputs, drafts, event))
            if fed is not None:
                return fed
        lane = self._lane(listener)
        if listener.trigger_mode == "always_last":
            waiting = lane.waiting_of(self, listener)
            if waiting is not None:
                replaced = waiting.inputs
                waiting.inputs, waiting.drafts = inputs, drafts
                self.release(replaced)
                waiting.view, waiting.request_seq = view, request_seq
                waiting.event, waiting.states = event, states
                return waiting
        elif listener.trigger_mode == "once" and self._goes_on(listener.index):
            raise BusyError("This function is running already. Stop it, or wait.")
        run = Run(self, listener, self._count + 1, inputs, drafts, view, request_seq)
        lane.check(run)
        self._count += 1
        run.event, run.lane = event, lane
        run.states = states
        if event[0] == STREAM and listener.is_fed:
            run.feed = self.streaming.begin(listener)
        self._runs[listener.index] = run
        self._active[run.id] = run
        self.steps.asked(run)
        lane.add(run)
        self.lifetime.look()
        return run

    def resume(
        self, listener: Listener, view: View | None = None, request_seq: int | None = None
    ) -> Run:
        """Queue a call with the values that the listener's last run had.

        Raises
        ------
        UnknownRequestError
            When it has not run.
        """
        return self.run(listener, {}, view, request_seq, again=self.steps.resumable(listener))

    def _judged(self, drafts: dict[str, Json], inputs: list[str]) -> dict[str, Json]:
        """Return the drafts that count: what a person may not set has to be as it is."""
        found = {}
        for key, value in drafts.items():
            if key not in inputs:
                raise ForbiddenError("This is no input of the listener.", where=key)
            if self.states.holds(key):
                continue  # it never travels
            try:
                self.input(key, drafts)
            except ForbiddenError:
                if value != self.values[key]:
                    raise
            else:
                found[key] = value
        return found

    def cancel(self, run_id: str) -> bool:
        """Stop a run; return whether it had not ended."""
        run = self._active.get(run_id)
        if run is None:
            if not run_id.isdecimal() or not 0 < int(run_id) <= self._count:
                raise UnknownRequestError("There is no such run in this session.", where="run")
            return False
        if run.cancelled.is_set():
            return True  # it comes to its end: its `finally` is not broken out of
        run.cancelled.set()
        if run.status == "waiting":
            dispatcher().call(self.finish, run, "cancelled", {}, None)  # after the answer
            return True
        from . import runner

        if run.stop is not None:
            run.stop()
        dispatcher().later(runner.STUCK, self._give_up, run)
        return True

    def _cancel_all(self, listener: Listener) -> None:
        for run in list(self._active.values()):
            if run.listener is listener:
                self.cancel(run.id)

    def interrupt(self) -> None:
        """Stop the functions that run, and tell nobody. From any thread, at the end."""
        for run in list(self._active.values()):
            run.cancelled.set()
            if run.stop is not None:
                run.stop()

    def starts(self, run: Run) -> None:
        """Note that a run's turn has come."""
        run.status = "running"
        run.begun = monotonic()
        self._tell(run)

    def moved(self, run: Run) -> None:
        """A run that waits has another place in the queue."""
        self._tell(run)

    def _tell(self, run: Run) -> None:
        for view in self.views:
            seq = run.request_seq if view is run.view else None
            view.outbox.run(RunStartedEvent(seq=0, request_seq=seq, state=run.state()))
        self.steps.begun(run)

    def commit_drafts(self, run: Run) -> None:
        """Commit what a run carried and proved good; it need not hurry."""
        for component, value in run.drafts.items():
            if component in self.values and self.values[component] != value:
                self.commit(component, value, urgent=False)
        self.follow(run.drafts)

    def offer(self, fetch: Callable[[], None]) -> None:
        """A run has values: they are fetched as soon as a view can be shown them."""
        self._offers[fetch] = None
        for view in self.views:
            view.outbox.when_free(self.fetch)

    def fetch(self) -> None:
        """Take what runs have ready."""
        offers, self._offers = self._offers, {}
        for fetch in offers:
            fetch()

    def output(self, run: Run, outputs: dict[str, Change]) -> None:
        """Show what a running function yielded."""
        if not run.ended and not self.ended:
            run.note(outputs)
            self.apply(outputs)
            self.origins.wrote(run, outputs)
            for view in self.views:
                view.outbox.hurry()

    def show_mount(self, run: Run, mount: Mount) -> None:
        """Show what a run has rendered."""
        if not run.ended and not self.ended:
            self.mounts.show(mount)

    def mounted(self, place: Component, listeners: list[Listener]) -> None:
        """Begin what rendered listeners wait for."""
        self.fetch()  # they may listen to what a run is yielding
        self._timers.refresh()
        self.steps.changed()
        self._runs = {
            index: run
            for index, run in self._runs.items()
            if index in self.parts.listeners or not run.ended
        }
        for listener in listeners:
            if any(c.id == place.id and event == "load" for c, event in listener.targets):
                self.triggers.begin(listener)

    def drop(self, key: str) -> None:
        """Let go of what a component held that is no part of the app any more."""
        replaced = self.values.pop(key, None)
        self.initial.pop(key, None)
        self.revisions.pop(key, None)
        self.states.remove(key)
        self._watches.pop(key, _nothing)()
        self.release(replaced)

    def progress(self, run: Run, bars: tuple[ProgressState, ...]) -> None:
        """Show how far a run is."""
        if not run.ended and not self.ended:
            run.progress = bars
            event = ProgressEvent(seq=0, run=run.id, bars=bars)
            for view in self.views:
                view.outbox.progress(event)

    def keep_result(self, run: Run, value: Any) -> None:
        """Keep the function's own last result. From the run's thread."""
        if run.listener.index == 0 and not run.ended:
            self.app.keep(value)

    def finish(
        self, run: Run, status: str, outputs: dict[str, Change], error: WireError | None
    ) -> None:
        """Take a run's end, and let the next one begin."""
        if run.ended:
            return  # given up before: what it returns now is late
        run.status, run.error = status, error
        run.seconds = monotonic() - run.begun if run.begun else 0.0
        self._active.pop(run.id, None)
        if run.request_seq is not None and run.event[0] != STREAM:
            precedence.answered()
        if run.event[0] == STREAM:
            self.release([run.inputs, run.feed.pending if run.feed else []])
        run.note(outputs)
        if not self.ended:
            self.apply(outputs)
            self.origins.wrote(run, outputs)
            for view in self.views:
                seq = run.request_seq if view is run.view else None
                view.outbox.run(RunFinishedEvent(seq=0, request_seq=seq, state=run.state()))
            if run.listener.resets and status == "done":
                self._forgive(set(outputs))
        if run.lane is not None:
            run.lane.leave(run)
        if not self.ended:
            self.triggers.ended(run)
            self.steps.ended(run)

    def log_add(self, entry: LogEntry) -> None:
        """Show what was said beside any run."""
        self._log.add(entry)
        for view in self.views:
            view.outbox.log(entry)

    def say(self, run: Run, entries: tuple[LogEntry, ...]) -> None:
        """Show what a run printed or displayed."""
        if run.ended or self.ended:
            return
        for entry in entries:
            self.log_add(entry)

    # -- the end

    def end(self, reason: Any) -> None:
        """Stop everything and drop what the session held. Ending twice is fine."""
        if self.ended:
            return
        self.triggers.unload()
        self.ended = True
        self.lifetime.stop()
        self._timers.stop()
        self._sweep.stop()
        for run in list(self._active.values()):
            self.cancel(run.id)
        for view in list(self.views):
            view.outbox.event(ClosedEvent(seq=0, reason=reason))
            view.close()
        self.views.clear()
        self.steps.close()
        self.files.close()
        self.states.close()
        for end in self._watches.values():
            end()
        self.app.forget(self)

    def release(self, replaced: Json) -> None:
        """Delete, after a while, the files that only a value named which was just replaced."""
        self._sweep.release(replaced)

    def files_named(self) -> Iterator[Json]:
        """Yield what may name files that are still wanted."""
        yield from self.values.values()
        for run in self._active.values():
            yield run.inputs
            if run.feed is not None:
                yield run.feed.pending
            yield run.unseen()
        yield from self.steps.files_named()

    def _forgive(self, reset: set[str]) -> None:
        """Take back the failures that stand where "Clear" has put everything to the start."""
        for run in self._runs.values():
            places = {component.id for component in run.listener.outputs}
            if run.ended and run.error is not None and places <= reset:
                run.status, run.error = "done", None
                for view in self.views:
                    view.outbox.run(RunFinishedEvent(seq=0, state=run.state()))

    def _lane(self, listener: Listener) -> Lane:
        return self.app.lane(listener)

    def renewed(self, listener: Listener) -> None:
        """Take note that a listener's function was defined again."""
        self.origins.renewed(listener, list(self._active.values()))

    def is_active(self, index: int) -> bool:
        """Whether a run of a listener waits or goes on."""
        return any(run.listener.index == index for run in self._active.values())

    def _goes_on(self, index: int) -> bool:
        """Whether a run of a listener is active that nobody has stopped."""
        runs = self._active.values()
        return any(run.listener.index == index and not run.cancelled.is_set() for run in runs)

    def _give_up(self, run: Run) -> None:
        """End a run that does not stop, after what it yielded is encoded that nobody was shown."""
        if not run.ended:
            self.fetch()
            dispatcher().later(ENCODED, self._leave_alone, run)

    def _leave_alone(self, run: Run) -> None:
        self.finish(
            run,
            "cancelled",
            {key: Change(whole.left()) for key, whole in run.wholes.items()},
            WireError(
                code="cancelled",
                message=(
                    "The function did not stop: it is inside code that cannot be interrupted. "
                    "It was left alone on its thread, and what it returns is dropped."
                ),
            ),
        )


def begin(runs: list[Run]) -> None:
    """Start the runs of one call, whose turn has come."""
    from . import batch, runner

    for run in runs:
        run.session.starts(run)
    try:
        if runs[0].listener.batch:
            batch.start(runs)
        else:
            runner.start(runs[0])
    except RuntimeError as error:  # no thread can be made
        failed = WireError(code="too-many", message=str(error))
        for run in runs:
            dispatcher().call(run.session.finish, run, "failed", {}, failed)  # after the answer
