"""A computation of another package that asks for predictions, taken step by step.

It runs in a thread of its own; the function is called in the thread of who goes through the steps,
who can tell what is known, and stop, in between.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np

from .parts import Floats

__all__ = ["Request", "Stepwise"]

T = TypeVar("T")


class _Left(BaseException):
    """Nobody waits for the result any more."""


class Request:
    """Rows that the computation wants predictions for.

    Attributes
    ----------
    rows : numpy.ndarray
        As the computation gave them.
    """

    def __init__(self, rows: Any) -> None:
        self.rows = rows
        self._answer: queue.SimpleQueue[Floats | None] = queue.SimpleQueue()

    def answer(self, numbers: Floats | None) -> None:
        """Give the predictions, and let the computation go on; `None` ends it."""
        self._answer.put(numbers)

    def wait(self) -> Floats:
        """Wait for the answer; called by the computation."""
        found = self._answer.get()
        if found is None:
            raise _Left
        return found


class Stepwise(Generic[T]):
    """A computation, taken step by step.

    Parameters
    ----------
    compute
        Called with a function that takes rows and returns predictions; returns the result.

    Examples
    --------
    >>> def compute(ask):
    ...     return ask(np.array([[1.0], [2.0]])).sum()
    >>> with Stepwise(compute) as steps:
    ...     for request in steps:
    ...         request.answer(request.rows[:, 0] * 10)
    >>> float(steps.result)
    30.0
    """

    def __init__(self, compute: Callable[[Callable[[Any], Floats]], T]) -> None:
        self._compute = compute
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._pending: Request | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="intarsia-explain", daemon=True)
        self.result: T

    def __enter__(self) -> Stepwise[T]:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._pending is not None:
            self._pending.answer(None)
        self._thread.join()

    def __iter__(self) -> Iterator[Request]:
        while (request := self._requests.get()) is not None:
            self._pending = request
            yield request
            self._pending = None
        if self._error is not None:
            raise self._error

    def _ask(self, rows: Any) -> Floats:
        request = Request(np.asarray(rows))
        self._requests.put(request)
        return request.wait()

    def _run(self) -> None:
        try:
            self.result = self._compute(self._ask)
        except _Left:
            pass
        except BaseException as error:
            self._error = error
        finally:
            self._requests.put(None)
