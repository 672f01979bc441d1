"""Hot reload: a shown app uses the function that its cell defines again."""

from __future__ import annotations

import functools
import warnings
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from .arity import streams
from .byname import found_by_name
from .components.base import Component
from .components.sessionfiles import session_files
from .errors import InvalidValueError
from .runtime import apps
from .runtime.host import Place
from .runtime.loop import dispatcher
from .runtime.renewal import Renewal, renew, tell

if TYPE_CHECKING:
    from .blocks import Blocks
    from .events import Listener
    from .runtime.session import Session

Function = Callable[..., Any]


class Reloader:
    """Looks, after each cell, whether a function of a shown app was defined again.

    Parameters
    ----------
    cell_of
        Gives the execution count of the cell that a file name stands for; `None` for a file.

    Notes
    -----
    A function is known by its module and its qualified name. Another one under that name is its
    next version only if the app's function stood there before, and if it comes from the same
    cell: in a notebook, other cells may use the name for something else.
    """

    def __init__(self, cell_of: Callable[[str], str | None]) -> None:
        self._cell_of = cell_of
        self._cells: dict[str, str] = {}
        """The cell of each execution count."""
        self._homes: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
        """The cell that each function was defined in, of those that stood under their name."""

    def after_cell(self, place: Place | None, count: str) -> None:
        """Look at all functions of all apps that are shown. On the main thread."""
        cell = place.cell if place is not None else ""
        self._cells[count] = cell
        for app in apps.shown():
            if not app.hot_reload:
                continue
            changed: dict[Any, Any] = {}
            for fn in _functions(app):
                found = found_by_name(fn)
                if found is fn:
                    self._keep(fn)
                elif self._is_next(fn, found, place):
                    changed[fn] = found
            for fn, found in changed.items():
                self._keep(found)
                _reload(app, fn, found)

    def _keep(self, fn: Function) -> None:
        self._homes.setdefault(fn, self._home(fn))

    def _home(self, fn: Function) -> str:
        """Return the cell that a function was defined in; empty where that is not known."""
        while hasattr(fn, "__wrapped__"):
            fn = fn.__wrapped__
        code = getattr(fn, "__code__", None)
        count = None if code is None else self._cell_of(code.co_filename)
        return "" if count is None else self._cells.get(count, "")

    def _is_next(self, fn: Function, found: Any, place: Place | None) -> bool:
        home = self._homes.get(fn)
        if home is None or not callable(found):
            return False
        now = self._home(found)
        if home and now:
            return home == now
        # Defined before anybody looked: then it is not the next version where an app of its own
        # is shown with it.
        execution = place.execution if place is not None else ""
        used = [fn for app in apps.shown_by(execution) for fn in _functions(app)]
        return not any(fn is found for fn in used)


def _functions(app: Blocks) -> list[Function]:
    """Return the functions of an app that can be known by a name, each once."""
    found: dict[int, Any] = {}
    for listener in _listeners(app):
        for fn in (listener.fn, listener.validator, *getattr(listener.fn, "explains", ())):
            inner = _inner(fn)
            if _may_be_named(inner):
                found[id(inner)] = inner
    for holder in _holders(app):
        if _may_be_named(holder.fn):
            found[id(holder.fn)] = holder.fn
    return list(found.values())


def _inner(fn: Any) -> Any:
    return fn.func if isinstance(fn, functools.partial) else fn


def _may_be_named(fn: Any) -> bool:
    """Whether a function may stand under its name, and can be remembered."""
    if "<" in getattr(fn, "__qualname__", "<") or hasattr(fn, "__self__"):
        return False
    try:
        hash(weakref.ref(fn))
    except TypeError:
        return False
    return True


def _listeners(app: Blocks) -> Iterator[Listener]:
    """Go through the listeners of an app, and those that its sessions have rendered."""
    yield from app.listeners
    for session in list(app.sessions.values()):
        yield from list(session.parts.listeners.values())


def _holders(app: Blocks) -> Iterator[Any]:
    """Go through what calls a function of the user on its own: `Interface`, `ChatInterface`."""
    if callable(getattr(app, "fn", None)):
        yield app
    for listener in _listeners(app):
        holder = getattr(listener.fn, "__self__", None)
        if holder is not app and callable(getattr(holder, "fn", None)):
            yield holder


