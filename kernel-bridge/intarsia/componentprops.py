"""Parameters annotated with a class of component: they get its properties, and not its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from .arity import arity
from .components.base import Component
from .components.choicecomponent import ChoiceComponent
from .injection import hints
from .parameters import parameters

_OWN = frozenset({"every", "inputs", "key", "preserved_by_key", "render"})
"""What is said of a component when it is made, and is no property of it afterwards."""


class Properties(SimpleNamespace):
    """What a function gets of a component whose class is the annotation of a parameter.

    `value` is as the function would get it otherwise, the rest as the constructor takes it. What is
    set here changes the component when the function returns this.

    Examples
    --------
    >>> from intarsia.components import Textbox
    >>> found = Properties.of(Textbox(label="Name", lines=3), "Ada")
    >>> found.value, found.label, found.lines
    ('Ada', 'Name', 3)
    >>> found.label = "First name"
    >>> found.changes(Textbox)
    {'label': 'First name', 'value': 'Ada'}
    """

    __slots__ = ("_before", "_kind")

    @classmethod
    def of(cls, component: Component, value: Any) -> Properties:
        """Return the properties of a component, and a value."""
        names = [name for name in parameters(type(component)) if name not in _OWN]
        found = {name: _property(component, name) for name in names} | {"value": value}
        properties = cls(**found)
        properties._before, properties._kind = found, type(component)
        return properties

    def changes(self, kind: type[Component]) -> dict[str, Any]:
        """Return what changes in a component of a kind: all that it takes, in one of another."""
        now = vars(self)
        if kind is not self._kind:
            known = set(parameters(kind)) - _OWN
            return {name: value for name, value in now.items() if name in known}
        before = self._before
        changed = {
            name: value
            for name, value in now.items()
            if name != "value" and (name not in before or before[name] is not value)
        }
        return changed | ({"value": now["value"]} if "value" in now else {})


def _property(component: Component, name: str) -> Any:
    if name == "choices" and isinstance(component, ChoiceComponent):
        offered = component.choices
        return [(c.label, value) for c, value in zip(offered.spec, offered.values, strict=True)]
    if name in component.__dict__:
        return component.__dict__[name]
    return component.given.get(name)


def wanted(fn: Callable[..., Any] | None, count: int, by_name: Sequence[str]) -> frozenset[int]:
    """Return which inputs of a listener its function wants the properties of.

    Parameters
    ----------
    count
        How many inputs are given by position; those by name follow.
    """
    takes = arity(fn)
    if fn is None or takes is None:
        return frozenset()
    annotated = {name for name, hint in hints(fn).items() if _is_component(hint)}
    if not annotated:
        return frozenset()
    names = [name for name in takes.positional if name not in by_name][:count]
    names += [""] * (count - len(names))
    return frozenset(at for at, name in enumerate([*names, *by_name]) if name in annotated)


def _is_component(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Component)
