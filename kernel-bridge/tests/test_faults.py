"""The numbered cases of faults and hostile input that are neither wire nor files.

After each: the rest goes on, nothing is left, every request has one answer (the fixture
`living` and the checks of `RawView`).
"""

from __future__ import annotations

import asyncio
import copy
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from rawview import TIMEOUT, RawView, settle

from intarsia import show_app
from intarsia.messages import PROTOCOL
from intarsia.runtime import apps, runner, view
from intarsia.runtime.channel import MemoryChannel
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def add(a: int = 1, b: int = 2) -> int:
    return a + b


@pytest.fixture(autouse=True)
def no_rush(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "_joins", type(apps._joins)(maxlen=apps.MAX_JOINS))


@pytest.fixture
def one() -> RawView:
    return RawView(show_app(add))


def works(view: RawView) -> None:
    """Check that a view can still run its function."""
    run = view.run(c1=20, c2=1)["run"]
    assert view.finished(run)["state"]["status"] == "done"
    assert view.app.value == 21


# ---------------------------------------------------------------- messages


@pytest.mark.parametrize("data", [None, 7, "x", [], True, {}, {"type": 5}, {"type": "run"}])
def test_fault_001_002_nonsense_is_answered_and_the_session_lives(one: RawView, data: Any) -> None:
    one.raw(data)
    one.raw(data)
    for _ in range(2):
        assert one.answer(-1)["error"]["code"] == "bad-message"
    works(one)


def test_fault_003_unknown_type_is_answered(one: RawView) -> None:
    assert one.request("set_values")["error"]["code"] == "unknown-request"
    works(one)


@pytest.mark.parametrize("depth", [70, 1024, 100_000])
def test_fault_008_depth_is_answered(one: RawView, depth: int) -> None:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    answer = one.request("set_value", component="c1", value=value, revision=0)
    assert answer["error"]["code"] == "too-large"
    works(one)
    while isinstance(value, list):  # taken apart by hand: its own end would be deep too
        value = value.pop()


def test_fault_007_a_message_over_the_limit_is_answered(one: RawView) -> None:
    answer = one.request("set_value", component="c1", value="x" * 2**21, revision=0)
    assert answer["error"]["code"] == "too-large"
    works(one)


def test_fault_009_floats_through_a_function() -> None:
    from intarsia import JSON

    app = show_app(lambda x=None: x, x=JSON())
    out = app.listeners[0].outputs[0]
    other = JSON()
    other.id, other.interactive, other.of_function = out.id, False, True
    app.components[out.id] = app.listeners[0].outputs[0] = other
    client = connect(app)
    for value in (float("inf"), -0.0, 1e308, 5e-324, float("nan"), 2**64):
        assert repr(client.call(0, {"v": [value]})) == repr({"v": [value]})


def test_fault_011_surrogates_through_a_function() -> None:
    def say(text: str = "", how: str = "return") -> str:
        print(text)
        if how == "raise":
            raise ValueError("\udc80")
        return "\ud800" + text

    client = connect(show_app(say))
    assert client.call(0, "a\ud800") == "\ufffda\ufffd"
    with pytest.raises(RequestError, match="\ufffd"):
        client.call(0, "x", "raise")
    app = show_app(say, title="\ud800", description="\udc80")
    assert "\ufffd" in str(connect(app).spec.title)


def test_fault_015_the_same_message_twice_is_one_run(one: RawView) -> None:
    message = {"type": "run", "seq": one.seq, "listener": 0, "values": {}, "revisions": {}}
    one.seq += 1
    one.raw(message)
    first = one.answer(message["seq"])
    one.raw(copy.deepcopy(message))
    second = one.answer(message["seq"])
    assert (second["run"], second["type"]) == (first["run"], "run_response")
    settle()
    assert one.request("cancel", run="1")["type"] == "cancel_response"
    assert one.request("cancel", run="2")["error"]["code"] == "unknown-request"


def test_fault_016_the_same_number_with_other_content(one: RawView) -> None:
    one.request("set_value", component="c1", value=5, revision=0)
    one.seq -= 1
    answer = one.request("set_value", component="c1", value=6, revision=0)
    assert answer["error"]["code"] == "bad-message"
    assert one.app.inputs["a"] == 5
    works(one)


