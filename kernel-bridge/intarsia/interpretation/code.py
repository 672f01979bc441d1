"""The call that repeats an explanation, to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .inputs import Input
from .parts import SecretParts
from .targets import Target

__all__ = ["call_in_code"]

_LONG = 400
"""Characters of a value beyond which only its name is written."""


def call_in_code(
    fn: Any,
    inputs: Sequence[Input],
    method: str,
    target: Target,
    seed: int,
    parameters: Mapping[str, Any],
    background: Any,
    model: Any,
) -> str:
    """Return the call of `gr.interpret`, as a program has it."""
    written = ", ".join(
        f"{item.name!r}: "
        + (item.name if isinstance(item.parts, SecretParts) else _written(item.value, item.name))
        for item in inputs
    )
    parts = [_name(fn), f"{{{written}}}", f"method={method!r}"]
    if target.kind == "own":
        parts.append(f"target={target.label}")
    elif target.output:
        label = target.label if target.kind == "class" else None
        parts.append(f"target={(target.output, label) if label is not None else target.output!r}")
    elif target.kind == "class":
        parts.append(f"target={target.label!r}")
    if model is not None:
        parts.append(f"model={_name(model)}")
    if background is not None:
        parts.append(f"background={_written(background, 'background')}")
    parts.append(f"seed={seed}")
    parts += [f"{name}={_written(value, name)}" for name, value in parameters.items()]
    return f"gr.interpret({', '.join(parts)})"


def _written(value: Any, name: str) -> str:
    """Return a value as code, where that says it all; otherwise a name for it."""
    if isinstance(value, (str, bool, int, float, list, tuple, dict, set, type(None))):
        text = repr(value)
        if len(text) <= _LONG and " object at 0x" not in text and "array(" not in text:
            return text
    return name


def _name(thing: Any) -> str:
    name = getattr(thing, "__name__", None)
    if isinstance(name, str) and name.isidentifier():
        return name
    return "model" if not callable(thing) else "fn"
