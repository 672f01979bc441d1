"""What a person may do with messages: like, undo, retry, edit, copy and the rest."""

import gradio as gr

START = [
    {"role": "user", "content": "Two plus two?"},
    {"role": "assistant", "content": "Four.", "options": [{"value": "Sure?"}, {"value": "Why?"}]},
    {
        "role": "assistant",
        "content": "I counted.",
        "metadata": {"title": "Thinking", "status": "done", "duration": 1.5, "log": "abacus"},
    },
]

with gr.Blocks() as demo:
    chatbot = gr.Chatbot(
        START,
        label="Chat",
        editable="all",
        feedback_options=["Like", "Dislike", "Funny"],
        feedback_value=[None, "Like", None],
        avatar_images=(None, None),
        examples=[{"text": "One plus one?"}],
        reasoning_tags=[("<think>", "</think>")],
        like_user_message=True,
        watermark="made by hand",
        group_consecutive_messages=False,
    )
    log = gr.Textbox(label="Log")

    def liked(data: gr.LikeData):
        return f"{data.liked} {data.index} {data.value}"

    def undone(history, data: gr.UndoData):
        return history[: data.index], f"undone {data.index}"

    def retried(history, data: gr.RetryData):
        return history[: data.index + 1] + [gr.ChatMessage("Five.", role="assistant")]

    def edited(history, data: gr.EditData):
        return f"{data.previous_value} became {data.value} at {data.index}"

    def copied(data: gr.CopyData):
        return f"copied {data.value}"

    def picked(data: gr.SelectData):
        return f"picked {data.value} {data.index}"

    chatbot.like(liked, None, log)
    chatbot.undo(undone, chatbot, [chatbot, log])
    chatbot.retry(retried, chatbot, chatbot)
    chatbot.edit(edited, chatbot, log)
    chatbot.copy(copied, None, log)
    chatbot.example_select(picked, None, log, api_name="example")
    chatbot.option_select(picked, None, log, api_name="option")
    chatbot.select(picked, None, log, api_name="message")
    chatbot.clear(lambda: "cleared", None, log, api_name="cleared")
    chatbot.change(lambda history: f"{len(history)} messages", chatbot, log, api_name="changed")

if __name__ == "__main__":
    demo.launch()

TEXT = [{"type": "text", "text": "Two plus two?"}]
WIRE = [
    {"role": "user", "content": TEXT, "metadata": None, "options": None},
    {
        "role": "assistant",
        "content": [{"type": "text", "text": "Four."}],
        "metadata": None,
        "options": None,
    },
]
CALLS = [
    ("liked", [], {"index": 1, "value": "Four.", "liked": "Funny"}),
    ("undone", [WIRE], {"index": 0, "value": "Two plus two?"}),
    ("retried", [WIRE], {"index": 0, "value": "Two plus two?"}),
    ("edited", [WIRE], {"index": 0, "previous_value": "Two plus two?", "value": "Three?"}),
    ("copied", [], {"value": "Four."}),
    ("example", [], {"index": 0, "value": {"text": "One plus one?", "files": []}}),
    ("option", [], {"index": [1, 0], "value": "Sure?"}),
    ("message", [], {"index": 1, "value": "Four."}),
    ("cleared", []),
]
