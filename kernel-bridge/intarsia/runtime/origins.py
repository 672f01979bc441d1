"""What explanations were made of: once that is another, they say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..signature import MISSING
from .changes import Change

if TYPE_CHECKING:
    from ..events import Listener
    from ..explained import Stale
    from ..messages import Json
    from .run import Run
    from .session import Session


class _Origin:
    """What one explanation was made of."""

    def __init__(self, listener: Listener, inputs: dict[str, Json], *, is_earlier: bool) -> None:
        self.listener = listener
        self.inputs = inputs
        """What the inputs held, by component id."""
        self.is_earlier = is_earlier
        """Whether the function has been defined again since."""


class Origins:
    """Marks the explanations of a session that are of earlier inputs, or of an earlier function.

    What a run writes to a place for explanations is of the inputs that the run had. The mark is
    part of the value, so that every view has it, and the saved file. Lives on the dispatcher.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, _Origin] = {}
        """By the id of the component that shows the explanation."""
        self._late: set[str] = set()
        """Runs that began before their function was defined again."""

    def wrote(self, run: Run, changes: dict[str, Change]) -> None:
        """Note what a run has written."""
        for component in run.listener.outputs:
            change = changes.get(component.id)
            if component.kind == "interpretation" and change and change.value is not MISSING:
                sent = zip(run.listener.inputs, run.inputs, strict=True)
                inputs = {each.id: value for each, value in sent if self._is_input(each.id)}
                self._known[component.id] = _Origin(
                    run.listener, inputs, is_earlier=run.id in self._late
                )
                self._look(component.id)

    def changed(self, component: str) -> None:
        """Note that a component holds another value."""
        for key, origin in list(self._known.items()):
            if component in origin.inputs:
                self._look(key)

    def renewed(self, listener: Listener, runs: list[Run]) -> None:
        """Note that a function was defined again; these of its runs end with the one before."""
        self._late |= {run.id for run in runs if run.listener is listener}
        for key, origin in self._known.items():
            if origin.listener is listener:
                origin.is_earlier = True
                self._look(key)

    def _is_input(self, key: str) -> bool:
        component = self._session.parts.components.get(key)
        return component is not None and component.kind not in ("interpretation", "state")

    def _look(self, key: str) -> None:
        """Mark an explanation, or take its mark away."""
        from ..explained import marked  # most apps explain nothing

        origin, values = self._known[key], self._session.values
        stale: Stale | None = "function" if origin.is_earlier else None
        if any(values.get(each, sent) != sent for each, sent in origin.inputs.items()):
            stale = stale or "inputs"
        before = values.get(key)
        after: Any = marked(before, stale)
        if after is not before:
            self._session.commit(key, after, urgent=False)
