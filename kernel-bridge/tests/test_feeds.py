"""What a component streams goes into one run; what ends with the views that look."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle, settle_until

import intarsia as gr
from intarsia.components.filevalues import files_here
from intarsia.messages import Json
from intarsia.runtime import lifetime, runner, streaming, sweep
from intarsia.runtime.feed import Fed, Feed
from intarsia.runtime.loop import dispatcher

pytestmark = pytest.mark.usefixtures("living")


class Meter(gr.Number):
    """Streams what it measures."""

    EVENTS = (*gr.Number.EVENTS, "stream")


class Stream:
    """An app that streams into a function, and the browser's part of it by hand."""

    def __init__(
        self, fn: Callable[..., Any], *, out: Any = gr.Textbox, held: bool = False, **options: Any
    ) -> None:
        self.outputs: list[gr.Component] = []
        with gr.Blocks() as self.app:
            self.meter = Meter()
            shown = out()
            held_state = [gr.State("")] if held else []
            inputs, outputs = [self.meter, *held_state], [shown, *held_state]
            self.meter.stream(fn, inputs, outputs, **options)
        self.out = shown.id
        self.view = RawView(self.app)
        self.run = ""

    def give(self, number: float) -> str:
        """Stream a value; return the id of the run that takes it."""
        answer = self.view.request(
            "run",
            listener=0,
            values={self.meter.id: number},
            revisions={self.meter.id: 0},
            event="stream",
        )
        self.run = answer["run"]
        return self.run

    def shown(self, text: str) -> None:
        """Wait until this is shown."""
        while self.view.values[self.out] != text:
            self.view.next()

    def over(self) -> dict[str, Any]:
        """Say that the stream is over."""
        return self.view.request(
            "run", listener=0, values={}, revisions={}, event="stream", event_data={"last": True}
        )

    def end(self) -> str:
        """Wait for the end of the run, and return how it ended."""
        return str(self.view.finished(self.run)["state"]["status"])


def doubled(number: float) -> str:
    return f"{number * 2:g}"


async def doubled_async(number: float) -> str:
    await asyncio.sleep(0)
    return f"{number * 2:g}"


def summed(number: float) -> Iterator[str]:
    total = 0.0
    while True:
        total += number
        number = yield f"{total:g}"


async def summed_async(number: float) -> AsyncIterator[str]:
    total = 0.0
    while True:
        total += number
        number = yield f"{total:g}"  # type: ignore[assignment]


@pytest.mark.parametrize("fn", [doubled, doubled_async])
def test_a_function_is_called_with_each_value_in_one_run(fn: Any) -> None:
    stream = Stream(fn)
    run = stream.give(1)
    stream.shown("2")
    assert stream.give(4) == run
    stream.shown("8")
    stream.over()
    assert stream.end() == "done"
    assert stream.give(5) != run
    stream.shown("10")
    stream.over()


@pytest.mark.parametrize("fn", [summed, summed_async])
def test_a_generator_that_runs_is_given_each_value(fn: Any) -> None:
    stream = Stream(fn)
    stream.give(1)
    stream.shown("1")
    stream.give(10)
    stream.shown("11")
    stream.give(100)
    stream.shown("111")
    stream.over()
    assert stream.end() == "done"


def test_an_async_generator_goes_on_in_its_task() -> None:
    tasks: list[Any] = []

    async def noted(number: float) -> AsyncIterator[str]:
        try:
            while True:
                tasks.append(asyncio.current_task())
                number = yield f"{number:g}"  # type: ignore[assignment]
        finally:
            tasks.append(asyncio.current_task())

    stream = Stream(noted)
    for number in (1, 2, 3):
        stream.give(number)
        stream.shown(str(number))
    stream.over()
    assert stream.end() == "done"
    assert len(tasks) == 4
    assert len(set(tasks)) == 1


def test_a_generator_that_has_ended_begins_again() -> None:
    def twice(number: float) -> Iterator[str]:
        more = yield f"first {number:g}"
        yield f"then {more:g}"

    stream = Stream(twice)
    for number, text in enumerate(["first 0", "then 1", "first 2", "then 3"]):
        stream.give(number)
        stream.shown(text)
    stream.over()
    assert stream.end() == "done"


def test_what_comes_while_the_function_is_busy_gives_way_to_the_newest() -> None:
    busy, go = threading.Event(), threading.Event()
    seen: list[float] = []

    def slow(number: float) -> str:
        seen.append(number)
        busy.set()
        assert go.wait(TIMEOUT)
        return f"{number:g}"

    stream = Stream(slow)
    for number in range(1, 6):
        stream.give(number)
        assert busy.wait(TIMEOUT)
    go.set()
    stream.shown("5")
    stream.over()
    stream.end()
    assert seen == [1, 5]


