"""Constructors take Gradio 6.31's parameters: by name, by position, with its defaults."""

from __future__ import annotations

import inspect

import pytest

from intarsia import TextArea
from intarsia.components import (
    Audio,
    Button,
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
    Video,
)
from intarsia.parameters import NoticeWarning, parameters

PLACING = (
    "every inputs show_label container scale min_width interactive visible elem_id elem_classes "
    "render key preserved_by_key"
)
IN_ORDER = {
    Textbox: (
        "value type lines max_lines placeholder label info every inputs show_label container "
        "scale min_width interactive visible elem_id autofocus autoscroll elem_classes render key "
        "preserved_by_key text_align rtl buttons max_length submit_btn stop_btn html_attributes"
    ),
    TextArea: (
        "value lines max_lines placeholder label info every inputs show_label container scale "
        "min_width interactive visible elem_id autofocus autoscroll elem_classes render key "
        "preserved_by_key type text_align rtl buttons max_length submit_btn stop_btn "
        "html_attributes"
    ),
    Number: (f"value label placeholder info {PLACING} buttons precision minimum maximum step"),
    Slider: f"minimum maximum value step precision label info {PLACING} randomize buttons",
    Checkbox: f"value label info {PLACING} buttons",
    CheckboxGroup: (
        "choices value type label info every inputs show_label show_select_all container scale "
        "min_width interactive visible elem_id elem_classes render key preserved_by_key buttons"
    ),
    Radio: f"choices value type label info {PLACING} rtl buttons",
    Dropdown: (
        "choices value type multiselect allow_custom_value max_choices num_choices_shown "
        f"filterable label info {PLACING} buttons"
    ),
    ColorPicker: f"value label info {PLACING}",
    DateTime: (
        "value include_time type timezone label show_label info every scale min_width visible "
        "interactive elem_id elem_classes render key preserved_by_key buttons"
    ),
}
DEFAULTS = {
    Textbox: {
        "value": None,
        "type": "text",
        "lines": 1,
        "max_lines": None,
        "placeholder": None,
        "autofocus": False,
        "autoscroll": True,
        "text_align": None,
        "rtl": False,
        "max_length": None,
        "submit_btn": False,
        "stop_btn": False,
        "html_attributes": None,
    },
    TextArea: {"value": None, "lines": 7, "max_lines": 20, "placeholder": None, "type": "text"},
    Number: {
        "value": None,
        "placeholder": None,
        "precision": None,
        "minimum": None,
        "maximum": None,
        "step": 1,
    },
    Slider: {
        "minimum": 0,
        "maximum": 100,
        "value": None,
        "step": None,
        "precision": None,
        "randomize": False,
    },
    Checkbox: {"value": False},
    CheckboxGroup: {"choices": None, "value": None, "type": "value", "show_select_all": False},
    Radio: {"choices": None, "value": None, "type": "value", "rtl": False},
    Dropdown: {
        "choices": None,
        "type": "value",
        "multiselect": None,
        "allow_custom_value": False,
        "max_choices": None,
        "num_choices_shown": 100,
        "filterable": True,
    },
    ColorPicker: {"value": None},
    DateTime: {"value": None, "include_time": True, "type": "timestamp", "timezone": None},
    Audio: {
        "value": None,
        "sources": None,
        "type": "numpy",
        "streaming": False,
        "format": None,
        "autoplay": False,
        "waveform_options": None,
        "loop": False,
    },
    Video: {
        "value": None,
        "format": None,
        "sources": None,
        "webcam_options": None,
        "include_audio": None,
        "autoplay": False,
        "loop": False,
        "streaming": False,
    },
}


@pytest.mark.parametrize("cls", IN_ORDER, ids=lambda cls: cls.__name__)
def test_takes_them_in_gradio_s_order(cls: type[Component]) -> None:
    names = IN_ORDER[cls].split()
    assert list(cls.ORDER) == names
    assert set(names) <= set(parameters(cls))
    # What can be given by position without a word is the beginning of the same order.
    known = inspect.signature(cls.__init__).parameters.values()
    by_position = [one.name for one in known if one.kind is one.POSITIONAL_OR_KEYWORD][1:]
    assert by_position == names[: len(by_position)]
    assert cls.NOT_YET == ()


IN_PART = {
    Audio: (
        "value sources type label every inputs show_label container scale min_width interactive "
        "visible streaming elem_id elem_classes render key preserved_by_key format autoplay "
        "editable buttons waveform_options loop recording subtitles playback_position"
    ),
    Video: (
        f"value format sources height width label {PLACING} webcam_options include_audio autoplay "
        "buttons loop streaming watermark subtitles playback_position"
    ),
}


@pytest.mark.parametrize("cls", IN_PART, ids=lambda cls: cls.__name__)
def test_takes_those_that_are_there_and_those_that_are_not_yet(cls: type[Component]) -> None:
    names = IN_PART[cls].split()
    assert list(cls.ORDER) == names
    assert set(names) - set(parameters(cls)) == set(cls.NOT_YET)


@pytest.mark.parametrize("cls", DEFAULTS, ids=lambda cls: cls.__name__)
def test_has_gradio_s_defaults(cls: type[Component]) -> None:
    known = inspect.signature(cls.__init__).parameters
    defaults = {name: one.default for name, one in known.items()}
    assert DEFAULTS[cls].items() <= defaults.items()


def test_what_is_given_by_position_is_kept_by_name() -> None:
    number = Number(5, "Width", None, "Of the petal", None, None, False)
    assert number.given["label"] == "Width"
    assert (number.label, number.info, number.show_label) == ("Width", "Of the petal", False)
    assert number.updated({"value": 7}).label == "Width"
    with pytest.raises(TypeError, match="'label' by position and by name"):
        Number(5, "Width", label="Height")
    with pytest.raises(TypeError, match="takes 17 arguments by position at most, not 18"):
        Checkbox(*range(18))


def test_an_author_s_own_class_has_its_own_order() -> None:
    class Name(Textbox):
        def __init__(self, label: str, value: str = "") -> None:
            super().__init__(value, "text", 1, None, "Your name", label)

    assert Name("Who?", "Ada").label == "Who?"
    assert Name("Who?", "Ada").value == "Ada"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Textbox(type="colour"), 'is "text", "password" or "email"'),
        (lambda: Textbox(text_align="top"), 'is "left" or "right", not \'top\''),
        (lambda: Radio(["a"], type="label"), 'is "value" or "index"'),
        (lambda: Dropdown(["a"], num_choices_shown=0), "shows 1 choice or more, not 0"),
        (lambda: Slider(5, 5), "has no room to slide"),
        (lambda: Textbox(buttons=["cpy"]), "no button 'cpy'. Did you mean 'copy'?"),
        (lambda: Number(buttons=[3]), "are names or Buttons, not 3"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong()


def test_what_has_no_effect_gives_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intarsia.parameters._noticed", set())
    with pytest.warns(NoticeWarning, match="without multiselect"):
        Dropdown(["a"], max_choices=2)
    with pytest.warns(NoticeWarning, match="of type 'email' has one line"):
        assert Textbox(type="email", lines=3).lines == 1
    with pytest.warns(NoticeWarning, match="Textbox has no button 'share'"):
        assert Textbox(buttons=["share", "copy"]).spec().buttons == ("copy",)


def test_buttons_at_the_label_are_names_or_buttons_of_the_app() -> None:
    button = Button("Again")
    button.id = "c7"
    assert Number(buttons=[button]).spec().buttons == ("c7",)
    assert Slider().spec().buttons == ("reset",)
    assert Slider(buttons=[]).spec().buttons == ()
    assert Textbox().spec().buttons == ()
