"""Examples: what a press fills in, and results that are kept on disk."""

from __future__ import annotations

import csv
import functools
import importlib
import json
import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import intarsia as gr
from intarsia.codemark import code_mark
from intarsia.examplecache import ExampleCache
from intarsia.examplerows import read_rows
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living", "own_folder")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where results are kept."""
    monkeypatch.chdir(tmp_path)
    for name in ("GRADIO_CACHE_EXAMPLES", "GRADIO_CACHE_MODE", "GRADIO_EXAMPLES_CACHE"):
        monkeypatch.delenv(name, raising=False)


def shown(examples: gr.Examples) -> list[list[Any]]:
    return [list(row) for row in examples.dataset.spec().samples]  # type: ignore[attr-defined]


def press(client: Session, examples: gr.Examples, index: int) -> None:
    """Press an example, and wait for all that it causes."""
    event = examples.load_input_event
    assert event is not None
    client.call(event.listener.index, index)
    client.wait(lambda: not client.is_active)


class Counted:
    """An app of one function, with examples; counts its calls."""

    def __init__(self, fn: Callable[..., Any] = str.upper, **options: Any) -> None:
        self.calls: list[Any] = []

        @functools.wraps(fn)
        def counted(*args: Any) -> Any:
            self.calls.append(args)
            return fn(*args)

        options = {"examples": ["a", "b"], "fn": counted, "cache_examples": True, **options}
        with gr.Blocks() as self.app:
            self.input = options.pop("input", None) or gr.Textbox()
            if not self.input.id:
                self.input.render()
            self.output = gr.Textbox() if "outputs" not in options else options.pop("outputs")
            if not self.output.id:
                self.output.render()
            self.examples = gr.Examples(inputs=self.input, outputs=self.output, **options)

    def show(self) -> None:
        """Do what is done when the app is shown."""
        self.app.composer.start()

    def press(self, index: int, client: Session | None = None) -> Any:
        client = client or connect(self.app)
        event = self.examples.cache_event
        assert event is not None
        return client.call(event.listener.index, index)


# -- what is pressed


def test_a_press_fills_the_inputs() -> None:
    with gr.Blocks() as demo:
        first, second = gr.Textbox(label="First"), gr.Number(label="Second")
        examples = gr.Examples([["a", 1], ["b", 2.5]], [first, second])
    assert shown(examples) == [["a", 1], ["b", 2.5]]
    spec = examples.dataset.spec()
    assert (spec.label, spec.headers) == ("Examples", ("First", "Second"))  # type: ignore[attr-defined]
    client = connect(demo)
    press(client, examples, 1)
    assert (client.values[first.id], client.values[second.id]) == ("b", 2.5)
    assert client.values[examples.dataset.id] == 1


def test_one_input_takes_a_list_of_values() -> None:
    with gr.Blocks() as demo:
        text, several = gr.Textbox(), gr.CheckboxGroup(["x", "y"])
        plain = gr.Examples(["a", "b"], text, examples_per_page=1, elem_id="rows", visible=False)
        lists = gr.Examples([[["x"]], [["x", "y"]]], several)
    assert (shown(plain), shown(lists)) == ([["a"], ["b"]], [[["x"]], [["x", "y"]]])
    spec = plain.dataset.spec()
    assert (spec.samples_per_page, spec.elem_id, spec.visible) == (1, "rows", False)  # type: ignore[attr-defined]
    client = connect(demo)
    press(client, lists, 1)
    assert client.values[several.id] == ["x", "y"]


def test_a_press_runs_the_function_where_that_is_wanted() -> None:
    with gr.Blocks() as demo:
        text, out = gr.Textbox(), gr.Textbox()

        def steps(text: str) -> Iterator[str]:
            yield from (text, text + text)

        examples = gr.Examples(["a", "b"], text, out, steps, run_on_click=True)
    client = connect(demo)
    press(client, examples, 1)
    client.wait(lambda: client.values[out.id] == "bb")


