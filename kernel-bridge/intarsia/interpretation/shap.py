"""Shapley values: what each part adds, in the mean over all orders in which parts are added."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from ..explanation import Explanation
from .draft import Draft
from .exact import exact
from .game import Game, picked_rows
from .inputs import Input
from .methods import Fit
from .permutation import permutation
from .predictor import Predictor
from .problems import InterpretationError
from .shapmodel import explain_model, fit_of_model, why_not_by_model
from .shappackage import kernel, partition
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

    def calls(
        self,
        inputs: Sequence[Input],
        *,
        explainer: str = "auto",
        samples: int | None = None,
        orders: int = _ORDERS,
        num_shap: float | None = None,
        repetitions: int = 1,
        max_evals: int = 500,
        **_: Any,
    ) -> int:
        """Return how often the function is called, about; the parameters are those of `explain`."""
        count = sum(item.parts.count for item in inputs)
        rows = len(picked_rows(inputs))
        if explainer == "auto":
            explainer, _why = _chosen(count, rows, inputs, samples, num_shap)
        if num_shap is not None:
            samples = int(num_shap * count)
        most = 2 * count + 2048 if samples is None else samples
        coalitions: dict[str, int] = {
            "exact": 2**count,
            "permutation": orders * 2 * count,
            "partition": max_evals,
            "kernel": repetitions * (most if count > 30 else min(most, 2**count)),
        }
        return coalitions.get(explainer, 1) * rows

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
            explainer, why = _chosen(game.count, game.rows, inputs, samples, num_shap)
            _say_why(draft, why)
        if num_shap is not None:
            samples = max(2, int(num_shap * game.count))
        samples = _within_budget(fn, game, samples) if explainer == "kernel" else samples
        draft.parameters["explainer"] = explainer
        _say_rows(draft, inputs, game)
        if explainer == "exact":
            yield from exact(game, inputs, draft)
        elif explainer == "permutation":
            yield from permutation(game, draft, seed, orders)
        elif explainer == "kernel":
            if samples is not None:
                draft.parameters["samples"] = samples
            yield from kernel(game, draft, seed, samples, l1_reg, max(1, repetitions))
        else:
            yield from partition(game, inputs, draft, seed, max_evals)


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
    count: int, rows: int, inputs: Sequence[Input], samples: int | None, num_shap: float | None
) -> tuple[str, str]:
    """Return the estimator for a game of so many players, and why that one."""
    parts = f"{count} parts are" if count != 1 else "one part is"
    if samples is not None or num_shap is not None:
        return "kernel", "so many coalitions were asked for"
    if count <= _EXACT and 2**count * rows <= 2**_EXACT:
        return "exact", f"{parts} few enough to try all coalitions of them"
    has_order = all(item.parts.kind in ("text", "picture", "sound") for item in inputs)
    is_long = has_order and count > _PARTITION
    if is_long and find_spec("shap") is not None:
        return "partition", f"{parts} many, so that neighbours are taken together"
    return "permutation", f"{parts} too many to try all coalitions of them"


def _within_budget(fn: Predictor, game: Game, samples: int | None) -> int | None:
    """Return the number of coalitions that the budget allows."""
    left = fn.budget.left(fn.calls)
    if left is None:
        return samples
    allowed = max(2, left // game.rows - 1)
    most = 2 * game.count + 2048 if samples is None else samples
    return min(allowed, most)
