"""What `gr.step` says of a function, for those who run it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, Literal

from .frozen import dataclass

Place = Literal["memory", "disk"]


@dataclass(frozen=True)
class StepMark:
    """What is known of a function that is a step.

    Parameters
    ----------
    name
        What it is called in the flow; `None` for the function's own name.
    cache
        Where its results are kept; `None` for nowhere.
    """

    name: str | None = None
    cache: Place | None = None


def step_of(fn: Any) -> StepMark | None:
    """Return what `gr.step` said of a function; `None` for one that it never saw."""
    while isinstance(fn, functools.partial):
        fn = fn.func
    mark = getattr(fn, "step_mark", None)
    return mark if isinstance(mark, StepMark) else None


reused: ContextVar[Callable[[], None] | None] = ContextVar("reused", default=None)
"""Called when a result was kept from before; set by the runtime around a function."""
