"""Makes a listener of what an event method was given."""

from __future__ import annotations

import inspect
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .arguments import told
from .arity import arity, streams
from .componentprops import wanted
from .components.base import Component
from .components.event import Event
from .events import After, Dependency, Listener, components, on, readable
from .injection import injected
from .listenerchecks import (
    checked_limit,
    checked_options,
    look_at_function,
    look_at_validator,
    refuse_uncallable,
)
from .parameters import mistake, parameters, refuse_unknown

_LATEST = frozenset({"change", "key_up"})
"""Events of which the last one counts."""


def make_listener(
    triggers: Sequence[Any],
    fn: Callable[..., Any] | None,
    inputs: Any,
    outputs: Any,
    *,
    inputs_kwargs: dict[str, Component] | None = None,
    api_name: Any = None,
    api_description: Any = None,
    api_visibility: str = "public",
    trigger_mode: Any = None,
    cancels: Any = None,
    show_progress: Any = "full",
    show_progress_on: Any = None,
    concurrency_limit: Any = "default",
    **options: Any,
) -> Listener:
    """Return a listener as Gradio's event methods describe it.

    Raises
    ------
    TypeError, ValueError
        When an option is unknown, or has no such value.
    """
    plain = checked_options({name: options.pop(name) for name in _PLAIN & options.keys()})
    refuse_unknown(on, options, known=[*_PLAIN, *parameters(make_listener)])
    refuse_uncallable(fn)
    if not (inputs_kwargs is None or isinstance(inputs_kwargs, Mapping)):
        raise TypeError(
            "inputs_kwargs=… is a dict of components by the names of parameters, not "
            f"{told(inputs_kwargs)}."
        )
    if trigger_mode not in (None, "once", "multiple", "always_last"):
        raise ValueError(
            f'trigger_mode is "once", "multiple" or "always_last", not {trigger_mode!r}.'
        )
    found = [getattr(trigger, "then", trigger) for trigger in triggers]
    targets = [(event.component, event.name) for event in found if isinstance(event, Event)]
    for trigger in found:
        if not isinstance(trigger, (Event, After)):
            raise TypeError(
                f"A trigger is an event of a component, like button.click, not {_trigger(trigger)}."
            )
    if trigger_mode is None:
        first = targets[0][1] if targets else ""
        trigger_mode = (
            "always_last" if first in _LATEST else "multiple" if first == "stream" else "once"
        )
    listener = Listener(
        index=-1,
        fn=fn,
        api_name=_name(fn, api_name, plain.get("js")),
        targets=targets,
        inputs=readable(inputs),
        outputs=components(outputs),
        trigger_mode=trigger_mode,
        concurrency_limit=checked_limit(concurrency_limit),
        cancels=[_cancelled(dependency) for dependency in _several(cancels)],
        ends=[end for end in found if isinstance(end, After)],
        show_progress=_shown(show_progress),
        show_progress_on=None if show_progress_on is None else components(show_progress_on),
        streams=streams(fn),
        drops_excess=True,
        api_visibility=_visibility(api_visibility, fn, api_name),
        **plain,
    )
    by_name = dict(inputs_kwargs or {})
    as_one = isinstance(inputs, (set, frozenset))
    look_at_function(fn, listener.inputs, as_one=as_one, by_name=list(by_name))
    look_at_validator(listener.validator, listener.inputs, as_one=as_one, by_name=list(by_name))
    listener.parameters = _parameters(fn, len(listener.inputs), list(by_name))
    listener.bind = _binding(fn, listener.inputs, as_one, list(by_name))
    if not as_one:
        listener.as_properties = wanted(fn, len(listener.inputs), list(by_name))
    listener.inputs += readable(list(by_name.values()))
    if fn is None and not (listener.js or listener.cancels):
        mistake(
            "This listener calls nothing: its function is None, and it has neither js=… nor "
            "cancels=…. Give the function itself, without calling it: fn, not fn()."
        )
    if fn is not None and hasattr(fn, "listening"):
        # It wants to know what it is called with, and what it writes.
        listener.fn = fn.listening(listener.inputs, listener.outputs)
    return listener


_PLAIN = frozenset(
    {
        "batch",
        "cancel_on_detach",
        "concurrency_id",
        "js",
        "key",
        "max_batch_size",
        "postprocess",
        "preprocess",
        "queue",
        "run_in",
        "scroll_to_output",
        "stream_every",
        "time_limit",
        "validator",
    }
)
"""Options that a listener has under the same name."""


def _trigger(given: Any) -> str:
    """Return the words for what stands in place of a trigger."""
    if type(given).__name__ == "_EventOfClass":
        return f"one of a class. {given}".removesuffix(".")
    if isinstance(given, str):
        return f"{type(given).__name__}: {given!r}"
    return told(given)


def _several(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _cancelled(given: Any) -> Listener:
    if not isinstance(given, Dependency):
        raise TypeError(
            "cancels=… takes what an event method returned, like run = button.click(…), not "
            f"{type(given).__name__ if isinstance(given, Event) else told(given)}."
        )
    return given.listener


def _shown(given: Any) -> Any:
    if given in (True, None):
        return "full"
    if given is False:
        return "hidden"
    if given not in ("full", "minimal", "hidden"):
        raise ValueError(f'show_progress is "full", "minimal" or "hidden", not {given!r}.')
    return given


def _name(fn: Any, given: Any, js: Any) -> str:
    if isinstance(given, str) and given.strip():
        return given
    if given is False:
        return "false"
    if fn is None:
        return "js_fn" if js is not None else "unnamed"
    name = str(getattr(fn, "__name__", type(fn).__name__))
    return "".join(c for c in name if c in "-_" or c not in string.punctuation)


def _visibility(given: Any, fn: Any, api_name: Any) -> str:
    if given not in ("public", "private", "undocumented"):
        raise ValueError(f'api_visibility is "public", "private" or "undocumented", not {given!r}.')
    return "private" if fn is None or api_name is False else str(given)


def _parameters(fn: Any, count: int, by_name: list[str]) -> list[str]:
    """Return the names of the parameters that the inputs go to, as far as they have names."""
    given = {found.name for found in injected(fn)} if fn is not None else set()
    try:
        known = [
            parameter.name
            for parameter in inspect.signature(fn).parameters.values()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
            and parameter.name not in given
        ]
    except (TypeError, ValueError):
        known = []
    names = known[:count]
    return names + [f"input_{i}" for i in range(len(names), count)] + by_name


def _binding(fn: Any, inputs: list[Component], as_dict: bool, by_name: list[str]) -> Any:
    """Return what puts values where a function takes them; it gets `None` for what has none."""
    count = len(inputs)
    takes = arity(fn)
    missing = () if takes is None else takes.missing(1 if as_dict else count, by_name)

    def bind(values: list[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        named = dict(zip(by_name, values[count:], strict=True))
        found = tuple(values[:count])
        if as_dict:
            found = (dict(zip(inputs, found, strict=True)),)
        if by_name:
            return found, named | dict.fromkeys(missing)
        return (*found, *[None] * len(missing)), named

    return bind
