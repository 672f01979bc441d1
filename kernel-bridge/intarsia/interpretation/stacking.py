"""Functions of a table that answer row by row: many tables go into one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..components.hints import is_named
from .inputs import Asked, Input
from .predictor import Arguments, Predictor
from .problems import needed

__all__ = ["stacking"]

_ROWS = 1024
"""Rows that go into one call."""


def stacking(
    question: Asked, predictor: Predictor, items: Sequence[Input], given: Sequence[Any]
) -> Callable[[Sequence[Arguments]], list[Any]] | None:
    """Return how the function is called for many tables at once; `None` where it cannot be.

    It can where its one input is a table of one row, and it says to two rows, one below the other,
    what it says to each. That is tried.
    """
    if len(items) != 1 or predictor.takes_many or predictor.repeats > 1:
        return None
    table = items[0].parts
    is_row = table.kind == "table" and is_named(type(given[0]), "pandas.DataFrame")
    if not is_row or len(given[0]) != 1 or predictor.budget.calls is not None:
        return None

    def stack(rows: Sequence[Arguments]) -> list[Any]:
        frame = needed("pandas").concat([row[0] for row in rows], ignore_index=True)
        args, kwargs = question.bind([frame])
        return _rows(question.fn(*args, **kwargs), len(rows))

    if _agrees(stack, predictor, items[0], tuple(given)):
        predictor.batch_size = _ROWS
        return stack
    return None


def _agrees(stack: Any, predictor: Predictor, item: Input, given: Arguments) -> bool:
    """Whether the function says to two rows at once what it says to each."""
    other = (item.parts.without(item.parts.everything),)
    target = predictor.target
    assert target is not None
    try:
        apart = [target.of(predictor.result(row)) for row in (given, other)]
        predictor.calls += 2
        together = [target.of(each) for each in stack([given, other])]
    except Exception:
        return False
    return all(
        abs(one - two) <= 1e-9 * max(1.0, abs(one))
        for one, two in zip(apart, together, strict=True)
    )


def _rows(result: Any, count: int) -> list[Any]:
    """Return what a function said to each row, as it would say to it alone.

    Raises
    ------
    ValueError
        When that is not one answer a row.
    """
    found = result.tolist() if hasattr(result, "tolist") else result
    if not isinstance(found, list) or len(found) != count:
        raise ValueError("not one answer a row")
    # Of one row a function says a list of one answer.
    return [each if isinstance(each, list) else [each] for each in found]
