"""The pipe under a view: a Jupyter comm, or memory in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ..wire import Buffers

Receive = Callable[[Any, Buffers], None]


class Channel(Protocol):
    """One conversation with one view. Sending happens on the dispatcher only."""

    def send(self, data: dict[str, Any], buffers: Buffers) -> None:
        """Send a message down; after `close` it goes nowhere."""
        ...

    def close(self) -> None:
        """End the conversation. Closing twice is fine."""
        ...


class MemoryChannel:
    """A channel whose other end is in the same process.

    Parameters
    ----------
    deliver
        Called with each message that goes down, on the dispatcher's thread.

    Examples
    --------
    >>> seen = []
    >>> MemoryChannel(lambda data, buffers: seen.append(data)).send({"seq": 0}, [])
    >>> seen
    [{'seq': 0}]
    """

    def __init__(self, deliver: Receive) -> None:
        self._deliver = deliver
        self.closed = False

    def send(self, data: dict[str, Any], buffers: Buffers) -> None:
        """Hand the message over, unless the channel is closed."""
        if not self.closed:
            self._deliver(data, buffers)

    def close(self) -> None:
        """Deliver nothing any more."""
        self.closed = True
