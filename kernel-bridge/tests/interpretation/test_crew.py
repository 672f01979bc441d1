"""Calls that run beside each other: within the limit of their function, or on an executor."""

from __future__ import annotations

import asyncio
import dataclasses
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from rawview import TIMEOUT, RawView

import intarsia as gr
from intarsia.interpretation import crew, interpret
from intarsia.runtime.loop import coroutines
from intarsia.testing import connect

pytestmark = pytest.mark.usefixtures("living")

WORDS = "a bb ccc dddd eeeee"
"""Six calls: with nothing, and without each of the words."""


def explaining(fn: Callable[..., Any], limit: int | None, **options: Any) -> Any:
    """Return an app that explains a function, within its limit, and calls it as well."""
    with gr.Blocks() as demo:
        text, why, out = gr.Textbox(WORDS), gr.Interpretation(), gr.Number()
        gr.Button().click(gr.explainer(fn, method="perturb", **options), text, why)
        demo.listeners[0].concurrency_limit = limit
        gr.Button().click(fn, text, out, concurrency_limit=limit)
    return demo, text.id, why.id


@pytest.mark.parametrize("limit", [3, None])
def test_the_limit_of_the_function_is_used(limit: int | None) -> None:
    together = threading.Barrier(3, timeout=TIMEOUT)
    calls: list[str] = []

    def fn(text: str) -> float:
        calls.append(text)
        if len(calls) > 2:  # the answer itself, and once more
            together.wait()
        return float(len(text))

    demo, _, why = explaining(fn, limit)
    with connect(demo) as session:
        session.call(0, WORDS)
        (told,) = session.values[why]["explanations"]
    assert [unit["score"] for unit in told["inputs"][0]["detail"]["units"]] == [2, 3, 4, 5, 6]
    assert told["cost"]["calls"] == len(calls) == 8


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ({"concurrency_limit": 3}, 3),
        ({"concurrency_limit": None, "concurrency_id": "gpu"}, None),
        ({}, 1),
    ],
)
def test_what_explains_has_the_queue_of_its_function(
    said: dict[str, Any], limit: int | None, *, is_first: bool
) -> None:
    def fn(text: str) -> float:
        return float(len(text))

    with gr.Blocks() as demo:
        text, why, out = gr.Textbox(), gr.Interpretation(), gr.Number()
        if is_first:
            gr.Button().click(gr.explainer(fn), text, why)
        gr.Button().click(fn, text, out, **said)
        if not is_first:
            gr.Button().click(gr.explainer(fn), text, why)
    one, other = (demo.lane(listener) for listener in demo.listeners)
    assert one is other
    assert one.limit == limit


def test_no_more_go_on_than_the_limit_allows_whoever_asks() -> None:
    lock, now, most = threading.Lock(), 0, 0
    begun: queue.SimpleQueue[str] = queue.SimpleQueue()
    let = threading.Semaphore(0)

    def fn(text: str) -> float:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        begun.put(text)
        assert let.acquire(timeout=TIMEOUT)
        with lock:
            now -= 1
        return float(len(text))

    demo, text, _ = explaining(fn, 2)
    view = RawView(demo)
    view.run(0, **{text: WORDS})
    for _ in range(2):  # the answer itself, and once more
        begun.get(timeout=TIMEOUT)
        let.release()
    for _ in range(2):
        begun.get(timeout=TIMEOUT)
    asked = view.run(1, **{text: "main"})
    assert asked["position"] == 1, "both places are taken"
    for _ in range(7):
        let.release()
    assert view.finished(asked["run"])["state"]["status"] == "done"
    assert most == 2


def test_one_at_a_time_stays_in_the_thread_of_the_run() -> None:
    seen: set[str] = set()

    def fn(text: str) -> float:
        seen.add(threading.current_thread().name)
        return float(len(text))

    demo, _, _ = explaining(fn, 1)
    with connect(demo) as session:
        session.call(0, WORDS)
    assert len(seen) == 1
    assert seen.pop().startswith("intarsia-run")


