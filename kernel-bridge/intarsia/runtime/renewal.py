"""A session goes on with another form: its function has other parameters by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..frozen import dataclass
from ..messages import Json, ReloadedEvent
from .loop import dispatcher
from .parts import Parts

if TYPE_CHECKING:
    from ..blocks import Blocks
    from .session import Session


@dataclass(frozen=True)
class Renewal:
    """What a session begins anew with, and the ids of components that keep what they hold."""

    initial: dict[str, Json]
    kept: set[str]


def renew(session: Session, renewal: Renewal) -> None:
    """Let a session begin anew with the form that its app has now. On the dispatcher.

    Its views, its runs and its files stay. A run under way ends with the function it began with;
    what it writes to a component that is gone is dropped.
    """
    before = session.values
    for key in list(before):
        if key not in renewal.initial:
            session.drop(key)
    session.initial = renewal.initial
    session.values = {
        key: before[key] if key in renewal.kept and key in before else value
        for key, value in renewal.initial.items()
    }
    session.parts = Parts(session.app, session.values)
    session.revisions = {key: session.revisions.get(key, -1) + 1 for key in session.values}
    session.parts_changed()
    session.follow(renewal.kept)


def grow(app: Blocks) -> None:
    """Let the sessions of an app have what was added to it. On the thread of who added it.

    What they hold stays; what is rendered is rendered again.
    """
    starts = {
        session: app.initial_values(session.files)
        for session in list(app.sessions.values())
        if not session.ended
    }
    dispatcher().call(_grow, app, starts)


def _grow(app: Blocks, starts: dict[Session, dict[str, Json]]) -> None:
    for session, initial in starts.items():
        if session.ended:
            continue
        session.mounts.unlisten()  # their numbers may be those of others by now
        renew(session, Renewal({**session.values, **initial}, set(session.values)))
        tell(session, app.title or "App", changed=True)
        session.steps.changed()
        for listener in app.listeners:
            if listener.renders is not None:
                session.triggers.begin(listener)


def tell(session: Session, function: str, *, changed: bool) -> None:
    """Tell all views that a function was reloaded; all that they show, if that has changed."""
    for view in session.views:
        snapshot = session.snapshot() if changed else None
        if snapshot is not None:
            view.outbox.sync(snapshot.values, snapshot.revisions)
        view.outbox.event(ReloadedEvent(seq=0, function=function, snapshot=snapshot))
