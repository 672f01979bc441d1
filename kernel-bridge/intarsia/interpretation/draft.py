"""From what a method knows of the parts of inputs to an explanation."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from ..explanation import Cost, Detail, Explanation, InputScores, MethodOffer
from .inputs import Input
from .parts import Floats, Marks, known
from .predictor import Predictor, key_of
from .targets import Target

__all__ = ["Draft", "Whole"]

_EVERY = 0.1
_MANY = 50
"""Parts up to which each is held against its absence."""

_NAMED = 5


@dataclass
class Whole:
    """What is known of one input as a whole."""

    score: float = np.nan
    std: float = np.nan
    without: float = np.nan
    low: float = np.nan
    high: float = np.nan


@dataclass
class Draft:
    """What all explanations of one question have in common.

    Parameters
    ----------
    fn, inputs, target
        The question.
    method, title, because
        Who answers.
    prediction
        With the inputs as they are.
    """

    fn: Predictor
    inputs: Sequence[Input]
    target: Target
    method: str = ""
    title: str = ""
    because: str = ""
    prediction: float = np.nan
    seed: int = 0
    code: str = ""
    noise: float | None = None
    offers: tuple[MethodOffer, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    scope: Literal["local", "global"] = "local"
    repetitions: int = 1
    scale: str = ""
    """What the scores are in, where that is not what the function says."""
    baseline: str | None = None
    """What absent means, where that is not what the parts say."""
    every: float = _EVERY
    """Seconds between two explanations on the way."""
    _told: float = field(default_factory=time.monotonic)

    @property
    def is_due(self) -> bool:
        """Whether it is time to tell how far it is."""
        if time.monotonic() - self._told < self.every:
            return False
        self._told = time.monotonic()
        return True

    def explanation(
        self,
        marks: Sequence[Marks],
        *,
        wholes: Sequence[Whole] | None = None,
        extras: Sequence[Floats | None] | None = None,
        details: Sequence[Detail | None] | None = None,
        base: float = np.nan,
        additive: bool = False,
        gap_of_wholes: bool = False,
        final: bool = True,
        progress: float = 1.0,
        warnings: Sequence[str] = (),
    ) -> Explanation:
        """Return the explanation of what is known.

        Parameters
        ----------
        marks
            Of the parts of each input.
        wholes
            Of the inputs as wholes; by default the sums of their parts.
        extras
            What the function says to what each input's `extras()` are.
        details
            In place of those that the parts make.
        base
            The prediction with everything absent.
        additive
            Whether the method promises that the scores add up.
        gap_of_wholes
            Whether the gap is that of the scores of the inputs, not of their parts.
        """
        wholes = wholes or [_sum(each) for each in marks]
        inputs = tuple(
            self._input(at, marks[at], wholes[at], extras, details)
            for at in range(len(self.inputs))
        )
        scores = _all(marks)
        if gap_of_wholes:
            scores = np.array([whole.score for whole in wholes if not np.isnan(whole.score)])
        gap = self.prediction - base - float(scores.sum()) if len(scores) else np.nan
        return Explanation(
            scope=self.scope,
            method=self.method,
            title=self.title,
            because=self.because,
            parameters=self.parameters,
            seed=self.seed,
            explained=self.target.told(self.scale),
            prediction=known(self.prediction),
            base_value=known(base),
            inputs=inputs,
            is_additive=additive,
            additivity_gap=known(gap),
            cost=self._cost(),
            repetitions=self.repetitions,
            noise=self.noise,
            warnings=tuple(
                dict.fromkeys([*self.warnings, *self._of_calls(), *self._absences, *warnings])
            ),
            final=final,
            progress=1.0 if final else min(1.0, progress),
            code=self.code,
            offers=self.offers,
        )

    def _input(
        self,
        at: int,
        marks: Marks,
        whole: Whole,
        extras: Sequence[Floats | None] | None,
        details: Sequence[Detail | None] | None,
    ) -> InputScores:
        item = self.inputs[at]
        parts = item.parts
        if details is not None:
            detail = details[at]
        else:
            detail = parts.detail(marks, self.prediction, extras[at] if extras else None)
        return InputScores(
            name=item.name,
            label=item.label,
            kind=parts.kind,
            shown=parts.shown,
            score=known(whole.score),
            std=known(whole.std),
            low=known(whole.low),
            high=known(whole.high),
            without=known(whole.without),
            baseline=parts.baseline if self.baseline is None else self.baseline,
            baseline_given=parts.given and self.baseline is None,
            detail=detail,
        )

    def _cost(self) -> Cost:
        fn = self.fn
        return Cost(
            calls=fn.calls,
            cached=fn.cached,
            failed=fn.failed,
            seconds=round(fn.budget.elapsed, 6),
            budget=fn.budget.words,
            exhausted=fn.exhausted,
        )

    @functools.cached_property
    def _absences(self) -> list[str]:
        """What is just what stands for its absence, in words."""
        if self.baseline is not None or self.scope != "local":
            return []
        return [said for item in self.inputs for said in _of_absence(item)]

    def _of_calls(self) -> list[str]:
        """Return what went wrong with calls."""
        fn, said = self.fn, []
        if fn.failed:
            error = fn.first_error
            why = f" ({type(error).__name__}: {str(error)[:200]})" if error is not None else ""
            times = "once" if fn.failed == 1 else f"{fn.failed:,} times"
            said.append(
                f"The function failed {times} on changed inputs, or gave no number{why}; what that "
                "would have told is left out."
            )
        if fn.exhausted:
            said.append(f"The budget of {fn.budget.words} is spent: this is what is known so far.")
        return said


def _of_absence(item: Input) -> list[str]:
    """Say when an input, or a part of it, has the value that stands for its absence."""
    parts = item.parts
    if parts.rows > 1 or not parts.count or parts.kind in ("choice", "choices", "other"):
        return []
    end = "whatever the function does with it. background= says another value."
    here = key_of((item.value,))
    if key_of((parts.without(parts.everything),)) == here:
        what = f"{item.label} is what stands for absent ({parts.baseline})"
        return [f"{what}: its score is zero {end}"]
    if parts.kind not in ("record", "list", "table") or parts.count > _MANY:
        return []
    names = []
    for at in range(parts.count):
        absent = parts.nothing
        absent[at] = True
        if key_of((parts.without(absent),)) == here:
            names.append(parts.name(at))
    if not names:
        return []
    several = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return [
        f"Of {item.label} some parts are what stands for absent ({several}): the score of each is "
        f"zero {end}"
    ]


def _sum(marks: Marks) -> Whole:
    """Return the score of an input whose parts add up."""
    scores = marks.scores[~np.isnan(marks.scores)]
    if len(marks.scores) == 1:  # what is known of the part is known of the input
        std, without = (
            np.nan if each is None else float(each[0]) for each in (marks.std, marks.without)
        )
        return Whole(score=float(marks.scores[0]), std=std, without=without)
    return Whole(score=float(scores.sum()) if len(scores) else np.nan)


def _all(marks: Sequence[Marks]) -> Floats:
    return np.concatenate([each.scores for each in marks]) if marks else np.zeros(0)
