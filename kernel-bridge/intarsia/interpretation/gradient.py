"""Gradients: how would the model's answer change with what it gets? By the package captum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ..explanation import Detail, Explanation, TokenScore, TokenScores
from .draft import Draft, Whole
from .inputs import Input
from .methods import Fit
from .modelview import ModelView, is_torch, view_of
from .parts import Floats, Marks, known
from .parts.text import TextParts
from .predictor import Predictor
from .problems import InterpretationError, needed
from .targets import Target
from .tensors import background_tensors, placed_tensors, tensor_of
from .tokens import Token, tokens_of

__all__ = ["METHOD", "Gradient"]

_TITLES = {
    "saliency": "Saliency",
    "input_x_gradient": "Input × gradient",
    "integrated_gradients": "Integrated gradients",
    "smoothgrad": "SmoothGrad",
    "grad_cam": "Grad-CAM",
}
_STEPS = 50
_MOST_STEPS = 800
_NEAR = 0.01
"""Share of the difference to the base value that may be missed without more steps."""

_SAMPLES = 25
_GAP = 0.05
"""Share of the difference to the base value that integrated gradients may miss."""


class Gradient:
    """Scores by the gradient of the explained number with respect to what the model gets.

    - saliency: |∂f/∂xᵢ| (Simonyan, Vedaldi & Zisserman 2014)
    - input × gradient: xᵢ · ∂f/∂xᵢ (Shrikumar et al. 2016)
    - integrated gradients: (xᵢ − bᵢ) · ∫₀¹ ∂f/∂xᵢ(b + α(x − b)) dα (Sundararajan, Taly & Yan 2017);
      they add up to the prediction less that of the baseline b
    - SmoothGrad: the mean saliency over noisy copies (Smilkov et al. 2017)
    - Grad-CAM: the maps of the last convolution, each times its mean gradient (Selvaraju et al.
      2017)

    Where the model gets whole numbers, of tokens, the gradient is that of their embeddings.
    """

    name = "gradient"
    title = "Gradient"

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: where the function passes on what a torch module says."""
        if fn.model is None:
            return Fit(0.0, "no model was given (model=)")
        if not is_torch(fn.model):
            return Fit(
                0.0, f"a {type(fn.model).__name__} has no gradient: it is no module of torch"
            )
        if not isinstance(fn.view, ModelView):
            return Fit(0.0, str(fn.view or "the model was not looked into"))
        needed("captum")
        return Fit(0.9, f"the model is a module of torch, and {fn.view.because}")

    def explain(
        self,
        fn: Predictor,
        inputs: Sequence[Input],
        target: Target,
        *,
        draft: Draft,
        seed: int = 0,
        algorithm: str = "integrated_gradients",
        steps: int | None = None,
        samples: int = _SAMPLES,
        noise: float = 0.15,
        layer: Any = None,
        embedding: Any = None,
        tokenizer: Any = None,
        absent: int | None = None,
        **_: Any,
    ) -> Iterator[Explanation]:
        """Go through explanations: there is one.

        Parameters
        ----------
        draft, seed
            As all methods get them.
        algorithm : str, default "integrated_gradients"
            `"saliency"`, `"input_x_gradient"`, `"integrated_gradients"`, `"smoothgrad"` or
            `"grad_cam"`.
        steps : int, optional
            Of the integral; by default 50, doubled up to 800 until the scores nearly add up.
        samples : int, default 25
            Noisy copies of SmoothGrad.
        noise : float, default 0.15
            Their standard deviation, as a share of the range of the input.
        layer : torch.nn.Module, optional
            Of Grad-CAM; by default the last convolution.
        embedding : torch.nn.Module, optional
            What embeds tokens; by default the first `torch.nn.Embedding`.
        tokenizer : optional
            That of transformers which cut the text.
        absent : int, optional
            The token that stands for what is absent; by default it is the mean of all embeddings.
            Special tokens stay.

        Raises
        ------
        InterpretationError
            When there is no such algorithm, or the model has no such layer.
        """
        if algorithm not in _TITLES:
            raise InterpretationError(
                f"algorithm= is one of {', '.join(map(repr, _TITLES))}, not {algorithm!r}."
            )
        view = view_of(fn, inputs, target)
        captum = needed("captum.attr")
        draft.title = _TITLES[algorithm]
        draft.parameters["algorithm"] = algorithm
        work = _Work(view, captum, draft, inputs, seed)
        if _gets_tokens(view):
            yield work.of_tokens(algorithm, steps, samples, noise, embedding, tokenizer, absent)
        elif algorithm == "grad_cam":
            yield work.cam(layer)
        else:
            yield work.of_numbers(algorithm, steps, samples, noise)


METHOD = Gradient()


def _gets_tokens(view: ModelView) -> bool:
    """Whether the model gets whole numbers."""
    found = view.x
    if isinstance(found, dict):
        found = found.get("input_ids", next(iter(found.values())))
    if isinstance(found, tuple):
        found = found[0]
    return hasattr(found, "is_floating_point") and not found.is_floating_point()


