"""A name, a button, a greeting."""

import gradio as gr

with gr.Blocks(title="Hello") as demo:
    gr.Markdown("Start typing below and then click **Run** to see the output.")
    with gr.Row():
        inp = gr.Textbox(placeholder="What is your name?", label="Name", elem_id="name")
        out = gr.Textbox(label="Greeting", elem_classes=["big", "bold"])
    btn = gr.Button("Run", variant="primary")
    btn.click(fn=lambda name: f"Welcome, {name}!", inputs=inp, outputs=out, api_name="welcome")

if __name__ == "__main__":
    demo.launch(css="#name {border: 0}")

CALLS = [("welcome", ["Ada"]), ("welcome", [""])]
