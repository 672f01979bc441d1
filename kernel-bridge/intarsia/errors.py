"""Every failure that can reach a person: a class, a code for the wire, and words.

Each class derives from the builtin a caller would expect, and carries one of the
closed list of codes. Programming mistakes are not here: they raise what Python raises.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from .frozen import dataclass

ErrorCode = Literal[
    "bad-message",
    "bad-value",
    "unknown-request",
    "unknown-session",
    "too-large",
    "too-many",
    "busy",
    "cancelled",
    "timeout",
    "user-error",
    "interrupted",
    "kernel-died",
    "disconnected",
    "incompatible",
    "forbidden",
    "disk",
    "untrusted",
]

Path = tuple["str | int", ...]
"""Where inside a value: field names and positions, outermost first."""


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """What is wrong with one value a person entered."""

    component: str
    """Id of the component that holds the value."""
    path: Path = ()
    """Where inside the component's value; empty for the value as a whole."""
    message: str
    """One sentence for the person: what to enter instead."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One line of a traceback."""

    file: str
    """A name to show: `cell 4`, `model.py`; never a path."""
    line: int
    function: str
    source: str
    """The line itself, stripped; empty when it cannot be read."""
    cell: str | None = None
    """Id of the notebook cell the line is in, so that a view can go there."""
    caret: tuple[int, int] | None = None
    """Columns of `source` that raised: start, end."""


@dataclass(frozen=True, kw_only=True)
class Traceback:
    """A failure of the user's function, from the user's frame on."""

    name: str
    """The exception's class: `ZeroDivisionError`."""
    frames: tuple[Frame, ...]
    """Outermost first, beginning at the user's function."""
    text: str
    """The whole traceback as Python prints it, for copying."""
    visible: bool = True
    """Whether a person is shown the failure."""
    seconds: float | None = None
    """For how long it is shown; null for until the function runs again."""


@dataclass(frozen=True, kw_only=True)
class WireError:
    """An error as it travels."""

    code: ErrorCode
    message: str
    """What is wrong and what to do, for a person."""
    where: str | None = None
    """The component, field of the message, or run that is meant."""
    traceback: Traceback | None = None
    fields: tuple[FieldError, ...] = ()
    """With `bad-value`: what is wrong at which field."""


class IntarsiaError(Exception):
    """The root of what intarsia raises for others to catch."""

    code: ClassVar[ErrorCode] = "user-error"

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def wire(self) -> WireError:
        """Return the error as it travels."""
        return WireError(code=self.code, message=self.message, where=self.where)


class BadMessageError(IntarsiaError, ValueError):
    """A message that is not of the protocol: a bug on one side, or forged."""

    code = "bad-message"


class UnknownRequestError(IntarsiaError, LookupError):
    """A request, listener or run that does not exist."""

    code = "unknown-request"


class UnknownSessionError(IntarsiaError, LookupError):
    """An app or session that this kernel does not have."""

    code = "unknown-session"


class TooLargeError(IntarsiaError, ValueError):
    """Something over its limit; the message names the limit."""

    code = "too-large"


class TooManyError(IntarsiaError, RuntimeError):
    """More of something than is allowed at once."""

    code = "too-many"


class ForbiddenError(IntarsiaError, PermissionError):
    """A request this view may not make."""

    code = "forbidden"


class IncompatibleError(IntarsiaError, RuntimeError):
    """The two halves speak different major versions of the protocol."""

    code = "incompatible"


class DiskError(IntarsiaError, OSError):
    """A file could not be written."""

    code = "disk"


class BusyError(IntarsiaError, RuntimeError):
    """The queue of a listener is full."""

    code = "busy"


class InvalidValueError(IntarsiaError, ValueError):
    """A value that a component does not take, with the place inside it.

    Parameters
    ----------
    message
        One sentence for the person who entered it.
    path
        Where inside the value, outermost first.

    Examples
    --------
    >>> InvalidValueError("Must be 5 or less.", path=("age",)).path
    ('age',)
    """

    code = "bad-value"

    def __init__(self, message: str, *, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path

    def within(self, *outer: str | int) -> InvalidValueError:
        """Return the same error, seen from a value that contains this one."""
        return InvalidValueError(self.message, path=(*outer, *self.path))


class InvalidValuesError(InvalidValueError):
    """Several values are wrong: all of them, so that a person mends them at once."""

    def __init__(self, errors: tuple[InvalidValueError, ...]) -> None:
        super().__init__(errors[0].message, path=errors[0].path)
        self.errors = errors

    def within(self, *outer: str | int) -> InvalidValuesError:
        """Return the same errors, seen from a value that contains this one."""
        return InvalidValuesError(tuple(error.within(*outer) for error in self.errors))
