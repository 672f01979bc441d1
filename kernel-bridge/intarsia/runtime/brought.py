"""The bytes of files that go along with the values that name them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from ..messages import FilePiece, Json, ValueChange
from .files import FileStore, handles
from .news import News, brings

MAX_BROUGHT = 2 * 1024 * 1024
"""Bytes of a file that go along, for more the view asks; and those that one message brings."""

REMEMBERED = 200
"""Of so many files it is known what the view has."""


class Brought:
    """What one view has been sent of a session's files: pictures, and what files grow by."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, int] = OrderedDict()
        """Bytes by handle."""

    def sync(self, values: Iterable[Json]) -> None:
        """Note that a view is told everything: what a file has by then, it fetches itself."""
        self._sent.clear()
        for handle, size, is_growing in filter(None, map(_file, values)):
            if is_growing:
                self._sent[handle] = size

    def along(
        self, files: FileStore | None, change: ValueChange, new: ValueChange | News
    ) -> Iterator[FilePiece]:
        """Yield what the view is about to ask for when it is told what is new in a value."""
        if files is None or files.is_empty:
            return
        yield from self._growth(files, change.value)
        yield from self._pictures(files, new)

    def _growth(self, files: FileStore, value: Json) -> Iterator[FilePiece]:
        """Yield what a file that grows has grown by since the view was told of it last."""
        file = _file(value)
        if file is None:
            return
        handle, size, is_growing = file
        offset = self._sent.get(handle, 0)
        if not is_growing and offset == 0:
            return  # it came at once
        data = files.since(handle, offset, size, MAX_BROUGHT)
        self._note(handle, size)
        if data:
            yield FilePiece(handle=handle, data=data, offset=offset)

    def _pictures(self, files: FileStore, new: ValueChange | News) -> Iterator[FilePiece]:
        for handle in handles(brings(new)) - self._sent.keys():
            data = files.picture(handle, MAX_BROUGHT)
            if data is not None:
                self._note(handle, len(data))
                yield FilePiece(handle=handle, data=data)

    def _note(self, handle: str, size: int) -> None:
        self._sent[handle] = size
        self._sent.move_to_end(handle)
        while len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)


def loads(pieces: Iterable[FilePiece]) -> list[tuple[FilePiece, ...]]:
    """Return pieces as messages bring them, in their order.

    Examples
    --------
    >>> halves = [FilePiece(handle=name, data=bytes(MAX_BROUGHT // 2)) for name in "abc"]
    >>> [[piece.handle for piece in load] for load in loads(halves)]
    [['a', 'b'], ['c']]
    """
    found: list[tuple[FilePiece, ...]] = []
    size = MAX_BROUGHT
    for piece in pieces:
        size += len(piece.data)
        if size > MAX_BROUGHT:
            found.append(())
            size = len(piece.data)
        found[-1] += (piece,)
    return found


def _file(value: Json) -> tuple[str, int, bool] | None:
    """Return the handle and the size of the one file that a value is, and whether it grows."""
    if not isinstance(value, dict):
        return None
    handle, size = value.get("handle"), value.get("size")
    if not isinstance(handle, str) or type(size) is not int:
        return None
    return handle, size, value.get("is_stream") is True
