"""Broken questions: a clear statement, what is partial is marked, nothing is made up."""

from __future__ import annotations

import itertools
import json
import math
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import intarsia as gr
from intarsia.interpretation import InterpretationError, explain, interpret


def raising(text: str) -> float:
    if text != "a b":
        raise RuntimeError("masked")
    return 1.0


def no_number(text: str) -> float:
    return 1.0 if text == "a b" else float("nan")


@pytest.mark.parametrize("fn", [raising, no_number])
@pytest.mark.parametrize("method", ["perturb", "shap"])
def test_fault_100_what_fails_on_masked_input_has_no_score(fn: Any, method: str) -> None:
    found = interpret(fn, "a b", method=method)
    assert [score for _, score in found.scores[0]] == [None, None]
    assert found.inputs[0].score is None
    assert found.base_value is None
    assert found.additivity_gap is None
    assert found.cost.failed > 0
    assert any("left out" in each for each in found.warnings)
    json.dumps(found.to_json(), allow_nan=False)


@pytest.mark.parametrize("method", ["perturb", "shap"])
def test_fault_100_constant_models_have_zeros_and_say_so(method: str) -> None:
    found = interpret(lambda text: {"a": 1.0}, "x y z", method=method)
    assert [score for _, score in found.scores[0]] == [0, 0, 0]
    assert any("one class only" in each for each in found.warnings)


@pytest.mark.parametrize("text", ["word", ""])
def test_fault_100_one_word_or_none(text: str) -> None:
    found = interpret(lambda text: float(len(text)), text)
    assert len(found.scores[0]) == len(text.split())
    assert found.final


def test_fault_100_very_many_words() -> None:
    found = interpret(lambda text: float(len(text)), " ".join(map(str, range(100_000))), budget=50)
    assert found.calls == 50
    assert found.cost.exhausted
    known = [score for _, score in found.scores[0] if score is not None]
    assert len(found.scores[0]) == 1000
    assert 40 < len(known) < 50
    assert any("were taken together" in each for each in found.warnings)


def test_fault_100_what_differs_by_itself_is_told_with_every_score() -> None:
    rng = np.random.default_rng(0)
    found = interpret(lambda text: float(rng.normal()), "a b c", method="perturb")
    assert found.noise is not None
    stds = [unit.std for unit in found.inputs[0].detail.units]
    assert stds == pytest.approx([found.noise * (2 / 5) ** 0.5] * 3)


def test_fault_100_what_is_cancelled_is_not_final() -> None:
    class Cancelled(BaseException):
        pass

    asked: list[str] = []

    def fn(text: str) -> float:
        asked.append(text)
        if len(asked) > 20:
            raise Cancelled
        return float(len(text))

    seen = []
    with pytest.raises(Cancelled):
        seen.extend(explain(fn, " ".join(map(str, range(50))), every=0))
    assert seen
    assert not any(step.final for step in seen)
    scores = [score for _, score in seen[-1].scores[0]]
    assert sum(score is not None for score in scores) < 20


def test_fault_101_packages_that_are_broken_are_named_and_the_rest_works(
    replaced: Any,
) -> None:
    replaced("shap", "raise RuntimeError('built for another numpy')")
    with pytest.raises(ImportError, match=r"installed, but could not be imported .*another numpy"):
        interpret(lambda text: 1.0, "a b", method="shap", explainer="kernel")
    assert interpret(lambda text: float(len(text)), "a b").method == "perturb"


@pytest.mark.parametrize("source", [None, "raise RuntimeError('built for another numpy')"])
def test_fault_101_models_are_explained_without_the_package_that_looks_into_them(
    source: str | None, replaced: Any
) -> None:
    from sklearn.linear_model import LinearRegression

    replaced("shap", source)
    rows = np.random.default_rng(0).normal(size=(20, 2))
    model = LinearRegression().fit(rows, rows @ [2.0, -1.0])

    def fn(a: float, b: float) -> float:
        return float(model.predict([[a, b]])[0])

    for method in ("auto", "shap"):
        found = interpret(fn, [1.0, 1.0], model=model, method=method, background=[[0.0, 0.0]])
        assert found.scores == pytest.approx([2, -1])
        assert found.title == "SHAP (exact)"
        if source is not None:
            assert "another numpy" in " ".join(found.warnings)


@pytest.mark.parametrize("name", ["captum", "lime", "shap", "torch"])
def test_fault_101_packages_that_are_missing(name: str, replaced: Any) -> None:
    replaced(name, None)
    found = interpret(lambda text: float(len(text)), "a b", method="shap")
    assert [score for _, score in found.scores[0]] == [1.5, 1.5]
    if name == "lime":
        with pytest.raises(ModuleNotFoundError, match=r"needs lime.*intarsia\[interpretation\]"):
            interpret(lambda text: 1.0, "a b", method="lime")


