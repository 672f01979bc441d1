"""Interfaces without inputs, without outputs, and with the same component as both."""

import gradio as gr

memory = []


def remember(text):
    memory.append(text)


shared = gr.Textbox(label="Text")
inward = gr.Interface(remember, "text", None, api_name="remember", flagging_mode="never")
outward = gr.Interface(
    lambda: " ".join(memory), None, "text", api_name="recall", flagging_mode="never"
)
unified = gr.Interface(
    lambda text: text.swapcase(), shared, shared, api_name="swap", flagging_mode="never"
)

demo = gr.TabbedInterface([inward, outward, unified], ["In", "Out", "Both"], title="Shapes")

if __name__ == "__main__":
    demo.launch()

CALLS = [("remember", ["one"]), ("remember", ["two"]), ("recall", []), ("swap", ["aBc"])]
