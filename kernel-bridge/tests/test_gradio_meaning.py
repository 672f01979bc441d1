"""What programs for Gradio rely on, where no recorded program says it."""

from __future__ import annotations

import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest
from rawview import RawView

import intarsia as gr
from intarsia.messages import PROTOCOL
from intarsia.parameters import NoticeWarning
from intarsia.runtime import apps
from intarsia.testing import RequestError, connect


def test_what_a_person_may_not_change_is_taken_when_it_is_the_same() -> None:
    with gr.Blocks() as demo:
        board = gr.JSON({"cells": ["", "X"]}, visible=False)
        turn = gr.Textbox("X", interactive=False)
        move = gr.Button("Move")
        move.click(lambda board, turn: (board, f"{turn}!"), [board, turn], [board, turn])
    session = connect(demo)
    assert session.call(0, {"cells": ["", "X"]}, "X")[1] == "X!"
    with pytest.raises(RequestError) as refused:
        session.call(0, {"cells": ["", "X"]}, "O")
    assert refused.value.error.code == "forbidden"


def test_a_state_that_cannot_be_told_apart_has_changed_when_it_is_another_object() -> None:
    class Odd:
        __hash__ = None  # type: ignore[assignment]  # nothing to tell it by
        __slots__ = ()

    with gr.Blocks() as demo:
        kept = gr.State(Odd())
        count = gr.Number(0, precision=0)
        same, other = gr.Button("Same"), gr.Button("Other")
        same.click(lambda held: held, kept, kept)
        other.click(lambda: Odd(), None, kept)
        kept.change(lambda n: n + 1, count, count)
    session = connect(demo)
    session.call(0)
    session.call(1)
    session.wait(lambda: session.values[count.id] == 1 and not session.is_active)


def test_a_change_of_state_within_a_stream_is_heard_of_once_each() -> None:
    def grow(items: list[int]) -> Any:
        for i in range(3):
            items.append(i)
            yield items
        yield items

    heard: list[int] = []
    with gr.Blocks() as demo:
        kept = gr.State([])
        gr.Button("Go").click(grow, kept, kept)
        kept.change(lambda items: heard.append(len(items)), kept, None, trigger_mode="multiple")
    session = connect(demo)
    session.call(0)
    session.wait(lambda: len(heard) >= 3 and not session.is_active)
    assert len(heard) == 3


def test_what_stops_others_can_be_called_by_a_number_of_its_own() -> None:
    begun = threading.Event()

    def forever() -> Any:
        while True:
            begun.set()
            yield 1

    with gr.Blocks() as demo:
        number = gr.Number()
        running = gr.Button("Go").click(forever, None, number)
        gr.Button("Stop").click(lambda: 2, None, number, cancels=[running])
        gr.Button("After").click(lambda: 3, None, number)
    assert [listener.api_name for listener in demo.listeners] == [
        "forever",
        "lambda",
        "unnamed",
        "lambda_1",
    ]
    assert [listener.api_visibility for listener in demo.listeners] == [
        "public",
        "public",
        "private",
        "public",
    ]
    one, other = connect(demo), connect(demo)
    ended: list[RequestError] = []

    def run() -> None:
        try:
            one.call(0)
        except RequestError as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    other.call(2)
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("error", "visible", "seconds"),
    [
        (gr.Error("No."), True, None),
        (gr.Error("No.", duration=None), True, None),
        (gr.Error("No.", duration=3), True, 3.0),
        (gr.Error("No.", visible=False), False, None),
    ],
)
def test_how_long_an_error_is_seen_travels(
    error: Exception, visible: bool, seconds: float | None
) -> None:
    def fail() -> None:
        raise error

    with gr.Blocks() as demo:
        gr.Button("Go").click(fail)
    with pytest.raises(RequestError) as failed:
        connect(demo).call(0)
    told = failed.value.error.traceback
    assert told is not None
    assert (told.visible, told.seconds) == (visible, seconds)


