"""Neighbours of numbers and other choices, for methods that ask for something else first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .inputs import Input
from .parts import Floats
from .predictor import Predictor

__all__ = ["ask_extras"]


def ask_extras(fn: Predictor, inputs: Sequence[Input]) -> list[Floats | None]:
    """Return what the function says to the `extras()` of each number and choice."""
    values = tuple(item.value for item in inputs)
    found: list[Floats | None] = []
    for at, item in enumerate(inputs):
        if item.parts.kind not in ("number", "choice", "choices"):
            found.append(None)
            continue
        rows: list[tuple[Any, ...]] = [
            (*values[:at], value, *values[at + 1 :]) for value in item.parts.extras()
        ]
        found.append(np.array(fn.predict(rows), dtype=float))
    return found
