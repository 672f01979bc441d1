"""Executes one run: on a thread of its own, or on the main thread's loop.

What the function prints, displays and draws belongs to the run. What it produces goes
to the dispatcher, the newest value wins while that is busy; the end comes last.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from threading import Lock, Thread
from time import monotonic
from typing import Any

from .. import wire
from ..componentprops import Properties
from ..components.base import Component
from ..components.building import building
from ..errors import FieldError, InvalidValueError, WireError
from ..fingerprint import fingerprint
from ..messages import LogEntry
from ..signature import MISSING
from .capture import Stream, captured
from .changes import Change
from .feed import Fed, Feed
from .figures import own_figures
from .following import Following
from .host import current_host, run_in_main
from .interrupt import Interruptible, RunCancelled
from .log import Log
from .loop import coroutines, dispatcher
from .mounts import Mount
from .results import Chunk, Growth, Held, Streamed, encode_result
from .run import Run
from .strand import Answer, Strand
from .surroundings import InvalidInputs, field_errors, inject, surrounding, validate
from .switching import switching
from .traceback import explain
from .whole import Whole
from .yields import Yields

IDLE = 30.0
"""Seconds after which a run ends that a component should stream into, and does not."""

STUCK = 2.0
"""Seconds after which a run that was told to stop is given up."""


def start(run: Run) -> None:
    """Begin a run; its session hears of its values and its end on the dispatcher."""
    worker = Worker(run)
    if run.listener.run_in == "main":
        run_in_main(worker.main, run.session.app.context.copy())
    else:
        in_thread(run, worker.work)


def in_thread(run: Run, work: Callable[[], None]) -> None:
    """Do a run's work on a thread of its own, in the context that its app was written in."""
    context = run.session.app.context.copy()

    def begin() -> None:
        with switching.often():
            context.run(work)

    Thread(target=begin, name=f"intarsia-run-{run.id}", daemon=True).start()