def test_a_state_goes_from_one_value_to_the_next() -> None:
    def join(number: float, text: str) -> tuple[str, str]:
        text += f"{number:g} "
        return text, text

    stream = Stream(join, held=True)
    for number, text in enumerate(["0 ", "0 1 ", "0 1 2 "]):
        stream.give(number)
        stream.shown(text)
    stream.over()
    stream.end()
    stream.give(3)  # another run reads what the last one has left
    stream.shown("0 1 2 3 ")
    stream.over()


def test_a_state_goes_on_before_what_came_with_it_is_encoded() -> None:
    called, go = threading.Semaphore(0), threading.Event()
    seen: list[str] = []

    class Slow(gr.Markdown):
        def postprocess(self, value: Any) -> Json:
            assert not value or go.wait(TIMEOUT)
            return super().postprocess(value)

    def join(number: float, text: str) -> tuple[str, str]:
        seen.append(text)
        called.release()
        return f"shown {number:g}", f"{text}{number:g} "

    stream = Stream(join, out=Slow, held=True)
    for number in range(4):
        stream.give(number)
        assert called.acquire(timeout=TIMEOUT)
    go.set()
    stream.over()
    stream.end()
    assert seen == ["", "0 ", "0 1 ", "0 1 2 "]


def test_time_limit_ends_a_run_by_the_time_that_it_has_worked() -> None:
    clock = [0.0]

    def tick(number: float) -> str:
        clock[0] += 1
        return f"{number:g}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "monotonic", lambda: clock[0])
        stream = Stream(tick, time_limit=2)
        stream.give(1)
        stream.shown("1")
        stream.give(2)
        assert stream.end() == "done"
    assert stream.view.values[stream.out] == "2"
    error = stream.over()["error"]
    assert error["code"] == "unknown-request"


def test_a_run_that_nothing_is_streamed_into_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "IDLE", 0.05)
    stream = Stream(doubled)
    stream.give(1)
    assert stream.end() == "done"


def test_what_comes_as_a_run_ends_that_nothing_came_into_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none, given = threading.Event(), threading.Event()

    class Late(Feed):
        def take(self, timeout: float) -> Fed | None:
            fed = super().take(timeout)
            if fed is None:
                none.set()
                given.wait(TIMEOUT)
            return fed

    monkeypatch.setattr(runner, "IDLE", 0.05)
    monkeypatch.setattr(streaming, "Feed", Late)
    stream = Stream(doubled)
    first = stream.give(1)
    assert none.wait(TIMEOUT)
    second = stream.give(2)
    given.set()
    assert second != first
    stream.shown("4")
    stream.view.finished(second)


def test_a_run_that_waits_for_more_can_be_stopped() -> None:
    closed = threading.Event()

    def until(number: float) -> Iterator[str]:
        try:
            while True:
                number = yield f"{number:g}"
        finally:
            closed.set()

    stream = Stream(until)
    run = stream.give(1)
    stream.shown("1")
    stream.view.request("cancel", run=run)
    assert stream.end() == "cancelled"
    assert closed.wait(TIMEOUT)


def test_a_stream_ends_with_the_view_that_it_comes_from() -> None:
    stream = Stream(summed)
    other = RawView(stream.app)
    stream.give(1)
    stream.shown("1")
    stream.view.view.lost()
    assert other.wait(type="run_finished")["state"]["status"] == "done"


def test_streams_of_two_views_are_two_runs() -> None:
    stream = Stream(doubled, concurrency_limit=None)
    other = Stream.__new__(Stream)
    other.__dict__.update(stream.__dict__, view=RawView(stream.app))
    assert stream.give(1) != other.give(2)
    stream.over()
    other.over()
    assert (stream.end(), other.end()) == ("done", "done")


def test_a_browser_is_told_how_often_to_stream() -> None:
    stream = Stream(doubled, stream_every=0.1)
    [spec] = stream.view.hello["snapshot"]["app"]["listeners"]
    assert spec["stream_every"] == 0.1
    with gr.Blocks() as app:
        gr.Button().click(doubled, gr.Number(), gr.Textbox(), stream_every=0.1)
    assert RawView(app).hello["snapshot"]["app"]["listeners"][0]["stream_every"] is None


# ---------------------------------------------------------------- files that come along


class Ear(gr.File):
    """Streams files; of those that come while the function works, all that is in them counts."""

    EVENTS = (*gr.File.EVENTS, "stream")

    def joined(self, earlier: Json, later: Json) -> Json:
        files = files_here()
        with open(files.path(later["handle"]), "rb") as file:
            data = file.read()
        return asdict(files.grow(earlier["handle"], data))


