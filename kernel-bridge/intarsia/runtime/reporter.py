"""Tells the views of a session how far a run is."""

from __future__ import annotations

from ..messages import ProgressState
from ..progressboard import Board
from .loop import dispatcher
from .run import Run

PAUSE = 0.05
"""Seconds between two tellings."""


class Reporter:
    """Tells how far a run is, at most twenty times a second; the last one always.

    Parameters
    ----------
    run
        The run that writes on `board`.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._is_resting = False
        self.board = Board(self._wake)

    def tell(self) -> None:
        """Tell what has not been told yet. From any thread, at the run's end."""
        dispatcher().call(self._show)

    def _wake(self) -> None:
        dispatcher().call(self._tell)

    def _tell(self) -> None:
        if not self._is_resting:
            self._show()
            self._is_resting = True
            dispatcher().later(PAUSE, self._rested)

    def _rested(self) -> None:
        self._is_resting = False
        if self.board.rest():
            self._tell()

    def _show(self) -> None:
        standings = self.board.take()
        if standings is not None:
            bars = tuple(ProgressState(**standing._asdict()) for standing in standings)
            self._run.session.progress(self._run, bars)
