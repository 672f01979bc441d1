"""Wrong programs: the error is raised at the author's line, and says what to do."""

from __future__ import annotations

import linecache
import traceback
import warnings
from typing import Any

import pytest

import intarsia as gr
from intarsia.parameters import _noticed
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
        "TypeError: Inputs and outputs are components, not classes of them: make one, like "
        "textbox = gr.Textbox(), and give that in place of Textbox.",
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
    "parentheses forgotten of a component": (
        "with gr.Blocks():\n    t = gr.Textbox\n    t.change(print, t)",
        3,
        "TypeError: Textbox.change() is called on a component. Make one, textbox = gr.Textbox(), "
        "with parentheses, and use textbox.change.",
    ),
    "an event of a class": (
        "with gr.Blocks():\n    gr.on(gr.Textbox.change, print)",
        2,
        "TypeError: A trigger is an event of a component, like button.click, not one of a class. "
        "Make one, textbox = gr.Textbox(), with parentheses",
    ),
    "parentheses forgotten of the app": (
        "with gr.Blocks as demo:\n    pass",
        1,
        "TypeError: gr.Blocks is a class: write `with gr.Blocks():`, with parentheses.",
    ),
    "parentheses forgotten of a layout": (
        "with gr.Blocks():\n    with gr.Row:\n        pass",
        2,
        "TypeError: gr.Row is a class: write `with gr.Row():`, with parentheses.",
    ),
    "a component that is entered": (
        "with gr.Blocks():\n    with gr.Textbox():\n        pass",
        2,
        "TypeError: A Textbox is no layout: nothing stands in it.",
    ),
    "names in place of components": (
        'with gr.Blocks():\n    gr.Button().click(print, None, ["text"])',
        2,
        "Make one, like box = gr.Textbox(), and give that; gr.Interface alone takes names.",
    ),
    "a list in a list": (
        "with gr.Blocks():\n    a = gr.Textbox()\n    a.change(print, [a, [a]])",
        3,
        "TypeError: Inputs and outputs are one list of components, without lists in it.",
    ),
    "a dict of inputs": (
        'with gr.Blocks():\n    a = gr.Textbox()\n    a.change(print, {"x": a})',
        3,
        "to give values by the names of parameters, write inputs_kwargs={…}.",
    ),
    "no component among the inputs": (
        "with gr.Blocks():\n    a = gr.Textbox()\n    a.change(print, [a, None])",
        3,
        "TypeError: Inputs and outputs are components, not NoneType",
    ),
    "a layout as an input": (
        "with gr.Blocks():\n    r = gr.Row()\n    gr.Button().click(print, r)",
        3,
        "TypeError: A Row is no input: it has no value.",
    ),
    "inputs in the place of the function": (
        "with gr.Blocks():\n    a = gr.Textbox()\n    a.change(a, a)",
        3,
        "TypeError: A listener calls a function, not Textbox. The function comes first",
    ),
    "a coroutine that was called already": (
        "async def greet(): pass\nwith gr.Blocks():\n    gr.Button().click(greet())",
        3,
        "TypeError: A listener calls a function, and greet(…) has called it already: give greet.",
    ),
    "a generator that was called already": (
        "def count(): yield 1\nwith gr.Blocks():\n    gr.Button().click(count())",
        3,
        "TypeError: A listener calls a function, and count(…) has called it already: give count.",
    ),
    "a value by a name that the function has not": (
        "def greet(name): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n"
        '    t.change(greet, inputs_kwargs={"nmae": t})',
        4,
        "TypeError: greet() has no parameter 'nmae', which inputs_kwargs=… gives it. Did you mean "
        "'name'?",
    ),
    "values by name that are none": (
        'with gr.Blocks():\n    gr.Button().click(print, inputs_kwargs="x")',
        2,
        "TypeError: inputs_kwargs=… is a dict of components by the names of parameters, not 'x'.",
    ),
    "a validator that is none": (
        'with gr.Blocks():\n    gr.Button().click(print, validator="check")',
        2,
        "TypeError: validator=… is a function, not 'check'.",
    ),
    "a validator that yields": (
        "def check(): yield 1\nwith gr.Blocks():\n    gr.Button().click(print, validator=check)",
        3,
        "TypeError: A validator returns its answers, and check() is a generator",
    ),
    "a limit of nothing": (
        "with gr.Blocks():\n    gr.Button().click(print, concurrency_limit=0)",
        2,
        "ValueError: concurrency_limit=… is a whole number above 0, None for any number, or "
        '"default", not 0.',
    ),
    "a limit that is no number": (
        'with gr.Blocks():\n    gr.Button().click(print, concurrency_limit="many")',
        2,
        "TypeError: concurrency_limit=… is a whole number above 0",
    ),
    "a queue that is neither": (
        'with gr.Blocks():\n    gr.Button().click(print, queue="no")',
        2,
        "TypeError: queue=… is True or False, not 'no'.",
    ),
    "a batch that is neither": (
        'with gr.Blocks():\n    gr.Button().click(print, batch="yes")',
        2,
        "TypeError: batch=… is True or False, not 'yes'.",
    ),
    "a script that is no text": (
        "with gr.Blocks():\n    gr.Button().click(print, js=5)",
        2,
        'TypeError: js=… is a text, like "(value) => value + 1", not int: 5.',
    ),
    "a time that is no number": (
        'with gr.Blocks():\n    gr.Button().click(print, time_limit="1 min")',
        2,
        "TypeError: time_limit=… is a number, not '1 min'.",
    ),
    "a place to run that there is not": (
        'with gr.Blocks():\n    gr.Button().click(print, run_in="thread")',
        2,
        'ValueError: run_in=… is "worker" or "main", not \'thread\'.',
    ),
    "cancels a listener of another app": (
        "with gr.Blocks():\n    run = gr.Button().click(print)\n"
        "with gr.Blocks():\n    gr.Button().click(None, cancels=run)",
        4,
        "ValueError: The listener that calls print belongs to another app",
    ),
    "follows a listener of another app": (
        "with gr.Blocks():\n    run = gr.Button().click(print)\n"
        "with gr.Blocks():\n    run.then(print)",
        4,
        "ValueError: The listener that calls print belongs to another app",
    ),
    "follows the value of another app": (
        "with gr.Blocks():\n    mode = gr.Radio(['a'], label='Mode')\n"
        "with gr.Blocks():\n    gr.Textbox(visible=mode.is_('a'))",
        4,
        "ValueError: Textbox(visible=…) follows the Radio 'Mode' of another app",
    ),
    "choices by the value of another app": (
        "with gr.Blocks():\n    mode = gr.Radio(['a'])\n"
        "with gr.Blocks():\n    gr.Dropdown(mode.choose({'a': ['b']}))",
        4,
        "ValueError: Dropdown(choices=…) follows the Radio of another app",
    ),
    "the id of a tab twice": (
        'with gr.Blocks():\n    gr.Tab("A", id="x")\n    gr.Tab("B", id="x")',
        3,
        "ValueError: There is a Tab with id='x' already in these Tabs",
    ),
    "a component twice among the inputs": (
        "t = gr.Textbox(label='Name')\ngr.Interface(lambda a, b: a, [t, t], \"text\")",
        2,
        "ValueError: The Textbox 'Name' stands twice in the inputs",
    ),
    "a component outside of the app that is entered again": (
        "t = gr.Textbox()\nt.render()",
        2,
        "RuntimeError: render() places a component: call it inside of `with Blocks():`.",
    ),
    "render without parentheses": (
        "with gr.Blocks():\n    @gr.render\n    def part(): pass",
        2,
        "TypeError: @gr.render is written with parentheses: @gr.render(), or",
    ),
    "render outside of an app": (
        "@gr.render()\ndef part(): pass",
        1,
        "RuntimeError: render() is a part of an app: use it inside of `with Blocks():`.",
    ),
    "render of a class": (
        "with gr.Blocks():\n    @gr.render(gr.Textbox)\n    def part(text): pass",
        2,
        "TypeError: Inputs and outputs are components, not classes of them",
    ),
    "render of a generator": (
        "with gr.Blocks():\n    @gr.render()\n    def part(): yield 1",
        2,
        "TypeError: @gr.render calls a plain function, and part() is a generator",
    ),
    "render with the function in it": (
        "with gr.Blocks():\n    gr.render(None, lambda: gr.Textbox())",
        2,
        "TypeError: gr.render(…) takes no function: it decorates one",
    ),
    "an unknown name of the package": (
        "gr.TextBox()",
        1,
        "AttributeError: module 'intarsia' has no attribute 'TextBox'. Did you mean 'Textbox'?",
    ),
    "a nearly known name of the package": (
        "gr.Chekbox()",
        1,
        "has no attribute 'Chekbox'. Did you mean 'Checkbox'?",
    ),
    "an unknown method of the app": (
        "demo = gr.Blocks()\ndemo.lanch()",
        2,
        "AttributeError: Blocks has no attribute 'lanch'. Did you mean 'launch'?",
    ),
    "an event of other components": (
        "t = gr.Number()\nt.clik(print)",
        2,
        "AttributeError: Number has no event or attribute 'clik'. Its events: change, input, "
        "submit, focus, blur.",
    ),
    "no number": (
        'gr.Number("abc")',
        1,
        "TypeError: Number(value=…): 'abc' cannot be shown. Number shows a number, not str.",
    ),
    "no number between": (
        "gr.Number(minimum=10, maximum=1)",
        1,
        "ValueError: No number lies between a minimum of 10 and a maximum of 1.",
    ),
    "a bound that is a text": (
        'gr.Number(minimum="1")',
        1,
        "TypeError: Number(minimum=…) is a number, not '1'.",
    ),
    "steps of nothing": (
        "gr.Slider(0, 10, step=0)",
        1,
        "ValueError: Slider(step=…) is a number above 0, not 0.",
    ),
    "steps back": (
        "gr.Number(step=-1)",
        1,
        "ValueError: Number(step=…) is a number above 0, not -1.",
    ),
    "a slider without an end": (
        "gr.Slider(None, 10)",
        1,
        "TypeError: Slider(minimum=…) is a number, not None.",
    ),
    "a slider that starts at a text": (
        'gr.Slider(0, 10, "five")',
        1,
        "TypeError: Slider(value=…): 'five' cannot be shown. Slider shows a number, not str.",
    ),
    "several where one is chosen": (
        'gr.Dropdown(["a", "b"], ["a"])',
        1,
        "TypeError: Dropdown(value=…): list: ['a'] cannot be shown.",
    ),
    "a clock without seconds": (
        'gr.Timer("1s")',
        1,
        "TypeError: Timer(value=…) is a number of seconds, not '1s'.",
    ),
    "a label that is a list": (
        'gr.Textbox(label=["Name"])',
        1,
        "TypeError: Textbox(label=…) is a text, not list: ['Name'].",
    ),
    "lines that are no number": (
        'gr.Textbox(lines="many")',
        1,
        "TypeError: Textbox(lines=…) is a whole number, like 3, not 'many'.",
    ),
    "a share that is no number": (
        'gr.Textbox(scale="x")',
        1,
        "TypeError: Textbox(scale=…) is a whole number, like 3, not 'x'.",
    ),
    "a width that is no length": (
        'gr.Column(min_width="wide")',
        1,
        "TypeError: Column(min_width=…) is a number of pixels, like 100, not 'wide'.",
    ),
    "shown or not": (
        'gr.Textbox(visible="no")',
        1,
        "TypeError: Textbox(visible=…) is True, False or \"hidden\", not 'no'.",
    ),
    "to be changed or not": (
        'gr.Textbox(interactive="no")',
        1,
        "TypeError: Textbox(interactive=…) is True or False, not 'no'.",
    ),
    "classes that are a number": (
        "gr.Textbox(elem_classes=5)",
        1,
        "TypeError: Textbox(elem_classes=…) is a text or a list of texts, not int: 5.",
    ),
    "a name that is a list": (
        'gr.Textbox(elem_id=["a"])',
        1,
        "TypeError: Textbox(elem_id=…) is a text, not list: ['a'].",
    ),
    "a rank that there is not": (
        'gr.Button(variant="primery")',
        1,
        'ValueError: Button(variant=…) is "primary", "secondary", "stop" or "huggingface", not '
        "'primery'. Did you mean 'primary'?",
    ),
    "a language that there is not": (
        'gr.Code(language="pyton")',
        1,
        "ValueError: Code(language=…) cannot be 'pyton'. Did you mean 'python'?",
    ),
    "buttons that are a text": (
        'gr.Textbox(buttons="copy")',
        1,
        "TypeError: Textbox(buttons=…) is a list, like ['copy'].",
    ),
    "colours that are a text": (
        'gr.HighlightedText(color_map="red")',
        1,
        "TypeError: HighlightedText(color_map=…) is a dict, not 'red'.",
    ),
    "a callback that is none": (
        "gr.State(delete_callback=5)",
        1,
        "TypeError: State(delete_callback=…) is a function, not int: 5.",
    ),
    "how often, in words": (
        'with gr.Blocks():\n    gr.Textbox(lambda: 1, every="1s")',
        2,
        "TypeError: Textbox(every=…) is a number of seconds or a gr.Timer, not '1s'.",
    ),
    "a value from no component": (
        'with gr.Blocks():\n    gr.Textbox(lambda x: x, inputs="x")',
        2,
        "TypeError: Inputs and outputs are components, not str: 'x'.",
    ),
    "a conversation that is none": (
        'gr.Chatbot([("Hello", "Hi")])',
        1,
        "Each message is a dictionary with 'role' and 'content' keys or a ChatMessage, not tuple.",
    ),
    "a file that is not there": (
        'gr.File("gone.txt")',
        1,
        "FileNotFoundError: File(value=…) names a file that is not there: gone.txt",
    ),
    "a style sheet that is not there": (
        'with gr.Blocks() as demo:\n    pass\ndemo.launch(css_paths="gone.css")',
        3,
        "FileNotFoundError: css_paths=… names a file that is not there: gone.css",
    ),
    "a style that is a number": (
        "gr.Blocks(css=5)",
        1,
        "TypeError: css=… is a text, not int: 5.",
    ),
    "a theme that is a number": (
        "gr.Blocks().launch(theme=5)",
        1,
        "TypeError: A theme is one of gr.themes or its name, not int.",
    ),
    "a queue of no length": (
        'gr.Blocks().queue(max_size="x")',
        1,
        "TypeError: max_size=… is a whole number, like 3, not 'x'.",
    ),
    "an interface of a class": (
        'gr.Interface(str, gr.Textbox, "text")',
        1,
        "TypeError: Textbox is a class: write gr.Textbox(), with parentheses.",
    ),
    "an interface of a text": (
        'gr.Interface("greet", "text", "text")',
        1,
        "TypeError: An Interface is of a function, not of 'greet'",
    ),
    "a conversation with a number": (
        "gr.ChatInterface(5)",
        1,
        "TypeError: A ChatInterface is of a function, not of int: 5.",
    ),
    "a conversation in a number": (
        "gr.ChatInterface(print, chatbot=5)",
        1,
        "TypeError: ChatInterface(chatbot=…) is a component, not int: 5.",
    ),
    "tabs of no apps": (
        "gr.TabbedInterface([5])",
        1,
        "TypeError: A TabbedInterface is of a list of apps",
    ),
}

