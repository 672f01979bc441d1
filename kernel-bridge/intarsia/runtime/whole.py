"""What one run has made of chunks for one output by now."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Lock
from typing import Any

from ..components.chunks import Chunks
from ..messages import Json


class Whole:
    """The chunks of a run for an output, which end once, whoever finds first that they do.

    `add` belongs to the thread of the run; the rest may be called from any.

    Parameters
    ----------
    chunks
        What makes a whole of them.
    """

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self._lock = Lock()
        self._whole: Future[Json] | None = None

    def add(self, value: Any) -> Json:
        """Take a chunk, and return what is shown of what there is by now."""
        self._chunks.add(value)
        return self._chunks.shown()

    def shown(self) -> Json:
        """Return what is shown by now: the whole, once it has ended."""
        whole = self._whole
        return self._chunks.shown() if whole is None else whole.result()

    def left(self) -> Json:
        """Return what is shown of a whole that nobody completes: what there is of it."""
        shown = self._chunks.shown()
        return {**shown, "is_stream": False} if isinstance(shown, dict) else shown

    def end(self) -> Json:
        """Make it whole, if that is not done, and return what is shown from now on."""
        with self._lock:
            whole = self._whole
            if whole is None:
                whole = self._whole = Future()
                try:
                    whole.set_result(self._chunks.end())
                except BaseException as error:  # it is told to all who ask
                    whole.set_exception(error)
        return whole.result()
