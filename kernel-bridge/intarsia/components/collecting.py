"""Collecting what is wrong with the parts of a value, so that a person mends all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import InvalidValueError, InvalidValuesError


class Collector:
    """The errors of several parts.

    Examples
    --------
    >>> collector = Collector()
    >>> for at in range(2):
    ...     with collector.within(at):
    ...         raise InvalidValueError("Enter a number.")
    >>> [error.path for error in collector.errors]
    [(0,), (1,)]
    """

    def __init__(self) -> None:
        self.errors: list[InvalidValueError] = []

    @contextmanager
    def within(self, *outer: str | int) -> Iterator[None]:
        """Keep what is wrong in here, as seen from the value that contains it."""
        try:
            yield
        except InvalidValuesError as several:
            self.errors += [error.within(*outer) for error in several.errors]
        except InvalidValueError as error:
            self.errors.append(error.within(*outer))

    def finish(self) -> None:
        """Raise what was kept."""
        if len(self.errors) == 1:
            raise self.errors[0]
        if self.errors:
            raise InvalidValuesError(tuple(self.errors))
