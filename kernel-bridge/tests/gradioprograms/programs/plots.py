"""A figure of matplotlib."""

import gradio as gr
import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt


def waves(frequency, kind):
    if not frequency:
        return None
    figure = plt.figure()
    axes = figure.add_subplot(111)
    xs = [i / 10 for i in range(100)]
    axes.plot(xs, [((x * frequency) % 2) - 1 for x in xs], kind)
    return figure


with gr.Blocks() as demo:
    frequency = gr.Slider(0, 5, 1, step=1, label="Frequency")
    kind = gr.Radio(["-", "--"], value="-", label="Line")
    plot = gr.Plot(label="Waves", format="png")
    log = gr.Textbox(label="Log")
    gr.on([frequency.change, kind.change], waves, [frequency, kind], plot)
    plot.change(lambda: "drawn", None, log, api_name="drawn")

if __name__ == "__main__":
    demo.launch()

CALLS = [("waves", [2, "--"]), ("waves", [0, "-"])]
