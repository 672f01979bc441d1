import time

import gradio as gr


def words(count):
    for number in range(count):
        if number % 500 == 0:
            yield f"\n\n## Part {number // 500}\n\n"
        if number % 100 == 0:
            yield "\n\n```python\nx = 1\n```\n\n" if number % 200 else "\n\n- "
        yield f"**w{number}** " if number % 10 == 0 else f"w{number} "


def talk(count):
    history = [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": ""}]
    for word in words(count):
        history[-1]["content"] += word
        yield history
        time.sleep(0.0005)
    history[-1]["content"] += f"\n\nend of {count}"
    yield history


with gr.Blocks() as demo:
    chat = gr.Chatbot(height=400)
    for count in (20, 1000, 10000):
        gr.Button(f"Go {count}").click(talk, gr.State(count), chat)

_ = demo.launch(quiet=True)
