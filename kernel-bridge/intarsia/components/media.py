"""What sound and videos have in common: where they come from, and what they start with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ..parameters import nearest
from .filevalues import name_of


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
