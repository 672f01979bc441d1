"""Apps written down within `with Blocks():`, used through the headless client."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rawview import TIMEOUT, RawView

import intarsia as gr
from intarsia.runtime import apps
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")


def until(client: Session, component: gr.Textbox | Any, value: Any) -> None:
    """Wait for a value that a run started by the kernel shows."""
    client.wait(lambda: client.values[component.id] == value)


def test_listeners_are_called_with_their_inputs_and_write_their_outputs() -> None:
    with gr.Blocks() as demo:
        a, b = gr.Number(1), gr.Number(2)
        button = gr.Button("Add")
        total = gr.Number(label="Sum")
        button.click(lambda x, y: x + y, [a, b], total)
    client = connect(demo)
    (fn,) = client.fns
    assert fn.targets == ((button.id, "click"),)
    assert [c.kind for c in fn.inputs] == ["number", "number"]
    assert fn.parameters == ("x", "y")
    assert client.call(0, 3, 4) == 7


def test_a_set_of_inputs_is_one_dict_and_a_dict_of_outputs_writes_some() -> None:
    with gr.Blocks() as demo:
        a, b = gr.Textbox("a"), gr.Textbox("b")
        both, other = gr.Textbox(), gr.Textbox("as it was")
        button = gr.Button()
        button.click(lambda data: {both: data[a] + data[b]}, {a, b}, {both, other})
    client = connect(demo)
    client.call(0)
    assert client.values[both.id] == "ab"
    assert client.values[other.id] == "as it was"


def test_inputs_by_name() -> None:
    with gr.Blocks() as demo:
        a, b = gr.Number(1), gr.Number(10)
        out = gr.Number()
        gr.Button().click(lambda x, *, factor: x * factor, a, out, inputs_kwargs={"factor": b})
    assert connect(demo).call(0, 3) == 30


def test_decorators_and_several_triggers() -> None:
    with gr.Blocks() as demo:
        name, button, out = gr.Textbox(), gr.Button(), gr.Textbox()

        @gr.on([name.submit, button.click], inputs=name, outputs=out)
        def greet(name: str) -> str:
            return f"Hello {name}"

        @button.click(inputs=name, outputs=out)
        def shout(name: str) -> str:
            return name.upper()

    client = connect(demo)
    assert [fn.api_name for fn in client.fns] == ["greet", "shout"]
    assert client.fns[0].targets == ((name.id, "submit"), (button.id, "click"))
    assert client.call(0, "Ada") == "Hello Ada"
    assert greet("you") == "Hello you"


def test_then_success_and_failure_follow_a_run() -> None:
    with gr.Blocks() as demo:
        word, out = gr.Textbox(), gr.Textbox()
        always, good, bad = gr.Textbox(), gr.Textbox(), gr.Textbox()

        def check(word: str) -> str:
            if word == "bad":
                raise gr.Error("No, not this")
            return word

        first = gr.Button().click(check, word, out)
        first.then(lambda w: f"then {w}", word, always)
        first.success(lambda w: f"good {w}", word, good)
        first.failure(lambda w: f"bad {w}", word, bad)
    client = connect(demo)
    client.call(0, "fine")
    until(client, good, "good fine")
    until(client, always, "then fine")
    assert client.values[bad.id] == ""
    with pytest.raises(RequestError, match="No, not this"):
        client.call(0, "bad")
    until(client, bad, "bad bad")
    until(client, always, "then bad")
    assert client.values[good.id] == "good fine"


def test_change_fires_for_each_value_that_a_function_yields() -> None:
    heard: list[str] = []
    with gr.Blocks() as demo:
        text, button, count = gr.Textbox(), gr.Button(), gr.Number()

        def steps() -> Iterator[str]:
            yield from "abc"

        def hear(text: str) -> int:
            heard.append(text)
            return len(heard)

        button.click(steps, None, text)
        text.change(hear, text, count, trigger_mode="multiple", concurrency_limit=None)
    client = connect(demo)
    assert client.call(0) == ["a", "b", "c"]
    client.wait(lambda: len(heard) == 3)
    assert sorted(heard) == ["a", "b", "c"]


def test_changes_that_meet_come_to_rest() -> None:
    with gr.Blocks() as demo:
        celsius, fahrenheit = gr.Number(0), gr.Number(32)
        celsius.change(lambda c: c * 9 / 5 + 32, celsius, fahrenheit)
        fahrenheit.change(lambda f: (f - 32) * 5 / 9, fahrenheit, celsius)
    client = connect(demo)
    assert client.call(0, 100) == 212
    client.wait(lambda: not client.is_active)
    assert client.values[celsius.id] == 100


def test_updates_change_properties_and_values() -> None:
    with gr.Blocks() as demo:
        kind, choice, text, button = (
            gr.Radio(["a", "b"]),
            gr.Dropdown(["x"], interactive=True),
            gr.Textbox(),
            gr.Button("Go"),
        )
        column = gr.Column()

        def switch(kind: str) -> Any:
            return (
                gr.Dropdown(choices=["p", "q"], value="q"),
                gr.update(label=kind, visible=False),
                "Again",
                gr.Column(visible=kind == "a"),
            )

        kind.change(switch, kind, [choice, text, button, column])
    client = connect(demo)
    client.call(0, "b")
    specs = {spec.id: spec for spec in client.resync().components}
    assert [c.value for c in specs[choice.id].choices] == ["p", "q"]  # type: ignore[attr-defined]
    assert client.values[choice.id] == "q"
    assert (specs[text.id].label, specs[text.id].visible) == ("b", False)
    assert client.values[button.id] == "Again"
    assert specs[column.id].visible is False
    # What counts for a person's input is the component as it stands now.
    with pytest.raises(RequestError):
        client.set_value(choice.id, "x")
    client.set_value(choice.id, "p")


def test_each_session_has_its_own_updates() -> None:
    with gr.Blocks(session="private") as demo:
        text, button = gr.Textbox(label="before"), gr.Button()
        button.click(lambda: gr.Textbox(label="after"), None, text)
    one, other = connect(demo), connect(demo)
    one.call(0)

    def label(client: Session) -> Any:
        return next(spec.label for spec in client.resync().components if spec.id == text.id)

    assert label(one) == "after"
    assert label(other) == "before"


def test_skip_leaves_outputs_as_they_are() -> None:
    with gr.Blocks() as demo:
        a, b, button = gr.Textbox("a"), gr.Textbox("b"), gr.Button()
        button.click(lambda: (gr.skip(), "c"), None, [a, b])
        button.click(lambda: gr.skip(), None, [a, b])
    client = connect(demo)
    assert client.call(0) == ["a", "c"]
    assert client.call(1) == ["a", "c"]


def test_state_is_kept_in_the_session_and_copied_for_each() -> None:
    with gr.Blocks(session="private") as demo:
        seen, word, out = gr.State([]), gr.Textbox(), gr.Textbox()

        def add(word: str, seen: list[str]) -> tuple[str, list[str]]:
            seen.append(word)
            return " ".join(seen), seen

        word.submit(add, [word, seen], [out, seen])
    one, other = connect(demo), connect(demo)
    assert one.call(0, "a", None) == ["a", None]
    assert one.call(0, "b", None) == ["a b", None]
    assert other.call(0, "c", None) == ["c", None]


def test_fault_041_a_state_that_cannot_be_copied_is_told_where_it_is_made() -> None:
    with gr.Blocks() as demo:
        with pytest.raises(TypeError, match="cannot be copied"):
            gr.State(threading.Lock())
        gr.State(threading.Lock)
    assert [fn.outputs[0].kind for fn in connect(demo).fns] == ["state"]


def test_state_changes_fire_and_end_with_the_session() -> None:
    dropped: queue.SimpleQueue[int] = queue.SimpleQueue()
    with gr.Blocks() as demo:
        count = gr.State(0, delete_callback=dropped.put)
        out = gr.Textbox()
        gr.Button().click(lambda n: n + 1, count, count)
        count.change(lambda n: f"now {n}", count, out)
    client = connect(demo)
    client.call(0)
    until(client, out, "now 1")
    demo.close()
    assert dropped.get(timeout=TIMEOUT) == 1


def test_load_runs_once_when_the_first_view_comes() -> None:
    times: list[float] = []

    def now() -> str:
        times.append(time.monotonic())
        return f"load {len(times)}"

    with gr.Blocks() as demo:
        out = gr.Textbox()
        demo.load(now, None, out)
    client = connect(demo)
    until(client, out, "load 1")
    again = connect(demo)
    assert again.values[out.id] == "load 1"
    assert len(times) == 1


def test_a_function_as_value_is_called_for_each_session() -> None:
    numbers = iter(range(100))
    with gr.Blocks(session="private") as demo:
        base = gr.Number(5)
        count = gr.Number(lambda: next(numbers))
        twice = gr.Number(lambda n: 2 * n, inputs=base)
    one, other = connect(demo), connect(demo)
    assert one.values[count.id] != other.values[count.id]
    assert one.values[twice.id] == 10
    one.set_value(base.id, 7)
    one.call(1, 7)
    assert one.values[twice.id] == 14


def test_a_timer_ticks_while_somebody_looks() -> None:
    with gr.Blocks() as demo:
        timer, count = gr.Timer(0.02), gr.Number(0)
        timer.tick(lambda n: n + 1, count, count)
        gr.Button().click(lambda: gr.Timer(active=False), None, timer)
    client = connect(demo)
    client.wait(lambda: client.values[count.id] >= 3)
    client.call(1)
    client.wait(lambda: not client.is_active)
    before = client.values[count.id]
    client.resync()
    assert client.values[count.id] - before <= 1


def test_cancels_stop_the_runs_of_another_listener() -> None:
    closed = threading.Event()
    with gr.Blocks() as demo:
        start, stop, out = gr.Button(), gr.Button(), gr.Textbox()

        def forever() -> Iterator[str]:
            try:
                n = 0
                while True:
                    yield str(n)
                    n += 1
            finally:
                closed.set()

        running = start.click(forever, None, out)
        stop.click(lambda: "stopped", None, None, cancels=[running])
    client = connect(demo)
    caller = threading.Thread(target=lambda: connect(demo).steps(0))
    caller.start()
    client.wait(lambda: client.values[out.id] not in (None, ""))
    client.call(1)
    caller.join(10)
    assert closed.wait(10)


def test_events_and_requests_are_given_where_they_are_asked_for() -> None:
    with gr.Blocks() as demo:
        names, out = gr.CheckboxGroup(["a", "b"]), gr.Textbox()

        def chosen(names: list[str], event: gr.SelectData, request: gr.Request) -> str:
            return f"{event.value} at {event.index} of {names}, {len(request.session_hash)}"

        names.select(chosen, names, out)
    client = connect(demo)
    data = {"index": 1, "value": "b", "selected": True}
    told = client.call(0, ["b"], event=("select", data))
    assert told == "b at 1 of ['b'], 32"


def test_notices_are_in_the_log() -> None:
    with gr.Blocks() as demo:

        def warn() -> None:
            gr.Info("First")
            gr.Warning("Second", duration=3)

        gr.Button().click(warn, None, None)
    client = connect(demo)
    client.call(0)
    told = [(e.text, e.bundle["level"], e.bundle["duration"]) for e in client.log]
    assert told == [("First", "info", 10), ("Second", "warning", 3)]


def test_a_validator_says_what_is_wrong_and_the_function_is_not_called() -> None:
    called: list[Any] = []
    with gr.Blocks() as demo:
        age, name = gr.Number(), gr.Textbox()

        def check(age: float, name: str) -> Any:
            return [gr.validate(age >= 18, "Too young."), gr.validate(bool(name), "Enter a name.")]

        gr.Button().click(lambda *args: called.append(args), [age, name], None, validator=check)
    client = connect(demo)
    with pytest.raises(RequestError) as caught:
        client.call(0, 3, "")
    assert [field.message for field in caught.value.error.fields] == ["Too young.", "Enter a name."]
    assert called == []
    client.call(0, 30, "Ada")
    assert called == [(30, "Ada")]


def test_what_is_done_at_the_end_of_a_session_holds_up_nobody() -> None:
    go = threading.Event()
    told: queue.SimpleQueue[str] = queue.SimpleQueue()

    def waits(what: str = "unloaded") -> None:
        told.put(what)
        assert go.wait(TIMEOUT)
        told.put(f"{what}, over")

    def exits(what: str = "exits") -> None:
        told.put(what)
        raise SystemExit

    with gr.Blocks() as demo:
        gr.State("dropped", delete_callback=waits)
        gr.State("dropped and exits", delete_callback=exits)
        demo.unload(waits)
        demo.unload(exits)
    RawView(demo)
    apps.drop(demo)
    begun = {told.get(timeout=TIMEOUT) for _ in range(4)}
    assert begun == {"dropped", "dropped and exits", "unloaded", "exits"}
    with gr.Blocks() as other:
        gr.Button().click(str.upper, gr.Textbox("meanwhile"), gr.Textbox())
    assert connect(other).call(0) == "MEANWHILE"
    assert not demo.sessions
    go.set()
    assert {told.get(timeout=TIMEOUT) for _ in range(2)} == {"dropped, over", "unloaded, over"}


class Exits:
    """Cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise SystemExit

    __hash__ = None  # type: ignore[assignment]