def test_inputs_that_no_example_has_are_left_alone() -> None:
    with gr.Blocks() as demo:
        a, b, c = gr.Textbox(), gr.Textbox("kept"), gr.Textbox()
        examples = gr.Examples([["x", None, "z"], ["y"]], [a, b, c])
    assert shown(examples) == [["x", "z"], ["y", None]]
    client = connect(demo)
    press(client, examples, 0)
    assert [client.values[each.id] for each in (a, b, c)] == ["x", "kept", "z"]


def test_columns_that_are_not_shown_are_filled_as_well() -> None:
    with gr.Blocks() as demo:
        a, b = gr.Textbox(), gr.Textbox()
        examples = gr.Examples([["x", "y"]], [a, b], visible_columns=[1, 1])
        gr.Button().click(lambda: gr.Dataset(samples=[["new"]]), None, examples.dataset)
    assert shown(examples) == [["y"]]
    client = connect(demo)
    press(client, examples, 0)
    assert [client.values[each.id] for each in (a, b)] == ["x", "y"]
    client.call(1)
    press(client, examples, 0)
    assert [client.values[each.id] for each in (a, b)] == ["x", "new"]


def test_an_example_fits_though_the_input_was_changed() -> None:
    with gr.Blocks() as demo:
        choice = gr.Dropdown(["a", "b"], label="Pick")
        examples = gr.Examples(["b"], choice)
        gr.Button().click(lambda: gr.Dropdown(choices=["x"], label="Other"), None, choice)
    client = connect(demo)
    client.call(1)
    press(client, examples, 0)
    spec = next(each for each in client.resync().components if each.id == choice.id)
    assert [each.value for each in spec.choices] == ["a", "b"]  # type: ignore[attr-defined]
    assert (spec.label, client.values[choice.id]) == ("Other", "b")


def test_files_and_pictures_are_sent_when_they_are_pressed(tmp_path: Path) -> None:
    PIL = importlib.import_module("PIL.Image")
    PIL.new("RGB", (300, 200), "red").save("red.png")
    Path("notes.txt").write_text("notes")
    with gr.Blocks() as demo:
        picture, file = gr.Image(), gr.File()
        examples = gr.Examples([["red.png", "notes.txt"]], [picture, file])
    os.chdir("/")
    [[preview, name]] = shown(examples)
    assert preview.startswith("data:image/jpeg;base64,")
    assert name == "notes.txt"
    client = connect(demo)
    press(client, examples, 0)
    assert client.values[picture.id]["name"] == "image.png"
    assert client.read(client.values[file.id]) == b"notes"


def test_labels_in_place_of_rows() -> None:
    with gr.Blocks():
        text, other = gr.Textbox(), gr.Textbox()
        examples = gr.Examples([["a", "b"]], [text, other], example_labels=["Both"])
    spec = examples.dataset.spec()
    assert (spec.sample_labels, spec.layout) == (("Both",), "gallery")  # type: ignore[attr-defined]


