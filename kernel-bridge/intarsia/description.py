"""What `describe` returns: a table in plain text."""

from __future__ import annotations

from typing import Any

from .frozen import dataclass

_HEAD = ("parameter", "component", "because")


@dataclass(frozen=True)
class Row:
    """One parameter, or one result."""

    parameter: str
    component: str
    """The name of the component's class."""
    because: str


@dataclass(frozen=True)
class Description:
    """Which components a function gets."""

    name: str
    """Of the function."""
    rows: tuple[Row, ...]

    def __str__(self) -> str:
        lines = [_HEAD, *((row.parameter, row.component, row.because) for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(2)]
        return "\n".join(
            f"{first:<{widths[0]}}  {second:<{widths[1]}}  {third}"
            for first, second, third in lines
        )

    __repr__ = __str__


def shown_value(value: Any) -> str:
    """Return a value for a sentence: short, on one line.

    Examples
    --------
    >>> shown_value([1, 2]), shown_value("x" * 100)[-5:]
    ('[1, 2]', "xxx…'")
    """
    try:
        text = " ".join(repr(value).split())
    except Exception:  # whatever the value's own __repr__ raises
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}…{text[-1]}"