def test_a_state_whose_comparison_exits_has_changed() -> None:
    with gr.Blocks() as demo:
        state, text = gr.State(), gr.Textbox()
        gr.Button().click(lambda: (Exits(), "done"), None, [state, text])
    client = connect(demo)
    assert [client.call(0)[1], client.call(0)[1]] == ["done", "done"]


def test_a_validator_that_waits_is_stopped_with_its_run() -> None:
    begun, ended = threading.Event(), threading.Event()

    async def check(_: str) -> None:
        begun.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    with gr.Blocks() as demo:
        text = gr.Textbox()
        gr.Button().click(str.upper, text, text, validator=check)
    view = RawView(demo)
    run = view.run()["run"]
    assert begun.wait(TIMEOUT)
    view.request("cancel", run=run)
    assert view.finished(run)["state"]["error"] is None
    assert ended.is_set()


def test_values_as_they_travel_and_batches() -> None:
    with gr.Blocks() as demo:
        choice, out = gr.Radio(["a", "b"], type="index"), gr.Textbox()
        button = gr.Button()
        button.click(lambda c: repr(c), choice, out, preprocess=False)
        button.click(lambda cs: [[repr(c) for c in cs]], choice, out, batch=True)
        button.click(lambda: {"as": "it is"}, None, out, postprocess=False)
    client = connect(demo)
    assert client.call(0, "b") == "'b'"
    assert client.call(1, "b") == "1"
    assert client.call(2) == {"as": "it is"}