# A program that Gradio takes as well, the line that is wrong, and words of the notice there.
NOTICES = {
    "a value without an input": (
        "def greet(name, mood): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n"
        "    t.change(greet, t)",
        4,
        "greet() takes a value for 'mood', for which there is no input: it gets None.",
    ),
    "an input too many": (
        "def greet(name): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n"
        "    t.change(greet, [t, t])",
        4,
        "greet() takes 1 value (name), but there are 2 inputs: calls of it will fail.",
    ),
    "a parameter by name alone": (
        "def greet(name, *, mood): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n"
        "    t.change(greet, t)",
        4,
        "greet() takes 'mood' by name alone: calls of it will fail. Give inputs_kwargs={'mood': …}",
    ),
    "a set gives one value": (
        "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(lambda a, b: a, {t})",
        3,
        "The lambda takes a value for 'b'",
    ),
    "an interface with an input too many": (
        'gr.Interface(lambda a: a, ["text", "text"], "text")',
        1,
        "The lambda takes 1 value (a), but there are 2 inputs",
    ),
    "a conversation without a history": (
        "gr.ChatInterface(lambda message: message)",
        1,
        "The lambda takes 1 value (message), but there are 2 inputs",
    ),
    "a validator that takes nothing": (
        "def check(): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n"
        "    t.change(print, t, validator=check)",
        4,
        "check() takes no value, but there is 1 input: calls of it will fail.",
    ),
    "a function that was called": (
        "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(len.__init__(), t)",
        3,
        "This listener calls nothing",
    ),
    "a function that was forgotten": (
        "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(inputs=t, outputs=t)",
        3,
        "Textbox.change() was given no function, and nothing will happen",
    ),
    "one name for two": (
        'with gr.Blocks():\n    gr.Textbox(elem_id="x", label="Name")\n    gr.Number(elem_id="x")',
        3,
        "elem_id='x' is the name of a Textbox 'Name' already, and is for one.",
    ),
    "a name with its sign": (
        'gr.Textbox(elem_id="#name")',
        1,
        "Textbox(elem_id=…) is the name alone: '#name' counts as 'name'.",
    ),
    "half a line": ("gr.Textbox(lines=2.5)", 1, "is a whole number: 2.5 counts as 3."),
    "no lines": ("gr.Textbox(lines=0)", 1, "Textbox(lines=…) is 1 or more: 0 counts as 1."),
    "a number beyond its bounds": (
        "gr.Number(50, maximum=10)",
        1,
        "Number(value=…) is 50, which functions do not get. Must be 10 or less.",
    ),
    "a slider beyond its end": (
        "gr.Slider(0, 10, 50)",
        1,
        "Slider(value=…) is 50, which functions do not get. Must be 10 or less.",
    ),
    "a value that is not offered": (
        'gr.Dropdown(["apple", "pear"], "aple")',
        1,
        "Dropdown(value=…): 'aple' is not among the choices. Did you mean 'apple'?",
    ),
    "a label in place of the value": (
        'gr.Radio([("One", 1)], "One")',
        1,
        "Radio(value=…): 'One' is not among the choices. The value behind the label 'One' is 1.",
    ),
    "one of several that is not offered": (
        'gr.CheckboxGroup(["a"], ["a", "b"])',
        1,
        "CheckboxGroup(value=…): 'b' is not among the choices.",
    ),
    "a tab that there is not": (
        'with gr.Blocks():\n    with gr.Tabs(selected="two"):\n        gr.Tab("One", id="one")',
        2,
        "Tabs(selected='two') is the id of none in it; those are 'one'.",
    ),
    "names of tabs without apps": (
        'gr.TabbedInterface([gr.Blocks()], ["a", "b"])',
        1,
        "There are 1 apps, and 2 names of tabs: those at the end name nothing.",
    ),
}

