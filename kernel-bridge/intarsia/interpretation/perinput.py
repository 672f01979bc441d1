"""Each input by a method of its own, as Gradio 3 took a list of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from ..explanation import Explanation, InputScores
from .draft import Draft
from .inputs import Input
from .methods import Fit, Method, fit_of, method
from .parts import Settings
from .parts.other import OtherParts
from .predictor import Predictor
from .targets import Target

__all__ = ["PerInput"]


class PerInput:
    """Several methods, each for some of the inputs.

    Each method looks at all inputs together, so that scores are those of the joint function; of
    each input the scores of its own method are told. An input without a method stays as it is.

    Parameters
    ----------
    methods : sequence of str, Method or None
        For each input.
    """

    name = "per-input"
    title = "A method for each input"

    def __init__(self, methods: Sequence[str | Method | None]) -> None:
        self.methods = [
            each if each is None or isinstance(each, str) else each.name for each in methods
        ]
        """Their names, for each input."""
        self._methods = [method(each) if isinstance(each, str) else each for each in methods]
        known = [each for each in self._methods if each is not None]
        if known and all(each is known[0] for each in known):
            self.title = known[0].title

    def supports(self, fn: Predictor, inputs: Sequence[Input], target: Target) -> Fit:
        """Return how well it fits: as the one that fits least."""
        if len(self._methods) != len(inputs):
            return Fit(0.0, f"{len(self._methods)} methods are named for {len(inputs)} inputs")
        held = self._held(inputs)
        fits = [(each.title, fit_of(each, fn, held, target)) for each in self._each()]
        if not fits:
            return Fit(0.0, "no method is named for any input")
        title, least = min(fits, key=lambda pair: pair[1].score)
        return least if len(fits) == 1 else Fit(least.score, f"{title}: {least.because}")

    def explain(
        self, fn: Predictor, inputs: Sequence[Input], target: Target, **options: Any
    ) -> Iterator[Explanation]:
        """Go through explanations, method by method.

        Parameters
        ----------
        **options
            As all methods get them.
        """
        draft: Draft = options.pop("draft")
        held = self._held(inputs)
        found: dict[int, Explanation] = {}
        methods = self._each()
        for at, each in enumerate(methods):
            own = dataclasses.replace(
                draft,
                inputs=held,
                title=each.title,
                parameters=dict(draft.parameters),
                warnings=list(draft.warnings),
            )
            for step in each.explain(fn, held, target, draft=own, **options):
                found[id(each)] = step
                is_last = step.final and at + 1 == len(methods)
                progress = (at + step.progress) / len(methods)
                yield self._joined(draft, found, is_final=is_last, progress=progress)

    def _each(self) -> list[Method]:
        """Return each method once."""
        return list({id(each): each for each in self._methods if each is not None}.values())

    def _held(self, inputs: Sequence[Input]) -> tuple[Input, ...]:
        """Return the inputs, those without a method as they are not looked at."""
        return tuple(
            item
            if each is not None
            else dataclasses.replace(item, parts=OtherParts(item.value, None, Settings(), None))
            for item, each in zip(inputs, self._methods, strict=True)
        )

    def _joined(
        self, draft: Draft, found: dict[int, Explanation], *, is_final: bool, progress: float
    ) -> Explanation:
        """Return what all methods say: of each input what its own says."""
        last = list(found.values())[-1]
        inputs = tuple(
            _unseen(item) if each is None or id(each) not in found else found[id(each)].inputs[at]
            for at, (item, each) in enumerate(zip(draft.inputs, self._methods, strict=True))
        )
        warnings = [warning for each in found.values() for warning in each.warnings]
        if len(self._each()) > 1:
            warnings += self._said(draft, found)
        scores = [each.score for each in inputs if each.score is not None]
        gap = None
        if last.prediction is not None and last.base_value is not None:
            gap = last.prediction - last.base_value - sum(scores)
        return dataclasses.replace(
            last,
            method=self.name,
            title=self.title,
            parameters={k: v for each in found.values() for k, v in each.parameters.items()},
            inputs=inputs,
            is_additive=last.is_additive and len(self._each()) == 1,
            additivity_gap=last.additivity_gap if len(self._each()) == 1 else gap,
            warnings=tuple(dict.fromkeys(warnings)),
            final=is_final,
            progress=progress,
        )

    def _said(self, draft: Draft, found: dict[int, Explanation]) -> list[str]:
        """Return what has to be said where the methods are different ones."""
        told = [
            f"{item.label} by {found[id(each)].title}"
            for item, each in zip(draft.inputs, self._methods, strict=True)
            if each is not None and id(each) in found
        ]
        said = [f"The scores are of different methods: {', '.join(told)}."]
        if len({each.explained.scale for each in found.values()}) > 1:
            said.append("The methods tell their scores on different scales.")
        return said


def _unseen(item: Input) -> InputScores:
    """Return an input that was not looked at."""
    return InputScores(
        name=item.name,
        label=item.label,
        kind=item.parts.kind,
        shown=item.parts.shown,
        score=None,
        baseline="not looked at",
        baseline_given=False,
    )
