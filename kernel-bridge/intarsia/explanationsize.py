"""Explanations small enough to travel: of pictures and attention a part is as good as the whole."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from .explanation import AttentionScores, Explanation, Grid, HeatScores, InputScores, SegmentScores

if TYPE_CHECKING:
    import numpy

__all__ = ["to_travel"]

_SIDE = 512
"""Of a map of a picture, as its picture has below it."""

_WEIGHTS = 500_000
"""Numbers of an attention."""


def to_travel(explanation: Explanation) -> Explanation:
    """Return an explanation whose maps are no larger than what is seen of them.

    A map of a picture has at most 512 places to a side: each with the piece that is there, or the
    mean of the pixels around. Of attention that is larger, heads are taken together, and then
    layers, which a warning says.
    """
    inputs = tuple(map(_input, explanation.inputs))
    if all(one is other for one, other in zip(inputs, explanation.inputs, strict=True)):
        return explanation
    merged = [
        new
        for new, old in zip(inputs, explanation.inputs, strict=True)
        if isinstance(new.detail, AttentionScores) and new is not old
    ]
    said = ("The attention is that of all heads in the mean: each of them takes too much room.",)
    return dataclasses.replace(
        explanation, inputs=inputs, warnings=explanation.warnings + (said if merged else ())
    )


def _input(told: InputScores) -> InputScores:
    detail: Any = told.detail
    if isinstance(detail, SegmentScores) and max(detail.labels.shape, default=0) > _SIDE:
        labels = Grid.of(_sampled(detail.labels.array()))
        detail = dataclasses.replace(detail, labels=labels)
    elif isinstance(detail, HeatScores) and max(detail.values.shape, default=0) > _SIDE:
        values = Grid.of(_averaged(detail.values.array()).astype("float32"))
        detail = dataclasses.replace(detail, values=values)
    elif isinstance(detail, AttentionScores):
        weights = detail.weights.array()
        for axis in (1, 0):
            if weights.size > _WEIGHTS:
                weights = weights.mean(axis=axis, keepdims=True)
        if weights.shape != detail.weights.shape:
            detail = dataclasses.replace(detail, weights=Grid.of(weights.astype("float32")))
    return told if detail is told.detail else dataclasses.replace(told, detail=detail)


def _edges(length: int, longest: int) -> numpy.ndarray[Any, Any]:
    """Return where the places begin that stand for so many pixels."""
    import numpy as np

    count = max(1, round(length * min(1.0, _SIDE / longest)))
    return np.linspace(0, length, count, endpoint=False).astype(int)


def _sampled(labels: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    rows, columns = (_edges(length, max(labels.shape)) for length in labels.shape)
    found: numpy.ndarray[Any, Any] = labels[rows][:, columns]
    return found


def _averaged(values: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    import numpy as np

    rows, columns = (_edges(length, max(values.shape)) for length in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values.astype(float), rows, axis=0), columns, axis=1)
    heights = np.diff(rows, append=values.shape[0])
    widths = np.diff(columns, append=values.shape[1])
    found: numpy.ndarray[Any, Any] = sums / np.outer(heights, widths)
    return found
