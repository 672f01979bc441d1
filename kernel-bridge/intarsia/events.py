"""What happens when: a listener calls a function with inputs and writes outputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from .components.base import Component
from .components.display import Display
from .spec import ListenerSpec, Target, TriggerMode

RunIn = Literal["worker", "main"]
Bind = Callable[[list[Any]], tuple[tuple[Any, ...], dict[str, Any]]]
"""From the inputs' values, in order, to the arguments of the call."""


def positional(values: list[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Pass every value by position: the plain way to bind."""
    return tuple(values), {}


@dataclass(eq=False, kw_only=True)
class Listener:
    """When one of these events happens, call this function.

    Parameters
    ----------
    targets
        Pairs of a component and the name of one of its events.
    concurrency_limit
        How many runs of this function may run at once; `None` for any number.
    run_in
        `"worker"`: a thread of its own, or the loop for coroutines; `"main"`: the
        kernel's main thread, after the cell that is running.
    """

    index: int
    fn: Callable[..., Any]
    api_name: str
    targets: list[tuple[Component, str]]
    inputs: list[Component]
    outputs: list[Component]
    bind: Bind = positional
    parameters: list[str] = field(default_factory=list)
    """Names of the function's parameters, one for each input."""
    trigger_mode: TriggerMode = "once"
    concurrency_limit: int | None = 1
    run_in: RunIn = "worker"
    streams: bool = False
    """Whether the function is a generator: its values come step by step."""
    resets: bool = False
    """Whether the outputs go back to their values at the start; `fn` is not asked."""

    @property
    def shows_displays(self) -> bool:
        """Whether what the function displays is its result, as long as it returns none."""
        return len(self.outputs) == 1 and isinstance(self.outputs[0], Display)

    def spec(self) -> ListenerSpec:
        """Return the description that travels."""
        return ListenerSpec(
            index=self.index,
            api_name=self.api_name,
            targets=tuple(Target(component=c.id, event=event) for c, event in self.targets),
            inputs=tuple(component.id for component in self.inputs),
            outputs=tuple(component.id for component in self.outputs),
            trigger_mode=self.trigger_mode,
        )
