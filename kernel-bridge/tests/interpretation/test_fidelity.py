"""Deletion and insertion curves, methods of other packages, and scores as Gradio 3 had them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.explanation import Explanation, HeatScores
from intarsia.interpretation import Fit, InterpretationError, fidelity, methods
from intarsia.interpretation.gradio3 import detail_of, explained_by, gradio_scores

TEXT = " ".join(f"w{n}" for n in range(30))
GOOD = {"w3": 4.0, "w11": 3.0, "w20": 2.0, "w25": 1.0}


def said(text: str) -> float:
    return sum(GOOD.get(word, 0) for word in text.split())


def test_a_right_order_beats_random_ones() -> None:
    found = fidelity(gr.interpret(said, TEXT, method="perturb"), said, TEXT, orders=20).fidelity
    assert found is not None
    assert (found.deletion[0], found.insertion[0]) == (10, 0)
    assert (found.deletion[-1], found.insertion[-1]) == (0, 10)
    assert found.deletion_area < found.random_deletion_area
    assert found.insertion_area > found.random_insertion_area
    assert found.p_value == pytest.approx(1 / 21)
    assert list(found.deletion) == sorted(found.deletion, reverse=True)
    assert len(found.fractions) == len(found.deletion) == len(found.random_deletion) == 11


def test_a_wrong_order_does_not() -> None:
    right = gr.interpret(said, TEXT, method="perturb")
    wrong = gr.interpret(lambda text: -said(text), TEXT, method="perturb")
    turned = fidelity(wrong, said, TEXT, target=lambda result: result).fidelity
    assert turned is not None
    assert turned.deletion_area > turned.random_deletion_area
    assert turned.p_value == 1
    assert fidelity(right, said, TEXT).to_json()["fidelity"]["p_value"] < 0.2


def test_each_kind_of_input_has_curves() -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    picture[:8, :8] = 255

    def fn(image: Any, n: float, sound: Any) -> float:
        return float(image.mean()) + n + float(sound[1].sum())

    values = [picture, 3.0, (8, np.arange(8.0))]
    found = fidelity(gr.interpret(fn, values, method="perturb"), fn, values, orders=3)
    assert found.fidelity.deletion_area < found.fidelity.insertion_area
    again = Explanation.from_json(json.loads(json.dumps(found.to_json(), allow_nan=False)))
    assert again.fidelity == found.fidelity


def test_scores_of_pixels_count_for_their_pieces() -> None:
    from dataclasses import replace

    from intarsia.explanation import Grid

    picture = np.zeros((16, 16))
    picture[4:8, 4:8] = 1
    told = gr.interpret(lambda image: float(image.mean()), picture)
    for values in (picture, picture[::2, ::2]):
        heat = HeatScores(values=Grid.of(values), signed=False)
        pixels = replace(told, inputs=(replace(told.inputs[0], detail=heat),))
        found = fidelity(pixels, lambda image: float(image.mean()), picture, orders=3)
        assert found.fidelity.deletion_area < found.fidelity.random_deletion_area


def test_what_cannot_be_taken_away_has_no_fidelity() -> None:
    data = [[1.0], [2.0], [3.0]]
    found = gr.interpret(lambda a: a, [1.0], method="importance", background=data)
    with pytest.raises(InterpretationError, match="one result"):
        fidelity(found, lambda a: a, [1.0])


def test_what_was_not_looked_at_counts_as_nothing() -> None:
    def both(text: str, other: str) -> float:
        return said(text) + 0.001 * len(other)

    values = {"text": TEXT, "other": "a b c"}
    found = gr.interpret(both, values, method=["perturb", None])
    assert found.inputs[1].score is None
    told = fidelity(found, both, values, orders=5).fidelity
    assert told.deletion_area < told.random_deletion_area


# ------------------------------------------------------------------ other packages


class Louder:
    """A method of another package: how many letters of a text are capitals."""

    name = "louder"
    title = "Capitals"

    def supports(self, fn: Any, inputs: Any, target: Any) -> float:
        return 0.9 if any(item.parts.kind == "text" for item in inputs) else 0.0

    def explain(
        self, fn: Any, inputs: Any, target: Any, *, draft: Any, loud: float = 1.0, **_: Any
    ) -> Iterator[Explanation]:
        from intarsia.interpretation.parts import Marks

        marks = []
        for item in inputs:
            found = Marks.none(item.parts.count)
            for at in range(item.parts.count):
                found.scores[at] = loud * item.parts.name(at).isupper()
            marks.append(found)
        yield draft.explanation(marks)


@pytest.fixture
def other_package(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("louder", f"{__name__}:Louder", methods.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda self: Louder)
    monkeypatch.setattr(methods, "_entry_points", lambda: {"louder": point})


@pytest.mark.usefixtures("other_package")
def test_other_packages_add_methods() -> None:
    assert "louder" in methods.names()
    found = gr.interpret(said, "so GOOD", method="louder", loud=2.0)
    assert found.scores[0] == [("so", 0.0), ("GOOD", 2.0)]
    assert found.parameters == {"loud": 2.0}
    auto = gr.interpret(said, "so GOOD")
    assert (auto.method, auto.because) == ("louder", "chosen because it says 0.9 of 1")
    numbers = gr.interpret(lambda n: n, [2.0])
    assert numbers.method == "perturb"
    with pytest.raises(InterpretationError, match="Capitals does not fit: it says 0 of 1"):
        gr.interpret(lambda n: n, [2.0], method="louder")


def test_a_package_that_is_broken_leaves_the_other_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("broken", "no_such_package:Method", methods.GROUP)
    monkeypatch.setattr(methods, "_entry_points", lambda: {"broken": point})
    found = gr.interpret(said, "so GOOD")
    assert found.method == "perturb"
    [offer] = [each for each in found.offers if each.name == "broken"]
    why = "The method 'broken' of the package .* could not be loaded: .*no_such_package"
    assert offer.fit == 0
    assert re.match(why, offer.because)
    with pytest.raises(ImportError, match=why):
        gr.interpret(said, "so GOOD", method="broken")


def test_a_method_that_fails_when_it_is_asked_does_not_fit(
    other_package: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> float:
        raise RuntimeError("no licence")

    monkeypatch.setattr(Louder, "supports", fails)
    assert gr.interpret(said, "so GOOD").method == "perturb"
    with pytest.raises(InterpretationError, match=r"failed when it was asked: .*no licence"):
        gr.interpret(said, "so GOOD", method="louder")


def test_a_method_may_be_given_itself() -> None:
    found = gr.interpret(said, "so GOOD", method=Louder())
    assert found.method == "louder"
    assert Fit(0.5, "x").because == "x"


def test_parameters_are_told_in_words() -> None:
    labels = np.zeros((8, 8), int)
    found = gr.interpret(
        lambda image: float(image.mean()), np.eye(8), segments=labels, replacement=(0,)
    )
    assert found.parameters == {"segments": "ndarray 8 × 8", "replacement": [0]}
    json.dumps(found.to_json(), allow_nan=False)


# ------------------------------------------------------------------ as Gradio 3 had them


@pytest.mark.parametrize(
    ("value", "component", "scores"),
    [
        ("so good", None, [("so", 0.0), (" ", 0.0), ("good", 0.5)]),
        (np.ones((2, 3)), None, [[0.0, 0.5, 1.0], [0.0, -1.0, 0.0]]),
        ((4, np.ones(8)), None, [0.0, 0.5]),
        (10.0, None, [(9.0, -1.0), (10.0, None), (11.0, 1.0)]),
        (True, None, [0.5, None]),
        ("b", gr.Radio(["a", "b", "c"]), [0.25, None, -1.0]),
        (["a"], gr.CheckboxGroup(["a", "b"]), [(0.5, None), (None, -0.25)]),
    ],
)
def test_shapes_of_gradio_come_back(value: Any, component: Any, scores: Any) -> None:
    detail = detail_of(scores, value, component)
    found = gr.interpret(lambda x: 1.0, [value], inputs=[component], method="perturb")
    mine = explained_by(found, [scores], [component], [value])
    assert mine.title == "The author's own scores"
    assert mine.inputs[0].detail == detail
    assert gradio_scores(mine) == [scores]
    json.dumps(mine.to_json(), allow_nan=False)


def test_other_shapes_are_refused_in_words() -> None:
    with pytest.raises(InterpretationError, match="of a text are pairs of a piece and its score"):
        detail_of([0.5, 0.5], "so good")
    with pytest.raises(InterpretationError, match="a score for each pixel"):
        detail_of([[1.0]], np.ones((2, 2)))
    assert detail_of(0.5, object()) == 0.5
    found = gr.interpret(lambda a, b: a + b, [1.0, 2.0], method="perturb")
    with pytest.raises(InterpretationError, match="1 structures of scores for 2 inputs"):
        explained_by(found, [1.0], [None, None], [1.0, 2.0])


@pytest.mark.parametrize("name", ["default", "shapley"])
def test_names_of_gradio_are_known(name: str) -> None:
    found = gr.interpret(lambda text: float(len(text)), "a b", method=name)
    assert found.method == {"default": "perturb", "shapley": "shap"}[name]
