"""Attention: where a transformer looked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..explanation import AttentionScores, Detail, Explanation, Grid, TokenScore
from .draft import Draft, Whole
from .inputs import Input
from .methods import Fit
from .modelview import ModelView, is_torch, view_of
from .parts import Floats, Marks, known
from .parts.text import TextParts
from .predictor import Predictor
from .problems import InterpretationError, needed
from .targets import Target
from .tokens import tokens_of

__all__ = ["METHOD", "Attention", "rollout"]

_FUSIONS: dict[str, Any] = {"mean": np.mean, "max": np.max, "min": np.min}
_POSITIONS = ("first", "last", "mean")


class Attention:
    """Attention weights, and the attention rollout.

    Rollout: A₁ · … · A_L, where A_l = ½ (fusion over heads of the weights + I), with rows that add
    up to one (Abnar & Zuidema 2020). The score of a token is its share in the position that the
    answer is read from. Attention says where a model looked, not what it did with what it saw (Jain
    & Wallace 2019).
    """

    name = "attention"
    title = "Attention rollout"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: for transformers, and less well than gradients."""
        if fn.model is None:
            return Fit(0.0, "no model was given (model=)")
        if not is_torch(fn.model):
            return Fit(0.0, f"a {type(fn.model).__name__} has no attention that is known here")
        if not isinstance(fn.view, ModelView):
            return Fit(0.0, str(fn.view or "the model was not looked into"))
        if not _is_transformer(fn.model):
            return Fit(0.0, "the model has no attention")
        return Fit(0.4, "the model has attention, which says where it looked, not what it did")

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        fusion: str = "mean",
        position: str | int | None = None,
        residual: float = 0.5,
        tokenizer: Any = None,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations: there is one.

        Parameters
        ----------
        draft
            As all methods get it.
        fusion : {"mean", "max", "min"}, default "mean"
            How heads are taken together.
        position : {"first", "last", "mean"} or int, optional
            Where the answer is read from; by default the last token, where the model says something
            for each and the function reads that of the last, and otherwise the first.
        residual : float, default 0.5
            Share of what goes past the attention.
        tokenizer : optional
            That of transformers which cut the text.

        Raises
        ------
        InterpretationError
            When the model tells no attention.
        """
        if fusion not in _FUSIONS:
            raise InterpretationError(f"fusion= is one of {', '.join(_FUSIONS)}, not {fusion!r}.")
        view = view_of(fn, inputs, target)
        if position is None:
            position = "last" if view.position == -1 else "first"
        if position not in _POSITIONS and not isinstance(position, int):
            raise InterpretationError(
                f"position= is one of {', '.join(_POSITIONS)} or a place, not {position!r}."
            )
        weights = _weights(view)
        flow = rollout(weights, fusion=fusion, residual=residual)
        count = weights.shape[-1]
        if position == "mean":
            scores = flow.mean(axis=0)
        else:
            at = {"first": 0, "last": -1}.get(str(position), position)
            if not isinstance(at, int) or not -count <= at < count:
                raise InterpretationError(f"There are {count} tokens, and none at {position!r}.")
            scores = flow[at]
        draft.parameters |= {"fusion": fusion, "position": position, "residual": residual}
        draft.baseline = "not asked: attention knows no absence"
        yield _told(inputs, draft, weights, flow, scores, tokenizer)


METHOD = Attention()


def rollout(weights: Floats, *, fusion: str = "mean", residual: float = 0.5) -> Floats:
    """Return attention followed through all layers.

    Parameters
    ----------
    weights : numpy.ndarray
        Layers × heads × tokens × tokens.
    fusion : {"mean", "max", "min"}, default "mean"
        How heads are taken together.
    residual : float, default 0.5
        Share of what goes past the attention.

    Returns
    -------
    numpy.ndarray
        Tokens × tokens; rows add up to one.

    Examples
    --------
    >>> weights = np.array([[[[0.0, 1.0], [1.0, 0.0]]]])
    >>> rollout(weights).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    flow = np.eye(weights.shape[-1])
    for layer in weights.astype(float):
        heads = _FUSIONS[fusion](layer, axis=0)
        mixed = (1 - residual) * heads + residual * np.eye(len(heads))
        flow = (mixed / mixed.sum(axis=1, keepdims=True)) @ flow
    return flow


