"""What a yield costs that no view has room for, in microseconds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy

import intarsia as gr
from intarsia.messages import PROTOCOL
from intarsia.runtime import apps
from intarsia.runtime.channel import MemoryChannel
from intarsia.runtime.view import View

COUNT = 20_000


def text() -> Iterator[str]:
    words = ""
    for _ in range(COUNT):
        words += "word "
        yield words


def chat() -> Iterator[list[dict[str, str]]]:
    history = [{"role": "user", "content": "Go"}, {"role": "assistant", "content": ""}]
    for _ in range(COUNT):
        history[-1]["content"] += "word "
        yield history


def picture() -> Iterator[numpy.ndarray]:
    shown = numpy.zeros((512, 512, 3), "uint8")
    for number in range(COUNT // 10):
        shown[:8] = number % 256
        yield shown


def several() -> Iterator[tuple[Any, Any]]:
    for number in range(COUNT):
        yield (gr.skip(), number) if number % 2 else (str(number), gr.skip())


CASES: dict[str, tuple[Callable[[], Iterator[Any]], list[type[gr.Component]]]] = {
    "text": (text, [gr.Textbox]),
    "chat": (chat, [gr.Chatbot]),
    "picture": (picture, [gr.Image]),
    "several": (several, [gr.Textbox, gr.Number]),
}


def measure(fn: Callable[[], Iterator[Any]], kinds: list[type[gr.Component]]) -> float:
    between: list[float] = []
    count = 0

    def timed() -> Iterator[Any]:
        nonlocal count
        for value in fn():
            before = time.perf_counter()
            yield value
            between.append(time.perf_counter() - before)
            count += 1

    with gr.Blocks() as app:
        outputs = [kind() for kind in kinds]
        gr.Button().click(timed, None, outputs)
    apps.register(app)
    view = View(MemoryChannel(lambda data, buffers: None))
    view.receive({"type": "hello", "seq": 0, "protocol": PROTOCOL, "app_id": app.app_id}, [])
    run = {"type": "run", "seq": 1, "listener": 0, "values": {}, "revisions": {}}
    view.receive(run, [])
    while view.session is None or not between or view.session.is_active(0):
        time.sleep(0.005)
    view.close()
    return sum(between) / count * 1e6


print(json.dumps({name: measure(*case) for name, case in CASES.items()}))
