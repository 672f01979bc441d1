import time

import gradio as gr


def slow(x: int = 0) -> str:
    time.sleep(0.05)
    return f"slow({x})"


slider = gr.Slider(0, 100, value=0, step=1)
_ = gr.Interface(slow, slider, "text", live=True).launch(quiet=True)
