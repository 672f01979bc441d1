"""Apps within an app, and components that are placed later than made."""

import gradio as gr

shout = gr.Interface(
    lambda text: text.upper(), "text", "text", api_name="shout", flagging_mode="never"
)
whisper = gr.Interface(
    lambda text: text.lower(), "text", "text", api_name="whisper", flagging_mode="never"
)

with gr.Blocks() as inner:
    name = gr.Textbox(label="Inner")
    length = gr.Number(label="Length")
    name.submit(len, name, length, api_name="length")

with gr.Blocks() as demo:
    gr.Markdown("## Outer")
    late = gr.Textbox(label="Late", render=False)
    with gr.Row():
        with gr.Column():
            inner.render()
        with gr.Column():
            late.render()
    with gr.Tab("Shout"):
        shout.render()
    with gr.Tab("Whisper"):
        whisper.render()
    gr.Button("Copy").click(lambda text: f"copy of {text}", name, late, api_name="copy")

if __name__ == "__main__":
    demo.launch()

CALLS = [("length", ["four"]), ("copy", ["x"]), ("shout", ["abc"]), ("whisper", ["ABC"])]
