"""How the steps of a session's flow stand: which wait, run, have failed, or were skipped.

Everything here happens on the dispatcher's thread, unless a method says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..dependencies import causes, flow_of
from ..errors import UnknownRequestError
from ..flow import EdgeKind, Flow
from ..messages import Json, StepState, StepValue
from ..signature import MISSING
from .summary import summary

if TYPE_CHECKING:
    from ..events import Listener
    from .run import Run
    from .session import Session
    from .view import View


class Steps:
    """The steps of one session.

    The last run of each is kept with what it read and wrote, to be looked at, and to begin again
    from there.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._runs: dict[int, Run] = {}
        self._skipped: dict[int, str] = {}
        """Steps that were skipped since they last ran, and why."""
        self._expected: dict[int, set[int]] = {}
        """Steps that may come, and those that they wait for."""
        self._watching: list[View] = []
        self._known: Flow | None = None
        self._followers: dict[int, list[tuple[int, EdgeKind]]] | None = None

    # -- what happens

    def asked(self, run: Run) -> None:
        """Hear that a step is going to run: what follows it waits."""
        index = run.listener.index
        before, self._runs[index] = self._runs.get(index), run
        if before is not None and before.ended:
            self._session.release([before.inputs, _written(before)])
        self._skipped.pop(index, None)
        self._expected.pop(index, None)
        told = {index}
        if self._after(index):
            self._expect(index, told, {index})
        self._tell(told)

    def begun(self, run: Run) -> None:
        """Hear that a step runs."""
        self._tell([run.listener.index])

    def ended(self, run: Run) -> None:
        """Hear that a step has ended, and that what it causes has been asked to run."""
        index, told = run.listener.index, {run.listener.index}
        if not self._is_active(index):
            self._pass(index, run, told)
        self._tell(told)

    def changed(self) -> None:
        """Hear that listeners have come or gone, or call other functions."""
        self._known = self._followers = None
        listeners = self._session.parts.listeners
        self._runs = {
            index: run for index, run in self._runs.items() if listeners.get(index) is run.listener
        }
        for held in (self._skipped, self._expected):
            for index in [index for index in held if index not in listeners]:
                del held[index]
        for view in self._watching:
            view.outbox.steps(self.states(), self.flow())

    def close(self) -> None:
        """Let go of everything."""
        self._runs.clear()
        self._watching.clear()

    # -- what is asked

    def flow(self) -> Flow:
        """Return the steps and what connects them."""
        if self._known is None:
            parts = self._session.parts
            self._known = flow_of(parts.listeners.values(), self._session.app.root, parts.current)
        return self._known

    def find(self, step: str | int) -> Listener:
        """Return a step by its name or index.

        Raises
        ------
        LookupError
            When there is none.
        """
        index = step if isinstance(step, int) else self.flow().step(step).index
        found = self._session.parts.listeners.get(index)
        if found is None:
            raise UnknownRequestError(f"There is no step {index}.", where="listener")
        return found

    def watch(self, view: View, wanted: bool) -> None:
        """Tell a view how the steps go on from now on, or no longer."""
        if view in self._watching:
            self._watching.remove(view)
        if wanted:
            self._watching.append(view)

    def states(self) -> list[StepState]:
        """Return how all steps stand."""
        return [self._state(step.index) for step in self.flow().steps]

    def last(self, listener: Listener) -> Run | None:
        """Return the last run of a step."""
        return self._runs.get(listener.index)

    def resumable(self, listener: Listener) -> Run:
        """Return the run whose values a step can begin with again.

        Raises
        ------
        UnknownRequestError
            When it has not run.
        """
        run = self._runs.get(listener.index)
        if run is None:
            raise UnknownRequestError(
                f"{listener.api_name} has not run yet, so there are no values to run it with "
                "again. Start from the beginning.",
                where="listener",
            )
        return run

    def describe(
        self, listener: Listener
    ) -> tuple[StepState, tuple[StepValue, ...], tuple[StepValue, ...], tuple[str, ...]]:
        """Return how a step stands, what its last run read and wrote, and what differs by now."""
        run, state = self._runs.get(listener.index), self._state(listener.index)
        if run is None:
            return state, (), (), ()
        inputs, stale = [], []
        for component, value in zip(run.listener.inputs, run.inputs, strict=True):
            key = component.id
            if self._session.states.holds(key):
                held = run.states.get(key, MISSING)
                text = None if held is MISSING else summary(held)
                inputs.append(StepValue(component=key, text=text))
                differs = held is not MISSING and held is not self._session.states.peek(key)
            else:
                inputs.append(StepValue(component=key, value=value))
                differs = self._session.values.get(key) != value
            if differs:
                stale.append(key)
        outputs = []
        for component in run.listener.outputs:
            change, key = run.outputs.get(component.id), component.id
            if change is None and not run.ended:
                continue
            if run.left_out(key) or change is None:
                outputs.append(StepValue(component=key, skipped=True))
            elif change.state is not MISSING:
                outputs.append(StepValue(component=key, text=summary(change.state)))
            elif change.value is MISSING:
                outputs.append(StepValue(component=key, value=self._session.values.get(key)))
            else:
                outputs.append(StepValue(component=key, value=change.value))
        return state, tuple(inputs), tuple(outputs), tuple(stale)

    def files_named(self) -> Iterable[Json]:
        """Return the values of last runs, whose files are kept as long as they are."""
        for run in self._runs.values():
            yield run.inputs
            yield _written(run)

    # -- inside

    def _after(self, index: int) -> list[tuple[int, EdgeKind]]:
        """Return the steps that a step's end, or what it changes, may cause to run."""
        if self._followers is None:
            self._followers = defaultdict(list)
            for source, target, kind in causes(self._session.parts.listeners.values()):
                if source != target:
                    self._followers[source].append((target, kind))
        return self._followers.get(index, [])

    def _expect(self, index: int, told: set[int], path: set[int]) -> None:
        for target, _ in self._after(index):
            if target in path or self._is_active(target):
                continue
            waits = self._expected.setdefault(target, set())
            if index not in waits:
                waits.add(index)
                told.add(target)
                self._expect(target, told, path | {target})

    def _pass(self, index: int, run: Run | None, told: set[int]) -> None:
        """A step is over, or was skipped: what only waited for it and does not run is skipped."""
        for target, kind in self._after(index):
            waits = self._expected.get(target)
            if waits is None or index not in waits:
                continue
            waits.discard(index)
            if waits:
                continue
            del self._expected[target]
            self._skipped[target] = self._reason(target, run, kind)
            told.add(target)
            self._pass(target, None, told)

    def _reason(self, target: int, run: Run | None, kind: EdgeKind) -> str:
        if run is None:
            return "skipped"
        if run.status in ("cancelled", "interrupted"):
            return "stopped"
        if run.status == "failed":
            return "failed"
        if kind == "failure":
            return "succeeded"
        return "unchanged" if kind == "change" else "left-out"

    def _is_active(self, index: int) -> bool:
        return self._session.is_active(index)

    def _state(self, index: int) -> StepState:
        run = self._runs.get(index)
        if index in self._expected:
            return StepState(listener=index, status="waiting", can_resume=run is not None)
        if index in self._skipped:
            because: Any = self._skipped[index]
            can = run is not None
            return StepState(listener=index, status="skipped", because=because, can_resume=can)
        if run is None:
            return StepState(listener=index, status="idle")
        seconds = monotonic() - run.begun if run.status == "running" else run.seconds
        return StepState(
            listener=index,
            status=run.status,
            seconds=round(seconds, 6),
            reused=run.reused and run.status == "done",
            can_resume=True,
        )

    def _tell(self, indexes: Iterable[int]) -> None:
        if not self._watching:
            return
        known = {step.index for step in self.flow().steps}
        states = [self._state(index) for index in indexes if index in known]
        self._watching = [view for view in self._watching if view in self._session.views]
        for view in self._watching:
            view.outbox.steps(states)


def _written(run: Run) -> list[Json]:
    return [change.value for change in run.outputs.values() if change.value is not MISSING]
