"""Gradio's module of this name: what functions use while they run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reexport import reexport

if TYPE_CHECKING:
    from .examples import Examples

__getattr__ = reexport(
    __name__,
    "Examples",
    "Info",
    "Progress",
    "Success",
    "Warning",
    "skip",
    "update",
    "validate",
)


def create_examples(*args: Any, **options: Any) -> Examples:
    """Gradio's older name of `Examples`: takes and returns the same."""
    from .examples import Examples

    return Examples(*args, **options)