# What Gradio takes, and what means something: nothing is said.
VALID = (
    "gr.Textbox(visible=1, interactive=0, label=5, scale=2.0, min_width='100px')",
    "gr.Textbox(visible=None, elem_classes={'a'}, placeholder=3)",
    "gr.Number('5')",
    "gr.Dropdown(['a'], 'b', allow_custom_value=True)",
    "gr.Dropdown(['a'], [], multiselect=True)",
    "gr.Slider(0, 10, lambda: 50)",
    "gr.Blocks().queue(default_concurrency_limit=None)",
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(lambda *a: a, [t, t])",
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(lambda a, b=1: a, t)",
    "def f(a, r: gr.Request, p=gr.Progress()): pass\n"
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(f, t)",
    "def f(event: gr.SelectData): pass\nwith gr.Blocks():\n    t = gr.Textbox()\n    t.select(f)",
    "def f(a, *, b): pass\n"
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(f, t, inputs_kwargs={'b': t})",
    "with gr.Blocks():\n    t, s = gr.Textbox(), gr.State()\n    t.change(lambda a, b: a, [t, s])",
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(None, t, t, js='x => x')",
    "with gr.Blocks():\n    t = gr.Textbox()\n    t.change(None, cancels=t.submit(print, t))",
    "with gr.Blocks():\n    t = gr.Textbox()\n\n    @t.change(inputs=t)\n    def f(x): pass",
    "with gr.Blocks():\n    t = gr.Textbox()\n    gr.Button().click(max, t, t)",
    "t = gr.Textbox()\ngr.Interface(lambda a: a, t, t)",
    "with gr.Blocks():\n    with gr.Tabs(selected=1):\n        gr.Tab('A')\n        gr.Tab('B')",
    "with gr.Blocks():\n    t = gr.Textbox()\n"
    "with gr.Blocks():\n    t.render()\n    t.change(print, t)",
)

