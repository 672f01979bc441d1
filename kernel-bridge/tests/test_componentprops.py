"""A parameter annotated with a class of component gets properties, and changes them."""

from __future__ import annotations

from typing import Any

import intarsia as gr
from intarsia.testing import connect


def app_of(fn: Any, *more: Any) -> gr.Blocks:
    with gr.Blocks() as demo:
        name = gr.Textbox("Ada", label="Name", lines=2)
        other = gr.Number(3, label="Age")
        gr.Button().click(fn, [name, other], list(more) or name)
    return demo


def test_a_function_gets_the_properties_of_a_component() -> None:
    got: list[Any] = []

    def look(name: gr.Textbox, age: float) -> Any:
        got.extend([name.value, name.label, name.lines, name.visible, age])
        return gr.skip()

    connect(app_of(look)).call(0)
    assert got == ["Ada", "Name", 2, True, 3]


def test_what_it_sets_there_changes_the_component() -> None:
    def change(name: gr.Textbox, age: float) -> Any:
        name.label, name.value = f"Name of {age:.0f}", name.value.upper()
        return name

    session = connect(app_of(change))
    assert session.call(0) == "ADA"
    assert session.fns[0].outputs[0].label == "Name of 3"
    assert session.fns[0].outputs[0].lines == 2


def test_choices_are_pairs_and_may_be_others() -> None:
    def more(fruit: gr.Dropdown) -> Any:
        assert fruit.choices == [("apple", "apple"), ("Pear", 2)]
        fruit.choices = [*fruit.choices, "plum"]
        return fruit

    with gr.Blocks() as demo:
        fruit = gr.Dropdown(["apple", ("Pear", 2)])
        fruit.change(more, fruit, fruit)
    session = connect(demo)
    assert session.call(0) == "apple"
    assert session.fns[0].outputs[0].choices.values == ("apple", 2, "plum")


def test_another_component_takes_what_it_knows() -> None:
    def copy(name: gr.Textbox, age: float) -> Any:
        return name

    with gr.Blocks() as demo:
        name, shown = gr.Textbox("Ada", label="Name", lines=2), gr.Markdown()
        gr.Button().click(copy, [name, gr.Number()], shown)
    session = connect(demo)
    assert session.call(0) == "Ada"
    assert session.fns[0].outputs[0].label == "Name"


def test_given_by_name_and_from_code_as_well() -> None:
    def look(age: float, name: gr.Textbox) -> str:
        return f"{name.label} {name.value}"

    with gr.Blocks() as demo:
        name, age = gr.Textbox("Ada", label="Name"), gr.Number()
        gr.Button().click(look, age, gr.Textbox(), inputs_kwargs={"name": name})
    assert connect(demo).call(0) == "Name Ada"
    assert demo.predict(age=1) == "Name Ada"
