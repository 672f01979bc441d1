"""Importance over data: planted inputs, intervals, and nothing where there is nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import intarsia as gr
from intarsia.explanation import FeatureScores
from intarsia.interpretation import InterpretationError


def test_what_matters_comes_out_on_top() -> None:
    hits = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        data = rng.normal(size=(40, 5))
        planted = int(rng.integers(5))

        def fn(row: Any, planted: int = planted) -> float:
            return float(3 * row[planted] + 0.2 * row.sum())

        found = gr.interpret(
            lambda row: fn(row),
            data[0],
            method="importance",
            background=data,
            repeats=1,
            curves=False,
            seed=seed,
        )
        units = found.inputs[0].detail.units
        hits += max(units, key=lambda unit: unit.score).name == str(planted)
    assert hits / 50 >= 0.95


def test_with_labels_it_is_that_of_scikit_learn() -> None:
    from sklearn.datasets import load_iris
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.inspection import permutation_importance

    data, kinds = load_iris(return_X_y=True)
    forest = RandomForestClassifier(10, random_state=0).fit(data[::2], kinds[::2])
    expected = permutation_importance(forest, data[1::2], kinds[1::2], n_repeats=20, random_state=0)

    def fn(rows: list[Any]) -> list[Any]:
        sure = forest.predict_proba(np.array(rows))
        return [[dict(enumerate(map(float, each))) for each in sure]]

    found = gr.interpret(
        fn,
        data[1],
        method="importance",
        background=data[1::2],
        labels=kinds[1::2],
        repeats=20,
        batch=True,
    )
    assert found.scope == "global"
    assert found.title == "Permutation importance (share of wrong answers)"
    units = found.inputs[0].detail.units
    for unit, mean in zip(units, expected.importances_mean, strict=True):
        assert unit.score == pytest.approx(mean, abs=0.03)
        assert unit.low < unit.score < unit.high or unit.low == unit.high == unit.score == 0
    assert found.prediction is None
    assert found.additivity_gap is None


def test_nothing_is_learned_from_permuted_labels() -> None:
    from sklearn.ensemble import RandomForestClassifier

    covered = total = 0
    for seed in range(5):
        rng = np.random.default_rng(seed)
        data = rng.normal(size=(400, 4))
        labels = rng.permutation((data[:, 0] > 0).astype(int))
        forest = RandomForestClassifier(10, random_state=0).fit(data[:200], labels[:200])

        def fn(rows: list[Any], forest: Any = forest) -> list[Any]:
            sure = forest.predict_proba(np.array(rows))
            return [[dict(enumerate(map(float, each))) for each in sure]]

        found = gr.interpret(
            lambda row: fn(row),
            data[200],
            method="importance",
            background=data[200:],
            labels=labels[200:],
            batch=True,
            seed=seed,
        )
        for unit in found.inputs[0].detail.units:
            covered += bool(unit.low <= 0 <= unit.high)
            total += 1
    assert covered / total >= 0.85, "intervals of 95 %, of 20 features"


def test_inputs_are_mixed_up_as_wholes() -> None:
    data = pd.DataFrame({"a": np.linspace(-1, 1, 30), "word": ["yes", "no"] * 15, "b": 1.0})

    def fn(a: float, word: str, b: float) -> float:
        return a**2 + (word == "yes") * 0.1

    found = gr.interpret(fn, [0.5, "yes", 1.0], method="importance", background=data)
    a, word, b = found.inputs
    assert a.score > word.score > b.score == 0
    assert a.low < a.score < a.high
    assert (b.low, b.high) == (0, 0)
    detail = a.detail
    assert isinstance(detail, FeatureScores)
    [unit] = detail.units
    assert len(unit.points) == 30
    xs = [point.x for point in unit.curve]
    assert xs == sorted(xs)
    assert [point.prediction for point in unit.curve] == pytest.approx(
        [x**2 + 0.05 for x in xs], abs=1e-9
    )
    assert word.detail.units[0].curve == ()


def test_a_table_has_its_columns() -> None:
    rng = np.random.default_rng(0)
    data = pd.DataFrame(rng.normal(size=(25, 2)), columns=["x", "y"])
    found = gr.interpret(
        lambda frame: frame["x"].to_numpy() * 2,
        data.iloc[[0]],
        method="importance",
        background=data,
    )
    units = found.inputs[0].detail.units
    assert [unit.name for unit in units] == ["x", "y"]
    assert units[0].score > 0.5
    assert units[1].score == 0


def test_regression_has_its_share_of_the_variance() -> None:
    rng = np.random.default_rng(1)
    data = rng.normal(size=(100, 2))
    found = gr.interpret(
        lambda row: float(row[0]),
        data[0],
        method="importance",
        background=data,
        labels=data[:, 0],
        repeats=10,
    )
    first, second = found.inputs[0].detail.units
    assert first.score == pytest.approx(2, abs=0.4), "mixed up, it is twice as far off as the mean"
    assert second.score == 0


def test_importance_needs_data() -> None:
    with pytest.raises(InterpretationError, match="background= has to be one"):
        gr.interpret(lambda a: a, [1.0], method="importance")
    with pytest.raises(InterpretationError, match="labels= has 1 values, but background= has 2"):
        gr.interpret(lambda a: a, [1.0], method="importance", background=[[1.0], [2.0]], labels=[1])


@pytest.mark.parametrize("kind", ["class", "number", "none"])
def test_each_row_has_a_point_and_repetitions_their_deviation(kind: str) -> None:
    rng = np.random.default_rng(1)
    data = rng.normal(size=(30, 2))
    asked: list[tuple[float, float]] = []

    def fn(a: float, b: float) -> Any:
        asked.append((a, b))
        return {"high": 0.5 + 0.1 * a, "low": 0.5 - 0.1 * a} if kind == "class" else 0.1 * a

    labels = {
        "class": ["high" if a > 0 else "low" for a, _ in data],
        "number": 0.1 * data[:, 0],
        "none": None,
    }[kind]
    found = gr.interpret(
        fn,
        [1.0, 0.0],
        method="importance",
        target="high" if kind == "class" else None,
        background=data,
        labels=labels,
        repeats=3,
        curves=False,
    )
    first, second = (item.detail.units[0] for item in found.inputs)
    assert found.repetitions == 3
    assert first.std is not None
    assert first.std > 0
    assert second.std == 0
    assert found.inputs[0].std == first.std
    # What a row's own value adds, against those of the others, which are 0 in the mean or so.
    assert [value for value, _ in first.points] == pytest.approx(data[:, 0].tolist())
    slope = np.polyfit(*np.transpose(first.points), 1)[0]
    assert slope == pytest.approx(0.1, abs=0.03)
    assert {effect for _, effect in second.points} == {0.0}
    assert found.calls == len(asked) <= 2 + 30 + 2 * 3 * 30
