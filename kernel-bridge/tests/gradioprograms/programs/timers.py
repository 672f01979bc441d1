"""What happens by itself, again and again."""

import gradio as gr

with gr.Blocks() as demo:
    timer = gr.Timer(30)
    slow = gr.Timer(value=60, active=False)
    ticks = gr.State(0)
    shown = gr.Number(0, label="Ticks", precision=0)

    def tick(n):
        return n + 1, n + 1

    timer.tick(tick, ticks, [ticks, shown])
    with gr.Row():
        start, stop, faster = gr.Button("Start"), gr.Button("Stop"), gr.Button("Faster")
    start.click(lambda: gr.Timer(active=True), None, timer, api_name="start")
    stop.click(lambda: gr.Timer(active=False), None, timer, api_name="stop")
    faster.click(lambda: 10, None, timer, api_name="faster")
    timer.change(lambda t: f"every {t}", timer, gr.Textbox(label="Rate"), api_name="rate")

if __name__ == "__main__":
    demo.launch()

CALLS = [("tick", [None]), ("tick", [None]), ("stop", []), ("start", []), ("faster", [])]
