"""What runs printed, in order and within bounds."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from ..messages import LogEntry

MAX_ENTRIES = 500
MAX_TEXT = 1024 * 1024
"""Characters that are kept; the oldest give way."""


class Log:
    """Entries, in which what one run prints on one stream is joined.

    Examples
    --------
    >>> log = Log()
    >>> for text in ("a", "\\n"):
    ...     log.add(LogEntry(run="1", stream="stdout", text=text))
    >>> [entry.text for entry in log.entries()]
    ['a\\n']
    """

    def __init__(self) -> None:
        self._pieces: deque[_Piece] = deque()
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def add(self, entry: LogEntry) -> None:
        """Add at the end."""
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.joins(entry):
            last.texts.append(entry.text)
        else:
            last = _Piece(entry)
            self._pieces.append(last)
        last.size += len(entry.text)
        self._size += len(entry.text)
        while len(self._pieces) > MAX_ENTRIES or (self._size > MAX_TEXT and len(self._pieces) > 1):
            self._size -= self._pieces.popleft().size
        if self._size > 2 * MAX_TEXT:
            last.texts = ["".join(last.texts)[-MAX_TEXT:]]
            self._size = last.size = MAX_TEXT

    def entries(self) -> tuple[LogEntry, ...]:
        """Return what is kept."""
        return tuple(piece.entry() for piece in list(self._pieces))

    def take(self) -> tuple[LogEntry, ...]:
        """Return what is kept, and forget it."""
        entries = self.entries()
        self.clear()
        return entries

    def clear(self) -> None:
        """Forget everything."""
        self._pieces.clear()
        self._size = 0


class _Piece:
    """An entry that may still grow."""

    def __init__(self, entry: LogEntry) -> None:
        self._entry = entry
        self.texts = [entry.text] if entry.text else []
        self.size = 0

    def joins(self, entry: LogEntry) -> bool:
        mine = self._entry
        return (
            mine.bundle is None
            and entry.bundle is None
            and (mine.run, mine.stream) == (entry.run, entry.stream)
        )

    def entry(self) -> LogEntry:
        return replace(self._entry, text="".join(self.texts))
