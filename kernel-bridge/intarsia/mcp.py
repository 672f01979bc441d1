"""What says of a function that programs of language models may call it; here it is only called.

The functions stay as they are, with one notice: there is no server that could offer them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .parameters import notice

__all__ = ["prompt", "resource", "tool"]

F = TypeVar("F", bound=Callable[..., Any])


def tool(
    name: str | None = None,
    description: str | None = None,
    structured_output: bool = False,
    _meta: dict[str, Any] | None = None,
) -> Callable[[F], F]:
    """Leave a function as it is."""
    return _unchanged("tool")


def resource(
    uri_template: str, description: str | None = None, mime_type: str | None = None
) -> Callable[[F], F]:
    """Leave a function as it is."""
    return _unchanged("resource")


def prompt(name: str | None = None, description: str | None = None) -> Callable[[F], F]:
    """Leave a function as it is."""
    return _unchanged("prompt")


def _unchanged(name: str) -> Callable[[F], F]:
    notice(f"gr.mcp.{name}() has no effect in a notebook: there is no server.")

    def keep(function: F) -> F:
        return function

    return keep
