"""A chat whose answer grows, with inputs of its own."""

import gradio as gr


def answer(message, history, system, limit):
    reply = f"{system}: {message}"
    for end in range(1, min(len(reply), int(limit)) + 1, 4):
        yield reply[:end]


demo = gr.ChatInterface(
    answer,
    additional_inputs=[
        gr.Textbox("Friendly", label="System"),
        gr.Slider(4, 40, value=16, step=4, label="Limit"),
    ],
    additional_inputs_accordion=gr.Accordion("More", open=False),
    submit_btn="Send",
    stop_btn="Halt",
    autofocus=False,
    show_progress="hidden",
    save_history=True,
    concurrency_limit=2,
    api_name="talk",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("talk", ["Hi", None, "Kind", 12])]
