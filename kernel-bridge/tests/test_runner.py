"""Every kind of function: called, streamed, cancelled, failed."""

from __future__ import annotations

import asyncio
import contextvars
import queue
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle, settle_until

import intarsia as gr
from intarsia import show_app
from intarsia.runtime import runner, session
from intarsia.runtime.loop import dispatcher
from intarsia.runtime.switching import Switching, switching
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def display_text(value: Any) -> str:
    return "".join(item["data"]["text/plain"] for item in value["items"])


# ---------------------------------------------------------------- results


def sync(x: int = 2) -> int:
    return x + 1


async def coroutine(x: int = 2) -> int:
    await asyncio.sleep(0)
    return x + 1


def returns_coroutine(x: int = 2) -> Any:
    return coroutine(x)


class Callable_:
    def __call__(self, x: int = 2) -> int:
        return x + 1


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("fn", [sync, coroutine, Callable_()])
def test_a_value(fn: Any, run_in: Any) -> None:
    app = show_app(fn, run_in=run_in)
    assert connect(app).call(0, 5) == 6
    assert app.value == 6


def test_a_coroutine_that_a_plain_function_returns_is_awaited() -> None:
    assert display_text(connect(show_app(returns_coroutine)).call(0, 5)) == "6"


def generator(n: int = 3) -> Iterator[int]:
    yield from range(n)


async def async_generator(n: int = 3) -> AsyncIterator[int]:
    for i in range(n):
        await asyncio.sleep(0)
        yield i


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("fn", [generator, async_generator])
def test_steps(fn: Any, run_in: Any) -> None:
    app = show_app(fn, run_in=run_in)
    client = connect(app)
    for n in (4, 1, 0):
        steps = client.call(0, n)
        assert [step if isinstance(step, int) else display_text(step) for step in steps] in (
            list(range(n)),
            [str(i) for i in range(n)],
        )
    assert app.value is None


def test_the_main_thread_runs_what_is_meant_for_it_while_it_waits() -> None:
    threads = []

    def where() -> None:
        threads.append(threading.current_thread())

    async def where_async() -> None:
        await asyncio.sleep(0)
        threads.append(threading.current_thread())

    for fn in (where, where_async):
        connect(show_app(fn, run_in="main")).call(0)
        connect(show_app(fn)).call(0)
    main = threading.main_thread()
    assert [thread is main for thread in threads] == [True, False, True, False]


def test_the_main_thread_runs_it_although_its_loop_runs() -> None:
    async def cell() -> Any:
        return connect(show_app(coroutine, run_in="main")).call(0, 1)

    assert asyncio.run(cell()) == 2


def test_functions_that_return_nothing() -> None:
    def nothing(a: str = "x") -> str:
        return None  # type: ignore[return-value]

    client = connect(show_app(nothing))
    assert not client.call(0)
    plain = connect(show_app(lambda a=1: None))
    assert plain.call(0) == {"items": []}


def test_several_outputs() -> None:
    from intarsia import Blocks, Number, Textbox
    from intarsia.components import Interface
    from intarsia.events import Listener

    app = Blocks()
    app.write_in(Interface())
    a, b = app.add(Textbox()), app.add(Number())
    b.label = "Length"
    results: list[Any] = [("x", 1), {b: 2}, "x", ("x",), ("x", "y"), {app.root: 1}]
    app.listen(
        Listener(
            index=0, fn=lambda: results.pop(0), api_name="f", targets=[], inputs=[], outputs=[a, b]
        )
    )
    client = connect(app)
    assert client.call(0) == ["x", 1]
    assert client.call(0) == ["x", 2]
    for words in ("must return 2 values, but returned one str", "but returned 1", "Output 2"):
        with pytest.raises(RequestError, match=words):
            client.call(0)
    with pytest.raises(RequestError, match="no output"):
        client.call(0)


