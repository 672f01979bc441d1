"""Shapley values from some orders in which parts are added."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .game import Game
from .parts import Floats, Mask

__all__ = ["permutation"]


def permutation(game: Game, draft: Draft, seed: int, orders: int) -> Iterator[Explanation]:
    """Add parts in random orders, forwards and backwards; each order is a sample.

    The numbers are those of `shap.PermutationExplainer` with the same seed.
    """
    draft.title = "SHAP (permutation)"
    random = np.random.RandomState(seed)
    varying = _varying(game)
    players = varying.copy()
    sums, counts = np.zeros(game.count), np.zeros(game.count)
    history: list[Floats] = []
    base = np.nan
    for order in range(orders):
        random.shuffle(players)
        coalitions = _steps(game.count, varying, players)
        values = np.full(len(coalitions), np.nan)
        for at, number in game.values(coalitions):
            values[at] = number
            if draft.is_due and order:
                yield _of_orders(game, draft, sums, counts, history, base, (order + 0.5) / orders)
        base = values[0]
        steps = values[1:] - values[:-1]
        forwards, backwards = np.full(game.count, np.nan), np.full(game.count, np.nan)
        forwards[players] = steps[: len(players)]
        backwards[players] = -steps[len(players) :]
        for each in (forwards, backwards):
            found = ~np.isnan(each)
            sums[found] += each[found]
            counts[found] += 1
            history.append(each)
        if draft.fn.exhausted:
            break
        if draft.is_due and order + 1 < orders:
            yield _of_orders(game, draft, sums, counts, history, base, (order + 1) / orders)
    draft.repetitions = max(1, len(history) // 2)
    counts[np.setdiff1d(np.arange(game.count), varying)] = 1  # what is the same adds nothing
    yield _of_orders(game, draft, sums, counts, history, base, None)


def _varying(game: Game) -> Any:
    """Return the players that are not the same when they are absent."""
    _, background = game.codes()
    return np.flatnonzero((background != 0).any(axis=0))


def _steps(count: int, varying: Any, players: Any) -> list[Mask]:
    """Return the coalitions of one order: from none to all, and back from all in the same order."""
    present = np.ones(count, bool)
    present[varying] = False
    coalitions = [present.copy()]
    for player in players:
        present[player] = True
        coalitions.append(present.copy())
    for player in players:
        present[player] = False
        coalitions.append(present.copy())
    return coalitions


def _of_orders(
    game: Game,
    draft: Draft,
    sums: Floats,
    counts: Floats,
    history: Sequence[Floats],
    base: float,
    progress: float | None,
) -> Explanation:
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = np.where(counts > 0, sums / counts, np.nan)
    std = None
    if len(history) > 1:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            std = np.nanstd(np.array(history), axis=0)
    return draft.explanation(
        game.marks(scores, std),
        base=base,
        additive=True,
        final=progress is None,
        progress=progress or 1.0,
    )
