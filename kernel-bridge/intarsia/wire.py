"""What crosses the border, and how: nothing else touches JSON.

Values. JSON as it is, and these rules, the same in `src/protocol/wire.ts`:

===========================  ==========================================
Python                       on the wire
===========================  ==========================================
nan, inf, -inf, -0.0         `{"$float": "NaN" | "Infinity" | ...}`
int beyond 2**53 - 1         `{"$int": "9007199254740993"}`
bytes-like                   `{"$buffer": 0}`, an index into the buffers
date, time, datetime         ISO 8601 text
timedelta                    seconds, as a number
Decimal, Fraction, complex   text
tuple, set, frozenset        array
lone surrogate in a text     U+FFFD
Enum                         its name; of a `str` or `int`, its value
dict with a key like `$x`    `{"$object": {...}}`, so no data looks like a tag
===========================  ==========================================

Messages. Frozen dataclasses become objects of exactly their fields, but for those that are
`SPARSE`; the decoder is closed: what a class does not declare is refused.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import math
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn, TypeVar

from .errors import BadMessageError, Path, TooLargeError, UnknownRequestError
from .messages import SPARSE, Message, Reply, Request
from .spec import ComponentSpec

MAX_SAFE = 2**53 - 1
MAX_DEPTH = 64
MAX_KEYS = 10_000
MAX_TEXT = 1024 * 1024
"""Characters of JSON that one inbound message may have, about."""

MAX_BUFFERS = MAX_TEXT + 1024
"""Bytes beside it: a piece of a file."""

_FLOATS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf, "-0": -0.0}

_INSIDE: Path = ("", "")
"""Levels of a message that a value is put into, so that it is not too deep there."""

Buffers = list[Any]
T = TypeVar("T")


# ------------------------------------------------------------------ values


def encode_value(value: object, buffers: Buffers) -> Any:
    """Return `value` as JSON, its bytes appended to `buffers`.

    Raises
    ------
    TypeError
        For a value no rule covers; the message names its type and place.

    Examples
    --------
    >>> encode_value([1, float("nan"), 2**60], [])
    [1, {'$float': 'NaN'}, {'$int': '1152921504606846976'}]
    """
    return _encode(value, buffers, ())


def _encode(value: Any, buffers: Buffers, path: Path) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(int(value), path)
    if isinstance(value, float):
        return _real(float(value))
    if len(path) > MAX_DEPTH:
        raise TypeError(f"The value is nested more than {MAX_DEPTH} levels deep.")
    if isinstance(value, Mapping):
        return _mapping(value, buffers, path)
    if isinstance(value, (list, tuple)):
        return [_encode(item, buffers, (*path, i)) for i, item in enumerate(value)]
    if isinstance(value, (bytes, bytearray, memoryview)):
        buffers.append(value)
        return {"$buffer": len(buffers) - 1}
    return _rarer(value, buffers, path)


def _rarer(value: Any, buffers: Buffers, path: Path) -> Any:
    # Rare, and slow to import.
    import decimal
    import fractions
    import pathlib
    import uuid

    if isinstance(value, (set, frozenset)):
        return [_encode(item, buffers, (*path, i)) for i, item in enumerate(value)]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, (decimal.Decimal, fractions.Fraction, complex, uuid.UUID)):
        return str(value)
    if isinstance(value, pathlib.PurePath):
        return _text(str(value))
    if isinstance(value, enum.Enum):
        return _text(str(value.name))
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "shape", None) == ():
        return _encode(item(), buffers, path)  # a numpy scalar
    tolist = getattr(value, "tolist", None)
    if callable(tolist):
        return _encode(tolist(), buffers, path)  # a numpy array
    where = "".join(f"[{step!r}]" for step in path if step != "")
    raise TypeError(f"A {type(value).__name__} cannot be sent (at value{where}).")


def _text(value: str) -> str:
    if type(value) is not str:
        value = str.__str__(value)  # a subclass may print itself as something else
    if value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _integer(value: int, path: Path) -> Any:
    if -MAX_SAFE <= value <= MAX_SAFE:
        return value
    try:
        return {"$int": str(value)}
    except ValueError as error:
        raise TypeError("An integer of more than 4,300 digits cannot be sent.") from error


def _real(value: float) -> Any:
    if math.isfinite(value):
        return {"$float": "-0"} if value == 0 and math.copysign(1, value) < 0 else value
    if math.isnan(value):
        return {"$float": "NaN"}
    return {"$float": "Infinity" if value > 0 else "-Infinity"}


def _mapping(value: Mapping[Any, Any], buffers: Buffers, path: Path) -> Any:
    out: dict[str, Any] = {}
    tagged = False
    for key, item in value.items():
        name = _text(key) if isinstance(key, str) else _text(str(key))
        if name in out:
            raise TypeError(f"Two keys of a dictionary are both sent as {name!r}.")
        tagged = tagged or name.startswith("$")
        out[name] = _encode(item, buffers, (*path, name))
    return {"$object": out} if tagged else out


def plain(value: object) -> Any:
    """Return a copy that consists of what JSON has, and of bytes.

    Whatever happens to `value` afterwards, the copy stays, and it can be sent.

    Raises
    ------
    TypeError
        For a value no rule covers.

    Examples
    --------
    >>> plain((1, {2.5}, datetime.date(2024, 5, 1)))
    [1, [2.5], '2024-05-01']
    """
    if value is None or type(value) in (bool, float):
        return value
    buffers: Buffers = []
    return decode_value(_encode(value, buffers, _INSIDE), buffers)


def weigh(value: Any) -> int:
    """Return about how many bytes a value has when it travels, without recursion.

    Examples
    --------
    >>> weigh({"a": "text", "b": [1, 2]})
    36
    """
    stack, size = [value], 0
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            size += len(item) + 2
        elif isinstance(item, dict):
            size += sum(len(key) + 4 for key in item)
            stack.extend(item.values())
        elif isinstance(item, (list, tuple)):
            size += 2 * len(item)
            stack.extend(item)
        elif isinstance(item, (bytes, bytearray)):
            size += len(item)
        elif isinstance(item, memoryview):
            size += item.nbytes
        else:
            size += 8
    return size


def decode_value(value: Any, buffers: Sequence[Any] = ()) -> Any:
    """Return the Python value that `encode_value` wrote.

    Raises
    ------
    BadMessageError
        For an unknown tag or a buffer that is not there.

    Examples
    --------
    >>> decode_value({"a": [{"$int": "9007199254740993"}]})
    {'a': [9007199254740993]}
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [decode_value(item, buffers) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(tag, inner)] = value.items()
        if isinstance(tag, str) and tag.startswith("$"):
            return _untag(tag, inner, buffers)
    if any(key.startswith("$") for key in value):
        raise BadMessageError("A key with a dollar sign stands outside of a $object.")
    return {_text(key): decode_value(item, buffers) for key, item in value.items()}


