"""What every component must do: the battery runs over the list, so a new kind is in it."""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intarsia import components as kinds
from intarsia.components import COMPONENTS, Component
from intarsia.errors import InvalidValueError, InvalidValuesError
from intarsia.messages import RunRequest
from intarsia.spec import ComponentSpec
from intarsia.wire import decode_value, encode, encode_value

DAY = datetime.date(2024, 5, 1)
SAID = {
    "role": "user",
    "metadata": {"title": "Looked up", "duration": 1.5},
    "content": [{"text": "Why?", "type": "text"}],
    "options": [{"value": "yes"}],
}

NEEDED: dict[str, tuple[Any, ...]] = {
    "widget": ("shown",),
    "list": (kinds.Number(),),
    "mapping": (kinds.Textbox(), kinds.Number()),
    "optional": (kinds.Textbox(),),
    "tuple": ([kinds.Number(), kinds.Textbox()],),
    "union": ([("int", kinds.Number(precision=0)), ("str", kinds.Textbox())],),
}
"""Arguments of the kinds that cannot do without."""


def exact(component: Component) -> Component:
    """Return a component as `show(fn)` has it."""
    component.of_function = True
    return component


STARTS: list[Component] = [
    kinds.Textbox("tick"),
    kinds.Textbox("secret", type="password"),
    kinds.Number(2.5),
    kinds.Number(2, precision=0),
    kinds.Number(-math.inf),
    kinds.Slider(0, 3, 1.5),
    kinds.Checkbox(True),
    kinds.CheckboxGroup([1, "1", True], value=["1", True]),
    kinds.Radio(["a", "b"], value="b"),
    kinds.Dropdown(["a", "b"]),
    kinds.Dropdown(["a", "b"], value=None),
    kinds.Dropdown(["a", "b"], multiselect=True, value=["b"]),
    exact(kinds.DateTime(datetime.datetime(2024, 5, 1, 10, 30, 5, 250), type="datetime")),
    exact(kinds.DateTime(1714559405.25)),
    kinds.DateTime(datetime.datetime(2024, 5, 1, 10, 30, 5), type="datetime"),
    kinds.ColorPicker("rgba(255, 136, 0, 0.5)"),
    kinds.Date(DAY),
    kinds.Time(datetime.time(10, 30, tzinfo=datetime.UTC)),
    kinds.Duration(datetime.timedelta(seconds=90, microseconds=1)),
    kinds.Audio(b"the bytes of a sound"),
    kinds.Video(b"the bytes of a video"),
    kinds.Dataframe([["a", 1], ["b", None]], type="array"),
    kinds.Dataset(components=["text"], samples=[["a"], ["b"]]),
    kinds.JSON({"a": [1, None, {"b": "text"}]}),
    kinds.Label({"setosa": 0.8, "virginica": 0.2}),
    kinds.Label("setosa"),
    kinds.Markdown("# Title"),
    kinds.HTML("<b>bold</b>"),
    kinds.Form({"age": kinds.Number(3), "name": kinds.Textbox("x")}, {"age": 5, "name": "y"}),
    kinds.List(kinds.Number(), [1, 2.5]),
    kinds.List(kinds.Textbox(), {"b", "a"}, collect=set),
    kinds.Mapping(kinds.Textbox(), kinds.Number(), {"a": 1}),
    kinds.Optional(kinds.Textbox(), ""),
    kinds.Tuple([kinds.Number(), kinds.Textbox()], (1, "a")),
    kinds.Union([("int", kinds.Number(precision=0)), ("str", kinds.Textbox())], "7"),
    kinds.Button("Go"),
    kinds.Chatbot([SAID]),
    kinds.MultimodalTextbox({"text": "What is this?", "files": []}),
]


def make(cls: type[Component]) -> Component:
    return cls(*NEEDED.get(cls.kind, ()))


def wire(value: Any) -> Any:
    """Send a value and receive it, as JSON text."""
    buffers: list[Any] = []
    text = json.dumps(encode_value(value, buffers), allow_nan=False)
    return decode_value(json.loads(text), buffers)


