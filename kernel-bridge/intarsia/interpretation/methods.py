"""The methods: found by name, asked how well they fit, and how third parties add theirs."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..explanation import Explanation, MethodOffer
from ..parameters import nearest
from .inputs import Input
from .predictor import Predictor
from .problems import InterpretationError
from .targets import Target

__all__ = ["BUILT_IN", "GROUP", "Fit", "Method", "choose", "fit_of", "method", "names"]

GROUP = "intarsia.interpretation"
"""The entry point under which other packages name methods: objects or classes of `Method`."""

BUILT_IN = ("perturb", "shap", "lime", "gradient", "attention", "importance")
"""Each in the module of its name here, as `METHOD`."""

SECOND = {"default": "perturb", "shapley": "shap", "occlusion": "perturb"}
"""Other names, Gradio's among them."""


@dataclass(frozen=True)
class Fit:
    """How well a method fits, and why."""

    score: float
    """From 0, not at all, to 1."""
    because: str


class Method(Protocol):
    """What a method is.

    Attributes
    ----------
    name
        What `method=` says.
    title
        As a person calls it.

    Notes
    -----
    It may have `calls(inputs, **parameters)` as well, which says how often the function is called,
    about: what a person is told who has to agree first.
    """

    name: str
    title: str

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit | float:
        """Return how well it fits, from 0, not at all, to 1."""
        ...

    def explain(
        self, fn: Predictor, inputs: Sequence[Input], target: Target, **options: Any
    ) -> Iterator[Explanation]:
        """Go through explanations, each better than the one before; the last is final.

        Parameters
        ----------
        fn
            Asked for predictions: `fn.stream(rows)`, `fn.predict(rows)`.
        inputs
            With their parts.
        target
            The number that is explained.
        **options
            `draft`, which makes explanations of what is known (`Draft`); `seed`; `background`; and
            the parameters of the method.
        """
        ...


def names() -> list[str]:
    """Return the names of all methods."""
    return [*BUILT_IN, *_entry_points()]


def method(name: str) -> Method:
    """Return a method by its name.

    Raises
    ------
    InterpretationError
        When there is none.
    ImportError
        When another package names it, and it could not be loaded.
    """
    name = SECOND.get(name, name)
    if name in BUILT_IN:
        found: Method = importlib.import_module(f".{name}", __package__).METHOD
        return found
    points = _entry_points()
    if name not in points:
        raise InterpretationError(
            f"There is no method {name!r}; there are {', '.join(names())}." + nearest(name, names())
        )
    point = points[name]
    try:
        loaded = point.load()
        made: Method = loaded() if isinstance(loaded, type) else loaded
    except Exception as error:  # whatever the other package does
        package = point.dist.name if point.dist is not None else point.value
        raise ImportError(
            f"The method {name!r} of the package {package} could not be loaded: "
            f"{type(error).__name__}: {error}"
        ) from error
    return made


class _Unusable:
    """A method that could not be loaded: it is told why."""

    def __init__(self, name: str, error: ImportError) -> None:
        self.name = self.title = name
        self._because = str(error).rstrip(".")

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        return Fit(0.0, self._because)

    def explain(
        self, fn: Predictor, inputs: Sequence[Input], target: Target, **options: Any
    ) -> Iterator[Explanation]:
        raise InterpretationError(self._because)


def _usable(name: str) -> Method:
    try:
        return method(name)
    except ImportError as error:
        return _Unusable(name, error)


@functools.cache
def _entry_points() -> dict[str, Any]:
    """Return what other packages name; looking for it reads a file of each that is installed."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=GROUP) if point.name not in BUILT_IN}


def choose(
    wanted: str | Method, fn: Predictor, inputs: Sequence[Input], target: Target
) -> tuple[Method, str, tuple[MethodOffer, ...]]:
    """Return the method that is wanted, or with `"auto"` the one that fits best; why; and all.

    Raises
    ------
    InterpretationError
        When there is no such method, or it does not fit at all.
    """
    known = [_usable(name) for name in names()]
    if not isinstance(wanted, str) and wanted not in known:
        known.append(wanted)
    fits = {each.name: fit_of(each, fn, inputs, target) for each in known}
    known.sort(key=lambda each: -fits[each.name].score)
    offers = tuple(
        MethodOffer(
            name=each.name,
            title=each.title,
            fit=fits[each.name].score,
            because=fits[each.name].because,
        )
        for each in known
    )
    if wanted == "auto":
        chosen = known[0]
        return chosen, f"chosen because {fits[chosen.name].because}", offers
    chosen = method(wanted) if isinstance(wanted, str) else wanted
    if fits[chosen.name].score <= 0:
        raise InterpretationError(
            f"{chosen.title} does not fit: {fits[chosen.name].because}. "
            f"method={known[0].name!r} does."
        )
    return chosen, "asked for", offers


def fit_of(each: Method, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
    """Return how well a method fits; one that cannot say it does not fit at all."""
    try:
        found = each.supports(fn, inputs, target)
    except ImportError as error:
        return Fit(0.0, str(error).rstrip("."))
    except Exception as error:  # whatever the method of another package does
        if each.name in BUILT_IN:
            raise
        return Fit(0.0, f"it failed when it was asked: {type(error).__name__}: {error}")
    return found if isinstance(found, Fit) else Fit(float(found), f"it says {found:.2g} of 1")
