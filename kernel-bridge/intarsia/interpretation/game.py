"""All parts of all inputs as players of one game: what does the function say to each coalition?"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .inputs import Input
from .parts import Floats, Marks, Mask
from .predictor import Predictor
from .problems import InterpretationError

__all__ = ["MOST_ROWS", "Game", "picked_rows"]

MOST_ROWS = 100
"""Rows of a background that are used, as with the package shap."""


class Game:
    """The parts of all inputs, in order, as players; a coalition is present, the rest absent.

    Its value is the mean prediction over the rows of the background, each of which says what stands
    for what is absent, in all inputs at once.

    Parameters
    ----------
    fn, inputs
        The question.
    most_rows
        Rows of the background that are used at most: some of all, evenly.

    Attributes
    ----------
    count : int
        How many players there are.
    rows : int
        How many rows of the background.
    owners : list of (int, int)
        For each player its input, and the place of the part in it.
    """

    def __init__(self, fn: Predictor, inputs: Sequence[Input], most_rows: int = MOST_ROWS) -> None:
        self._fn = fn
        self._inputs = inputs
        self._edges = np.cumsum([0, *(item.parts.count for item in inputs)])
        self.count = int(self._edges[-1])
        self._picked = picked_rows(inputs, most_rows)
        self.rows = len(self._picked)
        self.owners = [
            (at, part) for at, item in enumerate(inputs) for part in range(item.parts.count)
        ]
        if not self.count:
            raise InterpretationError("There is nothing in the inputs that could be left out.")

    def arguments(self, present: Mask, row: int) -> tuple[Any, ...]:
        """Return the values of the inputs while a coalition is present."""
        absent = ~present
        return tuple(
            item.parts.without(absent[self._edges[at] : self._edges[at + 1]], self._picked[row])
            for at, item in enumerate(self._inputs)
        )

    def values(self, coalitions: Sequence[Mask]) -> Iterator[tuple[int, float]]:
        """Go through the values of coalitions as they become known, each with its place.

        Rows in which the function failed are left out; where it failed in all, the value is NaN.
        What the budget does not allow does not come.
        """
        asked = [
            (at, self.arguments(present, row))
            for at, present in enumerate(coalitions)
            for row in range(self._rows_of(present))
        ]
        waiting = [self._rows_of(present) for present in coalitions]
        known: list[list[float]] = [[] for _ in coalitions]
        for place, number in self._fn.stream([row for _, row in asked]):
            at = asked[place][0]
            waiting[at] -= 1
            if not np.isnan(number):
                known[at].append(number)
            if not waiting[at]:
                yield at, float(np.mean(known[at])) if known[at] else np.nan

    def _rows_of(self, present: Mask) -> int:
        return 1 if present.all() else self.rows

    def codes(self) -> tuple[Floats, Floats]:
        """Return the inputs and the background as numbers, one column for each player.

        Zero is the value of the input, `r + 1` the one of row r, so that a function of numbers can
        be asked in place of one of texts and pictures: `arguments_of`.
        """
        background = np.tile(np.arange(1.0, self.rows + 1)[:, None], (1, self.count))
        for player, (at, part) in enumerate(self.owners):
            for row in range(self.rows):
                if self._is_same(at, part, row):
                    background[row, player] = 0
        return np.zeros((1, self.count)), background

    def arguments_of(self, codes: Floats) -> tuple[Any, ...]:
        """Return the values of the inputs that one row of codes stands for."""
        row = int(codes.max(initial=0)) - 1
        return self.arguments(codes == 0, max(row, 0))

    def _is_same(self, at: int, part: int, row: int) -> bool:
        """Whether a part is the same when it is absent."""
        parts = self._inputs[at].parts
        if parts.kind not in ("number", "choice", "record", "list", "table"):
            return False
        absent = parts.nothing
        absent[part] = True
        try:
            return _equal(parts.without(absent, self._picked[row]), parts.value)
        except (TypeError, ValueError):
            return False

    def marks(self, scores: Floats, std: Floats | None = None) -> list[Marks]:
        """Return the scores of the players as those of the parts of each input."""
        edges = self._edges
        return [
            Marks(
                scores[start:end].astype(float),
                None if std is None else std[start:end].astype(float),
            )
            for start, end in itertools.pairwise(edges)
        ]


def picked_rows(inputs: Sequence[Input], most: int = MOST_ROWS) -> list[int]:
    """Return which rows of the background are used: all, or evenly some of them."""
    total = max((item.parts.rows for item in inputs), default=1)
    if total <= most:
        return list(range(total))
    return [int(at) for at in np.linspace(0, total - 1, most).round()]


def _equal(one: Any, other: Any) -> bool:
    if hasattr(one, "equals"):
        return bool(one.equals(other))
    found = one == other
    return bool(np.all(found))
