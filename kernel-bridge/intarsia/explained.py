"""What a place for explanations shows: several of one question, or why there is none."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, Literal

from .explanation import Cost, ExplainedTarget, Explanation, InputScores, TableScores
from .frozen import dataclass

__all__ = ["Explained", "Stale", "marked", "of_author", "of_input", "with_absence"]

Stale = Literal["inputs", "function"]
"""What has changed since an explanation was made: what is entered, or the function."""


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Explanations of what a function says to the same inputs, to compare.

    Parameters
    ----------
    explanations
        Those of other targets and by other methods stand beside each other.
    current
        Which of them is shown.
    of
        Stands for the inputs: what is asked of others takes the place of all.
    problem
        Why there is no explanation, for a person.
    asks
        How many calls it would take, where the function has effects and nobody agreed.
    pictures
        The pictures among the inputs, small, as `data:` addresses, by the name of the input.
    stale
        What has changed since; `None` when it is of what stands there.
    """

    explanations: tuple[Explanation, ...] = ()
    current: int = 0
    of: str = ""
    problem: str | None = None
    asks: int | None = None
    pictures: tuple[tuple[str, str], ...] = ()
    stale: Stale | None = None

    def having(
        self, found: Explanation, of: str, pictures: tuple[tuple[str, str], ...] = ()
    ) -> Explained:
        """Return it with one more explanation; one of the same target by the same method goes.

        Parameters
        ----------
        found
            The explanation.
        of
            Stands for the inputs that it is of.
        pictures
            Those among the inputs.
        """
        kept = [] if of != self.of else list(self.explanations)
        at = next((i for i, each in enumerate(kept) if _name(each) == _name(found)), len(kept))
        kept[at : at + 1] = [found]
        return Explained(explanations=tuple(kept), current=at, of=of, pictures=pictures)

    def by(self, method: object, label: object, level: object = None) -> Explanation | None:
        """Return the explanation by a method of a target, if it is there and whole."""
        return next(
            (
                each
                for each in self.explanations
                if each.final
                and each.method == method
                and label in (None, each.explained.label)
                and level in (None, each.parameters.get("level"))
            ),
            None,
        )

    def of_part(self, at: int) -> Explained:
        """Return the parts of all explanations that are about one input."""
        parts = tuple(of_input(each, at) for each in self.explanations)
        return dataclasses.replace(self, explanations=parts)

    def but(self, *, problem: str | None = None, asks: int | None = None) -> Explained:
        """Return it with the words why what was asked for is not there."""
        return dataclasses.replace(self, problem=problem, asks=asks)


def marked(value: Any, stale: Stale | None) -> Any:
    """Return explanations as they travel, with a mark or without; itself when nothing differs.

    Examples
    --------
    >>> marked({"explanations": [], "stale": None}, "inputs")["stale"]
    'inputs'
    """
    if not isinstance(value, dict) or value.get("stale") == stale:
        return value
    return {**value, "stale": stale}


def _name(explanation: Explanation) -> tuple[object, ...]:
    said = explanation.explained
    return explanation.method, said.output, said.label, explanation.parameters.get("level")


def with_absence(explanation: Explanation, name: str, at: int | None, number: float) -> Explanation:
    """Return an explanation that knows what the function says without one part of an input.

    Parameters
    ----------
    explanation
        The one that does not.
    name
        Of the input.
    at
        The place of the part among its units, or among the columns of a table; `None` for all of
        the input.
    number
        What the function says then.
    """
    inputs = tuple(
        _with_absence(item, at, number) if item.name == name else item
        for item in explanation.inputs
    )
    return dataclasses.replace(explanation, inputs=inputs)


def _with_absence(item: InputScores, at: int | None, number: float) -> InputScores:
    if at is None:
        return dataclasses.replace(item, without=number)
    detail = item.detail
    field = "columns" if isinstance(detail, TableScores) else "units"
    units = getattr(detail, field, ())
    if detail is None or at >= len(units) or not hasattr(units[at], "without"):
        return item
    told = dataclasses.replace(units[at], without=number)
    parts: dict[str, Any] = {field: (*units[:at], told, *units[at + 1 :])}
    return dataclasses.replace(item, detail=dataclasses.replace(detail, **parts))


def of_input(explanation: Explanation, at: int) -> Explanation:
    """Return the part of an explanation that is about one input."""
    return dataclasses.replace(explanation, inputs=(explanation.inputs[at],))


def of_author(inputs: Iterable[tuple[str, str, object]]) -> Explanation:
    """Return an explanation without scores, for those that the author gives.

    Parameters
    ----------
    inputs
        Of each its name, its label and its value.
    """
    return Explanation(
        scope="local",
        method="own",
        title="",
        because="",
        parameters={},
        seed=0,
        explained=ExplainedTarget(output=0, output_label="", kind="own", label="", options=()),
        prediction=None,
        base_value=None,
        inputs=tuple(
            InputScores(
                name=name,
                label=label or name,
                kind="other",
                shown=str(value)[:200],
                score=None,
                baseline="what the author's scores mean by it",
                baseline_given=True,
            )
            for name, label, value in inputs
        ),
        is_additive=False,
        additivity_gap=None,
        cost=Cost(calls=0, cached=0, failed=0, seconds=0.0, budget=None, exhausted=False),
    )
