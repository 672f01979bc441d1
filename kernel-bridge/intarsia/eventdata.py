"""What a function can learn about the event that called it, by the annotation of a parameter."""

from __future__ import annotations

from typing import Any

from .components.base import Component
from .components.sessionfiles import session_files
from .errors import BadMessageError
from .filedata import FileData

__all__ = [
    "CopyData",
    "DeletedFileData",
    "DownloadData",
    "EditData",
    "EventData",
    "KeyUpData",
    "LikeData",
    "RetryData",
    "SelectData",
    "UndoData",
]


class EventData:
    """What happened: given to a parameter of a listener's function with this annotation.

    Whatever came with the event is an attribute. The classes derived from it name theirs.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    _data : dict, optional
        What came with the event.

    Raises
    ------
    AttributeError
        When something is asked for that did not come with the event.

    Examples
    --------
    >>> def opened(event: EventData):
    ...     return f"Item {event.index} of {event.target}"
    >>> opened(EventData("the list", {"index": 3}))
    'Item 3 of the list'
    """

    def __init__(self, target: Component | None, _data: Any = None) -> None:
        self.target = target
        self._data: dict[str, Any] = _data if isinstance(_data, dict) else {}

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_data"][name]
        except KeyError:
            raise AttributeError(f"Nothing called {name!r} came with this event.") from None

    def _part(self, name: str) -> Any:
        if name not in self._data:
            raise BadMessageError(f"An event for {type(self).__name__} has to have {name!r}.")
        return self._data[name]


class SelectData(EventData):
    """What was chosen: given to functions that listen to `select`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    index : int or list of int
        Which item; row and column in a table, start and end in a text.
    value
        The item itself.
    row_value, col_value : list or None
        In a table, the values of the whole row and column.
    selected : bool
        Whether it was chosen, or given up.

    Examples
    --------
    >>> def chosen(event: SelectData):
    ...     return f"{event.value} at {event.index}"
    >>> chosen(SelectData(None, {"index": 1, "value": "blue"}))
    'blue at 1'
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.index: Any = self._part("index")
        self.value: Any = self._part("value")
        self.row_value: Any = self._data.get("row_value")
        self.col_value: Any = self._data.get("col_value")
        self.selected: bool = self._data.get("selected", True)


class KeyUpData(EventData):
    """The key that was let go: given to functions that listen to `key_up`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    key : str
        Name of the key.
    input_value : str
        The text as it is then, which need not be the component's value yet.

    Examples
    --------
    >>> def typed(event: KeyUpData):
    ...     return event.input_value
    >>> typed(KeyUpData(None, {"key": "b", "input_value": "ab"}))
    'ab'
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.key: str = self._part("key")
        self.input_value: str = self._part("input_value")


class LikeData(EventData):
    """What a message was thought of: given to functions that listen to `like`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    index : int or list of int
        Which message.
    value
        The message.
    liked : bool or str
        Whether it was liked; or another of the feedback's options, by name.

    Examples
    --------
    >>> def liked(event: LikeData):
    ...     return event.index, event.liked
    >>> liked(LikeData(None, {"index": 1, "value": "Hello", "liked": False}))
    (1, False)
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.index: Any = self._part("index")
        self.value: Any = self._part("value")
        self.liked: bool | str = self._data.get("liked", True)


class RetryData(EventData):
    """The message to be answered again: given to functions that listen to `retry`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    index : int or list of int
        Which of the person's messages.
    value
        The message.

    Examples
    --------
    >>> def again(history, event: RetryData):
    ...     return history[: event.index]
    >>> again(["a", "b", "c"], RetryData(None, {"index": 2, "value": "c"}))
    ['a', 'b']
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.index: Any = self._part("index")
        self.value: Any = self._part("value")


class UndoData(EventData):
    """The message to be taken back: given to functions that listen to `undo`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    index : int or list of int
        Which of the person's messages.
    value
        The message.

    Examples
    --------
    >>> def taken_back(history, event: UndoData):
    ...     return history[: event.index], event.value
    >>> taken_back(["a", "b"], UndoData(None, {"index": 0, "value": "a"}))
    ([], 'a')
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.index: Any = self._part("index")
        self.value: Any = self._part("value")


class EditData(EventData):
    """The message that was written anew: given to functions that listen to `edit`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    index : int or list of int
        Which message.
    previous_value
        What it was before.
    value
        What it is now.

    Examples
    --------
    >>> def edited(event: EditData):
    ...     return f"{event.previous_value} is now {event.value}"
    >>> edited(EditData(None, {"index": 0, "previous_value": "a", "value": "b"}))
    'a is now b'
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.index: Any = self._part("index")
        self.previous_value: Any = self._part("previous_value")
        self.value: Any = self._part("value")


class CopyData(EventData):
    """The text that was copied: given to functions that listen to `copy`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event.

    Attributes
    ----------
    value
        The text.

    Examples
    --------
    >>> def copied(event: CopyData):
    ...     return event.value
    >>> copied(CopyData(None, {"value": "abc"}))
    'abc'
    """

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        self.value: Any = self._part("value")


class _OfFile(EventData):
    """An event about a file of the session."""

    def __init__(self, target: Component | None, data: Any) -> None:
        super().__init__(target, data)
        # A path is never taken from what came: only a handle, which the session has to know.
        handle = self._part("handle")
        files = session_files.get()
        about = files.describe(handle)
        self.file = FileData(
            path=files.path(handle), size=about.size, orig_name=about.name, mime_type=about.mime
        )


class DeletedFileData(_OfFile):
    """The file that was taken out: given to functions that listen to `delete`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event: the file's handle.

    Attributes
    ----------
    file : FileData
        The file.

    Examples
    --------
    >>> def deleted(event: DeletedFileData):
    ...     return event.file.orig_name
    """


class DownloadData(_OfFile):
    """The file that was saved: given to functions that listen to `download`.

    Parameters
    ----------
    target : Component or None
        The component that it happened at.
    data : dict
        What came with the event: the file's handle.

    Attributes
    ----------
    file : FileData
        The file.

    Examples
    --------
    >>> def saved(event: DownloadData):
    ...     return event.file.path
    """
