"""LIME: a simple model that says what the function says, near these inputs."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .game import Game
from .inputs import Input
from .methods import Fit
from .parts import Floats, Marks, is_finite
from .parts.table import TableParts
from .predictor import Predictor
from .problems import InterpretationError, needed
from .stepwise import Stepwise
from .targets import Target

__all__ = ["METHOD", "Lime"]

_SAMPLES = 1000
_WIDTH_TEXT = 25.0
_WIDTH_PICTURE = 0.25
"""Widths of the kernels of the package lime, for texts and for pictures."""

_POOR = 0.5
"""R² below which the simple model is not worth much."""


class Lime:
    """Weights of a linear model that is fitted to the function near the inputs.

    ξ(x) = argmin over linear g of Σ over samples z of π(x, z) · (f(z) − g(z))² + Ω(g)

    (Ribeiro, Singh & Guestrin 2016), by the package lime. Samples of texts and pictures have parts
    left out; those of rows of numbers are drawn as the background is distributed, which is needed
    then. The scores promise no sum; how well the simple model fits is told.
    """

    name = "lime"
    title = "LIME"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: where there are parts to leave out, or data to draw from."""
        if fn.repeats > 1:
            return Fit(0.1, "the function gives different answers, which one line cannot follow")
        if _is_tabular(inputs):
            if _rows(inputs) < 2:
                return Fit(0.0, "rows of numbers need a background of data to draw from")
            return Fit(0.3, "a line is fitted to samples that are drawn as the background is")
        if sum(item.parts.count for item in inputs) < 2:
            return Fit(0.0, "there are not two parts that could be left out")
        return Fit(0.3, "a line is fitted to samples with parts left out")

    def calls(
        self,
        inputs: Sequence[Input],
        *,
        samples: int | None = None,
        repetitions: int = 1,
        **_: Any,
    ) -> int:
        """Return how often the function is called, about; the parameters are those of `explain`."""
        return (samples or _SAMPLES) * max(1, repetitions)

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        seed: int = 0,
        samples: int | None = None,
        num_features: int | None = None,
        repetitions: int = 1,
        discretize_continuous: bool = True,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations, one more for each repetition.

        Parameters
        ----------
        draft, seed
            As all methods get them.
        samples : int, default 1000
            How many are drawn.
        num_features : int, optional
            How many parts may have a weight; by default all.
        repetitions : int, default 1
            How often it is done with other samples: the mean is told, and the deviation.
        discretize_continuous : bool, default True
            Whether numbers are put into quarters first, as the package does.
        """
        drawn = samples or _SAMPLES
        left = fn.budget.left(fn.calls)
        if left is not None:
            drawn = max(2, min(drawn, left // max(1, repetitions)))
        draft.parameters |= {"samples": drawn}
        tabular = _is_tabular(inputs)
        if tabular:
            draft.parameters["discretize_continuous"] = discretize_continuous
        runs: list[tuple[Floats, float, float]] = []
        for again in range(max(1, repetitions)):
            if tabular:
                work = _of_rows(
                    fn, inputs, draft, seed + again, drawn, num_features, discretize_continuous
                )
            else:
                work = _of_parts(fn, inputs, draft, seed + again, drawn, num_features)
            for step in work:
                if isinstance(step, float):
                    so_far = (again + step) / max(1, repetitions)
                    yield self._told(fn, inputs, draft, runs, so_far)
                else:
                    runs.append(step)
            if fn.exhausted:
                break
        yield self._told(fn, inputs, draft, runs, None)

    def _told(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        draft: Draft,
        runs: Sequence[tuple[Floats, float, float]],
        progress: float | None,
    ) -> Explanation:
        count = sum(item.parts.count for item in inputs)
        scores, std, base, said = np.full(count, np.nan), None, np.nan, []
        if runs:
            table = np.array([run[0] for run in runs])
            scores = table.mean(axis=0)
            std = table.std(axis=0, ddof=1) if len(runs) > 1 else None
            base = float(np.mean([run[1] for run in runs]))
            fit = float(np.mean([run[2] for run in runs]))
            draft.repetitions = len(runs)
            if fit < _POOR:
                said.append(
                    f"A line does not follow the function well near these inputs (R² = {fit:.2f}): "
                    "the scores tell little."
                )
        return draft.explanation(
            _marks(inputs, scores, std),
            base=base,
            final=progress is None,
            progress=progress or 1.0,
            warnings=said,
        )


METHOD = Lime()

_Step = float | tuple[Floats, float, float]
"""How far it is; or at the end weights, the constant, and R²."""


def _is_tabular(inputs: Sequence[Input]) -> bool:
    """Whether the inputs are one row of numbers."""
    found = [item.parts for item in inputs if item.parts.count]
    if not found or any(parts.kind not in ("number", "list", "table") for parts in found):
        return False
    return all(not isinstance(value, bool) and is_finite(value) for value in _row(inputs))


def _row(inputs: Sequence[Input]) -> list[Any]:
    values: list[Any] = []
    for item in inputs:
        parts = item.parts
        if parts.kind == "number":
            values.append(item.value)
        elif parts.kind == "list":
            values += list(item.value)
        elif isinstance(parts, TableParts):
            frame = parts.frame
            values += frame.iloc[0].tolist() if len(frame) == 1 else [None]
    return values


def _rows(inputs: Sequence[Input]) -> int:
    return max((item.parts.rows for item in inputs), default=1)


def _marks(inputs: Sequence[Input], scores: Floats, std: Floats | None) -> list[Marks]:
    marks, begin = [], 0
    for item in inputs:
        end = begin + item.parts.count
        marks.append(Marks(scores[begin:end], None if std is None else std[begin:end]))
        begin = end
    return marks


def _of_parts(
    fn: Predictor,
    inputs: Sequence[Input],
    draft: Draft,
    seed: int,
    samples: int,
    num_features: int | None,
) -> Iterator[_Step]:
    """Draw coalitions as the package does for texts, or for pictures, and fit."""
    base_of = needed("lime.lime_base")
    game = Game(fn, inputs, most_rows=1)
    random = np.random.RandomState(seed)
    is_picture = all(item.parts.kind == "picture" for item in inputs)
    masks = (_halves if is_picture else _sizes)(random, samples, game.count)
    values = np.full(samples, np.nan)
    for done, (at, number) in enumerate(game.values(list(masks.astype(bool))), 1):
        values[at] = number
        if draft.is_due:
            yield done / samples
    known = ~np.isnan(values)
    masks, values = masks[known], values[known]
    if len(values) < 2:
        raise InterpretationError("The function failed on nearly all samples: nothing can be said.")
    distances = 1 - masks @ masks[0] / np.maximum(
        np.linalg.norm(masks, axis=1) * np.linalg.norm(masks[0]), 1e-12
    )
    distances[~masks.any(axis=1)] = 1.0
    width = _WIDTH_PICTURE if is_picture else _WIDTH_TEXT
    scale = 1.0 if is_picture else 100.0

    def kernel(distance: Floats) -> Any:
        return np.sqrt(np.exp(-(distance**2) / width**2))

    lime = base_of.LimeBase(kernel, random_state=random)
    yield _fitted(lime, masks, values, distances * scale, game.count, num_features)


def _sizes(random: np.random.RandomState, samples: int, count: int) -> Floats:
    """Draw how many parts are left out, then which: as for texts."""
    sizes = random.randint(1, count + 1, samples - 1)
    masks = np.ones((samples, count))
    for at, size in enumerate(sizes, 1):
        masks[at, random.choice(range(count), size, replace=False)] = 0
    return masks


def _halves(random: np.random.RandomState, samples: int, count: int) -> Floats:
    """Draw for each part whether it is left out: as for pictures."""
    masks = random.randint(0, 2, samples * count).reshape((samples, count)).astype(float)
    masks[0] = 1
    return masks


def _fitted(
    lime: Any,
    data: Floats,
    values: Floats,
    distances: Floats,
    count: int,
    num_features: int | None,
) -> tuple[Floats, float, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        constant, weights, fit, _ = lime.explain_instance_with_data(
            data,
            np.column_stack([1 - values, values]),
            distances,
            1,
            num_features or count,
            feature_selection="auto" if num_features else "none",
        )
    scores = np.zeros(count)
    for at, weight in weights:
        scores[at] = weight
    return scores, float(constant), float(fit)


def _of_rows(
    fn: Predictor,
    inputs: Sequence[Input],
    draft: Draft,
    seed: int,
    samples: int,
    num_features: int | None,
    discretize: bool,
) -> Iterator[_Step]:
    """Draw rows of numbers as the background is distributed, by the package."""
    tabular = needed("lime.lime_tabular")
    x = np.array(_row(inputs), float)
    background = np.array(
        [
            _row_of(inputs, tuple(i.parts.without(i.parts.everything, row) for i in inputs))
            for row in range(_rows(inputs))
        ],
        float,
    )

    def compute(ask: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            explainer = tabular.LimeTabularExplainer(
                background,
                mode="regression",
                discretize_continuous=discretize,
                random_state=np.random.RandomState(seed),
            )
            return explainer.explain_instance(
                x, ask, num_features=num_features or len(x), num_samples=samples
            )

    with Stepwise(compute) as steps:
        for request in steps:
            rows = [_arguments(inputs, row) for row in request.rows]
            numbers = np.full(len(rows), np.nan)
            for done, (at, number) in enumerate(fn.stream(rows), 1):
                numbers[at] = number
                if draft.is_due:
                    yield done / len(rows)
            known = ~np.isnan(numbers)
            if not known.any():
                raise InterpretationError("The function failed on all samples.")
            # What failed has no say: it says what the others say in the mean.
            request.answer(np.where(known, numbers, numbers[known].mean()))
    found = steps.result
    scores = np.zeros(len(x))
    for at, weight in found.local_exp[1]:
        scores[at] = weight
    if not discretize:
        scale = background.std(axis=0)
        deviation = (x - background.mean(axis=0)) / np.where(scale > 0, scale, 1)
        scores = scores * deviation
    yield scores, float(found.intercept[1]), float(found.score)


def _row_of(inputs: Sequence[Input], values: tuple[Any, ...]) -> list[Any]:
    found: list[Any] = []
    for item, value in zip(inputs, values, strict=True):
        if not item.parts.count:
            continue  # it is not looked at
        if item.parts.kind == "number":
            found.append(value)
        else:
            flat = value.to_numpy() if hasattr(value, "to_numpy") else value
            found += list(np.asarray(flat, float).ravel())
    return found


def _arguments(inputs: Sequence[Input], row: Floats) -> tuple[Any, ...]:
    """Return the values of the inputs that are a row of numbers."""
    made: list[Any] = []
    begin = 0
    for item in inputs:
        part = row[begin : begin + item.parts.count]
        begin += item.parts.count
        if not item.parts.count:
            made.append(item.value)
        elif item.parts.kind == "number":
            number = part[0]
            is_whole = isinstance(item.value, (int, np.integer))
            made.append(type(item.value)(round(number) if is_whole else number))
        elif isinstance(item.parts, TableParts):
            frame = item.parts.frame
            made.append(type(frame)([part], columns=frame.columns, index=frame.index))
        elif isinstance(item.value, np.ndarray):
            made.append(np.asarray(part, float))
        else:
            made.append(type(item.value)(float(each) for each in part))
    return tuple(made)
