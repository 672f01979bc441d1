"""Stopping the user's code from outside, while it is the user's code that runs."""

from __future__ import annotations

import ctypes
from threading import Lock, get_ident
from types import TracebackType


class RunCancelled(BaseException):
    """Raised inside the user's function when its run is cancelled.

    Not an `Exception`, so that `except Exception` does not swallow it; `finally`
    blocks and context managers run as always.
    """


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    target = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), target)


class Interruptible:
    """A region of one thread that `stop` can break out of, from any other.

    Examples
    --------
    >>> region = Interruptible()
    >>> with region:
    ...     pass
    >>> region.stop()  # nobody inside: nothing happens
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._thread: int | None = None
        self._is_struck = False
        """Whether the thread may have an exception to come."""

    def __enter__(self) -> None:
        self._thread = get_ident()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """End the region, also when it was broken out of on its very edge."""
        while self._thread is not None:
            try:
                with self._lock:
                    if self._is_struck:
                        _raise_in(get_ident(), None)  # one that has not struck yet never will
                        self._is_struck = False
                    self._thread = None
            except RunCancelled:  # it struck here, where nothing is left to stop
                continue

    def stop(self) -> None:
        """Raise `RunCancelled` at the next step of the code inside, if any."""
        with self._lock:
            if self._thread is not None:
                self._is_struck = True
                _raise_in(self._thread, RunCancelled)
