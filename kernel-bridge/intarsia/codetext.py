"""Values as Python code that makes them again."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import keyword
import math
import os
import pathlib
import re
import sys
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from .byname import found_by_name

WIDTH = 88
"""Characters of a line; a call that is longer has a line for each argument."""

_DEPTH = 20
_MANY = 1000
"""Items of all collections together: more of them is data, not code."""
_LONG = 10_000
"""Characters of a text, digits of a number."""

_PLAIN = (type(None), bool, int, str, bytes, complex)
_DATES = (
    datetime.datetime,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.timezone,
)
_DATE_NAME = re.compile(r"\bdatetime\.([a-z]+)")
_KNOWN = ("__main__", "builtins")
"""Modules whose names a cell knows."""


class NotCode(Exception):
    """A value that no short code makes; with words where there is something to say of it."""


class CodeText:
    """Writes values as code, and keeps what that has to import.

    Parameters
    ----------
    is_passing
        Whether a path is that of a file which will not be there for long.

    Examples
    --------
    >>> import datetime, decimal
    >>> code = CodeText()
    >>> code.value({"on": datetime.date(2026, 5, 1), "price": decimal.Decimal("1.20")})
    "{'on': datetime.date(2026, 5, 1), 'price': Decimal('1.20')}"
    >>> code.imports()
    ['import datetime', 'from decimal import Decimal']
    """

    def __init__(self, is_passing: Callable[[str], bool] = lambda path: False) -> None:
        self._is_passing = is_passing
        self._modules: set[str] = set()
        self._names: dict[str, str] = {}
        """The module that each name is of."""
        self._left = _MANY

    def imports(self) -> list[str]:
        """Return the lines that what was written needs before it."""
        named = sorted((module, name) for name, module in self._names.items())
        return [f"import {name}" for name in sorted(self._modules)] + [
            f"from {module} import {name}" for module, name in named if module not in _KNOWN
        ]

    def value(self, value: Any, depth: int = _DEPTH) -> str:
        """Return the code of a value.

        Raises
        ------
        NotCode
            When there is no code that makes it again.
        """
        self._left -= 1
        if depth == 0 or self._left < 0:
            raise NotCode
        kind = type(value)
        if kind in _PLAIN:
            return self._plain(value)
        if kind is float:
            return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
        if isinstance(value, enum.Enum):
            return self._member(value)
        if kind in (list, tuple, dict, set, frozenset):
            return self._collection(value, depth - 1)
        if kind in _DATES:
            return self._date(value, depth - 1)
        if kind in (decimal.Decimal, fractions.Fraction, uuid.UUID):
            return self._call(kind, [repr(str(value))])
        if isinstance(value, pathlib.PurePath):
            self._refuse_passing(value)
            return self._call(pathlib.Path, [repr(str(value))])
        if kind.__module__ == "zoneinfo":
            return self._call(kind, [repr(value.key)])
        if isinstance(value, (type, type(self.value), type(math.sqrt), type(_parts))):
            return self.name(value)
        return self._record(value, depth - 1)

    def name(self, value: Any) -> str:
        """Return what a function or a class is called where code is pasted.

        Raises
        ------
        NotCode
            When nothing stands under its name, or something else.
        """
        owner = getattr(value, "__self__", None)
        if owner is not None and not isinstance(owner, (type, type(sys))):
            found = variable(owner)
            if found is None:
                raise NotCode
            return f"{found}.{value.__name__}"
        kind = getattr(value, "__objclass__", None)
        if kind is not None:  # `str.upper`
            return f"{self.name(kind)}.{value.__name__}"
        if found_by_name(value) is not value:
            raise NotCode
        module, path = value.__module__, str(value.__qualname__)
        if not all(map(_is_name, path.split("."))):
            raise NotCode
        self._import(module, path.partition(".")[0])
        return path

    def _import(self, module: str, name: str) -> None:
        """Let a name be known, from that module alone."""
        if self._names.setdefault(name, module) != module:
            raise NotCode

    def _plain(self, value: Any) -> str:
        if isinstance(value, str):
            self._refuse_passing(value)
        try:
            text = repr(value)
        except ValueError:  # more digits than Python writes
            raise NotCode from None
        if len(text) > _LONG:
            raise NotCode
        return text

    def _refuse_passing(self, path: str | os.PathLike[str]) -> None:
        text = os.fspath(path)
        if os.path.isabs(text) and self._is_passing(text):
            raise NotCode(f"the file {os.path.basename(text)!r} is there as long as the app is")

    def _member(self, value: enum.Enum) -> str:
        name = self.name(type(value))
        if value.name is not None and _is_name(value.name):
            return f"{name}.{value.name}"
        if value.name in type(value).__members__:
            return f"{name}[{value.name!r}]"
        return f"{name}({value.value!r})"

    def _collection(self, value: Any, depth: int) -> str:
        if isinstance(value, dict):
            pairs = [f"{self.value(k, depth)}: {self.value(v, depth)}" for k, v in value.items()]
            return f"{{{', '.join(pairs)}}}"
        items = [self.value(item, depth) for item in value]
        if isinstance(value, (set, frozenset)):
            inner = f"{{{', '.join(sorted(items))}}}" if items else "set()"
            if isinstance(value, set):
                return inner
            return f"frozenset({inner if items else ''})"
        if isinstance(value, tuple):
            return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
        return f"[{', '.join(items)}]"

    def _date(self, value: Any, depth: int) -> str:
        zone = getattr(value, "tzinfo", None)
        if zone is not None:
            text = repr(value.replace(tzinfo=None))[:-1] + f", tzinfo={self.value(zone, depth)})"
        else:
            text = repr(value)
        if getattr(sys.modules["__main__"], "datetime", None) is not datetime.datetime:
            self._modules.add("datetime")
            return text
        # The notebook calls the class so: the module under that name would break its cells.
        for name in _DATE_NAME.findall(text):
            self._import("datetime", name)
        return _DATE_NAME.sub(r"\1", text)

    def _record(self, value: Any, depth: int) -> str:
        parts = _parts(value)
        if parts is None:
            raise NotCode
        return self._call(
            type(value), [argument(name, self.value(part, depth)) for name, part in parts]
        )

    def _call(self, kind: type, arguments: list[str]) -> str:
        if kind is pathlib.Path:
            self._import("pathlib", "Path")
            return f"Path({', '.join(arguments)})"
        if kind.__module__ == "zoneinfo":
            self._import("zoneinfo", "ZoneInfo")
            return f"ZoneInfo({', '.join(arguments)})"
        return f"{self.name(kind)}({', '.join(arguments)})"


def _parts(value: Any) -> Iterable[tuple[str, Any]] | None:
    """Return what a record is made of, by the names that its class takes; `None` for others."""
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        return [(f.name, getattr(value, f.name)) for f in dataclasses.fields(kind) if f.init]
    if hasattr(kind, "__attrs_attrs__"):
        return [(a.alias, getattr(value, a.name)) for a in kind.__attrs_attrs__ if a.init]
    if isinstance(value, tuple) and hasattr(kind, "_fields"):
        return [(name, getattr(value, name)) for name in kind._fields]
    fields = getattr(kind, "model_fields", None)
    if isinstance(fields, dict):  # of pydantic
        return [(info.alias or name, getattr(value, name)) for name, info in fields.items()]
    return None


def argument(name: str, text: str) -> str:
    """Return an argument of a call by its name, which need not be one of Python's.

    Examples
    --------
    >>> argument("size", "1"), argument("in", "1")
    ('size=1', "**{'in': 1}")
    """
    return f"{name}={text}" if _is_name(name) else f"**{{{name!r}: {text}}}"


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)


def call(name: str, arguments: list[str]) -> str:
    """Return a call, on one line where it fits.

    Examples
    --------
    >>> call("f", ["1", "b=2"])
    'f(1, b=2)'
    """
    line = f"{name}({', '.join(arguments)})"
    if len(line) <= WIDTH or not arguments:
        return line
    return f"{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def variable(value: Any) -> str | None:
    """Return the name of the notebook's variable that holds an object, if one does."""
    names = [name for name, held in list(vars(sys.modules["__main__"]).items()) if held is value]
    # Those of one's own come first, then what the notebook keeps of its outputs: `_3`.
    names.sort(key=lambda name: name.startswith("_"))
    known = [
        name
        for name in names
        if _is_name(name) and (not name.startswith("_") or name[1:].isdigit())
    ]
    return known[0] if known else None
