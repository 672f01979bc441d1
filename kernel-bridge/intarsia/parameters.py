"""What constructors and listeners take, beyond what they know: Gradio's parameters.

Gradio has parameters that mean nothing in a notebook (servers, ports, shares), and some that
intarsia does not have yet. Both are accepted with one notice; what nobody knows is an error that
names the nearest.
"""

from __future__ import annotations

import functools
import inspect
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .entrances import trimmed
from .frozen import dataclass

MEANINGLESS = frozenset(
    {
        "allowed_paths",
        "analytics_enabled",
        "api_open",
        "app_kwargs",
        "auth",
        "auth_dependency",
        "auth_message",
        "blocked_paths",
        "debug",
        "deep_link",
        "enable_monitoring",
        "favicon_path",
        "footer_links",
        "height",
        "i18n",
        "inbrowser",
        "inline",
        "max_file_size",
        "max_threads",
        "mcp_server",
        "node_port",
        "node_process",
        "node_server_name",
        "num_workers",
        "prevent_thread_lock",
        "pwa",
        "quiet",
        "root_path",
        "run_history",
        "server_name",
        "server_port",
        "share",
        "share_server_address",
        "share_server_protocol",
        "share_server_tls_certificate",
        "show_api",
        "show_error",
        "ssl_certfile",
        "ssl_keyfile",
        "ssl_keyfile_password",
        "ssl_verify",
        "ssr_mode",
        "state_session_capacity",
        "status_update_rate",
        "strict_cors",
        "width",
    }
)
"""Parameters of `launch`, `queue` and `Blocks` about servers and pages: here is neither."""


class NoticeWarning(UserWarning):
    """Something of Gradio's that has no effect here."""


_noticed: set[str] = set()


def notice(text: str) -> None:
    """Say something once, however often it comes up; at the author's own line."""
    if text not in _noticed:
        _noticed.add(text)
        warnings.warn(text, NoticeWarning, stacklevel=authors_level())


_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep


def is_ours() -> bool:
    """Whether it is our own code that called who calls this."""
    return sys._getframe(2).f_code.co_filename.startswith(_OURS)


@dataclass(frozen=True)
class Line:
    """A line of the author's program, for what is known of it only later."""

    file: str
    number: int
    module: str

    def warn(self, text: str) -> None:
        """Warn of something at this line, each time that it is there."""
        warnings.warn_explicit(
            text, NoticeWarning, self.file, self.number, self.module, registry={}
        )


def authors_line() -> Line:
    """Return the line of the author's program that called who calls this."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    module = str(frame.f_globals.get("__name__", "<unknown>"))
    return Line(frame.f_code.co_filename, frame.f_lineno, module)


def mistake(text: str) -> None:
    """Warn of what is wrong with the program, though it goes on; at the author's own line."""
    authors_line().warn(text)


_CONSTRUCTING = frozenset({"__init__", "construct", "entered", "made", "recorded"})
"""Names of functions that stand between who makes something and what is made."""


_CONSTRUCTING = frozenset({"__init__", "construct", "entered", "made", "recorded"})
"""Names of functions that stand between who makes something and what is made."""


def is_authors() -> bool:
    """Whether it is the author's code that makes what is being made: no code of ours around it."""
    frame = sys._getframe(1)
    while frame.f_code.co_name in _CONSTRUCTING and frame.f_back is not None:
        frame = frame.f_back
    return not frame.f_code.co_filename.startswith(_OURS)


def authors_level() -> int:
    """Return how many frames the author's line is away from who calls this, as warnings count."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_OURS):
        frame, level = frame.f_back, level + 1
    return level


def refuse_unknown(owner: Any, unknown: Iterable[str], known: Iterable[str] | None = None) -> None:
    """Give a notice of what is known of Gradio, refuse the rest.

    Parameters
    ----------
    owner
        The class or function that was called.
    unknown
        Names of the parameters that it does not have.
    known
        Names of those that it has; by default those of its signature.

    Raises
    ------
    TypeError
        Naming the parameter, and the one that may be meant.

    Examples
    --------
    >>> def shown(title="", label=""): ...
    >>> refuse_unknown(shown, ["lable"])
    Traceback (most recent call last):
    TypeError: shown() has no parameter 'lable'. Did you mean 'label'?
    """
    for name in unknown:
        if name in getattr(owner, "NOT_YET", ()):
            notice(f"{owner.__name__}({name}=…) is not there yet, and does nothing.")
            continue
        meant = nearest(name, known or parameters(owner))
        raise TypeError(f"{owner.__name__}() has no parameter {name!r}.{meant}")


def leave_out(owner: str, options: dict[str, Any]) -> dict[str, Any]:
    """Take away, with one notice, what is about servers and pages."""
    gone = sorted(MEANINGLESS & options.keys())
    for name in gone:
        notice(f"{owner}({name}=…) has no effect in a notebook: there is no server.")
    return {name: value for name, value in options.items() if name not in gone}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that asks whether a name like this was meant, if there is one.

    Examples
    --------
    >>> nearest("lable", ["label", "value"]), nearest("x", ["label"])
    (" Did you mean 'label'?", '')
    """
    from difflib import get_close_matches  # only when something is wrong

    near = get_close_matches(name, list(known), 1)
    return f" Did you mean {near[0]!r}?" if near else ""


