"""Parts of an app that a function makes again when something changes: `@render`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from .components.base import Event, building
from .components.render import Render
from .events import Dependency, Trigger, components
from .spec import ShowProgress, TriggerMode

Function = Callable[..., Any]


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

    def decorate(fn: Function) -> Function:
        place = Render()
        given = components(inputs)
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