def test_async_functions_and_generators() -> None:
    with gr.Blocks() as demo:
        out = gr.Textbox()

        async def slow() -> str:
            await asyncio.sleep(0)
            return "slow"

        gr.Button().click(slow, None, out)
    assert connect(demo).call(0) == "slow"


def test_functions_share_a_lane_by_function_and_by_name() -> None:
    inside, most = 0, 0
    lock = threading.Lock()

    def busy() -> None:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.05)
        with lock:
            inside -= 1

    with gr.Blocks(session="private") as demo:
        a, b = gr.Button(), gr.Button()
        a.click(busy, None, None, concurrency_id="gpu")
        b.click(lambda: busy(), None, None, concurrency_id="gpu", concurrency_limit=2)
    clients = [connect(demo) for _ in range(4)]
    threads = [
        threading.Thread(target=client.call, args=(i % 2,)) for i, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == 1


def test_apps_within_apps() -> None:
    with gr.Blocks() as inner:
        a, b = gr.Textbox(), gr.Textbox()
        a.submit(str.upper, a, b)
        loaded = gr.Textbox()
        inner.load(lambda: "loaded", None, loaded)
    with gr.Blocks() as demo:
        with gr.Column():
            inner.render()
        with gr.Blocks():
            c, d = gr.Textbox(), gr.Textbox()
            c.submit(str.lower, c, d)
    client = connect(demo)
    assert client.call(0, "x") == "X"
    assert client.call(2, "Y") == "y"
    until(client, loaded, "loaded")
    with pytest.raises(ValueError, match="part of another"):
        inner.spec()


def test_rendered_elsewhere_and_taken_out() -> None:
    out = gr.Textbox(render=False, label="Out")
    with gr.Blocks() as demo:
        with gr.Column() as left:
            name = gr.Textbox()
        with gr.Column() as right:
            out.render()
        name.unrender()
        with right:
            name.render()
        name.submit(str.upper, name, out)
    assert left.children == []
    assert right.children == [out, name]
    assert connect(demo).call(0, "x") == "X"
    with pytest.raises(RuntimeError, match="inside of `with Blocks"):
        out.render()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda b: b.click(lambda: None, colour=1), "no parameter 'colour'"),
        (lambda b: b.click(lambda: None, inputs="text"), "Inputs and outputs are components"),
        (lambda b: b.click("upper"), "calls a function, not str"),
        (lambda b: b.click(lambda: None, trigger_mode="twice"), "trigger_mode is"),
        (lambda b: b.click(lambda: None, show_progress="no"), "show_progress is"),
        (lambda b: b.click(lambda: None, triger_mode="once"), "Did you mean 'trigger_mode'"),
    ],
)
def test_what_is_wrong_with_a_listener_is_told_where_it_is_made(
    wrong: Callable[[gr.Button], Any], words: str
) -> None:
    with gr.Blocks(), pytest.raises((TypeError, ValueError), match=words):
        wrong(gr.Button())