def test_an_executor_makes_all_calls() -> None:
    seen: set[str] = set()

    def fn(text: str) -> float:
        seen.add(threading.current_thread().name)
        return float(len(text))

    with ThreadPoolExecutor(1, "mine") as pool:
        demo, _, why = explaining(fn, 4, executor=pool)
        with connect(demo) as session:
            session.call(0, WORDS)
            assert len(session.values[why]["explanations"]) == 1
    assert seen == {"mine_0"}


@pytest.mark.parametrize(
    "options", [{"method": "perturb"}, {"method": "shap"}, {"method": "lime", "samples": 40}]
)
def test_the_order_of_answers_changes_nothing(options: dict[str, Any]) -> None:
    # The later ones come first.
    late = threading.Event()

    def fn(text: str) -> float:
        if text == "bb ccc dddd eeeee":
            late.wait(0.2)
            raise ValueError("the first of two")
        if "ccc" not in text:
            late.set()
            raise ValueError(f"without ccc: {text}")
        return float(len(text))

    found = [
        dataclasses.replace(told, cost=dataclasses.replace(told.cost, seconds=0.0))
        for told in (interpret(fn, WORDS, executor=executor, **options) for executor in (None, 4))
    ]
    assert found[0] == found[1]
    assert found[0].cost.failed > 1


def test_a_budget_holds() -> None:
    calls: list[str] = []

    def fn(text: str) -> float:
        calls.append(text)
        return float(len(text))

    found = interpret(fn, " ".join(map(str, range(100))), budget=21, executor=8)
    assert (found.calls, len(calls), found.cost.exhausted) == (21, 21, True)


def test_calls_of_a_function_that_differs_are_asked_beside_each_other_too() -> None:
    answers = iter(range(10_000))
    lock = threading.Lock()

    def fn(text: str) -> float:
        with lock:
            return float(next(answers))

    found = interpret(fn, "a b", executor=3)
    assert found.repetitions == 5
    assert found.calls == 5 + 3 * 5


def stopped(fn: Callable[..., Any], begun: queue.SimpleQueue[str]) -> dict[str, Any]:
    """Stop an explanation while two calls go on; return how its run ended."""
    demo, text, _ = explaining(fn, 2)
    view = RawView(demo)
    run = view.run(0, **{text: WORDS})["run"]
    for _ in range(4):  # the answer itself, once more, and two
        begun.get(timeout=TIMEOUT)
    assert view.request("cancel", run=run)["was_running"]
    return view.finished(run)["state"]


def test_what_goes_on_is_stopped() -> None:
    begun: queue.SimpleQueue[str] = queue.SimpleQueue()
    ended: queue.SimpleQueue[str] = queue.SimpleQueue()
    forever = threading.Event()
    calls: list[str] = []

    def fn(text: str) -> float:
        calls.append(text)
        begun.put(text)
        try:
            while len(calls) > 2:
                forever.wait(0.01)
        finally:
            ended.put(text)
        return float(len(text))

    state = stopped(fn, begun)
    assert (state["status"], state["error"]) == ("cancelled", None)
    for _ in range(4):
        ended.get(timeout=TIMEOUT)
    assert len(calls) == 4


def test_coroutines_that_go_on_are_cancelled() -> None:
    begun: queue.SimpleQueue[str] = queue.SimpleQueue()
    ended: queue.SimpleQueue[str] = queue.SimpleQueue()
    calls: list[str] = []

    async def fn(text: str) -> float:
        calls.append(text)
        begun.put(text)
        if len(calls) > 2:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                ended.put(text)
                raise
        return float(len(text))

    state = stopped(fn, begun)
    assert (state["status"], state["error"]) == ("cancelled", None)
    assert {ended.get(timeout=TIMEOUT) for _ in range(2)} == set(calls[2:])


def test_a_coroutine_is_cancelled_wherever_the_wait_for_it_is_broken_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Struck(BaseException):
        pass

    def strike(future: object) -> None:
        raise Struck  # before anybody waits

    monkeypatch.setattr(crew, "waited", strike)
    cancelled = threading.Event()

    async def forever() -> None:
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    with pytest.raises(Struck):
        crew.awaited(forever(), coroutines().loop)
    assert cancelled.wait(TIMEOUT)