def test_functions_for_programs_take_and_give_json() -> None:
    with gr.Blocks() as demo:
        gr.Textbox(label="Seen")

        @gr.api
        def count(words: list[str], request: gr.Request, least: int = 1) -> dict[str, int]:
            return {word: words.count(word) for word in words if words.count(word) >= least}

        gr.api(lambda: None, api_name="nothing", queue=False)
    session = connect(demo)
    assert count(["a"], gr.Request()) == {"a": 1}  # the function stays a function
    assert session.call(0, ["a", "b", "a"], 2) == {"a": 2}
    assert [fn.api_name for fn in session.fns] == ["count", "nothing"]
    assert "API" not in str([spec.label for spec in session.spec.components])
    with pytest.raises(RuntimeError, match="with Blocks"):
        gr.api(lambda: None)


def test_all_apps_are_closed_at_once(fresh_apps: None) -> None:
    from intarsia.runtime import apps

    with gr.Blocks() as demo:
        gr.Textbox()
    apps.register(demo)
    session = connect(demo)
    gr.close_all(verbose=False)
    session.wait(lambda: not demo.sessions)
    assert apps.shown() == []


@pytest.fixture
def fresh_apps() -> None:
    """No app of another test is shown."""
    from intarsia.runtime import apps

    apps._apps.clear()


def test_files_are_sent_to_whatever_takes_them(tmp_path: Path) -> None:
    with gr.Blocks() as demo:
        message = gr.MultimodalTextbox(max_size=4)
        shown = gr.Textbox()
        message.submit(lambda value: str(len(value["files"])), message, shown)
    session = connect(demo)
    (tmp_path / "a.txt").write_text("four")
    (tmp_path / "b.txt").write_text("five!")
    file = session.upload(tmp_path / "a.txt")
    assert session.call(0, {"text": "", "files": [file]}) == "1"
    with pytest.raises(RequestError) as refused:
        session.upload(tmp_path / "b.txt")
    assert refused.value.error.code == "too-large"