def _untag(tag: str, inner: Any, buffers: Sequence[Any]) -> Any:
    if tag == "$float" and isinstance(inner, str) and inner in _FLOATS:
        return _FLOATS[inner]
    if tag == "$int" and isinstance(inner, str) and len(inner) <= 4301:
        digits = inner.removeprefix("-")
        if len(digits) <= 4300 and digits.isascii() and digits.isdigit():
            return int(inner)
    if tag == "$object" and isinstance(inner, dict):
        return {_text(key): decode_value(item, buffers) for key, item in inner.items()}
    if tag == "$buffer" and type(inner) is int and 0 <= inner < len(buffers):
        return bytes(buffers[inner])
    raise BadMessageError(f"{tag} with {str(inner)[:40]!r} is not a value of the protocol.")


# ---------------------------------------------------------------- messages


class _Field(NamedTuple):
    """A field of a message."""

    name: str
    hint: Any
    default: Any
    is_sparse: bool

    @property
    def is_required(self) -> bool:
        """Whether it must be there."""
        return self.default is dataclasses.MISSING


_known: dict[type[Any], tuple[_Field, ...]] = {}


def _fields(cls: type[Any]) -> tuple[_Field, ...]:
    """Return the fields of a message."""
    fields = _known.get(cls)
    if fields is None:
        hints = typing.get_type_hints(cls)
        fields = _known[cls] = tuple(
            _Field(field.name, hints[field.name], field.default, field.metadata == SPARSE)
            for field in dataclasses.fields(cls)
        )
    return fields


def encode(message: Any) -> tuple[dict[str, Any], Buffers]:
    """Return a message as a JSON object and the buffers beside it."""
    buffers: Buffers = []
    return _dump(message, buffers), buffers


