"""Parameters that are given to a function, not asked for: the request, the event, progress."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Literal

from .frozen import dataclass

Kind = Literal["request", "event", "progress", "none"]

_CLASSES: dict[str, Kind] = {
    "intarsia.request.Request": "request",
    "intarsia.eventdata.EventData": "event",
    "intarsia.oauth.OAuthProfile": "none",
    "intarsia.oauth.OAuthToken": "none",
    "intarsia.request.Header": "none",
}
"""By qualified name, so that nothing has to be imported for asking."""


@dataclass(frozen=True)
class Injected:
    """A parameter of a function that no component stands for.

    Parameters
    ----------
    position
        Which one of the positional parameters it is, from 0.
    name
        Its name.
    kind
        What is given.
    wanted
        The class asked for, or the default that tells what is wanted.
    """

    position: int
    name: str
    kind: Kind
    wanted: Any


def placed(
    wanted: Iterable[Injected],
    give: Callable[[Injected], Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a call, with what is given to the function where it wants it.

    Examples
    --------
    >>> def add(a, request: object, b): ...
    >>> wanted = [Injected(position=1, name="request", kind="request", wanted=object)]
    >>> placed(wanted, lambda one: one.kind, (1, 2), {})
    ((1, 'request', 2), {})
    """
    found, named = list(args), dict(kwargs)
    for one in wanted:
        if one.position < len(found) or (one.position == len(found) and not named):
            found.insert(one.position, give(one))
        else:
            named[one.name] = give(one)
    return tuple(found), named


def injected(fn: Callable[..., Any]) -> tuple[Injected, ...]:
    """Return the parameters of a function that are given to it.

    Examples
    --------
    >>> from intarsia.eventdata import SelectData
    >>> def chosen(x, event: SelectData): ...
    >>> [(found.name, found.kind) for found in injected(chosen)]
    [('event', 'event')]
    """
    try:
        return _injected(fn)
    except TypeError:  # not hashable
        return _injected.__wrapped__(fn)


@lru_cache(maxsize=512)
def _injected(fn: Callable[..., Any]) -> tuple[Injected, ...]:
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return ()
    known = hints(fn)
    found = []
    for position, parameter in enumerate(parameters):
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        annotation = known.get(parameter.name)
        kind = special(annotation, parameter.default)
        if kind is not None:
            wanted = parameter.default if kind == "progress" else _class_of(annotation)
            found.append(Injected(position, parameter.name, kind, wanted))
    return tuple(found)


def special(annotation: Any, default: Any) -> Kind | None:
    """Return what is given to such a parameter; `None` when a person is asked for it."""
    if getattr(type(default), "IS_PROGRESS", False):
        return "progress"
    cls = _class_of(annotation)
    if not isinstance(cls, type):
        return None
    for base in cls.__mro__:
        kind = _CLASSES.get(f"{base.__module__}.{base.__qualname__}")
        if kind is not None:
            return kind
    return None


def _class_of(annotation: Any) -> Any:
    """Return a class, also out of `Optional`."""
    arms = [arm for arm in typing.get_args(annotation) if arm is not type(None)]
    return arms[0] if len(arms) == 1 and isinstance(arms[0], type) else annotation


def hints(fn: Callable[..., Any]) -> dict[str, Any]:
    """Return the annotations of a function, as far as their names are there."""
    target = fn if inspect.isroutine(fn) else getattr(type(fn), "__call__", fn)  # noqa: B004  # its own
    try:
        return typing.get_type_hints(target)
    except Exception:  # names that are not there: what can be told is told by defaults
        return dict(getattr(target, "__annotations__", {}))
