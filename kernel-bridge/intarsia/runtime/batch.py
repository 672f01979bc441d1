"""Executes several runs in one call: a function with `batch=True` takes and returns lists."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator
from typing import Any

from .interrupt import RunCancelled
from .results import of_batch
from .run import Run
from .runner import Worker, in_thread


def start(runs: list[Run]) -> None:
    """Begin one call for runs of one listener, each perhaps of another session."""
    in_thread(runs[0], _Batch([Worker(run) for run in runs]).work)


class _Batch:
    """The life of one call outside the dispatcher.

    What the function prints is shown with the first of its runs. A run that is cancelled ends at
    once; the call itself is stopped when nobody waits for it any more.
    """

    def __init__(self, workers: list[Worker]) -> None:
        self._workers = workers
        self._leader = workers[0]
        for worker in workers:
            worker.run.stop = lambda worker=worker: self._stop(worker)

    def work(self) -> None:
        """Do everything, on a worker thread."""
        rows = []
        ready = []
        for worker in self._workers:
            try:
                with worker.surroundings(), worker.region:
                    rows.append(worker.values())
                ready.append(worker)
            except BaseException as error:  # of one run alone
                worker.fail(error)
        if not ready:
            return
        self._leader = ready[0]
        try:
            results = self._call([list(column) for column in zip(*rows, strict=True)], len(ready))
        except BaseException as error:  # whatever it is, it ends these runs and nothing else
            self._leader.region.leave()
            for worker in ready:
                worker.fail(error)
        else:
            for worker, result in zip(ready, results, strict=True):
                worker.finish(result)

    def _call(self, columns: list[list[Any]], count: int) -> list[Any]:
        leader = self._leader
        listener = leader.run.listener
        with leader.surroundings():
            with leader.region:
                if self._is_left():
                    raise RunCancelled
                args, kwargs = leader.arguments(columns)
                result = listener.fn(*args, **kwargs) if listener.fn is not None else []
            if inspect.isawaitable(result):
                result = leader.awaited(result)
            if inspect.isgenerator(result) or isinstance(result, AsyncIterator):
                raise TypeError("A function with batch=True returns lists: it is no generator.")
            return of_batch(listener, result, count)

    def _stop(self, worker: Worker) -> None:
        """Stop one run, and the call with the last of them. On the dispatcher."""
        if self._is_left():
            self._leader.stop()
        else:
            worker.end("cancelled", {})

    def _is_left(self) -> bool:
        """Whether nobody waits for the call any more."""
        return all(each.run.cancelled.is_set() for each in self._workers)
