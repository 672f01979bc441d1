"""Shapley values: the definition, the numbers of the package shap, and the right explainer."""

from __future__ import annotations

import importlib
import itertools
import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.explanation import FeatureScores, HeatScores
from intarsia.interpretation import InterpretationError, explain


@pytest.fixture(scope="module")
def shap() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("shap")


@pytest.fixture(scope="module")
def iris() -> tuple[Any, Any]:
    from sklearn.datasets import load_iris

    data, kinds = load_iris(return_X_y=True)
    return data, kinds


def crossed(a: float, b: float, c: float, d: float) -> float:
    # Of three together, no two orders tell the same.
    return a * b + 2 * c - d * a + math.sin(c * d) + 3 * a * b * c


def by_definition(fn: Callable[..., float], x: Any, background: Any) -> list[float]:
    count = len(x)

    def value(present: set[int]) -> float:
        return float(
            np.mean(
                [
                    fn(*(x[i] if i in present else row[i] for i in range(count)))
                    for row in background
                ]
            )
        )

    scores = []
    for player in range(count):
        rest = [other for other in range(count) if other != player]
        total = 0.0
        for size in range(count):
            weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for chosen in itertools.combinations(rest, size):
                total += weight * (value({*chosen, player}) - value(set(chosen)))
        scores.append(total)
    return scores


def test_all_coalitions_give_the_definition() -> None:
    rng = np.random.default_rng(0)
    x, background = rng.normal(size=4).tolist(), rng.normal(size=(5, 4)).tolist()
    found = gr.interpret(crossed, x, method="shap", background=background)
    assert found.title == "SHAP (exact)"
    assert np.allclose(found.scores, by_definition(crossed, x, background), atol=1e-12)
    assert found.is_additive
    assert found.additivity_gap == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("count", [4, 14])
