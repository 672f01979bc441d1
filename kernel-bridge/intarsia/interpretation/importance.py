"""Importance over a set of data: what is lost when an input is mixed up among the rows?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..explanation import CurvePoint, Detail, Explanation, FeatureScore, FeatureScores
from .answers import Answers
from .draft import Draft, Whole
from .inputs import Input
from .methods import Fit
from .parts import Floats, Marks, Settings, known, parts_of
from .predictor import Arguments, Predictor
from .problems import InterpretationError
from .targets import Target, bare_classes

__all__ = ["METHOD", "Importance"]

_REPEATS = 5
_ROWS = 200
_POINTS = 12
_CURVE_ROWS = 50
_SURE = 1.96
"""Standard errors to each side, for 95 %."""


class Importance:
    """Permutation importance, with partial dependence.

    With `labels`: the mean loss with one input mixed up among the rows, less the mean loss as it is
    (Breiman 2001; Fisher, Rudin & Dominici 2019); the loss is being wrong for classes, and the
    squared error over the variance of the labels for numbers. Without: the mean absolute change of
    the prediction. The interval is that of a mean over the rows. Partial dependence is the mean
    prediction over the rows with one input set to each of some values (Friedman 2001).
    """

    name = "importance"
    title = "Permutation importance"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: it answers another question, so only when asked for."""
        if max((item.parts.rows for item in inputs), default=1) < 2:
            return Fit(0.0, "it is over a set of data: background= has to be one")
        return Fit(0.1, "it tells of the function over the background, not of one result")

    def calls(
        self,
        inputs: Sequence[Input],
        *,
        repeats: int = _REPEATS,
        rows: int = _ROWS,
        curves: bool = True,
        **_: Any,
    ) -> int:
        """Return how often the function is called, about; the parameters are those of `explain`."""
        total = min(rows, max((item.parts.rows for item in inputs), default=1))
        features = sum(item.parts.count for item in inputs)
        of_curve = _POINTS * min(total, _CURVE_ROWS) if curves else 0
        return total + features * (repeats * total + of_curve)

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        seed: int = 0,
        labels: Sequence[Any] | None = None,
        repeats: int = _REPEATS,
        rows: int = _ROWS,
        curves: bool = True,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations, input by input.

        Parameters
        ----------
        draft, seed
            As all methods get them.
        labels : sequence, optional
            What would be right for each row of the background.
        repeats : int, default 5
            How often each input is mixed up.
        rows : int, default 200
            Rows of the background that are used at most, drawn at random.
        curves : bool, default True
            Whether there is partial dependence as well.
        """
        rng = np.random.default_rng(seed)
        data = _Data(inputs, labels, rng, rows)
        draft.scope, draft.prediction = "global", np.nan
        draft.parameters |= {"repeats": repeats, "rows": data.count}
        draft.repetitions = repeats
        plain, loss = target, None
        if labels is not None:
            # One result tells both the class and the number that is explained.
            fn.answers = fn.answers or Answers()
            loss = _Loss(fn, data, target)
            draft.title = f"Permutation importance ({loss.words})"
        features = data.features
        found: list[_Found | None] = [None for _ in features]
        base = data.ask(fn, None, None, loss)
        for at, feature in enumerate(features):
            orders = [rng.permutation(data.count) for _ in range(repeats)]
            effects = np.array([data.ask(fn, feature, order, loss) for order in orders])
            made = _importance(base, effects, has_labels=loss is not None)
            fn.target = plain
            made.points = data.points(fn, feature, orders)
            if curves:
                made.curve = data.curve(fn, feature, rng)
            found[at] = made
            if draft.is_due and at + 1 < len(features):
                yield _told(draft, inputs, data, found, (at + 1) / len(features))
            if fn.exhausted:
                break
        yield _told(draft, inputs, data, found, None)


METHOD = Importance()


@dataclass
class _Found:
    """What is known of one feature."""

    score: float
    std: float
    """Over the repetitions."""
    low: float
    high: float
    points: tuple[tuple[float, float], ...] = ()
    curve: tuple[CurvePoint, ...] = ()


@dataclass
class _Feature:
    """An input, or a part of the one input."""

    name: str
    part: int | None


class _Data:
    """The rows of the background, as the function gets them."""

    def __init__(
        self,
        inputs: Sequence[Input],
        labels: Sequence[Any] | None,
        rng: np.random.Generator,
        most: int,
    ) -> None:
        total = max((item.parts.rows for item in inputs), default=1)
        if total < 2:
            raise InterpretationError(
                "Importance is over a set of data: give its rows as background=."
            )
        if labels is not None and len(labels) != total:
            raise InterpretationError(
                f"labels= has {len(labels)} values, but background= has {total} rows."
            )
        chosen = np.arange(total) if total <= most else rng.choice(total, most, replace=False)
        self.count = len(chosen)
        self.labels = None if labels is None else [list(labels)[at] for at in chosen]
        self.rows: list[Arguments] = [
            tuple(item.parts.without(item.parts.everything, int(at)) for item in inputs)
            for at in chosen
        ]
        self._inputs = inputs
        first = inputs[0].parts
        self.is_of_parts = len(inputs) == 1 and first.kind in ("list", "record", "table")
        if self.is_of_parts:
            self.features = [_Feature(first.name(at), at) for at in range(first.count)]
            self._cut = [
                parts_of(row[0], inputs[0].component, Settings(), self._background())
                for row in self.rows
            ]
        else:
            self.features = [
                _Feature(item.name, at) for at, item in enumerate(inputs) if item.parts.rows > 1
            ]

    def _background(self) -> Any:
        values = [row[0] for row in self.rows]
        if self._inputs[0].parts.kind == "table" and hasattr(values[0], "columns"):
            from .problems import needed

            return needed("pandas").concat(values, ignore_index=True)
        return values

    def mixed(self, feature: _Feature, row: int, other: int) -> Arguments:
        """Return a row with one feature from another row."""
        assert feature.part is not None
        if self.is_of_parts:
            cut = self._cut[row]
            absent = cut.nothing
            absent[feature.part] = True
            return (cut.without(absent, other),)
        values = self.rows[row]
        at = feature.part
        return (*values[:at], self.rows[other][at], *values[at + 1 :])

    def ask(
        self, fn: Predictor, feature: _Feature | None, order: Any, loss: _Loss | None
    ) -> Floats:
        """Return the prediction for each row, or its loss, one feature mixed up."""
        rows = (
            self.rows
            if feature is None
            else [self.mixed(feature, at, int(order[at])) for at in range(self.count)]
        )
        if loss is None:
            return np.array(fn.predict(rows), float)
        return loss.of(rows)

    def values(self, feature: _Feature) -> list[Any]:
        """Return the values of a feature in all rows."""
        assert feature.part is not None
        if not self.is_of_parts:
            return [row[feature.part] for row in self.rows]
        return [_value(cut, feature.part) for cut in self._cut]

    def points(
        self, fn: Predictor, feature: _Feature, orders: Sequence[Any]
    ) -> tuple[tuple[float, float], ...]:
        """Return for each row the value of a feature, and what having that adds to the prediction.

        All of that is known by now: nothing is asked again.
        """
        values = self.values(feature)
        if not any(map(_is_number, values)):
            return ()
        with fn.known_only():
            base = self.ask(fn, None, None, None)
            mixed = np.array([self.ask(fn, feature, order, None) for order in orders])
        effects = -_nanmean(mixed - base)
        return tuple(
            (float(value), float(effect))
            for value, effect in zip(values, effects, strict=True)
            if _is_number(value) and math.isfinite(value) and math.isfinite(effect)
        )

    def curve(
        self, fn: Predictor, feature: _Feature, rng: np.random.Generator
    ) -> tuple[CurvePoint, ...]:
        """Return the mean prediction with a feature set to each of some of its values."""
        values = self.values(feature)
        if not all(_is_number(value) for value in values):
            return ()
        numbers = np.array(values, float)
        places = np.unique(np.linspace(0, len(numbers) - 1, _POINTS).round().astype(int))
        order = np.argsort(numbers, kind="stable")[places]
        count = min(self.count, _CURVE_ROWS)
        chosen = rng.choice(self.count, count, replace=False)
        points: dict[float, CurvePoint] = {}
        for other in order:
            x = float(numbers[other])
            if x in points:
                continue
            said = fn.predict([self.mixed(feature, int(at), int(other)) for at in chosen])
            mean, low, high = _interval(np.array(said))
            points[x] = CurvePoint(x=x, prediction=known(mean), low=known(low), high=known(high))
        return tuple(points.values())


class _Loss:
    """How wrong the function is for each row."""

    def __init__(self, fn: Predictor, data: _Data, target: Target) -> None:
        assert data.labels is not None
        self._fn = fn
        self._is_class = target.kind in ("class", "same")
        self.words = "share of wrong answers" if self._is_class else "squared error"
        self._labels = data.labels
        self._classes: list[str] = []
        self._target = Target("own", 0, target.label, self._code, several=False)
        self._output = target.output
        self._plain = target
        if not self._is_class:
            numbers = np.array(data.labels, float)
            self._scale = float(numbers.var()) or 1.0

    def _code(self, result: Any) -> float:
        """Return the number of the class that a result says."""
        if isinstance(result, tuple):
            result = result[self._output]
        said = str(bare_classes(result))
        if said not in self._classes:
            self._classes.append(said)
        return float(self._classes.index(said))

    def of(self, rows: Sequence[Arguments]) -> Floats:
        """Return the loss for each row."""
        if not self._is_class:
            self._fn.target = self._plain
            said = np.array(self._fn.predict(rows), float)
            wrong = (said - np.array(self._labels, float)) ** 2
            return np.asarray(wrong / self._scale)
        self._fn.target = self._target
        # What was kept of other questions are confidences, not classes.
        with self._fn.apart():
            codes = self._fn.predict(rows)
        return np.array(
            [
                math.nan if math.isnan(code) else float(self._classes[int(code)] != str(label))
                for code, label in zip(codes, self._labels, strict=True)
            ]
        )


def _importance(base: Floats, table: Floats, *, has_labels: bool) -> _Found:
    """Return the importance of a feature: the mean over rows of the mean over repetitions."""
    change = table - base if has_labels else np.abs(table - base)
    mean, low, high = _interval(_nanmean(change))
    each = _nanmean(change.T)
    std = float(np.nanstd(each, ddof=1)) if np.isfinite(each).sum() > 1 else np.nan
    return _Found(mean, std, low, high)


def _nanmean(table: Floats) -> Floats:
    found = ~np.isnan(table)
    counts = found.sum(axis=0)
    sums = np.where(found, table, 0).sum(axis=0)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def _interval(numbers: Floats) -> tuple[float, float, float]:
    """Return a mean, and the ends of its 95 % interval."""
    found = numbers[~np.isnan(numbers)]
    if not len(found):
        return np.nan, np.nan, np.nan
    mean = float(found.mean())
    error = float(found.std(ddof=1) / math.sqrt(len(found))) if len(found) > 1 else np.nan
    return mean, mean - _SURE * error, mean + _SURE * error


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def _value(cut: Any, part: int) -> Any:
    if cut.kind == "table":
        return cut.frame.iloc[0, part]
    return cut.values[part]


def _told(
    draft: Draft,
    inputs: Sequence[Input],
    data: _Data,
    found: Sequence[_Found | None],
    progress: float | None,
) -> Explanation:
    units = [
        FeatureScore(name=feature.name, value="", score=None)
        if each is None
        else FeatureScore(
            name=feature.name,
            value="",
            score=known(each.score),
            std=known(each.std),
            low=known(each.low),
            high=known(each.high),
            points=each.points,
            curve=each.curve,
        )
        for feature, each in zip(data.features, found, strict=True)
    ]
    wholes = [Whole() for _ in inputs]
    details: list[Detail | None] = [None for _ in inputs]
    if data.is_of_parts:
        details[0] = FeatureScores(of_model=False, units=tuple(units))
    else:
        for feature, each, unit in zip(data.features, found, units, strict=True):
            assert feature.part is not None
            details[feature.part] = FeatureScores(of_model=False, units=(unit,))
            if each is not None:
                wholes[feature.part] = Whole(
                    score=each.score, std=each.std, low=each.low, high=each.high
                )
    return draft.explanation(
        [Marks.none(item.parts.count) for item in inputs],
        wholes=wholes,
        details=details,
        final=progress is None,
        progress=progress or 1.0,
    )
