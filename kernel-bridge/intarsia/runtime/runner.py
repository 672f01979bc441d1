"""Executes one run: on a thread of its own, or on the main thread's loop.

What the function prints, displays and draws belongs to the run. Values go to the
dispatcher, the newest wins while it is busy; the end comes after the last value.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from contextvars import copy_context
from typing import Any

from ..components.base import session_files
from ..errors import FieldError, InvalidValueError, InvalidValuesError, WireError
from .capture import Stream, captured, rejoined
from .figures import own_figures
from .host import current_host
from .interrupt import Interruptible, RunCancelled
from .loop import coroutines, dispatcher
from .results import encode_result
from .run import Run
from .traceback import explain

STUCK = 2.0
"""Seconds after which a run that was told to stop is given up."""


class InvalidInputs(Exception):  # noqa: N818  # not an error of the program: an answer
    """What a person entered does not fit."""

    def __init__(self, fields: list[FieldError]) -> None:
        super().__init__(fields)
        self.fields = tuple(fields)


def start(run: Run) -> None:
    """Begin a run; its session hears of its values and its end on the dispatcher."""
    worker = _Worker(run)
    context = run.session.context.copy()
    if run.listener.run_in == "main":
        current_host().run_in_main(worker.main)
        return
    threading.Thread(
        target=context.run, args=(worker.work,), name=f"intarsia-run-{run.id}", daemon=True
    ).start()


class _Worker:
    """The life of one run outside the dispatcher."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lock = threading.Lock()
        self._pending: dict[str, Any] | None = None
        self._displayed: list[Any] = []
        self._region = Interruptible()
        run.stop = self._region.stop

    # -- on a thread

    def work(self) -> None:
        """Do everything, on a worker thread."""
        try:
            with self._surroundings():
                self._consume(self._begin())
        except BaseException as error:  # whatever it is, it ends the run and nothing else
            self._fail(error)

    def _begin(self) -> Any:
        args, kwargs = self._prepare()
        with self._region:
            self._check()
            return self._run.listener.fn(*args, **kwargs)

    def _consume(self, result: Any) -> None:
        if inspect.isawaitable(result):
            result = self._await(_awaited(result))
        if isinstance(result, AsyncIterator):
            self._stream(self._pull(result))
        elif inspect.isgenerator(result):
            self._stream(self._guarded(result))
        else:
            self._finish(result)

    def _stream(self, values: Iterator[Any]) -> None:
        last: Any = None
        for value in values:
            last = value
            self._emit(encode_result(self._run.listener, value, self._displayed))
        self._run.session.keep_result(self._run, last)
        self._end("done", {})

    def _guarded(self, generator: Any) -> Iterator[Any]:
        try:
            while True:
                with self._region:
                    self._check()
                    try:
                        value = next(generator)
                    except StopIteration:
                        return
                yield value
        finally:
            generator.close()

    def _pull(self, values: AsyncIterator[Any]) -> Iterator[Any]:
        try:
            while True:
                self._check()
                try:
                    yield self._await(values.__anext__())
                except StopAsyncIteration:
                    return
        finally:
            close = getattr(values, "aclose", None)
            if close is not None:
                self._await(close(), stoppable=False)

    def _await(self, work: Any, *, stoppable: bool = True) -> Any:
        """Run a coroutine on the loop for coroutines, in this context, and wait."""
        loop, context, done = coroutines().loop, copy_context(), Future[Any]()
        tasks: list[asyncio.Task[Any]] = []

        def begin() -> None:
            task = loop.create_task(_inside(work), context=context)
            tasks.append(task)
            task.add_done_callback(lambda task: _settle(task, done))

        def stop() -> None:
            loop.call_soon_threadsafe(lambda: [task.cancel() for task in tasks])

        if stoppable:
            self._run.stop = stop
        loop.call_soon_threadsafe(begin)
        if stoppable and self._run.cancelled.is_set():
            stop()
        try:
            return done.result()
        finally:
            self._run.stop = self._region.stop

    # -- on the main thread

    async def main(self) -> None:
        """Do everything, on the main thread's loop."""
        try:
            with self._surroundings():
                result = self._begin()
                if inspect.isawaitable(result):
                    result = await self._stoppable(_awaited(result))
                if isinstance(result, AsyncIterator):
                    await self._stream_async(result)
                elif inspect.isgenerator(result):
                    self._stream(self._guarded(result))
                else:
                    self._finish(result)
        except BaseException as error:  # whatever it is, it ends the run and nothing else
            self._fail(error)

    async def _stream_async(self, values: AsyncIterator[Any]) -> None:
        last: Any = None
        while True:
            try:
                last = await self._stoppable(_awaited(values.__anext__()))
            except StopAsyncIteration:
                break
            self._emit(encode_result(self._run.listener, last, self._displayed))
        self._run.session.keep_result(self._run, last)
        self._end("done", {})

    async def _stoppable(self, work: Coroutine[Any, Any, Any]) -> Any:
        loop = asyncio.get_running_loop()
        task = loop.create_task(work)
        self._run.stop = lambda: loop.call_soon_threadsafe(task.cancel)
        try:
            return await task
        finally:
            self._run.stop = self._region.stop

    # -- both

    def _surroundings(self) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(captured(self._capture))
        stack.enter_context(own_figures())
        token = session_files.set(self._run.session.files)
        stack.callback(lambda: session_files.reset(token))
        return stack

    def _prepare(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        values, errors = [], []
        for component, wire in zip(self._run.listener.inputs, self._run.inputs, strict=True):
            try:
                values.append(component.preprocess(wire))
            except InvalidValueError as error:
                errors += field_errors(component.id, error)
        if errors:
            raise InvalidInputs(errors)
        bound = self._run.listener.bind(values)
        dispatcher().call(self._run.session.commit_drafts, self._run)
        return bound

    def _check(self) -> None:
        if self._run.cancelled.is_set():
            raise RunCancelled

    def _capture(self, stream: Stream, text: str, bundle: Any) -> None:
        if bundle is not None and self._run.listener.shows_displays:
            self._displayed.append(bundle)
            return
        dispatcher().call(self._run.session.log_entry, self._run, stream, text, bundle)

    def _finish(self, result: Any) -> None:
        outputs = encode_result(self._run.listener, result, self._displayed)
        if result is not None:
            for bundle in self._displayed:
                dispatcher().call(self._run.session.log_entry, self._run, "display", "", bundle)
        self._run.session.keep_result(self._run, result)
        self._end("done", outputs)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, InvalidInputs):
            self._end("failed", {}, invalid(error.fields))
        elif self._run.cancelled.is_set() and isinstance(
            error, (RunCancelled, asyncio.CancelledError)
        ):
            self._end("cancelled", {})
        elif isinstance(error, KeyboardInterrupt):
            self._end("interrupted", {}, explain(error))
        else:
            self._end("failed", {}, explain(error))

    def _emit(self, outputs: dict[str, Any]) -> None:
        if self._run.session.wants_every_value:
            dispatcher().call(self._run.session.output, self._run, outputs)
            return
        with self._lock:
            waiting = self._pending is not None
            self._pending = {**(self._pending or {}), **outputs}
        if not waiting:
            dispatcher().call(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            outputs, self._pending = self._pending or {}, None
        self._run.session.output(self._run, outputs)

    def _end(self, status: str, outputs: dict[str, Any], error: WireError | None = None) -> None:
        dispatcher().call(self._run.session.finish, self._run, status, outputs, error)


def field_errors(component: str, error: InvalidValueError) -> list[FieldError]:
    """Return what is wrong with one component's value, part by part."""
    parts = error.errors if isinstance(error, InvalidValuesError) else (error,)
    return [FieldError(component=component, path=e.path, message=e.message) for e in parts]


def invalid(fields: tuple[FieldError, ...]) -> WireError:
    """Return the error that says which fields are wrong."""
    count = len(fields)
    words = "One field needs" if count == 1 else f"{count} fields need"
    return WireError(code="bad-value", message=f"{words} attention.", fields=fields)


async def _awaited(work: Any) -> Any:
    return await work


async def _inside(work: Any) -> Any:
    with rejoined():
        return await work


def _settle(task: asyncio.Task[Any], done: Future[Any]) -> None:
    if task.cancelled():
        done.set_exception(asyncio.CancelledError())
        return
    error = task.exception()
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(task.result())
