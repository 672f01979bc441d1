"""A value of a session that stays in the kernel."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, ClassVar

from ..frozen import dataclass
from ..messages import Json
from ..spec import ComponentSpec
from .base import Component


@dataclass(frozen=True, kw_only=True)
class StateSpec(ComponentSpec):
    """The description of a state; it is not drawn."""


class State(Component):
    """A value of a session that stays in the kernel: any object, for functions to read and write.

    Each session has a copy of its own of the value given here.

    Parameters
    ----------
    value : optional
        What a session begins with; it is copied with `copy.deepcopy`.
    render : bool, default True
        Whether it belongs to the app that is being written.
    time_to_live : float, optional
        Seconds after the last change for which it is kept; then it is as at the start. By
        default as long as the session.
    delete_callback : callable, optional
        Called with the value when it is let go.
    **common
        What every component takes: `key`, `visible`, …

    Raises
    ------
    TypeError
        When the value cannot be copied.

    Examples
    --------
    >>> import intarsia as gr
    >>> with gr.Blocks() as demo:
    ...     count = gr.State(0)
    ...     button = gr.Button("More")
    ...     added = button.click(lambda n: n + 1, count, count)
    """

    kind = "state"
    unfollowed = "its value stays in the kernel, and the browser never gets it"
    spec_type = StateSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change",)

    def __init__(
        self,
        value: Any = None,
        render: bool = True,
        *,
        time_to_live: float | None = None,
        delete_callback: Callable[[Any], None] | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, render=render, **common)
        self.time_to_live = time_to_live
        self.delete_callback = delete_callback
        if callable(value) and not isinstance(value, type):
            return  # called for each session
        try:
            copy.deepcopy(value)
        except Exception as error:  # whatever the object's own methods raise
            raise TypeError(
                f"Each session gets a copy of a State's value, and a {type(value).__name__} cannot "
                f"be copied ({type(error).__name__}: {error}). To share one object between all "
                "sessions, keep it in a variable, or give a function that makes one: "
                "gr.State(lambda: …)."
            ) from error

    def initial(self) -> Json:
        return None

    def start(self) -> Json:
        return None

    def preprocess(self, value: Json) -> Any:
        return None

    def postprocess(self, value: Any) -> Json:
        return None