def test_kernel_numbers_are_those_of_the_package(shap: Any, count: int) -> None:
    rng = np.random.default_rng(1)
    weights = rng.normal(size=count)
    x, background = rng.normal(size=count), rng.normal(size=(6, count))
    background[2, 1] = x[1]

    def fn(row: Any) -> float:
        return float(np.tanh(weights @ row) + row[0] * row[1])

    np.random.seed(7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        explainer = shap.KernelExplainer(lambda rows: np.array([*map(fn, rows)]), background)
        expected = explainer.shap_values(x, nsamples=300, l1_reg=False, silent=True)
    found = gr.interpret(
        fn, x, method="shap", background=background, explainer="kernel", samples=300, seed=7
    )
    assert [score for _, score in found.scores[0]] == pytest.approx(expected, abs=1e-10)
    assert found.base_value == pytest.approx(float(explainer.expected_value))
    assert found.additivity_gap == pytest.approx(0, abs=1e-9)


def test_kernel_shap_is_repeated_with_other_coalitions() -> None:
    rng = np.random.default_rng(5)
    weights, x = rng.normal(size=14), rng.normal(size=14)

    def fn(row: Any) -> float:
        return float(np.tanh(weights @ row) + row[0] * row[1])

    options: dict[str, Any] = {"method": "shap", "explainer": "kernel", "samples": 100}
    found = gr.interpret(fn, x, background=[[0.0] * 14], repetitions=3, seed=7, **options)
    each = [
        [
            score
            for _, score in gr.interpret(
                fn, x, background=[[0.0] * 14], seed=seed, **options
            ).scores[0]
        ]
        for seed in (7, 8, 9)
    ]
    assert [score for _, score in found.scores[0]] == pytest.approx(np.mean(each, axis=0).tolist())
    deviations = [unit.std for unit in found.inputs[0].detail.units]
    assert deviations == pytest.approx(np.std(each, axis=0, ddof=1).tolist())
    assert found.repetitions == 3
    assert found.additivity_gap == pytest.approx(0, abs=1e-9)


def test_so_many_coalitions_for_each_part_are_those_of_gradio(shap: Any) -> None:
    words = [f"w{n}" for n in range(9)]

    def sure(text: str) -> float:
        kept = text.split()
        return 0.1 * len(kept) + 0.3 * ("w2" in kept and "w5" in kept)

    def masked(masks: Any) -> Any:
        rows = ([w for w, here in zip(words, row, strict=True) if here] for row in masks)
        return np.array([sure(" ".join(row)) for row in rows])

    np.random.seed(4)
    explainer = shap.KernelExplainer(masked, np.zeros((1, 9)))
    expected = explainer.shap_values(
        np.ones((1, 9)), nsamples=int(3.5 * 9), l1_reg=False, silent=True
    )
    found = gr.interpret(sure, " ".join(words), method="shap", num_shap=3.5, seed=4)
    assert [score for _, score in found.scores[0]] == pytest.approx(expected[0], abs=1e-10)
    assert found.parameters["samples"] == 31


def test_permutation_numbers_are_those_of_the_package(shap: Any) -> None:
    rng = np.random.default_rng(2)
    x, background = rng.normal(size=4), rng.normal(size=(5, 4))
    explainer = shap.PermutationExplainer(
        lambda rows: np.array([crossed(*row) for row in rows]),
        shap.maskers.Independent(background),
        seed=3,
    )
    expected = explainer(x[None], max_evals=9 * 6, error_bounds=True, silent=True)
    found = gr.interpret(
        crossed,
        x.tolist(),
        method="shap",
        background=background,
        explainer="permutation",
        orders=6,
        seed=3,
    )
    assert np.allclose(found.scores, expected.values[0], atol=1e-10)
    assert found.repetitions == 6


def test_partition_numbers_are_those_of_the_package(shap: Any) -> None:
    from intarsia.interpretation.shappackage import tree_of

    words = [f"w{n}" for n in range(80)]

    def said(text: str) -> float:
        kept = set(text.split())
        return len(kept & set(words[10:14])) ** 2 + ("w40" in kept)

    def of_masks(rows: Any) -> Any:
        kept = ([w for w, gone in zip(words, row, strict=True) if not gone] for row in rows)
        return np.array([said(" ".join(each)) for each in kept], float)

    masker = shap.maskers.Partition(np.ones((1, 80)), clustering=tree_of([80]))
    np.random.seed(0)  # it breaks ties at random
    expected = shap.PartitionExplainer(of_masks, masker)(
        np.zeros((1, 80)), max_evals=200, silent=True
    )
    found = gr.interpret(said, " ".join(words), method="shap", max_evals=200)
    assert found.title == "Partition SHAP"
    assert [score for _, score in found.scores[0]] == pytest.approx(expected.values[0], abs=1e-10)
    assert found.additivity_gap == pytest.approx(0, abs=1e-9)


def test_planted_words_come_out_on_top_with_what_they_do_together() -> None:
    hits = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        first, second = rng.choice(20, 2, replace=False)

        def fn(text: str, pair: tuple[str, str] = (f"w{first}", f"w{second}")) -> float:
            kept = set(text.split())
            return float(pair[0] in kept and pair[1] in kept)

        text = " ".join(f"w{n}" for n in range(20))
        found = gr.interpret(lambda text: fn(text), text, method="shap", seed=seed)
        order = np.argsort([-score for _, score in found.scores[0]])[:2]
        hits += {int(first), int(second)} == set(order.tolist())
    assert hits / 50 >= 0.95


def test_forests_have_tree_shap(shap: Any, iris: tuple[Any, Any]) -> None:
    from sklearn.ensemble import RandomForestClassifier

    data, kinds = iris
    forest = RandomForestClassifier(10, random_state=0).fit(data, kinds)

    def classify(a: float, b: float, c: float, d: float) -> dict[str, float]:
        sure = forest.predict_proba([[a, b, c, d]])[0]
        return dict(zip(["setosa", "versicolor", "virginica"], map(float, sure), strict=True))

    x = [float(each) for each in data[77]]
    found = gr.interpret(classify, x, model=forest, target="virginica")
    expected = shap.TreeExplainer(forest).shap_values(data[77:78])[0, :, 2]
    assert found.method == "shap"
    assert found.title == "Tree SHAP"
    assert "made of trees" in found.because
    assert "5 points" in found.because
    assert np.allclose(found.scores, expected, atol=1e-6)
    assert found.additivity_gap == pytest.approx(0, abs=1e-6)
    assert "grown on" in found.inputs[0].baseline

    # Over a background it is the game of all coalitions.
    background = data[::10]
    tree = gr.interpret(classify, x, model=forest, target="virginica", background=background)
    every = gr.interpret(
        classify, x, target="virginica", background=background, method="shap", explainer="exact"
    )
    assert tree.title == "Tree SHAP"
    assert np.allclose(tree.scores, every.scores, atol=1e-6)


def test_boosted_trees_are_told_in_the_scale_that_adds_up(iris: tuple[Any, Any]) -> None:
    from sklearn.ensemble import GradientBoostingClassifier

    data, kinds = iris
    model = GradientBoostingClassifier(n_estimators=5, random_state=0).fit(data, kinds == 2)

    def fn(row: Any) -> list[float]:
        return [float(each) for each in model.predict_proba([row])[0]]

    bare = gr.interpret(fn, data[120], model=model, target="1")
    assert bare.explained.scale == "log-odds"
    assert bare.prediction is not None
    assert 1 / (1 + math.exp(-bare.prediction)) == pytest.approx(fn(data[120])[1])
    assert bare.additivity_gap == pytest.approx(0, abs=1e-6)
    sure = gr.interpret(fn, data[120], model=model, target="1", background=data[::10])
    assert sure.explained.scale == ""
    assert sure.prediction == pytest.approx(fn(data[120])[1])
    assert sure.additivity_gap == pytest.approx(0, abs=1e-6)


def test_linear_models_have_weight_times_deviation(iris: tuple[Any, Any]) -> None:
    from sklearn.linear_model import LinearRegression

    data, kinds = iris
    model = LinearRegression().fit(data, kinds)
    background = data[::7]
    found = gr.interpret(
        lambda row: float(model.predict([row])[0]), data[3], model=model, background=background
    )
    assert found.title == "Linear SHAP"
    truth = model.coef_ * (data[3] - background.mean(axis=0))
    assert np.allclose([score for _, score in found.scores[0]], truth, atol=1e-6, rtol=0)


def test_pipelines_of_texts_are_told_by_their_features() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts = ["good film", "bad film", "good plot", "bad plot", "film good", "so bad"] * 3
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(texts, [1, 0] * 9)

    def mood(text: str) -> dict[str, float]:
        bad, good = map(float, model.predict_proba([text])[0])
        return {"good": good, "bad": bad}

    found = gr.interpret(mood, "so good a plot", model=model)
    detail = found.inputs[0].detail
    assert isinstance(detail, FeatureScores)
    assert detail.of_model
    assert detail.units[0].name == "good"
    assert found.explained.scale == "log-odds"
    assert found.additivity_gap == pytest.approx(0, abs=1e-6)


def test_digits_have_a_score_for_each_pixel() -> None:
    from sklearn.datasets import load_digits
    from sklearn.ensemble import RandomForestClassifier

    digits = load_digits()
    forest = RandomForestClassifier(10, random_state=0).fit(digits.data[:500], digits.target[:500])

    def read(image: Any) -> list[float]:
        return [float(each) for each in forest.predict_proba([image.ravel()])[0]]

    found = gr.interpret(read, digits.images[600], model=forest)
    assert isinstance(found.inputs[0].detail, HeatScores)
    assert found.scores[0].shape == (8, 8)
    assert found.scores[0].sum() == pytest.approx(found.prediction - found.base_value)


def test_a_class_alone_is_explained_by_its_probability(iris: tuple[Any, Any]) -> None:
    from sklearn.ensemble import RandomForestClassifier

    data, kinds = iris
    names = np.array(["setosa", "versicolor", "virginica"])
    forest = RandomForestClassifier(10, random_state=0).fit(data, names[kinds])
    found = gr.interpret(lambda row: str(forest.predict([row])[0]), data[120], model=forest)
    assert (found.title, found.explained.scale) == ("Tree SHAP", "probability")
    assert found.prediction == pytest.approx(forest.predict_proba(data[120:121])[0].max())


def test_functions_that_do_more_than_their_model_are_not_explained_by_it(
    iris: tuple[Any, Any],
) -> None:
    from sklearn.ensemble import RandomForestClassifier

    data, kinds = iris
    forest = RandomForestClassifier(10, random_state=0).fit(data, kinds)

    def fn(row: Any) -> float:
        return 3 * float(forest.predict_proba([row])[0, 2])

    found = gr.interpret(fn, data[120], model=forest)
    assert found.method == "perturb"
    assert "does not say what the model says" in found.warnings[0]
    with pytest.raises(InterpretationError, match="does not say what the model says"):
        gr.interpret(fn, data[120], model=forest, method="shap", explainer="tree")
    assert "predict_proba" not in vars(forest), "what watched its calls is gone"


def test_features_say_what_the_model_gets(iris: tuple[Any, Any]) -> None:
    from sklearn.ensemble import RandomForestRegressor

    data, kinds = iris
    forest = RandomForestRegressor(10, random_state=0).fit(data[:, :2] * [1, 2], kinds)

    def row(a: float, b: float) -> Any:
        return [[a, 2 * b]]

    def fn(a: float, b: float) -> float:
        return float(forest.predict(row(a, b))[0])

    found = gr.interpret(fn, data[100, :2].tolist(), model=forest, features=row)
    assert found.title == "Tree SHAP"
    assert "features=" in found.because
    assert sum(found.scores) == pytest.approx(found.prediction - found.base_value)


def test_failures_are_left_out_of_every_estimator() -> None:
    def fn(text: str) -> float:
        if "x" in text and "y" not in text:
            raise ValueError("x alone")
        return float(len(text.split()))

    words = "a b c d e f g h i j k l x y"
    for explainer in ("permutation", "kernel"):
        found = gr.interpret(fn, words, method="shap", explainer=explainer, seed=1)
        scores = dict(found.scores[0])
        assert found.cost.failed > 0
        assert all(scores[word] == pytest.approx(1, abs=0.3) for word in "abcdefghij")
    exact = gr.interpret(fn, "a b x y", method="shap", explainer="exact")
    assert dict(exact.scores[0])["a"] == pytest.approx(1)


def test_budget_ends_an_estimator_with_what_is_known() -> None:
    def fn(text: str) -> float:
        return float(len(text.split()))

    text = " ".join(f"w{n}" for n in range(30))
    found = gr.interpret(fn, text, method="shap", explainer="permutation", budget=150)
    assert found.calls <= 150
    assert found.cost.exhausted
    assert all(score == pytest.approx(1) for _, score in found.scores[0])


def test_kernel_tells_what_it_knows_on_the_way() -> None:
    import time

    def slow(text: str) -> float:
        time.sleep(0.002)
        return float(len(text.split()))

    steps = list(explain(slow, "a b c d e f g h i j k l", method="shap", samples=200))
    assert len(steps) > 3
    partial = steps[-2]
    assert not partial.final
    assert [score for _, score in partial.scores[0]] == pytest.approx([1] * 12, abs=1e-6)


def test_leaving_ends_the_other_thread() -> None:
    import threading
    import time

    def slow(text: str) -> float:
        time.sleep(0.005)
        return 1.0

    steps = explain(slow, "a b c d e f g h i j k l", method="shap", samples=500)
    next(iter(steps))
    steps.close()  # type: ignore[attr-defined]  # it is a generator
    assert not [each for each in threading.enumerate() if each.name == "intarsia-explain"]


def test_the_state_of_numpy_stays() -> None:
    np.random.seed(5)
    expected = np.random.random()
    np.random.seed(5)
    gr.interpret(crossed, [1.0, 2, 3, 4], method="shap", explainer="kernel")
    assert np.random.random() == expected


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "shap", None)
    with pytest.raises(ModuleNotFoundError, match=r"intarsia\[interpretation\]"):
        gr.interpret(crossed, [1.0, 2, 3, 4], method="shap", explainer="kernel")


