"""Counters that each session has of its own."""

import gradio as gr

with gr.Blocks() as demo:
    count = gr.State(0)
    history = gr.State([])
    number = gr.Number(0, label="Count", precision=0, interactive=False)
    seen = gr.Textbox(label="History")
    with gr.Row():
        up = gr.Button("Increment")
        down = gr.Button("Decrement")
        reset = gr.Button("Reset")

    def increment(n, before):
        n += 1
        before.append(n)
        return n, before, n, ", ".join(map(str, before))

    def decrement(n, before):
        n -= 1
        before.append(n)
        return n, before, n, ", ".join(map(str, before))

    up.click(increment, [count, history], [count, history, number, seen])
    down.click(decrement, [count, history], [count, history, number, seen])
    reset.click(lambda: (0, [], 0, ""), outputs=[count, history, number, seen], api_name="reset")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("increment", [None, None]),
    ("increment", [None, None]),
    ("decrement", [None, None]),
    ("reset", []),
    ("increment", [None, None]),
]
