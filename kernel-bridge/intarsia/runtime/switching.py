"""How soon one thread of Python makes way for another, while functions run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

OFTEN = 0.0005
"""Seconds. An answer goes through several threads, and each would wait Python's usual five
milliseconds for a function that computes; it costs that function about one hundredth."""


class Switching:
    """Lets threads change often as long as anybody is inside; then it is as it was.

    Examples
    --------
    >>> before = sys.getswitchinterval()
    >>> with Switching().often():
    ...     sys.getswitchinterval() <= before
    True
    >>> sys.getswitchinterval() == before
    True
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._usual = 0.0

    @contextmanager
    def often(self) -> Iterator[None]:
        """Let threads change often within this."""
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(min(OFTEN, self._usual))
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
                # Unless the user's code has set it in the meantime.
                if self._inside == 0 and abs(sys.getswitchinterval() - OFTEN) < 1e-6:
                    sys.setswitchinterval(self._usual)


switching = Switching()
"""That of this process."""
