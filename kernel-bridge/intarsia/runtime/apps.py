"""The apps of this kernel, and how a view finds the session it belongs to."""

from __future__ import annotations

import atexit
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakSet

from ..errors import TooManyError, UnknownSessionError
from .loop import dispatcher

if TYPE_CHECKING:
    from ..blocks import Blocks
    from .host import Place
    from .session import Session

MAX_SESSIONS = 128
MAX_JOINS = 200
"""Times that a view may join, in one second, over the whole kernel."""

_apps: dict[str, Blocks] = {}
_held: WeakSet[Blocks] = WeakSet()
"""Apps of clients in this process, whether they are shown as well or not."""
_places: dict[tuple[str, int], tuple[str, Blocks]] = {}
_joins: deque[float] = deque(maxlen=MAX_JOINS)


@atexit.register
def _stop_runs() -> None:
    """Stop what still runs: a busy function would hold up the interpreter's end."""
    for app in {*_apps.values(), *_held}:
        for session in list(app.sessions.values()):
            session.interrupt()


def register(app: Blocks) -> None:
    """Let views find an app. From any thread."""
    _apps[app.app_id] = app


def shown() -> list[Blocks]:
    """Return the apps that views can find. From any thread."""
    return list(_apps.values())


def shown_by(execution: str) -> list[Blocks]:
    """Return the apps that one execution of a cell has shown."""
    return [app for by, app in list(_places.values()) if by == execution]


def hold(app: Blocks) -> None:
    """Note that a client in this process has joined an app. From any thread.

    It has the app in hand, so no view finds it by this, and the limits, which are for
    what comes from outside, do not count it.
    """
    _held.add(app)


def take_place(app: Blocks, place: Place) -> Blocks | None:
    """Put an app in its cell; return the one that stood there before, if any.

    The n-th app that one execution of a cell shows takes the place of the n-th one
    that the execution before it showed; those beyond the last stay until they end.
    """
    ordinal = 0
    while _places.get((place.cell, ordinal), ("", app))[0] == place.execution:
        ordinal += 1
    before = _places.get((place.cell, ordinal))
    _places[place.cell, ordinal] = (place.execution, app)
    return before[1] if before else None


def find(app_id: str, session_id: str | None) -> tuple[Blocks, Session | None]:
    """Return the app a view asks for, and the session it belongs to, if that is there.

    Raises
    ------
    UnknownSessionError
        When this kernel has no such app, or it has ended.
    TooManyError
        When views join too fast, or there are too many sessions.
    """
    now = monotonic()
    if len(_joins) == MAX_JOINS and now - _joins[0] < 1:
        raise TooManyError("Too many views join at once. Try again in a second.")
    _joins.append(now)
    app = _apps.get(app_id)
    if app is None:
        raise UnknownSessionError("The kernel does not know this app. Run the cell again.")
    session = app.known_session(session_id)
    if session is None and sum(len(a.sessions) for a in _apps.values()) >= MAX_SESSIONS:
        raise TooManyError(f"This kernel has {MAX_SESSIONS} sessions already.")
    return app, session


def drop(app: Blocks) -> None:
    """Forget an app: no view finds it any more, and its sessions end."""

    def end() -> None:
        _apps.pop(app.app_id, None)
        for session in list(app.sessions.values()):
            session.end("replaced")

    dispatcher().call(end)
