"""Wrong programs: the error is raised at the author's line, and says what to do."""

from __future__ import annotations

import linecache
import traceback
from typing import Any

import pytest

import intarsia as gr
from intarsia.testing import RequestError, connect

# A program, its wrong line (counted from 1), and words of the error.
PROGRAMS = {
    "a listener outside of the app": (
        "with gr.Blocks():\n    b = gr.Button()\nb.click(print)",
        3,
        "RuntimeError: Button.click() adds a listener to an app: call it inside of `with Blocks()",
    ),
    "load outside of the app": (
        "demo = gr.Blocks()\ndemo.load(print)",
        2,
        "call it inside of `with Blocks():`",
    ),
    "a layout outside of an app": (
        "with gr.Row():\n    gr.Textbox()",
        1,
        "RuntimeError: Row is a part of an app: use it inside of `with Blocks():`.",
    ),
    "an unknown event": (
        "t = gr.Textbox()\nt.submitt(print)",
        2,
        "AttributeError: Textbox has no event or attribute 'submitt'. Did you mean 'submit'?",
    ),
    "an event that a layout has not": (
        "r = gr.Row()\nr.click(print)",
        2,
        "AttributeError: Row has no event or attribute 'click'.",
    ),
    "an unknown parameter": (
        'gr.Number(1)\ngr.Textbox(lable="Name")',
        2,
        "TypeError: Textbox() has no parameter 'lable'. Did you mean 'label'?",
    ),
    "an unknown option of the app": (
        'gr.Blocks(titel="x")',
        1,
        "TypeError: Blocks() has no parameter 'titel'. Did you mean 'title'?",
    ),
    "an unknown option of a listener": (
        "with gr.Blocks():\n    b = gr.Button()\n    b.click(print, output=b)",
        3,
        "has no parameter 'output'. Did you mean 'outputs'?",
    ),
    "an input that is no component": (
        'with gr.Blocks():\n    b = gr.Button()\n    b.click(print, "name")',
        3,
        "TypeError: Inputs and outputs are components, not str: 'name'.",
    ),
    "a class as an output": (
        "with gr.Blocks():\n    b = gr.Button()\n    b.click(print, None, gr.Textbox)",
        3,
        "TypeError: Inputs and outputs are components, not type",
    ),
    "a function that is none": (
        'with gr.Blocks():\n    b = gr.Button()\n    b.click("run")',
        3,
        "TypeError: A listener calls a function, not str: 'run'.",
    ),
    "then on nothing": (
        "added = None\nadded.then(print)",
        2,
        "AttributeError: 'NoneType' object has no attribute 'then'",
    ),
    "cancels a component": (
        "with gr.Blocks():\n    b = gr.Button()\n    b.click(None, cancels=b)",
        3,
        "TypeError: cancels=… takes what an event method returned, like "
        "run = button.click(…), not Button",
    ),
    "a component as a trigger": (
        "with gr.Blocks():\n    b = gr.Button()\n    gr.on([b], print)",
        3,
        "TypeError: A trigger is an event of a component, like button.click, not Button",
    ),
    "a word as a trigger": (
        'with gr.Blocks():\n    gr.on(["click"], print)',
        2,
        "TypeError: A trigger is an event of a component, like button.click, not str",
    ),
    "a trigger mode that there is not": (
        'with gr.Blocks():\n    gr.Button().click(print, trigger_mode="twice")',
        2,
        "not 'twice'",
    ),
    "a way to show progress that there is not": (
        'with gr.Blocks():\n    gr.Button().click(print, show_progress="some")',
        2,
        'ValueError: show_progress is "full", "minimal" or "hidden", not \'some\'.',
    ),
    "an input of another app": (
        "with gr.Blocks():\n    a = gr.Textbox(label='Name')\n"
        "with gr.Blocks():\n    gr.Button().click(print, a)",
        4,
        "ValueError: The input Textbox 'Name' belongs to another app",
    ),
    "an output of another app": (
        "with gr.Blocks():\n    a = gr.Textbox()\n"
        "with gr.Blocks():\n    gr.Button().click(print, None, a)",
        4,
        "ValueError: The output Textbox belongs to another app",
    ),
    "a trigger of another app": (
        "with gr.Blocks():\n    a = gr.Textbox()\nwith gr.Blocks():\n    a.change(print)",
        4,
        "ValueError: The trigger Textbox belongs to another app",
    ),
    "placed twice": (
        "with gr.Blocks():\n    t = gr.Textbox()\n    t.render()",
        3,
        "ValueError: This Textbox has a place in the app already",
    ),
    "choices that are a text": (
        'gr.Radio("abc")',
        1,
        "TypeError: Radio(choices=…) is a list, like ['abc'], not str.",
    ),
    "choices that are a number": ("gr.Dropdown(5)", 1, "not int"),
    "a slider without room": (
        "gr.Slider(10, 1)",
        1,
        "ValueError: A slider from 10 to 1 has no room to slide.",
    ),
    "a type of textbox that there is not": ('gr.Textbox(type="passwort")', 1, "'passwort'"),
    "a button of a field that there is not": (
        'gr.Textbox(buttons=["coppy"])',
        1,
        "ValueError: Textbox has no button 'coppy'. Did you mean 'copy'?",
    ),
    "a value by position and by name": (
        'gr.Textbox("x", value="y")',
        1,
        "TypeError: Textbox() got 'value' by position and by name.",
    ),
    "a component by an unknown name": (
        'gr.Interface(str, "txt", "text")',
        1,
        "ValueError: There is no component 'txt'.",
    ),
    "an override of no parameter": (
        "gr.show_app(lambda width=1: width, widht=(0, 3))",
        1,
        "did you mean 'width'?",
    ),
    "if, of an expression": (
        "n = gr.Number()\nif n > 3:\n    pass",
        2,
        "TypeError: Whether this is true is worked out in the browser",
    ),
    "an expression where nothing follows": (
        "n = gr.Number()\ngr.Textbox(label=n > 3)",
        2,
        "TypeError: Textbox(label=…) cannot follow another value",
    ),
}

