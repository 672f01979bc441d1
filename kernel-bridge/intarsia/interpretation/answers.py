"""What a function said, kept for further explanations of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from ..signature import MISSING

__all__ = ["Answers"]

_MOST = 50_000
"""Results that are kept."""

_SEEN = 128
"""Inputs of which it is kept what the model behind the function was given."""

_LARGE = 1000
"""Items of a result beyond which it is not kept."""

_PLAIN = (str, bool, int, float, type(None))


class Answers:
    """What a function said, kept for further explanations of it.

    Another target, or another method, then asks only for what was not asked before. It is given to
    each `interpret` or `explain` of one function; when the function is another one, so is this.
    Results that are large are not kept, and those of a function that answers differently each time
    do not count.

    Examples
    --------
    >>> from intarsia.interpretation import Answers, interpret
    >>> def mood(text: str) -> dict[str, float]:
    ...     good = text.split().count("good") / 4
    ...     return {"good": 0.5 + good, "bad": 0.5 - good}
    >>> answers = Answers()
    >>> interpret(mood, "a good day", answers=answers).calls
    6
    >>> interpret(mood, "a good day", target="bad", answers=answers).calls
    0
    """

    def __init__(self) -> None:
        self._results: dict[Hashable, Any] = {}
        self._seen: dict[Hashable, Any] = {}
        self.is_steady: bool | None = None
        """Whether the function says the same to the same inputs; `None` before that is known."""

    def __len__(self) -> int:
        return len(self._results)

    def of(self, key: Hashable) -> Any:
        """Return what is known of some inputs; `MISSING` when nothing is."""
        return self._results.get(key, MISSING)

    def keep(self, key: Hashable, result: Any) -> None:
        """Keep a result, if it is small."""
        if not _is_small(result):
            return
        if len(self._results) >= _MOST:
            self._results.pop(next(iter(self._results)), None)
        self._results[key] = result

    def given_to_model(self, key: Hashable) -> Any:
        """Return what a model was given for some inputs; `MISSING` when that was not seen."""
        return self._seen.get(key, MISSING)

    def saw(self, key: Hashable, given: Any) -> None:
        """Keep what a model was given, of some inputs."""
        if len(self._seen) < _SEEN:
            self._seen[key] = given


def _is_small(result: Any) -> bool:
    if isinstance(result, _PLAIN):
        return not isinstance(result, str) or len(result) <= _LARGE
    if isinstance(result, Mapping):
        return len(result) <= _LARGE and all(map(_is_small, result.values()))
    if isinstance(result, (list, tuple)):
        return len(result) <= _LARGE and all(map(_is_small, result))
    size = getattr(result, "size", None)
    return isinstance(size, int) and size <= _LARGE and hasattr(result, "dtype")