class Worker:
    """The life of one run outside the dispatcher."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.region = Interruptible()
        self._context = copy_context()
        """What the function's surroundings are."""
        self._displayed: list[Any] = []
        """What the run displayed, until it is known whether that is its result."""
        self._lock = Lock()
        self._newest: dict[str, Any] = {}
        """The values that this run has given, as they travel or `Held`."""
        self._changed: dict[str, Component] = {}
        """Components whose properties this run has changed."""
        self._states: dict[str, Any] = {}
        """What it has put into states."""
        self._yields: Yields | None = None
        """What it has yielded, once it has begun to."""
        self._log = Log()
        self._called = False
        self._marks: dict[str, str | None] = {}
        """What the states held whose change somebody listens to, by content."""
        self._mount: Mount | None = None
        """What the function has rendered."""
        self._stop: Callable[[], None] = self.region.stop
        """Breaks into the user's code, where that is now."""
        run.stop = self.stop

    def stop(self) -> None:
        """Stop the user's code. From any thread."""
        self._stop()

    # -- on a thread

    def work(self) -> None:
        """Do everything, on a worker thread."""
        try:
            with self.surroundings():
                feed = self.run.feed
                outputs = self._consume(self._begin()) if feed is None else self._follow(feed)
        except BaseException as error:  # whatever it is, it ends the run and nothing else
            self.region.leave()
            self.fail(error)
        else:
            self.end("done", outputs)

    def _begin(self) -> Any:
        with self.region:
            return self.call(self.values())

    def call(self, values: list[Any]) -> Any:
        """Call the function with these values; to be done inside of the region."""
        args, kwargs = self.arguments(values)
        self.check()
        fn, place = self.run.listener.fn, self.run.listener.renders
        if fn is None:
            return None
        if place is not None:
            return self._render(fn, place, args, kwargs)
        return fn(*args, **kwargs)

    def _render(
        self, fn: Any, place: Component, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Let the function make a part of the app."""
        session = self.run.session
        composer = session.mounts.composer(session.parts.current(place))
        token = building.set(composer)
        try:
            fn(*args, **kwargs)
        finally:
            building.reset(token)
        self._mount = session.mounts.finish(composer)

    def _consume(self, result: Any) -> dict[str, Change]:
        """Show what the function yields, and return the outputs that remain."""
        if inspect.isawaitable(result):
            result = self.awaited(result)
        if isinstance(result, AsyncIterator):
            return self._stream(self._pull(result))
        if inspect.isgenerator(result):
            return self._stream(self._guarded(result))
        return self._returned(result)

    def _stream(self, values: Generator[Any, None, None]) -> dict[str, Change]:
        yields = self._begin_to_yield()
        with closing(values):  # also when it is what it yielded that fails
            for value in values:
                yields.put(value)
        self.run.session.keep_result(self.run, yields.last)
        return yields.remaining()

    def _begin_to_yield(self, *, keeps: bool = True) -> Yields:
        self._yields = Yields(self.run, self._encode_yielded, self._encode_later, keeps=keeps)
        return self._yields

    def _follow(self, feed: Feed) -> dict[str, Change]:
        """Call the function with each value that a component streams, or have it go on."""
        yields = self._begin_to_yield(keeps=False)
        following = Following(self)
        limit, spent = self.run.listener.time_limit, 0.0
        result: Any = None
        try:
            while True:
                begun = monotonic()
                result = following.step()
                if result is not MISSING:
                    yields.put(result)
                spent += monotonic() - begun
                if limit is not None and spent >= limit:
                    feed.close()  # what was taken by then still counts
                fed = self._wait(feed)
                if fed is None:
                    break
                before = self.run.inputs
                self.run.begin_again(fed)
                dispatcher().call(self.run.session.release, before)
                self.run.states.update(self._states)
        finally:
            feed.close()
            following.close()
        self.run.session.keep_result(self.run, result)
        return yields.remaining()

    def _wait(self, feed: Feed) -> Fed | None:
        self._stop = feed.close
        try:
            self.check()
            fed = feed.take(IDLE)
            self.check()
        finally:
            self._stop = self.region.stop
        return fed

    def _guarded(self, generator: Any) -> Generator[Any, None, None]:
        """Yield what has to be put: most values of a tight loop are only kept."""
        region, is_cancelled = self.region, self.run.cancelled.is_set
        assert self._yields is not None  # `_stream` iterates it
        keep = self._yields.keep
        try:
            while True:
                with region:
                    if is_cancelled():
                        raise RunCancelled
                    try:
                        value = next(generator)
                        while keep(value):
                            value = next(generator)
                    except StopIteration:
                        return
                yield value
        finally:
            generator.close()

    def _pull(self, values: AsyncIterator[Any]) -> Generator[Any, None, None]:
        strand = Strand(coroutines().loop, copy_context())
        try:
            while True:
                self.check()
                try:
                    value = self.awaited(values.__anext__(), strand)
                except StopAsyncIteration:
                    return
                yield value
        finally:
            self.close(values, strand)

    def close(self, values: Any, strand: Strand) -> None:
        """Let an async generator do what it does at its end, where its steps were awaited."""
        close = getattr(values, "aclose", None)
        if close is None:
            strand.end()
        else:
            self._wait_for(strand.do(close(), is_last=True))

    def awaited(self, work: Any, strand: Strand | None = None) -> Any:
        """Run a coroutine on the loop for coroutines, in this context, and wait.

        Parameters
        ----------
        strand
            Where it is awaited, as one of several; by default it is alone.
        """
        place = strand or Strand(coroutines().loop, copy_context())
        done = place.do(work, is_last=strand is None)
        self._stop = partial(place.stop, done)
        if self.run.cancelled.is_set():
            self._stop()
        return self._wait_for(done)

    def _awaited_within(self, work: Any) -> Any:
        """Run a coroutine and wait, inside of the region: it is the coroutine that is stopped."""
        self.region.leave()
        try:
            return self.awaited(work)
        finally:
            self.region.__enter__()

    def _wait_for(self, done: Future[Answer]) -> Any:
        try:
            return done.result()()
        finally:
            self._stop = self.region.stop

    # -- on the main thread

    async def main(self) -> None:
        """Do everything, on the main thread's loop."""
        try:
            with self.surroundings():
                with current_host().interrupts(None):
                    result = self._begin()
                if inspect.isawaitable(result):
                    result = await self._stoppable(result)
                if isinstance(result, AsyncIterator):
                    outputs = await self._stream_async(result)
                elif inspect.isgenerator(result):
                    with current_host().interrupts(None):
                        outputs = self._stream(self._guarded(result))
                else:
                    outputs = self._returned(result)
        except BaseException as error:  # whatever it is, it ends the run and nothing else
            self.region.leave()
            self.fail(error)
        else:
            self.end("done", outputs)

    async def _stream_async(self, values: AsyncIterator[Any]) -> dict[str, Change]:
        last: Any = None
        yields = self._begin_to_yield()
        strand = Strand(asyncio.get_running_loop(), copy_context())
        try:
            while True:
                self.check()
                try:
                    last = await self._stoppable(values.__anext__(), strand)
                except StopAsyncIteration:
                    break
                yields.put(last)
        finally:
            close = getattr(values, "aclose", None)
            if close is None:
                strand.end()
            else:
                (await _result(strand.do(close(), is_last=True)))()
        self.run.session.keep_result(self.run, last)
        return yields.remaining()

    async def _stoppable(self, work: Any, strand: Strand | None = None) -> Any:
        place = strand or Strand(asyncio.get_running_loop(), copy_context())
        done = place.do(work, is_last=strand is None)
        interrupted = False

        def stop() -> None:
            place.stop(done)

        def interrupt() -> None:
            nonlocal interrupted
            interrupted = True
            stop()

        self._stop = stop
        if self.run.cancelled.is_set():
            stop()
        try:
            with current_host().interrupts(interrupt):
                answer = await _result(done)
            return answer()
        except asyncio.CancelledError:
            if interrupted:
                raise KeyboardInterrupt from None
            raise
        finally:
            self._stop = self.region.stop

    # -- both

    @contextmanager
    def surroundings(self) -> Iterator[None]:
        with captured(self._capture), own_figures(), surrounding(self.run, self._say):
            self._context = copy_context()
            yield

    def values(self) -> list[Any]:
        """Return the inputs as the function takes them."""
        listener, session = self.run.listener, self.run.session
        values, errors = [], []
        for given, sent in zip(listener.inputs, self.run.inputs, strict=True):
            component = session.parts.current(given, self.run.drafts)
            try:
                if component.kind == "state":
                    values.append(self.run.held(component.id))
                else:
                    values.append(component.preprocess(sent) if listener.preprocess else sent)
            except InvalidValueError as error:
                errors += field_errors(component.id, error)
        if errors:
            raise InvalidInputs(errors)
        for at in listener.as_properties:
            values[at] = Properties.of(session.parts.current(listener.inputs[at]), values[at])
        errors = validate(listener, values, self._awaited_within)
        if errors:
            raise InvalidInputs(errors)
        dispatcher().call(session.commit_drafts, self.run)
        self._mark_states()
        return values

    def arguments(self, values: list[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        args, kwargs = self.run.listener.bind(values)
        return inject(self.run, args, kwargs)

    def _mark_states(self) -> None:
        """Look at what the states hold: a function may change an object, and return it."""
        session = self.run.session
        for component in self.run.listener.outputs:
            if component.kind == "state" and session.triggers.watch([component]):
                self._marks[component.id] = _mark(session.states.get(component.id))

    def _marked(self, key: str, change: Change) -> Change:
        """Return a change that says whether a state has another content by now."""
        before, after = self._marks[key], _mark(change.state)
        self._marks[key] = after
        if before is None or after is None:
            return change
        return replace(change, state_differs=before != after)

    def check(self) -> None:
        """Raise `RunCancelled` when the run was told to stop."""
        if self.run.cancelled.is_set():
            raise RunCancelled

    def encode(self, value: Any, *, hold: bool = False) -> dict[str, Change]:
        with self.region:
            self.check()
            outputs = encode_result(
                self.run.listener, value, self._displayed, self._current, hold=hold
            )
            for key, change in outputs.items():
                if isinstance(change.value, Growth):
                    outputs[key] = replace(change, value=change.value.onto(self._shown(key)))
                elif isinstance(change.value, Chunk):
                    outputs[key] = replace(change, value=self._streamed(key, change.value))
                elif change.value is not MISSING:
                    self.run.wholes.pop(key, None)  # another value: what comes begins anew
            for key in self._marks:
                if key in outputs and outputs[key].state is not MISSING:
                    outputs[key] = self._marked(key, outputs[key])
        self._note(outputs)
        if value is not None:
            self._log_displayed()
        return outputs

    def _encode_yielded(self, value: Any) -> dict[str, Change]:
        return self.encode(value, hold=True)

    def _encode_later(self, value: Any) -> dict[str, Change]:
        """Encode a value while the function goes on. On the encoder's thread."""
        outputs = encode_result(self.run.listener, value, [], self._current, hold=True)
        self._note(outputs)
        return outputs

    def _note(self, outputs: dict[str, Change]) -> None:
        for key, change in outputs.items():
            if change.state is not MISSING:
                self._states[key] = change.state
            if change.component is not None:
                self._changed[key] = change.component
            if change.value is not MISSING:
                self._newest[key] = change.value

    def _shown(self, key: str) -> Any:
        """Return what an output shows by now."""
        value = self._newest.get(key, MISSING)
        if isinstance(value, Held):
            return value.encode(last=True)
        return self.run.session.values.get(key) if value is MISSING else value

    def _streamed(self, key: str, chunk: Chunk) -> Streamed:
        """Add a chunk to those that this run has given to an output before."""
        whole = self.run.wholes.get(key)
        if whole is None:
            whole = self.run.wholes[key] = Whole(chunk.component.chunks())
        return chunk.into(whole)

    def _current(self, component: Component) -> Component:
        """Return a component as it stands in the session, with what this run changed."""
        parts = self.run.session.parts
        return parts.at(
            self._changed.get(component.id) or parts.components.get(component.id, component)
        )

    def finish(self, result: Any) -> None:
        """End with a result that was made elsewhere."""
        try:
            with self.surroundings():
                outputs = self._returned(result)
        except BaseException as error:  # the user's own classes may raise anything
            self.region.leave()
            self.fail(error)
        else:
            self.end("done", outputs)

    def _returned(self, result: Any) -> dict[str, Change]:
        outputs = self.encode(result)
        self.run.session.keep_result(self.run, result)
        return outputs

    def fail(self, error: BaseException) -> None:
        self._log_displayed()
        if isinstance(error, InvalidInputs):
            self.end("failed", {}, invalid(error.fields))
        elif self.run.cancelled.is_set() and isinstance(
            error, (RunCancelled, asyncio.CancelledError)
        ):
            self.end("cancelled", {})
        elif isinstance(error, KeyboardInterrupt):
            self.end("interrupted", {}, explain(error))
        else:
            self.end("failed", {}, explain(error))

    def _capture(self, stream: Stream, text: str, bundle: Any) -> None:
        if bundle is not None and self.run.listener.shows_displays:
            self._displayed.append(bundle)
        else:
            self._say(stream, text, bundle)

    def _log_displayed(self) -> None:
        """Show in the log what was displayed, as it is not the result."""
        for bundle in self._displayed:
            self._say("display", "", bundle)
        self._displayed.clear()

    def _say(self, stream: Stream, text: str, bundle: Any) -> None:
        entry = LogEntry(run=self.run.id, stream=stream, text=text, bundle=wire.plain(bundle))
        with self._lock:
            self._log.add(entry)
            self._call()

    def _call(self) -> None:
        if not self._called:
            self._called = True
            dispatcher().call(self._deliver)

    def _deliver(self) -> None:
        """Hand over what was printed since the last time. On the dispatcher."""
        with self._lock:
            self._called = False
            entries = self._log.take()
        self.run.session.say(self.run, entries)

    def end(self, status: str, outputs: dict[str, Change], error: WireError | None = None) -> None:
        session = self.run.session

        def end() -> None:
            self._deliver()
            if self._yields is None:
                finish()
            else:
                self._yields.end(finish)

        def finish() -> None:
            self._deliver()
            failure = self._yields.failure if self._yields else None
            if status == "done" and failure is not None:
                session.finish(self.run, "failed", {}, explain(failure))
                return
            if self._mount is not None and status == "done":
                session.show_mount(self.run, self._mount)
            session.finish(self.run, status, outputs, error)

        dispatcher().call(end)


def _mark(value: Any) -> str | None:
    """Return a text for the content of a value; `None` when there is none to tell it by."""
    try:
        return fingerprint(value)
    except Exception:  # whatever the objects' own methods raise
        return None


def invalid(fields: tuple[FieldError, ...]) -> WireError:
    """Return the error that says which fields are wrong."""
    count = len(fields)
    words = "One field needs" if count == 1 else f"{count} fields need"
    return WireError(code="bad-value", message=f"{words} attention.", fields=fields)


async def _result(done: Future[Answer]) -> Answer:
    """Wait for what goes on when the one who waits is cancelled."""
    await asyncio.wait([asyncio.wrap_future(done)])
    return done.result()
