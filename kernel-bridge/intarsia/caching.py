"""Results that are kept: of functions by what they were called with, and by keys of one's own."""

from __future__ import annotations

import copy
import functools
import inspect
import re
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator
from threading import Lock
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from .components.sessionfiles import session_files
from .fingerprint import fingerprint

__all__ = ["Cache", "cache"]

_UNITS = {"": 1, "B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


class _Store:
    """Entries by fingerprint; those that were not used for longest go first. From any thread."""

    def __init__(self, max_size: int, max_memory: int | None) -> None:
        self._max_size = max_size
        self._max_memory = max_memory
        self._entries: OrderedDict[str, tuple[Any, Any, int]] = OrderedDict()
        self._memory = 0
        self._lock = Lock()

    def get(self, mark: str) -> Any:
        """Return an entry, or `None`."""
        with self._lock:
            if mark not in self._entries:
                return None
            self._entries.move_to_end(mark)
            return self._entries[mark][1]

    def put(self, mark: str, key: Any, entry: Any) -> None:
        """Keep an entry; what is too much goes."""
        size = _size(entry) if self._max_memory is not None else 0
        with self._lock:
            self._memory += size - self._entries.get(mark, (None, None, 0))[2]
            self._entries[mark] = (key, entry, size)
            self._entries.move_to_end(mark)
            while len(self._entries) > 1 and self._is_over():
                self._memory -= self._entries.popitem(last=False)[1][2]

    def keys(self) -> list[Any]:
        with self._lock:
            return [key for key, _, _ in self._entries.values()]

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._memory = 0

    def _is_over(self) -> bool:
        too_many = 0 < self._max_size < len(self._entries)
        return too_many or (self._max_memory is not None and self._memory > self._max_memory)


class Cache:
    """Values that a function keeps by keys of its own: the default of one of its parameters.

    `get` returns a dict of what was kept under a key, or `None`; `set` keeps any values by name.
    Keys are compared by their content, arrays, frames and pictures too.

    Parameters
    ----------
    max_size : int, default 128
        How many entries are kept; those that were not used for longest go first. 0 for any number.
    max_memory : str or int, optional
        How much memory they may take, about: bytes, or like `"512mb"`.
    per_session : bool, default False
        Whether each session has entries of its own, which end with it; the limits are then those
        of a session.

    Raises
    ------
    ValueError
        When `max_memory` is no size.

    Examples
    --------
    >>> def measure(text, known=Cache()):
    ...     found = known.get(text)
    ...     if found is None:
    ...         known.set(text, length=len(text))
    ...         return "measured"
    ...     return f"{found['length']} letters"
    >>> measure("abc"), measure("abc")
    ('measured', '3 letters')
    """

    def __init__(
        self,
        *,
        max_size: int = 128,
        max_memory: str | int | None = None,
        per_session: bool = False,
    ) -> None:
        memory = _bytes(max_memory)
        self._make = functools.partial(_Store, max_size, memory)
        self._shared = self._make()
        self._per_session = per_session
        self._sessions: WeakKeyDictionary[Any, _Store] = WeakKeyDictionary()

    @property
    def _store(self) -> _Store:
        """The entries of this session, or of all. A session's files end with it, and these too."""
        files = session_files.get(None) if self._per_session else None
        return self._shared if files is None else self._sessions.setdefault(files, self._make())

    def get(self, key: Any) -> dict[str, Any] | None:
        """Return what was kept under a key, or `None`."""
        found = self._store.get(fingerprint(key))
        return None if found is None else dict(found)

    def set(self, key: Any, **data: Any) -> None:
        """Keep values under a key."""
        self._store.put(fingerprint(key), key, data)

    def keys(self) -> list[Any]:
        """Return all keys, those that were not used for longest first."""
        return self._store.keys()

    def clear(self) -> None:
        """Forget everything."""
        self._store.clear()

    def __len__(self) -> int:
        return len(self.keys())


def cache(
    fn: Callable[..., Any] | None = None,
    *,
    key: Callable[[dict[str, Any]], Any] | None = None,
    max_size: int = 128,
    max_memory: str | int | None = None,
    per_session: bool = False,
) -> Any:
    """Keep the results of a function by what it was called with: a decorator.

    Arguments are compared by their content. Of a generator all that it yields is kept, and yielded
    again. Works with coroutines too, and without `@`: `gr.cache(fn)(…)` keeps the results of one
    function in one place, wherever it is written.

    Parameters
    ----------
    fn : callable, optional
        The function; left out, a decorator is returned.
    key : callable, optional
        Gets the arguments by name, and returns what counts of them.
    max_size : int, default 128
        How many results are kept; those that were not used for longest go first. 0 for any number.
    max_memory : str or int, optional
        How much memory they may take, about: bytes, or like `"512mb"`.
    per_session : bool, default False
        Whether each session has results of its own, which end with it.

    Raises
    ------
    TypeError
        When `fn` is no function: `gr.cache(fn)(x)`, not `gr.cache(fn(x))`.

    Examples
    --------
    >>> @cache
    ... def slow(x):
    ...     print("computed")
    ...     return x + 1
    >>> slow(1), slow(1)
    computed
    (2, 2)
    """
    if fn is None:
        return functools.partial(
            cache, key=key, max_size=max_size, max_memory=max_memory, per_session=per_session
        )
    if not callable(fn):
        raise TypeError(f"gr.cache(fn)(…) keeps results of a function, not a {type(fn).__name__}.")
    settings = (key, max_size, max_memory, per_session)
    known = _caching_of(fn)
    if settings not in known:
        results = Cache(max_size=max_size, max_memory=max_memory, per_session=per_session)
        known[settings] = keeping(fn, key, results)
    return known[settings]


_Wrappers = dict[tuple[Any, ...], Callable[..., Any]]
_wrappers: WeakKeyDictionary[Any, _Wrappers] = WeakKeyDictionary()


def _caching_of(fn: Callable[..., Any]) -> _Wrappers:
    """Return the wrappers of a function, by their settings; a method's are its function's own."""
    try:
        return _wrappers.setdefault(fn, {})
    except TypeError:  # has no weak references, or no hash
        return {}


class Results(Protocol):
    """Where results are kept, by what the function was called with."""

    def get(self, key: Any) -> dict[str, Any] | None:
        """Return what was kept, or `None`."""
        ...

    def set(self, key: Any, **data: Any) -> None:
        """Keep values."""
        ...


def keeping(fn: Any, key: Any, results: Results) -> Callable[..., Any]:
    """Return a function of the same kind that keeps its results: plain, a coroutine, a generator.

    Parameters
    ----------
    key
        Gets the arguments by name and returns what counts of them; `None` for all.
    """
    signature = inspect.signature(fn)

    def named(args: Any, kwargs: Any) -> tuple[Any, inspect.BoundArguments]:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        arguments = dict(bound.arguments)
        return (arguments if key is None else key(arguments)), bound

    wrapper: Any
    if inspect.isgeneratorfunction(fn):

        @functools.wraps(fn)
        def wrapper(*args: Any, **kwargs: Any) -> Iterator[Any]:
            mark, bound = named(args, kwargs)
            known = results.get(mark)
            if known is not None:
                yield from known["yielded"]
                return
            yielded = []
            for value in fn(*bound.args, **bound.kwargs):
                yielded.append(copy.deepcopy(value))
                yield value
            results.set(mark, yielded=yielded)

    elif inspect.isasyncgenfunction(fn):

        @functools.wraps(fn)
        async def wrapper(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
            mark, bound = named(args, kwargs)
            known = results.get(mark)
            if known is not None:
                for value in known["yielded"]:
                    yield value
                return
            yielded = []
            async for value in fn(*bound.args, **bound.kwargs):
                yielded.append(copy.deepcopy(value))
                yield value
            results.set(mark, yielded=yielded)

    elif inspect.iscoroutinefunction(fn):

        @functools.wraps(fn)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            mark, bound = named(args, kwargs)
            known = results.get(mark)
            if known is None:
                known = {"value": await fn(*bound.args, **bound.kwargs)}
                results.set(mark, **known)
            return known["value"]

    else:

        @functools.wraps(fn)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            mark, bound = named(args, kwargs)
            known = results.get(mark)
            if known is None:
                known = {"value": fn(*bound.args, **bound.kwargs)}
                results.set(mark, **known)
            return known["value"]

    wrapper.cache = results
    return wrapper  # type: ignore[no-any-return]  # one of these


def _bytes(given: str | int | None) -> int | None:
    """Return a size in bytes.

    Examples
    --------
    >>> _bytes("2 kb"), _bytes(7), _bytes(None)
    (2048, 7, None)
    """
    if given is None or isinstance(given, int):
        return given
    found = re.fullmatch(r"(\d+)\s*([a-z]*)", given.strip(), re.IGNORECASE)
    if found is None or found[2].upper() not in _UNITS:
        raise ValueError(f'A size is a number of bytes, or like "512mb", not {given!r}.')
    return int(found[1]) * _UNITS[found[2].upper()]


def _size(value: Any) -> int:
    """Return about how many bytes a value takes."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    if isinstance(getattr(value, "nbytes", None), int):
        return int(value.nbytes)
    usage = getattr(value, "memory_usage", None)  # pandas
    if callable(usage):
        used = usage(deep=True)
        return int(used.sum() if hasattr(used, "sum") else used)
    if type(value).__module__.partition(".")[0] == "PIL":
        return int(value.size[0] * value.size[1] * len(value.getbands()))
    return sys.getsizeof(value)
