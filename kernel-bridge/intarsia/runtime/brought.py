"""The bytes of files that go along with the values that name them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from ..messages import BroughtEvent, Json, ValueChange
from .files import FileStore, handles
from .news import News, brings

MAX_BROUGHT = 2 * 1024 * 1024
"""Bytes of a file that go along; for more the view asks."""

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

    def pictures(
        self, files: FileStore | None, changes: Iterable[ValueChange | News]
    ) -> Iterator[BroughtEvent]:
        """Yield the pictures that the view is about to ask for."""
        if files is None or files.is_empty:
            return
        for change in changes:
            for handle in handles(brings(change)) - self._sent.keys():
                data = files.picture(handle, MAX_BROUGHT)
                if data is not None:
                    self._note(handle, len(data))
                    yield BroughtEvent(seq=0, handle=handle, data=data)

    def growth(
        self, files: FileStore | None, changes: Iterable[ValueChange]
    ) -> Iterator[BroughtEvent]:
        """Yield what files that grow have grown by since the view was told of them last."""
        for change in changes:
            file = _file(change.value)
            if files is None or file is None:
                continue
            handle, size, is_growing = file
            offset = self._sent.get(handle, 0)
            if not is_growing and offset == 0:
                continue  # it came at once
            data = files.since(handle, offset, size, MAX_BROUGHT)
            self._note(handle, size)
            if data:
                yield BroughtEvent(seq=0, handle=handle, data=data, offset=offset)

    def _note(self, handle: str, size: int) -> None:
        self._sent[handle] = size
        self._sent.move_to_end(handle)
        while len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)


def _file(value: Json) -> tuple[str, int, bool] | None:
    """Return the handle and the size of the one file that a value is, and whether it grows."""
    if not isinstance(value, dict):
        return None
    handle, size = value.get("handle"), value.get("size")
    if not isinstance(handle, str) or type(size) is not int:
        return None
    return handle, size, value.get("is_stream") is True
