import time

import gradio as gr
import numpy

base = numpy.indices((512, 512)).sum(0)[..., None] * [1, 2, 3] % 256


def pictures(pause):
    for number in range(199 if pause else 200):
        picture = numpy.roll(base, 2 * number, 1).astype("uint8")
        # Its number, as two grey squares in the corner.
        picture[:8, :8] = (number >> 4) * 16 + 8
        picture[:8, 8:16] = (number & 15) * 16 + 8
        yield picture
        if pause:
            time.sleep(pause)


with gr.Blocks() as demo:
    shown = gr.Image(label="Picture")
    for name, pause in (("fast", 0), ("film", 1 / 60)):
        gr.Button(f"Go {name}").click(pictures, gr.State(pause), shown)

_ = demo.launch(quiet=True)
