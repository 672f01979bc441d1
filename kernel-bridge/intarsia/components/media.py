"""What sound and videos have in common: where they come from, and what they start with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ..errors import InvalidValueError
from ..messages import Json
from ..parameters import nearest
from ..signature import Field
from .fieldcomponent import FieldComponent
from .filevalues import StartFiles, check_file, files_here, in_session, name_of, named_file


class MediaComponent(FieldComponent):
    """A field whose value is one file that is played.

    Parameters
    ----------
    value, buttons, **common
        What every field takes.
    max_size : int
        Bytes that the file may have.
    streaming : bool
        Whether what a function yields are chunks of one file.
    """

    max_size: int

    def __init__(self, value: Any = None, *, max_size: int, streaming: bool, **common: Any) -> None:
        super().__init__(value, **common)
        self.max_size = max_size
        self.streaming = streaming
        self.runs_user_code = True
        self.takes_chunks = streaming
        self._start = StartFiles()

    @property
    def missing(self) -> str:
        """What a person is told where nothing is there."""
        raise NotImplementedError

    def starts_as_given(self) -> bool:
        """Whether a function gets the start as the author gave it."""
        raise NotImplementedError

    def read(self, path: str) -> Any:
        """Return what a function gets of a file.

        Raises
        ------
        InvalidValueError
            When it is none of this kind; the words are for the person who chose it.
        ModuleNotFoundError
            When a package is missing that reads it.
        """
        raise NotImplementedError

    def look_over(self) -> None:
        super().look_over()
        look_for_file(type(self).__name__, self.value)

    def initial(self) -> Json:
        if self.value is None or not self._has_start():
            return None
        return self._start.keep(lambda: self.postprocess(self.value))

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.value is not None and not self._has_start():
                return self.value  # nothing else could stand for it
            if self.required:
                raise InvalidValueError(self.missing)
            return None
        if self._start.holds(value) and self.starts_as_given():
            return self.value
        file = named_file(value)
        check_file(file, None, self.max_size)
        try:
            return self.read(files_here().path(file.handle))
        except ModuleNotFoundError as error:
            raise InvalidValueError(f"{error}.") from error

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        self._start = StartFiles()

    def _has_start(self) -> bool:
        """Whether there is a session to keep the start in, and it can be kept."""
        return in_session() and is_here(self.value, self.max_size)


def chosen_sources(
    owner: str, given: Sequence[str] | str | None, known: tuple[str, ...], usual: tuple[str, ...]
) -> tuple[Any, ...]:
    """Return where a person may take something from.

    Parameters
    ----------
    owner
        The name of the component's class, for what is said.
    given
        As the author gave them; `None` for the usual ones.
    known
        All that there are.
    usual
        Those when nobody says otherwise.

    Raises
    ------
    ValueError
        When one is unknown, or there is none.

    Examples
    --------
    >>> chosen_sources("Audio", "upload", ("upload", "microphone"), ())
    ('upload',)
    >>> chosen_sources("Audio", ["microfone"], ("upload", "microphone"), ())
    Traceback (most recent call last):
    ValueError: Audio(sources=…) has no 'microfone'. Did you mean 'microphone'?
    """
    if given is None:
        return usual
    found = (given,) if isinstance(given, str) else tuple(given)
    for each in found:
        if each not in known:
            raise ValueError(f"{owner}(sources=…) has no {each!r}.{nearest(str(each), known)}")
    if not found:
        raise ValueError(f"{owner}(sources=…) is empty; name {' or '.join(map(repr, known))}.")
    return found


def is_address(value: Any) -> bool:
    """Whether a value names something on the network."""
    return isinstance(value, str) and "://" in value[:16]


def refuse_address(owner: str, value: Any) -> None:
    """Say that nothing is fetched.

    Raises
    ------
    TypeError
        When a value is an address.
    """
    if is_address(value):
        raise TypeError(
            f"{owner} shows files that are here, and fetches nothing: download {value!r} first."
        )


def look_for_file(owner: str, value: Any) -> None:
    """Say at the author's line that a start is not there.

    Raises
    ------
    TypeError, FileNotFoundError
        When it is an address, or names no file.
    """
    refuse_address(owner, value)
    if isinstance(value, (str, os.PathLike)) and not os.path.exists(value):
        raise FileNotFoundError(
            f"{owner}(value=…) names a file that is not there: {name_of(value)}"
        )


def is_here(value: Any, max_size: int) -> bool:
    """Whether a start is no path, or one of a file that can be sent."""
    if not isinstance(value, (str, os.PathLike)):
        return True
    return os.path.isfile(value) and os.path.getsize(value) <= max_size
