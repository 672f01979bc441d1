"""Values, views and the life of a session."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from rawview import RawView, settle

import intarsia as gr
from intarsia import show_app
from intarsia.messages import PROTOCOL
from intarsia.runtime import lifetime
from intarsia.runtime import session as session_module
from intarsia.runtime.loop import Loop
from intarsia.runtime.nudge import Nudge
from intarsia.testing import RequestError, connect

pytestmark = pytest.mark.usefixtures("living")


def add(a: int = 1, b: int = 2) -> int:
    return a + b


def test_hello_tells_everything() -> None:
    view = RawView(show_app(add))
    hello = view.hello
    assert hello["type"] == "hello_response"
    assert hello["protocol"] == PROTOCOL
    assert len(hello["session_id"]) == 32
    parts = {part["id"]: part for part in hello["snapshot"]["app"]["components"]}
    assert parts.keys() == hello["snapshot"]["values"].keys()
    assert [hello["snapshot"]["values"][key] for key in ("c1", "c2")] == [1, 2]


def test_a_committed_value_reaches_every_other_view() -> None:
    app = show_app(add)
    one, two = RawView(app), RawView(app)
    assert one.hello["session_id"] == two.hello["session_id"]
    answer = one.request("set_value", component="c1", value=5, revision=0)
    assert (answer["component"], answer["revision"]) == ("c1", 1)
    change = two.wait(type="updated")["values"]
    assert change == [{"component": "c1", "value": 5, "revision": 1}]
    assert not [m for m in one.rest() if m["type"] == "updated"]
    assert app.inputs == {"a": 5, "b": 2}


def test_the_last_writer_wins_per_field() -> None:
    app = show_app(add)
    one, two = RawView(app), RawView(app)
    one.request("set_value", component="c1", value=5, revision=0)
    answer = two.request("set_value", component="c1", value=6, revision=0)
    assert answer["revision"] == 2
    two.request("set_value", component="c2", value=7, revision=0)
    assert one.wait(lambda m: m["values"][-1]["component"] == "c2", type="updated")
    assert (one.values["c1"], one.values["c2"]) == (6, 7)
    assert app.inputs == {"a": 6, "b": 7}


def test_an_older_value_never_follows_a_view_s_own() -> None:
    app = show_app(add)
    one, two = RawView(app), RawView(app, acks=False)
    for value in range(50):  # the other view's credit is used up: the newest waits
        one.request("set_value", component="c1", value=value, revision=0)
    answer = two.request("set_value", component="c1", value=99, revision=0)
    two.send("ack", painted=1000)
    later = [m for m in two.rest() if m["seq"] > answer["seq"] and m["type"] == "updated"]
    assert not later


def test_a_bad_value_is_refused_at_its_field() -> None:
    view = RawView(show_app(add))
    error = view.request("set_value", component="c1", value="x", revision=0)["error"]
    assert error["code"] == "bad-value"
    assert [field["component"] for field in error["fields"]] == ["c1"]
    assert view.request("set_value", component="c1", value=3, revision=0)["revision"] == 1


def test_a_run_commits_its_drafts_and_tells_the_other_view() -> None:
    app = show_app(add)
    one, two = RawView(app), RawView(app)
    answer = one.run(c1=10)
    end = one.finished(answer["run"])
    assert end["state"]["status"] == "done"
    assert end["request_seq"] == answer["request_seq"]
    other = two.finished()
    assert other["request_seq"] is None
    assert two.values["c1"] == 10
    assert app.value == 12
    assert app.inputs == {"a": 10, "b": 2}


def test_a_run_with_bad_drafts_calls_nothing_and_commits_nothing() -> None:
    called = []

    def note(a: int = 1) -> None:
        called.append(a)

    app = show_app(note)
    view = RawView(app)
    view.run(c1="x")
    error = view.finished()["state"]["error"]
    assert error["code"] == "bad-value"
    assert error["fields"][0]["component"] == "c1"
    assert called == []
    assert app.inputs == {"a": 1}


def test_resync_tells_everything_again() -> None:
    view = RawView(show_app(add))
    run = view.run(c1=4)["run"]
    view.finished(run)
    snapshot = view.request("resync")["snapshot"]
    assert snapshot["values"] == view.values
    assert snapshot["revisions"] == view.revisions
    assert [state["run"] for state in snapshot["runs"]] == [run]


@pytest.mark.parametrize("asked", ["hello", "resync"])
def test_a_request_for_everything_that_comes_again_is_told_the_newest(asked: str) -> None:
    """The answer was lost, or late: by now it would be old, and nothing newer might follow."""
    app = show_app(add)
    view = RawView(app)
    request = {"type": asked, "seq": view.seq}
    if asked == "hello":
        request |= {"seq": 0, "protocol": "1.0", "app_id": app.app_id}
    view.seq += 1
    view.raw(dict(request))
    view.answer(request["seq"])
    view.request("set_value", component="c1", value=7, revision=0)
    view.raw(dict(request))
    assert view.answer(request["seq"])["snapshot"]["values"]["c1"] == 7


def test_a_snapshot_during_a_stream_is_followed_by_the_rest() -> None:
    import threading

    go = threading.Event()

    def text():
        yield "a" * 100
        go.wait(10)
        yield "a" * 100 + "b"

    app = show_app(text)
    out = app.listeners[0].outputs[0].id
    one = RawView(app)
    one.run()
    one.wait(type="updated")
    late = RawView(app)
    assert late.hello["snapshot"]["runs"][0]["status"] == "running"
    go.set()
    late.finished()
    one.finished()
    assert late.values[out] == one.values[out]
    assert str(late.values[out]).count("b") == 1


class Clock:
    """The dispatcher's timers, fired by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.timers: list[Any] = []
        real = Loop.later

        def later(loop: Loop, seconds: float, fn: Any, *args: Any) -> Any:
            if seconds < 1 or isinstance(getattr(fn, "__self__", None), Nudge):
                return real(loop, seconds, fn, *args)
            timer = Timer(loop.loop.time() + seconds, seconds, fn, args)
            self.timers.append(timer)
            return timer

        monkeypatch.setattr(Loop, "later", later)

    def due(self) -> list[float]:
        settle()
        return [timer.seconds for timer in self.timers if not timer.gone]

    def pass_all(self) -> None:
        from intarsia.runtime.loop import dispatcher

        settle()
        for timer in self.timers:
            if not timer.gone:
                timer.gone = True
                dispatcher().call(timer.fn, *timer.args)
        settle()


