"""Coroutines and asynchronous generators."""

import asyncio
import functools

import gradio as gr


async def slow(text):
    await asyncio.sleep(0)
    return text[::-1]


async def stream(text):
    for end in range(1, len(text) + 1):
        await asyncio.sleep(0)
        yield text[:end]


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self, step):
        self.count += int(step)
        return self.count

    def reset(self):
        self.count = 0
        return 0


def scale(factor, x):
    return factor * x


counter = Counter()

with gr.Blocks() as demo:
    text = gr.Textbox(label="Text")
    number = gr.Number(1, label="Number")
    out = gr.Textbox(label="Out")
    result = gr.Number(label="Result")
    text.submit(slow, text, out)
    text.submit(stream, text, out)
    number.submit(counter, number, result, api_name="count")
    number.submit(counter.reset, None, result)
    number.submit(functools.partial(scale, 3), number, result, api_name="scaled")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("slow", ["abc"]),
    ("stream", ["abc"]),
    ("count", [2]),
    ("count", [3]),
    ("reset", []),
    ("scaled", [5]),
]
