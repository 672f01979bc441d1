"""A call of an app's function from code: `app.predict(…)` in a later cell."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Generator, Iterator
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from .componentprops import Properties
from .components.base import Component
from .components.building import building
from .components.sessionfiles import session_files
from .errors import InvalidValueError
from .injection import Injected, placed
from .parameters import nearest
from .request import Request
from .runtime.loop import coroutines
from .runtime.results import of_batch
from .runtime.strand import Strand
from .runtime.surroundings import validate

if TYPE_CHECKING:
    from .blocks import Blocks
    from .events import Listener
    from .runtime.session import Session


def public(app: Blocks) -> list[Listener]:
    """Return the listeners whose functions are the user's own, and may be called by a name."""
    found = [
        listener
        for listener in app.listeners
        if listener.fn is not None
        and not listener.resets
        and listener.renders is None
        and listener.api_visibility == "public"
    ]
    own = [
        listener
        for listener in found
        if not str(getattr(listener.fn, "__module__", "")).startswith(f"{__package__}.")
    ]
    return own or found


def chosen(app: Blocks, api_name: str | None) -> Listener:
    """Return the listener of a name.

    Raises
    ------
    ValueError
        When no function has this name, or none is said and there are several.
    """
    names = [listener.api_name for listener in public(app)]
    said = ", ".join(map(repr, names)) or "none"
    if api_name is None:
        if len(names) == 1:
            return public(app)[0]
        raise ValueError(f"The app has several functions: name one, api_name=…, of {said}.")
    wanted = api_name.removeprefix("/")
    for listener in app.listeners:
        is_named = listener.api_name == wanted and listener.api_visibility != "private"
        if is_named and listener.fn is not None:
            return listener
    raise ValueError(
        f"The app has no function {api_name!r}; it has {said}.{nearest(wanted, names)}"
    )


class Call:
    """One call of a listener's function with values that code gives.

    Parameters
    ----------
    app, listener
        Whose function.
    args, kwargs
        Values as the function gets them; for an input that is left out, what stands in the app
        counts.
    """

    def __init__(
        self, app: Blocks, listener: Listener, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        self._app = app
        self._listener = listener
        self._states = app.states_of_code()
        values = self._values(args, kwargs)
        errors = validate(listener, values, _wait)
        if errors:
            names = dict(zip((c.id for c in listener.inputs), listener.parameters, strict=True))
            raise ValueError(
                "; ".join(f"{names.get(e.component, '')}: {e.message}" for e in errors)
            )
        for at in listener.as_properties:
            current = app.shared_session().parts.current(listener.inputs[at])
            values[at] = Properties.of(current, values[at])
        if listener.batch:
            values = [[value] for value in values]
        self._args, self._kwargs = placed(
            listener.injected(), given_to_code, *listener.bind(values)
        )

    def begin(self) -> Any:
        """Call the function; return what it does: a value, an awaitable, a generator."""
        __tracebackhide__ = True
        fn = self._listener.fn
        assert fn is not None
        token = building.set(None)
        try:
            return fn(*self._args, **self._kwargs)
        finally:
            building.reset(token)

    def steps(self) -> Generator[Any, None, None]:
        """Go through what the function yields, or its one result."""
        __tracebackhide__ = True
        result = self.begin()
        if inspect.isawaitable(result):
            result = _wait(result)
        if isinstance(result, AsyncIterator):
            result = _pulled(result)
        if inspect.isgenerator(result):
            for value in result:
                yield self._kept(value)
        else:
            yield self._kept(result)

    def _kept(self, result: Any) -> Any:
        """Keep what a result says of states, for the next call from code."""
        outputs = self._listener.outputs
        if self._listener.batch:
            [result] = of_batch(self._listener, result, 1)
        if isinstance(result, dict):
            given = {c.id: value for c, value in result.items() if isinstance(c, Component)}
        else:
            values = result if len(outputs) > 1 and isinstance(result, (tuple, list)) else [result]
            given = {c.id: value for c, value in zip(outputs, values, strict=False)}
        for key, value in given.items():
            if self._states.holds(key):
                self._states.set(key, value)
        return result

    def _values(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
        listener, name = self._listener, self._listener.api_name
        session = self._app.shared_session()
        pairs = list(zip(listener.parameters, listener.inputs, strict=True))
        names = [parameter for parameter, component in pairs if component.kind != "state"]
        if len(args) > len(names):
            raise TypeError(f"{name} takes {len(names)} inputs, not {len(args)}.")
        given = dict(zip(names, args, strict=False))
        for key, value in kwargs.items():
            if key not in names:
                raise TypeError(f"{name} has no input {key!r}.{nearest(key, names)}")
            if key in given:
                raise TypeError(f"{name} got {key!r} by position and by name.")
            given[key] = value
        values = []
        for parameter, component in pairs:
            if component.kind == "state":
                values.append(self._states.get(component.id))
            elif parameter in given:
                values.append(given[parameter])
            else:
                values.append(present(session, listener, component, parameter))
        return values


def present(session: Session, listener: Listener, component: Component, parameter: str) -> Any:
    """Return what stands in the app in a session, as the function would get it.

    Raises
    ------
    TypeError
        When it does not fit: an empty field that has to be filled in.
    """
    current, value = session.parts.current(component), session.values[component.id]
    token = session_files.set(session.files)
    try:
        return current.preprocess(value) if listener.preprocess else value
    except InvalidValueError as error:
        raise TypeError(
            f"{listener.api_name} needs {parameter!r}; what stands in the app does not fit: "
            f"{error.message}"
        ) from None
    finally:
        session_files.reset(token)


def given_to_code(wanted: Injected) -> Any:
    """Return what a function gets that is called from code: a request of nobody, no event."""
    if wanted.kind == "progress":
        return wanted.wanted
    if wanted.kind == "request":
        return Request(session_hash="")
    return wanted.wanted(None, None) if wanted.kind == "event" else None


def _wait(work: Any, strand: Strand | None = None) -> Any:
    """Run a coroutine on the loop for coroutines, and wait for its result."""
    __tracebackhide__ = True
    place = strand or Strand(coroutines().loop, copy_context())
    done = place.do(work, is_last=strand is None)
    try:
        return done.result()()
    except BaseException:
        place.stop(done)
        raise


def _pulled(values: AsyncIterator[Any]) -> Iterator[Any]:
    """Go through an asynchronous generator."""
    strand = Strand(coroutines().loop, copy_context())
    try:
        while True:
            try:
                value = _wait(values.__anext__(), strand)
            except StopAsyncIteration:
                return
            yield value
    finally:
        close = getattr(values, "aclose", None)
        if close is not None:
            _wait(close(), strand)
        strand.end()
