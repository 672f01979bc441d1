"""A chat that takes files, and writes to something beside it."""

import gradio as gr


def long_enough(message):
    return gr.validate(len(message["text"]) > 1, "Say a little more")


def answer(message, history, style):
    code = f"print({message['text']!r})"
    return {"role": "assistant", "content": f"{style}: {len(message['files'])} files"}, code


with gr.Blocks() as demo:
    code = gr.Code(language="python", render=False, label="Program")
    with gr.Row():
        with gr.Column():
            gr.ChatInterface(
                answer,
                multimodal=True,
                textbox=gr.MultimodalTextbox(file_count="single", file_types=["text"]),
                additional_inputs=gr.Radio(["Short", "Long"], value="Short", label="Style"),
                additional_outputs=code,
                examples=[[{"text": "hello", "files": []}, "Long"]],
                run_examples_on_click=False,
                cache_examples=False,
                validator=long_enough,
                fill_height=False,
                api_name="ask",
            )
        with gr.Column():
            code.render()

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("ask", [{"text": "hello", "files": []}, None, "Long"]),
    ("ask", [{"text": "x", "files": []}, None, "Short"]),
]