class Eye(gr.File):
    """Streams files; the newest counts."""

    EVENTS = (*gr.File.EVENTS, "stream")


class Along:
    """An app whose component streams files."""

    def __init__(self, kind: type[gr.File], fn: Callable[..., Any], **options: Any) -> None:
        with gr.Blocks() as self.app:
            self.ear = kind(type="binary")
            self.other = gr.File()
            shown = gr.Textbox()
            self.ear.stream(fn, self.ear, shown, **options)
            gr.Button().click(fn, self.other, shown)
        self.out = shown.id
        self.view = RawView(self.app)

    def give(self, data: bytes, component: str = "", listener: int = 0, **fields: Any) -> Any:
        brought = {"component": component or self.ear.id, "name": "a.bin", "mime": "x/y"}
        request = {"listener": listener, "values": {}, "revisions": {}, "event": "stream", **fields}
        seq = self.view.send(
            "run", brings=[{**brought, "data": {"$buffer": 0}}], buffers=[data], **request
        )
        return self.view.answer(seq)

    def over(self) -> None:
        last = {"last": True}
        self.view.request(
            "run", listener=0, values={}, revisions={}, event="stream", event_data=last
        )

    @property
    def kept(self) -> int:
        """How many files the session has."""
        [session] = self.app.sessions.values()
        return len(session.files._files)


class Held:
    """A function that notes what it is given, and returns its size once it may."""

    def __init__(self) -> None:
        self.busy, self.go = threading.Event(), threading.Event()
        self.seen: list[bytes] = []

    def __call__(self, data: bytes) -> str:
        self.seen.append(data)
        self.busy.set()
        assert self.go.wait(TIMEOUT)
        return str(len(data))


@pytest.mark.parametrize(("kind", "last"), [(Ear, b"23456"), (Eye, b"6")])
def test_of_files_that_come_meanwhile_nothing_or_all_but_the_newest_is_lost(
    kind: type[gr.File], last: bytes
) -> None:
    held = Held()
    along = Along(kind, held)
    run = along.give(b"1")["run"]
    assert held.busy.wait(TIMEOUT)
    for number in range(2, 7):
        assert along.give(b"%d" % number)["run"] == run
    along.over()
    held.go.set()
    assert along.view.finished(run)["state"]["status"] == "done"
    assert held.seen == [b"1", last]


@pytest.mark.parametrize(("kind", "first"), [(Ear, b"123"), (Eye, b"3")])
def test_it_is_so_too_before_the_run_has_begun(kind: type[gr.File], first: bytes) -> None:
    busy, go = threading.Event(), threading.Event()
    seen: list[bytes] = []

    def take(data: bytes) -> str:
        seen.append(data)
        busy.set()
        assert go.wait(TIMEOUT)
        return ""

    along = Along(kind, take, concurrency_id="one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "start", lambda run: None)  # its thread has not begun
        other = RawView(along.app)
        other.send("run", listener=0, values={}, revisions={}, event="stream")
        settle()
    run = along.give(b"1")
    assert run["position"] == 1
    along.give(b"2")
    along.give(b"3")
    [blocking] = [run for session in along.app.sessions.values() for run in session.active_runs()][
        :1
    ]
    dispatcher().call(blocking.session.finish, blocking, "done", {}, None)
    assert busy.wait(TIMEOUT)
    go.set()
    along.over()
    along.view.finished(run["run"])
    assert seen == [first]


def test_files_that_came_along_are_not_what_others_see_and_go_when_they_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.01)
    along = Along(Eye, lambda data: data.decode())
    for text in ("1", "2", "3"):
        along.give(text.encode())
        while along.view.values[along.out] != text:
            along.view.next()
    assert along.view.values[along.ear.id] is None
    assert RawView(along.app).values[along.ear.id] is None
    along.over()
    along.view.finished()
    settle_until(lambda: along.kept <= 1)  # the last run's inputs stay known, as a step's


def test_files_that_came_along_with_what_is_refused_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.01)
    held = Held()
    along = Along(Eye, held, trigger_mode="once")
    run = along.give(b"1")["run"]
    assert held.busy.wait(TIMEOUT)
    other = along.view
    along.view = RawView(along.app)
    for _ in range(3):
        assert along.give(b"2")["error"]["code"] == "busy"
    settle_until(lambda: along.kept <= 1)
    held.go.set()
    other.request("cancel", run=run)
    other.finished(run)


