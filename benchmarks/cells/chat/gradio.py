import time

import gradio as gr


def words():
    for number in range(10_000):
        if number % 500 == 0:
            yield f"\n\n## Part {number // 500}\n\n"
        if number % 100 == 0:
            yield "\n\n```python\nx = 1\n```\n\n" if number % 200 else "\n\n- "
        yield f"**w{number}** " if number % 10 == 0 else f"w{number} "


def talk():
    history = [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": ""}]
    for word in words():
        history[-1]["content"] += word
        yield history
        time.sleep(0.0005)
    history[-1]["content"] += "\n\nend of 10000"
    yield history


with gr.Blocks() as demo:
    chat = gr.Chatbot(height=400)
    gr.Button("Go").click(talk, None, chat)

_ = demo.launch(quiet=True)
