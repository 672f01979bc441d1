"""What Gradio's own components take and give, read off Gradio 6.31, and what goes beyond it."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from intarsia import HTML, JSON, Code, HighlightedText, Label, Markdown, parameters
from intarsia.components.base import Component
from intarsia.components.building import building
from intarsia.components.latex import LatexDelimiter
from intarsia.errors import InvalidValueError


def tokens(*pairs: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"token": text, "class_or_confidence": label} for text, label in pairs]


ADA = {"text": "Ada lives", "entities": [{"entity": "PER", "start": 0, "end": 3}]}

SHOWN: list[tuple[Component, Any, Any]] = [
    (Markdown(), "  # a\n   b", "# a\nb"),
    (Markdown(), "", ""),
    (Markdown(), None, None),
    (HTML(), "<b>x</b>", "<b>x</b>"),
    (HTML(), None, None),
    (HTML(), 7, 7),
    (HTML(), ["a", 1], ["a", 1]),
    (HTML(), {"a": 1}, {"a": 1}),
    (Label(), None, {}),
    (Label(), {}, {}),
    (Label(), "a", {"label": "a", "confidences": None}),
    (Label(), 3.5, {"label": "3.5", "confidences": None}),
    (Label(), True, {"label": "True", "confidences": None}),
    (
        Label(num_top_classes=2),
        {"a": 0.1, "b": 0.9, "c": 0.3},
        {
            "label": "b",
            "confidences": [{"label": "b", "confidence": 0.9}, {"label": "c", "confidence": 0.3}],
        },
    ),
    (
        Label(),
        {"a": 1, 2: 0.5},
        {
            "label": "a",
            "confidences": [{"label": "a", "confidence": 1.0}, {"label": 2, "confidence": 0.5}],
        },
    ),
    (Label(), {"a": None}, {"label": "a", "confidences": [{"label": "a", "confidence": None}]}),
    (JSON(), None, None),
    (JSON(), '{"a": [1]}', {"a": [1]}),
    (JSON(), '"text"', "text"),
    (JSON(), "3", 3),
    (JSON(), (1, 2), [1, 2]),
    (JSON(), {"d": datetime.date(2024, 5, 1)}, {"d": "2024-05-01"}),
    (JSON(), {"d": datetime.datetime(2024, 5, 1, 10)}, {"d": "2024-05-01 10:00:00"}),
    (JSON(), np.array([[1, 2.5]]), [[1.0, 2.5]]),
    (JSON(), {"n": np.int64(3)}, {"n": 3}),
    (JSON(), {"f": math.nan, "g": [-math.inf]}, {"f": None, "g": [None]}),
    (JSON(), {"p": Path("a/b")}, {"p": "a/b"}),
    (JSON(), {"e": Decimal("1.5"), "i": Decimal(3)}, {"e": 1.5, "i": 3}),
    (JSON(), {"u": UUID(int=1)}, {"u": "00000000-0000-0000-0000-000000000001"}),
    (JSON(), {"c": 1 + 2j}, {"c": "(1+2j)"}),
    (Code(), "  a\n b  \n", "a\n b"),
    (Code(), "", ""),
    (Code(), None, None),
    (HighlightedText(), None, None),
    (HighlightedText(), [], []),
    (HighlightedText(), [("a", "x"), ["b", None]], tokens(("a", "x"), ("b", None))),
    (
        HighlightedText(),
        [("a", 0.5), ("b", -1), ("c", True)],
        tokens(("a", 0.5), ("b", -1.0), ("c", 1.0)),
    ),
    (HighlightedText(), [("a", "x", 1)], tokens(("a", "x"))),
    (HighlightedText(), ADA, tokens(("", None), ("Ada", "PER"), (" lives", None))),
    (HighlightedText(), {"text": "Ada lives", "entities": []}, tokens(("Ada lives", None))),
    (
        HighlightedText(),
        {
            "text": "Ada lives",
            "entities": [{"entity_group": "V", "start": 4, "end": 9}, *ADA["entities"]],
        },
        tokens(("", None), ("Ada", "PER"), (" ", None), ("lives", "V"), ("", None)),
    ),
    (
        HighlightedText(combine_adjacent=True),
        [("a", "x"), ("", "y"), ("b", "x"), ("c", None), ("d", None)],
        tokens(("ab", "x"), ("cd", None)),
    ),
    (
        HighlightedText(combine_adjacent=True, adjacent_separator=" "),
        [("a", "x"), ("b", "x"), ("c", None)],
        tokens(("a b", "x"), ("c", None)),
    ),
    (
        HighlightedText(show_whitespaces=False),
        [(" a ", "x"), (" ", None), ("b\n", None)],
        tokens(("a", "x"), ("", None), ("b", None)),
    ),
]
"""A component, what a function returns, and what travels."""

TAKEN: list[tuple[Component, Any, Any]] = [
    (Markdown(), "x", "x"),
    (HTML(), "x", "x"),
    (Label(), None, None),
    (Label(), {}, None),
    (Label(), {"label": "a"}, "a"),
    (Label(), {"label": 3, "confidences": None}, 3),
    (
        Label(),
        {
            "label": "a",
            "confidences": [{"label": "a", "confidence": 1}, {"label": 2, "confidence": None}],
        },
        {"a": 1.0, 2: None},
    ),
    (JSON(), {"a": 1}, {"a": 1}),
    (JSON(), "text", "text"),
    (Code(), " x ", " x "),
    (Code(), None, None),
    (HighlightedText(), None, None),
    (HighlightedText(), tokens(("a", "x"), ("b", 1)), tokens(("a", "x"), ("b", 1.0))),
    (HighlightedText(), [{"token": "a"}], tokens(("a", None))),
]
"""A component, what a browser sends, and what a function gets."""


def kind(value: Any) -> str:
    return value.kind if isinstance(value, Component) else ""


@pytest.mark.parametrize(("component", "value", "travels"), SHOWN, ids=kind)
def test_it_shows_what_gradio_shows(component: Component, value: Any, travels: Any) -> None:
    shown = component.postprocess(value)
    assert shown == travels
    assert repr(shown) == repr(travels)


@pytest.mark.parametrize(("component", "sent", "value"), TAKEN, ids=kind)
def test_it_takes_what_gradio_takes(component: Component, sent: Any, value: Any) -> None:
    taken = component.preprocess(sent)
    assert taken == value
    assert repr(taken) == repr(value)


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (Markdown(), 7),
        (Code(), 7),
        (Code(), ("a",)),
        (Label(), [1]),
        (Label(), {"a": "high"}),
        (HighlightedText(), "text"),
        (HighlightedText(), [("a",)]),
        (HighlightedText(), [(1, "x")]),
        (HighlightedText(), [("a", [])]),
        (HighlightedText(), {"text": "Ada"}),
        (HighlightedText(), {"text": "Ada", "entities": [{"start": 0}]}),
        (HTML(), object()),
    ],
    ids=kind,
)
def test_it_names_what_it_cannot_show(component: Component, value: Any) -> None:
    with pytest.raises(TypeError, match=type(component).__name__):
        component.postprocess(value)


@pytest.mark.parametrize(
    ("component", "sent"),
    [
        (Code(), 7),
        (Code(required=True), ""),
        (HTML(), b"bytes"),
        (Label(), {"label": "a", "confidences": 3}),
        (Label(), {"label": "a", "confidences": [{"label": [], "confidence": 1}]}),
        (Label(), {"label": "a", "confidences": [{"label": "a", "confidence": 10**400}]}),
        (HighlightedText(), {}),
        (HighlightedText(), [7]),
        (HighlightedText(), [{"token": 1}]),
        (HighlightedText(), [{"token": "a", "class_or_confidence": True}]),
        (HighlightedText(), [{"token": "a", "class_or_confidence": 10**400}]),
        (HighlightedText(required=True), None),
    ],
    ids=kind,
)
def test_it_says_what_cannot_be_entered(component: Component, sent: Any) -> None:
    with pytest.raises(InvalidValueError):
        component.preprocess(sent)


def test_what_a_function_got_it_may_return() -> None:
    sent = tokens(("a", "x"), ("b", None))
    text = HighlightedText()
    assert text.postprocess(text.preprocess(sent)) == sent
    label = Label()
    shown = label.postprocess({"a": 0.25, "b": 0.75})
    assert label.postprocess(shown) == shown
    assert label.postprocess({"label": "a", "confidences": {"a": 1}}) == {
        "label": "a",
        "confidences": [{"label": "a", "confidence": 1.0}],
    }
    assert label.postprocess({"label": "a"}) == {"label": "a", "confidences": None}
    assert label.postprocess({"label": 0.7})["confidences"] == [
        {"label": "label", "confidence": 0.7}
    ]


# -------------------------------------------------------------- parameters


def test_json_is_written_where_somebody_asks_for_it() -> None:
    shown, written, parameter = JSON(), JSON(interactive=True), JSON()
    shown.interactive = True  # a listener reads it
    parameter.of_function = True
    assert [each.spec().interactive for each in (shown, written, parameter)] == [False, True, True]


def test_json_of_a_function_keeps_what_json_has_no_word_for() -> None:
    result = JSON()
    result.of_function = True
    assert repr(result.postprocess([math.nan, math.inf])) == "[nan, inf]"
    assert result.postprocess("3") == "3"
    assert result.postprocess('{"a": 3}') == {"a": 3}


def test_markdown_says_how_it_looks() -> None:
    spec: Any = Markdown(
        "x",
        rtl=True,
        line_breaks=True,
        header_links=True,
        height=100,
        max_height="50vh",
        padding=True,
        buttons=["copy"],
        latex_delimiters=[{"left": "$", "right": "$"}],
    ).spec()
    assert (spec.rtl, spec.line_breaks, spec.header_links, spec.padding) == (True,) * 4
    assert (spec.height, spec.max_height, spec.min_height) == (100, "50vh", None)
    assert spec.buttons == ("copy",)
    assert spec.latex_delimiters == (LatexDelimiter(left="$", right="$", display=False),)
    usual: Any = Markdown().spec()
    assert usual.latex_delimiters == (LatexDelimiter(left="$$", right="$$", display=True),)
    assert usual.buttons == ()
    assert Markdown(latex_delimiters=[]).spec() == Markdown(latex_delimiters=()).spec()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Markdown(height="tall"), "height is a number of pixels"),
        (lambda: Markdown(max_height="1px; color: red"), "max_height"),
        (lambda: Markdown(height=True), "height"),
        (lambda: Markdown(latex_delimiters=["$"]), "latex_delimiters has dicts"),  # type: ignore[list-item]
        (lambda: Markdown(buttons=["copi"]), "Did you mean 'copy'"),  # type: ignore[list-item]
        (lambda: Label(color="url(x)"), "color is a colour"),
        (lambda: HighlightedText(color_map={"a": "red;"}), r"color_map\['a'\]"),
        (lambda: Code(language="pyton"), "Did you mean 'python'"),  # type: ignore[arg-type]
        (lambda: Code(buttons=["save"]), "no button 'save'"),  # type: ignore[list-item]
        (lambda: JSON(min_height="x"), "min_height"),
    ],
)
def test_a_wrong_parameter_is_named(make: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()


def test_html_has_properties_that_its_templates_name() -> None:
    page = HTML(
        {"n": 1},
        html_template="${value.n} ${unit}",
        css_template="b { color: ${tint} }",
        unit="cm",
        tint="red",
        label="Page",
    )
    spec: Any = page.spec()
    assert spec.props == {"unit": "cm", "tint": "red"}
    assert (spec.label, spec.show_label) == ("Page", False)
    assert page.updated({"unit": "m"}).spec().props == {"unit": "m", "tint": "red"}  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match=r"no parameter 'lable'\. Did you mean 'label'"):
        HTML(lable="Page")


def test_html_takes_an_object_that_has_some() -> None:
    class Rich:
        def _repr_html_(self) -> str:
            return "<b>rich</b>"

    assert HTML(Rich()).initial() == "<b>rich</b>"
    assert HTML(unit="cm").spec().unit == "cm"


def test_html_shows_a_label_that_it_was_given_for_a_result() -> None:
    page = HTML()
    page.label = "Result 1"
    assert page.spec().show_label
    assert HTML(label="Page", show_label=True).spec().show_label


def test_html_tells_clicks_when_somebody_listens() -> None:
    page, silent = HTML(), HTML(js_on_load=None)
    assert not page.spec().tells_clicks  # type: ignore[attr-defined]
    page.listened = silent.listened = {"click"}
    assert page.spec().tells_clicks  # type: ignore[attr-defined]
    assert not silent.spec().tells_clicks  # type: ignore[attr-defined]


def test_html_gives_its_script_to_the_live_app_and_never_to_the_file() -> None:
    script = "element.onclick = () => { trigger('opened', { at: props.n }); }"
    page = HTML(
        "<b>x</b>", js_on_load=script, head="<script src='https://x.example/a.js'></script>"
    )
    spec: Any = page.spec()
    assert "trigger" not in repr(spec)
    assert page.scripts().keys() == {f"html:{spec.script}", f"head:{spec.script}"}
    text = page.scripts()[f"html:{spec.script}"]
    assert text.startswith("export default async ({ element, props, trigger,")
    assert script in text
    assert page.scripts()[f"head:{spec.script}"].startswith("<script")
    assert not spec.tells_clicks
    assert page.interactive_by_use(is_input=False, is_output=True)
    assert HTML("<b>x</b>").scripts() == {}
    assert HTML("<b>x</b>", js_on_load=None).spec().script is None


def test_html_has_the_events_that_its_script_names() -> None:
    from intarsia import Blocks

    with Blocks() as app:
        page = HTML(js_on_load="trigger('opened')")
        page.opened(lambda: None, None, None)
    assert app.listeners[0].targets == [(page, "opened")]
    with pytest.raises(AttributeError, match="'closed'"):
        page.closed  # noqa: B018  # it is the reading that is tried


@pytest.mark.parametrize("cls", [Label, HighlightedText])
def test_parts_can_be_chosen_when_somebody_listens(cls: type[Component]) -> None:
    component = cls()
    assert not component.spec().selectable  # type: ignore[attr-defined]
    component.listened.add("select")
    assert component.spec().selectable  # type: ignore[attr-defined]
    assert component.updated({"value": None}).spec().selectable  # type: ignore[attr-defined]


def test_an_app_knows_what_is_listened_to() -> None:
    from intarsia import Blocks

    with Blocks():
        label = Label()
        label.select(lambda: None, None, None)  # type: ignore[attr-defined]
    assert label.listened == {"select"}
    assert building.get() is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: Markdown(sanitize_html=False),
    ],
)
def test_what_is_not_there_yet_gives_a_notice(monkeypatch: pytest.MonkeyPatch, make: Any) -> None:
    monkeypatch.setattr(parameters, "_noticed", set())
    with pytest.warns(parameters.NoticeWarning):
        make()


def test_code_has_its_measures() -> None:
    spec: Any = Code("x", "json", lines=4, max_lines=2, wrap_lines=True, autocomplete=True).spec()
    assert (spec.lines, spec.max_lines, spec.language) == (4, 4, "json")
    assert (spec.wrap_lines, spec.autocomplete, spec.show_line_numbers) == (True, True, True)
    assert spec.buttons == ("copy", "download")
    assert Code(buttons=[]).spec().buttons == ()  # type: ignore[attr-defined]
