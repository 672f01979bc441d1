"""Parts of an app that a function makes again when something changes: `@render`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any, Literal

from .arity import called, streams
from .components.base import Component
from .components.building import building
from .components.event import Event
from .components.render import Render
from .entrances import entrance
from .events import Dependency, Trigger, readable
from .spec import ShowProgress, TriggerMode

Function = Callable[..., Any]


@entrance
def render(
    inputs: Any = None,
    triggers: Sequence[Trigger] | Trigger | None = None,
    *,
    queue: bool = True,
    trigger_mode: TriggerMode | None = "always_last",
    concurrency_limit: int | Literal["default"] | None = None,
    concurrency_id: str | None = None,
    show_progress: ShowProgress = "full",
) -> Callable[[Function], Function]:
    """Make a part of an app by a function, and again when something changes.

    What the function makes, components, layouts and listeners, stands where the decorator is,
    and takes the place of what it made before. A component with a `key` is the same one then:
    it keeps what a person has entered.

    Parameters
    ----------
    inputs : component, list or None
        Whose values the function gets.
    triggers : event, list of events or None
        When it is called; by default when the app loads, and when an input changes.
    queue, trigger_mode, concurrency_limit, concurrency_id, show_progress
        As `on` takes them.

    Returns
    -------
    callable
        A decorator.

    Raises
    ------
    RuntimeError
        Outside of a `with Blocks():`.
    TypeError
        When it is written without parentheses, or the function cannot make a part of an app.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     count = gr.Slider(1, 5, step=1)
    ...
    ...     @gr.render(count)
    ...     def fields(count):
    ...         for i in range(int(count)):
    ...             gr.Textbox(label=f"Name {i + 1}", key=i)
    """
    builder = building.get()
    if builder is None:
        raise RuntimeError("render() is a part of an app: use it inside of `with Blocks():`.")
    root = builder.root
    if callable(inputs) and not isinstance(inputs, (Component, type)):
        raise TypeError(
            "@gr.render is written with parentheses: @gr.render(), or @gr.render(inputs=…) when "
            "the function gets values."
        )
    if inspect.isfunction(triggers):
        raise TypeError(
            "gr.render(…) takes no function: it decorates one, @gr.render(inputs=…) before "
            f"def {triggers.__name__ if triggers.__name__ != '<lambda>' else 'part'}(…)."
        )
    given = readable(inputs)

    @entrance
    def decorate(fn: Function) -> Function:
        if streams(fn) or inspect.iscoroutinefunction(fn):
            raise TypeError(
                f"@gr.render calls a plain function, and {called(fn)} is "
                f"{'a generator' if streams(fn) else 'a coroutine'}: nothing of it would be shown. "
                "Make the components without yield and await."
            )
        place = Render()
        when: list[Any]
        if triggers is None:
            when = [Event(root, "load"), *(Event(c, "change") for c in given)]
        else:
            when = list(triggers) if isinstance(triggers, Sequence) else [triggers]
        added = builder.attach(
            when,
            fn,
            inputs=given,
            outputs=place,
            queue=queue,
            trigger_mode=trigger_mode,
            concurrency_limit=concurrency_limit,
            concurrency_id=concurrency_id,
            show_progress=show_progress,
        )
        assert isinstance(added, Dependency)
        added.listener.renders = place
        return fn

    return decorate
