"""What a component streams into a run while that goes on: the newest of its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Condition

from ..frozen import dataclass
from ..messages import Json


@dataclass(frozen=True)
class Fed:
    """One value of a stream, with those of the other inputs."""

    inputs: list[Json]
    drafts: dict[str, Json]
    event: tuple[str, Json]


Join = Callable[[list[Json], list[Json]], list[Json]]
"""Gives the inputs that stand for earlier ones and for later ones as well."""


def _later(earlier: list[Json], later: list[Json]) -> list[Json]:
    return later


class Feed:
    """Values that come while a run goes on; one that nobody has taken gives way to a newer.

    From any thread.

    Parameters
    ----------
    join
        Makes one of two that came while nobody took them; by default the later counts.

    Examples
    --------
    >>> feed = Feed()
    >>> feed.put(Fed([1], {}, ("stream", None)))
    >>> feed.put(Fed([2], {}, ("stream", None)))
    >>> feed.take(timeout=0).inputs
    [2]
    >>> feed.close()
    >>> feed.take(timeout=0) is None
    True
    """

    def __init__(self, join: Join = _later) -> None:
        self._join = join
        self._changed = Condition()
        self._newest: Fed | None = None
        self.is_over = False

    @property
    def pending(self) -> list[Json]:
        """The inputs that nobody has taken yet."""
        newest = self._newest
        return newest.inputs if newest else []

    def put(self, fed: Fed) -> None:
        """Give a value."""
        with self._changed:
            if self._newest is not None:
                fed = replace(fed, inputs=self._join(self._newest.inputs, fed.inputs))
            self._newest = fed
            self._changed.notify()

    def close(self) -> None:
        """Let nothing come any more; what is there is still taken."""
        with self._changed:
            self.is_over = True
            self._changed.notify()

    def take(self, timeout: float) -> Fed | None:
        """Wait for a value and take it; `None` when none comes, and then none comes any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest or self.is_over, timeout)
            fed, self._newest = self._newest, None
            self.is_over = self.is_over or fed is None
            return fed
