"""Who may run, and who waits."""

from __future__ import annotations

import gc
import queue
import threading
import types
from dataclasses import replace
from typing import Any, cast

import pytest
from rawview import TIMEOUT, RawView, settle

import intarsia as gr
from intarsia import show_app
from intarsia.errors import BusyError
from intarsia.runtime.queue import MAX_WAITING, Lane
from intarsia.runtime.run import Run
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


class Gate:
    """A function that tells when it begins, and ends when it is let."""

    def __init__(self) -> None:
        self.begun: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.let = threading.Semaphore(0)
        self.calls: list[int] = []

    def __call__(self, x: int = 0) -> int:
        self.calls.append(x)
        self.begun.put(x)
        assert self.let.acquire(timeout=TIMEOUT)
        return x

    def wait(self) -> int:
        return self.begun.get(timeout=TIMEOUT)


def gated(mode: str, limit: int | None = 1) -> tuple[Gate, Any]:
    gate = Gate()
    app = show_app(gate)
    app.listeners[0].trigger_mode = mode  # type: ignore[assignment]
    app.listeners[0].concurrency_limit = limit
    return gate, app


def test_one_runs_and_the_others_wait_in_order() -> None:
    gate, app = gated("multiple")
    view = RawView(app)
    answers = [view.run(c1=i) for i in range(4)]
    assert [a["position"] for a in answers] == [0, 1, 2, 3]
    order = []
    for _ in range(4):
        order.append(gate.wait())
        gate.let.release()
        view.finished()
    assert order == [0, 1, 2, 3]


@pytest.mark.parametrize("limit", [2, None])
def test_so_many_run_at_once(limit: int | None) -> None:
    gate, app = gated("multiple", limit)
    view = RawView(app)
    for i in range(3):
        view.run(c1=i)
    running = {gate.wait() for _ in range(limit or 3)}
    assert len(running) == (limit or 3)
    assert gate.begun.empty()
    for _ in range(3):
        gate.let.release()
    settle_runs(view, 3)
    assert sorted(gate.calls) == [0, 1, 2]


def settle_runs(view: RawView, count: int) -> None:
    """Wait until so many runs have ended."""
    for _ in range(count):
        view.finished()


@pytest.mark.parametrize("name", ["one", None])
def test_the_lowest_limit_counts_before_its_listener_is_called(name: str | None) -> None:
    gate = Gate()
    options: dict[str, Any] = {"concurrency_id": name, "trigger_mode": "multiple"}
    with gr.Blocks() as app:
        for limit in (3, 1, None):
            gr.Button().click(gate, None, gr.Number(), concurrency_limit=limit, **options)
    view = RawView(app)
    assert [view.run(listener)["position"] for listener in (0, 2)] == [0, 1]
    gate.let.release()
    gate.let.release()
    settle_runs(view, 2)


def test_the_queue_of_a_function_that_is_gone_is_gone() -> None:
    with gr.Blocks() as app:
        gr.Button().click(lambda: None)
    for limit in range(1, 20):  # as what is rendered again and again
        listener = replace(app.listeners[0], fn=lambda: None, concurrency_limit=limit)
        assert app.lane(listener).limit == limit
        del listener
        gc.collect()
        assert not app._lanes


def test_two_sessions_share_the_limit_of_a_function() -> None:
    gate, app = gated("once")
    app.session_mode = "private"
    one, two = RawView(app), RawView(app)
    assert one.hello["session_id"] != two.hello["session_id"]
    assert one.run(c1=1)["position"] == 0
    assert two.run(c1=2)["position"] == 1
    assert gate.wait() == 1
    gate.let.release()
    assert one.finished()["state"]["status"] == "done"
    assert gate.wait() == 2
    gate.let.release()
    assert two.finished()["state"]["status"] == "done"


class Lasting:
    """A run that goes on until it is taken out."""

    session, status, position, eta = "session", "running", 0, None

    def __init__(self) -> None:
        self.listener = types.SimpleNamespace(
            batch=False, max_batch_size=4, trigger_mode="multiple"
        )


def test_a_run_makes_several_calls_at_once_while_nobody_waits() -> None:
    started: list[Any] = []
    lane = Lane(3, lambda runs: started.extend(runs))
    # As much of runs as a lane asks for.
    wide, other, third = (cast(Run, Lasting()) for _ in range(3))
    lane.add(wide)
    assert lane.widen(wide, 2, 0) == 2
    lane.add(other)
    assert lane.widen(wide, 3, 2) == 2
    lane.add(third)
    assert started == [wide, other]
    assert lane.widen(wide, 3, 2) == 2, "two of its calls go on"
    assert lane.widen(wide, 3, 1) == 1
    assert started == [wide, other, third]
    lane.leave(third)
    assert lane.widen(wide, 3, 1) == 2
    lane.leave(wide)
    assert lane.widen(wide, 3, 0) == 1, "it has ended"
    lane.add(third)
    lane.add(wide)
    assert started[-2:] == [third, wide]


