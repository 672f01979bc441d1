"""The files of a session that no value names any more."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..messages import Json
from .files import handles
from .loop import dispatcher

if TYPE_CHECKING:
    from .session import Session

FILE_GRACE = 10.0
"""Seconds for which a file can still be fetched after its value was replaced."""


class Sweep:
    """Deletes files, a while after the last value that named them was replaced.

    Parameters
    ----------
    session
        Whose files they are.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: set[str] = set()
        self._unnamed: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None

    def keep(self, value: Json) -> None:
        """Delete none of the files that the components start with: "Clear" goes back to them."""
        found = handles(value)
        self._kept |= found
        self._session.files.told(found)

    def release(self, replaced: Json) -> None:
        """Delete, after a while, the files that only a value named which was just replaced."""
        if self._session.files.is_empty:
            return
        gone = handles(replaced) - self._kept
        if gone:
            self._unnamed |= gone
            if self._timer is None:
                self._timer = dispatcher().later(FILE_GRACE, self._remove)

    def stop(self) -> None:
        """Delete nothing: all files go with the session."""
        if self._timer is not None:
            self._timer.cancel()

    def _remove(self) -> None:
        self._timer = None
        for named in self._session.files_named():
            self._unnamed -= handles(named)
        self._session.files.remove(self._unnamed)
        self._unnamed = set()
