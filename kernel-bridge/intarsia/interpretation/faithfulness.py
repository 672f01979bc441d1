"""How well scores tell what matters: parts taken away, and put back, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..explanation import (
    AttentionScores,
    ChoiceScores,
    Explanation,
    FeatureScores,
    Fidelity,
    HeatScores,
    InputScores,
    SegmentScores,
    SoundScores,
    TableScores,
    TokenScores,
)
from .answers import Answers
from .budget import Budget
from .game import Game
from .inputs import Input, asked, background_of, inputs_of
from .parts import Floats, Mask, known
from .parts.picture import PictureParts
from .parts.text import TextParts
from .predictor import BATCH, Predictor
from .problems import InterpretationError
from .settings import cutting_of
from .targets import Target

__all__ = ["fidelity"]

_ORDERS = 10
_STEPS = 10


def fidelity(
    explanation: Explanation,
    fn: Any,
    values: Any,
    *,
    target: Any = None,
    background: Any = None,
    seed: int = 0,
    budget: Any = None,
    orders: int = _ORDERS,
    steps: int = _STEPS,
    inputs: Sequence[Any] | Mapping[str, Any] | None = None,
    batch: bool | None = None,
    executor: Any = None,
    answers: Answers | None = None,
    **cutting: Any,
) -> Explanation:
    """Return an explanation with its fidelity: deletion and insertion against random orders.

    Parts are taken away from the whole, the ones with the greatest scores first, and put back into
    the empty; in between the function is asked. A faithful order makes the one curve fall and the
    other rise sooner than a random one (Petsiuk, Das & Saenko 2018).

    Parameters
    ----------
    explanation : Explanation
        Of this function with these values.
    fn, values, background, seed, budget, inputs, batch, executor, answers, **cutting
        As of `interpret`.
    target : optional
        As of `interpret`; by default that of the explanation.
    orders : int, default 10
        Random orders to compare with.
    steps : int, default 10
        Points of a curve, beside the first.

    Raises
    ------
    InterpretationError
        When the scores are not those of parts that can be taken away.

    Examples
    --------
    >>> from intarsia.interpretation import interpret
    >>> def good(text: str) -> float:
    ...     return float("good" in text)
    >>> found = fidelity(interpret(good, "it is a good day"), good, "it is a good day")
    >>> found.fidelity.deletion[:3], found.fidelity.insertion[:3]
    ((1.0, 0.0, 0.0), (0.0, 1.0, 1.0))
    """
    question = asked(fn, values, inputs)
    given = question.values(values)
    settings = cutting_of({**explanation.parameters, **cutting})
    items = inputs_of(question, given, settings, background_of(background, question.names))
    predictor = Predictor(
        question.fn,
        question.bind,
        Budget(budget),
        batch=question.batch if batch is None else batch,
        batch_size=question.batch_size or BATCH,
        executor=executor,
        answers=answers,
    )
    if target is None:
        target = explanation.target
    result = predictor.first(tuple(given))
    predictor.target = Target.choose(result, target, question.outputs)
    predictor.take(tuple(given), predictor.target.of(result))
    game = Game(predictor, items)
    scores = np.nan_to_num(_of_players(explanation, items))
    rng = np.random.default_rng(seed)
    # Those that are alike stand in a random order.
    own = rng.permutation(game.count)
    own = own[np.argsort(-scores[own], kind="stable")]
    ranks = [own, *(rng.permutation(game.count) for _ in range(orders))]
    cuts = np.unique(np.linspace(0, game.count, min(steps, game.count) + 1).round().astype(int))
    curves = _curves(game, ranks, cuts)
    return replace(explanation, fidelity=_told(curves, cuts / game.count, orders, predictor))


def _curves(game: Game, ranks: Sequence[Any], cuts: Any) -> Floats:
    """Return what the function says: orders × (deletion, insertion) × cuts."""
    coalitions: list[Mask] = []
    for rank in ranks:
        for present_at_first in (True, False):
            for cut in cuts:
                present = np.full(game.count, present_at_first)
                present[rank[:cut]] = not present_at_first
                coalitions.append(present)
    numbers = np.full(len(coalitions), np.nan)
    for at, number in game.values(coalitions):
        numbers[at] = number
    return numbers.reshape(len(ranks), 2, len(cuts))


def _told(curves: Floats, fractions: Any, orders: int, predictor: Predictor) -> Fidelity:
    areas = np.array([[_area(curve, fractions) for curve in pair] for pair in curves])
    gains = areas[:, 1] - areas[:, 0]
    with np.errstate(invalid="ignore"):
        random = _means(curves[1:]) if orders else np.full(curves.shape[1:], np.nan)
        p_value = None if np.isnan(gains).any() else float((gains >= gains[0] - 1e-12).mean())
    return Fidelity(
        fractions=tuple(float(each) for each in fractions),
        deletion=tuple(map(known, curves[0, 0])),
        insertion=tuple(map(known, curves[0, 1])),
        random_deletion=tuple(map(known, random[0])),
        random_insertion=tuple(map(known, random[1])),
        deletion_area=known(areas[0, 0]),
        insertion_area=known(areas[0, 1]),
        random_deletion_area=known(_area(random[0], fractions)),
        random_insertion_area=known(_area(random[1], fractions)),
        orders=orders,
        p_value=p_value if orders else None,
        calls=predictor.calls,
    )


def _area(curve: Floats, fractions: Any) -> float:
    """Return the mean height of a curve; NaN where too little of it is known."""
    found = ~np.isnan(curve)
    if found.sum() < 2:
        return np.nan
    x, y = fractions[found], curve[found]
    return float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum() / (x[-1] - x[0]))


def _means(curves: Floats) -> Floats:
    found = ~np.isnan(curves)
    counts = found.sum(axis=0)
    sums = np.where(found, curves, 0).sum(axis=0)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))


def _of_players(explanation: Explanation, items: Sequence[Input]) -> Floats:
    """Return the score of each part of each input."""
    if explanation.scope != "local" or len(explanation.inputs) != len(items):
        raise InterpretationError(
            "Fidelity is that of one result: its explanation has scores for the parts of it."
        )
    return np.concatenate(
        [_of_parts(told, item) for told, item in zip(explanation.inputs, items, strict=True)]
    )


def _of_parts(told: InputScores, item: Input) -> Floats:
    """Return the scores of the parts of one input, as it is cut here."""
    parts, detail = item.parts, told.detail
    if parts.count == 0 or (detail is None and told.score is None):
        return np.zeros(parts.count)  # it was not looked at
    found: list[float | None] | None = None
    if isinstance(parts, TextParts) and isinstance(detail, (TokenScores, AttentionScores)):
        return _of_text(parts, detail)
    if isinstance(parts, PictureParts) and isinstance(detail, HeatScores):
        heat = detail.values.array()
        for axis, length in enumerate(parts.labels.shape):  # it may have travelled
            places = np.arange(length) * heat.shape[axis] // length
            heat = heat.take(places, axis=axis)
        return np.bincount(parts.labels.ravel(), heat.ravel(), parts.count).astype(float)
    if isinstance(detail, TableScores):
        found = [column.score for column in detail.columns]
    elif isinstance(detail, ChoiceScores) and detail.several:
        found = [unit.score for unit in detail.units if unit.chosen]
    elif isinstance(detail, (SegmentScores, SoundScores)) or (
        isinstance(detail, FeatureScores) and not detail.of_model
    ):
        found = [unit.score for unit in detail.units]
    elif parts.count == 1:
        found = [told.score]
    if found is None or len(found) != parts.count:
        raise InterpretationError(
            f"The scores of {told.label} are not those of parts that can be taken away, but of "
            "what the model gets in their place."
        )
    return np.array([np.nan if score is None else score for score in found])


def _of_text(parts: TextParts, detail: TokenScores | AttentionScores) -> Floats:
    """Return the scores of the pieces of a text: each token counts where it begins."""
    scores = np.zeros(parts.count)
    starts = np.array([start for start, _ in parts.spans])
    for unit in detail.units:
        if unit.end > unit.start and unit.score is not None:
            scores[max(0, int(np.searchsorted(starts, unit.start, "right")) - 1)] += unit.score
    return scores
