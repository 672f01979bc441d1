"""What of the parameters says how inputs are cut; and how parameters are told."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from .parts import Settings, shown

__all__ = ["CUTTING", "SHARED", "cutting_of", "told"]

CUTTING = frozenset(field.name for field in dataclasses.fields(Settings)) - {"warnings"}
"""Names of parameters that say how inputs are cut."""

SHARED = frozenset({"tokenizer", "steps"})
"""Those that methods which look into a model take as well."""

_PLAIN = (str, bool, int, float, type(None))
_LONG = 20


def cutting_of(parameters: Mapping[str, Any]) -> Settings:
    """Return how inputs are cut."""
    return Settings(**{name: parameters[name] for name in parameters.keys() & CUTTING})


def told(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters as they travel: what is no plain value is told in words.

    Examples
    --------
    >>> told({"samples": 5, "tokenizer": str.split, "replacement": (255, 0, 0)})
    {'samples': 5, 'tokenizer': 'split', 'replacement': [255, 0, 0]}
    """
    return {name: _told(value) for name, value in parameters.items() if value is not None}


def _told(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, (list, tuple)) and len(value) <= _LONG:
        return [_told(each) for each in value]
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return value.item()
    name = getattr(value, "__name__", None)
    if isinstance(name, str):
        return name
    if hasattr(value, "shape"):
        return shown(value)
    if hasattr(value, "__len__"):
        return f"{type(value).__name__} of {len(value):,}"
    return type(value).__name__
