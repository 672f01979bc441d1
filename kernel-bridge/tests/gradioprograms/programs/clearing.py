"""Clears what has been entered, what is shown, and what is remembered."""

import gradio as gr


def keep(text, kept):
    kept = kept + [text]
    return kept, len(kept)


with gr.Blocks() as demo:
    kept = gr.State([])
    text = gr.Textbox("start", label="Text")
    number = gr.Number(label="Kept", precision=0)
    chat = gr.Chatbot([{"role": "user", "content": "Hi"}])
    clear = gr.ClearButton(value="Clear all", variant="secondary", size="sm")
    clear.add([text, number, chat, kept])
    text.submit(keep, [text, kept], [kept, number])
    clear.click(lambda: "cleared", None, gr.Textbox(label="Log"), api_name="log")
    kept.change(lambda found: " ".join(found), kept, text, api_name="kept_changed")

if __name__ == "__main__":
    demo.launch()

CALLS = [("keep", ["one", None]), ("keep", ["two", None]), ("log", [])]
