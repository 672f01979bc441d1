"""What a function says without some parts of its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .answers import Answers
from .inputs import asked, background_of, inputs_of
from .parts import Mask, Settings
from .predictor import Predictor
from .problems import InterpretationError
from .targets import Target

__all__ = ["without"]


def without(
    fn: Any,
    values: Any,
    absent: Mapping[str, Sequence[int] | None],
    *,
    target: Any = None,
    background: Any = None,
    inputs: Sequence[Any] | Mapping[str, Any] | None = None,
    batch: bool | None = None,
    answers: Answers | None = None,
    **cutting: Any,
) -> float:
    """Return what the function says while some parts of its inputs are absent.

    Parameters
    ----------
    fn, values, target, background, inputs, batch, answers, **cutting
        As of `interpret`.
    absent : mapping
        By the name of an input, the places of its parts in the `units` of an explanation, from 0;
        `None` for all of it.

    Raises
    ------
    InterpretationError
        When there is no such part, or the function fails.

    Examples
    --------
    >>> def length(text: str) -> int:
    ...     return len(text)
    >>> without(length, "so good", {"text": [0]})
    4.0
    """
    question = asked(fn, values, inputs)
    given = question.values(values)
    items = inputs_of(
        question, given, Settings(**cutting), background_of(background, question.names)
    )
    is_batch = question.batch if batch is None else batch
    predictor = Predictor(question.fn, question.bind, batch=is_batch, answers=answers)
    predictor.target = Target.choose(predictor.first(tuple(given)), target, question.outputs)
    masks: list[Mask] = []
    for item in items:
        mask = item.parts.nothing
        if item.name in absent:
            places = absent[item.name]
            mask = item.parts.everything if places is None else _mask(mask, item.name, places)
        masks.append(mask)
    unknown = absent.keys() - {item.name for item in items}
    if unknown:
        raise InterpretationError(f"The function has no input {min(unknown)!r}.")
    rows = max((i.parts.rows for i, m in zip(items, masks, strict=True) if m.any()), default=1)
    found = predictor.predict(
        [
            tuple(item.parts.without(mask, row) for item, mask in zip(items, masks, strict=True))
            for row in range(rows)
        ]
    )
    if predictor.failed:
        raise InterpretationError(
            f"The function fails without that: {predictor.first_error or 'it gives no number'}."
        )
    return sum(found) / len(found)


def _mask(mask: Mask, name: str, places: Sequence[int]) -> Mask:
    for place in places:
        if not 0 <= place < len(mask):
            raise InterpretationError(f"{name} has {len(mask)} parts, and none at {place}.")
        mask[place] = True
    return mask
