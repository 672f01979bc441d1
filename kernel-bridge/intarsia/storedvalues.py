"""Python values as a file that can be read without running anything: no pickle.

Plain values, dates, arrays, frames and pictures; of others nothing is kept.
"""

from __future__ import annotations

import datetime
import io
import json
import pathlib
import zipfile
from collections.abc import Callable
from importlib import import_module
from typing import Any

_PLAIN = (type(None), bool, int, float, str)

_MODES = ("L", "RGB", "RGBA", "I", "F")
"""Pictures whose bytes say all."""


def pack(value: Any) -> bytes:
    """Return a value as the content of a file.

    Raises
    ------
    TypeError
        When it, or something in it, is of a type that has no form here.

    Examples
    --------
    >>> unpack(pack({"a": (1, 2.5), "b": {b"x"}}))
    {'a': (1, 2.5), 'b': {b'x'}}
    """
    blobs: list[bytes] = []
    tree = _written(value, blobs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("value.json", json.dumps(tree))
        for number, blob in enumerate(blobs):
            archive.writestr(f"{number}.bin", blob)
    return out.getvalue()


def unpack(data: bytes) -> Any:
    """Return the value that `pack` made a file of.

    Raises
    ------
    ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile
        When it is no such file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(info.compress_type != zipfile.ZIP_STORED for info in archive.infolist()):
            raise ValueError("Only what is stored as it is can be read.")
        return _read(
            json.loads(archive.read("value.json")), lambda number: archive.read(f"{number}.bin")
        )


def _written(value: Any, blobs: list[bytes]) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is complex:
        return ["complex", value.real, value.imag]
    if kind in (bytes, bytearray):
        return [kind.__name__, _blob(bytes(value), blobs)]
    if kind in (list, tuple, set, frozenset):
        return [kind.__name__, [_written(item, blobs) for item in value]]
    if kind is dict:
        pairs = [[_written(key, blobs), _written(item, blobs)] for key, item in value.items()]
        return ["dict", pairs]
    if kind in (datetime.datetime, datetime.date, datetime.time):
        return [kind.__name__, value.isoformat()]
    if kind is datetime.timedelta:
        return ["timedelta", value.days, value.seconds, value.microseconds]
    if isinstance(value, pathlib.PurePath):
        return ["path", str(value)]
    return _rarer(value, blobs)


def _rarer(value: Any, blobs: list[bytes]) -> Any:
    module, name = type(value).__module__.partition(".")[0], type(value).__name__
    if module == "numpy" and hasattr(value, "dtype") and not value.dtype.hasobject:
        out = io.BytesIO()
        import_module("numpy").save(out, value, allow_pickle=False)
        return ["array" if name == "ndarray" else "scalar", _blob(out.getvalue(), blobs)]
    if module == "pandas" and name == "DataFrame":
        columns = [_column(value.iloc[:, i], blobs) for i in range(value.shape[1])]
        return ["frame", _index(value.columns, blobs), _index(value.index, blobs), columns]
    if module == "pandas" and name == "Series":
        return [
            "series",
            *_column(value, blobs),
            _index(value.index, blobs),
            _written(value.name, blobs),
        ]
    if module == "PIL" and value.mode in _MODES and not value.info.get("transparency"):
        return ["picture", value.mode, list(value.size), _blob(value.tobytes(), blobs)]
    raise TypeError(f"A {name} cannot be kept on disk.")


def _index(index: Any, blobs: list[bytes]) -> Any:
    if index.nlevels > 1:
        raise TypeError("A frame with several levels of labels cannot be kept on disk.")
    if type(index).__name__ == "RangeIndex":
        return ["range", index.start, index.stop, index.step, _written(index.name, blobs)]
    return ["labels", *_column(index, blobs), _written(index.name, blobs)]


def _column(values: Any, blobs: list[bytes]) -> list[Any]:
    """Return the type and the values of a series or an index."""
    dtype = str(values.dtype)
    if values.dtype.kind in "biufcmM" and type(values.dtype).__module__.startswith("numpy"):
        return [dtype, _written(values.to_numpy(), blobs)]
    if dtype in ("object", "str", "string", "boolean") or dtype[:1] in "IUF":
        items = values.to_list()
        missing = import_module("pandas").NA
        if any(item is missing for item in items):
            raise TypeError("A column with missing values of this type cannot be kept on disk.")
        return [dtype, _written(items, blobs)]
    raise TypeError(f"A column of type {dtype} cannot be kept on disk.")


def _blob(data: bytes, blobs: list[bytes]) -> int:
    blobs.append(data)
    return len(blobs) - 1


def _read(tree: Any, blob: Callable[[int], bytes]) -> Any:
    if not isinstance(tree, list):
        return tree
    kind, *rest = tree
    return _READERS[kind](blob, *rest)


def _items(blob: Callable[[int], bytes], items: list[Any]) -> list[Any]:
    return [_read(item, blob) for item in items]


def _array(blob: Callable[[int], bytes], number: int) -> Any:
    return import_module("numpy").load(io.BytesIO(blob(number)), allow_pickle=False)


def _read_index(tree: Any, blob: Callable[[int], bytes]) -> Any:
    pandas = import_module("pandas")
    kind, *rest = tree
    if kind == "range":
        start, stop, step, name = rest
        return pandas.RangeIndex(start, stop, step, name=_read(name, blob))
    dtype, values, name = rest
    return pandas.Index(_read(values, blob), dtype=dtype, name=_read(name, blob))


def _frame(blob: Callable[[int], bytes], labels: Any, index: Any, columns: list[Any]) -> Any:
    pandas = import_module("pandas")
    rows = _read_index(index, blob)
    made = pandas.DataFrame(
        {
            number: pandas.Series(_read(values, blob), dtype=dtype, index=rows)
            for number, (dtype, values) in enumerate(columns)
        },
        index=rows,
    )
    made.columns = _read_index(labels, blob)
    return made


def _series(blob: Callable[[int], bytes], dtype: str, values: Any, index: Any, name: Any) -> Any:
    return import_module("pandas").Series(
        _read(values, blob), dtype=dtype, index=_read_index(index, blob), name=_read(name, blob)
    )


def _picture(blob: Callable[[int], bytes], mode: str, size: list[int], number: int) -> Any:
    return import_module("PIL.Image").frombytes(mode, tuple(size), blob(number))


_READERS: dict[str, Callable[..., Any]] = {
    "complex": lambda _, real, imag: complex(real, imag),
    "bytes": lambda blob, number: blob(number),
    "bytearray": lambda blob, number: bytearray(blob(number)),
    "list": _items,
    "tuple": lambda blob, items: tuple(_items(blob, items)),
    "set": lambda blob, items: set(_items(blob, items)),
    "frozenset": lambda blob, items: frozenset(_items(blob, items)),
    "dict": lambda blob, pairs: {_read(key, blob): _read(item, blob) for key, item in pairs},
    "datetime": lambda _, text: datetime.datetime.fromisoformat(text),
    "date": lambda _, text: datetime.date.fromisoformat(text),
    "time": lambda _, text: datetime.time.fromisoformat(text),
    "timedelta": lambda _, *parts: datetime.timedelta(*parts),
    "path": lambda _, text: pathlib.Path(text),
    "array": _array,
    "scalar": lambda blob, number: _array(blob, number)[()],
    "frame": _frame,
    "series": _series,
    "picture": _picture,
}
