"""LIME: the package's own numbers, and what is said of a poor fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.interpretation import InterpretationError


def test_texts_have_the_numbers_of_the_package() -> None:
    from lime.lime_text import LimeTextExplainer

    def sure(texts: list[str]) -> Any:
        good = [0.1 + 0.5 * ("good" in t) + 0.2 * ("so" in t and "good" in t) for t in texts]
        return np.array([[1 - each, each] for each in good])

    text = "so good a day it was"
    explainer = LimeTextExplainer(bow=False, split_expression=r"\s+", random_state=3)
    expected = dict(
        explainer.explain_instance(text, sure, num_samples=200, num_features=6).local_exp[1]
    )
    found = gr.interpret(
        lambda text: float(sure([text])[0, 1]), text, method="lime", samples=200, seed=3
    )
    scores = [score for _, score in found.scores[0]]
    assert scores == pytest.approx([expected[at] for at in range(6)], abs=1e-9)
    assert not found.is_additive
    assert found.title == "LIME"


def test_rows_have_the_numbers_of_the_package() -> None:
    from lime.lime_tabular import LimeTabularExplainer

    rng = np.random.default_rng(0)
    background, x = rng.normal(size=(60, 3)), np.array([1.0, -1.0, 0.5])

    def many(rows: Any) -> Any:
        return rows[:, 0] * 2 - rows[:, 1] + np.sin(rows[:, 2])

    explainer = LimeTabularExplainer(
        background, mode="regression", random_state=np.random.RandomState(5)
    )
    expected = dict(
        explainer.explain_instance(x, many, num_features=3, num_samples=300).local_exp[1]
    )

    def fn(a: float, b: float, c: float) -> float:
        return float(many(np.array([[a, b, c]]))[0])

    found = gr.interpret(fn, x.tolist(), method="lime", background=background, samples=300, seed=5)
    assert found.scores == pytest.approx([expected[at] for at in range(3)], abs=1e-9)


def test_pictures_are_followed() -> None:
    picture = np.zeros((24, 24, 3), np.uint8)
    picture[:8, :8] = 255
    found = gr.interpret(
        lambda image: float(image[:8, :8].mean()) / 255,
        picture,
        method="lime",
        segments=9,
        samples=120,
    )
    heat = found.scores[0]
    assert heat[:8, :8].min() > 5 * np.abs(heat[8:, 8:]).max()


def test_poor_fits_are_told() -> None:
    def odd(text: str) -> float:
        return float(len(text.split()) % 2)

    found = gr.interpret(odd, "a b c d e f g h", method="lime", samples=150)
    assert any("does not follow the function well" in each for each in found.warnings)


def test_repetitions_tell_how_much_scores_vary() -> None:
    def fn(text: str) -> float:
        return float("b" in text and "c" in text)

    found = gr.interpret(fn, "a b c d", method="lime", samples=40, repetitions=4)
    assert found.repetitions == 4
    assert all(unit.std is not None and unit.std > 0 for unit in found.inputs[0].detail.units)


def test_rows_without_data_have_no_lime() -> None:
    with pytest.raises(InterpretationError, match="need a background of data"):
        gr.interpret(lambda a: a, [1.0], method="lime")


@pytest.mark.parametrize(
    ("replacement", "hidden", "dtype"),
    [("black", 0, np.uint8), ("segment", None, np.float64)],
)
def test_pictures_have_the_numbers_of_the_package(
    replacement: str, hidden: int | None, dtype: Any
) -> None:
    from lime.lime_image import LimeImageExplainer

    rng = np.random.default_rng(4)
    picture = rng.integers(0, 256, (12, 16, 3)).astype(dtype)
    segments = np.arange(12)[:, None] // 4 * 4 + np.arange(16)[None] // 4

    def bright(image: Any) -> float:
        # Two pieces do something together, one against them, the rest next to nothing.
        pieces = [image[:4, :4], image[4:8, 8:12], image[8:, :4]]
        first, second, third = (float(piece.max()) / 255 for piece in pieces)
        return 0.4 + 0.5 * first * second - 0.2 * third + float(image.std()) / 5000

    def many(images: Any) -> Any:
        sure = np.array([bright(each) for each in images])
        return np.column_stack([1 - sure, sure])

    explainer = LimeImageExplainer(random_state=11)
    expected = explainer.explain_instance(
        picture,
        many,
        labels=(1,),
        top_labels=None,
        hide_color=hidden,
        num_samples=150,
        segmentation_fn=lambda image: segments,
        random_seed=0,
    )
    found = gr.interpret(
        bright,
        picture,
        method="lime",
        segments=segments,
        replacement=replacement,
        samples=150,
        seed=11,
    )
    [told] = found.inputs
    weights = dict(expected.local_exp[1])
    scores = [unit.score for unit in told.detail.units]
    assert scores == pytest.approx([weights[at] for at in range(12)], abs=1e-9)
    assert found.base_value == pytest.approx(expected.intercept[1], abs=1e-9)
    assert max(map(abs, scores)) > 0.05