# A function of a listener with the outputs `a` and `b`, and words of the failure of its run.
RUNS = {
    "too many values": ("lambda: (1, 2, 3)", "must return 2 values, but returned 3."),
    "one value for two outputs": ("lambda: 'x'", "must return 2 values, but returned one str."),
    "an update of an unknown property": (
        "lambda: (gr.update(lable='x'), 1)",
        "Textbox() has no parameter 'lable'. Did you mean 'label'?",
    ),
    "a component of another kind": (
        "lambda: (gr.Slider(minimum=3), 1)",
        "Textbox() has no parameter 'minimum'.",
    ),
    "a value for no output": ("lambda: {gr.Textbox(): 1}", "a component that is no output"),
    "render() in a listener": (
        "lambda: gr.Textbox().render()",
        "call it inside of `with Blocks():`",
    ),
    "a listener in a listener": (
        "lambda: a.change(print)",
        "call it inside of `with Blocks():`",
    ),
}


def outcome(code: str) -> tuple[str, int | None]:
    """Run a program; return its error, and the last line of the program that led to it."""
    linecache.cache["<program>"] = (len(code), None, code.splitlines(keepends=True), "<program>")
    try:
        exec(compile(code, "<program>", "exec"), {"gr": gr})
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == "<program>"]
        return f"{type(error).__name__}: {error}", lines[-1]
    return "no error", None


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_error_is_at_the_line_that_is_wrong(name: str) -> None:
    code, line, words = PROGRAMS[name]
    said, at = outcome(code)
    assert words in said
    assert at == line


@pytest.mark.parametrize("name", RUNS)
def test_a_run_says_what_is_wrong_with_its_result(name: str) -> None:
    fn, words = RUNS[name]
    names: dict[str, Any] = {"gr": gr}
    exec(
        "with gr.Blocks() as demo:\n"
        "    a, b = gr.Textbox(), gr.Number()\n"
        f"    gr.Button().click({fn}, None, [a, b])",
        names,
    )
    with pytest.raises(RequestError) as failed:
        connect(names["demo"]).call(0)
    assert words in failed.value.error.message


def test_there_are_enough_of_them() -> None:
    assert len(PROGRAMS) + len(RUNS) >= 25


def test_a_part_of_an_app_may_name_what_that_one_has() -> None:
    with gr.Blocks() as demo:
        a = gr.Textbox("x")
        with gr.Blocks() as part:
            b = gr.Textbox()
            b.change(str.upper, a, b)
        gr.Button().click(str.upper, a, b)
    assert connect(demo).call(1) == "X"
    assert part.listeners
