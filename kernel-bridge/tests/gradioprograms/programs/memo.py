"""Functions whose answers are kept."""

import gradio as gr

calls = []


@gr.cache
def slow(text):
    calls.append(text)
    return f"{text} after {len(calls)} calls"


@gr.cache(key=lambda kw: kw["text"].lower(), max_size=2)
def stream(text):
    calls.append(text)
    for end in range(1, len(text) + 1):
        yield text[:end]


def by_hand(text, store=gr.Cache(max_size=4)):
    hit = store.get(text)
    if hit is None:
        store.set(text, found=len(text))
        return f"{text}: measured"
    return f"{text}: {hit['found']} letters, known"


with gr.Blocks() as demo:
    text = gr.Textbox(label="Text")
    out = gr.Textbox(label="Out")
    gr.Button("Slow").click(slow, text, out)
    gr.Button("Stream").click(stream, text, out)
    gr.Button("Hand").click(by_hand, text, out)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("slow", ["a"]),
    ("slow", ["b"]),
    ("slow", ["a"]),
    ("stream", ["xyz"]),
    ("stream", ["xyz"]),
    ("by_hand", ["one"]),
    ("by_hand", ["one"]),
]
