"""How long a function goes on that was told to stop, in milliseconds."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from itertools import count
from queue import SimpleQueue
from statistics import median
from threading import Event
from typing import Any

import intarsia as gr
from intarsia.messages import PROTOCOL
from intarsia.runtime import apps
from intarsia.runtime.channel import MemoryChannel
from intarsia.runtime.view import View

COUNT = 50

begun: SimpleQueue[None] = SimpleQueue()
"""Not an `Event`, whose lock would stay locked if the stop struck within it."""


def loop() -> None:
    begun.put(None)
    while True:
        pass


def generator() -> Iterator[int]:
    yield 0
    begun.put(None)
    while True:
        yield 1


async def coroutine() -> None:
    begun.put(None)
    await asyncio.sleep(3600)


CASES: dict[str, Callable[[], Any]] = {
    "loop": loop,
    "generator": generator,
    "coroutine": coroutine,
}


def measure(fn: Callable[[], Any]) -> list[float]:
    with gr.Blocks() as app:
        gr.Button().click(fn, None, gr.Number())
    apps.register(app)
    ended = Event()
    last = 0

    def deliver(data: dict[str, Any], buffers: Any) -> None:
        nonlocal last
        last = data["seq"]
        if data["type"] == "run_finished":
            assert data["state"]["status"] == "cancelled", data
            ended.set()

    view = View(MemoryChannel(deliver))
    numbers = count()

    def send(type: str, **fields: Any) -> None:
        view.receive({"type": type, "seq": next(numbers), **fields}, [])

    send("hello", protocol=PROTOCOL, app_id=app.app_id)
    took = []
    for number in range(COUNT):
        ended.clear()
        send("run", listener=0, values={}, revisions={})
        begun.get()
        asked = time.perf_counter()
        send("cancel", run=str(number + 1))
        ended.wait()
        took.append((time.perf_counter() - asked) * 1e3)
        send("ack", painted=last)  # a view that has painted nothing is told nothing more
    view.close()
    return took


found = {name: measure(fn) for name, fn in CASES.items()}
print(json.dumps({name: [median(took), max(took)] for name, took in found.items()}))
