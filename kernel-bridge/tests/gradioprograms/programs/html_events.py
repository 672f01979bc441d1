"""Everything that HTML can tell: a page of one's own decides when."""

import gradio as gr

EVENTS = [
    "input",
    "click",
    "double_click",
    "submit",
    "stop",
    "edit",
    "clear",
    "play",
    "pause",
    "end",
    "start_recording",
    "pause_recording",
    "stop_recording",
    "focus",
    "blur",
    "upload",
    "release",
    "select",
    "like",
    "example_select",
    "option_select",
    "load",
    "key_up",
    "apply",
    "delete",
    "tick",
    "undo",
    "retry",
    "expand",
    "collapse",
    "download",
    "copy",
    "stream",
]

with gr.Blocks() as demo:
    page = gr.HTML("<b>page</b>", label="Page", elem_classes=["page"])
    log = gr.Textbox(label="Log")
    for name in EVENTS:
        getattr(page, name)(lambda name=name: f"told of {name}", None, log, api_name=f"told_{name}")
    page.change(lambda html: html.upper(), page, log, api_name="changed")
    gr.Button("Set").click(lambda: "<i>new</i>", None, page, api_name="set")

if __name__ == "__main__":
    demo.launch()

CALLS = [("told_click", []), ("told_key_up", []), ("set", [])]