def test_listeners_need_an_app() -> None:
    with pytest.raises(RuntimeError, match="inside of `with Blocks"):
        gr.Button().click(lambda: None)


def test_which_components_a_person_may_change() -> None:
    with gr.Blocks() as demo:
        read = gr.Textbox("x")
        written = gr.Textbox()
        both = gr.Textbox()
        fixed = gr.Textbox(interactive=False)
        empty, full = gr.Textbox(), gr.Textbox("text")
        forced = gr.Textbox(interactive=True)
        gr.Button().click(lambda *a: a, [read, both, fixed], [written, both, forced])
    specs = {spec.id: spec.interactive for spec in demo.spec().components}
    found = [specs[c.id] for c in (read, written, both, fixed, empty, full, forced)]
    assert found == [True, False, True, False, True, False, True]


def test_launch_takes_what_gradio_takes(recwarn: pytest.WarningsRecorder) -> None:
    with gr.Blocks(theme="soft", fill_height=True) as demo:
        gr.Markdown("Hello")
    assert demo.queue(max_size=5, status_update_rate=1).launch(share=True, css="p {}") is demo
    css = demo.css_text()
    assert css is not None
    assert css.startswith(":scope { --intarsia-brand: #")
    assert css.endswith("p {}")
    with pytest.raises(TypeError, match="no parameter 'shar'"):
        demo.launch(shar=True)


