"""Functions as steps of a flow: with a name of their own, and results that are kept."""

from __future__ import annotations

import copy
import functools
import hashlib
import os
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from .caching import Cache, keeping
from .codemark import code_mark
from .components.base import Component
from .components.filevalues import MAX_FILE, read_regular
from .examplecache import write_whole
from .fingerprint import fingerprint
from .injection import injected
from .stepmark import Place, StepMark, reused
from .storedvalues import pack, unpack

__all__ = ["step"]

FOLDER = ".intarsia/cached_steps"


def step(
    fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    cache: bool | Literal["memory", "disk"] = False,
    key: Callable[[dict[str, Any]], Any] | None = None,
    max_size: int = 128,
) -> Any:
    """Make a function a step of its app's flow: a decorator.

    What a step leaves out, with `gr.skip()` or in a dict, it does not feed: a function that follows
    it, and gets nothing else of it, is skipped, and so is what follows that.

    With `cache`, a result is kept by the code of the function and by what it was called with. The
    code is that of the function, of the functions of its module that it calls, and of the plain
    values that both use: a change there makes it anew, a change in a step that comes later does
    not. Files count by name and content.

    Parameters
    ----------
    fn : callable, optional
        The function; left out, a decorator is returned.
    name : str, optional
        What it is called in the flow; by default the function's name.
    cache : bool or {"memory", "disk"}, default False
        Where results are kept: `True` or `"memory"` as long as the kernel runs, also when the cell
        runs again; `"disk"` in files in `.intarsia/cached_steps`, which hold plain values, dates,
        arrays, frames and pictures, and never code. What cannot be kept is made each time, and a
        warning says why.
    key : callable, optional
        Gets the arguments by name, and returns what counts of them.
    max_size : int, default 128
        How many results are kept; those that were not used for longest go first.

    Returns
    -------
    callable
        The function; with `cache` a `cache.clear()` forgets its results.

    Raises
    ------
    TypeError
        When `fn` is no function.
    ValueError
        When `cache` is something else.

    Examples
    --------
    >>> @step(name="Double it", cache=True)
    ... def double(x):
    ...     print("computed")
    ...     return 2 * x
    >>> double(2), double(2)
    computed
    (4, 4)
    """
    if fn is None:
        return functools.partial(step, name=name, cache=cache, key=key, max_size=max_size)
    if not callable(fn):
        raise TypeError(f"gr.step marks a function, not a {type(fn).__name__}.")
    if cache not in (False, None, True, "memory", "disk"):
        raise ValueError(f'cache is True, "memory" or "disk", not {cache!r}.')
    place: Place | None = ("memory" if cache is True else cache) or None
    marked: Any = fn
    if place is not None:
        results = _Results(fn, key, place, max_size)
        marked = keeping(fn, results.mark, results)
        marked.cache = results
    try:
        marked.step_mark = StepMark(name, place)
    except AttributeError:
        raise TypeError(
            f"gr.step marks a function that was written in Python, not {fn!r}: put it in one."
        ) from None
    return marked


class _Results:
    """The results of one step, by its code and what it was called with. From any thread."""

    def __init__(self, fn: Any, key: Any, place: Place, max_size: int) -> None:
        self._fn = fn
        self._key = key
        self._max_size = max_size
        module, name = getattr(fn, "__module__", ""), getattr(fn, "__qualname__", type(fn).__name__)
        self._name = f"{module}.{name}"
        self._store: _Memory | _Disk = (
            _memory(self._name, max_size) if place == "memory" else _Disk(self._name, max_size)
        )
        self._warned = False

    def mark(self, arguments: dict[str, Any]) -> tuple[str, str] | None:
        """Return what tells the code, and this call of it; `None` when nothing does."""
        counted = dict(arguments)
        for wanted in injected(self._fn):
            if wanted.kind == "progress":
                counted.pop(wanted.name, None)
            elif wanted.kind == "request":  # what is told of a person is told to nobody else
                given = counted.get(wanted.name)
                counted[wanted.name] = getattr(given, "session_hash", None)
        try:
            chosen = counted if self._key is None else self._key(counted)
            return code_mark(self._fn), fingerprint(_content(chosen), lasting=True)
        except (TypeError, RecursionError) as error:
            self._warn(f"{error} Give gr.step a key.")
            return None

    def get(self, key: tuple[str, str] | None) -> dict[str, Any] | None:
        """Return what was kept, whole and unchanged; `None` without."""
        found = None if key is None else self._store.get(*key)
        if found is None or not _are_there(found["files"]):
            return None
        told = reused.get()
        if told is not None:
            told()
        return dict(found["data"])

    def set(self, key: tuple[str, str] | None, **data: Any) -> None:
        """Keep a result, if that can be."""
        if key is None:
            return
        try:
            self._store.put(*key, {"data": data, "files": _files(data)})
        except (TypeError, ValueError, OSError, RecursionError) as error:
            self._warn(str(error))

    def clear(self) -> None:
        """Forget all results."""
        self._store.clear()

    def _warn(self, why: str) -> None:
        if not self._warned:
            self._warned = True
            warnings.warn(f"Results of {self._name} are not kept: {why}", stacklevel=5)


