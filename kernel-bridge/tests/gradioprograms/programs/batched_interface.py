"""An Interface around a function that takes many inputs at once."""

import gradio as gr


def lengths(words, factors):
    return [[len(word) * factor for word, factor in zip(words, factors)]]


def known(words, factors):
    return [gr.validate(word.isalpha(), "Only letters") for word in words]


demo = gr.Interface(
    lengths,
    [gr.Textbox(label="Word"), gr.Number(2, label="Factor")],
    gr.Number(label="Length"),
    batch=True,
    max_batch_size=8,
    flagging_mode="never",
    api_name="lengths",
    api_description="Lengths of words, many at once",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("lengths", ["abcd", 3]), ("lengths", ["", 1])]
