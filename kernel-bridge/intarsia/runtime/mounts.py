"""What functions render into a session's app: it comes, and goes when they render again."""

from __future__ import annotations

import itertools
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ..components.base import Component
from ..components.layout import Layout
from ..composer import Composer
from ..frozen import dataclass
from ..messages import MountedEvent, ValueChange

if TYPE_CHECKING:
    from .session import Session


@dataclass(frozen=True)
class Mount:
    """What one function has rendered, and the values it begins with."""

    composer: Composer
    values: dict[str, Any] = field(default_factory=dict)


class Mounts:
    """The rendered parts of one session, by the id of the place that they stand in."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mounts: dict[str, Mount] = {}
        self._numbers = itertools.count()

    def composer(self, place: Component) -> Composer:
        """Return what a function writes into a place with. On the run's thread.

        Components with a key get the ids they had before, so that they are the same ones.
        """
        before = self._mounts.get(place.id)
        known = {} if before is None else before.composer.components
        by_key = {(c.kind, c.key): c.id for c in known.values() if c.key is not None}

        def identify(component: Component) -> str:
            if component is root:
                return place.id
            kept = (
                None if component.key is None else by_key.pop((component.kind, component.key), None)
            )
            return kept or f"r{next(self._numbers)}"

        root = place.updated({})
        assert isinstance(root, Layout)
        root.children = []
        composer = Composer(root, identify)
        composer.homes = None  # it may name whatever the app has
        return composer

    def finish(self, composer: Composer) -> Mount:
        """Return what was written, ready to be shown. On the run's thread."""
        composer.keep_fresh()
        composer.settle()
        return Mount(composer, composer.starts(self._session.values.get))

    def show(self, mount: Mount) -> None:
        """Put what was rendered in the place of what was there before. On the dispatcher."""
        session = self._session
        place = mount.composer.root
        if place.id not in session.parts.components:
            return  # the place itself is gone
        fresh = mount.composer.components
        gone, unlistened = self._remove(place.id, fresh)
        session.parts.add(fresh)
        session.watch(fresh.values())
        for component in fresh.values():
            session.states.add(component)
        values = []
        for key, component in fresh.items():
            if key == place.id:
                continue
            if key not in session.values or not _keeps_value(component):
                session.values[key] = session.initial[key] = mount.values[key]
                session.revisions[key] = session.revisions.get(key, -1) + 1
            value, revision = session.values[key], session.revisions[key]
            values.append(ValueChange(component=key, value=value, revision=revision))
        listeners = [session.parts.listen(listener) for listener in mount.composer.listeners]
        self._mounts[place.id] = mount
        told = MountedEvent(
            seq=0,
            components=tuple(component.spec() for component in fresh.values()),
            removed=tuple(gone),
            listeners=tuple(listener.spec() for listener in listeners),
            unlistened=tuple(unlistened),
            values=tuple(values),
            scripts=session.parts.scripts(),
        )
        for view in session.views:
            view.outbox.event(told)
        session.mounted(place, listeners)

    def unlisten(self) -> None:
        """Let the listeners go of all that is rendered: it is rendered again."""
        for mount in self._mounts.values():
            mount.composer.listeners.clear()

    def _remove(self, place: str, stay: dict[str, Component]) -> tuple[list[str], list[int]]:
        """Take out what was rendered before, and what was rendered within that."""
        mount = self._mounts.pop(place, None)
        if mount is None:
            return [], []
        parts, gone = self._session.parts, []
        unlistened = [parts.unlisten(listener) for listener in mount.composer.listeners]
        for key in mount.composer.components:
            if key != place and key in self._mounts:
                more, fewer = self._remove(key, {})
                gone += more
                unlistened += fewer
            if key not in stay:
                gone.append(key)
                parts.remove(key)
                self._session.drop(key)
        return gone, unlistened


def _keeps_value(component: Component) -> bool:
    """Whether a component that is rendered again keeps what it shows."""
    kept: Any = component.preserved_by_key or ()
    return component.key is not None and "value" in ([kept] if isinstance(kept, str) else kept)
