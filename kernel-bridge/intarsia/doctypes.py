"""Types that a docstring names, for parameters that have no annotation."""

from __future__ import annotations

import ast
import re
from typing import Any, Literal

from .signature import MISSING

_NAMES: dict[str, Any] = {
    "bool": bool,
    "boolean": bool,
    "bytes": bytes,
    "complex": complex,
    "dict": dict,
    "float": float,
    "int": int,
    "integer": int,
    "number": float,
    "str": str,
    "string": str,
    "list of float": list[float],
    "list of floats": list[float],
    "list of int": list[int],
    "list of ints": list[int],
    "list of str": list[str],
    "list of strings": list[str],
    "list[float]": list[float],
    "list[int]": list[int],
    "list[str]": list[str],
}
_BRACES = r"\{([^{}]{1,500})\}"


def annotation_of_doc(text: str | None) -> Any:
    """Return the annotation that a docstring's type stands for; MISSING for all others.

    Examples
    --------
    >>> annotation_of_doc("int, optional"), annotation_of_doc("array-like of shape (n,)")
    (<class 'int'>, MISSING)
    >>> annotation_of_doc("{'forest', 'logistic'}, default 'forest'")
    typing.Literal['forest', 'logistic']
    """
    if not text:
        return MISSING
    braces = re.match(_BRACES, text.strip())
    if braces is not None:
        return _choices(braces[1])
    name = re.split(r",|\(optional\)|\boptional\b|\bdefault", text)[0]
    return _NAMES.get(name.strip().lower(), MISSING)


def _choices(text: str) -> Any:
    try:
        values = ast.literal_eval(f"({text},)")
    except (ValueError, SyntaxError):
        return MISSING
    plain = values and all(isinstance(value, (str, int, bool, type(None))) for value in values)
    return Literal[values] if plain else MISSING
