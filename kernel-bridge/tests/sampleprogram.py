"""Functions and classes of a module of somebody's own."""

from __future__ import annotations

import datetime
import enum
import pathlib
from collections import namedtuple
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

Pair = namedtuple("Pair", "x y")


class Colour(enum.Enum):
    RED = 1
    BLUE = "b"


class Right(enum.Flag):
    READ = 1
    WRITE = 2


@dataclass
class Point:
    x: float
    where: pathlib.Path = pathlib.Path()
    count: int = field(default=0, init=False)


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


@dataclass
class Order:
    name: str = "Ada"
    size: Size = Size.SMALL


def price(order: Order, on: datetime.date = datetime.date(2026, 5, 1), count: int = 2) -> str:
    """Say what it costs."""
    return f"{order.name} {order.size.name} {on} {count}"


def greet(name: str) -> str:
    return f"Hello {name}"


def count(to: int = 3) -> Iterator[int]:
    yield from range(to)


async def later(x: int = 1) -> int:
    return x + 1


async def slowly(to: int = 3) -> AsyncIterator[int]:
    for i in range(to):
        yield i


def fail(x: int = 1) -> float:
    return x / 0


def double(x: int) -> int:
    return 2 * x
