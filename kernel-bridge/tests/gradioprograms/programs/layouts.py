"""Every layout, and what each tells."""

import gradio as gr

with gr.Blocks() as demo:
    log = gr.Textbox(label="Log")
    with gr.Sidebar(width=240, position="left", open=True) as sidebar:
        gr.Markdown("Aside")
    with gr.Accordion("Details", open=False) as accordion:
        gr.Textbox("inside", label="Inside")
    with gr.Walkthrough(selected=0) as walk:
        with gr.Step("First", id=0):
            next_step = gr.Button("Next")
        with gr.Step("Second", id=1):
            gr.Markdown("The end")
    with gr.Draggable(orientation="row"):
        gr.Textbox("left", label="Left")
        gr.Textbox("right", label="Right")
    with gr.Group(elem_id="group"):
        with gr.Row(variant="panel", height=80, max_height=120, min_height=40):
            gr.Number(1, label="one", scale=0)
            with gr.Column(scale=2, variant="compact"):
                gr.Number(2, label="two")
    with gr.Row(visible=False) as row:
        gr.Textbox("hidden", label="Hidden")
    accordion.expand(lambda: "expanded", None, log, api_name="expanded")
    accordion.collapse(lambda: "collapsed", None, log, api_name="collapsed")
    sidebar.expand(lambda: "side open", None, log, api_name="side_open")
    sidebar.collapse(lambda: "side closed", None, log, api_name="side_closed")
    next_step.click(
        lambda: (gr.Walkthrough(selected=1), gr.Row(visible=True)),
        None,
        [walk, row],
        api_name="next",
    )

if __name__ == "__main__":
    demo.launch()

CALLS = [("expanded", []), ("collapsed", []), ("side_open", []), ("side_closed", []), ("next", [])]