def test_fault_017_018_what_is_late_or_lost_is_seen_by_its_numbers() -> None:
    """A view that lost messages knows it, and a snapshot tells everything."""
    app = show_app(add)
    heard: list[Any] = []
    lossy, other = RawView(app), RawView(app)
    lossy.channel._deliver = lambda data, buffers: heard.append(data)
    for i in range(5):
        other.request("set_value", component="c1", value=i, revision=i)
        lossy.send("ack", painted=1000)
        settle()
    assert [m["seq"] for m in heard] == list(range(1, len(heard) + 1))
    revisions = [c["revision"] for m in heard if m["type"] == "updated" for c in m["values"]]
    assert revisions == sorted(revisions)
    lossy.channel._deliver = lossy._deliver
    lossy.heard = [{}] * (len(heard) + 1)
    snapshot = lossy.request("resync")["snapshot"]
    assert snapshot["values"]["c1"] == 4
    assert snapshot["revisions"]["c1"] == 5


def test_fault_019_a_lost_answer_can_be_asked_for_again(one: RawView) -> None:
    calls = []
    app = show_app(lambda x=1: calls.append(x))
    view = RawView(app)
    message = {"type": "run", "seq": view.seq, "listener": 0, "values": {}, "revisions": {}}
    view.seq += 1
    for _ in range(3):
        view.raw(dict(message))
    assert {view.answer(message["seq"])["run"] for _ in range(3)} == {"1"}
    settle_run(view, "1")
    assert calls == [1]


def settle_run(view: RawView, run: str) -> None:
    ends = [m for m in view.heard if m["type"] == "run_finished" and m["state"]["run"] == run]
    if not ends:
        view.finished(run)


def test_fault_019_an_answer_too_old_to_be_known_is_not_made_again(one: RawView) -> None:
    first = one.request("set_value", component="c1", value=1, revision=0)["request_seq"]
    for i in range(view.REMEMBERED + 5):
        one.request("set_value", component="c1", value=i, revision=0)
    one.raw({"type": "set_value", "seq": first, "component": "c1", "value": 1, "revision": 0})
    again = one.answer(first)
    assert again["error"]["code"] == "bad-message"
    assert one.app.inputs["a"] == view.REMEMBERED + 4


def test_fault_020_nothing_runs_after_the_end(one: RawView) -> None:
    calls = []
    app = show_app(lambda x=1: calls.append(x))
    mine = RawView(app)
    apps.drop(app)
    mine.wait(type="closed")
    mine.send("run", listener=0, values={}, revisions={})
    late = RawView()
    error = late.request("hello", protocol=PROTOCOL, app_id=app.app_id)["error"]
    assert error["code"] == "unknown-session"
    settle()
    assert calls == []


@pytest.mark.parametrize("run", ["1", "7", "", "-1", "x", "٣"])
def test_fault_021_another_session_s_run(run: str) -> None:
    go = threading.Event()
    app = show_app(lambda: go.wait(TIMEOUT), session="private")
    mine, other = RawView(app), RawView(app)
    mine.run()
    assert other.request("cancel", run=run)["error"]["code"] == "unknown-request"
    go.set()
    assert mine.finished()["state"]["status"] == "done"


def test_fault_021_another_app_s_component(one: RawView) -> None:
    errors = [
        one.request("set_value", component=component, value=1, revision=0)["error"]
        for component in ("c99", "", "__class__", "../c1")
    ]
    assert {error["code"] for error in errors} == {"unknown-request"}
    assert len({error["message"] for error in errors}) == 1
    works(one)


@pytest.mark.parametrize(
    ("type", "fields"),
    [
        ("set_value", {"component": "c1", "value": 1, "revision": 0}),
        ("run", {"listener": 0, "values": {}, "revisions": {}}),
        ("cancel", {"run": "1"}),
        ("resync", {}),
        ("upload_open", {"component": "c1", "name": "a", "mime": "", "size": 0}),
        ("upload_close", {"handle": "h"}),
        ("download_open", {"handle": "h"}),
        ("download_chunk", {"handle": "h", "offset": 0, "size": 1}),
    ],
)
def test_fault_022_without_hello(type: str, fields: dict[str, Any]) -> None:
    view = RawView(show_app(add), hello=False)
    assert view.request(type, **fields)["error"]["code"] == "bad-message"
    hello = view.request("hello", protocol=PROTOCOL, app_id=view.app.app_id)
    assert hello["type"] == "hello_response"
    works(view)