# A function of a listener with the outputs `a` and `b`, and words of the failure of its run.
RUNS = {
    "too few values": (
        "lambda: ('x',)",
        "The lambda, line 3, must return 2 values, but returned 1: ('x',). Its outputs are "
        "'Name' (Textbox) and 'Age' (Number).",
    ),
    "one value for two outputs": (
        "lambda: 'x'",
        "must return 2 values, but returned one str: 'x'. Its outputs are 'Name' (Textbox) and",
    ),
    "nothing for two outputs": ("lambda: None", "must return 2 values, but returned None."),
    "an update of an unknown property": (
        "lambda: (gr.update(lable='x'), 1)",
        "Textbox() has no parameter 'lable'. Did you mean 'label'?",
    ),
    "a component of another kind": (
        "lambda: (gr.Slider(minimum=3), 1)",
        "Textbox() has no parameter 'minimum'.",
    ),
    "a value for no output": (
        "lambda: {gr.Slider(label='Size'): 1}",
        "a component that is no output: 'Size' (Slider). Its outputs are 'Name' (Textbox) and",
    ),
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
    """Run a program; return its error, and the last line of the program that led to it.

    At most one frame of ours is seen below that.
    """
    linecache.cache["<program>"] = (len(code), None, code.splitlines(keepends=True), "<program>")
    try:
        exec(compile(code, "<program>", "exec"), {"gr": gr})
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == "<program>"]
        assert "<program>" in {frame.filename for frame in frames[-2:]}, frames
        return f"{type(error).__name__}: {error}", lines[-1]
    return "no error", None


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_error_is_at_the_line_that_is_wrong(name: str) -> None:
    code, line, words = PROGRAMS[name]
    said, at = outcome(code)
    assert words in said
    assert at == line