def _dump(item: Any, buffers: Buffers) -> Any:
    return {
        name: _dump_field(getattr(item, name), hint, buffers)
        for name, hint, default, is_sparse in _fields(type(item))
        if not is_sparse or getattr(item, name) != default
    }


def _dump_field(value: Any, hint: Any, buffers: Buffers) -> Any:
    if dataclasses.is_dataclass(value):
        return _dump(value, buffers)
    if isinstance(value, tuple) and hint is not Any:
        inner = _item_hint(hint)
        return [_dump_field(item, inner, buffers) for item in value]
    return encode_value(value, buffers)


def _item_hint(hint: Any) -> Any:
    options = typing.get_args(hint) if typing.get_origin(hint) in _UNIONS else (hint,)
    for option in options:
        if typing.get_origin(option) is tuple:
            return typing.get_args(option)[0]
    return Any


_UNIONS = (typing.Union, types.UnionType)
REQUESTS: dict[str, type[Message]] = {cls.type: cls for cls in typing.get_args(Request)}
REPLIES: dict[str, type[Message]] = {cls.type: cls for cls in typing.get_args(Reply)}


def decode_request(data: Any, buffers: Sequence[Any] = ()) -> Request:
    """Decode what came up from a view, the only gate on this side.

    Raises
    ------
    BadMessageError
        For anything that is not exactly of the protocol; it names the field.
    UnknownRequestError
        For a `type` outside the closed list.
    TooLargeError
        For a message over the limits, found before anything else is read.
    """
    measure(data)
    if weigh(list(buffers)) > MAX_BUFFERS:
        raise TooLargeError("The bytes of a message are more than 1 MiB; send them in pieces.")
    return typing.cast("Request", _decode_tagged(REQUESTS, data, buffers, {}))


def decode_reply(
    data: Any, buffers: Sequence[Any] = (), *, specs: Mapping[str, type[ComponentSpec]]
) -> Reply:
    """Decode what came down from a kernel; for headless clients.

    Parameters
    ----------
    specs
        The class of a component's description, by kind.
    """
    return typing.cast("Reply", _decode_tagged(REPLIES, data, buffers, specs))


def _decode_tagged(
    table: Mapping[str, type[Message]],
    data: Any,
    buffers: Sequence[Any],
    specs: Mapping[str, type[ComponentSpec]],
) -> Message:
    if not isinstance(data, dict):
        raise BadMessageError(f"A message is an object, not {_name(data)}.")
    tag = data.get("type")
    if not isinstance(tag, str):
        raise BadMessageError("A message needs a text `type`.", where="type")
    cls = table.get(tag)
    if cls is None:
        raise UnknownRequestError(f"There is no message {tag[:40]!r}.", where="type")
    once = _Once(buffers)
    message = _Decoder(once, specs).record(cls, data, "")
    if once.left:
        raise BadMessageError("A buffer came that the message does not name.")
    return message


def decode_record(cls: type[T], data: Any) -> T:
    """Return one record of the protocol that stands alone.

    Raises
    ------
    BadMessageError
        When it is none; it names the field.
    """
    return _Decoder((), {}).record(cls, data, "")


def properties(before: ComponentSpec, after: ComponentSpec) -> dict[str, Any]:
    """Return the fields in which two descriptions of one component differ, as they travel."""
    old, new = encode(before)[0], encode(after)[0]
    return {name: new[name] for name in new if new[name] != old.get(name)}


def with_properties(
    spec: ComponentSpec, props: Mapping[str, Any], *, specs: Mapping[str, type[ComponentSpec]]
) -> ComponentSpec:
    """Return a description with other properties, as `properties` gave them."""
    data = encode(spec)[0] | dict(props)
    return _Decoder((), specs).record(type(spec), data, "props")


def measure(data: Any) -> None:
    """Refuse what is deeper, wider or longer than the limits, without recursion."""
    stack: list[tuple[Any, int]] = [(data, 1)]
    keys = text = 0
    while stack:
        item, depth = stack.pop()
        if isinstance(item, str):
            text += len(item)
        elif isinstance(item, (dict, list)):
            if depth > MAX_DEPTH:
                raise TooLargeError(f"The message is nested more than {MAX_DEPTH} levels deep.")
            if isinstance(item, dict):
                keys += len(item)
                text += sum(len(key) for key in item)
                stack.extend((value, depth + 1) for value in item.values())
            else:
                text += len(item)
                stack.extend((value, depth + 1) for value in item)
        if keys > MAX_KEYS:
            raise TooLargeError(f"The message has more than {MAX_KEYS:,} fields.")
        if text > MAX_TEXT:
            raise TooLargeError("The message is larger than 1 MiB; send it as a file.")