def test_fault_023_hello_twice(one: RawView) -> None:
    one.request("set_value", component="c1", value=5, revision=0)
    again = one.request("hello", protocol=PROTOCOL, app_id=one.app.app_id)
    assert again["session_id"] == one.hello["session_id"]
    assert again["snapshot"]["values"]["c1"] == 5
    assert len(one.app.shared_session().views) == 1
    works(one)


def test_fault_023_hello_twice_while_the_session_is_being_made() -> None:
    app = show_app(add, session="private")
    apps.register(app)
    view = RawView(app, hello=False)
    seqs = [view.send("hello", protocol=PROTOCOL, app_id=app.app_id) for _ in range(5)]
    assert len({view.answer(seq)["session_id"] for seq in seqs}) == 1
    assert len(app.sessions) == 1


@pytest.mark.parametrize("protocol", ["0.9", "2.0", "10.0", "", "x", "1" * 1000])
def test_fault_024_another_major(protocol: str) -> None:
    view = RawView(show_app(add), hello=False)
    error = view.request("hello", protocol=protocol, app_id=view.app.app_id)["error"]
    assert error["code"] == "incompatible"
    assert PROTOCOL in error["message"]
    assert len(error["message"]) < 300


@pytest.mark.parametrize("protocol", ["1.0", "1.7", "1"])
def test_fault_024_a_newer_minor(protocol: str) -> None:
    view = RawView(show_app(add), hello=False)
    hello = view.request("hello", protocol=protocol, app_id=view.app.app_id)
    assert hello["type"] == "hello_response"


@pytest.mark.parametrize("app_id", ["", "0" * 32, "x", "../..", "\0"])
def test_fault_025_guessed_ids(app_id: str) -> None:
    view = RawView()
    error = view.request("hello", protocol=PROTOCOL, app_id=app_id)["error"]
    assert error["code"] == "unknown-session"


def test_fault_025_the_kernel_tells_its_own_labels(one: RawView) -> None:
    forged = RawView(one.app, hello=False)
    forged.raw({"type": "hello", "seq": 0, "protocol": PROTOCOL, "app_id": one.app.app_id,
                "spec": {"title": "Cancel"}})  # fmt: skip
    assert forged.answer(0)["error"]["code"] == "bad-message"


def test_fault_026_a_flood_of_hellos(one: RawView) -> None:
    codes = []
    for _ in range(apps.MAX_JOINS + 50):
        view = RawView()
        answer = view.request("hello", protocol=PROTOCOL, app_id="0" * 32)
        codes.append(answer["error"]["code"])
    assert set(codes[: apps.MAX_JOINS // 2]) == {"unknown-session"}
    assert codes[-1] == "too-many"
    works(one)


@pytest.mark.parametrize("listener", [2, -1, 99, 2**40])
def test_fault_028_listeners_outside_the_table(one: RawView, listener: int) -> None:
    answer = one.request("run", listener=listener, values={}, revisions={})
    assert answer["error"]["code"] == "unknown-request"


@pytest.mark.parametrize("listener", ["__init__", "add", "os.system", None, 0.0, True])
def test_fault_028_listeners_by_name(one: RawView, listener: Any) -> None:
    answer = one.request("run", listener=listener, values={}, revisions={})
    assert answer["error"]["code"] == "bad-message"
    works(one)


def test_fault_029_what_a_person_may_not_set() -> None:
    from intarsia import Number

    app = show_app(add, b=Number(2, visible=False))
    view = RawView(app)
    off = RawView(show_app(add, b=Number(2, interactive=False)))
    out = app.listeners[0].outputs[0].id
    for target, component in ((view, "c2"), (view, out), (off, "c2")):
        answer = target.request("set_value", component=component, value=9, revision=0)
        assert answer["error"]["code"] == "forbidden"
        run = target.request("run", listener=0, values={component: 9}, revisions={})
        assert run["error"]["code"] == "forbidden"
        upload = target.request("upload_open", component=component, name="a", mime="", size=1)
        assert upload["error"]["code"] == "forbidden"
    assert app.inputs == {"a": 1, "b": 2}


# ---------------------------------------------------------------- functions


class Unsayable(Exception):
    def __str__(self) -> str:
        raise SystemExit("in __str__")


class Odd(BaseException):
    pass


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("plain"), "plain"),
        (ValueError(1, None, [2]), "(1, None, [2])"),
        (ValueError("x" * 10_000_000), "characters left out"),
        (Unsayable(), "could not be made: SystemExit"),
        (ValueError("\ud800"), "\ufffd"),
        (ValueError(), "ValueError"),
        (KeyError("k"), "'k'"),
    ],
    ids=["plain", "args", "10 MB", "str raises", "surrogate", "empty", "key"],
)
def test_fault_042_errors(error: Exception, words: str) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(RequestError) as caught:
        connect(show_app(fail)).call(0)
    told = caught.value.error
    assert told.code == "user-error"
    assert words in told.message
    assert len(told.message) < 30_000
    assert told.traceback is not None
    assert told.traceback.frames[0].function == "fail"
    assert len(told.traceback.text) < 30_000


