"""How many calls a function may make at once, within the limit of the one that it makes them of."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol

__all__ = ["Room", "room"]


class Room(Protocol):
    """Places in the queue of a function, beside the one that a run has.

    Attributes
    ----------
    most
        How many there can be at all.
    """

    most: int

    def take(self, busy: int) -> int:
        """Return how many calls may go on at once by now; one may always.

        Parameters
        ----------
        busy
            How many go on: as many keep their places, also when others wait for some.
        """
        ...


room: ContextVar[Room | None] = ContextVar("room", default=None)
"""Of the run that the caller belongs to; set by the runtime around a function."""
