"""Shapley values of models that are known: Tree and Linear SHAP, by the package shap."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from ..explanation import Explanation
from .deepshap import deep_shap, why_not_deep
from .draft import Draft
from .inputs import Input
from .methods import Fit
from .modelview import ModelView, view_of
from .parts import Floats
from .predictor import Predictor
from .problems import InterpretationError, needed
from .tabular import Row, background_rows, placed, row_of
from .targets import Target

__all__ = ["explain_model", "fit_of_model", "sort_of", "why_not_by_model"]

_TREES = ("sklearn.tree.", "sklearn.ensemble.", "xgboost.", "lightgbm.", "catboost.")
_NO_TREES = ("Bagging", "Voting", "Stacking", "AdaBoost")
_NEAR = 1e-6

_TITLES = {"tree": "Tree SHAP", "linear": "Linear SHAP", "deep": "Deep SHAP"}


def sort_of(model: Any) -> str | None:
    """Return which explainer a model has: `"tree"`, `"linear"`, or `None`."""
    steps = getattr(model, "steps", None)
    estimator = steps[-1][1] if steps else model
    name = f"{type(estimator).__module__}.{type(estimator).__qualname__}"
    if name.startswith(_TREES) and not any(each in name for each in _NO_TREES):
        return "tree"
    if hasattr(estimator, "coef_") and hasattr(estimator, "intercept_"):
        return None if hasattr(estimator, "support_vectors_") else "linear"
    return None


def fit_of_model(fn: Predictor) -> Fit | None:
    """Return how well SHAP fits the model that was given; `None` where it is no such model."""
    view = fn.view
    if not isinstance(view, ModelView) or find_spec("shap") is None:
        return None
    if view.is_torch:
        if why_not_deep(view) is not None:
            return None
        return Fit(0.8, f"the model is made of layers that Deep SHAP knows, and {view.because}")
    sort = sort_of(view.model)
    if sort is None:
        return None
    what = "made of trees" if sort == "tree" else "linear"
    return Fit(0.95, f"the model is {what}, for which Shapley values are exact, and {view.because}")


def why_not_by_model(fn: Predictor) -> str | None:
    """Return why a network that was given is not looked into; `None` where there is none."""
    view = fn.view
    if not isinstance(view, ModelView) or not view.is_torch:
        return None
    return why_not_deep(view)


def explain_model(
    fn: Predictor,
    inputs: Sequence[Input],
    target: Target,
    draft: Draft,
    background: Any,
    which: str,
) -> Explanation:
    """Explain by the model behind the function.

    Raises
    ------
    InterpretationError
        When the function does not say what the model says, or the model is of another sort.
    """
    view = view_of(fn, inputs, target)
    sort = "deep" if view.is_torch else sort_of(view.model)
    if which not in ("auto", sort):
        raise InterpretationError(
            f"explainer={which!r} does not go with a {type(view.model).__name__}"
            + (f"; {sort!r} does." if sort else ".")
        )
    assert sort is not None
    draft.title = _TITLES[sort]
    draft.parameters["explainer"] = sort
    if sort == "deep":
        reason = why_not_deep(view) if which == "deep" else None
        if reason is not None:
            raise InterpretationError(f"Deep SHAP does not fit: {reason}.")
        return deep_shap(view, inputs, draft, strict=which == "auto")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if sort == "tree":
            return _tree(view, inputs, draft, background is not None)
        return _linear(view, inputs, draft)


def _tree(
    view: ModelView, inputs: Sequence[Input], draft: Draft, has_background: bool
) -> Explanation:
    """φ of all trees, exact (Lundberg et al. 2020)."""
    shap = needed("shap")
    row = row_of(view)
    x = _as_seen(row.estimator, row.x)
    options: dict[str, Any] = {}
    if has_background:
        rows = _as_seen(row.estimator, background_rows(row, inputs))
        options = {"data": rows, "feature_perturbation": "interventional"}
        if view.call == "predict_proba":
            options["model_output"] = "probability"
    else:
        draft.baseline = "as often as in the data that the trees were grown on"
    explainer = shap.TreeExplainer(row.estimator, **options)
    _round_down(explainer.model)
    found = np.asarray(explainer.shap_values(x, check_additivity=False))
    return _told(view, row, inputs, draft, found, np.asarray(explainer.expected_value))


_SINGLE = ("sklearn.tree", "sklearn.ensemble._forest", "sklearn.ensemble._gb", "xgboost")
"""Trees that round what they get to single precision before they compare."""


def _as_seen(estimator: Any, x: Any) -> Any:
    """Return rows as trees see them."""
    dense = x.toarray() if hasattr(x, "toarray") else x
    is_single = type(estimator).__module__.startswith(_SINGLE)
    return dense.astype(np.float32).astype(float) if is_single else dense


def _round_down(model: Any) -> None:
    """Keep the package from rounding a threshold up to a value that lies above it.

    Its compiled part has thresholds in single precision. Rounded to the next below, they part
    numbers of single precision as they did before.
    """
    if getattr(model, "input_dtype", None) is not np.float32:
        return
    exact = model.thresholds
    rounded = exact.astype(np.float32)
    above = rounded.astype(float) > exact
    below = np.where(above, np.nextafter(rounded, np.float32(-np.inf)), rounded)
    model.thresholds = below.astype(exact.dtype)


def _linear(view: ModelView, inputs: Sequence[Input], draft: Draft) -> Explanation:
    """φ(i) = wᵢ · (xᵢ − mean of the background)."""
    shap = needed("shap")
    row = row_of(view)
    masker = shap.maskers.Independent(background_rows(row, inputs), max_samples=100)
    explainer = shap.LinearExplainer(row.estimator, masker)
    x = row.x.toarray() if hasattr(row.x, "toarray") else row.x
    found = np.asarray(explainer.shap_values(x))
    return _told(view, row, inputs, draft, found, np.asarray(explainer.expected_value))


def _told(
    view: ModelView, row: Row, inputs: Sequence[Input], draft: Draft, values: Any, expected: Any
) -> Explanation:
    """Return the explanation for the scores of a package: 1 × features, or × outputs."""
    bases = np.atleast_1d(expected).ravel()
    scores = values[0] if values.ndim == 3 else values[0][:, None]
    if scores.shape[1] == 1 and view.index is not None:
        # The one margin of two classes is that of the second.
        scores = np.column_stack([-scores[:, 0], scores[:, 0]])
        bases = np.array([-bases[-1], bases[-1]])
    at = view.index or 0
    totals = bases + scores.sum(axis=0)
    _scaled(view, draft, totals, at)
    marks, wholes, details = placed(row, inputs, scores[:, at])
    return draft.explanation(
        marks,
        wholes=wholes,
        details=details,
        base=float(bases[at]),
        additive=True,
        gap_of_wholes=True,
    )


def _scaled(view: ModelView, draft: Draft, totals: Floats, at: int) -> None:
    """Tell on which scale the scores are, where that is not the function's."""
    total, said = float(totals[at]), draft.prediction
    if view.link == "identity" and _near(total, said):
        return
    one_of_two = 1 / (1 + np.exp(-total))
    of_many = np.exp(totals - totals.max()) / np.exp(totals - totals.max()).sum()
    if view.link == "class":
        is_share = view.call == "predict_proba" and -_NEAR <= total <= 1 + _NEAR
        draft.scale = "probability" if is_share else "log-odds"
    elif _near(one_of_two, said) or _near(float(of_many[at]), said):
        draft.scale = "log-odds"
    else:
        draft.warnings.append(
            f"The scores add up to {total:.6g}, but the model says {said:.6g}: it does not do what "
            "the package shap takes it for."
        )
        return
    draft.warnings.append(
        f"The scores are in {draft.scale}, in which the model adds up: the function says "
        f"{said:.4g}, and that is {total:.4g} there."
    )
    draft.prediction = total


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR * max(1.0, abs(other))