def test_what_a_script_returns_may_be_committed_to_its_outputs_alone() -> None:
    with gr.Blocks() as demo:
        shown, other = gr.Textbox("a"), gr.Textbox("b")
        gr.Button().click(None, None, shown, js="() => 'c'")
        gr.Button().click(lambda: ("", ""), None, [shown, other])
    client = connect(demo)
    assert client.scripts == {"0": "() => 'c'"}
    client.set_value(shown.id, "c")
    with pytest.raises(RequestError, match="cannot be changed"):
        client.set_value(other.id, "c")


def test_a_part_is_rendered_again_when_an_input_changes() -> None:
    with gr.Blocks() as demo:
        count, out = gr.Number(2), gr.Textbox()

        @gr.render(count)
        def fields(count: float) -> None:
            boxes = [gr.Textbox(f"box {i}", label=f"Name {i}") for i in range(int(count))]
            gr.Button("Join").click(lambda *words: " ".join(words), boxes, out)

    client = connect(demo)
    client.wait(lambda: len(client.fns) == 2)

    def labels() -> list[Any]:
        return [c.label for c in client.spec.components if c.kind == "textbox" and c.label]

    client.wait(lambda: labels() == ["Name 0", "Name 1"])
    join = client.fns[1]
    assert client.call(join.index, "a", "b") == "a b"
    client.call(0, 3)
    client.wait(lambda: len(labels()) == 3)
    assert client.call(client.fns[1].index) == "box 0 box 1 box 2"
    assert client.resync() == client.spec
    assert join.index not in [fn.index for fn in client.fns]


