"""What an app keeps of the one that it takes the place of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .components.base import Component
from .components.sessionfiles import session_files
from .errors import InvalidValueError
from .events import Listener
from .runtime.files import FileStore, handles
from .wire import plain

if TYPE_CHECKING:
    from .messages import Json
    from .runtime.session import Session


def taken_over(
    session: Session, before: Listener, after: Listener
) -> tuple[dict[str, Json], FileStore]:
    """Return the inputs that still fit, by component, and the files that they name.

    An input is taken over when the same parameter still has a component of the same kind, with
    the same start, that takes the value.

    Parameters
    ----------
    session
        Of the app before.
    before, after
        The listeners that call the function, of the app before and of the one that follows.
    """
    files = FileStore()
    files.adopt(session.files, handles(session.values))
    old = dict(zip(before.parameters, before.inputs, strict=True))
    taken: dict[str, Json] = {}
    token = session_files.set(files)
    try:
        for name, component in zip(after.parameters, after.inputs, strict=True):
            source = old.get(name)
            if source is None or source.kind != component.kind:
                continue
            value, start = session.values[source.id], session.initial[source.id]
            if value != start and plain(component.initial()) == start and _takes(component, value):
                taken[component.id] = value
    finally:
        session_files.reset(token)
    return taken, files


def _takes(component: Component, value: Json) -> bool:
    try:
        component.preprocess(value)
    except InvalidValueError:
        return False
    return True
