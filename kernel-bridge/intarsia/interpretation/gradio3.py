"""Scores in the shapes that Gradio 3 had: `interpretation=` and `gr.Interpretation`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..explanation import (
    ChoiceScore,
    ChoiceScores,
    CurvePoint,
    CurveScores,
    Detail,
    Explanation,
    FeatureScores,
    Grid,
    HeatScores,
    InputScores,
    SegmentScores,
    SoundScore,
    SoundScores,
    TokenScore,
    TokenScores,
)
from .parts import Parts, Settings, known, parts_of
from .parts.choice import ChoiceParts, SeveralParts
from .parts.number import NumberParts
from .parts.picture import PictureParts
from .parts.sound import SoundParts
from .parts.text import TextParts
from .problems import InterpretationError

__all__ = ["detail_of", "explained_by", "gradio_scores"]


def detail_of(scores: Any, value: Any, component: Any = None) -> Detail | float:
    """Return scores of one input, given in the shape that Gradio 3 had for its kind.

    =============================  ============================================================
    input                          scores
    =============================  ============================================================
    text                           pairs of a piece and its score
    picture                        a score for each pixel, in rows
    sound                          a score for each of some stretches of the same length
    number                         pairs of a value and its score; `None` for the present one
    slider                         a score for each of some values, evenly from end to end
    checkbox                       `(if not checked, if checked)`; `None` for the present one
    checkbox group                 such a pair for each choice
    radio, dropdown                a score for each choice; `None` for the present one
    anything                       one number
    =============================  ============================================================

    Parameters
    ----------
    scores
        As the author's function gives them.
    value
        Of the input, as the function gets it.
    component : Component, optional
        Its control.

    Returns
    -------
    Detail or float
        The parts, or the one number.

    Raises
    ------
    InterpretationError
        When the shape is another one.

    Examples
    --------
    >>> detail_of([("so", 0.0), (" ", 0), ("good", 0.5)], "so good").units[1].score
    0.5
    """
    if isinstance(scores, (int, float, np.number)):
        return float(scores)
    parts = parts_of(value, component, Settings())
    try:
        found = _detail(scores, parts)
    except (TypeError, ValueError, IndexError) as error:
        raise _shape(parts, scores) from error
    if found is None:
        raise _shape(parts, scores)
    return found


def explained_by(
    explanation: Explanation,
    scores: Sequence[Any],
    components: Sequence[Any],
    values: Sequence[Any],
) -> Explanation:
    """Return an explanation whose scores are those of the author's own function.

    Parameters
    ----------
    explanation : Explanation
        Where the rest is from: of any method.
    scores : sequence
        One structure for each input; see `detail_of`. `None` leaves what the explanation has.
    components, values : sequence
        The inputs.

    Raises
    ------
    InterpretationError
        When there are not as many as inputs.
    """
    if len(scores) != len(explanation.inputs):
        raise InterpretationError(
            f"The function gave {len(scores)} structures of scores for {len(explanation.inputs)} "
            "inputs: there has to be one for each."
        )
    inputs = []
    for told, given, component, value in zip(
        explanation.inputs, scores, components, values, strict=True
    ):
        inputs.append(told if given is None else _with(told, detail_of(given, value, component)))
    return replace(
        explanation,
        method="own",
        title="The author's own scores",
        because="the app has a function for that",
        inputs=tuple(inputs),
        is_additive=False,
        additivity_gap=None,
        base_value=None,
    )


def _with(told: InputScores, detail: Detail | float) -> InputScores:
    if isinstance(detail, float):
        return replace(told, score=detail, detail=None, without=None, std=None)
    return replace(told, score=_total(detail), detail=detail, without=None, std=None)


def _total(detail: Detail) -> float | None:
    """Return the score of a whole input whose parts have scores."""
    if isinstance(detail, (TokenScores, SoundScores)):
        found = [unit.score for unit in detail.units if unit.score is not None]
        return float(sum(found))
    return None


def _detail(scores: Any, parts: Parts) -> Detail | None:
    if isinstance(parts, TextParts):
        return _text(scores, str(parts.value))
    if isinstance(parts, PictureParts):
        values = np.asarray(scores, dtype=float)
        if values.shape != parts.pixels.shape[:2]:
            return None
        return HeatScores(values=Grid.of(values), signed=bool((values < 0).any()))
    if isinstance(parts, SoundParts):
        return _sound([float(each) for each in scores], parts)
    if isinstance(parts, NumberParts):
        return _number(scores, parts)
    if isinstance(parts, SeveralParts):
        return _several(scores, parts)
    if isinstance(parts, ChoiceParts):
        return _choices(scores, parts)
    return None


def _text(scores: Any, text: str) -> TokenScores:
    units, at = [], 0
    for piece, score in scores:
        found = text.find(piece, at) if piece else -1
        if found < 0:
            continue  # a separator that is not there any more
        at = found + len(piece)
        if piece.strip():
            units.append(TokenScore(text=piece, start=found, end=at, score=_one(score)))
    return TokenScores(text=text, level="word", units=tuple(units))


def _sound(scores: list[float], parts: SoundParts) -> SoundScores:
    edges = np.linspace(0, len(parts.samples) / parts.rate, len(scores) + 1)
    return SoundScores(
        rate=parts.rate,
        samples=len(parts.samples),
        units=tuple(
            SoundScore(start=float(start), end=float(end), score=score)
            for start, end, score in zip(edges[:-1], edges[1:], scores, strict=True)
        ),
    )


def _number(scores: Any, parts: NumberParts) -> CurveScores:
    """Return a curve of scores: the prediction itself was not told."""
    items = list(scores)
    if items and not isinstance(items[0], (list, tuple)):
        low, high = (
            (0.0, 1.0) if parts.low is None or parts.high is None else (parts.low, parts.high)
        )
        xs = [float(each) for each in np.linspace(low, high, len(items))]
        items = list(zip(xs, items, strict=True))
    points = [
        CurvePoint(x=float(x), prediction=0.0 if score is None else _one(score))
        for x, score in items
    ]
    return CurveScores(at=float(parts.value), points=tuple(sorted(points, key=lambda p: p.x)))


def _choices(scores: Any, parts: ChoiceParts) -> ChoiceScores | None:
    items = list(scores)
    if len(items) != len(parts.choices):
        return None
    return ChoiceScores(
        several=False,
        units=tuple(
            # Of a neighbour Gradio told what it has more; here it is what the present one has.
            ChoiceScore(
                label=label, chosen=score is None, score=None if score is None else -float(score)
            )
            for (_, label), score in zip(parts.choices, items, strict=True)
        ),
    )


def _several(scores: Any, parts: SeveralParts) -> ChoiceScores | None:
    items = list(scores)
    if len(items) != len(parts.choices):
        return None
    labels = {parts.name(at) for at in range(parts.count)}
    units = []
    for (_, label), (unchecked, checked) in zip(parts.choices, items, strict=True):
        chosen = label in labels
        other = unchecked if chosen else checked
        score = None if other is None else (-float(other) if chosen else float(other))
        units.append(ChoiceScore(label=label, chosen=chosen, score=score))
    return ChoiceScores(several=True, units=tuple(units))


def _one(score: Any) -> float | None:
    return None if score is None else known(float(score))


def _shape(parts: Parts, scores: Any) -> InterpretationError:
    wanted = {
        "text": "pairs of a piece and its score",
        "picture": "a score for each pixel, in rows",
        "sound": "a score for each of some stretches",
        "number": "pairs of a value and its score, or a score for each of some values",
        "choice": "a score for each choice, None for the present one",
        "choices": "a pair of scores for each choice",
    }.get(parts.kind, "one number")
    return InterpretationError(
        f"The scores of a {parts.kind} are {wanted}; this is {type(scores).__name__} "
        f"{str(scores)[:60]}."
    )


def gradio_scores(explanation: Explanation) -> list[Any]:
    """Return the scores in the shapes that Gradio 3 had, one structure for each input.

    Examples
    --------
    >>> from intarsia.interpretation import interpret
    >>> found = interpret(lambda text: len(text), "so good", method="perturb")
    >>> gradio_scores(found)
    [[('so', 3.0), (' ', 0.0), ('good', 5.0)]]
    """
    return [_gradio(told) for told in explanation.inputs]


def _gradio(told: InputScores) -> Any:
    detail = told.detail
    if isinstance(detail, TokenScores):
        return _pieces(detail)
    if isinstance(detail, HeatScores):
        return detail.values.array().tolist()
    if isinstance(detail, SegmentScores):
        scores = np.zeros(max((unit.index for unit in detail.units), default=0) + 1)
        for unit in detail.units:
            scores[unit.index] = unit.score or 0.0
        return scores[detail.labels.array().astype(int)].tolist()
    if isinstance(detail, SoundScores):
        return [unit.score for unit in detail.units]
    if isinstance(detail, ChoiceScores):
        if detail.several:
            return [
                (-_zero(unit.score), None) if unit.chosen else (None, _zero(unit.score))
                for unit in detail.units
            ]
        return [None if unit.chosen else -_zero(unit.score) for unit in detail.units]
    if isinstance(detail, CurveScores):
        here = next(point.prediction for point in detail.points if point.x == detail.at)
        return [
            (point.x, None if point.x == detail.at else _zero(point.prediction) - _zero(here))
            for point in detail.points
        ]
    if isinstance(detail, FeatureScores):
        return [(unit.name, unit.score) for unit in detail.units]
    return told.score


def _pieces(detail: TokenScores) -> list[tuple[str, float]]:
    """Return the pieces of a text, and what stands between them."""
    found: list[tuple[str, float]] = []
    end = 0
    for unit in detail.units:
        if unit.start > end:
            found.append((detail.text[end : unit.start], 0.0))
        found.append((unit.text, _zero(unit.score)))
        end = unit.end
    if end < len(detail.text):
        found.append((detail.text[end:], 0.0))
    return found


def _zero(score: float | None) -> float:
    return 0.0 if score is None else score