@pytest.mark.parametrize("name", NOTICES)
def test_the_notice_is_at_the_line_that_is_wrong(name: str) -> None:
    code, line, words = NOTICES[name]
    _noticed.clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert outcome(code) == ("no error", None)
    told = [(str(each.message), each.filename, each.lineno) for each in caught]
    assert any(words in said for said, _, _ in told), told
    assert all((file, at) == ("<program>", line) for _, file, at in told)


@pytest.mark.parametrize("code", VALID)
def test_nothing_is_said_of_a_program_that_is_right(code: str) -> None:
    _noticed.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert outcome(code) == ("no error", None)


@pytest.mark.parametrize("name", RUNS)
def test_a_run_says_what_is_wrong_with_its_result(name: str) -> None:
    fn, words = RUNS[name]
    names: dict[str, Any] = {"gr": gr}
    exec(
        "with gr.Blocks() as demo:\n"
        "    a, b = gr.Textbox(label='Name'), gr.Number(label='Age')\n"
        f"    gr.Button().click({fn}, None, [a, b])",
        names,
    )
    with pytest.raises(RequestError) as failed:
        connect(names["demo"]).call(0)
    assert words in failed.value.error.message


def test_values_beyond_the_outputs_are_dropped_with_a_warning() -> None:
    with gr.Blocks() as demo:
        a, b = gr.Textbox(label="Name"), gr.Number(label="Age")
        gr.Button().click(lambda: ("x", 1, 2), None, [a, b])
        gr.Button().click(lambda: 5)
    client = connect(demo)
    assert client.call(0) == ["x", 1]
    client.call(1)
    said = "".join(entry.text for entry in client.log)
    assert "returned 3 values: ('x', 1, 2), and what is too much is dropped" in said
    assert "Its outputs are 'Name' (Textbox) and 'Age' (Number)." in said
    assert "returned 1 value: 5, and what is too much is dropped. Its listener has no" in said


def test_a_parameter_without_an_input_gets_none() -> None:
    with gr.Blocks() as demo, warnings.catch_warnings(action="ignore"):
        a = gr.Textbox("x")
        gr.Button().click(lambda a, b, c=3: f"{a}{b}{c}", a, a)
    assert connect(demo).call(0) == "xNone3"


def test_a_key_twice_is_told_in_the_log_of_the_run() -> None:
    with gr.Blocks() as demo:

        @gr.render()
        def part() -> None:
            gr.Textbox(key="name")
            gr.Textbox(key="name")

    client = connect(demo)
    client.wait(lambda: any("key='name' already" in entry.text for entry in client.log))


def test_there_are_enough_of_them() -> None:
    assert len(PROGRAMS) + len(NOTICES) + len(RUNS) >= 120


def test_a_part_of_an_app_may_name_what_that_one_has() -> None:
    with gr.Blocks() as demo:
        a = gr.Textbox("x")
        with gr.Blocks() as part:
            b = gr.Textbox()
            b.change(str.upper, a, b)
        gr.Button().click(str.upper, a, b)
    assert connect(demo).call(1) == "X"
    assert part.listeners
