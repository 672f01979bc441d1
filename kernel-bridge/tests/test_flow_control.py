"""Whatever the line and the page do, the end is exact and nothing piles up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simulation import TIMEOUT, Browser, settle

import intarsia as gr
from intarsia.runtime import apps, outbox, pace

PATIENCE = 30.0
"""Seconds in which all has to be well again."""

SKIP = ("skip", None)

WORDS = st.sampled_from(["one", "two", "three " * 30, "x" * 70, "y", "z"])
TEXT = st.one_of(
    st.just(SKIP),
    st.tuples(st.sampled_from(["set", "grow", "update", "append"]), WORDS),
    st.tuples(st.just("label"), st.sampled_from(["A", "B"])),
)
DATA = st.one_of(
    st.just(SKIP),
    st.tuples(st.just("set"), st.integers(0, 9)),
    st.tuples(st.just("list"), st.lists(st.integers(0, 3), max_size=5)),
    st.tuples(st.just("record"), st.dictionaries(WORDS, WORDS, max_size=3)),
)
PLAIN = st.tuples(*[st.tuples(st.sampled_from(["set", "grow"]), WORDS)] * 2, DATA)
STEPS = st.lists(st.one_of(PLAIN, st.tuples(TEXT, TEXT, DATA)), max_size=20)
"""What each yield does to a text, a Markdown and a JSON."""

FATES = st.lists(
    st.one_of(
        st.tuples(st.just("yield"), st.integers(1, 6)),
        st.tuples(st.just("deliver"), st.integers(1, 4)),
        st.tuples(
            st.sampled_from(["lose", "paint", "paint in vain", "ask", "reconnect"]), st.just(0)
        ),
    ),
    max_size=30,
)
"""What happens, in which order, until everything is well again."""


class Program:
    """A generator that goes on when it is told to, and what is to be seen of it."""

    def __init__(self, steps: list[Any]) -> None:
        self.steps = steps
        self._go, self._done = threading.Semaphore(0), threading.Semaphore(0)
        self.left = len(steps)
        self.begun = threading.Event()
        self.truth: list[list[Any]] = [["", "", None]]
        """What the outputs show after each step."""
        self.labels: list[Any] = [None, None, None]
        with gr.Blocks() as self.app:
            self.outputs = [gr.Textbox(""), gr.Markdown(""), gr.JSON()]
            gr.Button().click(self._run, None, self.outputs)
        apps.register(self.app)

    def go_on(self, count: int) -> None:
        """Let it yield some more."""
        for _ in range(min(count, self.left)):
            self.left -= 1
            self._go.release()
            assert self._done.acquire(timeout=PATIENCE), "the function is held up"

    def finish(self) -> None:
        """Let it do the rest."""
        self._go.release(self.left + 1)

    def _run(self) -> Iterator[Any]:
        self.begun.set()
        for step in self.steps:
            self._go.acquire(timeout=TIMEOUT)
            self.truth.append(list(self.truth[-1]))
            yield tuple(self._value(i, *each) for i, each in enumerate(step))
            self._done.release()
        self._go.acquire(timeout=TIMEOUT)

    def _value(self, index: int, how: str, what: Any) -> Any:
        """Return what is yielded for an output; note what it then shows."""
        if how == "skip":
            return gr.skip()
        if how == "label":
            self.labels[index] = what
            return gr.update(label=what)
        shown = self.truth[-1]
        before = shown[index]
        shown[index] = before + what if how in ("grow", "append") else what
        if how == "append":
            return gr.Append(what)
        if how == "update":
            return gr.update(value=what)
        return shown[index]


def happens(program: Program, browser: Browser, fate: str, count: int) -> None:
    match fate:
        case "yield":
            program.go_on(count)
        case "deliver":
            browser.deliver(count)
        case "lose":
            browser.lose()
        case "paint":
            browser.paint()
        case "paint in vain":
            browser.paint(is_lost=True)
        case "ask":
            browser.ask()
        case "reconnect":
            browser.reconnect()
    settle()
    browser.check()


def catch_up(program: Program, browser: Browser) -> None:
    """In the middle: who asks once for what was lost by now sees the newest soon."""
    browser.ask()
    newest = {
        output.id: value for output, value in zip(program.outputs, program.truth[-1], strict=True)
    }
    deadline = monotonic() + PATIENCE
    while any(browser.values.get(key, browser) != value for key, value in newest.items()):
        assert monotonic() < deadline, "the newest value does not come"
        settle()
        browser.deliver(len(browser.line))
        browser.paint()


def get_well(browser: Browser) -> None:
    """The line is good from now on: what is lost by now is asked for."""
    deadline = monotonic() + PATIENCE
    while monotonic() < deadline:
        settle()
        while browser.line:
            browser.deliver(len(browser.line))
            browser.paint()
            settle()
        if browser.ended and not browser.waits:
            return
        threading.Event().wait(0.002)
        browser.ask()
    raise AssertionError("it does not come to an end")


def is_in_order(shown: list[Any], truth: list[Any]) -> bool:
    """Whether what was shown came in the order of the steps; any may be left out."""
    steps = iter(truth)
    return all(any(step == value for step in steps) for value in shown)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for the clock: what is to be seen does not depend on it."""
    monkeypatch.setattr(pace, "SESSION_RATE", 10**9)
    monkeypatch.setattr(pace.kernel_pace, "_gap", 0.0)
    monkeypatch.setattr(outbox, "LAZY", 0.0)
    monkeypatch.setattr(outbox, "WINDOW", 2)  # soon there is no credit
    monkeypatch.setattr(apps, "MAX_JOINS", 10**9)


@pytest.mark.usefixtures("living")
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, fates=FATES)
def test_a_stream_over_a_bad_line(steps: list[Any], fates: list[Any]) -> None:
    program = Program(steps)
    browser = Browser(program.app)
    try:
        settle()
        browser.run()
        assert program.begun.wait(TIMEOUT)
        for fate, count in fates:
            happens(program, browser, fate, count)
        catch_up(program, browser)
        program.finish()
        get_well(browser)
        assert set(browser.ended.values()) == {"done"}
        for index, output in enumerate(program.outputs):
            assert browser.values[output.id] == program.truth[-1][index]
            assert browser.props[output.id]["label"] == (program.labels[index] or output.label)
            told = [step[index] for step in program.truth]
            assert is_in_order(browser.shown[output.id], told)
    finally:
        program.finish()
        apps.drop(program.app)
        settle()
