"""What a Python object is, in a few words, without what is in it."""

from __future__ import annotations

from typing import Any

_SHAPED = frozenset(
    {"jax", "jaxlib", "numpy", "pandas", "polars", "pyarrow", "scipy", "tensorflow", "torch"}
)
"""Packages whose objects tell their shape at once; others may run anybody's code for it."""

_COUNTED = (str, bytes, list, tuple, dict, set, frozenset)


def summary(value: Any) -> str:
    """Return the type of an object and how much there is of it.

    Never what it holds: a state stays in the kernel, whoever looks at the flow.

    Examples
    --------
    >>> summary([1, 2, 3]), summary("abc"), summary(None), summary(5)
    ('list, 3 items', 'str, 3 characters', 'None', 'int')
    """
    kind = type(value)
    if value is None:
        return "None"
    package = kind.__module__.partition(".")[0]
    size = getattr(value, "shape", None) if package in _SHAPED else None
    if package == "PIL":
        size = getattr(value, "size", None)
    if isinstance(size, tuple) and size and all(isinstance(each, int) for each in size):
        return f"{kind.__name__}, {' × '.join(map(str, size))}"
    if kind in _COUNTED:
        unit = "character" if kind is str else "byte" if kind is bytes else "item"
        count = len(value)
        return f"{kind.__name__}, {count} {unit}{'' if count == 1 else 's'}"
    return kind.__name__
