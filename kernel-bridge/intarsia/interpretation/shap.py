"""Shapley values: what each part adds, in the mean over all orders in which parts are added."""

from __future__ import annotations

import contextlib
import dataclasses
import warnings
from collections.abc import Generator, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .exact import exact
from .game import Game
from .inputs import Input
from .methods import Fit
from .parts import Floats, Mask
from .predictor import Predictor
from .problems import InterpretationError, needed
from .shapmodel import explain_model, fit_of_model, why_not_by_model
from .stepwise import Request, Stepwise
from .targets import Target

__all__ = ["METHOD", "Shap"]

_EXACT = 11
"""Players up to which all coalitions are asked: 2 ** 11."""

_CHEAP = 600
"""Calls for all coalitions up to which they are tried without being asked for."""

_PARTITION = 64
"""Players of a text or a picture from which on neighbours are taken together."""

_ORDERS = 10
"""Orders that are tried, each forwards and backwards."""

_OF_GAME = ("exact", "kernel", "permutation", "partition")
_OF_MODEL = ("tree", "linear", "deep")


class Shap:
    """Shapley values of the game whose players are the parts of all inputs.

    φ(i) = Σ over S without i of |S|! (n − |S| − 1)! / n! · (v(S ∪ {i}) − v(S))

    where v(S) is the mean prediction with S present, over the rows of the background (Lundberg &
    Lee 2017). The scores of all inputs add up to the prediction less the base value. Which
    estimator: with a model that is known, Tree (Lundberg et al. 2020), Linear or Deep SHAP; with
    few parts all coalitions; with many of a text or a picture Partition SHAP (Owen values over a
    tree of neighbours); otherwise Permutation (Castro, Gómez & Tejada 2009, antithetic), or on
    demand Kernel SHAP.
    """

    name = "shap"
    title = "SHAP"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: best where the model is one of trees, or linear."""
        of_model = fit_of_model(fn)
        if of_model is not None:
            return of_model
        count = sum(item.parts.count for item in inputs)
        if not count:
            return Fit(0.0, "nothing in the inputs can be left out")
        if fn.repeats > 1:
            return Fit(0.2, "the function gives different answers, and each would be asked often")
        rows = max(item.parts.rows for item in inputs)
        is_form = count > 1 and all(item.parts.count <= 1 for item in inputs)
        if is_form and 2**count * rows <= _CHEAP:
            return Fit(0.6, f"{count} parts are few enough to try all coalitions of them")
        return Fit(0.4, "it takes many calls to tell what parts do together")

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        seed: int = 0,
        background: Any = None,
        explainer: str = "auto",
        samples: int | None = None,
        orders: int = _ORDERS,
        num_shap: float | None = None,
        l1_reg: Any = None,
        repetitions: int = 1,
        max_evals: int = 500,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations as answers come.

        Parameters
        ----------
        draft, seed, background
            As all methods get them.
        explainer : str, default "auto"
            `"exact"`, `"kernel"`, `"permutation"`, `"partition"`, `"tree"`, `"linear"` or
            `"deep"`; by default the one for the model, or for the number of parts.
        samples : int, optional
            Coalitions that Kernel SHAP tries; by default as many as the package shap takes, all of
            them where that is enough.
        orders : int, default 10
            Orders that Permutation SHAP tries.
        num_shap : float, optional
            Coalitions for each part, in place of `samples`, as Gradio 3 counted them.
        l1_reg : optional
            As the package's Kernel SHAP takes it; by default no scores are set to zero.
        repetitions : int, default 1
            How often Kernel SHAP is done, with other coalitions: the mean is told, and the
            deviation.
        max_evals : int, default 500
            Coalitions that Partition SHAP tries.

        Raises
        ------
        InterpretationError
            When there is no such estimator, or it does not fit.
        """
        known = ("auto", *_OF_GAME, *_OF_MODEL)
        if explainer not in known:
            raise InterpretationError(
                f"explainer= is one of {', '.join(map(repr, known))}, not {explainer!r}."
            )
        if explainer in _OF_MODEL:
            yield explain_model(fn, inputs, target, draft, background, explainer)
            return
        if explainer == "auto" and samples is None and num_shap is None:
            found = _by_model(fn, inputs, target, draft, background)
            if found is not None:
                yield found
                return
        game = Game(fn, inputs)
        if explainer == "auto":
            explainer, why = _chosen(game, inputs, samples, num_shap)
            _say_why(draft, why)
        if num_shap is not None:
            samples = max(2, int(num_shap * game.count))
        samples = _within_budget(fn, game, samples) if explainer == "kernel" else samples
        draft.parameters["explainer"] = explainer
        _say_rows(draft, inputs, game)
        if explainer == "exact":
            yield from exact(game, inputs, draft)
        elif explainer == "permutation":
            yield from _permutation(game, draft, seed, orders)
        elif explainer == "kernel":
            if samples is not None:
                draft.parameters["samples"] = samples
            yield from _kernels(game, draft, seed, samples, l1_reg, max(1, repetitions))
        else:
            yield from _partition(game, inputs, draft, seed, max_evals)


