"""Models of rows of numbers: the row that a model gets, and which parts of the inputs it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..components.hints import is_named
from ..explanation import Detail, FeatureScore, FeatureScores, Grid, HeatScores
from .draft import Whole
from .game import picked_rows
from .inputs import Input
from .modelview import ModelView
from .parts import Floats, Marks, known, shown
from .parts.picture import PictureParts
from .parts.record import RecordParts
from .parts.table import TableParts
from .predictor import Arguments

__all__ = ["Row", "background_rows", "placed", "row_of"]

_MOST = 1000
"""Features of a model that are told, the greatest first."""


@dataclass
class Row:
    """The row that a model gets.

    Attributes
    ----------
    estimator
        The model that gets it: of a pipeline the last one.
    x : numpy.ndarray
        1 × features; may be sparse.
    names : list of str
        Of the features.
    """

    estimator: Any
    x: Any
    names: list[str]
    _before: Any
    _view: ModelView

    def convert(self, values: Arguments) -> Any:
        """Return the row of other values of the function's inputs."""
        return _transformed(self._before, self._view.convert(values))


def row_of(view: ModelView) -> Row:
    """Return the row that a model gets; of a pipeline, what its last step gets."""
    model = view.model
    steps = getattr(model, "steps", None)
    before, estimator = (model[:-1], steps[-1][1]) if steps and len(steps) > 1 else (None, model)
    if steps and len(steps) == 1:
        estimator = steps[0][1]
    x = _transformed(before, view.x)
    return Row(estimator, x, _names(view.x, before, estimator, x.shape[1]), before, view)


def _transformed(before: Any, x: Any) -> Any:
    found = x if before is None else before.transform(x)
    if hasattr(found, "detach"):
        found = found.detach().cpu().numpy()
    if is_named(type(found), "pandas.DataFrame"):
        found = found.to_numpy()
    return found if hasattr(found, "toarray") else np.atleast_2d(np.asarray(found))


def _names(x: Any, before: Any, estimator: Any, count: int) -> list[str]:
    if before is not None:
        try:
            return [str(name) for name in before.get_feature_names_out()]
        except (AttributeError, ValueError, TypeError):
            pass
    names = getattr(x, "columns", None) if before is None else None
    if names is None:
        names = getattr(estimator, "feature_names_in_", None)
    if names is None or len(names) != count:
        return [f"feature {at}" for at in range(count)]
    return [str(name) for name in names]


def background_rows(row: Row, inputs: Sequence[Input]) -> Any:
    """Return what the model gets while everything is absent: one row for each of the background."""
    rows = [
        row.convert(tuple(item.parts.without(item.parts.everything, at) for item in inputs))
        for at in picked_rows(inputs)
    ]
    if hasattr(rows[0], "toarray"):
        rows = [each.toarray() for each in rows]
    return np.concatenate(rows)


def placed(
    row: Row, inputs: Sequence[Input], scores: Floats
) -> tuple[list[Marks], list[Whole], list[Detail | None] | None]:
    """Return scores of a model's features as those of the parts of the inputs.

    Where the model gets the inputs themselves, its features are their parts; a picture has a score
    for each pixel; otherwise the features stand for themselves, at the first input.
    """
    marks = [Marks.none(item.parts.count) for item in inputs]
    dense = np.asarray(row.x.toarray() if hasattr(row.x, "toarray") else row.x)[0]
    if _is_the_inputs(inputs, dense):
        begin = 0
        for mark in marks:
            mark.scores[:] = scores[begin : begin + len(mark.scores)]
            begin += len(mark.scores)
        return marks, [Whole(score=float(mark.scores.sum())) for mark in marks], None
    wholes = [Whole() for _ in inputs]
    wholes[0] = Whole(score=float(scores.sum()))
    details: list[Detail | None] = [None for _ in inputs]
    picture = inputs[0].parts
    if isinstance(picture, PictureParts) and len(inputs) == 1:
        heat = _heat(picture, scores)
        if heat is not None:
            details[0] = heat
            return marks, wholes, details
    details[0] = _of_model(row.names, dense, scores)
    return marks, wholes, details


def _is_the_inputs(inputs: Sequence[Input], x: Floats) -> bool:
    """Whether a model's row is the parts of the inputs, one after another."""
    values: list[Any] = []
    for item in inputs:
        parts = item.parts
        if parts.kind in ("number", "choice"):
            values.append(item.value)
        elif parts.kind == "list":
            values += list(item.value)
        elif isinstance(parts, RecordParts):
            values += parts.values
        elif isinstance(parts, TableParts) and parts.length == 1:
            values += parts.frame.iloc[0].tolist()
        else:
            return False
    if len(values) != len(x):
        return False
    try:
        return bool(np.allclose(np.asarray(values, float), x.astype(float), equal_nan=True)) or all(
            item.parts.kind != "choice" for item in inputs
        )
    except (TypeError, ValueError):
        return False


def _heat(picture: PictureParts, scores: Floats) -> HeatScores | None:
    height, width = picture.pixels.shape[:2]
    if len(scores) % (height * width):
        return None
    values = scores.reshape(height, width, -1).sum(axis=2)
    return HeatScores(values=Grid.of(values), signed=True)


def _of_model(names: Sequence[str], x: Floats, scores: Floats) -> FeatureScores:
    order = np.argsort(-np.abs(scores), kind="stable")
    told = [at for at in order if scores[at] != 0 or len(scores) <= _MOST][:_MOST]
    return FeatureScores(
        of_model=True,
        units=tuple(
            FeatureScore(name=names[at], value=shown(x[at]), score=known(scores[at])) for at in told
        ),
    )
