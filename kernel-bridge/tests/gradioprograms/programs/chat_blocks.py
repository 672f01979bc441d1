"""A chat written down by hand: the message is added, then the answer streams."""

import gradio as gr

with gr.Blocks() as demo:
    chatbot = gr.Chatbot(height=300, layout="bubble", buttons=["copy"], rtl=False)
    msg = gr.Textbox(label="Message", submit_btn=True)
    clear = gr.ClearButton([msg, chatbot], value="Start over")

    def user(message, history: list):
        return "", history + [{"role": "user", "content": message}]

    def bot(history: list):
        last = history[-1]["content"]
        text = last if isinstance(last, str) else last[0]["text"]
        history.append({"role": "assistant", "content": ""})
        for word in ["You", " said", f" {text}"]:
            history[-1]["content"] += word
            yield history

    msg.submit(user, [msg, chatbot], [msg, chatbot], queue=False).then(bot, chatbot, chatbot)

if __name__ == "__main__":
    demo.launch()

CALLS = [("user", ["Hello", []])]
