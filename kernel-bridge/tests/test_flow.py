"""The steps of an app: what feeds what, how they stand, and beginning again in the middle."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import intarsia as gr
from intarsia.dependencies import MANY
from intarsia.errors import UnknownRequestError
from intarsia.flow import Flow
from intarsia.runtime.summary import summary
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living")


def edges(flow: Flow) -> set[tuple[str, str, str]]:
    """What connects the steps, by their names."""
    names = {step.index: step.api_name for step in flow.steps}
    return {(names[edge.source], edge.kind, names[edge.target]) for edge in flow.edges}


class Pipeline:
    """Upload → preprocess → predict → postprocess → download, without globals."""

    def __init__(self, tmp_path: Path) -> None:
        self.calls: list[str] = []
        self.fails = True
        self.folder = tmp_path
        with gr.Blocks(session="private") as self.demo:
            self.file = gr.File(label="Table")
            self.factor = gr.Number(2, label="Factor")
            self.go = gr.Button("Go")
            rows, numbers, scores = gr.State(), gr.State(), gr.State()
            self.shown = gr.Textbox(label="Sum")
            self.down = gr.File(label="Result", interactive=False)
            (
                self.go.click(self.upload, self.file, rows)
                .success(self.preprocess, rows, numbers)
                .success(self.predict, [numbers, self.factor], scores)
                .success(self.postprocess, scores, self.shown)
                .success(self.download, self.shown, self.down)
            )

    def upload(self, path: str) -> list[str]:
        self.calls.append("upload")
        return Path(path).read_text().split()

    def preprocess(self, rows: list[str]) -> list[int]:
        self.calls.append("preprocess")
        return [int(row) for row in rows]

    def predict(self, numbers: list[int], factor: float) -> list[float]:
        self.calls.append("predict")
        return [number * factor for number in numbers]

    def postprocess(self, scores: list[float]) -> str:
        self.calls.append("postprocess")
        if self.fails:
            raise ValueError("not today")
        return f"{sum(scores):g}"

    def download(self, total: str) -> str:
        self.calls.append("download")
        path = self.folder / f"{total}.txt"
        path.write_text(total)
        return str(path)

    def begin(self, client: Session, text: str) -> dict[str, str]:
        """Upload a text, press Go, and wait for all of it."""
        path = self.folder / "in.txt"
        path.write_text(text)
        client.call(0, client.upload(path, component=self.file.id))
        return client.settle()


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    return Pipeline(tmp_path)


def test_dependencies_are_inferred_from_the_components(pipeline: Pipeline) -> None:
    flow = pipeline.demo.graph()
    assert [step.name for step in flow.steps] == [
        "upload",
        "preprocess",
        "predict",
        "postprocess",
        "download",
    ]
    assert edges(flow) == {
        ("upload", "success", "preprocess"),
        ("preprocess", "success", "predict"),
        ("predict", "success", "postprocess"),
        ("postprocess", "success", "download"),
    }
    assert [flow.labels[key] for key in flow.edges[0].components] == ["State 1"]
    assert flow.steps[0].triggers[0].label == "Go"
    assert flow.step("predict").index == 2
    with pytest.raises(LookupError, match="there are: upload, preprocess"):
        flow.step("prediction")


def test_a_flow_can_be_read_and_drawn(pipeline: Pipeline) -> None:
    flow = pipeline.demo.graph()
    assert repr(flow).splitlines()[2].split("  ")[:2] == ["3", "predict"]
    assert "after 2 succeeds" in repr(flow)
    assert flow.to_dict()["edges"][0] == {
        "source": 0,
        "target": 1,
        "kind": "success",
        "components": [pipeline.demo.listeners[0].outputs[0].id],
        "in_cycle": False,
    }
    drawn = flow._repr_mimebundle_()
    assert 's0 -->|"success, State 1"| s1' in drawn["text/vnd.mermaid"]


def test_a_name_means_nothing_to_a_diagram() -> None:
    with gr.Blocks() as demo:
        text = gr.Textbox(label='"]; click s0 href "javascript:alert(1)')
        gr.Button().click(gr.step(lambda x: x, name='x"] --> y'), text, text)
    drawn = demo.graph().to_mermaid()
    assert '"]' in drawn.splitlines()[1]
    assert drawn.count('"') == 4
    assert "href #34;javascript" in drawn


def test_changes_feed_and_cycles_are_marked() -> None:
    with gr.Blocks() as demo:
        a, b, c = gr.Number(label="A"), gr.Number(label="B"), gr.Number(label="C")
        a.change(lambda x: x, a, b, api_name="ab")
        b.change(lambda x: x, b, a, api_name="ba")
        gr.Button("Sum").click(lambda x, y: x + y, [a, b], c, api_name="sum")
    flow = demo.graph()
    assert edges(flow) == {
        ("ab", "change", "ba"),
        ("ba", "change", "ab"),
        ("ab", "feeds", "sum"),
        ("ba", "feeds", "sum"),
    }
    assert [edge.in_cycle for edge in flow.edges] == [True, True, False, False]
    assert [step.in_cycle for step in flow.steps] == [True, True, False]
    assert "in a cycle" in repr(flow)


def test_who_writes_last_feeds() -> None:
    with gr.Blocks() as demo:
        text, shown = gr.Textbox(), gr.Textbox()
        first = text.submit(lambda x: x, text, shown, api_name="one")
        second = first.then(lambda x: x, shown, shown, api_name="two")
        second.then(lambda x: x, shown, text, api_name="three")
    flow = demo.graph()
    assert ("one", "feeds", "three") not in edges(flow)
    assert ("three", "feeds", "one") in edges(flow)


def test_steps_that_all_write_the_same_feed_nobody_in_particular() -> None:
    with gr.Blocks() as demo:
        log = gr.Textbox()
        for _ in range(MANY + 1):
            gr.Button().click(lambda x: x, log, log)
    assert demo.graph().edges == ()
    with gr.Blocks() as few:
        log = gr.Textbox()
        for _ in range(3):
            gr.Button().click(lambda x: x, log, log)
    assert len(few.graph().edges) == 9
    assert "-.->" not in few.graph().to_mermaid()


def test_what_puts_fields_back_is_no_step() -> None:
    assert [step.name for step in gr.show_app(len).graph().steps] == ["len"]
    assert repr(gr.Blocks().graph()) == "no steps"


def test_all_of_it_goes_through_the_session(pipeline: Pipeline) -> None:
    pipeline.fails = False
    one, other = connect(pipeline.demo), connect(pipeline.demo)
    assert set(pipeline.begin(one, "1 2 3").values()) == {"done"}
    assert one.read(one.values[pipeline.down.id]) == b"12"
    assert other.values[pipeline.down.id] is None
    assert set(other.statuses().values()) == {"idle"}
    assert set(pipeline.begin(other, "5").values()) == {"done"}
    assert (one.values[pipeline.shown.id], other.values[pipeline.shown.id]) == ("12", "10")
    assert [value.text for value in one.step("preprocess").outputs] == ["list, 3 items"]
    assert [value.text for value in other.step("preprocess").outputs] == ["list, 1 item"]


def test_run_from_the_step_that_failed(pipeline: Pipeline) -> None:
    client = connect(pipeline.demo)
    statuses = pipeline.begin(client, "1 2 3")
    assert list(statuses.values()) == ["done", "done", "done", "failed", "skipped"]
    failed = client.step("postprocess")
    assert failed.error is not None
    assert failed.error.message == "not today"
    assert failed.state.can_resume
    assert client.step("download").state.because == "failed"
    with pytest.raises(RequestError, match="not today"):
        client.resume("postprocess")
    pipeline.fails = False
    pipeline.calls.clear()
    assert client.resume("postprocess") == "12"
    assert set(client.settle().values()) == {"done"}
    assert pipeline.calls == ["postprocess", "download"]
    assert client.read(client.values[pipeline.down.id]) == b"12"


def test_it_begins_again_with_the_values_it_had(pipeline: Pipeline) -> None:
    client = connect(pipeline.demo)
    pipeline.begin(client, "1 2 3")
    client.set_value(pipeline.factor.id, 100)
    assert client.step("predict").stale == (pipeline.factor.id,)
    pipeline.fails = False
    client.resume("predict")
    client.settle()
    assert client.values[pipeline.shown.id] == "12"
    assert client.values[pipeline.factor.id] == 100
    client.call(client.graph().step("predict").index)
    client.settle()
    assert client.values[pipeline.shown.id] == "600"


def test_a_state_is_what_it_was() -> None:
    with gr.Blocks() as demo:
        number, held, shown = gr.Number(), gr.State(), gr.Number()
        number.submit(lambda n: n, number, held, api_name="keep")
        gr.Button().click(lambda n: n, held, shown, api_name="show")
    client = connect(demo)
    client.call(0, 1)
    client.call(1)
    client.call(0, 2)
    assert client.step("show").stale == (held.id,)
    assert (client.resume("show"), client.call(1)) == (1, 2)


def test_a_file_is_there_as_long_as_a_step_can_begin_with_it(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intarsia.runtime.sweep.FILE_GRACE", 0.0)
    client = connect(pipeline.demo)
    pipeline.begin(client, "1 2 3")
    first = client.values[pipeline.file.id]
    client.set_value(pipeline.file.id, None)
    client.statuses()
    assert client.read(first) == b"1 2 3"
    pipeline.fails = False
    client.resume("upload")
    assert set(client.settle().values()) == {"done"}
    assert client.values[pipeline.shown.id] == "12"
    pipeline.begin(client, "4")  # another run has other values: nobody needs the first ones
    client.wait(lambda: not client.is_active)
    with pytest.raises(RequestError):
        client.read(first)


def test_a_step_that_never_ran_has_no_values(pipeline: Pipeline) -> None:
    client = connect(pipeline.demo)
    with pytest.raises(RequestError, match="predict has not run yet"):
        client.resume("predict")
    answer = client.step("predict")
    assert (answer.state.status, answer.inputs, answer.outputs) == ("idle", (), ())
    with pytest.raises(LookupError):
        client.resume(99)
    with pytest.raises(RequestError, match="no such listener"):
        client.step(99)


def test_the_app_itself_can_begin_again() -> None:
    gone = threading.Event()
    with gr.Blocks() as demo:
        text, shown = gr.Textbox(), gr.Textbox()

        def shout(text: str) -> str:
            if not gone.is_set():
                raise ValueError("later")
            return text.upper()

        text.submit(lambda x: x, text, text).success(shout, text, shown)
    client = connect(demo)
    client.call(0, "abc")
    assert client.settle() == {"lambda": "done", "shout": "failed"}
    gone.set()
    demo.resume("shout")
    client.wait(lambda: client.values[shown.id] == "ABC")
    assert client.settle() == {"lambda": "done", "shout": "done"}
    with pytest.raises(LookupError, match="no step 'whisper'"):
        demo.resume("whisper")
    with pytest.raises(UnknownRequestError):
        demo.resume(7)


def held(release: threading.Event) -> Callable[..., Any]:
    def hold(*values: Any) -> Any:
        assert release.wait(30)
        return values[0] if values else None

    return hold


def test_what_comes_later_waits_while_a_step_runs() -> None:
    release = threading.Event()
    with gr.Blocks() as demo:
        text, middle, shown = gr.Textbox(), gr.Textbox(), gr.Textbox()
        first = text.submit(held(release), text, middle, api_name="first")
        second = first.success(lambda x: x, middle, shown, api_name="second")
        second.then(lambda: None, api_name="third")
        first.failure(lambda: None, api_name="rescue")
        middle.change(lambda: None, api_name="heard")
    client, beside = connect(demo), connect(demo)
    thread = threading.Thread(target=lambda: client.call(0, "abc"))
    thread.start()
    beside.wait(lambda: beside.is_active)
    during = beside.statuses()
    release.set()
    thread.join()
    assert during == {
        "first": "running",
        "second": "waiting",
        "third": "waiting",
        "rescue": "waiting",
        "heard": "waiting",
    }
    assert beside.settle() == {
        "first": "done",
        "second": "done",
        "third": "done",
        "rescue": "skipped",
        "heard": "done",
    }
    assert beside.step("rescue").state.because == "succeeded"
    client.call(0, "abc")  # changes nothing this time
    assert client.settle()["heard"] == "skipped"
    assert client.step("heard").state.because == "unchanged"


def test_a_step_leaves_out_the_path_that_is_not_taken() -> None:
    calls: list[str] = []
    with gr.Blocks() as demo:
        text, shown = gr.Textbox(), gr.Textbox()
        short, long = gr.State(), gr.State()

        @gr.step(name="Which way?")
        def route(text: str) -> Any:
            return (text, gr.skip()) if len(text) < 5 else {long: text}

        def record(name: str) -> Callable[[str], str]:
            return lambda x: calls.append(name) or f"{name} {x}"  # type: ignore[func-returns-value]

        routed = text.submit(route, text, [short, long])
        quick = routed.success(record("quick"), short, shown, api_name="quick")
        slow = routed.success(record("slow"), long, shown, api_name="slow")
        slow.then(lambda: calls.append("after slow"), api_name="after_slow")
        gr.on([quick.success, slow.success], record("end"), shown, shown, api_name="end")
    client = connect(demo)
    client.call(0, "abc")
    assert client.settle() == {
        "route": "done",
        "quick": "done",
        "slow": "skipped",
        "after_slow": "skipped",
        "end": "done",
    }
    assert client.step("slow").state.because == "left-out"
    assert client.step("after_slow").state.because == "skipped"
    assert calls == ["quick", "end"]
    assert [value.skipped for value in client.step("route").outputs] == [False, True]
    calls.clear()
    client.call(0, "abcdef")
    assert client.settle()["quick"] == "skipped"
    assert sorted(calls) == ["after slow", "end", "slow"]
    assert client.values[shown.id] == "end slow abcdef"


def test_a_plain_function_that_skips_is_followed_as_in_gradio() -> None:
    with gr.Blocks() as demo:
        text, kept = gr.Textbox(), gr.Textbox("as it was")
        first = text.submit(lambda x: gr.skip(), text, kept)
        first.then(lambda x: x + "!", kept, kept, api_name="next")
    client = connect(demo)
    client.call(0, "abc")
    assert client.settle()["next"] == "done"
    assert client.values[kept.id] == "as it was!"


def test_what_is_stopped_is_followed_by_nothing() -> None:
    release = threading.Event()
    with gr.Blocks() as demo:
        text = gr.Textbox()
        running = text.submit(held(release), text, text, api_name="first")
        running.then(lambda: None, api_name="second")
        gr.Button("Stop").click(None, cancels=running, api_name="stop")
    client = connect(demo)
    beside = connect(demo)
    thread = threading.Thread(target=lambda: client.steps(0, "abc"))
    thread.start()
    beside.wait(lambda: beside.is_active)
    beside.call(2)
    release.set()
    thread.join()
    assert beside.settle() == {"first": "cancelled", "second": "skipped"}
    assert beside.step("second").state.because == "stopped"


def test_rendered_steps_come_and_go() -> None:
    with gr.Blocks() as demo:
        count = gr.Slider(1, 3, 1, step=1)

        @gr.render(count)
        def parts(count: float) -> None:
            for i in range(int(count)):
                box = gr.Textbox(label=f"Text {i}")
                box.submit(str.upper, box, box, api_name=f"up{i}")

    client = connect(demo)
    client.wait(lambda: len(client.fns) == 2)
    assert "up0" in client.settle()
    client.call(0, 3)
    assert set(client.settle()) == {"parts", "up0", "up1", "up2"}


def test_a_state_is_told_of_never_shown() -> None:
    with gr.Blocks() as demo:
        secret, text = gr.State({"key": "hunter2"}), gr.Textbox()
        text.submit(lambda secret, x: (secret, x), [secret, text], [secret, text])
    client = connect(demo)
    client.call(0, None, "abc")
    answer = client.step(0)
    assert [value.text for value in answer.inputs] == ["dict, 1 item", None]
    assert "hunter2" not in repr(answer)


class Slow:
    """An object that cannot be asked anything quickly."""

    @property
    def shape(self) -> tuple[int]:
        raise AssertionError("nobody asks")

    def __len__(self) -> int:
        raise AssertionError("nobody asks")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.zeros((2, 3)), "ndarray, 2 × 3"),
        (np.float64(1), "float64"),
        (pd.DataFrame({"x": [1, 2]}), "DataFrame, 2 × 1"),
        (Image.new("RGB", (4, 3)), "Image, 4 × 3"),
        (b"x", "bytes, 1 byte"),
        ({}, "dict, 0 items"),
        (Slow(), "Slow"),
        (type("Many", (list,), {"__len__": Slow.__len__})(), "Many"),
    ],
)
def test_what_an_object_is_is_said_without_asking_it(value: Any, words: str) -> None:
    assert summary(value) == words