def parameters(owner: Any) -> list[str]:
    """Return the names of all parameters a class or function takes, its bases' included."""
    owners = (
        [vars(cls).get("__init__") for cls in owner.__mro__] if isinstance(owner, type) else [owner]
    )
    names = dict.fromkeys(
        parameter.name
        for function in owners
        if inspect.isfunction(function)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    )
    names.pop("self", None)
    return list(names)


def by_name(
    owner: str, order: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """Return all arguments by name.

    Parameters
    ----------
    owner
        What is called, for the words of an error.
    order
        The names of those given by position.
    args, kwargs
        The arguments.

    Raises
    ------
    TypeError
        When there are too many, or one is given twice.

    Examples
    --------
    >>> by_name("Radio", ["choices", "value"], [["a", "b"], "a"], {"label": "Pick"})
    {'choices': ['a', 'b'], 'value': 'a', 'label': 'Pick'}
    """
    if len(args) > len(order):
        raise TypeError(
            f"{owner}() takes {len(order)} arguments by position at most, not {len(args)}."
        )
    given = dict(zip(order, args, strict=False))
    twice = next((name for name in given if name in kwargs), None)
    if twice is not None:
        raise TypeError(f"{owner}() got {twice!r} by position and by name.")
    return given | kwargs


BOUND = ("visible", "interactive", "choices")
"""The parameters of a component that can follow the values of others."""


def refuse_bound(owner: str, given: dict[str, Any]) -> None:
    """Refuse an expression where a property follows nothing.

    Raises
    ------
    TypeError
        Naming the parameter, and those that can follow.
    """
    for name, value in given.items():
        if name not in BOUND and getattr(value, "is_expression", False):
            raise TypeError(
                f"{owner}({name}=…) cannot follow another value: {', '.join(BOUND[:-1])} and "
                f"{BOUND[-1]} can. Let a function return gr.update({name}=…) in its place."
            )


def recording(
    init: Callable[..., None],
    order: Sequence[str] = (),
    check: Callable[[type, dict[str, Any]], dict[str, Any]] | None = None,
) -> Callable[..., None]:
    """Return a constructor that keeps what it was called with, and tells when it is done.

    The outermost one of a class and its bases keeps the arguments in `given`, and calls
    `made` at its end.

    Parameters
    ----------
    init
        The constructor.
    order
        The names of the arguments given by position, where they are more than it says itself.
    check
        Returns the arguments as they count.
    """

    @functools.cache
    def signature() -> inspect.Signature:
        return inspect.signature(init)

    @functools.wraps(init)
    def recorded(self: Any, *args: Any, **kwargs: Any) -> None:
        __tracebackhide__ = True
        if "given" in self.__dict__:
            construct(self, *args, **kwargs)
            return
        try:
            construct(self, *args, **kwargs)
        except Exception as error:
            raise trimmed(error)  # noqa: B904  # it is the same one

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        if order and args:
            args, kwargs = (), by_name(type(self).__name__, order, args, kwargs)
        if "given" in self.__dict__:
            init(self, *args, **kwargs)
            return
        try:
            bound = signature().bind(self, *args, **kwargs)
        except TypeError as error:
            raise TypeError(f"{type(self).__name__}(): {error}.") from None
        given = dict(bound.arguments)
        del given[next(iter(signature().parameters))]
        rest = [p.name for p in signature().parameters.values() if p.kind is p.VAR_KEYWORD]
        for name in rest:
            given |= given.pop(name, {})
        refuse_bound(type(self).__name__, given)
        if check is not None:
            given = check(type(self), given)
            for name in bound.arguments.keys() & given.keys():
                bound.arguments[name] = given[name]
            for name in bound.arguments.keys() & set(rest):
                bound.arguments[name] = {key: given[key] for key in bound.arguments[name]}
        self.given = given
        init(*bound.args, **bound.kwargs)
        self.made()

    return recorded
