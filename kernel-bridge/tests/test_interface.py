"""`Interface` and `TabbedInterface`: what they are made of, and what happens in them."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import intarsia as gr
from intarsia.components.interface import InterfaceSpec
from intarsia.parameters import NoticeWarning, _noticed
from intarsia.testing import RequestError, Session, connect

pytestmark = pytest.mark.usefixtures("living", "own_folder")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where samples and results are kept."""
    monkeypatch.chdir(tmp_path)


def layout(app: gr.Blocks) -> InterfaceSpec:
    return next(spec for spec in app.spec().components if isinstance(spec, InterfaceSpec))


def part(app: gr.Blocks, key: str | None) -> Any:
    return next(spec for spec in app.spec().components if spec.id == key)


def greet(name: str, often: float) -> str:
    return ", ".join(["Hello " + name] * int(often))


# -- what it is made of


def test_a_function_its_inputs_and_its_result() -> None:
    app = gr.Interface(greet, ["text", gr.Slider(1, 5, 2, step=1)], gr.Textbox())
    assert app.interface_type == "standard"
    spec = layout(app)
    assert app.spec().root == spec.id
    assert [(part(app, key).kind, part(app, key).label) for key in spec.inputs] == [
        ("textbox", "name"),
        ("slider", "often"),
    ]
    (out,) = spec.outputs
    assert (part(app, out).label, part(app, out).interactive) == ("output", False)
    client = connect(app)
    fn = client.fns[0]
    assert (fn.api_name, fn.parameters) == ("greet", ("name", "often"))
    assert fn.targets == ((spec.submit, "click"), (spec.inputs[0], "submit"))
    assert client.call(0, "Ada", 2) == "Hello Ada, Hello Ada"
    assert [client.values[key] for key in (spec.submit, spec.clear, *spec.flags)] == [
        "Submit",
        "Clear",
        "Flag",
    ]


@pytest.mark.parametrize(
    "given",
    ["textbox", "TEXT", "text_box", gr.Textbox(), {"name": "textbox"}, ["text"], ("text",)],
    ids=repr,
)
def test_components_are_given_in_many_ways(given: Any) -> None:
    app = gr.Interface(lambda text: text.upper(), given, given)
    assert connect(app).call(0, "a") == "A"


def test_dicts_have_parameters_and_stay_as_they_are() -> None:
    given = {"name": "dropdown", "choices": ["x", "y"], "value": "y"}
    app = gr.Interface(lambda x: x, given, "text")
    assert connect(app).call(0) == "y"
    assert given["name"] == "dropdown"


def test_several_outputs_have_numbers() -> None:
    app = gr.Interface(lambda a: (a, a, a), "text", ["text", gr.Textbox(label="Named"), "text"])
    assert [part(app, key).label for key in layout(app).outputs] == [
        "output 0",
        "Named",
        "output 2",
    ]
    assert connect(app).call(0, "x") == ["x", "x", "x"]


def test_labels_come_from_the_parameters_that_a_person_fills_in() -> None:
    class Model:
        def predict(self, text: str, request: gr.Request, limit: int = 3) -> str:
            return f"{text}{limit}{len(request.session_hash or '')}"

    app = gr.Interface(Model().predict, ["text", gr.Number(5)], "text")
    assert [part(app, key).label for key in layout(app).inputs] == ["text", "limit"]
    assert connect(app).call(0, "a", 5) == "a532"
    app = gr.Interface(lambda *args: len(args), ["text", "text"], "number")
    assert [part(app, key).label for key in layout(app).inputs] == [None, None]
    assert connect(app).call(0, "a", "b") == 2


def test_without_outputs() -> None:
    got: list[str] = []
    app = gr.Interface(got.append, "text", None)
    assert app.interface_type == "input_only"
    assert (layout(app).outputs, layout(app).flags) == ((), ())
    connect(app).call(0, "a")
    assert got == ["a"]


def test_without_inputs() -> None:
    app = gr.Interface(lambda: "made", None, "text")
    assert app.interface_type == "output_only"
    client = connect(app)
    assert client.values[layout(app).submit or ""] == "Generate"
    assert client.call(0) == "made"
    other = gr.Interface(lambda: "made", [], "text", submit_btn="Make")
    assert connect(other).values[layout(other).submit or ""] == "Make"