def test_yielding_one_object_over_and_over_shows_each_state() -> None:
    def grow() -> Iterator[list[int]]:
        found: list[int] = []
        for i in range(4):
            found.append(i)
            yield found

    from intarsia import JSON

    app = show_app(grow)
    out = app.listeners[0].outputs[0]
    app.components[out.id] = app.listeners[0].outputs[0] = other = JSON()
    other.id = out.id
    assert connect(app).call(0) == [[0], [0, 1], [0, 1, 2], [0, 1, 2, 3]]


def test_a_result_over_the_limit_is_an_error_that_says_so() -> None:
    def large() -> str:
        return "x" * (9 * 2**20)

    with pytest.raises(RequestError, match="MiB, and 8 MiB can be shown"):
        connect(show_app(large)).call(0)


def test_variables_of_the_context_stay_within_a_run() -> None:
    var: contextvars.ContextVar[int] = contextvars.ContextVar("var", default=0)

    def step() -> int:
        var.set(var.get() + 1)
        return var.get()

    client = connect(show_app(step))
    assert [client.call(0), client.call(0)] == [1, 1]
    assert var.get() == 0


@pytest.mark.parametrize("run_in", ["worker", "main"])
def test_an_async_generator_has_one_context_and_one_task(run_in: Any) -> None:
    var: contextvars.ContextVar[int] = contextvars.ContextVar("var", default=0)
    tasks: list[Any] = []

    async def steps() -> AsyncIterator[int]:
        token = var.set(5)
        try:
            async with asyncio.timeout(TIMEOUT), asyncio.TaskGroup() as group:
                for _ in range(3):
                    tasks.append(asyncio.current_task())
                    await group.create_task(asyncio.sleep(0))
                    yield var.get()
        finally:
            tasks.append(asyncio.current_task())
            var.reset(token)

    app = show_app(steps, run_in=run_in)
    assert connect(app).call(0) == [5, 5, 5]
    assert len(tasks) == 4
    assert len(set(tasks)) == 1


