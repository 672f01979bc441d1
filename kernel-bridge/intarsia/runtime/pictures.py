"""The pictures that go along with the values that name them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator

from ..messages import BroughtEvent, ValueChange
from .files import FileStore, handles
from .news import News, brings

MAX_BROUGHT = 2 * 1024 * 1024
"""Bytes of a picture that goes along; for a larger one the view asks."""

REMEMBERED = 200
"""Of so many pictures it is known that the view has them."""


class Pictures:
    """What one view has been sent of a session's pictures."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, None] = OrderedDict()

    def bring(
        self, files: FileStore | None, changes: Iterable[ValueChange | News]
    ) -> Iterator[BroughtEvent]:
        """Yield the pictures that the view is about to ask for."""
        if files is None or files.is_empty:
            return
        for change in changes:
            for handle in handles(brings(change)) - self._sent.keys():
                data = files.picture(handle, MAX_BROUGHT)
                if data is not None:
                    self._sent[handle] = None
                    yield BroughtEvent(seq=0, handle=handle, data=data)
        while len(self._sent) > REMEMBERED:
            self._sent.popitem(last=False)