def test_one_component_as_input_and_output() -> None:
    text = gr.Textbox()
    app = gr.Interface(lambda text: text.upper(), text, text)
    assert app.interface_type == "unified"
    assert (len(layout(app).inputs), layout(app).outputs) == (1, ())
    assert part(app, layout(app).inputs[0]).interactive
    assert len(app.components) == 5  # with the layout and three buttons
    client = connect(app)
    assert client.call(0, "a") == "A"
    client.call(2)
    sample = app.flagging_callback.samples()[0]  # type: ignore[attr-defined]
    assert {name: sample[name] for name in sample if name not in ("timestamp", "username")} == {
        "text": "A",
        "flag": None,
    }


def test_a_state_is_kept_and_not_drawn() -> None:
    def remember(word: str, seen: Any) -> tuple[str, list[str]]:
        seen = [*(seen or []), word]
        return " ".join(seen), seen

    state = gr.State([])
    app = gr.Interface(remember, ["text", state], ["text", state], flagging_mode="never")
    assert len(layout(app).inputs) == len(layout(app).outputs) == 1
    client = connect(app)
    assert client.call(0, "a", None) == ["a", None]
    assert client.call(0, "b", None) == ["a b", None]
    client.call(1)  # Clear
    assert client.call(0, "c", None) == ["c", None]


def test_a_state_by_name_starts_with_the_default() -> None:
    def count(step: float, total: float = 10) -> tuple[float, float]:
        return total + step, total + step

    app = gr.Interface(count, ["number", "state"], ["number", "state"])
    client = connect(app)
    assert client.call(0, 1, None) == [11, None]
    assert client.call(0, 1, None) == [12, None]


def test_a_title_a_description_and_an_article() -> None:
    app = gr.Interface(
        greet,
        ["text", "number"],
        "text",
        title="<b>Tom</b> &amp; Jerry",
        description="Greets people.",
        article="Written in *2024*.",
    )
    spec = app.spec()
    assert (spec.title, spec.heading, spec.description) == ("Tom & Jerry", True, "Greets people.")
    (article,) = layout(app).children
    assert part(app, article).kind == "markdown"
    assert connect(app).values[article] == "Written in *2024*."


def test_a_description_with_markup_stands_above_the_inputs() -> None:
    app = gr.Interface(greet, ["text", "number"], "text", description="Greets **people**.")
    (above,) = layout(app).above
    assert app.spec().description is None
    assert connect(app).values[above] == "Greets **people**."


def test_buttons_are_texts_or_buttons() -> None:
    submit, clear = gr.Button("Go", variant="stop"), gr.Button("Empty")
    app = gr.Interface(
        greet,
        ["text", "number"],
        "text",
        submit_btn=submit,
        clear_btn=clear,
        stop_btn=gr.Button("Enough"),
    )
    spec = layout(app)
    assert part(app, spec.submit).variant == "stop"
    assert spec.stop == "Enough"
    assert connect(app).values[spec.clear or ""] == "Empty"
    assert layout(gr.Interface(greet, ["text", "number"], "text", clear_btn=None)).clear is None


def test_more_inputs_stand_in_a_part_that_opens() -> None:
    def generate(prompt: str, steps: float, seed: float) -> str:
        return f"{prompt} {steps} {seed}"

    def made(**options: Any) -> gr.Interface:
        return gr.Interface(
            generate,
            "text",
            "text",
            additional_inputs=[gr.Slider(1, 50, 20), gr.Number(42, label="Seed")],
            **options,
        )

    app = made()
    prompt, accordion = layout(app).inputs
    found = part(app, accordion)
    assert (found.kind, found.label, found.open) == ("accordion", "Additional Inputs", False)
    assert found.children == layout(app).nested
    assert [part(app, key).label for key in found.children] == ["steps", "Seed"]
    assert part(app, prompt).label == "prompt"
    assert connect(app).call(0, "a", 3) == "a 3 42"
    app = made(additional_inputs_accordion="More")
    found = part(app, layout(app).inputs[1])
    assert (found.label, found.open) == ("More", True)
    app = made(additional_inputs_accordion=gr.Accordion("Own", open=False))
    assert part(app, layout(app).inputs[1]).label == "Own"