def _is_transformer(model: Any) -> bool:
    if hasattr(getattr(model, "config", None), "num_attention_heads"):
        return True
    return any(type(each).__name__ == "MultiheadAttention" for each in model.modules())


def _weights(view: ModelView) -> Floats:
    """Return the weights of all layers and heads.

    Raises
    ------
    InterpretationError
        When the model tells none.
    """
    torch = needed("torch", "torch")
    model, x = view.model, view.x
    if hasattr(getattr(model, "config", None), "num_attention_heads"):
        return _of_transformers(model, x, torch)
    seen: list[Any] = []
    with _watched(model, seen), torch.enable_grad():  # without, layers take a way that tells none
        if isinstance(x, dict):
            model(**x)
        else:
            model(*(x if isinstance(x, tuple) else (x,)))
    if not seen:
        raise InterpretationError("The model tells no attention.")
    return _stacked(seen)


def _of_transformers(model: Any, x: Any, torch: Any) -> Floats:
    before = getattr(model.config, "_attn_implementation", None)
    try:
        if before not in (None, "eager") and hasattr(model, "set_attn_implementation"):
            model.set_attn_implementation("eager")  # others compute no weights
        with torch.no_grad():
            given = x if isinstance(x, dict) else {"input_ids": x[0] if isinstance(x, tuple) else x}
            found = model(**{**given, "output_attentions": True})
    finally:
        if before not in (None, "eager") and hasattr(model, "set_attn_implementation"):
            model.set_attn_implementation(before)
    seen = [each for each in getattr(found, "attentions", None) or () if each is not None]
    if not seen:
        raise InterpretationError(
            "The model tells no attention: load it with attn_implementation='eager'."
        )
    return _stacked(seen)


def _stacked(seen: Sequence[Any]) -> Floats:
    layers = [each.detach().float().cpu().numpy()[0] for each in seen]
    shapes = {layer.shape for layer in layers}
    if len(shapes) != 1 or layers[0].ndim != 3 or layers[0].shape[1] != layers[0].shape[2]:
        raise InterpretationError(
            "The layers of the model attend to different numbers of tokens: that has no rollout."
        )
    return np.stack(layers)


@contextlib.contextmanager
def _watched(model: Any, seen: list[Any]) -> Iterator[None]:
    """Have `torch.nn.MultiheadAttention` tell its weights."""

    def before(_: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        return args, {**kwargs, "need_weights": True, "average_attn_weights": False}

    def after(_: Any, args: Any, kwargs: Any, result: Any) -> None:
        seen.append(result[1])

    handles = []
    for module in model.modules():
        if type(module).__name__ == "MultiheadAttention":
            handles.append(module.register_forward_pre_hook(before, with_kwargs=True))
            handles.append(module.register_forward_hook(after, with_kwargs=True))
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _told(
    inputs: Sequence[Input],
    draft: Draft,
    weights: Floats,
    flow: Floats,
    scores: Floats,
    tokenizer: Any,
) -> Explanation:
    tokens = tokens_of(inputs, len(scores), tokenizer)
    at = next((n for n, item in enumerate(inputs) if isinstance(item.parts, TextParts)), 0)
    details: list[Detail | None] = [None for _ in inputs]
    details[at] = AttentionScores(
        units=tuple(
            TokenScore(text=token.text, start=token.start, end=token.end, score=known(score))
            for token, score in zip(tokens, scores, strict=True)
        ),
        weights=Grid.of(weights.astype(np.float32)),
        rollout=Grid.of(flow.astype(np.float32)),
    )
    wholes = [Whole() for _ in inputs]
    wholes[at] = Whole(score=float(scores.sum()))
    return draft.explanation(
        [Marks.none(item.parts.count) for item in inputs],
        wholes=wholes,
        details=details,
        gap_of_wholes=True,
        warnings=[
            "Attention says where the model looked, not what it did with what it saw: the scores "
            "are shares, and none lowers the prediction."
        ],
    )
