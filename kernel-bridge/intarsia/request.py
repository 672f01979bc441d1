"""Who calls a function. In a notebook there is no HTTP request: most of it is empty."""

from __future__ import annotations

from typing import Any

__all__ = ["Header", "Record", "Request"]


class Record(dict[str, Any]):
    """A dict whose values are attributes as well.

    Examples
    --------
    >>> client = Record(host="", port=0)
    >>> client.port, client["port"]
    (0, 0)
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"There is no {name!r} in it.") from None


class Request:
    """Who calls a function: given to a parameter with this annotation.

    Gradio's attributes. There is no HTTP request behind a call in a notebook, so the headers,
    cookies and parameters are empty dicts and the client has no address; `session_hash` tells
    sessions apart.

    Parameters
    ----------
    request : optional
        What it was made from: nothing, in a notebook.
    username : str, optional
        The person who is signed in, where the host says who that is.
    session_hash : str, optional
        Id of the session that the call is in.
    **kwargs
        What else is known: `headers`, `cookies`, `query_params`, `path_params`, `client`,
        `url`, or anything that becomes an attribute.

    Examples
    --------
    >>> def greet(name: str, request: Request):
    ...     return f"Hello {name}, from session {request.session_hash}"
    >>> greet("Ada", Request(session_hash="f00"))
    'Hello Ada, from session f00'
    >>> Request().headers.get("user-agent", "unknown"), Request().client.host
    ('unknown', '')
    """

    headers: Record
    cookies: Record
    query_params: Record
    path_params: Record
    client: Record
    url: str

    def __init__(
        self,
        request: Any = None,
        username: str | None = None,
        session_hash: str | None = None,
        **kwargs: Any,
    ) -> None:
        self.request = request
        self.username = username
        self.session_hash = session_hash
        self.kwargs = kwargs
        known = {
            "headers": {},
            "cookies": {},
            "query_params": {},
            "path_params": {},
            "client": {"host": "", "port": 0},
            "url": "",
            **kwargs,
        }
        for name, value in known.items():
            setattr(self, name, Record(value) if isinstance(value, dict) else value)


class Header(str):
    """The annotation of a parameter that gets a header of an HTTP request; here it is `None`.

    Parameters
    ----------
    value : str
        What the header says.

    Examples
    --------
    >>> def answer(question: str, x_token: Header | None = None): ...
    """

    def __new__(cls, value: str = "") -> Header:
        return super().__new__(cls, value)