@pytest.mark.parametrize("run_in", ["worker", "main"])
@pytest.mark.parametrize("flavour", ["plain", "async", "generator", "async generator"])
@pytest.mark.parametrize("error", [Odd, SystemExit, GeneratorExit, asyncio.CancelledError])
def test_fault_043_exits(error: type[BaseException], flavour: str, run_in: Any) -> None:
    def plain() -> int:
        raise error(3)

    async def async_() -> int:
        raise error(3)

    def generator() -> Iterator[int]:
        yield 1
        raise error(3)

    async def async_generator() -> AsyncIterator[int]:
        yield 1
        raise error(3)

    fn: Any = {
        "plain": plain, "async": async_, "generator": generator, "async generator": async_generator
    }[flavour]  # fmt: skip
    client = connect(show_app(fn, run_in=run_in))
    with pytest.raises(RequestError) as caught:
        client.call(0)
    assert caught.value.error.code == "user-error"
    if error is SystemExit:
        assert "sys.exit(3)" in caught.value.error.message


def test_fault_044_a_keyboard_interrupt_keeps_what_was_there() -> None:
    def steps(fail: bool = True) -> Iterator[str]:
        yield "part"
        if fail:
            raise KeyboardInterrupt

    client = connect(show_app(steps))
    with pytest.raises(RequestError) as caught:
        client.call(0)
    assert caught.value.error.code == "interrupted"
    assert "part" in str(client.values[client.fns[0].outputs[0].id])
    assert len(client.call(0, False)) == 1


def test_fault_046_an_endless_loop_is_cancelled_while_others_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(runner, "STUCK", 2 * TIMEOUT)  # it is not given up
    begun = threading.Event()

    def endless() -> None:
        begun.set()
        while True:
            pass

    mine, other = RawView(show_app(endless)), RawView(show_app(add))
    run = mine.run()["run"]
    assert begun.wait(TIMEOUT)
    works(other)
    mine.request("cancel", run=run)
    end = mine.finished(run)
    assert (end["state"]["status"], end["state"]["error"]) == ("cancelled", None)


def test_fault_048_a_debugger_is_an_error_of_the_user() -> None:
    def debugs() -> None:
        import pdb

        pdb.Pdb(nosigint=True).set_trace()
        return None

    with pytest.raises(RequestError, match="parameter instead"):
        connect(show_app(debugs)).call(0)


def test_fault_049_no_memory() -> None:
    def greedy() -> int:
        return len(bytearray(2**62))

    with pytest.raises(RequestError) as caught:
        connect(show_app(greedy)).call(0)
    assert caught.value.error.traceback is not None
    assert caught.value.error.traceback.name == "MemoryError"


def test_fault_050_recursion() -> None:
    def deep() -> Any:
        return deep()

    gc.collect()  # what is left of tests before could not leave from the depths
    with pytest.raises(RequestError, match="recursion") as caught:
        connect(show_app(deep)).call(0)
    assert caught.value.error.traceback is not None
    assert len(caught.value.error.traceback.frames) <= 30


