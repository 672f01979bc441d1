"""Where a function is explained: what it is called with, and what shows the explanations."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from .components.base import Component
from .components.interpretation import Interpretation
from .events import Listener
from .explained import Explained, of_author
from .explanation import Explanation
from .injection import injected

__all__ = ["Place", "scores_of_author"]


@dataclasses.dataclass
class Place:
    """Where a function is explained: what it is called with, and what shows the explanations."""

    listener: Listener
    """Of the function that is explained."""
    parts: list[int | None]
    """For each output the input that it shows; `None` for all."""
    keeps: bool
    """Whether earlier explanations come along, as the last input."""

    @classmethod
    def of(
        cls, fn: Callable[..., Any], inputs: Sequence[Component], outputs: Sequence[Component]
    ) -> Place:
        """Return the place of a listener.

        Raises
        ------
        TypeError
            When an output shows no explanations.
        """
        for output in outputs:
            if not isinstance(output, Interpretation):
                raise TypeError(
                    "An explainer writes gr.Interpretation(), for all inputs or for one, not "
                    f"{type(output).__name__}."
                )
        keeps = bool(inputs) and isinstance(inputs[-1], Interpretation)
        own = list(inputs[:-1] if keeps else inputs)
        listener = Listener(
            index=-1,
            fn=fn,
            api_name="explained",
            targets=[],
            inputs=own,
            outputs=[],
            parameters=_names(fn, own),
        )
        return cls(listener, [_part(each, own) for each in outputs], keeps)

    def values(self, given: Sequence[Any]) -> dict[str, Any]:
        """Return the values of the inputs by their names."""
        return dict(zip(self.listener.parameters, given, strict=True))

    def shared(self, found: Explained) -> Any:
        """Return what each output shows of explanations."""
        shown = [found if part is None else found.of_part(part) for part in self.parts]
        return shown[0] if len(shown) == 1 else tuple(shown)


def _part(output: Any, inputs: Sequence[Component]) -> int | None:
    wanted = output.component
    return next((at for at, each in enumerate(inputs) if each is wanted), None)


def _names(fn: Callable[..., Any], inputs: Sequence[Component]) -> list[str]:
    """Return a name for each input: the parameter's, where the function tells it."""
    given = {each.name for each in injected(fn)}
    try:
        parameters = list(inspect.signature(fn).parameters.values())
    except (TypeError, ValueError):
        parameters = []  # of something written in C
    found = [
        each.name
        for each in parameters
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
        and each.name not in given
    ]
    if len(found) >= len(inputs):
        return found[: len(inputs)]
    return [each.label or f"input {at + 1}" for at, each in enumerate(inputs)]


def scores_of_author(scores: Callable[..., Any], place: Place, given: list[Any]) -> Explanation:
    """Return the scores that a function of the author's gives for these inputs."""
    from .interpretation.gradio3 import explained_by

    listener = place.listener
    args, kwargs = listener.bind(given)
    found = scores(*args, **kwargs)
    several = found if isinstance(found, (list, tuple)) else [found]
    if len(given) == 1 and len(several) != 1:
        several = [several]
    labels = [component.label or "" for component in listener.inputs]
    whole = of_author(zip(listener.parameters, labels, given, strict=True))
    return explained_by(whole, several, listener.inputs, given)
