"""Values that are functions: called when the page opens, and when their inputs change."""

import gradio as gr

clock = {"now": "noon"}


def now():
    return clock["now"]


with gr.Blocks() as demo:
    base = gr.Number(3, label="base", precision=0)
    power = gr.Radio([1, 2, 3], value=2, label="power")
    when = gr.Textbox(now, label="When", every=600)
    result = gr.Number(lambda b, p: b**p, inputs=[base, power], label="result")
    choices = gr.CheckboxGroup(["a", "b"], value=lambda: ["b"], label="choices")
    gr.Button("Set").click(lambda: 5, None, base, api_name="set_base")

if __name__ == "__main__":
    demo.launch()

CALLS = [("set_base", [])]