class _Work:
    """One question to captum."""

    def __init__(
        self, view: ModelView, captum: Any, draft: Draft, inputs: Sequence[Input], seed: int
    ) -> None:
        self._view, self._captum, self._draft, self._inputs = view, captum, draft, inputs
        self._torch = needed("torch", "torch")
        self._seed = seed

    def forward(self, x: Any, *rest: Any, names: Sequence[str] = ()) -> Any:
        """Return the explained number for each row of a tensor."""
        view = self._view
        if names:
            out = view.model(**dict(zip(names, (x, *rest), strict=True)))
        else:
            out = view.model(x, *rest)
        out = getattr(out, "logits", out)
        out = out[0] if isinstance(out, tuple) else out
        if view.position is not None:
            out = out[:, view.position]
        out = out.reshape(out.shape[0], -1)
        if view.link == "softmax":
            out = out.softmax(1)
        elif view.link == "sigmoid":
            out = out.sigmoid()
        return out[:, view.index or 0]

    def of_numbers(
        self, algorithm: str, steps: int | None, samples: int, noise: float
    ) -> Explanation:
        """Explain a model that gets a tensor of real numbers."""
        x = tensor_of(self._view).requires_grad_()
        if algorithm == "integrated_gradients":
            return self._integrated(x, steps)
        scores = self._captured(algorithm, self.forward, x, samples, noise)
        self._draft.baseline = "not asked: a gradient knows no absence"
        return placed_tensors(
            self._inputs, self._draft, scores[0], signed=algorithm == "input_x_gradient"
        )

    def _integrated(self, x: Any, steps: int | None) -> Explanation:
        background = background_tensors(self._view, self._inputs)
        scores, base = self._integral(self.forward, x, background, steps)
        return placed_tensors(
            self._inputs,
            self._draft,
            scores,
            base=base,
            additive=True,
            warnings=self._incomplete(float(scores.sum()), base),
        )

    def _integral(
        self, forward: Callable[..., Any], x: Any, background: Any, steps: int | None
    ) -> tuple[Floats, float]:
        """Return the integrated gradients, in the mean over baselines, and the prediction there.

        Where nobody says how many steps, they are doubled until the scores nearly add up.
        """
        torch = self._torch
        found = self._captum.IntegratedGradients(forward)
        with torch.no_grad():
            base = float(np.mean([float(forward(row[None])) for row in background]))
        wanted = self._draft.prediction - base
        count = steps or _STEPS
        while True:
            total = torch.zeros_like(x)
            with torch.enable_grad():
                for row in background:
                    total = total + found.attribute(x, baselines=row[None], n_steps=count)
            scores = np.asarray((total / len(background)).detach().cpu().numpy()[0])
            missing = abs(float(scores.sum()) - wanted)
            if steps or count >= _MOST_STEPS or missing <= _NEAR * max(abs(wanted), 1e-3):
                break
            count *= 2
        self._draft.parameters["steps"] = count
        return scores, base

    def _incomplete(self, total: float, base: float) -> list[str]:
        """Say when the integral misses too much."""
        wanted = self._draft.prediction - base
        if abs(total - wanted) <= _GAP * max(abs(wanted), 1e-3):
            return []
        return [
            f"The integral is coarse: the scores add up to {total:.4g}, not to {wanted:.4g}. "
            "steps= takes more."
        ]

    def _captured(
        self, algorithm: str, forward: Callable[..., Any], x: Any, samples: int, noise: float
    ) -> Floats:
        """Return the scores of an algorithm that has no baseline."""
        captum, torch = self._captum, self._torch
        with torch.enable_grad():
            if algorithm == "input_x_gradient":
                found = captum.InputXGradient(forward).attribute(x)
            elif algorithm == "saliency":
                found = captum.Saliency(forward).attribute(x)
            else:
                spread = float(x.detach().max() - x.detach().min()) or 1.0
                self._draft.parameters |= {"samples": samples, "noise": noise}
                with torch.random.fork_rng(devices=[]):
                    torch.manual_seed(self._seed)
                    found = captum.NoiseTunnel(captum.Saliency(forward)).attribute(
                        x, nt_type="smoothgrad", nt_samples=samples, stdevs=noise * spread
                    )
        scores: Floats = found.detach().cpu().numpy()
        return scores

    def cam(self, layer: Any) -> Explanation:
        """Explain by the maps of a convolution."""
        torch = self._torch
        if layer is None:
            kinds = (torch.nn.Conv1d, torch.nn.Conv2d, torch.nn.Conv3d)
            found = [each for each in self._view.model.modules() if isinstance(each, kinds)]
            if not found:
                raise InterpretationError(
                    "The model has no convolution: layer= says which to take."
                )
            layer = found[-1]
        x = tensor_of(self._view).requires_grad_()
        with torch.enable_grad():
            maps = self._captum.LayerGradCam(self.forward, layer).attribute(
                x, relu_attributions=True
            )
        maps = self._captum.LayerAttribution.interpolate(maps, x.shape[2:], "bilinear")
        self._draft.baseline = "not asked: a gradient knows no absence"
        return placed_tensors(
            self._inputs, self._draft, maps.detach().cpu().numpy()[0], signed=False
        )

    def of_tokens(
        self,
        algorithm: str,
        steps: int | None,
        samples: int,
        noise: float,
        embedding: Any,
        tokenizer: Any,
        absent: int | None,
    ) -> Explanation:
        """Explain a model that gets the numbers of tokens, by their embeddings."""
        if algorithm == "grad_cam":
            raise InterpretationError("Grad-CAM is of pictures: tokens have no convolution.")
        torch = self._torch
        ids, rest, names = _split(self._view.x)
        layer = embedding or _embedding(self._view.model, torch)
        tokens = tokens_of(self._inputs, ids.shape[1], tokenizer)
        with torch.no_grad():
            vectors = layer(ids)

        def forward(given: Any) -> Any:
            """Return the explained number for embeddings in the place of those of the tokens."""
            handle = layer.register_forward_hook(lambda *_: given)
            try:
                rows = given.shape[0]
                others = (each.expand(rows, *each.shape[1:]) for each in rest)
                return self.forward(ids.expand(rows, -1), *others, names=names)
            finally:
                handle.remove()

        x = vectors.detach().clone().requires_grad_()
        base, said = np.nan, []
        if algorithm == "integrated_gradients":
            empty = self._empty(layer, ids, vectors, tokens, absent)
            values, base = self._integral(forward, x, empty, steps)
            said = self._incomplete(float(values.sum()), base)
        else:
            values = self._captured(algorithm, forward, x, samples, noise)[0]
            self._draft.baseline = "not asked: a gradient knows no absence"
        is_signed = algorithm in ("integrated_gradients", "input_x_gradient")
        return _told_tokens(
            self._inputs,
            self._draft,
            values.sum(axis=-1) if is_signed else np.linalg.norm(values, axis=-1),
            tokens,
            base=base,
            additive=algorithm == "integrated_gradients",
            warnings=said,
        )

    def _empty(
        self, layer: Any, ids: Any, vectors: Any, tokens: Sequence[Token], absent: int | None
    ) -> Any:
        """Return embeddings that say nothing; those of special tokens stay."""
        torch = self._torch
        with torch.no_grad():
            if absent is None:
                nothing = layer.weight.mean(axis=0).expand_as(vectors)
                self._draft.baseline = "the mean embedding in the place of each token"
            else:
                nothing = layer(torch.full_like(ids, absent))
                self._draft.baseline = f"token {absent} in the place of each"
            special = torch.tensor([token.start == token.end for token in tokens])
            return torch.where(special[None, :, None], vectors, nothing).detach().clone()