def test_once_refuses_a_second_run() -> None:
    gate, app = gated("once")
    view = RawView(app)
    view.run(c1=1)
    gate.wait()
    assert view.run(c1=2)["error"]["code"] == "busy"
    gate.let.release()
    view.finished()
    assert view.run(c1=3)["type"] == "run_response"
    gate.let.release()
    view.finished()
    assert gate.calls == [1, 3]


def test_once_takes_a_run_while_one_that_was_stopped_comes_to_its_end() -> None:
    gate, app = gated("once")
    view = RawView(app)
    first = view.run(c1=1)["run"]
    gate.wait()
    assert view.request("cancel", run=first)["was_running"]
    second = view.run(c1=2)
    assert second["type"] == "run_response"
    assert view.run(c1=3)["error"]["code"] == "busy"
    gate.let.release()
    gate.let.release()
    assert view.finished(second["run"])["state"]["status"] == "done"
    assert view.values[app.listeners[0].outputs[0].id] == 2


@pytest.mark.parametrize("limit", [1, 3, None])
def test_always_last_runs_the_first_and_the_newest(limit: int | None) -> None:
    gate, app = gated("always_last", limit)
    view = RawView(app)
    first = view.run(c1=0)
    assert gate.wait() == 0
    later = [view.run(c1=i)["run"] for i in range(1, 20)]
    assert len(set(later)) == 1
    gate.let.release()
    gate.let.release()
    assert view.finished(first["run"])
    assert view.finished(later[0])["state"]["status"] == "done"
    assert gate.calls == [0, 19]
    assert app.inputs == {"x": 19}


def test_a_waiting_run_can_be_cancelled() -> None:
    gate, app = gated("multiple")
    view = RawView(app)
    view.run(c1=0)
    waiting = view.run(c1=1)["run"]
    last = view.run(c1=2)
    assert last["position"] == 2
    assert view.request("cancel", run=waiting)["was_running"] is True
    assert view.finished(waiting)["state"]["status"] == "cancelled"
    gate.let.release()
    gate.let.release()
    settle_runs(view, 2)
    assert gate.calls == [0, 2]


def test_more_than_a_hundred_waiting_are_refused() -> None:
    gate, app = gated("multiple")
    view = RawView(app)
    view.run(c1=0)
    gate.wait()
    answers = [view.run(c1=i) for i in range(1, MAX_WAITING + 3)]
    codes = [a["error"]["code"] if a["type"] == "error" else "" for a in answers]
    assert codes == [""] * MAX_WAITING + ["busy"] * 2
    for _ in range(MAX_WAITING + 1):
        gate.let.release()
    settle_runs(view, MAX_WAITING + 1)
    assert gate.calls == list(range(MAX_WAITING + 1))


def test_a_run_that_is_refused_leaves_no_trace() -> None:
    gate, app = gated("multiple")
    app.queue(max_size=1)
    view = RawView(app)
    view.run(c1=0)
    waiting = view.run(c1=1)["run"]
    assert view.run(c1=2)["error"]["code"] == "busy"
    [late] = RawView(app).hello["snapshot"]["runs"]
    assert (late["run"], late["status"]) == (waiting, "waiting")
    step = view.request("step", listener=0)
    assert step["state"]["status"] == "waiting"
    assert [each["value"] for each in step["inputs"]] == [1]
    gate.let.release()
    gate.let.release()
    settle_runs(view, 2)


def test_the_end_of_a_session_lets_others_run() -> None:
    gate, app = gated("once")
    app.session_mode = "private"
    one, two = RawView(app), RawView(app)
    one.run(c1=1)
    gate.wait()
    two.run(c1=2)
    session = app.sessions[one.hello["session_id"]]
    from intarsia.runtime.loop import dispatcher

    dispatcher().call(session.end, "ended")
    settle()
    gate.let.release()  # the first ends, and nobody hears of it
    assert gate.wait() == 2
    gate.let.release()
    assert two.finished()["state"]["status"] == "done"


def test_a_run_for_which_there_is_no_thread_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from intarsia.runtime import runner

    app = show_app(lambda x=1: x)
    view = RawView(app)

    class NoThread:
        def __init__(self, **_: Any) -> None:
            raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(runner, "Thread", NoThread)
        view.run()
        assert view.finished()["state"]["error"]["code"] == "too-many"
    view.run()
    assert view.finished()["state"]["status"] == "done"


