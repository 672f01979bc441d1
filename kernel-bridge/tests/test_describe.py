"""What `describe` prints, and what stays true of any signature."""

from __future__ import annotations

import inspect
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intarsia import describe
from intarsia.description import Description, Row, shown_value
from intarsia.errors import InvalidValueError
from intarsia.inference import infer


def classify(
    petal_length: float = 4.0,
    petal_width: float = 1.3,
    model: Literal["forest", "logistic"] = "forest",
) -> dict[str, float]:
    """Which iris is it?"""
    return {}


def test_the_table_says_which_component_and_why() -> None:
    assert str(describe(classify)) == (
        "parameter     component  because\n"
        "petal_length  Number     float\n"
        "petal_width   Number     float\n"
        "model         Radio      Literal['forest', 'logistic']: 2 choices\n"
        "result        Label      returns dict[str, float]"
    )


def test_the_rows_are_there_for_programs() -> None:
    described = describe(classify, petal_width=(0, 3))
    assert described.name == "classify"
    assert described.rows[1] == Row("petal_width", "Slider", "given from 0 to 3")
    assert repr(described) == str(described)


def test_what_could_not_be_resolved_is_said() -> None:
    def fn(a: Nowhere = 1) -> Neither: ...  # noqa: F821  # that is the point

    described = describe(fn)
    assert "(Nowhere: name 'Nowhere' is not defined)" in described.rows[0].because
    assert "(Neither: name 'Neither' is not defined)" in described.rows[1].because


def test_several_results_are_numbered() -> None:
    def fn() -> tuple[int, str]: ...

    assert [row.parameter for row in describe(fn).rows] == ["result 1", "result 2"]


def test_nothing_is_a_table_with_its_head() -> None:
    assert str(Description("fn", ())) == "parameter  component  because"


def test_values_are_shown_short() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    assert len(shown_value("x" * 500)) <= 60
    assert shown_value("a\n b") == r"'a\n b'"
    assert shown_value(Broken()) == "a Broken"


def test_what_has_no_signature_is_refused_in_words() -> None:
    with pytest.raises(TypeError, match="Wrap it in a function"):
        describe(dict)
    with pytest.raises(TypeError, match="cannot be called"):
        describe(7)  # type: ignore[arg-type]  # that is the point


ANNOTATIONS = ["int", "str", "float", "bool", "list[int]", "int | None", "Literal['a', 1]", "Gone"]
DEFAULTS = st.none() | st.integers() | st.text(max_size=5) | st.booleans() | st.floats()
EMPTY = inspect.Parameter.empty


def parameter(name: str, kind: Any, annotation: Any, default: Any) -> inspect.Parameter:
    variable = kind in (kind.VAR_POSITIONAL, kind.VAR_KEYWORD)
    return inspect.Parameter(
        name, kind, annotation=annotation, default=EMPTY if variable else default
    )


parameters = st.builds(
    parameter,
    name=st.sampled_from("abcdef"),
    kind=st.sampled_from(list(inspect._ParameterKind)),
    annotation=st.sampled_from([*ANNOTATIONS, EMPTY]),
    default=DEFAULTS | st.just(EMPTY),
)


def ordered(found: list[inspect.Parameter]) -> list[inspect.Parameter]:
    """Return parameters as Python lets them stand: defaults last, one `*args` at the most."""
    seen: list[inspect.Parameter] = []
    for one in sorted(found, key=lambda one: one.kind):
        if one.kind in (2, 4) and any(other.kind == one.kind for other in seen):
            continue
        late = any(other.kind < 2 and other.default is not EMPTY for other in seen)
        seen.append(one.replace(default=0) if late and one.kind < 2 else one)
    return seen


@settings(max_examples=150, deadline=None)
@given(found=st.lists(parameters, max_size=5, unique_by=lambda one: one.name))
def test_every_signature_gets_an_interface(found: list[inspect.Parameter]) -> None:
    seen = ordered(found)

    def fn(*args: Any, **kwargs: Any) -> None: ...

    fn.__signature__ = inspect.Signature(seen)  # type: ignore[attr-defined]  # what inspect reads
    form = infer(fn)
    assert [field.name for field, _ in form.inputs] == [one.name for one in seen]
    assert len(describe(fn).rows) == len(seen) + 1
    values = []
    for _, accepted in form.inputs:
        component = accepted.component
        component.spec()
        try:
            values.append(component.preprocess(component.initial()))
        except InvalidValueError:
            return  # something has to be entered first
    args, kwargs = form.bind(values)
    inspect.Signature(seen).bind(*args, **kwargs)
