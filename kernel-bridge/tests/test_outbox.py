"""What waits to be sent to a view, and when it goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle

import intarsia as gr
from intarsia import show_app
from intarsia.messages import (
    LogEntry,
    ProgressEvent,
    PropsChange,
    RunResponse,
    RunStartedEvent,
    RunState,
)
from intarsia.messages import RunFinishedEvent as Finished
from intarsia.messages import ValueChange as Change
from intarsia.runtime.channel import MemoryChannel
from intarsia.runtime.files import handles
from intarsia.runtime.loop import dispatcher
from intarsia.runtime.news import brings, news
from intarsia.runtime.outbox import IN_FLIGHT, MAX_RUNS, WINDOW, Outbox
from intarsia.runtime.pace import SESSION_RATE, Pace, kernel_pace
from intarsia.runtime.precedence import precedence
from intarsia.runtime.turns import Turns
from intarsia.testing import connect

pytestmark = pytest.mark.usefixtures("living")


def on_dispatcher(fn: Any, *args: Any) -> Any:
    """Call on the dispatcher, and return or raise what it does."""
    done: Future[Any] = Future()

    def call() -> None:
        try:
            done.set_result(fn(*args))
        except BaseException as error:
            done.set_exception(error)

    dispatcher().call(call)
    return done.result(TIMEOUT)


class Box:
    """An outbox whose timers never fire by themselves."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        channel = MemoryChannel(lambda data, buffers: self.sent.append(data))
        self.box = Outbox(channel, lambda: None)
        self.box.pace = self.pace = Pace(1, burst=1)
        self.rest()

    def do(self, name: str, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Call a method, and return what it sent."""
        before = len(self.sent)
        on_dispatcher(lambda: getattr(self.box, name)(*args, **kwargs))
        return self.sent[before:]

    def rest(self) -> None:
        """Let the pace allow one flush."""
        self.pace._next = kernel_pace._next = 0.0
        precedence.streams()  # nobody waits for an answer of the test before

    def free(self) -> list[dict[str, Any]]:
        """Flush what waits, as if time had passed."""
        self.rest()
        return self.do("hurry")


def change(value: Any, revision: int, component: str = "c1") -> Change:
    return Change(component=component, value=value, revision=revision)


def state(run: str, status: Any = "running", listener: int = 0) -> RunState:
    return RunState(run=run, listener=listener, status=status, number=int(run))


def test_the_newest_value_wins() -> None:
    box = Box()
    assert [m["values"][0]["value"] for m in box.do("value", change(1, 1))] == [1]
    assert box.do("value", change(2, 2)) == []
    assert box.do("value", change(3, 3)) == []
    assert box.do("value", change("x", 1, "c2")) == []
    [message] = box.free()
    assert [(v["component"], v["value"]) for v in message["values"]] == [("c1", 3), ("c2", "x")]


def test_numbers_have_no_gap() -> None:
    box = Box()
    for i in range(10):
        box.do("value", change(i, i))
        box.do("log", LogEntry(run="1", stream="stdout", text="x"))
        box.free()
    assert [m["seq"] for m in box.sent] == list(range(len(box.sent)))


def test_what_grew_is_sent_as_what_it_grew_by() -> None:
    box = Box()
    text = "a" * 100
    box.do("value", change(text, 1))
    box.rest()
    [tail] = box.do("value", change(text + "bc", 2))
    assert (tail["type"], tail["base"], tail["revision"], tail["tail"]) == ("appended", 1, 2, "bc")
    box.rest()
    box.do("value", change([1] * 100, 3))
    box.rest()
    [tail] = box.do("value", change([1] * 100 + [2, 3], 4))
    assert tail["tail"] == [2, 3]
    box.rest()
    [whole] = box.do("value", change([True] * 102 + [4], 5))  # equal, but not the same
    assert whole["type"] == "updated"
    box.rest()
    [whole] = box.do("value", change("b" + text, 6))
    assert whole["type"] == "updated"


def test_of_a_file_that_is_like_the_one_before_the_handle_is_new() -> None:
    file = {"handle": "a" * 32, "name": "image.png", "mime": "image/png", "size": 79}
    told = news(change([file], 1), change([{**file, "handle": "b" * 32}], 2))
    assert told is not None
    assert handles(brings(told)) == {"b" * 32}


def test_n_steps_of_a_growing_text_cost_n_bytes() -> None:
    box = Box()
    text = ""
    for i in range(200):
        text += "some words "
        box.rest()
        box.do("value", change(text, i + 1))
        box.do("ack", 10_000)
    size = sum(len(str(m)) for m in box.sent)
    assert size < 60_000 < sum(range(0, 2200, 11))


def test_the_end_of_a_run_is_its_answer_to_who_takes_it_for_that() -> None:
    box = Box()
    response = RunResponse(seq=0, request_seq=7, run="1")
    end = Finished(seq=0, request_seq=7, state=state("1", "done"))
    assert [m["type"] for m in box.do("respond", response)] == ["run_response"]
    box.rest()
    box.box.end_answers = True

    def at_once() -> None:
        box.box.respond(response)
        box.box.run(end)

    on_dispatcher(at_once)
    assert [m["type"] for m in box.sent[1:]] == ["run_finished"]
    assert box.do("_accept") == []


def test_a_run_that_lasts_or_waits_is_answered_before_it_ends() -> None:
    box = Box()
    box.box.end_answers = True
    waits = RunResponse(seq=0, request_seq=7, run="1", position=1)
    assert [m["type"] for m in box.do("respond", waits)] == ["run_response"]
    begun = RunResponse(seq=0, request_seq=8, run="2")

    def lasts() -> None:
        box.box.respond(begun)
        box.box.value(change("first", 1))

    box.rest()
    on_dispatcher(lasts)
    assert [m["type"] for m in box.sent[1:]] == ["run_response", "updated"]
    arrived = threading.Event()
    on_dispatcher(lambda: setattr(box.box, "_channel", MemoryChannel(lambda *_: arrived.set())))
    on_dispatcher(box.box.respond, begun)
    assert arrived.wait(TIMEOUT)  # by its own timer


def test_credit_goes_along_with_a_run() -> None:
    def same(text: str = "") -> str:
        return text

    view = RawView(show_app(same))
    view.acks = False
    for text in map(str, range(3 * WINDOW)):
        view.request(
            "run",
            listener=0,
            values={"c1": text},
            revisions={"c1": view.revisions["c1"]},
            painted=len(view.heard) - 1,
        )
        assert view.finished()["values"][-1]["value"] == text


def test_without_credit_nothing_goes_and_little_is_kept() -> None:
    box = Box()
    for i in range(WINDOW):
        assert len(box.free() or box.do("value", change(i, i))) <= 1
        box.free()
    sent = len(box.sent)
    for i in range(WINDOW, 3000):
        box.do("value", change("y" * 1000, i)) if i % 50 == 0 else None
        on_dispatcher(box.box.log, LogEntry(run="1", stream="stdout", text="z" * 1000))
        on_dispatcher(box.box.run, RunStartedEvent(seq=0, request_seq=i, state=state(str(i + 1))))
        on_dispatcher(box.box.progress, ProgressEvent(seq=0, run="1"))
    assert len(box.sent) == sent
    inner = box.box
    assert len(inner._values) == 1
    assert len(inner._runs) == MAX_RUNS
    assert sum(len(e.text) for e in inner._log.entries()) <= 2 * 2**20
    box.rest()
    assert box.do("ack", 10_000)
    assert box.sent[-1]["type"] == "run_started"


def test_bytes_in_flight_are_bounded() -> None:
    box = Box()
    box.free()
    box.do("value", change("x" * (IN_FLIGHT + 1), 1))
    assert box.free() == []
    box.do("value", change("y", 2))
    assert box.free() == []
    box.rest()
    [message] = box.do("ack", box.sent[-1]["seq"])
    assert message["values"][0]["value"] == "y"


def test_the_end_of_a_run_carries_the_last_values_and_waits_for_no_turn() -> None:
    box = Box()
    box.do("value", change(0, 0))
    box.do("run", RunStartedEvent(seq=0, request_seq=1, state=state("1")))
    assert box.do("value", change(1, 1)) == []
    [end] = box.do("run", Finished(seq=0, request_seq=1, state=state("1", "done")))
    assert (end["type"], end["state"]["run"]) == ("run_finished", "1")
    assert end["values"][0]["value"] == 1
    assert box.do("run", RunStartedEvent(seq=0, request_seq=2, state=state("2"))) == []
    assert [(m["type"], m["state"]["run"]) for m in box.free()] == [("run_started", "2")]


def test_of_others_runs_the_newest_counts() -> None:
    box = Box()
    box.do("value", change(0, 0))
    for i in range(1, 50):
        box.do("run", Finished(seq=0, state=state(str(i), "done")))
    assert [m["state"]["run"] for m in box.free()] == ["49"]


def test_props_join() -> None:
    box = Box()
    box.do("value", change(0, 0))
    box.do("props", PropsChange(component="c1", props={"label": "a", "info": "x"}, revision=1))
    box.do("props", PropsChange(component="c1", props={"label": "b"}, revision=2))
    [message] = box.free()
    assert message["props"] == [
        {"component": "c1", "props": {"label": "b", "info": "x"}, "revision": 2}
    ]


def test_a_closed_outbox_sends_nothing() -> None:
    box = Box()
    box.do("close")
    box.do("value", change(1, 1))
    assert box.free() == []


def test_a_bad_pace_is_caught_up_with() -> None:
    pace = Pace(10, burst=3)
    now, sent = 100.0, 0
    for _ in range(1000):
        if pace.wait(now) == 0:
            pace.spend(1, now)
            sent += 1
        now += 0.01
    assert 100 <= sent <= 105


def test_a_row_has_the_whole_rate_and_leaves_the_burst_to_others() -> None:
    pace = Pace(10, burst=4)
    now, sent, ready = 100.0, 0, None
    while now < 110.0:
        if ready is None and pace.rest(now) == 0:
            ready = now + 0.05  # it takes a while to make
        if ready is not None and now >= ready and pace.wait(now) == 0:
            pace.spend(1, now)
            sent, ready = sent + 1, None
        now += 0.005
    assert 96 <= sent <= 102
    for _ in range(2):
        assert pace.wait(now) == 0
        pace.spend(1, now)


def test_answers_hold_others_up_only_for_a_moment() -> None:
    pace = Pace(10, burst=1)
    for _ in range(1000):
        pace.owe(1, 100.0)
    assert pace.wait(100.0) <= 0.3


# ---------------------------------------------------------------- in a session


def many(n: int = 100_000) -> Iterator[int]:
    yield from range(n)


def test_fast_yields_are_paced_and_the_last_is_always_told() -> None:
    view = RawView(show_app(many))
    begun = time.monotonic()
    view.run(c1=100_000)
    end = view.finished()
    seconds = time.monotonic() - begun
    assert end["state"]["status"] == "done"
    assert len(view.heard) <= SESSION_RATE * seconds + 10
    out = view.app.listeners[0].outputs[0].id
    assert "99999" in str(view.values[out])


def test_a_view_that_takes_nothing_gets_the_last_value_later() -> None:
    def more_than_it_takes() -> Iterator[int]:
        deadline, number = time.monotonic() + TIMEOUT, 0
        while silent.view.outbox._has_credit() and time.monotonic() < deadline:
            yield number
            number += 1
        yield from range(number, number + 1000)

    app = show_app(more_than_it_takes)
    silent, other = RawView(app, acks=False), RawView(app)
    other.run()
    other.finished()
    kinds = [message["type"] for message in silent.rest()]
    assert kinds.count("updated") <= WINDOW
    assert "run_finished" not in kinds
    silent.send("ack", painted=len(silent.heard) - 1)
    silent.finished()
    out = app.listeners[0].outputs[0].id
    assert silent.values[out] == other.values[out]


def test_two_views_share_the_pace_of_their_session() -> None:
    app = show_app(many)
    one, two = RawView(app), RawView(app)
    assert one.view.outbox.pace is two.view.outbox.pace
    other = RawView(show_app(many))
    assert other.view.outbox.pace is not one.view.outbox.pace


def test_a_text_that_grows_arrives_whole_in_both_views() -> None:
    go = threading.Semaphore(0)

    def write() -> Iterator[str]:
        text = ""
        for i in range(40):
            text += f"word {i} " * 5
            yield text
            go.acquire(timeout=0.02)

    app = show_app(write)
    one, two = RawView(app), RawView(app)
    one.run()
    one.finished()
    two.finished()
    out = app.listeners[0].outputs[0].id
    assert any(m["type"] == "appended" for m in one.heard)
    assert one.values[out] == two.values[out] == app.value or "word 39" in str(one.values[out])


def test_a_client_that_counts_gets_each_value() -> None:
    assert len(connect(show_app(many)).call(0, 500)) == 500
    settle()


def test_a_client_that_counts_every_value_holds_up_no_other() -> None:
    box = Box()
    box.box.every_value = True
    for n in range(2000):
        box.do("value", Change(component="a", value=n, revision=n))
    assert len(box.sent) == 2000
    assert kernel_pace.wait(time.monotonic()) <= 0.3


def test_sessions_take_turns_when_all_together_are_too_fast() -> None:
    pace = Pace(200, burst=1)
    turns = Turns(pace)
    sent: list[str] = []
    done = threading.Event()

    class Sender:
        def __init__(self, name: str, count: int) -> None:
            self.name, self.left = name, count

        def want(self) -> None:
            if self.left and turns.take(self.go):
                self.go()

        def go(self) -> None:
            self.left -= 1
            sent.append(self.name)
            pace.spend(1, time.monotonic())
            self.want()
            if not any(sender.left for sender in senders):
                done.set()

    senders = [Sender("much", 6), Sender("little", 2), Sender("some", 3)]
    on_dispatcher(lambda: [sender.want() for sender in senders])
    assert done.wait(TIMEOUT)
    assert sent == [
        *("much", "much", "little", "some", "much", "little", "some"),
        *("much", "some", "much", "much"),
    ]


def test_who_has_left_gets_no_turn() -> None:
    pace = Pace(50, burst=1)
    turns = Turns(pace)
    gone: list[str] = []
    came = threading.Event()

    def leave() -> None:
        pace.spend(1, time.monotonic())
        turns.take(go_never)
        turns.take(came.set)
        turns.leave(go_never)

    def go_never() -> None:
        gone.append("x")

    on_dispatcher(leave)
    assert came.wait(TIMEOUT)
    assert gone == []


def test_a_hundred_sessions_each_get_their_hundred_values() -> None:
    def count() -> Iterator[int]:
        yield from range(100)

    with gr.Blocks() as app:
        out = gr.Number()
        gr.Button().click(count, None, out, concurrency_limit=None)
    app.session_mode = "private"
    views = [RawView(app) for _ in range(100)]
    assert len({view.hello["session_id"] for view in views}) == 100
    for view in views:
        view.send("run", listener=0, values={}, revisions={})
    for view in views:
        view.finished()
        assert view.values[out.id] == 99
