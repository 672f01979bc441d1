"""Choices: one of several, and several of many."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from ...components.base import Component
from ...explanation import ChoiceScore, ChoiceScores
from .base import Floats, Marks, Mask, Parts, Settings, known, shown

__all__ = ["ChoiceParts", "SeveralParts"]


class ChoiceParts(Parts):
    """One of several values: absent, it is each of the others, in the mean."""

    kind = "choice"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        offered = _offered(value, component)
        self.choices = (
            offered
            if any(_same(each, value) for each, _ in offered)
            # It was typed in, or is not offered any more.
            else ([*offered, (value, shown(value))])
        )
        self.rest = [each for each, _ in self.choices if not _same(each, value)]
        if len(self.rest) > settings.max_choices:
            self.rest = self.rest[: settings.max_choices]
            settings.warnings.append(
                f"Of the other choices the first {settings.max_choices} were tried. max_choices= "
                "allows more."
            )
        self.given = background is not None
        self.others = _listed(background) if self.given else self.rest or [value]
        self.rows = len(self.others)
        if self.given:
            self.baseline = (
                shown(self.others[0])
                if self.rows == 1
                else f"each of {self.rows:,} values of the background"
            )
        elif not self.rest:
            self.baseline = "itself: nothing else can be chosen"
        else:
            self.baseline = (
                self._label(self.rest[0])
                if len(self.rest) == 1
                else f"each of the {len(self.rest)} other choices"
            )

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        if isinstance(value, (bool, enum.Enum)) or type(value).__name__ == "bool_":
            return True
        kind = getattr(component, "kind", None)
        several = isinstance(value, (list, tuple, set, frozenset))
        return kind == "radio" or (kind == "dropdown" and not several and value is not None)

    def without(self, absent: Mask, row: int = 0) -> Any:
        return self.others[row % self.rows] if absent[0] else self.value

    def extras(self) -> Sequence[Any]:
        return self.rest

    def _label(self, value: Any) -> str:
        return next((label for each, label in self.choices if _same(each, value)), shown(value))

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> ChoiceScores | None:
        if extras is None:
            return None
        answers = dict(zip(map(_identity, self.rest), map(known, extras), strict=True))
        units = []
        for value, label in self.choices:
            if _same(value, self.value):
                units.append(
                    ChoiceScore(label=label, chosen=True, score=None, prediction=known(prediction))
                )
            elif _identity(value) in answers:
                found = answers[_identity(value)]
                score = None if found is None else prediction - found
                units.append(ChoiceScore(label=label, chosen=False, score=score, prediction=found))
        return ChoiceScores(several=False, units=tuple(units))

    @property
    def shown(self) -> str:
        return self._label(self.value)


class SeveralParts(Parts):
    """Several values of many: each that is chosen is a part; what is not can be added."""

    kind = "choices"

    def __init__(
        self, value: Any, component: Component | None, settings: Settings, background: Any
    ) -> None:
        super().__init__(value, component, settings, background)
        self.chosen = list(value)
        self.count = len(self.chosen)
        self.choices = _offered(None, component) or [(each, shown(each)) for each in self.chosen]
        self.rest = [
            each
            for each, _ in self.choices
            if not any(_same(each, chosen) for chosen in self.chosen)
        ][: settings.max_choices]
        self.baseline = "not chosen"

    @classmethod
    def takes(cls, value: Any, component: Component | None) -> bool:
        several = isinstance(value, (list, tuple, set, frozenset))
        return several and getattr(component, "kind", None) in ("checkboxgroup", "dropdown")

    def without(self, absent: Mask, row: int = 0) -> Any:
        kept = [each for each, gone in zip(self.chosen, absent, strict=True) if not gone]
        return type(self.value)(kept)

    def name(self, at: int) -> str:
        return self._label(self.chosen[at])

    def extras(self) -> list[Any]:
        return [type(self.value)([*self.chosen, each]) for each in self.rest]

    def _label(self, value: Any) -> str:
        return next((label for each, label in self.choices if _same(each, value)), shown(value))

    def detail(self, marks: Marks, prediction: float, extras: Floats | None) -> ChoiceScores:
        units = [
            ChoiceScore(
                label=self.name(at),
                chosen=True,
                score=known(marks.scores[at]),
                std=None if marks.std is None else known(marks.std[at]),
                prediction=None if marks.without is None else known(marks.without[at]),
            )
            for at in range(self.count)
        ]
        if extras is not None:
            for value, answer in zip(self.rest, extras, strict=True):
                found = known(answer)
                units.append(
                    ChoiceScore(
                        label=self._label(value),
                        chosen=False,
                        score=None if found is None else found - prediction,
                        prediction=found,
                    )
                )
        order = {label: at for at, (_, label) in enumerate(self.choices)}
        units.sort(key=lambda unit: order.get(unit.label, len(order)))
        return ChoiceScores(several=True, units=tuple(units))

    @property
    def shown(self) -> str:
        return ", ".join(map(self._label, self.chosen)) or "nothing"


def _offered(value: Any, component: Component | None) -> list[tuple[Any, str]]:
    """Return what can be chosen, with labels."""
    choices = getattr(component, "choices", None)
    if choices is not None and hasattr(choices, "spec"):
        is_index = getattr(component, "type", "value") == "index"
        values = range(len(choices.values)) if is_index else choices.values
        return [(each, spec.label) for each, spec in zip(values, choices.spec, strict=True)]
    if isinstance(value, enum.Enum):
        return [(each, str(each.name)) for each in type(value)]
    if value is None:
        return []
    return [(type(value)(False), "No"), (type(value)(True), "Yes")]


def _identity(value: Any) -> tuple[str, str]:
    return type(value).__name__, repr(value)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _listed(background: Any) -> list[Any]:
    if isinstance(background, (str, bytes, enum.Enum)) or not hasattr(background, "__iter__"):
        return [background]
    return list(background)
