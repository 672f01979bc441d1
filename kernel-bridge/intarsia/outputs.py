"""Which component for which result."""

from __future__ import annotations

import collections.abc
import copy
from typing import Any, get_args, get_origin

from . import components as kinds
from .components.base import Accepted, Component
from .components.hints import qualified_name
from .signature import MISSING, unwrap

OUTPUTS = (
    "Number",
    "Textbox",
    "Label",
    "Dataframe",
    "Image",
    "File",
    "JSON",
    "Display",
)
"""Who is asked for a return annotation, in order; a kind is loaded when it is its turn."""

_STREAMS = (
    collections.abc.Iterator,
    collections.abc.Generator,
    collections.abc.AsyncIterator,
    collections.abc.AsyncGenerator,
    collections.abc.Iterable,
    collections.abc.AsyncIterable,
)
_AWAITED = (collections.abc.Awaitable, collections.abc.Coroutine)


def infer_output(annotation: Any, *, streams: bool = False) -> list[Accepted]:
    """Choose the components of a return annotation: one for each item of a tuple.

    Parameters
    ----------
    streams
        Whether the function yields: then an `Iterable` is of results too.

    Examples
    --------
    >>> [accepted.component.kind for accepted in infer_output(tuple[int, str])]
    ['number', 'textbox']
    """
    found = unwrap(_yielded(annotation, streams))
    chosen = named_output(found.metadata)
    if chosen is not None:
        return [chosen]
    inner = found.annotation
    args = get_args(inner)
    if get_origin(inner) is tuple and args and ... not in args and args != ((),):
        outputs = [_output(arg) for arg in args]
        for at, accepted in enumerate(outputs, start=1):
            if accepted.component.label is None:
                accepted.component.label = f"Result {at}"
        return outputs
    return [_output(inner)]


def _yielded(annotation: Any, streams: bool) -> Any:
    """Return what each result is, of a generator or a coroutine."""
    streamed = _STREAMS if streams else _STREAMS[:4]
    for _ in range(4):
        bare = unwrap(annotation).annotation
        origin, args = get_origin(bare), get_args(bare)
        if origin in _AWAITED and args:
            annotation = args[-1]
        elif origin in streamed and args:
            annotation, streamed = args[0], _STREAMS[:4]
        else:
            return MISSING if bare in streamed else annotation
    return annotation


def _output(annotation: Any) -> Accepted:
    found = unwrap(annotation)
    chosen = named_output(found.metadata)
    if chosen is not None:
        return chosen
    for name in OUTPUTS:
        cls: type[Component] = getattr(kinds, name)
        accepted = cls.for_output(found.annotation, _output)
        if accepted is not None:
            accepted.component.of_function = True
            return accepted
    raise TypeError(f"no component for {qualified_name(annotation)}")


def named_output(metadata: tuple[Any, ...]) -> Accepted | None:
    """Return the component that stands in `Annotated`."""
    for item in reversed(metadata):
        if isinstance(item, Component) or is_component(item):
            component = copy.copy(item) if isinstance(item, Component) else item()
            component.interactive = False
            component.of_function = True
            return Accepted(component, "named in Annotated")
    return None


def is_component(item: Any) -> bool:
    """Whether it is a class of components."""
    return isinstance(item, type) and issubclass(item, Component)
