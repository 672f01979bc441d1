"""A box for text and files, and an answer that says what came."""

import gradio as gr


def respond(message, history):
    text = message["text"]
    history = history + [{"role": "user", "content": text}]
    history.append(
        {"role": "assistant", "content": f"{len(message['files'])} files, {len(text)} letters"}
    )
    return history, gr.MultimodalTextbox(value=None, interactive=False)


with gr.Blocks(fill_height=True) as demo:
    chatbot = gr.Chatbot(label="Chat", scale=1, autoscroll=False, max_height=400, min_height=100)
    box = gr.MultimodalTextbox(
        interactive=True,
        file_count="multiple",
        placeholder="Type or add a file",
        show_label=False,
        sources=["upload"],
        file_types=["image", ".txt"],
        lines=2,
        max_lines=5,
        max_plain_text_length=500,
        autofocus=True,
        submit_btn="Send",
        stop_btn=False,
    )
    note = gr.Textbox(label="Note")
    sent = box.submit(respond, [box, chatbot], [chatbot, box])
    sent.then(lambda: gr.MultimodalTextbox(interactive=True), None, [box], api_name="enable")
    box.stop(lambda: "stopped", None, note, api_name="stopped")
    box.focus(lambda: "in", None, note, api_name="focused")
    box.blur(lambda: "out", None, note, api_name="blurred")
    box.input(lambda m: m["text"].upper(), box, note, api_name="typed")
    box.change(lambda m: "changed", box, note, api_name="changed")
    box.select(lambda e: "selected", box, note, api_name="selected")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("respond", [{"text": "hello", "files": []}, []]),
    ("typed", [{"text": "abc", "files": []}]),
    ("stopped", []),
]