def test_what_has_a_key_is_the_same_when_it_is_rendered_again() -> None:
    with gr.Blocks() as demo:
        count = gr.Number(1)

        @gr.render(count)
        def fields(count: float) -> None:
            for i in range(int(count)):
                gr.Textbox(label=f"Kept {i}", key=i)
                gr.Textbox(label=f"Fresh {i}")

    client = connect(demo)
    client.wait(lambda: len(client.spec.components) > 3)

    def find(label: str) -> str:
        return next(c.id for c in client.spec.components if c.label == label)

    kept, fresh = find("Kept 0"), find("Fresh 0")
    client.set_value(kept, "typed")
    client.set_value(fresh, "typed")
    client.call(0, 2)
    client.wait(lambda: any(c.label == "Kept 1" for c in client.spec.components))
    assert find("Kept 0") == kept
    assert client.values[kept] == "typed"
    assert client.values[find("Fresh 0")] == ""
    assert fresh not in client.values


def test_what_is_rendered_within_a_rendered_part_goes_with_it() -> None:
    with gr.Blocks() as demo:
        names = gr.Textbox("a b")

        @gr.render(names)
        def outer(names: str) -> None:
            for name in names.split():
                box = gr.Textbox(name, label=name)

                @gr.render(box)
                def inner(text: str) -> None:
                    gr.Textbox(text, label=f"inner {text}")

    client = connect(demo)

    def labels() -> list[Any]:
        return sorted(c.label for c in client.spec.components if c.label)

    client.wait(lambda: labels() == ["a", "b", "inner a", "inner b"])
    client.call(0, "c")
    client.wait(lambda: labels() == ["c", "inner c"])
    assert len(client.fns) == 2


def test_a_render_that_fails_says_so_and_leaves_what_was_there() -> None:
    with gr.Blocks() as demo:
        count = gr.Number(1)

        @gr.render(count)
        def fields(count: float) -> None:
            gr.Textbox(label=f"{10 / count}")

    client = connect(demo)
    client.wait(lambda: any(c.label == "10.0" for c in client.spec.components))
    with pytest.raises(RequestError, match="division by zero"):
        client.call(0, 0)
    assert any(c.label == "10.0" for c in client.spec.components)


def test_show_asks_nobody_for_what_is_given() -> None:
    def work(n: int, request: gr.Request, progress: Any = gr.Progress(), m: int = 2) -> str:
        progress(1.0, desc="all")
        return f"{n * m} {len(request.session_hash)}"

    client = connect(gr.show_app(work))
    assert client.fns[0].parameters == ("n", "m")
    assert client.call(0, 3, 4) == "12 32"
    assert client.progress[-1].bars[0].description == "all"


def test_an_ipywidget_stands_among_the_components() -> None:
    from ipywidgets import IntSlider

    slider = IntSlider(3)
    with gr.Blocks() as demo:
        placed = gr.Widget(slider, label="Slider")
        twice = gr.Number()
        placed.change(lambda n: 2 * n, placed, twice)
        gr.Button().click(lambda: 9, None, placed)
    client = connect(demo)
    spec = next(c for c in client.spec.components if c.id == placed.id)
    assert "application/vnd.jupyter.widget-view+json" in spec.bundle  # type: ignore[attr-defined]
    slider.value = 5
    client.wait(lambda: client.values[twice.id] == 10)
    assert client.values[placed.id] == 5
    client.call(1)
    assert slider.value == 9
    client.wait(lambda: client.values[twice.id] == 18)
    before = len(slider._trait_notifiers["value"]["change"])
    demo.close()
    client.wait(lambda: len(slider._trait_notifiers["value"]["change"]) == before - 1)


class Rating(gr.CustomComponent):
    esm = "export default { render() {} };"

    def __init__(self, value: Any = None, *, stars: int = 5, **common: Any) -> None:
        super().__init__(value, **common)
        self.stars = stars

    def props(self) -> dict[str, Any]:
        return {"stars": self.stars}

    def preprocess(self, value: Any) -> Any:
        return None if value is None else value / self.stars