class Waiting:
    """As much of a run as a lane knows."""

    def __init__(self, name: str, session: Any, *, batch: int = 0) -> None:
        self.name, self.session = name, session
        self.listener = session.listener
        self.listener.batch, self.listener.max_batch_size = batch > 0, batch or 4
        self.position, self.eta = 0, None
        self.begun = self.seconds = 0.0
        self.status = "waiting"

    def __repr__(self) -> str:
        return self.name


class Party:
    """As much of a session as a lane knows: who it is, and that it can be told."""

    def __init__(self, listener: Any) -> None:
        self.listener = listener
        self.told: list[tuple[str, int]] = []

    def moved(self, run: Any) -> None:
        self.told.append((run.name, run.position))


def parties(count: int) -> list[Any]:
    listener = type("Listener", (), {"trigger_mode": "multiple"})()
    return [Party(listener) for _ in range(count)]


def test_lane_by_itself() -> None:
    started: list[Any] = []
    lane = Lane(1, started.extend)
    [party] = parties(1)
    runs: list[Any] = [Waiting(str(i), party) for i in range(MAX_WAITING + 2)]
    for run in runs[:-1]:
        lane.add(run)
    with pytest.raises(BusyError):
        lane.add(runs[-1])
    assert started == runs[:1]
    lane.leave(runs[0])
    assert started == runs[:2]
    assert runs[2].position == 1
    assert ("2", 1) in party.told


def test_sessions_take_turns() -> None:
    started: list[Any] = []
    lane = Lane(1, started.extend)
    many, one, two = parties(3)
    runs: list[Any] = [Waiting(f"many {i}", many) for i in range(5)]
    runs += [Waiting("one 0", one), Waiting("two 0", two), Waiting("two 1", two)]
    for run in runs:
        lane.add(run)
    assert [(str(run), run.position) for run in runs if run.position][-3:] == [
        ("one 0", 2),
        ("two 0", 3),
        ("two 1", 5),
    ]
    while started[-1].status == "waiting":
        started[-1].status = "done"
        lane.leave(started[-1])
    assert [str(run) for run in started] == [
        *("many 0", "many 1", "one 0", "two 0", "many 2", "two 1", "many 3", "many 4")
    ]


def test_a_batch_takes_who_waits_up_to_its_size() -> None:
    calls: list[Any] = []
    lane = Lane(1, calls.append)
    one, two = parties(2)
    runs: list[Any] = [Waiting(f"one {i}", one, batch=3) for i in range(5)]
    runs.append(Waiting("two 0", two, batch=3))
    for run in runs:
        lane.add(run)
    lane.leave(runs[0])
    assert [[str(run) for run in call] for call in calls] == [
        ["one 0"],
        ["one 1", "two 0", "one 2"],
    ]
    lane.leave(calls[1][0])
    lane.leave(calls[1][1])
    assert len(calls) == 2  # one of them runs still
    lane.leave(calls[1][2])
    assert [str(run) for run in calls[2]] == ["one 3", "one 4"]


def test_who_waits_is_told_for_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("intarsia.runtime.queue.monotonic", lambda: now[0])
    started: list[Any] = []

    def start(runs: list[Any]) -> None:
        for run in runs:
            run.begun = now[0]
            started.append(run)

    lane = Lane(2, start)
    [party] = parties(1)
    runs: list[Any] = [Waiting(str(i), party) for i in range(7)]
    for run in runs:
        lane.add(run)
    assert [run.eta for run in runs] == [None] * 7  # nobody knows yet
    now[0] += 10
    runs[0].status, runs[0].seconds = "done", 10.0
    lane.leave(runs[0])
    assert [run.eta for run in runs[3:]] == [0.0, 10.0, 10.0, 20.0]


def together(size: int) -> tuple[Gate, Any, list[list[int]]]:
    """Return an app whose function takes batches, and the batches that it was given."""
    gate, seen = Gate(), list[list[int]]()

    def double(xs: list[int]) -> list[list[int]]:
        seen.append(xs)
        gate(len(xs))
        if 13 in xs:
            raise ValueError("thirteen")
        return [[2 * x for x in xs]]

    with gr.Blocks() as app:
        x, y = gr.Number(precision=0), gr.Number()
        gr.Button().click(double, x, y, batch=True, max_batch_size=size, trigger_mode="multiple")
    return gate, app, seen


