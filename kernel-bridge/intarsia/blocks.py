"""An app: components, the layout they stand in, and the listeners between them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from contextvars import copy_context
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from .components.base import Component, session_files
from .errors import InvalidValueError
from .events import Listener
from .spec import AppSpec
from .wire import plain

if TYPE_CHECKING:
    from .messages import Bundle, Json
    from .runtime.files import FileStore
    from .runtime.queue import Lane
    from .runtime.session import Session

SessionMode = Literal["shared", "private"]


class Blocks:
    """What a user shows: `show(fn)` returns one.

    Parameters
    ----------
    title : str, optional
        The heading of the card; without title and description there is no head.
    description : str, optional
        One line below the title.
    session : {"shared", "private"}, default "shared"
        `"shared"`: one session, joined by every view; `"private"`: one per browser.

    Attributes
    ----------
    value
        What the function returned last, as it returned it; `None` before.
    inputs : dict
        The committed inputs, by parameter name, as the function would get them.
    widget : ipywidgets.Output
        The app as an ipywidget, to stand in boxes and tabs.

    Raises
    ------
    ValueError
        When `session` is something else.

    Examples
    --------
    >>> from intarsia import show_app
    >>> app = show_app(lambda x=1: x + 1)
    >>> app.inputs
    {'x': 1}
    >>> app.value is None
    True
    """

    def __init__(
        self,
        *,
        title: str | None = None,
        description: str | None = None,
        session: SessionMode = "shared",
    ) -> None:
        if session not in ("shared", "private"):
            raise ValueError(f'session is "shared" or "private", not {session!r}.')
        self.app_id = os.urandom(16).hex()
        self.title = title
        self.description = description
        self.session_mode: SessionMode = session
        self.components: dict[str, Component] = {}
        self.listeners: list[Listener] = []
        self.root: Component | None = None
        self.sessions: dict[str, Session] = {}
        self.taken_over: dict[str, Json] = {}
        """Committed inputs of the app that stood in the same cell before, that still fit."""
        self._taken_files: FileStore | None = None
        self._lanes: dict[int, Lane] = {}
        self._lock = Lock()
        self.context = copy_context()
        """What the functions run in: the context variables as they were here."""
        self._spec: AppSpec | None = None
        self._shared: Session | None = None
        self._value: Any = None
        self.shown_in: set[str] = set()
        self.stands = False
        """Whether it has been shown, and taken its place in a cell if it was one."""
        self._widget: Any = None

    # -- describing

    def add(self, component: Component) -> Component:
        """Place a component in the app, and give it its id."""
        component.id = f"c{len(self.components)}"
        self.components[component.id] = component
        return component

    def listen(self, listener: Listener) -> Listener:
        """Add a listener."""
        self.listeners.append(listener)
        return listener

    def spec(self) -> AppSpec:
        """Return the description that travels; an app is not changed once it is shown."""
        if self._spec is None:
            if self.root is None:
                raise ValueError("The app has no layout.")
            self._spec = AppSpec(
                title=self.title,
                description=self.description,
                components=tuple(component.spec() for component in self.components.values()),
                root=self.root.id,
                listeners=tuple(listener.spec() for listener in self.listeners),
            )
        return self._spec

    def initial_values(self, files: FileStore) -> dict[str, Json]:
        """Return every component's value at the start, as it travels."""
        token = session_files.set(files)
        try:
            return {key: plain(component.initial()) for key, component in self.components.items()}
        finally:
            session_files.reset(token)

    # -- reading

    @property
    def value(self) -> Any:
        """What the function returned last, as it returned it; `None` before."""
        return self._value

    @property
    def inputs(self) -> dict[str, Any]:
        """The committed inputs, by parameter name, as the function would get them.

        An input that is still empty, though the function needs it, is `None`.
        """
        if not self.listeners:
            return {}
        session = self.shared_session()
        listener = self.listeners[0]
        token = session_files.set(session.files)
        try:
            return {
                name: _read(component, session.values[component.id])
                for name, component in zip(listener.parameters, listener.inputs, strict=True)
            }
        finally:
            session_files.reset(token)

    # -- living

    def shared_session(self) -> Session:
        """Return the session that every view joins; made when it is first asked for."""
        with self._lock:
            if self._shared is None or self._shared.ended:
                self._shared = self.new_session()
            return self._shared

    def known_session(self, session_id: str | None) -> Session | None:
        """Return the session that a view belongs to, if it is there. Makes none, never waits."""
        if self.session_mode == "private":
            return self.sessions.get(session_id or "")
        shared = self._shared
        return None if shared is None or shared.ended else shared

    def new_session(self) -> Session:
        """Return a session of its own, for a private app."""
        from .runtime.session import Session

        session = Session(self, self.taken_over, self._taken_files)
        self._taken_files = None
        self.sessions[session.id] = session
        return session

    def keep(self, value: Any) -> None:
        """Keep the function's last result. From any thread."""
        self._value = value

    def forget(self, session: Session) -> None:
        """Let go of a session that has ended."""
        self.sessions.pop(session.id, None)

    def lane(self, listener: Listener) -> Lane:
        """Return the queue of a listener's function, over all sessions."""
        lane = self._lanes.get(listener.index)
        if lane is None:
            from .runtime.queue import Lane

            lane = Lane(listener.concurrency_limit, lambda run: run.session.begin(run))
            self._lanes[listener.index] = lane
        return lane

    def take_over(self, before: Blocks) -> None:
        """Begin with the inputs of an app that this one takes the place of.

        An input is taken over when the same parameter still has a component of the same
        kind, with the same start, that takes the value.
        """
        if not (before.listeners and self.listeners):
            return
        from .runtime.files import FileStore, handles

        session = before.known_session(None)
        if session is None:
            return
        files = FileStore()
        files.adopt(session.files, handles(session.values))
        old = dict(zip(before.listeners[0].parameters, before.listeners[0].inputs, strict=True))
        mine = self.listeners[0]
        token = session_files.set(files)
        try:
            for name, component in zip(mine.parameters, mine.inputs, strict=True):
                source = old.get(name)
                if source is None or source.kind != component.kind:
                    continue
                value, start = session.values[source.id], session.initial[source.id]
                if (
                    value != start
                    and plain(component.initial()) == start
                    and _read(component, value, default=_UNFIT) is not _UNFIT
                ):
                    self.taken_over[component.id] = value
        finally:
            session_files.reset(token)
        self._taken_files = files

    # -- showing

    def bundle(self) -> Bundle:
        """Return what stands in the notebook file: all but passwords."""
        from .messages import PROTOCOL, Bundle

        session = self.shared_session()
        snapshot = session.snapshot()
        values = snapshot.values | {
            spec.id: None for spec in snapshot.app.components if _is_secret(spec)
        }
        return Bundle(
            protocol=PROTOCOL,
            app_id=self.app_id,
            spec=snapshot.app,
            values=values,
            revisions=snapshot.revisions,
            runs=snapshot.runs,
            log=snapshot.log,
            session=self.session_mode,
        )

    @property
    def widget(self) -> Any:
        """The app as an ipywidget, to stand in boxes and tabs: `VBox([app.widget, …])`.

        Always the same one; placed twice, it shows the same app twice. Needs ipywidgets.

        Examples
        --------
        >>> from ipywidgets import VBox
        >>> from intarsia import show_app
        >>> app = show_app(lambda x=1: x + 1)
        >>> box = VBox([app.widget])
        """
        if self._widget is None:
            from .jupyter.widget import make

            self._widget = make(self)
        return self._widget

    def _ipython_display_(self) -> None:
        """Show the app, when it is the last expression of a cell."""
        from .showing import display

        display(self, again=False)

    def __repr__(self) -> str:
        names = ", ".join(listener.api_name for listener in self.listeners[:1])
        return f"<intarsia app {self.title or names}>"


_UNFIT: Mapping[str, Any] = {}


def _is_secret(spec: Any) -> bool:
    """Whether a description, or one within it, is that of a password."""
    if isinstance(spec, tuple):
        return any(map(_is_secret, spec))
    if not dataclasses.is_dataclass(spec):
        return False
    return getattr(spec, "type", None) == "password" or any(
        _is_secret(getattr(spec, field.name)) for field in dataclasses.fields(spec)
    )


def _read(component: Component, value: Json, *, default: Any = None) -> Any:
    try:
        return component.preprocess(value)
    except InvalidValueError:
        return default