def test_components_of_an_authors_own() -> None:
    with gr.Blocks() as demo:
        rating, share = Rating(3), gr.Number()
        rating.change(lambda r: r, rating, share)
        gr.Button().click(lambda: Rating(stars=10), None, rating)
    client = connect(demo)
    assert client.call(0, 4) == 0.8
    spec = next(c for c in client.spec.components if c.id == rating.id)
    assert client.scripts[f"module:{spec.module}"] == Rating.esm  # type: ignore[attr-defined]
    client.call(1)
    assert client.call(0, 4) == 0.4
    assert "export default" not in str(demo.bundle())


class Blank(gr.CustomComponent):
    esm = "export default { render() {} };"


def test_a_component_without_a_constructor_of_its_own_has_its_place() -> None:
    with gr.Blocks() as demo:
        first, second = Blank(1, label="One"), Blank(label="Two", render=False)
    root = demo.spec().components[0]
    assert root.children == (first.id,)  # type: ignore[attr-defined]
    assert first.given == {"value": 1, "label": "One"}
    assert second.id == ""


def test_what_waits_for_a_script_follows_it() -> None:
    with gr.Blocks(js="() => 1") as demo:
        shown, after = gr.Textbox("a"), gr.Textbox()
        scripted = gr.Button().click(None, None, shown, js="() => 'c'")
        scripted.then(lambda text: f"then {text}", shown, after)
    client = connect(demo)
    assert sorted(client.scripts.values()) == ["() => 'c'", "() => 1"]
    client.set_value(shown.id, "c")
    client.call(0)
    until(client, after, "then c")
    assert client.values[shown.id] == "c"


def test_a_start_that_cannot_be_asked_whether_it_is_empty() -> None:
    with gr.Blocks() as demo:
        gr.Dataframe(pd.DataFrame({"a": [1]}))
        gr.Dataframe(np.zeros((1, 1)))
        gr.Dataframe()
    kinds = [spec.interactive for spec in demo.spec().components[1:]]
    assert kinds == [False, False, True]


def test_what_a_function_opens_and_chooses_is_an_event() -> None:
    heard: list[str] = []
    with gr.Blocks() as demo:
        with gr.Accordion("More", open=False) as more:
            gr.Textbox()
        with gr.Tabs() as tabs:
            with gr.Tab("One", id="one"):
                gr.Textbox()
            with gr.Tab("Two", id="two") as two:
                gr.Textbox()
        button = gr.Button()
        button.click(lambda: (gr.Accordion(open=True), gr.Tabs(selected="two")), None, [more, tabs])
        more.expand(lambda: heard.append("expand"))
        tabs.change(lambda: heard.append("change"))
        tabs.select(lambda: heard.append("select"))
        two.select(lambda: heard.append("two"))
    client = connect(demo)
    client.call(0)
    client.wait(lambda: len(heard) >= 3)
    client.wait(lambda: not client.is_active)
    assert sorted(heard) == ["change", "expand", "two"]


def test_a_component_stands_in_several_apps() -> None:
    name = gr.Textbox("Ada")
    with gr.Blocks() as loud:
        gr.Number(1)
        name.render()
        gr.Button().click(str.upper, name, name)
    first = connect(loud)
    with gr.Blocks() as quiet:
        name.render()
        gr.Number(2)
        gr.Number(3)
        gr.Button().click(str.lower, name, name)
    second = connect(quiet)
    assert (first.call(0), second.call(0)) == ("ADA", "ada")
    ids = [component.id for component in quiet.spec().components]
    assert len(set(ids)) == len(ids)
    with loud:
        name.change(str.title, name, name)
    assert first.call(0) == "ADA"


def test_two_components_of_one_name_elsewhere_do_not_stand_in_a_third_app() -> None:
    a, b = gr.Textbox(label="A"), gr.Number(label="B")
    for one in (a, b):
        with gr.Blocks():
            one.render()
    with gr.Blocks():
        a.render()
        with pytest.raises(ValueError, match="known by one id there: make another one"):
            b.render()
