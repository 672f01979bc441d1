"""A chat that answers at once."""

import gradio as gr


def answer(message, history):
    return f"{len(history)} before: {message[::-1]}"


demo = gr.ChatInterface(
    fn=answer,
    title="Echo",
    description="Says it backwards.",
    examples=["hello", "hola", "merhaba"],
    chatbot=gr.Chatbot(placeholder="Say something"),
    flagging_mode="manual",
    flagging_options=["Like", "Spam", "Other"],
    editable=True,
    api_name="chat",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("chat", ["hello", None]), ("chat", ["again", None])]
