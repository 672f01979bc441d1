"""What chunks that a function yields become a whole in."""

from __future__ import annotations

from typing import Any, Protocol

from ..messages import Json


class Chunks(Protocol):
    """What takes the chunks that a function yields, one after the other, and makes a whole of them.

    It is made within the session whose files it grows, and keeps them. `add` is called by the
    run, `shown` from any thread meanwhile, without waiting; `end` once, after all of it.
    """

    def add(self, value: Any) -> None:
        """Take a chunk.

        Raises
        ------
        TypeError, ValueError
            When it is none.
        """
        ...

    def shown(self) -> Json:
        """Return what the browser shows of what there is by now."""
        ...

    def end(self) -> Json:
        """Make it whole, and return what the browser shows from now on."""
        ...
