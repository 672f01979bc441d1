"""Functions that a script of the author's calls in the kernel, beside all runs."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextvars import Context
from threading import Thread
from typing import TYPE_CHECKING, Any

from .. import wire
from ..components.base import Component
from ..components.building import building
from ..components.plainjson import plain_json
from ..components.sessionfiles import session_files
from ..errors import TooManyError, UnknownRequestError, WireError
from ..messages import CalledEvent, Json, LogEntry
from ..parameters import nearest
from .capture import captured
from .loop import coroutines, dispatcher
from .results import MAX_VALUE
from .traceback import explain

if TYPE_CHECKING:
    from .session import Session
    from .view import View

MAX_CALLS = 32
"""How many a view may have under way."""


def begin(
    view: View, session: Session, component: Component, name: str, args: tuple[Json, ...]
) -> str:
    """Call a function on a thread of its own; return the name of the call. On the dispatcher.

    What it returns is told to the view that asked, by a `called` event.

    Raises
    ------
    UnknownRequestError
        When the component has no such function.
    TooManyError
        When the view has too many calls under way.
    """
    known = component.server_functions()
    if name not in known:
        raise UnknownRequestError(
            f"This component has no function {name!r}.{nearest(name, known)}", where="function"
        )
    if view.calls >= MAX_CALLS:
        raise TooManyError("Too many functions are called at once. Wait for some of them.")
    view.calls += 1
    view.called += 1
    call = f"c{view.called}"
    context = session.app.context.copy()
    context.run(session_files.set, session.files)
    context.run(building.set, None)

    def tell(value: Json, error: WireError | None) -> None:
        view.calls -= 1
        view.outbox.event(CalledEvent(seq=0, call=call, value=value, error=error))

    def work() -> None:
        value, error = _outcome(session, context, known[name], args)
        dispatcher().call(tell, value, error)

    Thread(target=work, name=f"intarsia-call-{name}", daemon=True).start()
    return call


def _outcome(
    session: Session, context: Context, fn: Callable[..., Any], args: tuple[Json, ...]
) -> tuple[Json, WireError | None]:
    def say(stream: Any, text: str, bundle: Any) -> None:
        entry = LogEntry(run="", stream=stream, text=text, bundle=wire.plain(bundle))
        dispatcher().call(session.log_add, entry)

    def run() -> Any:
        with captured(say):
            result = fn(*args)
            return _waited(result) if inspect.isawaitable(result) else result

    try:
        value = wire.plain(plain_json(context.run(run)))
        size = wire.weigh(value)
        if size > MAX_VALUE:
            raise ValueError(
                f"What the function returned has {size / 2**20:,.1f} MiB, and "
                f"{MAX_VALUE / 2**20:,.0f} MiB can be sent."
            )
    except BaseException as error:  # whatever it is, it is told to who called
        return None, explain(error)
    return value, None


def _waited(work: Any) -> Any:
    """Wait for a coroutine, which runs in this context."""

    async def wait() -> Any:
        return await work

    return asyncio.run_coroutine_threadsafe(wait(), coroutines().loop).result()
