"""One call of a function inside a session."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..errors import WireError
from ..messages import Json, ProgressState, RunState
from ..signature import MISSING
from ..stepmark import step_of
from .changes import Change
from .feed import Fed, Feed
from .whole import Whole

if TYPE_CHECKING:
    from ..events import Listener
    from .queue import Lane
    from .session import Session
    from .view import View


class Run:
    """Where one call stands. Written on the dispatcher only, but for `cancelled`."""

    def __init__(
        self,
        session: Session,
        listener: Listener,
        number: int,
        inputs: list[Any],
        drafts: dict[str, Any],
        view: View | None,
        request_seq: int | None,
    ) -> None:
        self.id = f"{number}"
        self.session = session
        self.listener = listener
        self.number = number
        self.inputs = inputs
        """The input components' values, as they travel."""
        self.drafts = drafts
        """Those among them that are committed when they prove good."""
        self.view = view
        self.request_seq = request_seq
        self.event: tuple[str, Any] = ("", None)
        """The event that caused it, and what belongs to that."""
        self.feed: Feed | None = None
        """What a component streams into it."""
        self.lane: Lane | None = None
        """Where it waits, or has a place."""
        self.states: dict[str, Any] = {}
        """What the states held that it read, by component id."""
        self.outputs: dict[str, Change] = {}
        """What it has done to components so far."""
        self.unseen: Callable[[], list[Json]] = list
        """Gives what it has yielded that was not told yet."""
        self.wholes: dict[str, Whole] = {}
        """What takes the chunks that it yields, by output."""
        self.reused = False
        """Whether the result was kept from before."""
        self.status: Any = "waiting"
        self.position = 0
        self.eta: float | None = None
        self.error: WireError | None = None
        self.progress: tuple[ProgressState, ...] = ()
        """How far it was when it last told."""
        self.begun = 0.0
        self.seconds = 0.0
        self.cancelled = Event()
        self.stop: Callable[[], None] | None = None
        """Called from any thread to stop the user's code; set while it runs."""

    @property
    def ended(self) -> bool:
        return self.status not in ("waiting", "running")

    def held(self, key: str) -> Any:
        """Return what a state holds for this run: what it held when it was first asked for."""
        if key not in self.states:
            self.states[key] = self.session.states.get(key)
        return self.states[key]

    def begin_again(self, fed: Fed) -> None:
        """Go on with other values; states are what the run itself has made of them."""
        self.inputs, self.drafts, self.event = fed.inputs, fed.drafts, fed.event
        self.states.clear()

    def note(self, changes: dict[str, Change]) -> None:
        """Remember what it does to components."""
        for key, change in changes.items():
            self.outputs[key] = change.after(self.outputs.get(key))

    def left_out(self, key: str) -> bool:
        """Whether it leaves one of its outputs as it is, as `skip` says."""
        change = self.outputs.get(key)
        return change is None or (
            change.value is MISSING and change.state is MISSING and change.component is None
        )

    def leaves_out(self, listener: Listener) -> bool:
        """Whether a step that follows is on a path that was not taken.

        That is so when a function marked by `gr.step` left out all that the next one reads of it.
        """
        if self.status != "done" or step_of(self.listener.fn) is None:
            return False
        written = {component.id for component in self.listener.outputs}
        fed = [component.id for component in listener.inputs if component.id in written]
        return bool(fed) and all(map(self.left_out, fed))

    def state(self) -> RunState:
        """Return the run as views know it."""
        seconds = self.seconds
        if self.status == "running":
            seconds = monotonic() - self.begun
        return RunState(
            run=self.id,
            listener=self.listener.index,
            status=self.status,
            number=self.number,
            position=self.position,
            eta=self.eta,
            seconds=round(seconds, 6),
            error=self.error,
        )
