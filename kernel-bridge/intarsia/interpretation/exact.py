"""Shapley values from all coalitions."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .extras import ask_extras
from .game import Game
from .inputs import Input
from .parts import Floats
from .problems import InterpretationError

__all__ = ["exact"]

_MOST = 16


def exact(game: Game, inputs: Sequence[Input], draft: Draft) -> Iterator[Explanation]:
    """Ask for all coalitions: the values are those of the definition.

    Where the function failed for a coalition, what would have been a difference to it is left out,
    and the others count for more; then the scores need not add up.

    Raises
    ------
    InterpretationError
        When there are more than 16 parts.
    """
    if game.count > _MOST:
        raise InterpretationError(
            f"{game.count} parts have 2^{game.count} coalitions; explainer='permutation' tries "
            "some of them."
        )
    draft.title = "SHAP (exact)"
    coalitions = [
        np.array([bool(code >> player & 1) for player in range(game.count)])
        for code in range(2**game.count)
    ]
    values = np.full(len(coalitions), np.nan)
    for done, (at, number) in enumerate(game.values(coalitions), 1):
        values[at] = number
        if draft.is_due:
            yield draft.explanation(
                game.marks(np.full(game.count, np.nan)),
                base=values[0],
                additive=True,
                final=False,
                progress=done / len(coalitions),
            )
    extras = ask_extras(draft.fn, inputs)
    yield draft.explanation(
        game.marks(shapley(values, game.count)), extras=extras, base=values[0], additive=True
    )


def shapley(values: Floats, count: int) -> Floats:
    """Return the Shapley values of a game.

    Parameters
    ----------
    values
        Of all coalitions; the bits of its place say who is in a coalition.

    Examples
    --------
    >>> shapley(np.array([0.0, 1.0, 3.0, 10.0]), 2).tolist()
    [4.0, 6.0]
    """
    codes = np.arange(2**count)
    sizes = np.array([int(code).bit_count() for code in codes])
    weights = np.array([1 / (count * math.comb(count - 1, size)) for size in range(count)])
    scores = np.full(count, np.nan)
    for player in range(count):
        without = codes[(codes >> player & 1) == 0]
        steps = values[without | 1 << player] - values[without]
        weight = weights[sizes[without]]
        found = ~np.isnan(steps)
        if found.any():
            scores[player] = (steps[found] @ weight[found]) / weight[found].sum()
    return scores