def kind_of(component: Component) -> str:
    return component.kind


each_kind = pytest.mark.parametrize("cls", COMPONENTS, ids=lambda cls: cls.kind)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["2024-02-30", "9999-12-31T23:59:60", "-0001-01-01", "\ud800", "1e999"])
)
words = (
    "value option headers data metadata handle label confidences age "
    "role content type text file files component props path options"
)
names = st.text(max_size=5) | st.sampled_from(words.split())
hostile = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def test_every_kind_has_its_own_tag_and_is_in_the_list_once() -> None:
    tags = [cls.kind for cls in COMPONENTS]
    assert len(set(tags)) == len(tags)
    assert all(cls.kind == cls.__name__.lower() for cls in COMPONENTS)
    listed = set(COMPONENTS)
    assert {value for value in vars(kinds).values() if _is_kind(value)} == listed


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Component) and value is not Component


@each_kind
def test_describes_itself_with_what_its_class_declares(cls: type[Component]) -> None:
    spec = make(cls).spec()
    assert type(spec) is cls.spec_type
    assert spec.kind == cls.kind
    sent, buffers = encode(RunRequest(seq=0, listener=0, values={}, revisions={}))
    assert buffers == []
    assert sent["type"] == "run"
    encoded, _ = encode(spec)
    assert encoded.keys() == {field.name for field in dataclasses.fields(cls.spec_type)}
    json.dumps(encoded, allow_nan=False)


@each_kind
def test_tells_its_label_its_help_and_its_state(cls: type[Component]) -> None:
    component = cls(
        *NEEDED.get(cls.kind, ()),
        label="Width",
        info="Of the petal",
        unit="cm",
        interactive=False,
        visible=False,
    )
    spec: ComponentSpec = component.spec()
    assert (spec.label, spec.info, spec.unit) == ("Width", "Of the petal", "cm")
    assert (spec.interactive, spec.visible) == (False, False)


@each_kind
def test_refuses_an_option_that_it_does_not_have(cls: type[Component]) -> None:
    with pytest.raises(TypeError, match="hue"):
        cls(*NEEDED.get(cls.kind, ()), hue="red")


@each_kind
def test_starts_with_something_that_it_takes_itself(cls: type[Component]) -> None:
    component = make(cls)
    component.preprocess(wire(component.initial()))


@each_kind
def test_can_show_none(cls: type[Component]) -> None:
    wire(make(cls).postprocess(None))


@pytest.mark.parametrize("component", STARTS, ids=kind_of)
def test_gives_the_function_its_own_start_back(component: Component) -> None:
    back = component.preprocess(wire(component.initial()))
    assert back == component.value
    assert type(back) is type(component.value)


@each_kind
def test_fault_030_null_takes_it_or_says_what_to_enter(cls: type[Component]) -> None:
    component = make(cls)
    component.required = True
    try:
        component.preprocess(None)
    except InvalidValueError as error:
        assert error.message.endswith(".")  # noqa: PT017  # some kinds do take null


@each_kind
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=hostile)
def test_fault_030_no_value_of_a_browser_breaks_it(
    files: object, cls: type[Component], value: Any
) -> None:
    for component in (make(cls), *(one for one in STARTS if type(one) is cls)):
        try:
            component.preprocess(value)
        except InvalidValuesError as several:
            assert all(error.message.endswith(".") for error in several.errors)  # noqa: PT017
        except InvalidValueError as error:
            assert error.message.endswith(".")  # noqa: PT017  # many are refused, some are right


@each_kind
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=hostile)
def test_shows_a_result_or_says_that_it_cannot(
    files: object, cls: type[Component], value: Any
) -> None:
    try:
        shown = make(cls).postprocess(value)
    except TypeError as error:
        assert str(error)  # noqa: PT017  # most values cannot be shown by most kinds
    else:
        encode_value(shown, [])


def test_importing_them_imports_nothing_heavy() -> None:
    heavy = ("numpy", "pandas", "pydantic", "PIL", "IPython", "matplotlib", "comm")
    code = (
        "import sys, intarsia.components, intarsia.inference\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
