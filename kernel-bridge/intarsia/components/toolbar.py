"""The small buttons at a component's corner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..parameters import nearest
from .base import Component


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
            continue  # a button of the app, which stands beside the component
        if each not in known:
            raise ValueError(f"{owner} has no button {each!r}.{nearest(each, known)}")
        elif each not in found:
            found.append(each)
    return tuple(found)


def tools_of(owner: str, buttons: Iterable[Any] | None) -> list[Component]:
    """Return the buttons of the app that belong to a component.

    Raises
    ------
    ValueError
        When something is neither a name nor a button.
    """
    found = [each for each in buttons or () if not isinstance(each, str)]
    for each in found:
        if not isinstance(each, Component) or each.kind != "button":
            raise ValueError(f"The buttons of a {owner} are names or Buttons, not {each!r}.")
    return found
