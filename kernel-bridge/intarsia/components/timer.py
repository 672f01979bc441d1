"""A clock that ticks while somebody looks."""

from __future__ import annotations

from typing import Any, ClassVar

from ..arguments import told
from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class TimerSpec(ComponentSpec):
    """The description of a timer; it is not drawn."""

    active: bool = True
    """Whether it ticks."""


class Timer(Component):
    """A clock that ticks while somebody looks at the app: `timer.tick(fn, …)`.

    Parameters
    ----------
    value : float, default 1
        Seconds between two ticks.
    active : bool, default True
        Whether it ticks; a function stops it by returning `gr.Timer(active=False)`.
    render : bool, default True
        Whether it belongs to the app that is being written.
    **common
        What every component takes: `key`, …

    Raises
    ------
    TypeError, ValueError
        When the time between two ticks is no number above 0.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     timer = gr.Timer(0.5)
    ...     shown = gr.Number(0)
    ...     added = timer.tick(lambda n: n + 1, shown, shown)
    """

    kind = "timer"
    spec_type = TimerSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("tick", "change")

    def __init__(
        self, value: float = 1, *, active: bool = True, render: bool = True, **common: Any
    ) -> None:
        super().__init__(value, render=render, **common)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError(f"Timer(value=…) is a number of seconds, not {told(value)}.")
        if not value > 0:
            raise ValueError(f"A timer ticks every so many seconds, not every {value}.")
        self.active = active

    def own_spec(self) -> dict[str, Any]:
        return {"active": self.active}

    def preprocess(self, value: Json) -> Any:
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        raise InvalidValueError("A timer's value is a number of seconds.")

    def postprocess(self, value: Any) -> Json:
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        raise self.refuse(value, "a number of seconds")