def test_the_cell_magic_shows_the_app_that_its_cell_makes() -> None:
    program = """
from IPython.testing.globalipapp import start_ipython
shell = start_ipython()
shell.run_line_magic("load_ext", "intarsia")
made = "import intarsia as gr\\nwith gr.Blocks(title='Mine') as mine:\\n    gr.Textbox()"
shell.run_cell("%%blocks --demo-name mine --share\\n" + made)
shell.run_cell("%%blocks --demo-name mine\\nx = 1")
print("left", shell.user_ns["x"], shell.user_ns["mine"])
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True
    )
    assert "Mine" in done.stdout.partition("left")[0]
    assert "left 1 <intarsia app Mine>" in done.stdout
    assert "made none there" in done.stdout + done.stderr


def test_the_page_that_is_shown_at_first_tells_so_wherever_it_stands() -> None:
    told: list[str] = []

    def hear(event: gr.SelectData) -> None:
        told.append(f"{event.index} {event.value}")

    with gr.Blocks() as demo:
        done = gr.Textbox()
        with gr.Row(), gr.Tabs(selected="b"):
            with gr.Tab("A", id="a") as first:
                pass
            with gr.Tab("B", id="b") as second, gr.Walkthrough(), gr.Step("One", id=0) as one:
                pass
        with gr.Tabs():
            with gr.Tab("Unseen", visible=False) as unseen:
                pass
            with gr.Tab("Seen") as seen:
                pass
        for page in (first, second, one, unseen, seen):
            page.select(hear).then(lambda: "x", None, done)
    session = connect(demo)
    session.wait(lambda: session.values[done.id] == "x" and not session.is_active)
    assert sorted(told) == ["0 One", "1 B", "1 Seen"]


def test_an_app_has_pages() -> None:
    with gr.Blocks() as demo:
        name = gr.Textbox(label="Name")
    with demo.route("Two words"):
        gr.Textbox(label="Inside")
        gr.Button("Go").click(str.upper, name, name)
    with pytest.warns(NoticeWarning, match="show_in_navbar"):
        demo.route("Three", "/third", show_in_navbar=False)
    with demo.route("Hidden"):
        gr.Markdown("Last")
    specs: dict[str, Any] = {spec.id: spec for spec in demo.spec().components}
    [tabs] = specs[demo.root.id].children
    pages = [specs[page] for page in specs[tabs].children]
    assert [(page.label, page.page_id) for page in pages] == [
        ("Home", ""),
        ("Two words", "two-words"),
        ("Three", "third"),
        ("Hidden", "hidden"),
    ]
    assert [specs[child].label for child in pages[1].children] == ["Inside", None]
    assert connect(demo).call(0, "ada") == "ADA"
    with pytest.raises(ValueError, match="already"):
        demo.route("Third")
    with gr.Blocks(), pytest.raises(ValueError, match="outside"):
        demo.route("More")


def test_a_button_that_belongs_to_a_component_stands_with_it() -> None:
    pressed = []
    with gr.Blocks() as demo:
        mend = gr.Button("Mend")
        more, loose = gr.Button("More"), gr.Button("Loose", render=False)
        with gr.Row():
            text = gr.Textbox(label="Text", buttons=["copy", mend])
            label = gr.Label({"a": 1}, buttons=[more, loose])
        mend.click(lambda: pressed.append("mend"), None, None)
    specs: dict[str, Any] = {spec.id: spec for spec in demo.spec().components}
    assert specs[text.id].buttons == ("copy", mend.id)
    [row] = specs[demo.root.id].children
    assert specs[row].children == (text.id, label.id, more.id, loose.id)
    connect(demo).call(0)
    assert pressed == ["mend"]


@pytest.mark.parametrize(
    "kind", [gr.Code, gr.HTML, gr.HighlightedText, gr.JSON, gr.Label, gr.Markdown, gr.Plot]
)
def test_only_buttons_are_buttons(kind: Any) -> None:
    with gr.Blocks():
        gr.Button("before")
        assert [tool.kind for tool in kind(buttons=[gr.Button("More")]).tools] == ["button"]
    with pytest.raises(ValueError, match="names or Buttons"):
        kind(buttons=[gr.Textbox(render=False)])


def _not_yet() -> list[tuple[str, str]]:
    names = [name for name in gr.__all__ if isinstance(getattr(gr, name), type)]
    return [(name, each) for name in names for each in getattr(getattr(gr, name), "NOT_YET", ())]


@pytest.mark.parametrize(("name", "parameter"), _not_yet())
def test_what_is_not_there_yet_is_told_once(
    name: str, parameter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intarsia.parameters._noticed", set())
    with warnings.catch_warnings(record=True, action="always") as told:
        for _ in range(2):
            getattr(gr, name)(**{parameter: ["x"]})
    assert [warning.category for warning in told] == [NoticeWarning]
    assert parameter in str(told[0].message)


def test_what_begins_with_what_a_browser_keeps_waits_until_that_is_told() -> None:
    calls: list[Any] = []
    with gr.Blocks() as demo:
        kept, name = gr.BrowserState("nobody"), gr.Textbox()
        demo.load(lambda value: calls.append(value) or f"Hello {value}.", kept, name)
        demo.load(lambda: calls.append("at once"), None, None)
    view = RawView(hello=False)
    apps.register(demo)
    view.request("hello", protocol=PROTOCOL, app_id=demo.app_id, capabilities=["browser_state"])
    view.wait(type="run_finished")
    assert calls == ["at once"]
    view.request("set_value", component=kept.id, value="Ada", revision=0)
    view.wait(lambda m: m["values"], type="run_finished")
    assert (calls, view.values[name.id]) == (["at once", "Ada"], "Hello Ada.")


def test_a_browser_that_does_not_tell_what_it_keeps_holds_nothing_up() -> None:
    with gr.Blocks() as demo:
        kept, name = gr.BrowserState("nobody"), gr.Textbox()
        demo.load(lambda value: f"Hello {value}.", kept, name)
    view = RawView(hello=False)
    apps.register(demo)
    view.request("hello", protocol=PROTOCOL, app_id=demo.app_id, capabilities=["browser_state"])
    view.wait(type="run_finished")
    assert view.values[name.id] == "Hello nobody."
