from __future__ import annotations

import contextlib
import time
import uuid
from decimal import Decimal
from fractions import Fraction

import pytest

from intarsia import InputHTMLAttributes
from intarsia.components import Textbox
from intarsia.components.textformats import LITERAL, MAX_LITERAL, format_of, parse_literal
from intarsia.errors import InvalidValueError


def of_function(box: Textbox) -> Textbox:
    """Return a textbox as `show(fn)` has it."""
    box.of_function = True
    return box


@pytest.mark.parametrize(
    ("box", "value", "message"),
    [
        (Textbox(max_length=3), "abcd", "Enter at most 3 characters."),
        (Textbox(min_length=2), "a", "Enter at least 2 characters."),
        (Textbox(pattern="[a-z]+"), "abc1", "Must match the pattern [a-z]+"),
        (of_function(Textbox(type="email")), "nobody", "Enter an e-mail address."),
        (Textbox(), 7, "Enter a text."),
        (Textbox(), ["a"], "Enter a text."),
        (Textbox(format=format_of(Decimal)), "1,5", "Enter a decimal number, e.g. 12.50."),
        (Textbox(format=format_of(Fraction)), "1/0", "Enter a fraction, e.g. 3/4."),
        (Textbox(format=format_of(complex)), "one", "Enter a complex number, e.g. 1+2j."),
        (Textbox(format=LITERAL), "__import__('os')", LITERAL.wanted),
        (Textbox(format=LITERAL), "[" * 5000, LITERAL.wanted),
        (Textbox(format=LITERAL), "1" * (MAX_LITERAL + 1), LITERAL.wanted),
        (Textbox(format=LITERAL), "1" * 5000, LITERAL.wanted),
        (Textbox(format=LITERAL), "{[]: 1}", LITERAL.wanted),
    ],
)
def test_fault_030_says_what_to_enter(box: Textbox, value: object, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        box.preprocess(value)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+400"), "1E+400"),
        (Fraction(3, 4), "3/4"),
        (1 + 2j, "1+2j"),
        (uuid.UUID(int=7), "00000000-0000-0000-0000-000000000007"),
    ],
)
def test_exact_values_travel_as_text(value: object, text: str) -> None:
    box = Textbox(value, format=format_of(type(value)))
    assert box.initial() == text
    assert box.preprocess(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [(" 2.5 ", Fraction(5, 2)), ("1 / 3", Fraction(1, 3)), ("1e3", Fraction(1000))],
)
def test_fractions_are_read_as_people_write_them(text: str, value: Fraction) -> None:
    assert Textbox(format=format_of(Fraction)).preprocess(text) == value


def test_a_fraction_cannot_fill_the_memory() -> None:
    with pytest.raises(InvalidValueError):
        Textbox(format=format_of(Fraction)).preprocess("1e999999999")


@pytest.mark.parametrize("character", ["1", "(", "-", "[", "'", "{", " ", "é"])
def test_the_largest_literal_is_read_in_bounded_time(character: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ValueError):
        parse_literal(character * MAX_LITERAL)
    assert time.process_time() - began < 2


def test_an_object_without_a_literal_is_the_default_of_an_empty_field() -> None:
    model = object()
    box = Textbox(model, format=LITERAL)
    assert box.initial() is None
    assert box.preprocess("") is model
    assert box.preprocess("[1]") == [1]


def test_empty_is_none_or_a_mistake() -> None:
    format = format_of(Decimal)
    assert Textbox(format=format).preprocess("") is None
    with pytest.raises(InvalidValueError):
        Textbox(format=format, required=True).preprocess(" ")
    assert Textbox(required=True).preprocess("") == ""


def test_a_pattern_holds_for_the_whole_text_unless_pydantic_says_it() -> None:
    box = Textbox(pattern="^[A-Z]")
    with pytest.raises(InvalidValueError):
        box.preprocess("Abc")
    box.pattern_anywhere = True
    assert box.preprocess("Abc") == "Abc"


def test_shows_anything_that_has_a_text() -> None:
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError("no text")

    assert Textbox().postprocess(3.5) == "3.5"
    assert Textbox().postprocess(None) is None
    with pytest.raises(TypeError, match="Textbox shows text, not bytes"):
        Textbox().postprocess(b"raw")
    with pytest.raises(TypeError, match="Broken"):
        Textbox().postprocess(Broken())


def test_fault_042_text_with_a_lone_surrogate_passes_through() -> None:
    assert Textbox().postprocess("a\ud800") == "a\ud800"


def test_grows_to_twenty_lines_as_in_gradio_but_not_for_a_function() -> None:
    assert Textbox().spec().max_lines == 20
    assert Textbox(lines=30).spec().max_lines == 30
    assert Textbox(max_lines=1).spec().max_lines == 1
    assert Textbox(type="password").spec().max_lines == 1
    assert of_function(Textbox()).spec().max_lines is None


def test_an_empty_text_of_a_function_is_a_text() -> None:
    assert of_function(Textbox()).preprocess(None) == ""
    assert Textbox(required=True).preprocess(None) == ""


def test_browsers_are_told_what_the_author_says() -> None:
    spec = Textbox(
        submit_btn=True,
        stop_btn="Halt",
        autofocus=True,
        autoscroll=False,
        text_align="right",
        rtl=True,
        html_attributes=InputHTMLAttributes(autocorrect=False, lang="en"),
    ).spec()
    assert (spec.submit_btn, spec.stop_btn) == (True, "Halt")
    assert (spec.autofocus, spec.autoscroll) == (True, False)
    assert (spec.text_align, spec.rtl) == ("right", True)
    assert (spec.html_attributes.autocorrect, spec.html_attributes.lang) == ("off", "en")
    assert Textbox(submit_btn=None).spec().submit_btn is False
