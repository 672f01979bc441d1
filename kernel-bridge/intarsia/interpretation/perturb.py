"""Leave parts out, one at a time: what does the function say without each of them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft, Whole
from .inputs import Input
from .methods import Fit
from .parts import Floats, Marks
from .predictor import Predictor
from .targets import Target

__all__ = ["METHOD", "Perturb"]

_MANY = 0.3
"""Of the parts: beyond this share that could not be looked at, it is said."""


@dataclass
class _Question:
    """One set of inputs that the function is asked about, as a mean over rows."""

    at: int
    """Which input; -1 for all."""
    what: str
    """`part`, `whole`, `extra` or `base`."""
    part: int
    rows: list[tuple[Any, ...]]


class Perturb:
    """Leave-one-out: the score of a part is the prediction less the prediction without it.

    score(i) = f(x) − mean over b of f(x with part i as in b)

    (Robnik-Šikonja & Kononenko 2008; for pictures Zeiler & Fergus 2014, "occlusion"; for texts Li,
    Monroe & Jurafsky 2016, "erasure"). All inputs are looked at with one target on one scale, each
    as a whole and by its parts. Numbers have a response curve as well, and each other choice is
    tried. The scores promise no sum: what parts do together shows in the additivity gap.
    """

    name = "perturb"
    title = "Leave-one-out"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: any function, always."""
        if not any(item.parts.count for item in inputs):
            return Fit(0.3, "nothing in the inputs can be left out, which takes no calls to say")
        return Fit(0.5, "it asks nothing of the function but to be called")

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        seed: int = 0,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations as answers come.

        Parameters
        ----------
        draft
            What all explanations have in common.
        seed
            Of the order in which parts are looked at, which counts when a budget ends it.
        """
        questions = _questions(inputs, np.random.default_rng(seed))
        answers = _Answers(inputs, draft.prediction)
        rows = [row for question in questions for row in question.rows]
        owner = [at for at, question in enumerate(questions) for _ in question.rows]
        values: list[list[float]] = [[] for _ in questions]
        for done, (place, number) in enumerate(fn.stream(rows), 1):
            at = owner[place]
            values[at].append(number)
            if len(values[at]) == len(questions[at].rows):
                answers.take(questions[at], _mean(values[at]))
            if draft.is_due and done < len(rows):
                yield answers.explanation(draft, final=False, progress=done / len(rows))
        yield answers.explanation(draft, final=True, progress=1.0)


METHOD = Perturb()


def _questions(inputs: Sequence[Input], rng: np.random.Generator) -> list[_Question]:
    """Return what is asked: the coarse first, the parts in a random order."""
    values = tuple(item.value for item in inputs)
    most = max((item.parts.rows for item in inputs), default=1)
    base = [
        tuple(item.parts.without(item.parts.everything, row) for item in inputs)
        for row in range(most)
    ]
    first = [_Question(-1, "base", 0, base)]
    parts: list[_Question] = []
    extras: list[_Question] = []
    for at, item in enumerate(inputs):

        def put(value: Any, at: int = at) -> tuple[Any, ...]:
            return (*values[:at], value, *values[at + 1 :])

        cut = item.parts
        if cut.count > 1:
            whole = [put(cut.without(cut.everything, row)) for row in range(cut.rows)]
            first.append(_Question(at, "whole", 0, whole))
        for part in range(cut.count):
            absent = cut.nothing
            absent[part] = True
            rows = [put(cut.without(absent, row)) for row in range(cut.rows)]
            parts.append(_Question(at, "part", part, rows))
        extras += [
            _Question(at, "extra", place, [put(value)]) for place, value in enumerate(cut.extras())
        ]
    order = rng.permutation(len(parts))
    return [*first, *(parts[at] for at in order), *extras]


def _mean(numbers: list[float]) -> float:
    """Return the mean of what is known."""
    found = [number for number in numbers if not np.isnan(number)]
    return float(np.mean(found)) if found else np.nan


class _Answers:
    """What is known so far."""

    def __init__(self, inputs: Sequence[Input], prediction: float) -> None:
        self._inputs = inputs
        self._prediction = prediction
        self.base = np.nan
        self.marks = [Marks.none(item.parts.count) for item in inputs]
        self.wholes = [Whole() for _ in inputs]
        self.extras: list[Floats | None] = [
            np.full(len(found), np.nan) if (found := item.parts.extras()) else None
            for item in inputs
        ]

    def take(self, question: _Question, number: float) -> None:
        score = self._prediction - number
        if question.what == "base":
            self.base = number
        elif question.what == "whole":
            self.wholes[question.at] = Whole(score=score, without=number)
        elif question.what == "extra":
            extras = self.extras[question.at]
            assert extras is not None
            extras[question.part] = number
        else:
            marks = self.marks[question.at]
            assert marks.without is not None
            marks.scores[question.part] = score
            marks.without[question.part] = number
            if len(marks.scores) == 1:
                self.wholes[question.at] = Whole(score=score, without=number)

    def explanation(self, draft: Draft, *, final: bool, progress: float) -> Explanation:
        if draft.noise is not None:
            # Of the difference of two means.
            std = draft.noise * (2 / draft.repetitions) ** 0.5
            for marks, whole in zip(self.marks, self.wholes, strict=True):
                marks.std = np.where(np.isnan(marks.scores), np.nan, std)
                whole.std = np.nan if np.isnan(whole.score) else std
        return draft.explanation(
            self.marks,
            wholes=self.wholes,
            extras=self.extras,
            base=self.base,
            final=final,
            progress=progress,
            warnings=self._said() if final else (),
        )

    def _said(self) -> list[str]:
        scores = np.concatenate([np.zeros(0), *(marks.scores for marks in self.marks)])
        answers = [scores, *(self._prediction - each for each in self.extras if each is not None)]
        flat = np.concatenate(answers)
        known = flat[~np.isnan(flat)]
        if not scores.size:
            return ["There is nothing in the inputs that could be left out."]
        said = []
        if known.size and not known.any():
            said.append(
                "Whatever is left out, the function says the same: no part of the inputs matters "
                "by itself."
            )
        missing = int(np.isnan(scores).sum())
        if missing > _MANY * scores.size:
            said.append(
                f"Only {scores.size - missing:,} of {scores.size:,} parts could be looked at."
            )
        return said
