from __future__ import annotations

import enum

import numpy as np
import pytest

from intarsia.components import CheckboxGroup, Component, Dropdown, Radio
from intarsia.components.choices import Choices
from intarsia.errors import InvalidValueError


class Color(enum.Enum):
    RED = "r"
    DARK_GREEN = "g"
    ALSO_RED = "x"


class Access(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


MIXED = [1, "1", True, 1.0, 0, False, "True", None, [1], [1], {"a": 1}, np.array([1, 2])]


def test_fault_031_choices_of_mixed_types_keep_their_identity() -> None:
    choices = Choices(MIXED)
    wires = [choice.value for choice in choices.spec]
    assert wires[:3] == [1, "1", True]
    for at, wire in enumerate(wires):
        assert choices.decode(wire) is MIXED[at]


def test_fault_031_equal_choices_are_two() -> None:
    choices = Choices(["a", "a", "a"])
    assert [choice.value for choice in choices.spec] == ["a", "a (2)", "a (3)"]


def test_values_are_unique_in_json_where_one_is_one_point_zero() -> None:
    values = [choice.value for choice in Choices([1, 1.0, -0.0, 0]).spec]
    assert len({(isinstance(value, str), value) for value in values}) == 4


def test_an_enum_travels_by_name_and_takes_a_value_too() -> None:
    radio = Radio(Color)
    assert [(choice.label, choice.value) for choice in radio.spec().choices] == [
        ("Red", "RED"),
        ("Dark green", "DARK_GREEN"),
        ("Also red", "ALSO_RED"),
    ]
    assert radio.preprocess("DARK_GREEN") is Color.DARK_GREEN
    assert radio.preprocess("g") is Color.DARK_GREEN


def test_a_name_comes_before_a_value() -> None:
    class Swapped(enum.Enum):
        A = "B"
        B = "A"

    assert Choices(Swapped).decode("A") is Swapped.A


def of_function(component: Component) -> Component:
    """Return a component as `show(fn)` has it."""
    component.of_function = True
    return component


@pytest.mark.parametrize("value", ["c", 2, True, "1", [], {}, ["a"], 1.5, "forest\ud800"])
def test_fault_030_what_is_not_offered_is_refused(value: object) -> None:
    for component in (Radio(["a", 1]), Dropdown(["a", 1])):
        with pytest.raises(InvalidValueError, match=r"Choose one of the offered values\."):
            component.preprocess(value)


def test_nothing_chosen_is_none_unless_required() -> None:
    assert Radio(["a"]).preprocess(None) is None
    with pytest.raises(InvalidValueError):
        Radio(["a"], required=True).preprocess(None)


def test_pairs_are_label_and_value_as_in_gradio() -> None:
    dropdown = Dropdown([("Small", 1), ("Large", 10)])
    assert [choice.label for choice in dropdown.spec().choices] == ["Small", "Large"]
    assert dropdown.preprocess(10) == 10
    assert Dropdown({"Small": 1}).preprocess(1) == 1


def test_the_position_instead_of_the_value() -> None:
    assert Radio(["a", "b"], type="index").preprocess("b") == 1
    assert Dropdown(["a", "b"], type="index", multiselect=True).preprocess(["b", "a"]) == [1, 0]


def test_a_dropdown_starts_with_its_first_choice_as_in_gradio() -> None:
    assert Dropdown(["a", "b"]).value == "a"
    assert Dropdown(["a", "b"], value=None).value is None
    assert Dropdown(["a", "b"], multiselect=True).value == []
    assert Radio(["a", "b"]).value is None


def test_a_custom_value_must_be_a_text() -> None:
    dropdown = Dropdown(["a"], allow_custom_value=True)
    assert dropdown.preprocess("other") == "other"
    with pytest.raises(InvalidValueError):
        dropdown.preprocess({"path": "/etc/passwd"})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (["a", "a"], "Choose each value only once."),
        (["a", "b", "c"], "Choose at most 2 values."),
        ([], "Choose at least 1 value."),
        (["d"], "Choose one of the offered values."),
        ("a", "Choose any of the offered values."),
    ],
)
def test_fault_030_several(value: object, message: str) -> None:
    group = CheckboxGroup(["a", "b", "c"], min_length=1, max_length=2)
    with pytest.raises(InvalidValueError) as caught:
        group.preprocess(value)
    assert caught.value.message == message


def test_the_place_of_the_wrong_choice_is_told() -> None:
    with pytest.raises(InvalidValueError) as caught:
        CheckboxGroup(["a", "b"]).preprocess(["a", "z"])
    assert caught.value.path == (1,)


def test_flags_are_split_and_joined() -> None:
    group = CheckboxGroup(Access)
    assert group.postprocess(Access.READ | Access.RUN) == ["READ", "RUN"]


def test_a_set_is_shown_in_one_order() -> None:
    group = CheckboxGroup(["b", "a", "c"])
    assert group.postprocess({"c", "a"}) == ["a", "c"]


def test_a_result_that_is_not_offered_is_named() -> None:
    with pytest.raises(TypeError, match="Radio shows one of its choices, not int"):
        of_function(Radio(["a"])).postprocess(3)
    with pytest.raises(TypeError, match="CheckboxGroup"):
        of_function(CheckboxGroup(["a"])).postprocess("a")
    with pytest.raises(TypeError, match="Radio shows one of its choices, not object"):
        Radio(["a"]).postprocess(object())
