"""How long a session goes on when nobody looks at it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .loop import dispatcher

if TYPE_CHECKING:
    from .session import Session

LEFT_DOCUMENT = 30.0
"""Seconds a session outlives its last view when the app has left the open document."""

NO_VIEW = 60 * 60.0
"""Seconds a session outlives its last view when the document was closed."""

ALONE = 5.0
"""Seconds that a run goes on without a view which is to end with them: one that was moved, or
lost its socket, is back by then."""


class Lifetime:
    """Ends a session some time after its last view, and before that what runs for views only.

    Parameters
    ----------
    session
        Whose life it is.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._end: asyncio.TimerHandle | None = None
        self._alone: asyncio.TimerHandle | None = None

    @property
    def is_running_out(self) -> bool:
        """Whether nobody looks, and the time is counted."""
        return self._end is not None

    def count(self, *, left_document: bool) -> None:
        """Count the time from here on: the last view has gone.

        Parameters
        ----------
        left_document
            Whether the app has left a document that is still open.
        """
        seconds = LEFT_DOCUMENT if left_document else NO_VIEW
        self._end = dispatcher().later(seconds, self._session.end, "ended")
        self.look()

    def look(self) -> None:
        """Count the time of what runs for views only, where nobody looks and none is counted."""
        if self.is_running_out and self._alone is None and self._session.watched_runs():
            self._alone = dispatcher().later(ALONE, self._left_alone)

    def stop(self) -> None:
        """Count no more: somebody has come, or it is over."""
        for timer in (self._end, self._alone):
            if timer is not None:
                timer.cancel()
        self._end = self._alone = None

    def _left_alone(self) -> None:
        """Nobody has come back: stop what runs for those who look only."""
        self._alone = None
        for run in self._session.watched_runs():
            self._session.cancel(run.id)
