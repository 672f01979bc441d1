"""What stands around formulas in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..frozen import dataclass


@dataclass(frozen=True, kw_only=True)
class LatexDelimiter:
    """What stands around a formula."""

    left: str
    right: str
    display: bool
    """Whether the formula stands on a line of its own."""


USUAL = (LatexDelimiter(left="$$", right="$$", display=True),)
"""When nobody says otherwise: a single dollar sign is money."""


def read_delimiters(given: Iterable[Mapping[str, Any]] | None) -> tuple[LatexDelimiter, ...]:
    """Return delimiters as they travel.

    Parameters
    ----------
    given
        Dicts with `left`, `right` and `display`; `None` for two dollar signs, `[]` for no
        formulas at all.

    Raises
    ------
    ValueError
        When one of them is none.

    Examples
    --------
    >>> read_delimiters([{"left": "$", "right": "$", "display": False}])
    (LatexDelimiter(left='$', right='$', display=False),)
    """
    if given is None:
        return USUAL
    return tuple(_delimiter(each) for each in given)


def _delimiter(given: Any) -> LatexDelimiter:
    if isinstance(given, LatexDelimiter):
        return given
    left, right, display = (
        (given.get("left"), given.get("right"), given.get("display", False))
        if isinstance(given, Mapping)
        else (None, None, False)
    )
    if not (isinstance(left, str) and isinstance(right, str) and left and right):
        raise ValueError(
            'latex_delimiters has dicts like {"left": "$$", "right": "$$", "display": True}, '
            f"not {given!r}."
        )
    return LatexDelimiter(left=left, right=right, display=bool(display))
