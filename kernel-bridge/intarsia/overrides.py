"""What an author says about one parameter: a component, or a short form of one."""

from __future__ import annotations

import copy
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_origin

from . import components as kinds
from .components.base import Accepted, Component, Infer
from .components.hints import (
    ANYTHING,
    collection_of,
    mapping_of,
    offered,
    type_of_value,
    without_none,
)
from .description import shown_value
from .signature import MISSING, Field, unwrap

_BY_NAME = {
    name.lower(): name
    for name in kinds.KINDS
    if name not in ("List", "Mapping", "Optional", "Union", "Tuple", "Form", "Interface")
}
"""What a kind may be called, and its class."""


def override(given: Any, field: Field, infer: Infer) -> Accepted:
    """Return the component that an author asks for.

    Parameters
    ----------
    given
        A component, its class or name; a tuple `(low, high[, step])` of numbers for a
        slider; a list or dict of choices, unless the parameter itself is one; a type; any
        other value is the default instead of the one in the signature.

    Examples
    --------
    >>> from intarsia.components.hints import part
    >>> from intarsia.inference import infer_input
    >>> override((0, 3), part("width", float, 1.3), infer_input).component.kind
    'slider'
    """
    if isinstance(given, Component):
        component = copy.copy(given)
        component.copied = given.origin
        component.adopt(field)
        return Accepted(component, "given")
    if isinstance(given, type) and issubclass(given, Component):
        return _named(given, field)
    if isinstance(given, str) and given in _BY_NAME:
        return _named(getattr(kinds, _BY_NAME[given]), field)
    if _is_range(given) and not _is_tuple(field):
        return _slider(given, field)
    if isinstance(given, (list, dict)) and given and not _takes(field, type(given)):
        return _choices(given, field)
    if _is_annotation(given):
        found = unwrap(given)
        changed = replace(
            field,
            annotation=found.annotation,
            constraints=found.constraints,
            metadata=found.metadata,
            unresolved=None,
        )
        accepted = infer(changed)
        return Accepted(accepted.component, f"given as a type; {accepted.because}")
    accepted = infer(replace(field, default=given))
    return Accepted(
        accepted.component, f"given the default {shown_value(given)}; {accepted.because}"
    )


def _named(cls: type[Component], field: Field) -> Accepted:
    make: Callable[..., Component] = cls
    values = offered(field.annotation)
    if values is None:
        several = collection_of(field.annotation)
        values = offered(several[1]) if several else None
    if values is not None and cls in (kinds.Radio, kinds.Dropdown, kinds.CheckboxGroup):
        component = make(kinds.labelled(values))
    else:
        component = make()
    component.adopt(field)
    return Accepted(component, f"given: {cls.__name__}")


def _is_range(given: Any) -> bool:
    return (
        isinstance(given, tuple)
        and len(given) in (2, 3)
        and all(isinstance(end, (int, float)) and not isinstance(end, bool) for end in given)
        and given[0] < given[1]
    )


def _is_tuple(field: Field) -> bool:
    return isinstance(field.default, tuple) or get_origin(field.annotation) is tuple


def _slider(given: tuple[Any, ...], field: Field) -> Accepted:
    step = given[2] if len(given) == 3 else None
    slider = kinds.Slider(given[0], given[1], step=step)
    whole = all(isinstance(end, int) for end in given)
    default = field.default
    if field.annotation in ANYTHING and whole and not isinstance(default, float):
        slider.precision = 0
    if default is None:
        field = replace(field, default=MISSING)
    slider.adopt(field)
    because = f"given from {given[0]} to {given[1]}"
    if isinstance(default, (int, float)) and not given[0] <= default <= given[1]:
        slider.value = given[0]
        because += f"; the default {default} is outside, so it starts at {given[0]}"
    return Accepted(slider, because)


def _takes(field: Field, kind: type) -> bool:
    """Whether a list or dict is a value of the parameter itself."""
    if isinstance(field.default, kind):
        return True
    annotation = without_none(field.annotation)
    if annotation in ANYTHING:
        return False
    look: Callable[[Any], Any] = collection_of if kind is list else mapping_of
    return annotation is kind or look(annotation) is not None


def _choices(given: list[Any] | dict[str, Any], field: Field) -> Accepted:
    values = list(given.values()) if isinstance(given, dict) else given
    pairs = list(given.items()) if isinstance(given, dict) else given
    few = len(values) <= kinds.Radio.FEW
    component: Component
    component = kinds.Radio(pairs, required=True) if few else kinds.Dropdown(pairs, required=True)
    component.adopt(field)
    try:
        fits = component.postprocess(component.value) is not None
    except TypeError:
        fits = False
    if not fits:
        first = values[0]
        pair = isinstance(first, tuple) and len(first) == 2 and isinstance(first[0], str)
        component.value = first[1] if pair else first
    return Accepted(component, f"given {len(values)} choices")


def _is_annotation(given: Any) -> bool:
    if isinstance(given, type):
        return True
    if isinstance(given, (types.GenericAlias, types.UnionType)):
        return True
    return type_of_value(given) is not MISSING and type(given).__module__ == "typing"