def _reload(app: Blocks, old: Function, new: Function) -> None:
    """Let an app use another function from now on; runs under way end with the one before."""
    name = str(getattr(new, "__name__", "function"))
    fresh = None
    if app.recipe is not None and _inner(app.listeners[0].fn) is old:
        try:
            fresh = app.recipe(new)
        except Exception as error:  # whatever is wrong with the new function
            warnings.warn(
                f"The app {app.title or name!r} keeps the function it has: the new {name} cannot "
                f"be shown. {type(error).__name__}: {error}",
                stacklevel=2,
            )
            return
        _give_ids(fresh, app)
        renewals = {session: _renewal(session, fresh) for session in list(app.sessions.values())}
        if not _looks_the_same(app, fresh, renewals):
            dispatcher().call(_renew, app, fresh, renewals, old, new)
            return
    dispatcher().call(_swap, app, old, new, fresh)


# ------------------------------------------------------------- the same form


def _looks_the_same(app: Blocks, fresh: Blocks, renewals: dict[Session, Renewal]) -> bool:
    return fresh.spec() == app.spec() and all(
        renewal.initial == session.initial for session, renewal in renewals.items()
    )


def _swap(app: Blocks, old: Function, new: Function, fresh: Blocks | None) -> None:
    """Give all listeners the new function. On the dispatcher."""
    explaining: list[tuple[Listener, Any]] = [
        (each, each.fn) for each in _listeners(app) if _explains(each.fn, old)
    ]
    renewed = [listener for listener, _ in explaining]
    for listener in _listeners(app):
        fn = _with(listener.fn, old, new)
        if fn is not listener.fn:
            listener.fn, listener.streams = fn, streams(fn)
            renewed.append(listener)
        listener.validator = _with(listener.validator, old, new)
    for _, explainer in explaining:
        explainer.renew(lambda fn: _with(fn, old, new))
    for holder in _holders(app):
        if holder.fn is old:
            holder.fn = new
    if fresh is not None:
        app.listeners[0].bind = fresh.listeners[0].bind
    app.keep_lane(old, new)
    for session in list(app.sessions.values()):
        tell(session, _name(new), changed=False)
        session.steps.changed()
        for listener in renewed:
            session.renewed(listener)
        for listener in list(session.parts.listeners.values()):
            if listener.renders is not None and listener.fn is new:
                session.triggers.begin(listener)


def _explains(fn: Any, function: Function) -> bool:
    """Whether a function tells of another one, as `gr.explainer` makes it."""
    return any(_inner(each) is function for each in getattr(fn, "explains", ()))


def _with(fn: Any, old: Function, new: Function) -> Any:
    if fn is old:
        return new
    if isinstance(fn, functools.partial) and fn.func is old:
        return functools.partial(new, *fn.args, **fn.keywords)
    return fn


def _name(fn: Function) -> str:
    return str(getattr(fn, "__name__", type(fn).__name__))


# ------------------------------------------------------------- another form


def _give_ids(fresh: Blocks, app: Blocks) -> None:
    """Give components the ids of those they take the place of, and new ones to the others.

    An input takes the place of the one of the same parameter, if it is of the same kind; a result
    that of the one at its position.
    """
    known: dict[Component, str] = {}

    def pair(mine: Any, before: Any) -> None:
        if mine is not None and before is not None and mine.kind == before.kind:
            known[mine] = before.id

    mine, before = fresh.listeners[0], app.listeners[0]
    old = dict(zip(before.parameters, before.inputs, strict=True))
    for name, component in zip(mine.parameters, mine.inputs, strict=True):
        pair(component, old.get(name))
    for component, other in zip(mine.outputs, before.outputs, strict=False):
        pair(component, other)
    layout, other_layout = fresh.root, app.root
    pair(layout, other_layout)
    for role in ("submit", "clear", "interpretation"):
        pair(getattr(layout, role, None), getattr(other_layout, role, None))
    fresh.composer.rename(lambda component: known.get(component) or app.new_id())


def _renewal(session: Session, fresh: Blocks) -> Renewal:
    """Find out what a session keeps of what it holds. On the main thread: it runs user code."""
    initial = fresh.initial_values(session.files)
    listener = fresh.listeners[0]
    kept = {component.id for component in listener.outputs} & session.values.keys()
    token = session_files.set(session.files)
    try:
        for component in listener.inputs:
            key = component.id
            if key in session.values and session.values[key] != session.initial.get(key):
                try:
                    component.preprocess(session.values[key])
                except InvalidValueError:
                    continue
                kept.add(key)
    finally:
        session_files.reset(token)
    return Renewal(initial, kept)


def _renew(
    app: Blocks,
    fresh: Blocks,
    renewals: dict[Session, Renewal],
    old: Function,
    new: Function,
) -> None:
    """Make an app the other one, under its own id, and all its sessions. On the dispatcher."""
    app.become(fresh)
    app.keep_lane(old, new)
    for session, renewal in renewals.items():
        if not session.ended:
            renew(session, renewal)
            tell(session, _name(new), changed=True)
            session.steps.changed()
