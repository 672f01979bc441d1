"""Frozen dataclasses that cost little to define.

For each class `dataclasses.dataclass(frozen=True)` writes and compiles six functions: half a
millisecond, and with the hundred classes here most of what importing intarsia took. These
share their methods instead, and look for their fields when they are first asked for them.
For everybody else they are dataclasses as any others: `fields`, `replace`, `is_dataclass`
and type checkers see no difference.
"""

from __future__ import annotations

import dataclasses
from threading import RLock
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, kw_only: bool = False):
        """Return a decorator like `dataclasses.dataclass(frozen=True)`.

        Examples
        --------
        >>> @dataclass(frozen=True)
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1)
        Point(x=1, y=0)
        >>> Point(1) == Point(x=1, y=0), len({Point(1), Point(1)})
        (True, 1)
        >>> Point(1).x = 2
        Traceback (most recent call last):
            ...
        dataclasses.FrozenInstanceError: cannot assign to field 'x'
        >>> Point(z=1)
        Traceback (most recent call last):
            ...
        TypeError: Point() needs a value for 'x'
        """
        if not frozen:
            raise TypeError("Only frozen dataclasses are made here.")
        uncollected = _Uncollected(kw_only)

        def decorate(cls: type) -> type:
            for name, method in _METHODS.items():
                # What the class itself defines stays, as with the original.
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            cls.__dataclass_fields__ = uncollected
            return cls

        return decorate


_collecting = RLock()


class _Uncollected:
    """Stands in for the fields of a class, until somebody reads them."""

    def __init__(self, kw_only: bool) -> None:
        self._kw_only = kw_only

    def __get__(self, _: object, cls: type) -> Any:
        for base in reversed(cls.__mro__):
            if base.__dict__.get("__dataclass_fields__") is self:
                self._collect(base)
        return cls.__dataclass_fields__  # type: ignore[attr-defined]  # it has them now

    def _collect(self, cls: type) -> None:
        with _collecting:
            if cls.__dict__["__dataclass_fields__"] is self:
                # Without the methods it compiles nothing, only finds the fields.
                dataclasses.dataclass(
                    init=False, repr=False, eq=False, match_args=False, kw_only=self._kw_only
                )(cls)


_layouts: dict[type, tuple[tuple[str, bool, Any, Any], ...]] = {}
"""Name, whether it is keyword-only, default and default factory of each field."""


def _layout(cls: type) -> tuple[tuple[str, bool, Any, Any], ...]:
    layout = _layouts.get(cls)
    if layout is None:
        layout = _layouts[cls] = tuple(
            (field.name, bool(field.kw_only), field.default, field.default_factory)
            for field in dataclasses.fields(cls)
        )
    return layout


def _init(self: Any, /, *args: Any, **values: Any) -> None:
    cls = type(self)
    state = self.__dict__
    positional = iter(args)
    left = len(args)
    for name, kw_only, default, factory in _layout(cls):
        if left and not kw_only:
            if name in values:
                raise TypeError(f"{cls.__name__}() got two values for {name!r}")
            state[name] = next(positional)
            left -= 1
        elif name in values:
            state[name] = values.pop(name)
        elif default is not dataclasses.MISSING:
            state[name] = default
        elif factory is not dataclasses.MISSING:
            state[name] = factory()
        else:
            raise TypeError(f"{cls.__name__}() needs a value for {name!r}")
    if left:
        raise TypeError(f"{cls.__name__}() got {left} positional values too many")
    if values:
        raise TypeError(f"{cls.__name__}() has no field {next(iter(values))!r}")


def _repr(self: Any) -> str:
    inside = ", ".join(
        f"{field.name}={getattr(self, field.name)!r}"
        for field in dataclasses.fields(self)
        if field.repr
    )
    return f"{type(self).__qualname__}({inside})"


def _content(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name, *_ in _layout(type(self)))


def _eq(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return _content(self) == _content(other)


def _hash(self: Any) -> int:
    return hash(_content(self))


def _setattr(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


_METHODS = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
}
