"""Components by their names, as programs write them: `"textbox"`, `"check_box"`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from ..absent import LATER
from ..arguments import told
from ..parameters import nearest
from .base import Component
from .building import building

_ROOT = __name__.split(".", maxsplit=1)[0]

_SECOND = {"highlight": "HighlightedText", "mic": "Microphone", "text": "Textbox"}
"""Names that are not those of a class."""


def component(name: str, **options: Any) -> Component:
    """Return a component by its name, with no place in an app.

    Parameters
    ----------
    name : str
        The name of a class or a second name of one; upper and lower case are the same, and
        underscores do not count.
    **options
        What the class takes.

    Raises
    ------
    ValueError
        When there is no such component; the message names the nearest.

    Examples
    --------
    >>> component("check_box").kind, component("text", lines=3).kind
    ('checkbox', 'textbox')
    """
    root = importlib.import_module(_ROOT)
    wanted = name.lower().replace("_", "").strip()
    known = {public.lower(): public for public in (*LATER, *root._HOMES)} | _SECOND
    cls = getattr(root, known[wanted], None) if wanted in known else None
    if known.get(wanted) in LATER:
        return cls()  # type: ignore[no-any-return, misc]  # it raises, and says what to use
    if not (isinstance(cls, type) and issubclass(cls, Component)):
        near = nearest(wanted, [each for each in known if _is_component(root, known[each])])
        raise ValueError(f"There is no component {name!r}.{near}")
    token = building.set(None)
    try:
        return cls(**options)
    finally:
        building.reset(token)


def component_of(given: Any) -> Component:
    """Return the component that a program means.

    Parameters
    ----------
    given
        A component, its name, or a dict with its `name` and its parameters.

    Raises
    ------
    TypeError, ValueError
        When it is none.

    Examples
    --------
    >>> component_of({"name": "dropdown", "choices": ["a", "b"]}).kind
    'dropdown'
    """
    if isinstance(given, Component):
        return given
    if isinstance(given, str):
        return component(given)
    if isinstance(given, Mapping) and isinstance(given.get("name"), str):
        options = {key: value for key, value in given.items() if key != "name"}
        return component(given["name"], **options)
    if isinstance(given, type) and issubclass(given, Component):
        name = given.__name__
        raise TypeError(f"{name} is a class: write gr.{name}(), with parentheses.")
    raise TypeError(
        "A component is given as itself, by its name, or as a dict with its name, not as "
        f"{told(given)}."
    )


def _is_component(root: Any, name: str) -> bool:
    found = getattr(root, name, None) if name in root._HOMES else None
    return isinstance(found, type) and issubclass(found, Component)