METHOD = Shap()


def _say_rows(draft: Draft, inputs: Sequence[Input], game: Game) -> None:
    """Say when not all rows of the background are used."""
    total = max(item.parts.rows for item in inputs)
    if total > game.rows:
        draft.warnings.append(f"Of the {total:,} rows of the background {game.rows} are used.")


def _by_model(
    fn: Predictor, inputs: Sequence[Input], target: Target, draft: Draft, background: Any
) -> Explanation | None:
    """Return the explanation by the model, where one is known for it; otherwise say why not."""
    fit = fit_of_model(fn)
    if fit is None:
        reason = why_not_by_model(fn)
        if reason is not None:
            draft.warnings.append(f"The model is not looked into: {reason}.")
        return None
    own = dataclasses.replace(
        draft, parameters=dict(draft.parameters), warnings=list(draft.warnings)
    )
    _say_why(own, fit.because)
    try:
        return explain_model(fn, inputs, target, own, background, "auto")
    except (InterpretationError, ImportError) as error:
        reason = str(error).rstrip(".")
        draft.warnings.append(f"The model is called, not looked into: {reason}.")
        return None


def _say_why(draft: Draft, why: str) -> None:
    """Say why this estimator, where that is not said yet."""
    if why not in draft.because:
        draft.because = f"{draft.because}: {why}"


def _chosen(
    game: Game, inputs: Sequence[Input], samples: int | None, num_shap: float | None
) -> tuple[str, str]:
    """Return the estimator for a game, and why that one."""
    if samples is not None or num_shap is not None:
        return "kernel", "so many coalitions were asked for"
    if game.count <= _EXACT and 2**game.count * game.rows <= 2**_EXACT:
        return "exact", f"{_parts(game)} few enough to try all coalitions of them"
    has_order = all(item.parts.kind in ("text", "picture", "sound") for item in inputs)
    is_long = has_order and game.count > _PARTITION
    if is_long and find_spec("shap") is not None:
        return "partition", f"{_parts(game)} many, so that neighbours are taken together"
    return "permutation", f"{_parts(game)} too many to try all coalitions of them"


def _parts(game: Game) -> str:
    return f"{game.count} parts are" if game.count != 1 else "one part is"


def _within_budget(fn: Predictor, game: Game, samples: int | None) -> int | None:
    """Return the number of coalitions that the budget allows."""
    left = fn.budget.left(fn.calls)
    if left is None:
        return samples
    allowed = max(2, left // game.rows - 1)
    most = 2 * game.count + 2048 if samples is None else samples
    return min(allowed, most)


# ------------------------------------------------------------------ permutation


def _permutation(game: Game, draft: Draft, seed: int, orders: int) -> Iterator[Explanation]:
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


# ------------------------------------------------------------------ kernel


def _kernels(
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


# ------------------------------------------------------------------ partition


def _partition(
    game: Game, inputs: Sequence[Input], draft: Draft, seed: int, max_evals: int
) -> Iterator[Explanation]:
    """Share what groups of neighbours do among them, by the package shap."""
    draft.title = "Partition SHAP"
    draft.parameters["max_evals"] = max_evals
    shap = needed("shap")
    here, background = game.codes()
    tree = _tree([item.parts.count for item in inputs])

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


def _tree(counts: Sequence[int]) -> Floats:
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