def test_what_waits_goes_in_one_call_whose_session_it_may_be() -> None:
    gate, app, seen = together(10)
    app.session_mode = "private"
    views = [RawView(app) for _ in range(3)]
    x, y = app.listeners[0].inputs[0].id, app.listeners[0].outputs[0].id
    runs = [(view, view.run(**{x: n})["run"]) for n, view in enumerate(views)]
    gate.wait()
    runs += [(views[0], views[0].run(**{x: 7})["run"])]
    for _ in range(2):
        gate.let.release()
    for view, run in runs:
        assert view.finished(run)["state"]["status"] == "done"
    assert seen == [[0], [1, 2, 7]]
    assert [view.values[y] for view in views] == [14, 2, 4]


def test_in_a_batch_a_bad_input_fails_alone_and_the_function_for_all() -> None:
    gate, app, seen = together(10)
    view = RawView(app)
    x = app.listeners[0].inputs[0].id
    first = view.run(**{x: 0})["run"]
    gate.wait()
    bad = view.run(**{x: "no number"})["run"]
    wrong = [view.run(**{x: n})["run"] for n in (12, 13)]
    gate.let.release(2)
    assert view.finished(first)["state"]["status"] == "done"
    ends = {m["state"]["run"]: m["state"] for m in (view.finished() for _ in range(3))}
    assert ends[bad]["error"]["code"] == "bad-value"
    assert ["thirteen" in ends[run]["error"]["message"] for run in wrong] == [True, True]
    assert seen == [[0], [12, 13]]


def test_one_of_a_batch_can_be_cancelled_and_the_others_go_on() -> None:
    gate, app, seen = together(10)
    view = RawView(app)
    x, y = app.listeners[0].inputs[0].id, app.listeners[0].outputs[0].id
    first = view.run(**{x: 0})["run"]
    gate.wait()
    one, two = (view.run(**{x: n})["run"] for n in (1, 2))
    gate.let.release()
    view.finished(first)
    assert gate.wait() == 2
    view.request("cancel", run=one)
    assert view.finished(one)["state"]["status"] == "cancelled"
    gate.let.release()
    assert view.finished(two)["state"]["status"] == "done"
    assert view.values[y] == 4
    assert seen == [[0], [1, 2]]


def test_a_batch_that_nobody_waits_for_is_stopped() -> None:
    begun, stopped = threading.Event(), threading.Event()

    def spin(xs: list[int]) -> list[list[int]]:
        try:
            begun.set()
            while True:
                pass
        finally:
            stopped.set()

    with gr.Blocks() as app:
        x = gr.Number()
        gr.Button().click(spin, x, x, batch=True)
    view = RawView(app)
    run = view.run()["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    assert view.finished(run)["state"]["status"] == "cancelled"
    assert stopped.wait(TIMEOUT)


def test_a_batch_that_nobody_waits_for_is_not_called() -> None:
    gate, app, seen = together(10)
    checking, go = threading.Event(), threading.Event()

    def check(_: float) -> bool:
        if seen:
            checking.set()
            assert go.wait(TIMEOUT)
        return True

    app.listeners[0].validator = check
    view = RawView(app)
    first = view.run()["run"]
    gate.wait()
    one, two = (view.run()["run"] for _ in range(2))
    gate.let.release()
    view.finished(first)
    assert checking.wait(TIMEOUT)
    view.request("cancel", run=two)
    view.request("cancel", run=one)
    gate.let.release()
    go.set()
    assert view.finished(one)["state"]["status"] == "cancelled"
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (5, "one list of values for each output"),
        ([[1, 2]], "called for 1 at once, but returned 2"),
        (iter(()), "one list of values for each output"),
    ],
)
def test_what_a_batch_returns_is_checked(returned: Any, words: str) -> None:
    with gr.Blocks() as app:
        x = gr.Number()
        gr.Button().click(lambda xs: returned, x, x, batch=True)
    with connect(app) as client, pytest.raises(RequestError, match=words):
        client.call(0, 1)


def test_fault_059_floods() -> None:
    flood = 300
    for mode, calls in (("once", 1), ("always_last", 2)):
        gate, app = gated(mode)
        view = RawView(app)
        view.run(c1=0)
        gate.wait()
        seqs = [
            view.send("run", listener=0, values={"c1": i}, revisions={"c1": 0})
            for i in range(1, flood)
        ]
        answers = [view.answer(seq) for seq in seqs]
        assert len(answers) == flood - 1
        for _ in range(calls):
            gate.let.release()
        settle_runs(view, calls)
        assert gate.calls == [0, flood - 1][:calls]


def test_a_client_counts_every_run() -> None:
    app = show_app(lambda x=1: x + 1)
    client = connect(app)
    for i in range(50):
        client.call(0, i)
    assert app.value == 50
