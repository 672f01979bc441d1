"""Models of torch: the tensor that a model gets, and which parts of the inputs it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..explanation import Detail, Explanation, FeatureScore, FeatureScores, Grid, HeatScores
from .draft import Draft, Whole
from .game import picked_rows
from .inputs import Input
from .modelview import ModelView
from .parts import Floats, Marks, known
from .parts.picture import PictureParts
from .problems import InterpretationError, needed

__all__ = ["background_tensors", "placed_tensors", "tensor_of"]

_MOST = 1000


def tensor_of(view: ModelView) -> Any:
    """Return the one tensor of numbers that a model gets.

    Raises
    ------
    InterpretationError
        When it gets several, or one of whole numbers: those of words have no gradient.
    """
    found = view.x
    if isinstance(found, dict):
        found = tuple(found.values())
    if isinstance(found, tuple):
        if len(found) != 1:
            raise InterpretationError(f"the model gets {len(found)} tensors, not one")
        found = found[0]
    torch = needed("torch", "torch")
    if not isinstance(found, torch.Tensor) or not found.is_floating_point():
        raise InterpretationError("the model gets no tensor of real numbers")
    if found.shape[0] != 1:
        raise InterpretationError(f"the model gets {found.shape[0]} rows at once, not one")
    return found


def background_tensors(view: ModelView, inputs: Sequence[Input]) -> Any:
    """Return what the model gets while everything is absent, one row for each of the background."""
    torch = needed("torch", "torch")
    rows = []
    for at in picked_rows(inputs):
        values = tuple(item.parts.without(item.parts.everything, at) for item in inputs)
        found = view.convert(values)
        rows.append(next(iter(found.values())) if isinstance(found, dict) else found)
    return torch.cat(rows)


def placed_tensors(
    inputs: Sequence[Input],
    draft: Draft,
    scores: Any,
    *,
    base: float = np.nan,
    additive: bool = False,
    signed: bool = True,
    warnings: Sequence[str] = (),
) -> Explanation:
    """Return the explanation for scores of the shape of a model's tensor, without its first axis.

    Parameters
    ----------
    signed
        Whether scores are signed; otherwise of the channels of a pixel the greatest counts.
    """
    values = np.asarray(scores, dtype=float)
    total = float(values.sum()) if signed else np.nan
    marks = [Marks.none(item.parts.count) for item in inputs]
    wholes = [Whole() for _ in inputs]
    details: list[Detail | None] | None = [None for _ in inputs]
    parts = inputs[0].parts
    flat = values.ravel()
    if isinstance(parts, PictureParts) and len(inputs) == 1 and values.ndim >= 2:
        assert details is not None
        details[0] = _heat(parts, values, signed)
        wholes[0] = Whole(score=total)
    elif sum(item.parts.count for item in inputs) == flat.size and all(
        item.parts.kind in ("number", "list", "record", "table") for item in inputs
    ):
        details, begin = None, 0
        for at, mark in enumerate(marks):
            mark.scores[:] = flat[begin : begin + len(mark.scores)]
            begin += len(mark.scores)
            wholes[at] = Whole(score=float(mark.scores.sum()))
    else:
        assert details is not None
        details[0] = _features(flat)
        wholes[0] = Whole(score=total)
    return draft.explanation(
        marks,
        wholes=wholes,
        details=details,
        base=base,
        additive=additive,
        gap_of_wholes=True,
        warnings=warnings,
    )


def _heat(parts: PictureParts, values: Floats, signed: bool) -> HeatScores:
    """Return a score for each pixel: channels together, and as large as the picture."""
    while values.ndim > 3:
        values = values.sum(axis=0)
    if values.ndim == 3:
        axis = 0 if values.shape[0] in (1, 3, 4) else 2
        values = values.sum(axis=axis) if signed else values.max(axis=axis)
    return HeatScores(values=Grid.of(_fitted(values, parts.pixels.shape[:2])), signed=signed)


def _fitted(values: Floats, shape: tuple[int, ...]) -> Floats:
    """Return a map as large as the picture; the sum stays."""
    if values.shape == shape:
        return values
    rows = np.minimum(np.arange(shape[0]) * values.shape[0] // shape[0], values.shape[0] - 1)
    columns = np.minimum(np.arange(shape[1]) * values.shape[1] // shape[1], values.shape[1] - 1)
    found = values[rows][:, columns]
    total = found.sum()
    scale = values.sum() / total if total else 1.0
    return np.asarray(found * scale)


def _features(flat: Floats) -> FeatureScores:
    order = np.argsort(-np.abs(flat), kind="stable")[:_MOST]
    return FeatureScores(
        of_model=True,
        units=tuple(
            FeatureScore(name=f"feature {at}", value="", score=known(flat[at])) for at in order
        ),
    )
