"""What the author does at an end, beside the one thread of all sessions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread
from typing import Any

_log = logging.getLogger(__name__)


def aside(what: str, fn: Callable[..., object], *args: Any) -> None:
    """Call a function on a thread of its own: it may wait, fail or exit as it likes.

    Parameters
    ----------
    what
        Whose function it is, for the log.
    """

    def work() -> None:
        try:
            fn(*args)
        except BaseException:
            _log.exception("%s failed.", what)

    Thread(target=work, name="intarsia-aside", daemon=True).start()
