"""What components stream into the runs of a session: sound of a microphone, a camera's pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

from ..components.sessionfiles import session_files
from ..errors import BadMessageError, ForbiddenError, UnknownRequestError
from ..messages import Brought, Json
from .feed import Fed, Feed
from .run import Run

if TYPE_CHECKING:
    from ..events import Listener
    from .session import Session
    from .view import View

STREAM = "stream"
"""The event by which a component streams."""


class Streaming:
    """The streams of one session. On the dispatcher.

    Parameters
    ----------
    session
        Whose runs they go into.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def bring(self, listener: Listener, event: str, brings: Sequence[Brought]) -> dict[str, Json]:
        """Keep the files that came along with a run, and return the values that name them.

        Raises
        ------
        ForbiddenError, UnknownRequestError, BadMessageError
            When one is not what streams into the listener.
        """
        session, found = self._session, dict[str, Json]()
        if not brings:  # of nearly all runs
            return found
        targets = {component.id for component, name in listener.targets if name == event == STREAM}
        inputs = {component.id for component in listener.inputs}
        for each in brings:
            key = each.component
            session.input(key)
            if key not in targets:
                raise ForbiddenError("This component does not stream into this.", where=key)
            if not isinstance(each.data, (bytes, bytearray, memoryview)):
                raise BadMessageError("The bytes of the file are missing.", where=key)
            if key in inputs:
                file = session.files.store(bytes(each.data), name=each.name, mime=each.mime)
                found[key] = asdict(file)
        return found

    def begin(self, listener: Listener) -> Feed:
        """Return what takes the values that follow the first."""
        return Feed(partial(self._join, listener))

    def feed(self, listener: Listener, view: View | None, fed: Fed) -> Run | None:
        """Give a value to the run that the stream of a view has begun, if one goes on."""
        is_last = isinstance(fed.event[1], dict) and fed.event[1].get("last") is True
        for run in self._session.active_runs():
            feed = run.feed
            if run.listener is listener and run.view is view and feed and not feed.is_over:
                if is_last:
                    feed.close()
                elif run.status == "waiting":
                    joined = self._join(listener, run.inputs, fed.inputs)
                    run.begin_again(replace(fed, inputs=joined))
                else:
                    feed.put(fed)
                return run
        if is_last:
            raise UnknownRequestError("No run takes this stream any more.", where="event")
        return None

    def leave(self, view: View) -> None:
        """End the streams of a view that is gone."""
        for run in self._session.active_runs():
            if run.view is view and run.feed:
                run.feed.close()

    def _join(self, listener: Listener, earlier: list[Json], later: list[Json]) -> list[Json]:
        """Return the inputs of one call in place of two, as the first was not begun."""
        session = self._session
        token = session_files.set(session.files)
        try:
            inputs = [
                after if before == after else session.parts.current(component).joined(before, after)
                for component, before, after in zip(listener.inputs, earlier, later, strict=True)
            ]
        finally:
            session_files.reset(token)
        session.release([*earlier, *later])  # what is named still is kept
        return inputs