class Timer:
    def __init__(self, at: float, seconds: float, fn: Any, args: Any) -> None:
        self.at, self.seconds, self.fn, self.args = at, seconds, fn, args
        self.gone = False

    def when(self) -> float:
        return self.at

    def cancel(self) -> None:
        self.gone = True


@pytest.mark.parametrize(
    ("document", "seconds"),
    [("open", lifetime.LEFT_DOCUMENT), ("closed", lifetime.NO_VIEW)],
)
def test_a_session_outlives_its_last_view_for_a_while(
    monkeypatch: pytest.MonkeyPatch, document: str, seconds: float
) -> None:
    clock = Clock(monkeypatch)
    app = show_app(add)
    one, two = RawView(app), RawView(app)
    one.run(c1=5)
    one.finished()
    assert one.request("close", document=document)["type"] == "close_response"
    assert clock.due() == []
    two.request("close", document=document)
    assert clock.due() == [seconds]
    again = RawView(app)
    assert again.values["c1"] == 5
    assert clock.due() == []
    again.request("close", document=document)
    clock.pass_all()
    assert app.sessions == {}


def test_a_lost_channel_counts_as_a_view_that_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    view = RawView(show_app(add))
    view.view.lost()
    assert clock.due() == [lifetime.NO_VIEW]


def test_an_app_whose_session_ended_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    app = show_app(add)
    view = RawView(app)
    view.request("set_value", component="c1", value=5, revision=0)
    view.request("close")
    clock.pass_all()
    again = RawView(app)
    assert again.hello["session_id"] != view.hello["session_id"]
    assert again.values["c1"] == 1


def test_no_more_views_than_16() -> None:
    app = show_app(add)
    views = [RawView(app) for _ in range(session_module.MAX_VIEWS)]
    late = RawView(app, hello=False)
    error = late.request("hello", protocol=PROTOCOL, app_id=app.app_id)["error"]
    assert error["code"] == "too-many"
    views[0].request("close")
    assert late.request("hello", protocol=PROTOCOL, app_id=app.app_id)["type"] == "hello_response"


def test_a_view_that_fell_silent_makes_room() -> None:
    app = show_app(add)
    views = [RawView(app) for _ in range(session_module.MAX_VIEWS)]
    views[3].view.heard -= session_module.SILENT
    late = RawView(app)
    assert late.hello["type"] == "hello_response"
    assert views[3].channel.closed
    assert not any(view.channel.closed for view in views if view is not views[3])


def test_first_values_are_made_off_the_dispatcher() -> None:
    import threading

    from intarsia import Textbox
    from intarsia.runtime.loop import dispatcher

    threads = []

    class Slow(Textbox):
        def initial(self) -> Any:
            threads.append(threading.current_thread())
            return super().initial()

    for mode in ("shared", "private"):
        app = show_app(lambda a="x": a, a=Slow("x"), session=mode)  # type: ignore[arg-type]
        with connect(app) as client:
            assert client.values["c1"] == "x"
    assert threads
    assert dispatcher().thread not in threads


def test_user_code_of_a_form_is_checked_off_the_dispatcher_and_in_order() -> None:
    import threading
    from dataclasses import dataclass

    from intarsia.runtime.loop import dispatcher

    go, threads = threading.Event(), []

    @dataclass
    class Person:
        age: int = 1

        def __post_init__(self) -> None:
            if self.age == 7:
                threads.append(threading.current_thread())
                go.wait(10)
            if self.age == 13:
                raise ValueError("not thirteen")

    app = show_app(lambda p: p.age, p=Person)
    view = RawView(app)
    assert app.components["c1"].runs_user_code
    first = view.send("set_value", component="c1", value={"age": 7}, revision=0)
    second = view.send("run", listener=0, values={}, revisions={})
    assert view.rest() == []
    go.set()
    assert view.answer(first)["revision"] == 1
    assert view.answer(second)["type"] == "run_response"
    view.finished()
    assert app.value == 7
    assert threads
    assert dispatcher().thread not in threads
    bad = view.request("set_value", component="c1", value={"age": 13}, revision=1)
    assert bad["type"] == "error"