def test_fault_098_passwords_are_not_told() -> None:
    def fn(text: str, password: str) -> float:
        return float(len(text) + len(password))

    found = gr.interpret(
        fn, ["a b", "hunter2"], inputs=["text", gr.Textbox(type="password")], method="perturb"
    )
    assert "hunter2" not in json.dumps(found.to_json())
    assert found.inputs[1].shown == "hidden"
    assert found.inputs[1].score is None
    assert "'password': password" in found.code


def test_an_input_that_is_its_own_absence_is_told() -> None:
    found = gr.interpret(lambda n: n * 2, [0.0])
    assert found.inputs[0].score == 0
    assert "its score is zero whatever the function does" in found.warnings[0]
    assert not gr.interpret(lambda n: n * 2, [0.0], background={"n": 1.0}).warnings


@pytest.mark.parametrize(
    ("value", "options", "said"),
    [
        (
            np.zeros((4, 4, 3), np.uint8),
            {"replacement": "black", "segments": 2},
            "x is what stands",
        ),
        ("no no", {"replacement": "no"}, "x is what stands"),
        ({"a": 0, "b": 2}, {}, r"Of x some parts .*\(a\)"),
        ((8000, np.zeros(80, np.int16)), {}, "x is what stands"),
    ],
)
@pytest.mark.parametrize("method", ["perturb", "shap"])
def test_what_is_its_own_absence_is_told(
    value: Any, options: dict[str, Any], said: str, method: str
) -> None:
    found = interpret(lambda x: 1.0 + len(str(x)), {"x": value}, method=method, **options)
    assert [each for each in found.warnings if re.match(said, each)], found.warnings


def test_what_is_no_absence_is_not_told() -> None:
    for value in ({"a": 1, "b": 2}, "so good", np.arange(48, dtype=np.uint8).reshape(4, 4, 3)):
        found = interpret(lambda x: 1.0 + len(str(x)), {"x": value}, segments=2)
        assert not any("stands for absent" in each for each in found.warnings)


def test_functions_of_an_app_get_what_is_injected() -> None:
    def fn(text: str, request: gr.Request, progress=gr.Progress()) -> float:  # type: ignore[no-untyped-def]
        progress(0.5)
        assert request is not None
        return float(len(text))

    with gr.Blocks() as app:
        box, out = gr.Textbox(), gr.Number()
        gr.Button().click(fn, box, out)
    found = gr.interpret(app, "ab c", method="perturb")
    assert found.scores[0] == [("ab", 3.0), ("c", 2.0)]
    [listener] = [each for each in app.listeners if each.fn is fn]
    assert gr.interpret(listener, "ab c", method="perturb").scores == found.scores


def test_many_classes_are_not_all_told() -> None:
    found = gr.interpret(lambda n: {f"c{k}": k / 1000 for k in range(1000)}, [1.0])
    assert found.explained.options[0] == "c999"
    assert len(found.explained.options) == 100


ODD: list[tuple[Any, list[Any] | None]] = [
    (None, ["text"]),
    (None, ["number"]),
    (None, ["image"]),
    ("", ["text"]),
    (" \n", ["text"]),
    (np.full((1, 1, 3), 7, np.uint8), ["image"]),
    (Image.new("L", (1, 1)), ["image"]),
    (np.zeros((0, 4, 3), np.uint8), ["image"]),
    (float("nan"), ["number"]),
    (float("inf"), ["number"]),
    (10**400, ["number"]),
    ("z", [gr.Dropdown(["a", "b"])]),
    (None, [gr.Radio(["a", "b"])]),
    ("a", [gr.Radio(["a"])]),
    ([], [gr.CheckboxGroup(["a", "b"])]),
    (["z"], [gr.CheckboxGroup(["a", "b"])]),
    (pd.DataFrame(), ["dataframe"]),
    (pd.DataFrame({"a": []}), ["dataframe"]),
    (pd.DataFrame({"a": ["x", "y"]}), ["dataframe"]),
    ((8000, np.zeros(0, np.int16)), None),
    ((8000, np.zeros(1, np.int16)), None),
    ([], None),
    ({}, None),
    (object(), None),
]


@pytest.mark.parametrize("options", [{"method": "perturb"}, {"method": "shap"}, {"method": "lime"}])
@pytest.mark.parametrize(("value", "inputs"), ODD)
def test_odd_inputs_are_explained_or_refused_in_words(
    value: Any, inputs: list[Any] | None, options: dict[str, Any]
) -> None:
    answers = itertools.chain([1.0, 1.0], itertools.cycle([0.5, math.nan, 2.0]))

    def fn(x: Any) -> float:
        return next(answers)

    refused = ""
    try:
        found = interpret(fn, [value] if inputs else {"x": value}, inputs=inputs, **options)
    except InterpretationError as error:
        refused = str(error)
    if refused:
        assert re.search("nothing in the inputs|not two parts|need a background", refused)
        return
    data = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert gr.interpretation.Explanation.from_json(data).to_json() == data
    assert found.to_frame() is not None
    assert found.scores is not None
