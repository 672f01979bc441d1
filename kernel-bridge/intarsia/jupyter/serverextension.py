"""A server extension without any route: small answers leave the server at once.

The Jupyter server leaves Nagle's algorithm on for the kernel's WebSocket. Together with the
browser's delayed acknowledgement, the answer to a keystroke then waits about 40 ms. Here the
class that the server makes for each such connection is replaced, in the server's settings, by
a subclass that switches the algorithm off for its own socket. Everything works without it,
only later.
"""

from __future__ import annotations

from typing import Any

__all__ = ["nodelay_connection"]

_SETTING = "kernel_websocket_connection_class"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "intarsia.jupyter.serverextension"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    """Put the subclass in the place of the class the server was configured with."""
    settings = serverapp.web_app.settings
    base = settings.get(_SETTING)
    if not isinstance(base, type) or not callable(getattr(base, "connect", None)):
        serverapp.log.warning(
            "intarsia: %s is %r, not a connection class; small answers may take 40 ms longer",
            _SETTING,
            base,
        )
        return
    settings[_SETTING] = nodelay_connection(base)


def nodelay_connection(base: type) -> type:
    """Make a subclass of a kernel connection class that sets ``TCP_NODELAY`` when it connects.

    Parameters
    ----------
    base : type
        A class like jupyter_server's ``ZMQChannelsWebsocketConnection``: it has a method
        ``connect`` and, on its instances, ``websocket_handler`` and ``log``.

    Returns
    -------
    type
        The subclass, under the name of its base, so that configuration and log lines read
        as they did. A class that is such a subclass already is returned as it is.

    Examples
    --------
    >>> import logging
    >>> class Handler:
    ...     def set_nodelay(self, value):
    ...         print("nodelay", value)
    >>> class Connection:
    ...     websocket_handler = Handler()
    ...     log = logging.getLogger("example")
    ...     def connect(self):
    ...         return "connected"
    >>> nodelay_connection(Connection)().connect()
    nodelay True
    'connected'
    """
    if getattr(base, "intarsia_nodelay", False):
        return base
    base_connect: Any = base.connect  # type: ignore[attr-defined]  # the caller has looked

    def connect(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            self.websocket_handler.set_nodelay(True)
        except Exception as error:
            # Any host may have another handler here: a slower answer must not cost the kernel.
            self.log.warning("intarsia: TCP_NODELAY could not be set: %r", error)
        # Some hosts' connect is a coroutine function, others return a future or nothing.
        return base_connect(self, *args, **kwargs)

    members = {
        "__doc__": base.__doc__,
        "__module__": base.__module__,
        "__qualname__": base.__qualname__,
        "connect": connect,
        "intarsia_nodelay": True,
    }
    return type(base)(base.__name__, (base,), members)  # a traitlets class has its own metaclass
