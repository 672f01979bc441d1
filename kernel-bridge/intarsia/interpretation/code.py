"""The call that repeats an explanation, to copy."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from ..codetext import CodeText, NotCode, argument
from ..components.base import Component
from ..inference import infer
from .inputs import Input
from .parts import SecretParts
from .targets import Target

__all__ = ["call_in_code"]

_LONG = 400
"""Characters of a value beyond which only its name is written."""


def call_in_code(
    fn: Any,
    inputs: Sequence[Input],
    method: str | Sequence[str | None],
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
    controls = _controls(fn, inputs)
    if controls:
        parts.append(f"inputs={controls}")
    if model is not None:
        parts.append(f"model={_name(model)}")
    if background is not None:
        parts.append(f"background={_written(background, 'background')}")
    parts.append(f"seed={seed}")
    parts += [f"{name}={_written(value, name)}" for name, value in parameters.items()]
    return f"gr.interpret({', '.join(parts)})"


_OF_APP = frozenset({"label", "value", "render", "key", "every", "inputs", "preserved_by_key"})
"""Of what a control is made with, what says nothing of the values it takes."""


def _controls(fn: Any, inputs: Sequence[Input]) -> str | None:
    """Return the controls, where the function's signature does not tell them.

    They say which values there are, and so what absent means and what else is tried.
    """
    try:
        form = infer(fn)
    except (TypeError, ValueError):
        known = [item.component for item in inputs]
        if all(each is None for each in known):
            return None
        return f"[{', '.join('None' if each is None else _control(each) for each in known)}]"
    told = {field.name: accepted.component for field, accepted in form.inputs}
    others = [
        f"{item.name!r}: {_control(item.component)}"
        for item in inputs
        if item.component is not None and not _is_told(item.component, told.get(item.name))
    ]
    return f"{{{', '.join(others)}}}" if others else None


def _is_told(component: Component, other: Component | None) -> bool:
    """Whether a signature tells of a control what its values are."""
    if component.interpret_parameters or type(component) is not type(other):
        return False
    assert other is not None
    return component.own_spec() == other.own_spec()


def _control(component: Component) -> str:
    """Return a control as code; what no code makes is left out."""
    arguments = []
    given = {name: value for name, value in component.given.items() if name not in _OF_APP}
    if component.label is not None:
        given["label"] = component.label
    for name, value in given.items():
        with contextlib.suppress(NotCode):
            arguments.append(argument(name, CodeText().value(value)))
    made = f"gr.{type(component).__name__}({', '.join(arguments)})"
    if not component.interpret_parameters:
        return made
    own = [f"{name}={value!r}" for name, value in component.interpret_parameters.items()]
    return f"{made}.set_interpret_parameters({', '.join(own)})"


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
