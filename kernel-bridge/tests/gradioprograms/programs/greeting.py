"""A greeting: the smallest Interface."""

import gradio as gr


def greet(name, intensity):
    return "Hello, " + name + "!" * int(intensity)


demo = gr.Interface(fn=greet, inputs=["text", "slider"], outputs=["text"], api_name="greet")

if __name__ == "__main__":
    demo.launch()

CALLS = [("greet", ["Ada", 3]), ("greet", ["", 0])]