def test_app_inputs_and_value_in_a_function_of_another_app() -> None:
    first = show_app(add)
    second = show_app(lambda: (first.value, first.inputs["a"]))
    with connect(first) as one, connect(second) as two:
        one.call(0, 20, 3)
        assert "(23, 20)" in str(two.call(0))


def test_the_functions_run_in_the_context_of_show() -> None:
    import contextvars

    who: contextvars.ContextVar[str] = contextvars.ContextVar("who", default="nobody")

    def ask() -> str:
        return who.get()

    async def ask_async() -> str:
        return who.get()

    who.set("ada")
    apps = [
        show_app(ask),
        show_app(ask_async),
        show_app(ask, run_in="main"),
        show_app(ask, session="private"),
    ]
    who.set("bob")
    for app in apps:
        with connect(app) as client:
            assert client.call(0) == "ada"


def test_clear_goes_back_to_the_start() -> None:
    app = show_app(add)
    client = connect(app)
    client.call(0, 5, 6)
    client.call(1)
    assert [client.default(0, i) for i in (0, 1)] == [1, 2]
    assert client.values[client.fns[0].outputs[0].id] is None
    assert app.inputs == {"a": 1, "b": 2}


def test_clear_takes_a_failure_back() -> None:
    def half(x: int = 0) -> float:
        return 4 / x

    view = RawView(show_app(half))
    run = view.run()["run"]
    assert view.finished(run)["state"]["status"] == "failed"
    view.run(1)
    again = view.finished(run)["state"]
    assert (again["status"], again["error"]) == ("done", None)
    snapshot = view.request("resync")["snapshot"]
    assert all(state["error"] is None for state in snapshot["runs"])


def test_a_failed_run_keeps_the_last_good_result() -> None:
    def half(x: int = 4) -> float:
        return 4 / x

    app = show_app(half)
    client = connect(app)
    assert client.call(0, 2) == 2
    with pytest.raises(RequestError) as caught:
        client.call(0, 0)
    assert caught.value.error.code == "user-error"
    assert client.values[client.fns[0].outputs[0].id] == 2
    assert app.value == 2
    assert app.inputs == {"x": 0}


def test_of_what_was_rendered_before_no_runs_are_kept() -> None:
    with gr.Blocks() as app:
        number, total = gr.Number(0), gr.Number()

        @gr.render(inputs=number)
        def part(n: float) -> None:
            gr.Button().click(lambda: n, None, total)

        gr.Button().click(lambda n: n + 1, number, number)
    client = connect(app)
    latest = 1
    for n in range(5):
        client.wait(lambda before=latest: client.spec.listeners[-1].index > before)
        latest = client.spec.listeners[-1].index
        assert client.call(latest) == n
        assert client.call(1) == n + 1
    client.wait(lambda: client.spec.listeners[-1].index > latest)
    late = RawView(app).hello["snapshot"]
    listeners = {each["index"] for each in late["app"]["listeners"]}
    assert {run["listener"] for run in late["runs"]} <= listeners


def test_a_listener_whose_input_is_gone_holds_up_nothing() -> None:
    made: list[gr.Textbox] = []
    with gr.Blocks() as app:
        number, source, out = gr.Number(1), gr.Textbox(), gr.Textbox()

        @gr.render(inputs=number)
        def ends(_: float) -> None:
            made.append(gr.Textbox("rendered"))

        @gr.render()
        def stays() -> None:
            source.change(lambda _, text: text, [source, made[0]], out, api_name="late")

        gr.Button().click(lambda: 2, None, number)
        gr.Button().click(lambda: "changed", None, source)
    client = connect(app)
    client.wait(lambda: len(client.fns) == 5)
    client.call(2)
    client.wait(lambda: len(made) == 2 and client.values.keys() >= {made[1].id})
    assert client.call(3) == "changed"
    assert client.call(3) == "changed"
    assert [entry.text for entry in client.log] == ["late: An input of this function is gone.\n"]
    with pytest.raises(RequestError, match="is gone"):
        client.call(4)


def test_fault_098_a_password_is_never_in_the_bundle() -> None:
    from dataclasses import dataclass

    from intarsia import Textbox, wire

    @dataclass
    class Login:
        user: str = "ada"
        word: Annotated[str, Textbox(type="password")] = "hunter1"

    def log_in(word: str = "hunter2", login: Login = Login()) -> None:
        return None

    app = show_app(log_in, word=Textbox("hunter2", type="password"))
    client = connect(app)
    assert client.values["c1"] == "hunter2"
    client.call(0, "hunter3")
    data, _ = wire.encode(app.bundle())
    assert "hunter" not in str(data)
    assert client.values["c1"] == "hunter3"
