"""Parts of an app that come and go."""

import gradio as gr


def change_textbox(choice):
    if choice == "short":
        return gr.Textbox(lines=2, visible=True), gr.Button(interactive=True)
    if choice == "long":
        return gr.Textbox(lines=8, visible=True, value="Lorem ipsum"), gr.Button(interactive=True)
    return gr.update(visible=False), gr.update(interactive=False, value="Nothing to send")


def set_advanced(on):
    return gr.Column(visible=on), gr.Accordion(open=on, label="Now open" if on else "Closed")


with gr.Blocks() as demo:
    radio = gr.Radio(["short", "long", "none"], value="short", label="Size of essay")
    text = gr.Textbox(lines=2, interactive=True, buttons=["copy"], label="Essay")
    send = gr.Button("Send", size="sm")
    radio.change(change_textbox, radio, [text, send])
    advanced = gr.Checkbox(False, label="Advanced")
    with gr.Column(visible=False, min_width=200) as column:
        gr.Slider(0, 1, label="Temperature")
        gr.Number(3, label="Beams")
    with gr.Accordion("More", open=False) as accordion:
        gr.Markdown("Inside")
    advanced.change(set_advanced, advanced, [column, accordion])

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("change_textbox", ["long"]),
    ("change_textbox", ["none"]),
    ("change_textbox", ["short"]),
    ("set_advanced", [True]),
    ("set_advanced", [False]),
]
