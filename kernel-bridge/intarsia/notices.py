"""What a function tells the person who uses the app: a failure in its own words, and notices."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextvars import ContextVar
from typing import Literal

__all__ = ["Error", "Info", "Level", "Success", "Warning", "announce"]

Level = Literal["info", "warning", "success"]

announce: ContextVar[Callable[[Level, str, float | None, str], None] | None] = ContextVar(
    "announce", default=None
)
"""Shows a notice where the function was called from: level, message, seconds, title.

Set by the runtime around a function of an app; outside of one there is nobody to show it to.
"""


class Error(ValueError):
    """A failure to tell a person about in the function's own words: `raise gr.Error("…")`.

    Parameters
    ----------
    message : str
        What went wrong, and what to do.
    duration : float or None, default 10
        Seconds that it is shown for, if it is not 10: that, as `None` and 0, is for until the
        function runs again, for it stands where the result would.
    visible : bool, default True
        Whether it is shown.
    title : str, default "Error"
        The heading.
    print_exception : bool, default True
        As Gradio has it; without effect, for where it was raised is not what a person is told.

    Examples
    --------
    >>> def divide(a: float, b: float) -> float:
    ...     if b == 0:
    ...         raise Error("Nothing can be divided by zero.", title="Not possible")
    ...     return a / b
    >>> divide(1, 0)
    Traceback (most recent call last):
    intarsia.notices.Error: 'Nothing can be divided by zero.'
    """

    def __init__(
        self,
        message: str = "Error raised.",
        duration: float | None = 10,
        visible: bool = True,
        title: str = "Error",
        print_exception: bool = True,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.duration = duration
        self.visible = visible
        self.title = title
        self.print_exception = print_exception

    @property
    def seconds(self) -> float | None:
        """How long it is shown; `None` for until the function runs again."""
        return None if not self.duration or self.duration == 10 else float(self.duration)

    def __str__(self) -> str:
        return repr(self.message)


def Info(
    message: str = "Info issued.",
    duration: float | None = 10,
    visible: bool = True,
    title: str = "Info",
) -> None:
    """Show a person a notice while a function runs; outside of an app it is printed.

    Parameters
    ----------
    message : str
        What to say.
    duration : float or None, default 10
        Seconds that it is shown for; `None` or 0 for until it is closed.
    visible : bool, default True
        Whether it is shown.
    title : str, default "Info"
        The heading.

    Examples
    --------
    >>> Info("Twelve pictures were read.")
    Twelve pictures were read.
    """
    _tell("info", message, duration, visible, title)


def Success(
    message: str = "Success.",
    duration: float | None = 10,
    visible: bool = True,
    title: str = "Success",
) -> None:
    """Show a person that something went well; outside of an app it is printed.

    Parameters
    ----------
    message : str
        What to say.
    duration : float or None, default 10
        Seconds that it is shown for; `None` or 0 for until it is closed.
    visible : bool, default True
        Whether it is shown.
    title : str, default "Success"
        The heading.

    Examples
    --------
    >>> Success("The model is trained.")
    The model is trained.
    """
    _tell("success", message, duration, visible, title)


def Warning(
    message: str = "Warning issued.",
    duration: float | None = 10,
    visible: bool = True,
    title: str = "Warning",
) -> None:
    """Show a person a warning while a function runs; outside of an app it is a Python warning.

    Parameters
    ----------
    message : str
        What to say.
    duration : float or None, default 10
        Seconds that it is shown for; `None` or 0 for until it is closed.
    visible : bool, default True
        Whether it is shown.
    title : str, default "Warning"
        The heading.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True, action="always") as caught:
    ...     Warning("The file is from last year.")
    >>> str(caught[0].message)
    'The file is from last year.'
    """
    _tell("warning", message, duration, visible, title)


def _tell(level: Level, message: str, duration: float | None, visible: bool, title: str) -> None:
    tell = announce.get()
    if tell is not None:
        if visible:
            tell(level, message, duration or None, title)
    elif level == "warning":
        warnings.warn(message, stacklevel=3)
    else:
        print(message)
