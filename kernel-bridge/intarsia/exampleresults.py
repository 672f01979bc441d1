"""Results of examples: those that are kept, or else made now."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, aclosing, closing
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from .codemark import code_mark
from .components.base import Component
from .components.building import building
from .components.chunks import Chunks
from .components.sessionfiles import session_files
from .examplecache import ExampleCache, cache_folder, described
from .injection import Injected, injected, placed
from .request import Request
from .runtime.figures import own_figures
from .runtime.files import FileStore
from .runtime.loop import coroutines
from .updates import Update, skip, update


class ExampleResults:
    """What a function gives for examples, kept on disk.

    Parameters
    ----------
    fn
        The function.
    inputs, outputs
        What its values go through, in order.
    batch
        Whether it takes lists.
    preprocess, postprocess
        Whether it gets values as components read them, and returns such.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        inputs: Sequence[Component],
        outputs: Sequence[Component],
        *,
        batch: bool = False,
        preprocess: bool = True,
        postprocess: bool = True,
    ) -> None:
        self._fn = fn
        self._inputs = inputs
        self._outputs = outputs
        self._batch = batch
        self._preprocess = preprocess
        self._postprocess = postprocess
        settings = (batch, preprocess, postprocess)
        mark = repr([code_mark(fn), described(inputs), described(outputs), settings])
        name = getattr(fn, "__name__", type(fn).__name__)
        self._cache = ExampleCache(name, mark, cache_folder())
        self._locks: dict[Path, Lock] = {}

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self._cache.folder

    def has(self, row: Sequence[Any]) -> bool:
        """Whether the results of an example are kept."""
        return self._cache.load(row) is not None

    def outputs(self, row: Sequence[Any], request: Request | None) -> list[Any]:
        """Return the results of an example, as they travel; what is an update is one again.

        From any thread; who asks while they are made gets those.

        Parameters
        ----------
        row
            A value for each input.
        request
            Who asks, for a function that wants to know.
        """
        with self._locks.setdefault(self._cache.path(row), Lock()):
            found = self._cache.load(row) or self._made(row, request)
        return [_read(output) for output in found]

    def _made(self, row: Sequence[Any], request: Request | None) -> list[Any]:
        files = FileStore()
        with ExitStack() as stack:
            stack.callback(files.close)
            stack.callback(session_files.reset, session_files.set(files))
            stack.callback(building.reset, building.set(None))
            stack.enter_context(own_figures())
            chunks = [
                each.chunks() if each.takes_chunks and self._postprocess else None
                for each in self._outputs
            ]
            result = self._spread(self._call(row, request, partial(self._add, chunks)))
            whole = [each and each.end() for each in chunks]
            outputs = [
                {"value": made} if made else _kept(component, value, self._postprocess)
                for component, value, made in zip(self._outputs, result, whole, strict=True)
            ]
            self._cache.save(row, outputs, files)
        found = self._cache.load(row)  # its files are those of this session
        assert found is not None
        return found

    def _add(self, chunks: Sequence[Chunks | None], value: Any) -> None:
        """Take what is yielded to those outputs of which it is a part."""
        if not any(chunks):
            return
        for each, part in zip(chunks, self._spread(value), strict=True):
            if each is not None and not isinstance(part, (Update, Component)):
                each.add(part)

    def _call(
        self, row: Sequence[Any], request: Request | None, each: Callable[[Any], None]
    ) -> Any:
        args = []
        for component, value in zip(self._inputs, row, strict=True):
            sent = component.postprocess(value)
            args.append(component.preprocess(sent) if self._preprocess else sent)
        if self._batch:
            args = [[value] for value in args]

        def give(one: Injected) -> Any:
            return {"progress": one.wanted, "request": request}.get(one.kind)

        placed_args, named = placed(injected(self._fn), give, tuple(args), {})
        result = self._fn(*placed_args, **named)
        if not self._batch:
            return finished(result, each)
        firsts = [column[0] for column in finished(result)]
        found = firsts[0] if len(self._outputs) == 1 else firsts
        each(found)
        return found

    def _spread(self, result: Any) -> list[Any]:
        if isinstance(result, dict) and result and all(isinstance(k, Component) for k in result):
            given = {id(key): value for key, value in result.items()}
            return [given.get(id(component), skip()) for component in self._outputs]
        if len(self._outputs) == 1:
            return [result]
        if not isinstance(result, (list, tuple)) or len(result) != len(self._outputs):
            raise ValueError(f"The function must return {len(self._outputs)} values.")
        return list(result)


def _nothing(value: Any) -> None:
    """Do nothing with a value."""


def finished(result: Any, each: Callable[[Any], None] = _nothing) -> Any:
    """Return what a function gives in the end: of a generator what it yields last.

    Parameters
    ----------
    result
        What the function returned.
    each
        Called with all that it gives, also on the way.
    """
    last = None
    if inspect.isgenerator(result):
        with closing(result):
            for value in result:
                each(value)
                last = value
        return last
    if isinstance(result, AsyncIterator):
        return _awaited(_last(result, each))
    last = _awaited(result) if inspect.isawaitable(result) else result
    each(last)
    return last


async def _last(values: Any, each: Callable[[Any], None]) -> Any:
    last = None
    async with aclosing(values):
        async for value in values:
            each(value)
            last = value
    return last


def _awaited(work: Any) -> Any:
    """Wait for a coroutine on the loop for such; the thread that asks may have a loop itself."""

    async def wait() -> Any:
        return await work

    return asyncio.run_coroutine_threadsafe(wait(), coroutines().loop).result()


def _kept(component: Component, value: Any, postprocess: bool) -> dict[str, Any]:
    """Return what is kept of a result: a value as it travels, or properties that change."""
    if isinstance(value, Component):
        value = Update(value.given)
    if isinstance(value, Update):
        changes = {name: each for name, each in value.changes.items() if name != "render"}
        if "value" in changes and postprocess:
            others = {name: each for name, each in changes.items() if name != "value"}
            changes["value"] = component.updated(others).postprocess(changes["value"])
        return {"update": changes}
    if component.is_layout and value is None:
        return {"update": {}}
    return {"value": component.postprocess(value) if postprocess else value}


def _read(kept: dict[str, Any]) -> Any:
    return update(**kept["update"]) if "update" in kept else kept["value"]