def test_made_outside_and_placed_later() -> None:
    text = gr.Textbox(render=False)
    with pytest.warns(UserWarning, match=r"examples\.create\(\)"):
        examples = gr.Examples(["a"], text)
    with gr.Blocks() as demo:
        text.render()
        examples.dataset.render()
        examples.create()
    client = connect(demo)
    press(client, examples, 0)
    assert client.values[text.id] == "a"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"examples": {"a": 1}}, "a list of values"),
        ({"examples": [(1, 2)], "inputs": "two"}, None),
        ({"examples": ["a"], "inputs": "two"}, "list of values for each example"),
        ({"examples": "nowhere"}, "no examples at 'nowhere'"),
        ({"example_labels": ["a", "b"]}, "1 examples, and 2 labels"),
        ({"run_on_click": True}, "fn=…"),
        ({"cache_examples": True}, "needs fn=… and outputs=…"),
        ({"cache_examples": "yes"}, "True or False"),
        ({"cache_mode": "never"}, "cache_mode is"),
        ({"visible_columns": []}, "visible_columns"),
        ({"visible_columns": [3]}, "visible_columns"),
        ({"visible_columns": [True]}, "visible_columns"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_made(options: dict[str, Any], words: Any) -> None:
    with gr.Blocks():
        one, two = gr.Textbox(), gr.Textbox()
        inputs: Any = [one, two] if options.get("inputs") == "two" else one
        given = {"examples": ["a"], **options, "inputs": inputs}
        if words is None:
            gr.Examples(**given)
            return
        with pytest.raises((ValueError, FileNotFoundError), match=words):
            gr.Examples(**given)


# -- where they come from


def test_a_folder_of_files() -> None:
    Path("files").mkdir()
    for name in ("b.txt", "a.txt", ".hidden"):
        Path("files", name).write_text(name)
    (first, second) = read_rows("files", [gr.File()])
    assert first == [str(Path("files/a.txt").absolute())]
    assert Path(second[0]).read_text() == "b.txt"
    assert read_rows(Path("files"), [gr.Textbox()]) == [["a.txt"], ["b.txt"]]
    with pytest.raises(FileNotFoundError, match=r"'log\.csv'"):
        read_rows("files", [gr.File(), gr.Textbox()])


def test_a_log_of_flagged_samples_is_read_as_it_was_meant() -> None:
    components = [
        gr.Textbox(label="Text"),
        gr.Number(label="Number"),
        gr.Checkbox(label="Tick"),
        gr.CheckboxGroup(["a", "b"], label="Group"),
        gr.Dropdown([1, 2], label="Drop"),
        gr.JSON(label="=Data"),
        gr.Number(label="Whole"),
    ]
    logger = gr.ClassicCSVLogger()
    logger.setup(components, "flagged")
    sample = ["=1+1", -2.5, True, ["a", "b"], 2, {"k": [1, None]}, 3]
    logger.flag(sample)
    logger.flag(["", None, False, [], 1, None, -1])
    assert read_rows("flagged", components) == [sample, ["", None, False, [], 1, None, -1]]
    assert read_rows("flagged/log.csv", components[:2]) == [["=1+1", -2.5], ["", None]]


def test_a_folder_with_a_log_names_its_files() -> None:
    Path("folder").mkdir()
    Path("folder/one.txt").write_text("one")
    with open("folder/log.csv", "w", newline="") as file:
        csv.writer(file).writerows([["File", "Text"], ["one.txt", "hello"], []])
    [[path, text]] = read_rows("folder", [gr.File(), gr.Textbox()])
    assert (Path(path).read_text(), text) == ("one", "hello")


def test_what_cannot_be_read_stays_text() -> None:
    with open("log.csv", "w", newline="") as file:
        csv.writer(file).writerows([["a", "b", "c"], ["many", "[1, 'x']", "[broken"]])
    rows = read_rows("log.csv", [gr.Number(), gr.JSON(), gr.JSON()])
    assert rows == [["many", [1, "x"], "[broken"]]


# -- results that are kept


def test_results_are_made_at_the_first_press_and_kept() -> None:
    made = Counted(cache_mode="lazy")
    made.show()
    assert made.calls == []
    client = connect(made.app)
    assert made.press(1, client) == "B"
    assert made.press(1, client) == "B"
    assert made.calls == [("b",)]
    again = Counted(cache_mode="lazy")
    assert again.press(1) == "B"
    assert again.calls == []
    folder = again.examples.cached_folder
    assert folder is not None
    assert folder.parent == Path(".intarsia/cached_examples").absolute()


def test_a_press_shows_inputs_and_results() -> None:
    made = Counted()
    client = connect(made.app)
    press(client, made.examples, 0)
    client.wait(lambda: client.values[made.output.id] == "A")
    assert client.values[made.input.id] == "a"


def test_results_are_made_when_the_app_is_shown(capsys: Any) -> None:
    made = Counted()
    assert made.calls == []
    made.show()
    assert made.calls == [("a",), ("b",)]
    assert capsys.readouterr().out == "2 examples are run, to keep the results.\n"
    made.show()
    other = Counted()
    other.show()
    assert other.calls == []
    assert capsys.readouterr().out == ""
    assert other.press(0) == "A"


def test_a_cell_shows_the_app_first_and_makes_the_results_then() -> None:
    program = """
import intarsia as gr
from IPython.core.interactiveshell import InteractiveShell
gr.made = lambda: gr.Interface(
    lambda text: print("called with", text) or text, "text", "text", ["a"],
    cache_examples=True, title="Echo",
)
shell = InteractiveShell.instance()
shell.run_cell("import intarsia as gr; gr.made().launch()")
shell.run_cell("gr.TabbedInterface([gr.made()]).launch()")
shell.run_cell("app = gr.made(); app.fn; app.widget")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.index("Echo") < done.stdout.index("called with a"), done.stderr
    assert done.stdout.count("called with a") == 1


def test_results_of_apps_within_an_app_are_made_with_it() -> None:
    made = Counted(preload=False)
    outer = gr.TabbedInterface([made.app])
    outer.composer.start()
    assert made.calls == [("a",), ("b",)]


def test_one_that_cannot_be_made_is_told_and_the_others_are() -> None:
    def fail(text: str) -> str:
        if text == "a":
            raise RuntimeError("not this")
        return text

    made = Counted(fail)
    with pytest.warns(UserWarning, match="Example 1 could not be run: RuntimeError: not this"):
        made.show()
    assert made.press(1) == "b"
    with pytest.raises(RequestError, match="not this"):
        made.press(0)


def test_the_first_example_is_there_at_the_beginning() -> None:
    made = Counted(preload=1)
    client = connect(made.app)
    shown = lambda: (client.values[made.input.id], client.values[made.output.id])  # noqa: E731
    client.wait(lambda: shown() == ("b", "B"))
    for options in ({"preload": False}, {"cache_mode": "lazy"}, {"input": gr.Textbox("own")}):
        other = Counted(**options)  # type: ignore[arg-type]
        assert not any(
            listener.targets[0][1] == "load" for listener in other.app.listeners if listener.targets
        )
    with pytest.raises(ValueError, match="preload is the index"):
        Counted(preload=2)


def test_other_code_and_other_examples_are_run_again() -> None:
    def folder(fn: Callable[..., Any], **options: Any) -> Path | None:
        return Counted(fn, **options).examples.cached_folder

    assert folder(lambda text: text + "1") == folder(lambda text: text + "1")
    assert folder(lambda text: text + "1") != folder(lambda text: text + "2")
    same = Counted(lambda text: text + "1")
    same.show()
    other = Counted(lambda text: text + "1", examples=["a", "c"])
    other.show()
    assert other.calls == [("c",)]
    lines = Counted(lambda text: text + "1", input=gr.Textbox(lines=3))
    lines.show()
    assert len(lines.calls) == 2


def test_a_file_that_was_changed_is_run_again() -> None:
    def read(path: str) -> str:
        return Path(path).read_text()

    Path("a.txt").write_text("one")
    options: dict[str, Any] = {"examples": ["a.txt"], "cache_mode": "lazy"}
    assert Counted(read, input=gr.File(), **options).press(0) == "one"
    Path("a.txt").write_text("two")
    assert Counted(read, input=gr.File(), **options).press(0) == "two"


def test_results_of_generators_coroutines_and_batches() -> None:
    async def slow(text: str) -> str:
        return text + "1"

    def steps(text: str) -> Iterator[str]:
        yield from (text, text + "2")

    async def waits(text: str) -> AsyncIterator[str]:
        for n in range(3):
            yield f"{text}{n}"

    def many(texts: list[str]) -> list[list[str]]:
        return [[text + "3" for text in texts]]

    found = [Counted(fn).press(0) for fn in (slow, steps, waits)]
    found.append(Counted(many, batch=True).press(0))
    assert found == ["a1", "a2", "a2", "a3"]


def test_functions_are_given_progress_and_who_asks() -> None:
    asked: list[Any] = []

    def fn(request: gr.Request, text: str, progress: Any = gr.Progress()) -> str:
        progress(0.5)
        asked.append(request)
        return text

    made = Counted(fn, preload=False)
    assert made.press(0) == "a"
    made.show()
    assert isinstance(asked[0], gr.Request)
    assert asked[1] is None


def test_several_outputs_and_updates_and_dicts() -> None:
    def fn(text: str) -> Any:
        if text == "a":
            return text.upper(), gr.Number(value=5, label="Five"), gr.skip()
        return {first: text, third: gr.update(visible=False)}

    with gr.Blocks() as demo:
        text = gr.Textbox()
        first, second, third = gr.Textbox(), gr.Number(), gr.Textbox("as it was")
        examples = gr.Examples(
            ["a", "b"], text, [first, second, third], fn, cache_examples=True, preload=False
        )
    client = connect(demo)
    event = examples.cache_event
    assert event is not None
    for _ in range(2):
        assert client.call(event.listener.index, 0) == ["A", 5, "as it was"]
    assert client.call(event.listener.index, 1) == ["b", 5, "as it was"]
    specs = {spec.id: spec for spec in client.resync().components}
    assert (specs[second.id].label, specs[third.id].visible) == ("Five", False)


def test_files_of_results_are_kept_and_given_to_each_session() -> None:
    def make(text: str) -> str:
        path = Path(f"{text}.txt")
        path.write_text(text * 3)
        return str(path)

    made = Counted(make, outputs=gr.File(), cache_mode="lazy")
    first = connect(made.app)
    assert first.read(made.press(0, first)) == b"aaa"
    Path("a.txt").unlink()
    again = Counted(make, outputs=gr.File(), cache_mode="lazy")
    client = connect(again.app)
    found = again.press(0, client)
    assert (found["name"], client.read(found)) == ("a.txt", b"aaa")
    assert again.calls == []


def test_what_looks_like_a_file_stays_what_it_is() -> None:
    record = {"handle": "/etc/passwd", "name": "passwd", "mime": "text/plain", "size": 1}
    made = Counted(lambda text: record, outputs=gr.JSON(), cache_mode="lazy")
    assert made.press(0) == made.press(0) == record


def test_values_that_json_does_not_have_are_kept() -> None:
    value = {"nan": float("nan"), "big": 2**70, "$a": 1, "text": "\ud800"}
    made = Counted(lambda text: value, outputs=gr.JSON(), cache_mode="lazy")
    found = [json.dumps(made.press(0)) for _ in range(2)]
    assert found[0] == found[1]
    assert len(made.calls) == 1


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"format": 0}', '{"format": 1}'])
def test_what_is_broken_on_disk_is_made_again(broken: str) -> None:
    made = Counted(cache_mode="lazy")
    made.press(0)
    folder = made.examples.cached_folder
    assert folder is not None
    (path,) = folder.glob("*.json")
    path.write_text(broken)
    assert made.press(0) == "A"
    assert len(made.calls) == 2
    assert [each.suffix for each in folder.iterdir()] == [".json"]


def test_a_file_that_names_another_folder_is_not_read() -> None:
    Path("secret").write_text("secret")
    made = Counted(cache_mode="lazy", outputs=gr.File(), fn=lambda text: __file__)
    client = connect(made.app)
    made.press(0, client)
    folder = made.examples.cached_folder
    assert folder is not None
    (path,) = folder.glob("*.json")
    data = json.loads(path.read_text())
    data["files"][0]["content"] = "../../../../secret"
    path.write_text(json.dumps(data))
    assert client.read(made.press(0, client)) == Path(__file__).read_bytes()


def test_who_asks_while_results_are_made_gets_those() -> None:
    begun, go = threading.Event(), threading.Event()
    calls: list[str] = []

    def slow(text: str) -> str:
        calls.append(text)
        begun.set()
        go.wait(10)
        return text

    made = Counted(fn=slow, preload=False)
    maker = threading.Thread(target=made.show)
    maker.start()
    assert begun.wait(10)
    asker = threading.Thread(target=made.press, args=(0,))
    asker.start()
    go.set()
    maker.join(10)
    asker.join(10)
    assert calls == ["a", "b"]


def test_the_environment_says_whether_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_CACHE_EXAMPLES", "true")
    monkeypatch.setenv("GRADIO_EXAMPLES_CACHE", "elsewhere")
    made = Counted(cache_examples=None)
    assert made.examples.cache_examples is True
    folder = made.examples.cached_folder
    assert folder is not None
    assert folder.parent == Path("elsewhere").absolute()
    monkeypatch.setenv("GRADIO_CACHE_MODE", "lazy")
    assert Counted(cache_examples=None).examples.cache_examples == "lazy"
    assert Counted(cache_examples=False).examples.cache_examples is False


def test_a_state_is_no_result_to_keep() -> None:
    with gr.Blocks():
        text, state = gr.Textbox(), gr.State()
        with pytest.raises(ValueError, match="one of them is a State"):
            gr.Examples(["a"], text, state, lambda text: text, cache_examples=True)


def test_an_example_that_was_added_later_is_run() -> None:
    made = Counted(preload=False)
    with made.app:
        gr.Button().click(lambda: gr.Dataset(samples=[["c"]]), None, made.examples.dataset)
    client = connect(made.app)
    client.call(len(client.fns) - 1)
    assert made.press(0, client) == "C"


def test_files_are_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ExampleCache("f", "mark", Path("cache"))

    def full(*_: Any) -> None:
        raise OSError("No space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            cache.save(["a"], [{"value": 1}], None)  # type: ignore[arg-type]
    assert list(cache.folder.iterdir()) == []
    assert cache.load(["a"]) is None


# -- in an Interface


def test_an_interface_with_examples() -> None:
    calls: list[Any] = []

    def add(a: float, b: float, more: float = 0) -> float:
        calls.append((a, b))
        return a + b + more

    app = gr.Interface(
        add,
        ["number", "number"],
        "number",
        [[1, 2, 3], [4, 5, 6]],
        additional_inputs="number",
        cache_examples=True,
        example_labels=["few", "many"],
        examples_per_page=1,
        flagging_mode="never",
    )
    examples = app.examples_handler
    assert examples is not None
    assert shown(examples) == [[1, 2], [4, 5]]
    assert [fn.fn for fn in connect(app).fns[:4]] == [
        "add",
        "clear",
        "load_example_input",
        "load_example_output",
    ]
    client, result = connect(app), app.output_components[0].id
    client.wait(lambda: client.values[result] == 6)  # the app begins with the first
    press(client, examples, 1)
    client.wait(lambda: client.values[result] == 15)
    assert [client.values[each.id] for each in app.input_components] == [4, 5, 6]


def test_states_are_no_part_of_examples() -> None:
    state = gr.State(0)
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        app = gr.Interface(
            lambda a, s: (a, s), ["text", state], ["text", state], ["x"], cache_examples=True
        )
    assert app.examples_handler is not None
    assert app.examples_handler.cache_examples is False
    client = connect(app)
    press(client, app.examples_handler, 0)
    assert client.values[app.input_components[0].id] == "x"


# -- the code of a function


LIMIT = 3


def helper(x: int) -> int:
    return x + LIMIT


def test_what_a_function_uses_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def use(x: int) -> int:
        return helper(x)

    before = code_mark(use)
    assert code_mark(use) == before
    with monkeypatch.context() as patch:
        patch.setitem(globals(), "LIMIT", 4)
        assert code_mark(use) != before
    with monkeypatch.context() as patch:
        patch.setitem(globals(), "helper", lambda x: x)
        assert code_mark(use) != before
    assert code_mark(use) == before


def test_defaults_closures_and_objects_count() -> None:
    def of(n: Any) -> Callable[..., Any]:
        return lambda x: x + n

    class Model:
        def __init__(self, weight: Any) -> None:
            self.weight = weight
            self.big = object()

        def __call__(self, x: int) -> Any:
            return self.weight * x

    for make in (of, Model, lambda n: functools.partial(helper, n), lambda n: Model(n).__call__):
        assert code_mark(make(1)) == code_mark(make(1))
        assert code_mark(make(1)) != code_mark(make(2))
    assert code_mark(lambda x=1: x) != code_mark(lambda x=2: x)
    assert code_mark(lambda x, *, y=[1]: x) != code_mark(lambda x, *, y=[2]: x)
    assert code_mark(print) != code_mark(len)
    cyclic: list[Any] = []
    cyclic.append(cyclic)
    assert code_mark(of(cyclic)) == code_mark(of(cyclic))


def test_words_about_a_function_do_not_count() -> None:
    def one(x: int) -> bool:
        """Says one thing."""
        return x in {"a", "b"}

    def two(x: int) -> bool:
        """Says another thing."""

        return x in {"b", "a"}

    assert code_mark(one) == code_mark(two)


def test_a_large_collection_takes_no_time() -> None:
    many = list(range(1_000_000))
    begun = time.process_time()
    code_mark(lambda: many)
    assert time.process_time() - begun < 0.5
