"""One text for each content of a value, to find again what was made from the same."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import hashlib
import os
from collections.abc import Iterator, Mapping, Set
from typing import Any

__all__ = ["fingerprint"]


_TEXTS = (
    datetime.date,
    datetime.time,
    datetime.timedelta,
    decimal.Decimal,
    fractions.Fraction,
    range,
    slice,
)


def fingerprint(value: Any, *, lasting: bool = False) -> str:
    """Return a text that is the same for values of the same content, in this process.

    Arrays, frames and pictures count by what is in them; other objects by their own `hash`, or
    where they have none, by their attributes.

    Parameters
    ----------
    lasting
        Whether it has to be the same in other processes, and when an object that it was made of is
        gone: by content alone, never by `hash`.

    Raises
    ------
    TypeError
        When there is nothing to tell a value by.

    Examples
    --------
    >>> fingerprint({"a": [1, 2]}) == fingerprint({"a": [1, 2]}) != fingerprint({"a": (1, 2)})
    True
    """
    digest = hashlib.sha256()
    for piece in _pieces(value, lasting):
        digest.update(len(piece).to_bytes(8, "little"))
        digest.update(piece)
    return digest.hexdigest()


def _pieces(value: Any, lasting: bool) -> Iterator[bytes]:
    yield type(value).__qualname__.encode()
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        yield repr(value).encode(errors="surrogatepass")
    elif isinstance(value, (bytes, bytearray)):
        yield bytes(value)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _pieces(item, lasting)
        yield b"end"
    elif isinstance(value, Mapping):
        yield from _sorted(value.items(), lasting)
    elif isinstance(value, Set):
        yield from _sorted(value, lasting)
    else:
        yield from _of_object(value, lasting)


def _sorted(items: Any, lasting: bool) -> Iterator[bytes]:
    """Items that have no order, in the order of their fingerprints."""
    yield from sorted(fingerprint(item, lasting=lasting).encode() for item in items)
    yield b"end"


def _of_object(value: Any, lasting: bool) -> Iterator[bytes]:
    module = type(value).__module__.partition(".")[0]
    if module == "numpy" and hasattr(value, "tobytes"):
        yield f"{value.shape}{value.dtype}".encode()
        yield from _pieces(value.tolist(), lasting) if value.dtype.hasobject else (value.tobytes(),)
    elif module == "pandas" and hasattr(value, "to_dict"):
        yield from _of_pandas(value)
    elif module == "PIL" and hasattr(value, "tobytes"):
        yield f"{value.mode}{value.size}".encode()
        yield value.tobytes()
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _pieces(
            {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}, lasting
        )
    elif hasattr(value, "model_dump"):
        yield from _pieces(value.model_dump(), lasting)
    elif lasting:
        yield _by_text(value)
    else:
        yield from _by_hash(value)


def _of_pandas(value: Any) -> Iterator[bytes]:
    from importlib import import_module

    hashed = import_module("pandas").util.hash_pandas_object(value, index=True)
    columns = [*map(str, getattr(value, "columns", [getattr(value, "name", None)]))]
    yield from _pieces(columns, True)
    yield hashed.to_numpy().tobytes()


def _by_text(value: Any) -> bytes:
    """A value whose text says it all, in every process."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__module__}.{value.name}".encode()
    if isinstance(value, (*_TEXTS, os.PathLike)):
        return repr(value).encode(errors="surrogatepass")
    raise TypeError(f"A {type(value).__name__} cannot be told from another one by what is in it.")


def _by_hash(value: Any) -> Iterator[bytes]:
    try:
        yield repr(hash(value)).encode()
    except TypeError:
        if not hasattr(value, "__dict__"):
            raise TypeError(
                f"A {type(value).__name__} cannot be told from another one: give gr.cache a key."
            ) from None
        yield from _pieces(vars(value), False)