class _Memory:
    """Results as long as the kernel runs, of one version of the code: copies, for nobody else."""

    def __init__(self, max_size: int) -> None:
        self._cache = Cache(max_size=max_size)
        self._code = ""

    def get(self, code: str, call: str) -> dict[str, Any] | None:
        found = self._cache.get([code, call])
        return None if found is None else _copied(found["entry"])

    def put(self, code: str, call: str, entry: dict[str, Any]) -> None:
        if code != self._code:
            self._cache.clear()
            self._code = code
        self._cache.set([code, call], entry=_copied(entry))

    def clear(self) -> None:
        self._cache.clear()


_memories: dict[str, _Memory] = {}
"""By the function's name: a cell that runs again makes another function of the same name."""


def _memory(name: str, max_size: int) -> _Memory:
    return _memories.setdefault(name, _Memory(max_size))


class _Disk:
    """Results in files, a folder for each version of the code."""

    def __init__(self, name: str, max_size: int) -> None:
        self._name = name
        self._max_size = max_size

    def get(self, code: str, call: str) -> dict[str, Any] | None:
        path = self._folder(code) / f"{call[:32]}.step"
        try:
            found = unpack(read_regular(path, MAX_FILE))
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile):
            return None  # what cannot be read is made again
        is_whole = isinstance(found, dict) and found.keys() == {"data", "files"}
        return found if is_whole else None

    def put(self, code: str, call: str, entry: dict[str, Any]) -> None:
        packed = pack(entry)
        if len(packed) > MAX_FILE:
            raise ValueError(f"It has more than {MAX_FILE // 2**20} MiB.")
        if fingerprint(unpack(packed), lasting=True) != fingerprint(entry, lasting=True):
            raise TypeError("It would not come back from a file as it is.")
        folder = self._folder(code)
        write_whole(folder / f"{call[:32]}.step", packed)
        kept = sorted(folder.glob("*.step"), key=lambda path: path.stat().st_mtime)
        for path in kept[: -self._max_size or None]:
            path.unlink(missing_ok=True)

    def clear(self) -> None:
        for path in self._root().glob(f"{self._readable()}-*/*.step"):
            path.unlink(missing_ok=True)

    def _folder(self, code: str) -> Path:
        return self._root() / f"{self._readable()}-{code[:16]}"

    def _readable(self) -> str:
        readable = re.sub(r"\W+", "_", self._name)[-40:]
        return f"{readable}-{hashlib.sha256(self._name.encode()).hexdigest()[:8]}"

    def _root(self) -> Path:
        return Path(FOLDER).absolute()


def _copied(value: Any) -> Any:
    """Return a copy, in which components that stand for outputs are the same ones."""
    memo = {id(component): component for component in _components(value)}
    return copy.deepcopy(value, memo)


def _components(value: Any) -> list[Component]:
    if isinstance(value, Component):
        return [value]
    if isinstance(value, dict):
        return [c for pair in value.items() for item in pair for c in _components(item)]
    return [c for item in value for c in _components(item)] if type(value) in (list, tuple) else []


def _content(value: Any) -> Any:
    """Return what tells an argument from another one: of a file its name, and what it holds."""
    if isinstance(value, dict):
        return {key: _content(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_content(item) for item in value)
    if isinstance(value, (str, os.PathLike)) and 0 < len(str(value)) < 4096:
        try:
            if os.path.isfile(value):
                return ["file", os.path.basename(value), _digest(os.fspath(value))]
        except (OSError, ValueError):
            pass
    return value


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(value: Any) -> dict[str, str]:
    """Return the files that a result names, and what they hold: a result without them is none."""
    if isinstance(value, dict):
        return {path: mark for item in value.values() for path, mark in _files(item).items()}
    if type(value) in (list, tuple):
        return {path: mark for item in value for path, mark in _files(item).items()}
    if isinstance(value, (str, os.PathLike)) and _content(value) != value:
        return {os.fspath(value): _digest(os.fspath(value))}
    return {}


def _are_there(files: dict[str, str]) -> bool:
    try:
        return all(_digest(path) == mark for path, mark in files.items())
    except OSError:
        return False