def test_old_parameters_are_taken_with_a_notice() -> None:
    _noticed.clear()
    with pytest.warns(NoticeWarning) as told:
        app = gr.Interface(
            greet,
            ["text", "number"],
            "text",
            layout="vertical",
            theme="soft",
            css="p {}",
            allow_flagging="never",
            allow_duplication=True,
            analytics_enabled=False,
        )
    words = " ".join(str(each.message) for each in told)
    for name in ("layout", "allow_duplication"):
        assert f"Interface({name}=…)" in words
    assert (app.css, app.flagging_mode) == ("p {}", "never")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"fn": "text"}, "is of a function, not of 'text'"),
        ({"inputs": None, "outputs": None}, "needs inputs or outputs"),
        ({"inputs": [5]}, "not as int"),
        ({"inputs": "textbux"}, "Did you mean 'textbox'"),
        ({"outputs": ["state"]}, "has one State"),
        ({"flagging_mode": "sometimes"}, "flagging_mode is"),
        ({"flagging_options": "odd"}, "flagging_options is"),
        ({"flagging_options": [("a", 1)]}, "flagging_options is"),
        ({"submit_btn": None}, "submit_btn is"),
        ({"stop_btn": 5}, "stop_btn is"),
        ({"additional_inputs": "text", "additional_inputs_accordion": 5}, "accordion is"),
        ({"triger": 1}, "no parameter 'triger'"),
        ({"exampels": []}, "Did you mean 'examples'"),
        ({"show_progress": "no"}, "show_progress is"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_made(given: dict[str, Any], words: str) -> None:
    with pytest.raises((TypeError, ValueError), match=words):
        gr.Interface(**{"fn": greet, "inputs": ["text", "number"], "outputs": "text", **given})


# -- what happens in it


def test_clear_empties_inputs_and_results() -> None:
    app = gr.Interface(greet, ["text", gr.Number(2)], "text")
    client = connect(app)
    client.call(0, "Ada", 1)
    client.call(1)
    (fn,) = [fn for fn in client.fns if fn.api_name == "clear"]
    assert [client.values[c.id] for c in fn.outputs] == ["", None, ""]


def test_live_runs_at_changes_by_people_and_by_functions() -> None:
    app = gr.Interface(lambda text: text.upper(), "text", "text", ["a", "b"], live=True)
    assert (layout(app).submit, layout(app).stop) == (None, None)
    client = connect(app)
    run, _, load = (fn for fn in client.fns if fn.api_name != "Flag")
    (text,) = run.inputs
    assert run.targets == ((text.id, "change"), (text.id, "input"))
    client.call(load.index, 1)
    client.wait(lambda: client.values[run.outputs[0].id] == "B")


def test_live_without_inputs_runs_when_it_is_opened_and_by_its_button() -> None:
    numbers = iter(range(10))
    app = gr.Interface(lambda: next(numbers), None, "number", live=True)
    client = connect(app)
    (out,) = layout(app).outputs
    client.wait(lambda: client.values[out] == 0)
    assert client.call(0) == 1


def test_a_generator_shows_its_steps_and_can_be_stopped() -> None:
    closed = threading.Event()

    def count(limit: float) -> Iterator[int]:
        try:
            n = 0
            while limit == 0 or n < limit:
                yield n
                n += 1
        finally:
            closed.set()

    app = gr.Interface(count, "number", "number", stop_btn="Enough")
    assert layout(app).stop == "Enough"
    client = connect(app)
    assert client.call(0, 3) == [0, 1, 2]


def test_batches_validators_and_limits_are_those_of_listeners() -> None:
    app = gr.Interface(
        lambda words: [[word.upper() for word in words]],
        "text",
        "text",
        batch=True,
        max_batch_size=3,
        concurrency_limit=None,
        show_progress="minimal",
        validator=lambda words: gr.validate(words != "no", "Not this."),
        api_name="shout",
    )
    client = connect(app)
    assert client.call(0, "a") == "A"
    with pytest.raises(RequestError, match="Not this"):
        client.call(0, "no")
    listener = app.listeners[0]
    assert (listener.max_batch_size, listener.concurrency_limit) == (3, None)
    assert (listener.show_progress, listener.api_name) == ("minimal", "shout")


def test_a_start_that_is_made_by_a_function() -> None:
    numbers = iter(range(100))
    app = gr.Interface(lambda n: n, gr.Number(lambda: next(numbers)), "number", session="private")
    assert connect(app).call(0) != connect(app).call(0)


# -- samples


def samples(app: gr.Interface) -> list[dict[str, Any]]:
    assert isinstance(app.flagging_callback, gr.SQLiteLogger)
    return app.flagging_callback.samples()


def press(client: Session, label: str) -> None:
    """Press the button with this text."""
    (key,) = [key for key, value in client.values.items() if value == label]
    for fn in client.fns:
        if (key, "click") in fn.targets:
            client.call(fn.index)


def test_a_button_keeps_inputs_and_results() -> None:
    app = gr.Interface(greet, [gr.Textbox(label="Who"), "number"], "text")
    client = connect(app)
    client.call(0, "Ada", 1)
    press(client, "Flag")
    (sample,) = samples(app)
    assert (sample["Who"], sample["often"], sample["output"]) == ("Ada", 1, "Hello Ada")
    assert sample["flag"] is None
    assert Path(".intarsia/flagged/flagged.sqlite").exists()
    (notice,) = [entry for entry in client.log if entry.stream == "notice"]
    assert notice.text == "The sample is kept."


def test_options_are_buttons() -> None:
    for options, labels in (
        (["wrong", "odd"], ["Flag as wrong", "Flag as odd"]),
        ([("Wrong!", "wrong"), ("Odd!", "odd")], ["Wrong!", "Odd!"]),
    ):
        app = gr.Interface(
            greet, ["text", "number"], "text", flagging_options=options, flagging_dir="own"
        )
        client = connect(app)
        assert [client.values[key] for key in layout(app).flags] == labels
        press(client, labels[1])
        assert samples(app)[-1]["flag"] == "odd"
    assert Path("own/flagged.sqlite").exists()


def test_each_run_that_goes_well_is_kept() -> None:
    def half(n: float) -> float:
        return 1 / n

    app = gr.Interface(half, "number", "number", flagging_mode="auto")
    assert layout(app).flags == ()
    client = connect(app)
    with pytest.raises(RequestError):
        client.call(0, 0)
    client.call(0, 2)
    client.wait(lambda: not client.is_active and len(samples(app)) == 1)
    assert (samples(app)[0]["n"], samples(app)[0]["output"]) == (2, 0.5)
    assert client.log == []


def test_nothing_is_kept_and_no_folder_made_where_nobody_flags(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRADIO_FLAGGING_MODE", "never")
    client = connect(gr.Interface(greet, ["text", "number"], "text"))
    client.call(0, "Ada", 1)
    assert [fn.api_name for fn in client.fns] == ["greet", "clear"]
    connect(gr.Interface(greet, ["text", "number"], "text", flagging_mode="manual"))
    assert list(Path().iterdir()) == []


def test_fault_098_a_password_is_not_flagged() -> None:
    app = gr.Interface(lambda word: len(word), gr.Textbox(label="Word", type="password"), "number")
    client = connect(app)
    client.call(0, "hunter2")
    press(client, "Flag")
    assert samples(app)[0]["Word"] is None
    assert b"hunter2" not in Path(".intarsia/flagged/flagged.sqlite").read_bytes()


def test_a_callback_of_the_authors_own() -> None:
    class Keep(gr.FlaggingCallback):
        def setup(self, components: Any, flagging_dir: str) -> None:
            self.about = ([component.label for component in components], flagging_dir)
            self.kept: list[Any] = []

        def flag(self, flag_data: Any, flag_option: Any = None, username: Any = None) -> int:
            if flag_data[0] == "full":
                raise OSError("No space left")
            self.kept.append((flag_data, flag_option))
            return len(self.kept)

    keep = Keep()
    app = gr.Interface(
        greet, ["text", "number"], "text", flagging_callback=keep, flagging_dir="there"
    )
    assert keep.about == (["name", "often", "output"], "there")
    client = connect(app)
    client.call(0, "Ada", 1)
    press(client, "Flag")
    assert keep.kept == [(["Ada", 1, "Hello Ada"], None)]
    client.call(0, "full", 1)
    with pytest.raises(RequestError, match="No space left"):
        press(client, "Flag")


# -- within other apps


def test_interfaces_within_an_app() -> None:
    with gr.Blocks() as demo:
        gr.Markdown("Before")
        first = gr.Interface(lambda a: a.upper(), gr.Textbox(), gr.Textbox(), title="One")
        outside = gr.Textbox(label="Outside")
        second = gr.Interface(lambda a: a.lower(), outside, "text", api_name="low")
        gr.Button("Copy").click(lambda a: a, first.output_components[0], outside)
    children = demo.root.children  # type: ignore[attr-defined]
    assert [child.kind for child in children] == ["markdown", "interface", "interface", "button"]
    client = connect(demo)
    calls = {fn.api_name: fn.index for fn in client.fns}
    assert client.call(calls["lambda"], "a") == "A"
    assert client.call(calls["low"], "B") == "b"
    (above,) = layout(demo).above
    assert client.values[above] == "### One"
    assert second.input_components == [outside]


def test_a_component_may_stand_in_several_interfaces() -> None:
    text = gr.Textbox(label="Shared")
    first = gr.Interface(lambda a: a + "1", text, "text")
    second = gr.Interface(lambda a: a + "2", text, "text")
    assert connect(first).call(0, "x") == "x1"
    assert connect(second).call(0, "x") == "x2"


def test_more_can_be_added_below_and_listen_to_the_beginning() -> None:
    app = gr.Interface(greet, ["text", "number"], "text")
    with app:
        more = gr.Textbox(label="More")
        app.load(lambda: "loaded", None, more)
    client = connect(app)
    assert layout(app).children == (more.id,)
    client.wait(lambda: client.values[more.id] == "loaded")


def test_each_interface_on_a_tab() -> None:
    shout = gr.Interface(lambda a: a.upper(), "text", "text", title="Shout", description="Loud.")
    with gr.Blocks() as whisper:
        text, out = gr.Textbox(), gr.Textbox()
        text.submit(lambda a: a.lower(), text, out)
        whisper.load(lambda: "quiet", None, text)
    app = gr.TabbedInterface(
        [shout, whisper], ["One", "Two"], title="Voices", tabs_kwargs={"selected": 1}
    )
    spec = app.spec()
    assert (spec.title, spec.heading) == ("Voices", True)
    tabs = next(each for each in spec.components if each.kind == "tabs")
    assert tabs.selected == 1  # type: ignore[attr-defined]
    labels = [part(app, key).label for key in tabs.children]  # type: ignore[attr-defined]
    assert labels == ["One", "Two"]
    client = connect(app)
    assert [client.values[key] for key in layout(app).above] == ["### Shout", "Loud."]
    assert client.call(0, "a") == "A"
    client.wait(lambda: client.values[text.id] == "quiet")


def test_tabs_have_names() -> None:
    app = gr.TabbedInterface([gr.Blocks(), gr.Blocks()])
    found = [each.label for each in app.spec().components if each.kind == "tab"]
    assert found == ["Tab 0", "Tab 1"]
    assert (app.spec().title, app.spec().heading) == (None, False)
    with pytest.raises(ValueError, match="2 apps, and 1 names of tabs: name each"):
        gr.TabbedInterface([gr.Blocks(), gr.Blocks()], ["a"])


def test_no_notice_is_given_of_what_works() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        gr.Interface(greet, ["text", "number"], "text", fill_width=True, delete_cache=(1, 1))


def test_a_title_that_stands_on_the_tab_is_not_said_again() -> None:
    shout = gr.Interface(lambda a: a.upper(), "text", "text", title="Shout")
    app = gr.TabbedInterface([shout], ["Shout"])
    assert layout(app).above == ()
