"""Values as they travel: without what components make of them."""

import gradio as gr


def raw(value):
    return f"{type(value).__name__} {value}"


with gr.Blocks() as demo:
    number = gr.Number(3, precision=0, label="Number")
    choice = gr.Radio([("One", 1), ("Two", 2)], type="index", label="Choice")
    text = gr.Textbox(label="Text")
    shown = gr.Label(label="Label")
    number.submit(raw, number, text, preprocess=False, api_name="raw_number")
    number.submit(raw, number, text, api_name="number")
    choice.change(raw, choice, text, preprocess=False, api_name="raw_choice")
    choice.change(raw, choice, text, api_name="choice")
    gr.Button("Label").click(
        lambda: {"label": "x", "confidences": [{"label": "x", "confidence": 1.0}]},
        None,
        shown,
        postprocess=False,
        api_name="raw_label",
    )

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("raw_number", [2.6]),
    ("number", [2.6]),
    ("raw_choice", [2]),
    ("choice", [2]),
    ("raw_label", []),
]