def test_what_was_taken_before_the_time_limit_counts() -> None:
    held = Held()
    along = Along(Ear, held, time_limit=0.000001)
    run = along.give(b"1")["run"]
    assert held.busy.wait(TIMEOUT)
    assert {along.give(data)["run"] for data in (b"2", b"3")} == {run}
    held.go.set()
    along.view.finished(run)
    assert along.give(b"4")["run"] != run
    along.view.finished()
    assert held.seen == [b"1", b"23", b"4"]


def test_files_that_nobody_took_any_more_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.01)
    held = Held()
    along = Along(Eye, held)
    run = along.give(b"1")["run"]
    assert held.busy.wait(TIMEOUT)
    assert along.give(b"2")["run"] == run
    along.view.request("cancel", run=run)
    held.go.set()
    assert along.view.finished(run)["state"]["status"] == "cancelled"
    settle_until(lambda: along.kept <= 1)


def test_files_that_came_along_with_what_gave_way_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "FILE_GRACE", 0.01)
    busy, go = threading.Event(), threading.Event()
    seen: list[list[bytes]] = []

    def take(several: list[bytes]) -> list[list[int]]:
        seen.append(several)
        busy.set()
        assert go.wait(TIMEOUT)
        return [[len(data) for data in several]]

    along = Along(Eye, take, trigger_mode="always_last", batch=True)
    first = along.give(b"1")["run"]
    assert busy.wait(TIMEOUT)
    [last] = {along.give(data)["run"] for data in (b"2", b"3", b"4")}
    settle_until(lambda: along.kept <= 2)
    go.set()
    along.view.finished(first)
    along.view.finished(last)
    assert seen == [[b"1"], [b"4"]]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"component": "c99"}, "unknown-request"),
        ({"component": "other"}, "forbidden"),
        ({"event": "upload"}, "forbidden"),
        ({"listener": 1}, "forbidden"),
    ],
)
def test_what_does_not_stream_into_a_function_brings_nothing(wrong: Any, code: str) -> None:
    along = Along(Eye, lambda data: "never")
    if wrong.get("component") == "other":
        wrong = {"component": along.other.id}
    assert along.give(b"1", **wrong)["error"]["code"] == code
    assert along.kept == 0


def test_a_file_without_bytes_is_refused() -> None:
    along = Along(Eye, lambda data: "never")
    brings = [{"component": along.ear.id, "name": "a", "mime": "x/y", "data": "no bytes"}]
    answer = along.view.request(
        "run", listener=0, values={}, revisions={}, event="stream", brings=brings
    )
    assert answer["error"]["code"] == "bad-message"
    assert along.kept == 0


# ---------------------------------------------------------------- who looks


@pytest.mark.parametrize("ends", [True, False])
def test_cancel_on_detach(monkeypatch: pytest.MonkeyPatch, ends: bool) -> None:
    monkeypatch.setattr(lifetime, "ALONE", 0.02)
    closed, go = threading.Event(), threading.Event()

    def stay() -> Iterator[int]:
        try:
            yield 1
            while not go.wait(0.01):
                yield 2
        finally:
            closed.set()

    with gr.Blocks() as app:
        gr.Button().click(stay, None, gr.Number(), cancel_on_detach=ends)
    view = RawView(app)
    view.run()
    view.wait(type="updated")
    view.view.lost()
    assert closed.wait(TIMEOUT if ends else 0.2) == ends
    go.set()
    assert closed.wait(TIMEOUT)


def test_what_begins_while_nobody_looks_ends_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifetime, "ALONE", 0.02)
    begun, go, closed = threading.Event(), threading.Event(), threading.Event()

    def first() -> int:
        begun.set()
        go.wait(TIMEOUT)
        return 1

    def stay() -> Iterator[int]:
        try:
            while True:
                yield 2
        finally:
            closed.set()

    with gr.Blocks() as app:
        out = gr.Number()
        gr.Button().click(first, None, out).then(stay, None, out, cancel_on_detach=True)
    view = RawView(app)
    view.run()
    assert begun.wait(TIMEOUT)
    view.view.lost()
    settle()
    go.set()
    assert closed.wait(TIMEOUT)


def test_a_view_that_is_soon_back_keeps_what_would_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifetime, "ALONE", 3600)
    go = threading.Event()

    def stay() -> Iterator[str]:
        yield "begun"
        go.wait(TIMEOUT)
        yield "whole"

    with gr.Blocks() as app:
        out = gr.Textbox()
        gr.Button().click(stay, None, out, cancel_on_detach=True)
    view = RawView(app)
    view.run()
    view.wait(type="updated")
    view.view.lost()
    settle()
    [session] = app.sessions.values()
    assert session.lifetime.is_running_out
    again = RawView(app)
    assert not session.lifetime.is_running_out
    go.set()
    assert again.finished()["state"]["status"] == "done"
    assert again.values[out.id] == "whole"
