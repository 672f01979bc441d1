"""Answers that a person marks, written to a file."""

import gradio as gr


def shout(text, often):
    return text.upper() * int(often)


demo = gr.Interface(
    shout,
    [gr.Textbox(label="Text"), gr.Slider(1, 3, 1, step=1, label="Often")],
    gr.Textbox(label="Loud"),
    flagging_mode="manual",
    flagging_options=[("Wrong", "wrong"), ("Rude", "rude")],
    flagging_dir="flagged",
    flagging_callback=gr.CSVLogger(),
    api_name="shout",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("shout", ["a", 2]), ("Flag", ["a", 2, "AA"]), ("shout", ["b", 1])]
