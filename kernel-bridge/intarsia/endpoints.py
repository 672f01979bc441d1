"""Functions that only programs call: `api` gives an app one without components."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from typing import Any, Literal

from .components.building import building
from .components.json import JSON
from .messages import Json
from .wire import plain

Function = Callable[..., Any]


class Api(JSON):
    """A value of a function that only programs call: it stands nowhere, and is what it is."""

    def __init__(self, value: Any = None, *, label: str = "API") -> None:
        super().__init__(value, label=label, render=False)

    def common_spec(self) -> dict[str, Any]:
        return {**super().common_spec(), "interactive": self.interactive is not False}

    def preprocess(self, value: Json) -> Any:
        return value

    def postprocess(self, value: Any) -> Json:
        return plain(value)


def api(
    fn: Function | Literal["decorator"] = "decorator",
    *,
    api_name: str | None = None,
    api_description: Any = None,
    queue: bool = True,
    batch: bool = False,
    max_batch_size: int = 4,
    concurrency_limit: int | Literal["default"] | None = "default",
    concurrency_id: str | None = None,
    api_visibility: Literal["public", "private", "undocumented"] = "public",
    time_limit: float | None = None,
    stream_every: float = 0.5,
) -> Any:
    """Let programs call a function of the app that no component belongs to.

    Its inputs and results are plain JSON, and go through unchanged.

    Parameters
    ----------
    fn : callable
        The function; left out, a decorator is returned. Each of its parameters is an input, and
        it has one output, or one for each item of `tuple[…]` as its return annotation.
    api_name : str, optional
        What clients call it; by default the function's name.
    api_description, queue, batch, max_batch_size, concurrency_limit, concurrency_id, \
api_visibility, time_limit, stream_every
        As `on` takes them.

    Returns
    -------
    Dependency
        With `then`, `success` and `failure`; the function itself, where it is a decorator.

    Raises
    ------
    RuntimeError
        Outside of a `with Blocks():`.

    Examples
    --------
    >>> import intarsia as gr
    >>> from intarsia.testing import connect
    >>> with gr.Blocks() as demo:
    ...     @gr.api(api_name="cut")
    ...     def add_and_cut(a: int, b: int, text: str) -> tuple[int, str]:
    ...         return a + b, text[a:b]
    >>> connect(demo).call(0, 1, 3, "abcd")
    [4, 'bc']
    """
    builder = building.get()
    if builder is None:
        raise RuntimeError("api() is a part of an app: call it inside of `with Blocks():`.")
    options = dict(
        api_name=api_name,
        api_description=api_description,
        queue=queue,
        batch=batch,
        max_batch_size=max_batch_size,
        concurrency_limit=concurrency_limit,
        concurrency_id=concurrency_id,
        api_visibility=api_visibility,
        time_limit=time_limit,
        stream_every=stream_every,
    )

    def add(function: Function) -> Any:
        names, count = _inputs(function), _results(function)
        return builder.attach(
            [],
            function,
            inputs=[Api(label=name) for name in names],
            outputs=[Api(label=f"Result {i + 1}") for i in range(count)],
            preprocess=False,
            postprocess=False,
            show_progress="hidden",
            **options,
        )

    def decorate(function: Function) -> Function:
        add(function)
        return function

    return decorate if fn == "decorator" else add(fn)


def _inputs(fn: Function) -> list[str]:
    """Return the names of the parameters that a program gives."""
    from .injection import injected

    given = {found.name for found in injected(fn)}
    return [
        parameter.name
        for parameter in inspect.signature(fn).parameters.values()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        and parameter.name not in given
    ]


def _results(fn: Function) -> int:
    """Return how many values a function returns, as its annotation says."""
    try:
        said = typing.get_type_hints(fn).get("return")
    except Exception:  # names that are not there
        return 1
    if said is type(None):
        return 0
    items = typing.get_args(said) if typing.get_origin(said) is tuple else ()
    return len(items) if items and ... not in items else 1
