"""From one value to the next by what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intarsia.edits import MOST, apply, difference
from intarsia.messages import Edit
from intarsia.wire import weigh

CASES = json.loads((Path(__file__).parents[2] / "schema/cases/edits.json").read_text())

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats()
    | st.text(max_size=5)
    | st.text(min_size=64, max_size=66)
    | st.binary(max_size=3)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=15,
)


@st.composite
def changed(draw: Any, value: Any) -> Any:
    """Return a value that a stream may yield after another one."""
    if isinstance(value, str):
        return draw(st.sampled_from([value, value + draw(st.text(max_size=3))]))
    if isinstance(value, list) and draw(st.integers(0, 9)):
        kept = value[: draw(st.integers(0, len(value)))] if draw(st.booleans()) else value
        return [draw(changed(item)) for item in kept] + draw(st.lists(values, max_size=2))
    if isinstance(value, dict) and draw(st.integers(0, 9)):
        kept = {k: draw(changed(v)) for k, v in value.items() if draw(st.integers(0, 5))}
        return kept | draw(st.dictionaries(st.text(max_size=3), values, max_size=2))
    return draw(values) if draw(st.integers(0, 2)) == 0 else value


@given(st.data())
def test_the_edits_make_the_new_value_of_the_old_one(data: Any) -> None:
    old = data.draw(values)
    new = data.draw(changed(old))
    before = repr(old)
    edits = difference(old, new)
    if edits is not None:
        assert repr(apply(old, edits)) == repr(new)
        assert len(edits) <= MOST
    assert repr(old) == before


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_both_sides_read_edits_alike(case: dict[str, Any]) -> None:
    edits = [Edit(path=tuple(e["path"]), op=e["op"], value=e["value"]) for e in case["edits"]]
    assert apply(case["old"], edits) == case["new"]


def talk(text: str, turns: int = 50) -> list[dict[str, Any]]:
    said = [{"role": "user", "content": [{"type": "text", "text": "word " * 50}]}] * turns
    return [*said, {"role": "assistant", "content": [{"type": "text", "text": text}]}]


def test_a_growing_answer_costs_what_is_new() -> None:
    edits = difference(talk("x" * 100), talk("x" * 100 + "yz"))
    assert edits is not None
    assert [(edit.path, edit.op, edit.value) for edit in edits] == [
        ((50, "content", 0, "text"), "append", "yz")
    ]


def test_what_differs_all_over_goes_whole() -> None:
    assert difference(list(range(1000)), list(range(1, 1001))) is None
    assert difference([1], {"a": 1}) is None
    assert difference("text", "text and more") is None
    assert difference({"a": 1, "b": 2}, {"b": 2, "a": 1}) is None


def test_edits_are_lighter_than_the_value() -> None:
    old, new = {"a": "x" * 70}, {"a": "y" * 70}
    assert difference(old, new) is None
    new = {"a": "x" * 70, "b": 1}
    edits = difference({"a": "x" * 70}, new)
    assert edits is not None
    assert weigh([edit.value for edit in edits]) < weigh(new)


@pytest.mark.parametrize(
    ("value", "edit"),
    [
        ([1], Edit(path=(1,), op="set", value=2)),
        ({"a": 1}, Edit(path=("b",), op="remove", value=None)),
        ({"a": 1}, Edit(path=("b", "c"), op="set", value=None)),
        (["x"], Edit(path=(0,), op="append", value=[1])),
        ([1], Edit(path=(), op="remove", value=None)),
    ],
)
def test_an_edit_that_does_not_fit_is_an_error(value: Any, edit: Edit) -> None:
    with pytest.raises((LookupError, TypeError)):
        apply(value, [edit])
