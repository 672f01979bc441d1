from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from intarsia.components import Checkbox, Number, Slider
from intarsia.components.bounds import Bounds, drawable, is_multiple
from intarsia.errors import InvalidValueError


def whole(number: Number | Slider | None = None) -> Number | Slider:
    """Return the field of a parameter that is an `int`."""
    number = number or Number(precision=0)
    number.of_function = True
    return number


@pytest.mark.parametrize(
    ("number", "value", "message"),
    [
        (Number(minimum=0), -1, "Must be 0 or more."),
        (Number(maximum=5), 5.5, "Must be 5 or less."),
        (Number(minimum=0, exclusive_minimum=True), 0, "Must be more than 0."),
        (Number(maximum=5, exclusive_maximum=True), 5, "Must be less than 5."),
        (Number(multiple_of=0.5), 0.7, "Must be a multiple of 0.5."),
        (whole(), 1.5, "Enter a whole number."),
        (Number(precision=0), math.nan, "Enter a whole number."),
        (Number(precision=0), "1", "Enter a whole number."),
        (whole(Slider(0, 3, precision=0)), 1.5, "Enter a whole number."),
        (Number(), True, "Enter a number."),
        (Number(), "7", "Enter a number."),
        (Number(required=True), None, "Enter a number."),
        (Number(precision=0, required=True), None, "Enter a whole number."),
        (Number(maximum=5), math.nan, "Must be 5 or less."),
        (whole(), math.inf, "Enter a whole number."),
        pytest.param(
            Number(precision=0), 1 << 15_000, "This number has too many digits.", id="digits"
        ),
        (Slider(0, 3), 3.01, "Must be 3 or less."),
        (Slider(0, 3), None, "Enter a number."),
        (Slider(0, 3), [1], "Enter a number."),
    ],
)
def test_fault_030_says_what_to_enter(number: Number, value: object, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        number.preprocess(value)
    assert caught.value.message == message


def test_a_whole_number_stays_one() -> None:
    assert repr(Number(precision=0).preprocess(3.0)) == "3"
    assert repr(Number().preprocess(3)) == "3"
    assert Number(precision=0).preprocess(2**60) == 2**60


def test_rounds_to_its_precision() -> None:
    assert Number(precision=2).preprocess(1.23456) == 1.23
    assert Number(precision=2).postprocess(1.23456) == 1.23
    assert Number(precision=0).spec().whole is False


def test_the_field_of_a_parameter_rounds_nothing_that_is_whole_or_shown() -> None:
    assert whole().spec().whole is True
    assert whole().postprocess(1.5) == 1.5


def test_a_slider_starts_at_random_when_it_is_told_to() -> None:
    slider = Slider(0, 1, step=0.25, randomize=True)
    chosen = {slider.chance() for _ in range(200)}
    assert chosen == {0, 0.25, 0.5, 0.75, 1}
    assert slider.initial() in chosen
    assert slider.spec().start is None
    assert slider.fresh is not None
    assert slider.fresh() in chosen
    assert Slider(0, 1, 0.3).spec().start == 0.3
    assert Slider(0, 1, 0.3).updated({"value": 0.7}).spec().start == 0.3


def test_a_float_too_large_for_one_is_refused() -> None:
    number = Number()
    number.always_float = True
    with pytest.raises(InvalidValueError, match="too large"):
        number.preprocess(10**400)


def test_fault_009_takes_what_is_not_finite_where_there_are_no_bounds() -> None:
    assert Number().preprocess(math.inf) == math.inf
    assert math.isnan(Number().preprocess(math.nan))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(np.int64(3), 3), (np.float32(0.5), 0.5), (Fraction(1, 2), 0.5), (np.array([2.5]), 2.5)],
)
def test_shows_numbers_of_other_makes(value: object, shown: float) -> None:
    assert Number().postprocess(value) == shown


@pytest.mark.parametrize("value", ["three", b"3", [1], 1j, object(), np.array([1, 2])])
def test_names_the_type_that_it_cannot_show(value: object) -> None:
    with pytest.raises(TypeError, match=f"not .*{type(value).__name__}"):
        Number().postprocess(value)


def test_a_slider_has_the_parameters_of_gradio() -> None:
    slider = Slider(0, 3, 1.5, step=0.5, label="Width", info="Of the petal")
    spec = slider.spec()
    assert (spec.minimum, spec.maximum, spec.step, spec.label) == (0, 3, 0.5, "Width")
    assert Slider().spec().maximum == 100
    assert Slider(2, 3).value == 2


def test_a_slider_steps_finely_enough_for_its_range() -> None:
    assert Slider(0, 3).spec().step == pytest.approx(0.01)
    assert Slider(0, 100).spec().step == 1
    assert Slider(0, 1e6).spec().step == 10_000
    assert Slider(0, 3, precision=0).spec().step == 1


def test_a_slider_takes_a_number_between_two_steps() -> None:
    assert Slider(0, 3, step=0.5).preprocess(0.7) == 0.7


def test_a_slider_without_room_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no room"):
        Slider(3, 3)


def test_a_checkbox_takes_truth_values_only() -> None:
    box = Checkbox()
    box.of_function = True
    assert box.preprocess(True) is True
    assert box.preprocess(None) is False
    for value in (0, 1, "true", [], {}):
        with pytest.raises(InvalidValueError):
            box.preprocess(value)
    assert box.postprocess(np.True_) is True
    with pytest.raises(TypeError, match="Checkbox shows True or False, not str"):
        box.postprocess("yes")
    with pytest.raises(TypeError, match=r"Checkbox shows True or False, not .*ndarray"):
        Checkbox().postprocess(np.array([1, 2]))


def test_the_label_of_a_checkbox_cannot_be_hidden() -> None:
    assert Checkbox(label="Deep", show_label=False).spec().show_label is True
    assert Checkbox(show_label=False).spec().show_label is False


def test_a_bound_that_a_browser_cannot_hold_is_not_drawn_but_checked() -> None:
    number = Number(maximum=2**60, precision=0)
    assert number.spec().maximum is None
    with pytest.raises(InvalidValueError):
        number.preprocess(2**61)
    assert drawable(math.inf) is None
    assert drawable(10**400) is None


def test_the_stricter_of_two_bounds_counts() -> None:
    bounds = Bounds(ge=1, gt=1, le=5, lt=9)
    assert (bounds.lower, bounds.upper) == (1, 5)
    with pytest.raises(InvalidValueError, match="more than 1"):
        bounds.check(1)


def test_multiples_survive_rounding() -> None:
    assert is_multiple(0.1 + 0.2, 0.1)
    assert not is_multiple(math.inf, 0.1)
    assert is_multiple(10**30, 10)
