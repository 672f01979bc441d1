"""Stopping the user's code from outside, while it is the user's code that runs."""

from __future__ import annotations

import ctypes
import threading
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
        self._lock = threading.Lock()
        self._thread: int | None = None

    def __enter__(self) -> None:
        with self._lock:
            self._thread = threading.get_ident()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        with self._lock:
            if self._thread is not None:
                _raise_in(self._thread, None)  # one that has not struck yet never will
            self._thread = None

    def stop(self) -> None:
        """Raise `RunCancelled` at the next step of the code inside, if any."""
        with self._lock:
            if self._thread is not None:
                _raise_in(self._thread, RunCancelled)
