"""Deep SHAP: Shapley values of networks of torch, by DeepLIFT's rules for their layers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..explanation import Explanation
from .draft import Draft
from .inputs import Input
from .modelview import ModelView
from .parts import Floats
from .problems import InterpretationError, needed
from .tensors import background_tensors, placed_tensors, tensor_of

__all__ = ["deep_shap", "why_not_deep"]

_OF_ANY_SIZE = ("AdaptiveAvgPool", "AvgPool", "BatchNorm", "Conv", "ConvTranspose", "MaxPool")
_KNOWN = {f"{name}{size}d" for name in _OF_ANY_SIZE for size in (1, 2, 3)} | {
    *("AlphaDropout", "Dropout", "Dropout2d", "Dropout3d", "ELU", "Flatten", "GELU", "Identity"),
    *("LeakyReLU", "Linear", "ReLU", "SELU", "Sigmoid", "Softmax", "Softplus", "Tanh"),
}
"""Layers for which the package has a rule."""

_GAP = 0.01
"""Share of the difference to the base value that the scores may miss."""


def why_not_deep(view: ModelView) -> str | None:
    """Return why Deep SHAP does not fit a module of torch; `None` where it does.

    What a module does besides calling its layers is not seen here; whether the scores add up tells.
    """
    if view.position is not None:
        return "the model says something for each token"
    try:
        tensor_of(view)
    except InterpretationError as error:
        return str(error)
    layers = [each for each in view.model.modules() if not any(each.children())]
    unknown = sorted({type(each).__name__ for each in layers} - _KNOWN)
    if unknown:
        return f"DeepLIFT has no rule for a layer of the model: {', '.join(unknown[:5])}"
    return None


def deep_shap(
    view: ModelView, inputs: Sequence[Input], draft: Draft, *, strict: bool
) -> Explanation:
    """DeepLIFT's multipliers, in the mean over the background (Lundberg & Lee 2017).

    Parameters
    ----------
    strict
        Whether scores that do not add up are an error, or are told with a warning.

    Raises
    ------
    InterpretationError
        When the package cannot follow the model.
    """
    x = tensor_of(view)
    background = background_tensors(view, inputs)
    index = view.index or 0
    scores = _scores(view.model, x, background, index)
    with needed("torch", "torch").no_grad():
        said = float(view.model(x)[0, index])
        base = float(view.model(background)[:, index].mean())
    wanted, told = said - base, []
    is_additive = abs(wanted - float(scores.sum())) <= _GAP * max(abs(wanted), 1e-3)
    if not is_additive:
        told.append(
            f"The scores of Deep SHAP add up to {scores.sum():.4g}, not to {wanted:.4g}: the model "
            "does more than call its layers, for which DeepLIFT has no rule."
        )
        if strict:
            raise InterpretationError(told[0])
    if view.link != "identity":
        draft.scale = "logits"
        told.append(
            f"The scores are those of the model's output before {view.link}, in which "
            f"{draft.prediction:.4g} is {said:.4g}."
        )
        draft.prediction = said
    return placed_tensors(inputs, draft, scores, base=base, additive=is_additive, warnings=told)


def _scores(model: Any, x: Any, background: Any, index: int) -> Floats:
    """Return the scores of the package for one output."""
    shap = needed("shap")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            explainer = shap.DeepExplainer(model, background)
            values = np.asarray(explainer.shap_values(x, check_additivity=False))
    except (RuntimeError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise InterpretationError(
            f"Deep SHAP cannot follow the model: {type(error).__name__}: {str(error)[:200]}"
        ) from error
    return values[0, ..., index] if values.ndim > x.dim() else values[0]
