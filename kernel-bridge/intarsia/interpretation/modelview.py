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

from ..signature import MISSING
from .inputs import Input
from .parts import Floats
from .predictor import Arguments, Predictor, key_of
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
    position
        Where the number is read, of a model that says something for each token: 0 at the first,
        -1 at the last; `None` for any other model.
    """

    model: Any
    call: str
    index: int | None
    link: str
    convert: Callable[[Arguments], Any]
    x: Any
    because: str
    position: int | None = None

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
    candidates = list(_outputs(fn.model, x, target))
    if not candidates:
        raise InterpretationError(f"a {type(fn.model).__name__} is no model that is known here")
    found = _matching(candidates, said, target, fn.model)
    if found is None:
        raise InterpretationError(_other(candidates, target))
    how = "features=" if fn.features is not None else "a captured call"
    because = f"the model's own numbers equal the function's at {found.points} points ({how})"
    if found.position is not None:
        named = {-1: "the last token", 0: "the first token"}
        because += f", read at {named.get(found.position, f'token {found.position}')}"
    return ModelView(
        fn.model, found.call, found.index, found.link, convert, x[0], because, found.position
    )


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
    """Call the function, and see what it gives to its model; once for each set of inputs."""
    answers, key = fn.answers, key_of(values)
    known = MISSING if answers is None else answers.given_to_model(key)
    if known is not MISSING:
        fn.cached += 1
        return _kept(known)
    seen: list[Any] = []
    with _watched(fn.model, seen):
        fn.again(values)
    if len(seen) != 1:
        times = "never" if not seen else f"{len(seen)} times"
        raise InterpretationError(
            f"the function called the model {times}, so what it gets is not known; "
            "features= says it, or a function that tells of one call, as the chances of the next "
            "token of a text that is written token by token"
            if len(seen) > 1
            else f"the function called the model {times}, so what it gets is not known; "
            "features= says it"
        )
    if answers is not None:
        answers.saw(key, _kept(seen[0]))
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
    """Return the inputs as they are, with all absent, and with some; each once."""
    rng = np.random.default_rng(0)
    given: Arguments = tuple(item.value for item in inputs)
    probes = {key_of(given): given}
    for draw in range(4 * _PROBES):
        found = tuple(
            item.parts.without(
                rng.random(item.parts.count) < 0.5 if draw else item.parts.everything
            )
            for item in inputs
        )
        probes.setdefault(key_of(found), found)
        if len(probes) == _PROBES + 2:
            break
    return list(probes.values())


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


@dataclass(frozen=True)
class _Candidate:
    """A way to ask a model, and what it says: probes × outputs. What it does not answer is NaN."""

    call: str
    rows: Floats
    position: int | None = None
    tokens: int | None = None
    """Of how many tokens it says something, where that is so."""


def _outputs(model: Any, x: Sequence[Any], target: Target) -> Iterator[_Candidate]:
    """Go through the ways to ask a model."""
    if is_torch(model):
        found = [_tried(lambda each: _forward(model, each), each) for each in x]
        first = found[0]
        if first is None:
            return
        if first.ndim == 3:  # 1 × tokens × outputs
            for position in dict.fromkeys((-1, 0) if target.row is None else (target.row,)):
                rows = [_at(each, position) for each in found]
                yield _Candidate("forward", _table(rows), position, first.shape[1])
        if first.ndim != 3 or all(each is None or each.shape == first.shape for each in found):
            yield _Candidate("forward", _table(found))
        return
    calls = {name: getattr(model, name, None) for name in _CALLS}
    for name, call in calls.items():
        if callable(call):
            first = _tried(call, x[0])
            if first is not None:
                yield _Candidate(name, _table([first, *(_tried(call, each) for each in x[1:])]))


def _at(answer: Floats | None, position: int) -> Floats | None:
    """Return what is said of one token; `None` where there is none."""
    if answer is None or not -answer.shape[1] <= position < answer.shape[1]:
        return None
    return answer[:, position]


def _tried(call: Callable[[Any], Any], x: Any) -> Floats | None:
    try:
        answer = call(x)
        if hasattr(answer, "detach"):
            answer = answer.detach().cpu().numpy()
        found = np.asarray(answer, dtype=float)
    except Exception:  # of the user's model: classes that are texts, an input of another shape
        return None
    return None if found.ndim and found.shape[0] != 1 else found


def _table(answers: Sequence[Floats | None]) -> Floats:
    """Return answers below each other; those of another size than the first are NaN."""
    first = answers[0]
    assert first is not None
    rows = np.full((len(answers), first.size), np.nan)
    for at, each in enumerate(answers):
        if each is not None and each.size == first.size:
            rows[at] = each.ravel()
    return rows


def _forward(model: Any, x: Any) -> Any:
    from .problems import needed

    torch = needed("torch", "torch")
    with torch.no_grad():
        found = (
            model(**x) if isinstance(x, dict) else model(*x) if isinstance(x, tuple) else model(x)
        )
    found = getattr(found, "logits", found)
    return found[0] if isinstance(found, tuple) else found


_LINKS: dict[str, Callable[[Floats], Floats]] = {
    "identity": lambda out: out,
    "softmax": lambda out: (
        np.exp(out - out.max(1, keepdims=True))
        / np.exp(out - out.max(1, keepdims=True)).sum(1, keepdims=True)
    ),
    "sigmoid": lambda out: 1 / (1 + np.exp(-out)),
}


@dataclass(frozen=True)
class _Match:
    """The output of a model that is the explained number."""

    call: str
    index: int | None
    link: str
    points: int
    """At how many points that was seen."""
    position: int | None = None


def _matching(
    candidates: Sequence[_Candidate], said: Floats, target: Target, model: Any
) -> _Match | None:
    """Return the output of the model that is the explained number."""
    for each in candidates:
        call, out = each.call, each.rows
        usable = ~np.isnan(said) & ~np.isnan(out).any(axis=1)
        wanted = said[usable][:, None]
        links = ("identity", "softmax", "sigmoid") if call == "forward" else ("identity",)
        tolerance = _TOLERANCE_TORCH if call == "forward" else _TOLERANCE
        for link in links:
            values = _LINKS[link](out[usable])
            near = np.abs(values - wanted) <= tolerance * np.maximum(1.0, np.abs(wanted))
            fits = np.flatnonzero(near.all(axis=0))
            # One point alone may be the same by chance.
            if fits.size and len(wanted) > min(1, len(said) - 1):
                index = None if out.shape[1] == 1 else _named(model, target, fits)
                return _Match(call, index, link, len(wanted), each.position)
    return _by_class(candidates, said, target, model)


def _other(candidates: Sequence[_Candidate], target: Target) -> str:
    """Return what is to be said where the function says something else than the model."""
    tokens = next((each.tokens for each in candidates if each.tokens is not None), None)
    if tokens is not None:
        return (
            f"the model says something for each of {tokens} tokens, and what is explained is "
            "neither of the first nor of the last of them: target=(row, column) says of which"
        )
    if target.kind in ("same", "words"):
        return "the function says a text, and no number of the model is how much of it stays"
    return (
        "the function does not say what the model says: it does more than pass on a number of "
        "the model's"
    )


def _named(model: Any, target: Target, fits: Any) -> int:
    """Return the output that fits by its name too, or the first."""
    classes = [str(each) for each in getattr(model, "classes_", ())]
    if target.label in classes and classes.index(target.label) in fits:
        return classes.index(target.label)
    return int(fits[0])


def _by_class(
    candidates: Sequence[_Candidate], said: Floats, target: Target, model: Any
) -> _Match | None:
    """Return the output for a function that says only which class it is."""
    classes = [str(each) for each in getattr(model, "classes_", ())]
    if target.kind != "same" or target.label not in classes:
        return None
    index = classes.index(target.label)
    for each in candidates:
        out = each.rows
        usable = ~np.isnan(said) & ~np.isnan(out).any(axis=1)
        same = (out[usable].argmax(axis=1) == index).astype(float)
        if each.call == "predict_proba" and (same == said[usable]).all():
            return _Match(each.call, index, "class", int(usable.sum()))
    return None