def _name(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "a truth value", int: "a number", float: "a number", str: "a text"}
    return names.get(type(value), "an array" if isinstance(value, list) else "an object")


class _Once(Sequence[Any]):
    """Buffers that a message may name once each."""

    def __init__(self, buffers: Sequence[Any]) -> None:
        self._buffers = buffers
        self.left = set(range(len(buffers)))

    def __len__(self) -> int:
        return len(self._buffers)

    def __getitem__(self, index: Any) -> Any:
        if index not in self.left:
            raise BadMessageError("A message names the same buffer twice.")
        self.left.remove(index)
        return self._buffers[index]


class _Decoder:
    """Reads JSON into the classes that the type hints name."""

    def __init__(self, buffers: Sequence[Any], specs: Mapping[str, type[ComponentSpec]]) -> None:
        self._buffers = buffers
        self._specs = specs

    def record(self, cls: type[T], data: Any, where: str) -> T:
        if not isinstance(data, dict):
            self._refuse(where, "an object", data)
        fields = _fields(cls)
        extra = data.keys() - {field.name for field in fields}
        if extra:
            name = min(extra)[:40]
            raise BadMessageError(f"{cls.__name__} has no field {name!r}.", where=name)
        values = {}
        for field in fields:
            name = field.name
            at = f"{where}.{name}" if where else name
            if name in data:
                values[name] = self.value(field.hint, data[name], at)
            elif field.is_required:
                raise BadMessageError(f"{cls.__name__} needs the field {at!r}.", where=at)
        return cls(**values)

    def value(self, hint: Any, data: Any, where: str) -> Any:
        if hint is Any:
            return decode_value(data, self._buffers)
        if hint is ComponentSpec:
            kind = data.get("kind") if isinstance(data, dict) else None
            return self.record(self._specs.get(str(kind), ComponentSpec), data, where)
        if dataclasses.is_dataclass(hint):
            return self.record(typing.cast("type[Any]", hint), data, where)
        origin = typing.get_origin(hint)
        if origin is not None:
            return self._generic(origin, typing.get_args(hint), data, where)
        return self._scalar(hint, data, where)

    def _generic(self, origin: Any, args: tuple[Any, ...], data: Any, where: str) -> Any:
        if origin is typing.Literal:
            if not isinstance(data, str) or data not in args:
                self._refuse(where, " or ".join(map(repr, args)), data)
            return data
        if origin in _UNIONS:
            return self._union(args, data, where)
        if origin is tuple:
            if not isinstance(data, list):
                self._refuse(where, "an array", data)
            if len(args) == 2 and args[1] is ...:
                args = (args[0],) * len(data)
            if len(args) != len(data):
                self._refuse(where, f"an array of {len(args)}", data)
            return tuple(
                self.value(hint, item, f"{where}[{i}]")
                for i, (hint, item) in enumerate(zip(args, data, strict=True))
            )
        if origin is dict:
            if not isinstance(data, dict):
                self._refuse(where, "an object", data)
            if args[1] is Any:
                data = decode_value({"$object": data}, self._buffers)
                return data
            return {k: self.value(args[1], v, f"{where}.{k}") for k, v in data.items()}
        raise TypeError(f"{origin} has no place in a message")

    def _union(self, args: tuple[Any, ...], data: Any, where: str) -> Any:
        if data is None and type(None) in args:
            return None
        options = [arg for arg in args if arg is not type(None)]
        for option in options[:-1]:
            try:
                return self.value(option, data, where)
            except BadMessageError:
                continue
        return self.value(options[-1], data, where)

    def _scalar(self, hint: Any, data: Any, where: str) -> Any:
        if hint is float and type(data) in (int, float):
            return float(data)
        if hint is str and isinstance(data, str):
            return _text(data)
        if type(data) is not hint:
            self._refuse(where, {str: "a text", int: "an integer"}.get(hint, hint.__name__), data)
        return data

    def _refuse(self, where: str, wanted: str, data: Any) -> NoReturn:
        raise BadMessageError(
            f"{where or 'the message'} must be {wanted}, not {_name(data)}.", where=where
        )
