"""The Jupyter comm under a view."""

from __future__ import annotations

from contextvars import copy_context
from functools import cache
from typing import TYPE_CHECKING, Any

from comm import get_comm_manager

from ..messages import COMM_TARGET
from ..runtime.loop import dispatcher

if TYPE_CHECKING:
    from ..runtime.view import View
    from ..wire import Buffers

_open: dict[str, tuple[Any, View]] = {}
"""The comms that are open, by id, and their views."""


class CommChannel:
    """A view's comm. Called on the dispatcher only, so one place sends.

    Notes
    -----
    The kernel routes what the browser sends next to the subshell of the last message
    that the kernel sent. So everything is sent inside the context of `comm_open`:
    sent from elsewhere once, the view would wait behind the cells again.
    """

    def __init__(self, comm: Any) -> None:
        self._comm = comm
        self._context = copy_context()
        self._closed = False

    def send(self, data: dict[str, Any], buffers: Buffers) -> None:
        """Send a message, unless the comm is closed."""
        if not self._closed:
            self._context.copy().run(self._comm.send, data, buffers=buffers)

    def close(self) -> None:
        """Close the comm. Closing twice is fine."""
        if not self._closed:
            self._closed = True
            _open.pop(self._comm.comm_id, None)
            self._context.copy().run(self._comm.close)


@cache
def listen() -> None:
    """Answer views of this kernel; calling it again changes nothing."""
    get_comm_manager().register_target(COMM_TARGET, _opened)


def make_ready() -> None:
    """Load what the first view needs, beside the front end that paints meanwhile."""
    dispatcher().call(_load)


@cache
def _load() -> type[View]:
    from ..runtime.switching import switching

    with switching.often():  # the cell's thread, and what sends its output, go first
        from ..runtime import handlers, runner, view  # noqa: F401  # loading them is what is meant

    return view.View


def _opened(comm: Any, message: dict[str, Any]) -> None:
    if comm.comm_id in _open:
        # Opened again: a message that came twice, or somebody who would take the comm over.
        mine, view = _open[comm.comm_id]
        get_comm_manager().register_comm(mine)
        comm._closed = True  # it must not close the other one when it is collected
        _received(view, message)
        return
    view = _load()(CommChannel(comm))
    _open[comm.comm_id] = (comm, view)
    # In place of `on_msg`, which triggers `post_execute`: from a subshell that would show,
    # and so lose, the figures that the cell on the main thread is drawing.
    comm.handle_msg = lambda message: _received(view, message)
    comm.on_close(lambda _: view.lost())
    _received(view, message)


def _received(view: View, message: dict[str, Any]) -> None:
    view.receive(message["content"]["data"], message.get("buffers") or [])