def _split(x: Any) -> tuple[Any, tuple[Any, ...], list[str]]:
    """Return the tensor of tokens, what else the model gets, and their names."""
    if isinstance(x, dict):
        first = "input_ids" if "input_ids" in x else next(iter(x))
        tensors = {name: each for name, each in x.items() if hasattr(each, "shape")}
        rest = [name for name in tensors if name != first]
        return x[first], tuple(x[name] for name in rest), [first, *rest]
    if isinstance(x, tuple):
        return x[0], tuple(x[1:]), []
    return x, (), []


def _embedding(model: Any, torch: Any) -> Any:
    find = getattr(model, "get_input_embeddings", None)
    if callable(find):
        return find()
    found = next((each for each in model.modules() if isinstance(each, torch.nn.Embedding)), None)
    if found is None:
        raise InterpretationError("The model has no embedding of tokens: embedding= says which.")
    return found


def _told_tokens(
    inputs: Sequence[Input],
    draft: Draft,
    scores: Floats,
    tokens: Sequence[Token],
    *,
    base: float,
    additive: bool,
    warnings: Sequence[str],
) -> Explanation:
    """Return the explanation for a score of each token."""
    at = next((n for n, item in enumerate(inputs) if isinstance(item.parts, TextParts)), 0)
    details: list[Detail | None] = [None for _ in inputs]
    details[at] = TokenScores(
        text=str(inputs[at].value),
        level="token",
        units=tuple(
            TokenScore(text=token.text, start=token.start, end=token.end, score=known(score))
            for token, score in zip(tokens, scores, strict=True)
        ),
    )
    wholes = [Whole() for _ in inputs]
    wholes[at] = Whole(score=float(scores.sum()))
    return draft.explanation(
        [Marks.none(item.parts.count) for item in inputs],
        wholes=wholes,
        details=details,
        base=base,
        additive=additive,
        gap_of_wholes=True,
        warnings=warnings,
    )
