"""Whoever waits for an answer goes before what streams, for a moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from rawview import TIMEOUT, RawView, settle

import intarsia as gr
from intarsia.runtime import outbox, view, yields
from intarsia.runtime.loop import encoder
from intarsia.runtime.pace import Pace
from intarsia.runtime.precedence import AFTER, FREE, HOLD, REST, Precedence


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def precedence(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Precedence:
    """Put one of our own, by our own clock, in the place of the kernel's."""
    made = Precedence(clock)
    for module in (outbox, view, yields):
        monkeypatch.setattr(module, "precedence", made)
    monkeypatch.setattr("intarsia.runtime.session.precedence", made)
    return made


def test_streams_wait_for_an_answer_and_until_it_is_painted(
    clock: Clock, precedence: Precedence
) -> None:
    assert precedence.wait() == 0
    precedence.asked()
    assert precedence.wait() == pytest.approx(HOLD)
    clock.now += 0.01
    precedence.answered()
    assert precedence.wait() == pytest.approx(AFTER)
    clock.now += AFTER
    assert precedence.wait() == pytest.approx(0)


def test_an_answer_that_takes_long_holds_nothing_up(clock: Clock, precedence: Precedence) -> None:
    precedence.asked()
    clock.now += HOLD
    assert precedence.wait() == 0
    clock.now += 1
    precedence.answered()  # late, it opens nothing anew
    assert precedence.wait() == 0


def test_who_asks_without_end_leaves_streams_their_time(
    clock: Clock, precedence: Precedence
) -> None:
    held = 0.0
    for _ in range(1000):
        precedence.asked()
        held += min(precedence.wait(), 0.001)
        clock.now += 0.001
    assert held == pytest.approx(HOLD / (HOLD + FREE), abs=0.05)


def test_a_function_rests_until_the_answer_is_there(clock: Clock, precedence: Precedence) -> None:
    precedence.asked()
    rested = threading.Event()
    thread = threading.Thread(target=lambda: (precedence.give_way(), rested.set()))
    thread.start()
    assert not rested.wait(0.05)
    precedence.answered()
    assert rested.wait(TIMEOUT)
    precedence.asked()  # too soon after the last
    precedence.give_way()
    clock.now += 1
    precedence.asked()
    clock.now += REST
    precedence.give_way()  # long enough


def test_an_answer_comes_while_another_function_streams(
    clock: Clock, precedence: Precedence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intarsia.runtime.session.session_pace", lambda: Pace(10**9, burst=1))
    go, left, end = threading.Event(), threading.Event(), threading.Event()

    def stream() -> Iterator[str]:
        yield "first"
        assert go.wait(TIMEOUT)
        yield "second"
        left.set()
        assert end.wait(TIMEOUT)

    asked, answer = threading.Event(), threading.Event()

    def told() -> str:
        asked.set()
        assert answer.wait(TIMEOUT)
        return "answer"

    with gr.Blocks() as app:
        long, short = gr.Textbox(), gr.Textbox()
        gr.Button().click(stream, None, long)
        gr.Button().click(told, None, short)
    raw = RawView(app)
    raw.run(0)
    while raw.values[long.id] != "first":  # what was asked for streams: it waits for nobody
        raw.next()
    clock.now += 1
    raw.run(1)
    assert asked.wait(TIMEOUT)
    clock.now += REST  # the function need not rest any more, but its value waits
    go.set()
    assert left.wait(TIMEOUT)
    encoder().submit(settle).result()
    assert not any(m["type"] == "updated" for m in raw.rest())
    answer.set()
    assert raw.finished()["state"]["listener"] == 1
    assert raw.values[short.id] == "answer"
    clock.now += AFTER
    end.set()
    assert raw.finished()["state"]["listener"] == 0
    assert raw.values[long.id] == "second"


def test_what_a_component_streams_holds_nothing_up(precedence: Precedence) -> None:
    class Meter(gr.Number):
        EVENTS = (*gr.Number.EVENTS, "stream")

    with gr.Blocks() as app:
        meter, shown = Meter(), gr.Textbox()
        meter.stream(str, meter, shown)
        gr.Button().click(str, meter, shown)
    raw = RawView(app)
    raw.request("run", listener=0, values={}, revisions={}, event="stream")
    raw.wait(type="updated")  # it has given its first value
    assert precedence.wait() == 0
    raw.request("run", listener=1, values={}, revisions={})
    assert precedence.wait() > 0