def test_fault_051_results_that_cannot_be_shown() -> None:
    from intarsia import Blocks, Number, Textbox
    from intarsia.components import Interface
    from intarsia.events import Listener

    app = Blocks()
    app.write_in(Interface())
    outputs = [app.add(Textbox(label="Name")), app.add(Number(label="Age"))]
    stray = Textbox()
    cases: list[tuple[Any, str]] = [
        (("a",), "must return 2 values, but returned 1"),
        (("a", 1, 2), "must return 2 values, but returned 3"),
        (None, "must return 2 values, but returned None"),
        ({stray: 1}, "a component that is no output"),
        (("a", object()), r"Output 2 \(Age\) is a object"),
        (("a", lambda: 1), r"Output 2 \(Age\) is a function"),
    ]
    results = [result for result, _ in cases]
    app.listen(
        Listener(
            index=0, fn=lambda: results.pop(0), api_name="f", targets=[], inputs=[], outputs=outputs
        )
    )
    client = connect(app)
    for _, words in cases:
        with pytest.raises(RequestError, match=words) as caught:
            client.call(0)
        assert caught.value.error.code == "user-error"


def test_fault_051_a_class_whose_repr_fails() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no repr")

    with pytest.raises(RequestError, match="Broken") as caught:
        connect(show_app(Broken)).call(0)
    assert caught.value.error.code == "user-error"


def test_fault_052_the_same_large_object_a_thousand_times() -> None:
    large = "x" * 2_000_000

    def again() -> Iterator[str]:
        for _ in range(1000):
            yield large

    view = RawView(show_app(again))
    view.run()
    assert view.finished()["state"]["status"] == "done"
    assert len(str(view.values)) > 2_000_000
    assert sum("values" in m and bool(m["values"]) for m in view.heard) < 400


@pytest.mark.parametrize("count", [0, 1, 100_000])
def test_fault_053_generators(count: int) -> None:
    def steps() -> Iterator[int]:
        yield from range(count)

    view = RawView(show_app(steps))
    begun = time.monotonic()
    view.run()
    assert view.finished()["state"]["status"] == "done"
    assert len(view.heard) <= 60 * (time.monotonic() - begun) + 10
    out = view.app.listeners[0].outputs[0].id
    assert str(count - 1) in str(view.values[out]) if count else view.values[out] is None


def test_fault_053_a_value_is_not_changed_by_its_maker_later() -> None:
    from intarsia import JSON

    kept: list[Any] = []

    def give() -> Any:
        kept.append([1, {"a": 2}])
        return kept[-1]

    app = show_app(give)
    out = app.listeners[0].outputs[0]
    other = JSON()
    other.id, other.interactive, other.of_function = out.id, False, True
    app.components[out.id] = app.listeners[0].outputs[0] = other
    client = connect(app)
    client.call(0)
    kept[0][1]["a"] = 99
    client.resync()
    assert client.values[out.id] == [1, {"a": 2}]


def test_fault_054_an_endless_generator_is_closed() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        i = 0
        try:
            while True:
                yield (i := i + 1)
        finally:
            closed.set()

    view = RawView(show_app(endless))
    run = view.run()["run"]
    view.wait(type="updated")
    view.request("cancel", run=run)
    assert view.finished(run)["state"]["status"] == "cancelled"
    assert closed.wait(TIMEOUT)


def test_fault_055_an_error_after_five_yields() -> None:
    def steps() -> Iterator[str]:
        for i in range(5):
            yield f"step {i}"
        raise ValueError("then this")

    view = RawView(show_app(steps))
    view.run()
    end = view.finished()["state"]
    assert (end["status"], end["error"]["message"]) == ("failed", "then this")
    out = view.app.listeners[0].outputs[0].id
    assert "step 4" in str(view.values[out])
    snapshot = view.request("resync")["snapshot"]
    assert snapshot["runs"][0]["error"]["message"] == "then this"
    assert "step 4" in str(snapshot["values"][out])


def test_fault_056_an_async_generator_cancelled_at_each_await() -> None:
    for n in range(6):
        at, closed = threading.Event(), threading.Event()

        async def steps(n: int = n, at: Any = at, closed: Any = closed) -> AsyncIterator[int]:
            try:
                for i in range(100):
                    if i == n:
                        at.set()
                        await asyncio.sleep(3600)
                    await asyncio.sleep(0)
                    yield i
            finally:
                await asyncio.sleep(0)
                closed.set()

        app = show_app(lambda steps=steps: steps())
        app.listeners[0].fn = lambda *_, steps=steps, **__: steps()
        view = RawView(app)
        run = view.run()["run"]
        assert at.wait(TIMEOUT)
        view.request("cancel", run=run)
        assert view.finished(run)["state"]["status"] == "cancelled"
        assert closed.wait(TIMEOUT)


