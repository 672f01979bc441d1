"""What happens when a page opens and closes."""

import gradio as gr

seen = []


def opened():
    seen.append("opened")
    return f"opened {len(seen)}", "ready"


def closed():
    seen.append("closed")


with gr.Blocks() as demo:
    text = gr.Textbox(label="Text")
    status = gr.Textbox(label="Status")
    demo.load(opened, None, [text, status])
    extra = gr.Textbox(label="Extra")
    demo.load(lambda: "second", None, extra, queue=False, api_name="second")
    demo.unload(closed)
    text.change(lambda t: f"changed to {t}", text, status, api_name="changed")

if __name__ == "__main__":
    demo.launch()

CALLS = [("opened", [])]