@pytest.mark.parametrize("run_in", ["worker", "main"])
def test_an_async_generator_that_is_stopped_ends_in_its_task(run_in: Any) -> None:
    begun, ended = threading.Event(), threading.Event()
    tasks: list[Any] = []

    async def steps() -> AsyncIterator[int]:
        try:
            async with asyncio.TaskGroup():
                tasks.append(asyncio.current_task())
                yield 1
                begun.set()
                await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0)
            tasks.append(asyncio.current_task())
            ended.set()

    view = RawView(show_app(steps, run_in=run_in))
    run = view.run()["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    assert view.finished(run)["state"]["status"] == "cancelled"
    assert ended.is_set()
    assert len(set(tasks)) == 1


# ---------------------------------------------------------------- cancelling


class Signals:
    def __init__(self) -> None:
        self.begun = threading.Event()
        self.cleaned = threading.Event()
        self.go = threading.Event()

    def busy(self) -> int:
        try:
            self.begun.set()
            while not self.go.is_set():
                pass
        finally:
            self.cleaned.set()
        return 1

    async def sleeping(self) -> int:
        try:
            self.begun.set()
            await asyncio.sleep(3600)
        finally:
            self.cleaned.set()
        return 1

    def endless(self) -> Iterator[int]:
        try:
            i = 0
            while True:
                yield (i := i + 1)
                self.begun.set()
        finally:
            self.cleaned.set()

    async def endless_async(self) -> AsyncIterator[int]:
        try:
            i = 0
            while True:
                yield (i := i + 1)
                self.begun.set()
                await asyncio.sleep(0)
        finally:
            self.cleaned.set()


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("name", ["busy", "sleeping", "endless", "endless_async"])
def test_cancel(name: str, run_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "STUCK", 2 * TIMEOUT)  # it is not given up
    signals = Signals()
    app = show_app(getattr(signals, name), run_in=run_in)
    view = RawView(app)
    run = view.run()["run"]
    assert signals.begun.wait(TIMEOUT)
    assert view.request("cancel", run=run)["was_running"] is True
    end = view.finished(run)
    assert end["state"]["status"] == "cancelled"
    assert end["state"]["error"] is None
    assert signals.cleaned.is_set()
    assert view.request("cancel", run=run)["was_running"] is False


@pytest.mark.parametrize("again", ["cancel", "cancels="])
def test_what_a_function_does_at_its_end_is_not_stopped(again: str) -> None:
    begun, ending, go, ended = (threading.Event() for _ in range(4))

    def work() -> None:
        try:
            begun.set()
            while True:
                pass
        finally:
            ending.set()
            while not go.is_set():
                pass
            ended.set()

    with gr.Blocks() as app:
        running = gr.Button().click(work)
        gr.Button().click(None, cancels=running)
    view = RawView(app)
    run = view.run()["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    assert ending.wait(TIMEOUT)
    if again == "cancel":
        assert view.request("cancel", run=run)["was_running"] is True
    else:
        view.finished(view.run(1)["run"])
    go.set()
    assert view.finished(run)["state"]["status"] == "cancelled"
    assert ended.is_set()


def test_cancel_while_a_function_waits_for_the_loop_of_coroutines() -> None:
    """At each moment of a coroutine's life: no run is left, no coroutine unawaited."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        begun: queue.SimpleQueue[int] = queue.SimpleQueue()

        async def steps() -> AsyncIterator[int]:
            for i in range(1000):
                begun.put(i)
                yield i

        for stop_at in range(8):
            view = RawView(show_app(steps))
            run = view.run()["run"]
            while begun.get(timeout=TIMEOUT) < stop_at:
                continue
            view.request("cancel", run=run)
            assert view.finished(run)["state"]["status"] == "cancelled"
            while not begun.empty():
                begun.get()


def test_cancel_at_any_moment_ends_a_run_once() -> None:
    """The stop may strike on the very edge of the user's code."""
    view = RawView(show_app(lambda: sum(range(50))))
    for i in range(150):
        run = view.run()["run"]
        for _ in range(i % 7):
            threading.Event().wait(0)
        view.send("cancel", run=run)
        assert view.finished(run)["state"]["status"] in ("done", "cancelled")
    ends = [m["state"]["run"] for m in view.heard if m["type"] == "run_finished"]
    assert ends == [str(i + 1) for i in range(150)]


def test_except_exception_does_not_swallow_a_cancel() -> None:
    begun = threading.Event()

    def stubborn() -> int:
        while True:
            try:
                begun.set()
                while True:
                    pass
            except Exception as error:
                print(error)

    view = RawView(show_app(stubborn))
    run = view.run()["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    assert view.finished(run)["state"]["status"] == "cancelled"


def test_a_function_that_does_not_stop_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "STUCK", 0.05)
    begun, go = threading.Event(), threading.Event()

    def stuck(wait: bool = True) -> str:
        if wait:
            begun.set()
            go.wait(TIMEOUT)  # in C: an exception strikes only when it returns
            print("late")
        return "late" if wait else "free"

    app = show_app(stuck)
    view = RawView(app)
    run = view.run(c1=True)["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    end = view.finished(run)
    assert end["state"]["status"] == "cancelled"
    assert "did not stop" in end["state"]["error"]["message"]
    view.run(c1=False)
    assert view.finished()["state"]["status"] == "done"
    go.set()
    for thread in threading.enumerate():
        if thread.name == "intarsia-run-1":
            thread.join(TIMEOUT)
    assert not [m for m in view.rest() if m["type"] in ("log", "updated", "run_finished")]
    assert app.value == "free"


def test_what_a_function_yielded_last_is_shown_that_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "STUCK", 0.01)
    monkeypatch.setattr(session, "ENCODED", 1.0)
    alone, stuck, go = threading.Event(), threading.Event(), threading.Event()

    def words() -> Iterator[str]:
        yield "first"
        alone.wait(TIMEOUT)
        yield "second"
        yield "last"
        stuck.set()
        go.wait(TIMEOUT)

    with gr.Blocks() as app:
        out = gr.Textbox()
        gr.Button().click(words, None, out)
    view = RawView(app)
    run = view.run()["run"]
    view.wait(type="updated")
    view.view.lost()
    settle()
    alone.set()
    assert stuck.wait(TIMEOUT)
    [living] = app.sessions.values()
    dispatcher().call(living.cancel, run)
    settle()
    settle_until(lambda: not living.active_runs())
    go.set()
    assert living.values[out.id] == "last"


def test_the_end_of_a_session_stops_its_runs() -> None:
    from intarsia.runtime import apps

    signals = Signals()
    app = show_app(signals.busy)
    view = RawView(app)
    view.run()
    assert signals.begun.wait(TIMEOUT)
    apps.drop(app)
    assert view.wait(type="closed")["reason"] == "replaced"
    assert signals.cleaned.wait(TIMEOUT)
    assert view.channel.closed


# ---------------------------------------------------------------- failing


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("flavour", ["generator", "async generator"])
def test_a_generator_whose_value_cannot_be_shown_is_closed(flavour: str, run_in: Any) -> None:
    closed: list[Any] = []

    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no repr")

    def steps() -> Iterator[Any]:
        try:
            yield Broken()
        finally:
            closed.append(threading.current_thread())

    async def steps_async() -> AsyncIterator[Any]:
        try:
            yield Broken()
        finally:
            await asyncio.sleep(0)
            closed.append(threading.current_thread())

    fn: Any = steps if flavour == "generator" else steps_async
    client = connect(show_app(fn, run_in=run_in))
    with pytest.raises(RequestError, match="Broken"):
        client.call(0)
    assert len(closed) == 1


def test_a_generator_that_fails_keeps_what_it_yielded() -> None:
    def five() -> Iterator[int]:
        yield from range(5)
        raise ValueError("no sixth")

    client = connect(show_app(five))
    assert len(client.steps(0)) == 5
    with pytest.raises(RequestError, match="no sixth"):
        client.call(0)
    out = client.values[client.fns[0].outputs[0].id]
    assert out == 4 or display_text(out) == "4"


@pytest.mark.parametrize("run_in", ["worker", "main"])
def test_an_async_function_that_exits_leaves_the_loop_alive(run_in: Any) -> None:
    async def leave(how: int = 0) -> int:
        await asyncio.sleep(0)
        if how == 0:
            raise SystemExit(3)
        if how == 1:
            raise KeyboardInterrupt
        return how

    client = connect(show_app(leave, run_in=run_in))
    for how in (0, 1):
        with pytest.raises(RequestError):
            client.call(0, how)
    assert client.call(0, 2) == 2


def test_a_task_of_the_user_that_exits_leaves_the_loop_alive() -> None:
    async def leave() -> int:
        async def background() -> None:
            raise SystemExit

        task = asyncio.ensure_future(background())
        await asyncio.wait([task])
        task.exception()
        return 1

    client = connect(show_app(leave))
    assert client.call(0) == 1
    assert client.call(0) == 1


def test_one_loop_for_all_coroutines() -> None:
    """So that a client made in one run can be used in the next."""
    loops = set()

    async def where() -> None:
        loops.add(asyncio.get_running_loop())

    client = connect(show_app(where))
    client.call(0)
    client.call(0)
    assert len(loops) == 1


def test_threads_change_often_while_a_function_runs() -> None:
    def rests() -> None:
        """Wait for threads that end: each does after its run, those of tests before as well."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            with switching._lock:
                if not switching._inside:
                    return
            time.sleep(0.001)
        raise AssertionError("there is a thread still")

    rests()
    usual = sys.getswitchinterval()
    seen = []
    connect(show_app(lambda n=0: seen.append(sys.getswitchinterval()))).call(0, 1)
    assert seen[0] < usual / 5
    rests()
    assert sys.getswitchinterval() == usual


def test_who_has_set_how_often_threads_change_keeps_it() -> None:
    usual = sys.getswitchinterval()
    switching = Switching()
    try:
        with switching.often(), switching.often():
            sys.setswitchinterval(0.25)
        assert sys.getswitchinterval() == pytest.approx(0.25)
    finally:
        sys.setswitchinterval(usual)
