"""Functions that yield, one after another, and one that stops them."""

import gradio as gr


def count(start):
    for n in range(int(start), 0, -1):
        yield n, f"{n} left"
    yield 0, "done"


def letters(text):
    shown = ""
    for letter in text:
        shown += letter
        yield shown


def nothing():
    return
    yield


with gr.Blocks() as demo:
    start = gr.Slider(1, 10, 3, step=1, label="From")
    number = gr.Number(label="Now")
    words = gr.Textbox(label="Words")
    text = gr.Textbox("abc", label="Text")
    go, stop = gr.Button("Go"), gr.Button("Stop", variant="stop")
    counting = go.click(count, start, [number, words], show_progress="minimal")
    typing = text.submit(letters, text, words, trigger_mode="multiple")
    stop.click(fn=None, cancels=[counting, typing])
    stop.click(nothing, None, words)

if __name__ == "__main__":
    demo.queue(default_concurrency_limit=5, max_size=20).launch()

CALLS = [("count", [3]), ("letters", ["hey"]), ("letters", [""]), ("nothing", []), ("count", [1])]
