"""Kernel and Partition SHAP: the package shap asks for coalitions, step by step."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Generator, Iterator, Sequence
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .game import Game
from .inputs import Input
from .parts import Floats
from .problems import needed
from .stepwise import Request, Stepwise

__all__ = ["kernel", "partition", "tree_of"]


def kernel(
    game: Game, draft: Draft, seed: int, samples: int | None, l1_reg: Any, repetitions: int
) -> Iterator[Explanation]:
    """Do it several times, and tell the mean, and how far the times are apart."""
    draft.title = "Kernel SHAP"
    found: list[tuple[Floats, float]] = []
    for again in range(repetitions):
        for scores, base, share in _kernel(game, draft, seed + again, samples, l1_reg):
            if share < 1:
                progress = (again + share) / repetitions
                yield draft.explanation(
                    game.marks(scores), base=base, additive=True, final=False, progress=progress
                )
            else:
                found.append((scores, base))
        if draft.fn.exhausted:
            break
    table = np.array([scores for scores, _ in found])
    draft.repetitions = max(draft.repetitions, len(found))
    yield draft.explanation(
        game.marks(table.mean(axis=0), table.std(axis=0, ddof=1) if len(found) > 1 else None),
        base=float(np.mean([base for _, base in found])),
        additive=True,
    )


def _kernel(
    game: Game, draft: Draft, seed: int, samples: int | None, l1_reg: Any
) -> Iterator[tuple[Floats, float, float]]:
    """Fit a weighted linear model to coalitions, by the package shap.

    Each time there are scores, the base value, and how far it is; at the end that is 1.
    """
    shap = needed("shap")
    here, background = game.codes()
    options: dict[str, Any] = {"silent": True, "gc_collect": False}
    options["l1_reg"] = False if l1_reg is None else l1_reg
    if samples is not None:
        options["nsamples"] = samples
    made: list[Any] = []

    def compute(ask: Any) -> Any:
        with _seeded(seed):
            explainer = shap.KernelExplainer(ask, background)
            made.append(explainer)
            return np.asarray(explainer.shap_values(here, **options))[0]

    base, known = np.nan, True
    with Stepwise(compute) as steps:
        for request in steps:
            numbers = np.full(len(request.rows), np.nan)
            for partial in _answered(game, draft, request, numbers):
                if made and len(numbers) > game.rows:
                    scores = _solved(made[0], numbers, game, base, draft.prediction)
                    if scores is not None:
                        yield scores, base, min(partial, 0.999)
            if np.isnan(base):
                base = float(np.nanmean(numbers)) if not np.isnan(numbers).all() else np.nan
            missing = np.isnan(numbers)
            if missing.any():
                known = False
                last = numbers
            request.answer(np.where(missing, base if np.isfinite(base) else 0.0, numbers))
    scores = steps.result
    if not known:
        found = _solved(made[0], last, game, base, draft.prediction)
        scores = np.full(game.count, np.nan) if found is None else found
    yield scores, base, 1.0


def _answered(
    game: Game, draft: Draft, request: Request, numbers: Floats
) -> Generator[float, None, None]:
    """Ask the function for the rows of a request; say how far it is, now and then."""
    rows = [game.arguments_of(codes) for codes in request.rows]
    for done, (at, number) in enumerate(draft.fn.stream(rows), 1):
        numbers[at] = number
        if draft.is_due:
            yield done / len(rows)


def _solved(
    explainer: Any, numbers: Floats, game: Game, base: float, prediction: float
) -> Floats | None:
    """Return the scores by the coalitions of which something is known; `None` for too few.

    The same weighted least squares as the package's, under the condition that the scores add up.
    """
    count = getattr(explainer, "nsamplesAdded", 0)
    if not count or len(numbers) < count * game.rows:
        return None
    table = numbers[: count * game.rows].reshape(count, game.rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        values = np.nanmean(table, axis=1)
    found = ~np.isnan(values)
    masks = explainer.maskMatrix[:count][found]
    weights = explainer.kernelWeights[:count][found]
    players = len(explainer.varyingInds)
    if found.sum() < players or not np.isfinite(base):
        return None
    rest = masks[:, :-1] - masks[:, -1:]
    goal = values[found] - base - masks[:, -1] * (prediction - base)
    root = np.sqrt(weights)
    solution, *_ = np.linalg.lstsq(rest * root[:, None], goal * root, rcond=None)
    scores = np.zeros(game.count)
    scores[explainer.varyingInds] = [*solution, prediction - base - solution.sum()]
    return scores


@contextlib.contextmanager
def _seeded(seed: int) -> Iterator[None]:
    """Have numpy's old generator, which the package uses, begin with a seed; then as it was."""
    before = np.random.get_state()
    np.random.seed(seed)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        np.random.set_state(before)


def partition(
    game: Game, inputs: Sequence[Input], draft: Draft, seed: int, max_evals: int
) -> Iterator[Explanation]:
    """Share what groups of neighbours do among them, by the package shap."""
    draft.title = "Partition SHAP"
    draft.parameters["max_evals"] = max_evals
    shap = needed("shap")
    here, background = game.codes()
    tree = tree_of([item.parts.count for item in inputs])

    def compute(ask: Any) -> tuple[Floats, float]:
        with _seeded(seed):
            masker = shap.maskers.Partition(background, max_samples=game.rows, clustering=tree)
            explainer = shap.PartitionExplainer(ask, masker)
            found = explainer(here, max_evals=max_evals, silent=True)
            return np.asarray(found.values)[0], float(np.asarray(found.base_values).ravel()[0])

    asked = 0
    base, nothing = np.nan, game.marks(np.full(game.count, np.nan))
    with Stepwise(compute) as steps:
        for request in steps:
            numbers = np.full(len(request.rows), np.nan)
            for _ in _answered(game, draft, request, numbers):
                asked_now = (asked + len(request.rows)) / (max_evals * game.rows)
                yield draft.explanation(
                    nothing, base=base, additive=True, final=False, progress=asked_now
                )
            asked += len(request.rows)
            if np.isnan(base) and not np.isnan(numbers[0]):
                base = float(numbers[0])
            # A group that cannot be told counts as one that changes nothing.
            request.answer(np.where(np.isnan(numbers), draft.prediction, numbers))
    scores, base = steps.result
    yield draft.explanation(game.marks(scores), base=base, additive=True)


def tree_of(counts: Sequence[int]) -> Floats:
    """Return a tree of neighbours, as scipy writes clusters: inputs apart, halves within them."""
    links: list[tuple[float, float, float, float]] = []
    total = sum(counts)

    def join(left: int, right: int, size: int) -> int:
        links.append((left, right, float(len(links) + 1), size))
        return total + len(links) - 1

    def halves(first: int, size: int) -> int:
        if size == 1:
            return first
        half = size // 2
        left = halves(first, half)
        right = halves(first + half, size - half)
        return join(left, right, size)

    begin, top, size = 0, -1, 0
    for count in counts:
        if count:
            found = halves(begin, count)
            size += count
            top = found if top < 0 else join(top, found, size)
            begin += count
    return np.array(links, dtype=float).reshape(-1, 4)
