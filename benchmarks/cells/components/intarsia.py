import intarsia as gr

with gr.Blocks() as demo:
    for i in range(125):
        gr.Textbox(f"text {i}", label=f"Text {i}", interactive=True)
        gr.Slider(0, 100, value=i % 100, step=1, label=f"Slider {i}", interactive=True)
        gr.Checkbox(i % 2 == 0, label=f"Check {i}", interactive=True)
        gr.Dropdown(["a", "b", "c"], value="b", label=f"Menu {i}", interactive=True)

demo.launch()
