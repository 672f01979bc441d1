"""What functions get and browsers show is what Gradio 6.31 makes of the same.

The expectations were read off the installed Gradio, by calling the `preprocess` and
`postprocess` of its components with these arguments and values.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from intarsia import TextArea
from intarsia.components import (
    Checkbox,
    CheckboxGroup,
    ColorPicker,
    Component,
    DateTime,
    Dropdown,
    Number,
    Radio,
    Slider,
    Textbox,
)
from intarsia.errors import InvalidValueError

REFUSED = object()

PREPROCESSED: list[tuple[Component, list[tuple[Any, Any]]]] = [
    (Textbox(), [("a", "a"), ("", ""), (None, None), ("x\ny", "x\ny")]),
    (Textbox(value="hi", lines=3), [("b", "b")]),
    (Textbox(type="email"), [("nobody", "nobody"), ("", "")]),
    (Textbox(type="password"), [("s", "s"), (None, None)]),
    (TextArea(), [("a", "a"), (None, None)]),
    (Number(), [(1, 1), (2.5, 2.5), (None, None), (0, 0), (-3, -3)]),
    (Number(precision=0), [(1, 1), (2.5, 2), (3.5, 4), (2.4999, 2), (None, None), (-0.5, 0)]),
    (Number(precision=2), [(1, 1), (2.345, 2.35), (2.005, 2.0), (None, None)]),
    (Number(precision=-1), [(15, 20), (25.5, 30.0)]),
    (Number(minimum=0, maximum=5), [(0, 0), (5, 5), (6, REFUSED), (-1, REFUSED), (None, None)]),
    (Slider(), [(0, 0), (50, 50), (2.5, 2.5), (100, 100), (101, REFUSED), (-1, REFUSED)]),
    (Slider(minimum=1, maximum=10, value=4, step=1, precision=0), [(2.5, 2), (3.5, 4), (7, 7)]),
    (Slider(minimum=-1, maximum=1, step=0.1, precision=1), [(0.25, 0.2), (0.35, 0.3)]),
    (Checkbox(), [(True, True), (False, False), (None, None)]),
    (
        CheckboxGroup(choices=["a", "b", ("C", 3)]),
        [
            ([], []),
            (["a"], ["a"]),
            (["b", "a"], ["b", "a"]),
            ([3], [3]),
            (["z"], REFUSED),
            (["a", "z"], REFUSED),
        ],
    ),
    (
        CheckboxGroup(choices=["a", "b", "c"], type="index"),
        [([], []), (["c", "a"], [2, 0]), (["z"], REFUSED)],
    ),
    (CheckboxGroup(choices=[1, 2.5, "x"], value="x"), [([1], [1]), ([2.5, 1], [2.5, 1])]),
    (Radio(choices=["a", "b"]), [("a", "a"), (None, None), ("z", REFUSED), ("", REFUSED)]),
    (
        Radio(choices=[("One", 1), ("Two", 2)], type="index"),
        [(1, 0), (2, 1), (None, None), (3, REFUSED)],
    ),
    (Radio(choices=[["One", 1], ["Two", 2]]), [(1, 1), (2, 2)]),
    (Dropdown(choices=["a", "b"]), [("a", "a"), (None, None), ("z", REFUSED), ("", REFUSED)]),
    (Dropdown(choices=["a", "b"], value=None), [("a", "a"), (None, None)]),
    (
        Dropdown(choices=["a", "b"], multiselect=True),
        [(["a"], ["a"]), (["b", "a"], ["b", "a"]), ([], []), (None, None), (["z"], REFUSED)],
    ),
    (Dropdown(choices=["a", "b"], multiselect=True, value="b"), [(["a"], ["a"])]),
    (
        Dropdown(choices=["a", "b"], allow_custom_value=True),
        [("z", "z"), ("", ""), (None, None), ("a", "a")],
    ),
    (
        Dropdown(choices=["a", "b"], allow_custom_value=True, type="index"),
        [("z", None), ("b", 1), (None, None)],
    ),
    (
        Dropdown(choices=["a", "b"], allow_custom_value=True, multiselect=True),
        [(["z", "a"], ["z", "a"]), ([], [])],
    ),
    (
        Dropdown(choices=["a", "b"], allow_custom_value=True, multiselect=True, type="index"),
        [(["z", "a"], [None, 0]), ([], [])],
    ),
    (Dropdown(choices=[("A", 1), ("B", 2)], type="index"), [(1, 0), (2, 1)]),
    (Dropdown(), [(None, None)]),
    (
        ColorPicker(),
        [
            ("#ff0000", "#ff0000"),
            ("rgba(255, 0, 0, 1)", "rgba(255, 0, 0, 1)"),
            ("red", "red"),
            (None, None),
        ],
    ),
    (
        DateTime(timezone="UTC"),
        [("2024-05-01 10:30:00", 1714559400.0), (None, None), ("", None), (" ", None)],
    ),
    (DateTime(timezone="UTC"), [("2024-05-01", REFUSED), ("x", REFUSED), (7, REFUSED)]),
    (
        DateTime(type="datetime"),
        [("2024-05-01 10:30:00", datetime.datetime(2024, 5, 1, 10, 30)), ("", None)],
    ),
    (DateTime(type="string"), [("2024-05-01 10:30:00", "2024-05-01 10:30:00"), ("", None)]),
    (DateTime(include_time=False, type="string"), [("2024-05-01", "2024-05-01")]),
    (
        DateTime(include_time=False, type="datetime"),
        [("2024-05-01", datetime.datetime(2024, 5, 1)), ("2024-05-01 10:30:00", REFUSED)],
    ),
    (DateTime(timezone="Europe/Rome"), [("2024-05-01 10:30:00", 1714552200.0)]),
    (DateTime(timezone="Europe/Rome"), [("2024-01-01 10:30:00", 1704101400.0)]),
]
POSTPROCESSED: list[tuple[Component, list[tuple[Any, Any]]]] = [
    (
        Textbox(),
        [
            ("a", "a"),
            (None, None),
            (5, "5"),
            (2.5, "2.5"),
            (True, "True"),
            (["x"], "['x']"),
            ("", ""),
        ],
    ),
    (Textbox(value="hi", lines=3), [(None, None), ("c", "c")]),
    (Textbox(type="email"), [("x", "x")]),
    (Textbox(type="password"), [("x", "x"), (None, None)]),
    (TextArea(), [("a", "a"), (None, None)]),
    (Number(), [(1, 1), (2.5, 2.5), (None, None), (True, True), (0, 0)]),
    (Number(precision=0), [(1, 1), (2.5, 2), (3.5, 4), (None, None), (7.9, 8)]),
    (Number(precision=2), [(1, 1), (2.345, 2.35), (None, None)]),
    (Number(precision=-1), [(15, 20), (25.5, 30.0)]),
    (Number(minimum=0, maximum=5), [(9, 9), (-2, -2)]),
    (Slider(), [(None, 0), (5, 5), (2.5, 2.5), (200, 200)]),
    (Slider(minimum=1, maximum=10, value=4, step=1, precision=0), [(None, 1), (2.6, 3)]),
    (Slider(minimum=-1, maximum=1, step=0.1, precision=1), [(None, -1), (0.44, 0.4)]),
    (
        Checkbox(),
        [
            (True, True),
            (False, False),
            (None, False),
            (1, True),
            (0, False),
            ("yes", True),
            ("", False),
            ([], False),
        ],
    ),
    (
        CheckboxGroup(choices=["a", "b", ("C", 3)]),
        [(None, []), (["a"], ["a"]), ("a", ["a"]), (["z"], ["z"]), (3, [3]), ([], [])],
    ),
    (CheckboxGroup(choices=["a", "b", "c"], type="index"), [(["a"], ["a"])]),
    (CheckboxGroup(choices=[1, 2.5, "x"], value="x"), [([1], [1])]),
    (Radio(choices=["a", "b"]), [("a", "a"), (None, None), ("z", "z"), (5, 5)]),
    (Radio(choices=[("One", 1), ("Two", 2)], type="index"), [(2, 2)]),
    (Radio(choices=[["One", 1], ["Two", 2]]), [(2, 2)]),
    (Dropdown(choices=["a", "b"]), [("a", "a"), (None, None), (5, 5)]),
    (Dropdown(choices=["a", "b"], value=None), [(None, None)]),
    (
        Dropdown(choices=["a", "b"], multiselect=True),
        [(["a"], ["a"]), (None, None), ("a", ["a"]), ([], [])],
    ),
    (Dropdown(choices=["a", "b"], allow_custom_value=True), [("z", "z"), (None, None), ("", "")]),
    (Dropdown(choices=["a", "b"], allow_custom_value=True, multiselect=True), [(["z"], ["z"])]),
    (
        Dropdown(choices=["a", "b"], allow_custom_value=True, multiselect=True, type="index"),
        [(["z"], ["z"])],
    ),
    (Dropdown(choices=[("A", 1), ("B", 2)], type="index"), [(2, 2)]),
    (Dropdown(), [(None, None)]),
    (ColorPicker(), [("#ff0000", "#ff0000"), (None, None), ("red", "red")]),
    (
        DateTime(timezone="UTC"),
        [
            (0, "1970-01-01 00:00:00"),
            (1714559400.75, "2024-05-01 10:30:00"),
            ("2024-05-01 10:30:00", "2024-05-01 10:30:00"),
            ("anything", "anything"),
            (datetime.datetime(2024, 5, 1, 10, 30, 5, 250), "2024-05-01 10:30:05"),
            (None, None),
        ],
    ),
    (DateTime(include_time=False, timezone="UTC"), [(1714559400.0, "2024-05-01")]),
    (DateTime(timezone="Europe/Rome"), [(1714559400.0, "2024-05-01 12:30:00")]),
]


def named(value: object) -> str:
    return type(value).__name__ if isinstance(value, Component) else ""


@pytest.mark.parametrize(("component", "pairs"), PREPROCESSED, ids=named)
def test_the_function_gets_what_gradio_gives_it(
    component: Component, pairs: list[tuple[Any, Any]]
) -> None:
    for sent, got in pairs:
        if got is REFUSED:
            with pytest.raises(InvalidValueError):
                component.preprocess(sent)
        else:
            found = component.preprocess(sent)
            assert (found, type(found)) == (got, type(got)), sent


@pytest.mark.parametrize(("component", "pairs"), POSTPROCESSED, ids=named)
def test_the_browser_is_told_what_gradio_tells_it(
    component: Component, pairs: list[tuple[Any, Any]]
) -> None:
    for returned, told in pairs:
        assert component.postprocess(returned) == told, returned


def test_an_empty_field_starts_with_what_gradio_s_browser_sends() -> None:
    assert Textbox().initial() == ""
    assert Textbox().held(None) == ""
    assert Number().initial() == 0
    assert Number(placeholder="How many?").initial() is None
    assert Number(interactive=False).initial() is None
    assert Slider(2, 5).initial() == 2
    assert CheckboxGroup(["a"]).initial() == []
    assert Radio(["a"]).initial() is None
    assert Dropdown(["a", "b"]).initial() == "a"
    assert Dropdown(["a"], multiselect=True).initial() == []
    assert ColorPicker().initial() is None
    assert DateTime().initial() is None