@pytest.mark.parametrize("again", [{"target": "setosa"}, {"method": "perturb", "steps": 1}])
def test_what_a_model_was_given_is_not_asked_for_again(
    iris: tuple[Any, Any], again: dict[str, Any]
) -> None:
    from sklearn.linear_model import LogisticRegression

    data, kinds = iris
    model = LogisticRegression(max_iter=500).fit(data, kinds)
    asked: list[tuple[float, ...]] = []

    def classify(a: float, b: float, c: float, d: float) -> dict[str, float]:
        asked.append((a, b, c, d))
        sure = model.predict_proba([[a, b, c, d]])[0]
        return dict(zip(["setosa", "versicolor", "virginica"], map(float, sure), strict=True))

    answers = gr.interpretation.Answers()
    options: dict[str, Any] = {"model": model, "background": data[:20], "answers": answers}
    first = gr.interpret(classify, data[77].tolist(), **options)
    assert first.title == "Linear SHAP"
    # The answer, once more, and watched; four points to see what the model is given, the first row
    # among them; the other rows.
    assert first.calls == len(asked) == 3 + 4 + 19
    asked.clear()
    second = gr.interpret(classify, data[77].tolist(), **{**options, **again})
    if "target" in again:
        assert (second.calls, asked) == (0, [])
        expected = gr.interpret(
            classify, data[77].tolist(), model=model, background=data[:20], **again
        )
        assert np.allclose(second.scores, expected.scores)
    else:
        known = {tuple(row) for row in data[:20].tolist()} | {tuple(data[77].tolist())}
        assert not known & set(asked)
