"""Tabs that are chosen by a person and by a function."""

import gradio as gr


def to_tab(index):
    return gr.Tabs(selected=int(index))


def told(evt: gr.SelectData):
    return f"{evt.value} at {evt.index}"


with gr.Blocks() as demo:
    log = gr.Textbox(label="Log")
    go = gr.Number(1, label="Go to", precision=0)
    with gr.Tabs() as tabs:
        with gr.Tab("Lion", id=0) as lion:
            gr.Textbox("roar")
            button = gr.Button("New Lion")
        with gr.TabItem("Tiger", id=1, interactive=True) as tiger:
            gr.Image(label="Tiger", type="pil")
            with gr.Row(equal_height=True):
                gr.Button("New Tiger", scale=2)
                gr.Button("Old Tiger", scale=1)
        with gr.Tab("Hidden", id=2, visible=False) as hidden:
            gr.Markdown("Nothing to see")
    go.submit(to_tab, go, tabs)
    lion.select(told, None, log, api_name="lion")
    tabs.select(told, None, log, api_name="any")
    tabs.change(lambda: "changed", None, log, api_name="changed")
    button.click(lambda: gr.Tab(visible=True, label="Seen"), None, hidden, api_name="reveal")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("to_tab", [2]),
    ("lion", [], {"index": 0, "value": "Lion"}),
    ("any", [], {"index": 1, "value": "Tiger"}),
    ("reveal", []),
]
