"""How fast messages may go: the host drops them silently above a rate."""

from __future__ import annotations

SESSION_RATE = 60
"""Events a second that one session may send, over all its views; answers come on top."""

KERNEL_RATE = 300
"""Messages a second that all sessions may send together."""

DEBT = 0.25
"""Seconds that answers, which do not wait, may hold up what does."""


class Pace:
    """A rate, with a few messages at once after a rest.

    Examples
    --------
    >>> pace = Pace(10, burst=2)
    >>> pace.spend(1, now=100.0)
    >>> pace.wait(now=100.0)
    0.0
    >>> pace.spend(1, now=100.0)
    >>> round(pace.wait(now=100.0), 3)
    0.1
    """

    def __init__(self, rate: int, *, burst: int) -> None:
        self._gap = 1 / rate
        self._burst = (burst - 1) * self._gap
        self._next = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until one message may go."""
        return max(self._next - now, 0.0)

    def rest(self, now: float) -> float:
        """Return the seconds until one of a row may be made ready.

        The burst is for what does not recur: a row takes one of it at the most, so that what
        comes next can be made ready while the pace does not let it go yet.
        """
        return max(self._next + self._burst - self._gap - now, self.wait(now))

    def spend(self, count: int, now: float) -> None:
        """Count messages that go now."""
        self._next = max(self._next, now - self._burst) + count * self._gap

    def owe(self, count: int, now: float) -> None:
        """Count messages that went without waiting; they hold up others only so long."""
        before = self._next
        self.spend(count, now)
        self._next = max(before, min(self._next, now + DEBT))


def session_pace() -> Pace:
    """Return the pace of one session."""
    return Pace(SESSION_RATE, burst=4)


kernel_pace = Pace(KERNEL_RATE, burst=30)
"""The pace of everything together."""