def test_fault_057_a_function_that_changes_the_process() -> None:
    here = os.getcwd()

    def changes(what: str = "") -> Any:
        if what == "cwd":
            os.chdir("/")
        elif what == "stdout":
            sys.stdout = None  # type: ignore[assignment]  # what is tried
        elif what == "signal":
            signal.signal(signal.SIGUSR1, signal.SIG_IGN)
        elif what == "fork":
            pid = os.fork()
            if pid == 0:
                os._exit(0)
            os.waitpid(pid, 0)
        elif what == "loop":
            return asyncio.run(asyncio.sleep(0, "looped"))
        return what

    stdout = sys.stdout
    client = connect(show_app(changes))
    try:
        for what in ("cwd", "stdout", "fork", "loop"):
            client.call(0, what)
        with pytest.raises(RequestError, match="main thread"):
            client.call(0, "signal")
        assert client.call(0, "still")
        assert sys.stdout is not None
        print("works", file=sys.stdout)
    finally:
        os.chdir(here)
        sys.stdout = stdout


def test_fault_058_modules_that_the_user_replaces() -> None:
    code = """
import json, threading, time
from intarsia import show_app
from intarsia.testing import connect
def add(a: int = 1, b: int = 2) -> int:
    print(a)
    return a + b
async def add_later(a: int = 1) -> int:
    return a
clients = [connect(show_app(add)), connect(show_app(add_later))]
clients[0].call(0), clients[1].call(0)
def broken(*args, **kwargs):
    raise RuntimeError("replaced")
threading.Thread = threading.Timer = time.sleep = broken
json.JSONEncoder = json.JSONDecoder = json.load = json.dump = broken
assert clients[0].call(0, 2, 3) == 5
assert clients[1].call(0, 4) == 4
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("which", ["waiting", "running", "finished", "itself"])
def test_fault_060_cancel(which: str) -> None:
    go, begun = threading.Event(), threading.Event()

    def wait(x: int = 0) -> int:
        begun.set()
        while not go.is_set():
            pass
        return x

    app = show_app(wait)
    app.listeners[0].trigger_mode = "multiple"
    view = RawView(app)
    first, second = view.run(c1=1)["run"], view.run(c1=2)["run"]
    assert begun.wait(TIMEOUT)
    target = second if which == "waiting" else first
    if which == "finished":
        go.set()
        view.finished(first)
        view.finished(second)
    answers = [view.request("cancel", run=target) for _ in range(3)]
    assert all(answer["type"] == "cancel_response" for answer in answers)
    assert answers[0]["was_running"] is (which != "finished")
    go.set()
    settle()
    for run in (first, second):
        settle_run(view, run)
    ends = [m["state"]["run"] for m in view.heard if m["type"] == "run_finished"]
    assert sorted(ends) == [first, second]


def test_fault_066_a_view_that_slept_catches_up() -> None:
    app = show_app(add)
    sleeper, other = RawView(app, acks=False), RawView(app)
    for i in range(200):
        other.request("set_value", component="c1", value=i, revision=i)
    sleeper.rest()
    sleeper.send("ack", painted=len(sleeper.heard) - 1)
    while sleeper.values["c1"] != 199:
        sleeper.wait(type="updated")
    assert sleeper.revisions["c1"] == 200
    assert len(sleeper.heard) < 40


def test_fault_070_all_views_agree() -> None:
    app = show_app(add)
    views = [RawView(app) for _ in range(5)]
    for i, one in enumerate(views):
        one.request("set_value", component="c1", value=i, revision=i)
        one.run(c2=i)
        one.finished()
    for one in views:
        one.rest()
    final = views[0].request("resync")["snapshot"]
    for one in views:
        while one.values != final["values"]:
            one.next()
        assert one.revisions == final["revisions"]


def test_fault_079_a_channel_that_cannot_send_hurts_nobody_else() -> None:
    app = show_app(add)
    broken, fine = RawView(app), RawView(app)

    class Broken(MemoryChannel):
        def send(self, data: Any, buffers: Any) -> None:
            raise OSError("the socket is gone")

    broken.view.outbox._channel = Broken(lambda *_: None)
    fine.run(c1=5)
    assert fine.finished()["state"]["status"] == "done"
    deadline = time.monotonic() + TIMEOUT
    while not broken.view.outbox.closed:  # it is told when it is its turn
        assert time.monotonic() < deadline
        settle()
    settle()
    assert len(app.shared_session().views) == 1
