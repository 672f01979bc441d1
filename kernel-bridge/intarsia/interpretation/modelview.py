"""The model behind a function: what it gets, and which of its numbers is the explained one.

Methods that look into a model explain the model. They explain the function as well only if the
function says what the model says: that is tried at a few points before anything is claimed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .inputs import Input
from .parts import Floats
from .predictor import Arguments, Predictor
from .problems import InterpretationError
from .targets import Target

__all__ = ["ModelView", "is_torch", "view_of"]

_PROBES = 3
"""Points with some parts absent that are tried, beside all and none."""

_CALLS = ("predict_proba", "predict", "decision_function")

_TOLERANCE = 1e-6
_TOLERANCE_TORCH = 1e-4
"""Of what is computed in single precision."""


@dataclass
class ModelView:
    """A model, and how it is asked for the explained number.

    Attributes
    ----------
    model
        The model.
    call
        How it is asked: `predict_proba`, `predict`, `decision_function`, or `forward` of torch.
    index
        Which of its outputs; `None` where it has one.
    link
        What stands between its output and the number: `identity`, `softmax`, `sigmoid`, `class`
        (the function says only which class it is).
    convert
        Makes its input of the values of the function's inputs.
    x
        Its input, with the inputs as they are.
    because
        Why it is believed that the function says what the model says.
    """

    model: Any
    call: str
    index: int | None
    link: str
    convert: Callable[[Arguments], Any]
    x: Any
    because: str

    @property
    def is_torch(self) -> bool:
        """Whether it is a module of torch."""
        return self.call == "forward"


def view_of(fn: Predictor, inputs: Sequence[Input], target: Target) -> ModelView:
    """Return the model behind a function, once it is sure that it is.

    Raises
    ------
    InterpretationError
        When no model was given, it cannot be seen what it gets, or the function says something
        else than the model does.
    """
    if isinstance(fn.view, InterpretationError):
        raise fn.view
    if fn.view is None:
        try:
            fn.view = _looked(fn, inputs, target)
        except InterpretationError as error:
            fn.view = error
            raise
    assert isinstance(fn.view, ModelView)
    return fn.view


def is_torch(model: Any) -> bool:
    """Whether it is a module of torch, without importing torch."""
    return any(
        (cls.__module__, cls.__qualname__) == ("torch.nn.modules.module", "Module")
        for cls in type(model).__mro__
    )


def _looked(fn: Predictor, inputs: Sequence[Input], target: Target) -> ModelView:
    if fn.model is None:
        raise InterpretationError("no model was given (model=)")
    convert = _converter(fn)
    probes, x = _converted(convert, _probes(inputs))
    said = np.array(fn.predict(probes))
    if np.isnan(said[0]):
        raise InterpretationError("the function failed while its model was looked for")
    candidates = list(_outputs(fn.model, x))
    if not candidates:
        raise InterpretationError(f"a {type(fn.model).__name__} is no model that is known here")
    found = _matching(candidates, said, target, fn.model)
    if found is None:
        raise InterpretationError(
            "the function does not say what the model says: it does more than pass on a number of "
            "the model's"
        )
    call, index, link, points = found
    how = "features=" if fn.features is not None else "a captured call"
    because = f"the model's own numbers equal the function's at {points} points ({how})"
    return ModelView(fn.model, call, index, link, convert, x[0], because)


# ------------------------------------------------------------------ what the model gets


def _converter(fn: Predictor) -> Callable[[Arguments], Any]:
    features = fn.features
    if features is not None:

        def convert(values: Arguments) -> Any:
            args, kwargs = fn.bind(values)
            return features(*args, **kwargs)

        return convert
    return lambda values: _captured(fn, values)


def _captured(fn: Predictor, values: Arguments) -> Any:
    """Call the function, and see what it gives to its model."""
    seen: list[Any] = []
    with _watched(fn.model, seen):
        fn.result(values)
    if len(seen) != 1:
        times = "never" if not seen else f"{len(seen)} times"
        raise InterpretationError(
            f"the function called the model {times}, so what it gets is not known; "
            "features= says it"
        )
    return seen[0]


@contextlib.contextmanager
def _watched(model: Any, seen: list[Any]) -> Iterator[None]:
    """Put down what a model is called with."""
    if is_torch(model):

        def hook(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            seen.append(_kept(kwargs if kwargs else args[0] if len(args) == 1 else args))

        handle = model.register_forward_pre_hook(hook, with_kwargs=True)
        try:
            yield
        finally:
            handle.remove()
        return
    watched = [name for name in _CALLS if callable(getattr(model, name, None))]
    inside = [False]

    def watching(call: Callable[..., Any]) -> Callable[..., Any]:
        def watched_call(x: Any, *args: Any, **kwargs: Any) -> Any:
            if inside[0]:  # `predict` of many classes calls another of these
                return call(x, *args, **kwargs)
            seen.append(x)
            inside[0] = True
            try:
                return call(x, *args, **kwargs)
            finally:
                inside[0] = False

        return watched_call

    try:
        for name in watched:
            setattr(model, name, watching(getattr(model, name)))
    except (AttributeError, TypeError):
        raise InterpretationError(
            f"calls of a {type(model).__name__} cannot be watched; features= says what it gets"
        ) from None
    try:
        yield
    finally:
        for name in watched:
            delattr(model, name)


def _kept(value: Any) -> Any:
    """Return tensors apart from what is computed of them."""
    if isinstance(value, dict):
        return {name: _kept(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_kept, value))
    return value.detach().clone() if hasattr(value, "detach") else value


def _probes(inputs: Sequence[Input]) -> list[Arguments]:
    """Return the inputs as they are, with all absent, and with some."""
    rng = np.random.default_rng(0)
    probes: list[Arguments] = [tuple(item.value for item in inputs)]
    masks = [[item.parts.everything for item in inputs]]
    masks += [[rng.random(item.parts.count) < 0.5 for item in inputs] for _ in range(_PROBES)]
    probes += [
        tuple(item.parts.without(mask) for item, mask in zip(inputs, each, strict=True))
        for each in masks
    ]
    return probes


def _converted(
    convert: Callable[[Arguments], Any], probes: Sequence[Arguments]
) -> tuple[list[Arguments], list[Any]]:
    """Return what the model gets at some points; those are left out at which nothing can be made.

    Raises
    ------
    InterpretationError
        When nothing can be made of the inputs as they are.
    """
    kept: list[Arguments] = []
    x: list[Any] = []
    for values in probes:
        try:
            x.append(convert(values))
        except Exception as error:
            if kept:
                continue  # an empty text, say
            if isinstance(error, InterpretationError):
                raise
            raise InterpretationError(
                f"what the model gets could not be made: {type(error).__name__}: {error}"
            ) from error
        kept.append(values)
    return kept, x


# ------------------------------------------------------------------ what the model says


def _outputs(model: Any, x: Sequence[Any]) -> Iterator[tuple[str, Floats]]:
    """Go through the ways to ask a model, with what it says: probes × outputs.

    What it does not answer is NaN.
    """
    if is_torch(model):
        ways: dict[str, Callable[[Any], Any]] = {"forward": lambda each: _forward(model, each)}
    else:
        calls = {name: getattr(model, name, None) for name in _CALLS}
        ways = {name: call for name, call in calls.items() if callable(call)}
    for name, call in ways.items():
        try:
            first = _row(call(x[0]))
        except (TypeError, ValueError):
            continue  # classes that are texts, or answers for several rows
        rows = np.full((len(x), len(first)), np.nan)
        rows[0] = first
        for at, each in enumerate(x[1:], 1):
            with contextlib.suppress(Exception):
                rows[at] = _row(call(each))
        yield name, rows


def _forward(model: Any, x: Any) -> Any:
    from .problems import needed

    torch = needed("torch", "torch")
    with torch.no_grad():
        found = (
            model(**x) if isinstance(x, dict) else model(*x) if isinstance(x, tuple) else model(x)
        )
    found = getattr(found, "logits", found)
    return found[0] if isinstance(found, tuple) else found


def _row(answer: Any) -> Floats:
    """Return what a model says to one row, as a flat array."""
    if hasattr(answer, "detach"):
        answer = answer.detach().cpu().numpy()
    found = np.asarray(answer, dtype=float)
    if found.ndim and found.shape[0] != 1:
        raise ValueError("more than one row")
    return np.atleast_1d(found.reshape(-1))


_LINKS: dict[str, Callable[[Floats], Floats]] = {
    "identity": lambda out: out,
    "softmax": lambda out: (
        np.exp(out - out.max(1, keepdims=True))
        / np.exp(out - out.max(1, keepdims=True)).sum(1, keepdims=True)
    ),
    "sigmoid": lambda out: 1 / (1 + np.exp(-out)),
}


def _matching(
    candidates: Sequence[tuple[str, Floats]], said: Floats, target: Target, model: Any
) -> tuple[str, int | None, str, int] | None:
    """Return the output of the model that is the explained number, and at how many points it is."""
    for call, out in candidates:
        usable = ~np.isnan(said) & ~np.isnan(out).any(axis=1)
        wanted = said[usable][:, None]
        links = ("identity", "softmax", "sigmoid") if call == "forward" else ("identity",)
        tolerance = _TOLERANCE_TORCH if call == "forward" else _TOLERANCE
        for link in links:
            values = _LINKS[link](out[usable])
            near = np.abs(values - wanted) <= tolerance * np.maximum(1.0, np.abs(wanted))
            fits = np.flatnonzero(near.all(axis=0))
            if fits.size:
                index = None if out.shape[1] == 1 else _named(model, target, fits)
                return call, index, link, len(wanted)
    return _by_class(candidates, said, target, model)


def _named(model: Any, target: Target, fits: Any) -> int:
    """Return the output that fits by its name too, or the first."""
    classes = [str(each) for each in getattr(model, "classes_", ())]
    if target.label in classes and classes.index(target.label) in fits:
        return classes.index(target.label)
    return int(fits[0])


def _by_class(
    candidates: Sequence[tuple[str, Floats]], said: Floats, target: Target, model: Any
) -> tuple[str, int | None, str, int] | None:
    """Return the output for a function that says only which class it is."""
    classes = [str(each) for each in getattr(model, "classes_", ())]
    if target.kind != "same" or target.label not in classes:
        return None
    index = classes.index(target.label)
    for call, out in candidates:
        usable = ~np.isnan(said) & ~np.isnan(out).any(axis=1)
        same = (out[usable].argmax(axis=1) == index).astype(float)
        if call == "predict_proba" and (same == said[usable]).all():
            return call, index, "class", int(usable.sum())
    return None
