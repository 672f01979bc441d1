"""Sliders and numbers, and when they tell."""

import gradio as gr

with gr.Blocks() as demo:
    fine = gr.Slider(0, 1, 0.5, step=0.01, label="Fine", buttons=["reset"])
    coarse = gr.Slider(minimum=-10, maximum=10, value=0, step=5, label="Coarse", precision=0)
    bare = gr.Slider(label="Bare")
    whole = gr.Number(3, precision=0, minimum=0, maximum=10, step=1, label="Whole")
    money = gr.Number(1.005, precision=2, label="Money", placeholder="0.00")
    log = gr.JSON(label="Log")
    for name, component in {"fine": fine, "coarse": coarse}.items():
        component.release(lambda x: {"release": x}, component, log, api_name=f"{name}_release")
        component.input(lambda x: {"input": x}, component, log, api_name=f"{name}_input")
        component.change(lambda x: {"change": x}, component, log, api_name=f"{name}_change")
    for name, component in {"whole": whole, "money": money}.items():
        component.submit(
            lambda x: {"value": x, "type": type(x).__name__}, component, log, api_name=name
        )
        component.focus(lambda: {"focus": True}, None, log, api_name=f"{name}_focus")
        component.blur(lambda: {"blur": True}, None, log, api_name=f"{name}_blur")

    def move(x):
        return gr.Slider(minimum=0, maximum=x * 2, value=x), x, x

    gr.Button("Move").click(move, whole, [bare, money, coarse])

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("fine_release", [0.25]),
    ("coarse_input", [5]),
    ("whole", [7]),
    ("whole", [None]),
    ("money", [2.345]),
    ("move", [4]),
]
