"""Who may run, and who waits."""

from __future__ import annotations

import queue
import threading
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle

from intarsia import show_app
from intarsia.errors import BusyError
from intarsia.runtime.queue import MAX_WAITING, Lane
from intarsia.testing import connect

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


def test_always_last_runs_the_first_and_the_newest() -> None:
    gate, app = gated("always_last")
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


def test_lane_by_itself() -> None:
    started: list[Any] = []
    lane = Lane(1, started.append)
    runs: list[Any] = [type("R", (), {"position": 0})() for _ in range(MAX_WAITING + 2)]
    for run in runs[:-1]:
        lane.add(run)
    with pytest.raises(BusyError):
        lane.add(runs[-1])
    assert started == runs[:1]
    lane.leave(runs[0])
    assert started == runs[:2]
    assert runs[2].position == 1


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
