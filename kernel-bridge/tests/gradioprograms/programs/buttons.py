"""Buttons of every kind."""

import gradio as gr

with gr.Blocks() as demo:
    log = gr.Textbox(label="Log")
    with gr.Row():
        primary = gr.Button("Primary", variant="primary", size="lg")
        plain = gr.Button("Plain", variant="secondary", size="md", min_width=80)
        stop = gr.Button("Stop", variant="stop", size="sm", interactive=False)
        link = gr.Button("Link", link="https://example.org", link_target="_blank")
    down = gr.DownloadButton("Save", value=None, variant="primary")
    up = gr.UploadButton("Take", file_count="multiple", file_types=["text"], type="filepath")
    copy = gr.DuplicateButton("Copy this", size="sm")
    primary.click(lambda: gr.Button("Pressed", variant="stop"), None, primary, api_name="press")
    plain.click(lambda label: label * 2, plain, plain, api_name="twice")
    plain.click(
        lambda: (gr.Button(interactive=True), "enabled"), None, [stop, log], api_name="enable"
    )
    stop.click(lambda: "stopped", None, log, api_name="stopped")
    down.click(lambda: "saved", None, log, api_name="saved")
    up.upload(lambda files: f"{len(files)} files", up, log, api_name="taken")
    up.click(lambda: "opened", None, log, api_name="opened")
    primary.change(lambda label: f"now {label}", primary, log, api_name="renamed")
    gr.ClearButton(log)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("press", []),
    ("twice", ["ab"]),
    ("enable", []),
    ("stopped", []),
    ("saved", []),
]
