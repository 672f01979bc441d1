"""The small buttons at a component's corner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..parameters import nearest, notice


def tools(
    owner: str, buttons: Iterable[Any] | None, known: tuple[str, ...], usual: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the names of the small buttons that a component shows.

    Parameters
    ----------
    owner
        The name of the component's class, for what is said.
    buttons
        As the author gave them; `None` for the usual ones.
    known
        The names that the component knows.
    usual
        Those that it shows when nobody says otherwise.

    Raises
    ------
    ValueError
        When a name is unknown.

    Examples
    --------
    >>> tools("Code", None, ("copy", "download"), ("copy", "download"))
    ('copy', 'download')
    >>> tools("Code", ["coyp"], ("copy", "download"), ())
    Traceback (most recent call last):
    ValueError: Code has no button 'coyp'. Did you mean 'copy'?
    """
    if buttons is None:
        return usual
    found: list[str] = []
    for each in buttons:
        if not isinstance(each, str):
            notice(f"{owner}(buttons=[Button(…)]) is not there yet: only names are shown.")
        elif each not in known:
            raise ValueError(f"{owner} has no button {each!r}.{nearest(each, known)}")
        elif each not in found:
            found.append(each)
    return tuple(found)
