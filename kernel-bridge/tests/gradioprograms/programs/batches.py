"""A function that takes many inputs at once."""

import gradio as gr


def trim(words, lengths):
    return [[word[: int(length)] for word, length in zip(words, lengths)]]


def both(words):
    return [word.upper() for word in words], [len(word) for word in words]


with gr.Blocks() as demo:
    word = gr.Textbox(label="word")
    length = gr.Number(label="length", value=3)
    trimmed = gr.Textbox(label="trimmed")
    count = gr.Number(label="count")
    gr.Button("Trim").click(
        trim, [word, length], trimmed, batch=True, max_batch_size=16, concurrency_limit=2
    )
    gr.Button("Both").click(both, [word], [trimmed, count], batch=True)

if __name__ == "__main__":
    demo.launch()

CALLS = [("trim", ["abcdef", 2]), ("both", ["abc"])]
