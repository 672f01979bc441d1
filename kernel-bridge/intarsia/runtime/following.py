"""A run that a component streams into: called with each value, or going on with it."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from ..signature import MISSING
from .loop import coroutines
from .strand import Strand

if TYPE_CHECKING:
    from .runner import Worker


class Following:
    """What a run does with one value after the other, on its thread.

    A function is called with each. A generator goes on: the `yield` that it stands at gives it
    the value, or a tuple of all inputs' values. Once it has ended, the next value begins another.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._generator: Any = None
        self._strand: Strand | None = None
        """Where the steps of an async one are awaited."""

    def step(self) -> Any:
        """Do what the run's present inputs ask for; `MISSING` when nothing came of it."""
        worker = self._worker
        with worker.region:
            values = worker.values()
        if self._generator is not None:
            result = self._advance(values[0] if len(values) == 1 else tuple(values))
            if result is not MISSING:
                return result
        with worker.region:
            result = worker.call(values)
        if inspect.isawaitable(result):
            result = worker.awaited(result)
        if inspect.isgenerator(result) or isinstance(result, AsyncIterator):
            self._generator = result
            self._strand = None
            if not inspect.isgenerator(result):
                self._strand = Strand(coroutines().loop, copy_context())
            return self._advance(None)
        return result

    def close(self) -> None:
        """Let a generator do what it does at its end."""
        generator, self._generator = self._generator, None
        if inspect.isgenerator(generator):
            generator.close()
        elif self._strand is not None:
            self._worker.close(generator, self._strand)

    def _advance(self, sent: Any) -> Any:
        generator = self._generator
        try:
            if inspect.isgenerator(generator):
                with self._worker.region:
                    self._worker.check()
                    return generator.send(sent)
            step = generator.__anext__() if sent is None else generator.asend(sent)
            return self._worker.awaited(step, self._strand)
        except (StopIteration, StopAsyncIteration):
            self._generator = None
            if self._strand is not None:
                self._strand.end()
                self._strand = None
            return MISSING
