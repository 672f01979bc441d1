import gradio as gr


def answer(text):
    return f"answer({text})"


def stream():
    while True:
        text = ""
        for number in range(2000):
            text += f"{number:04d} "
            yield text


with gr.Blocks() as demo:
    text = gr.Textbox(label="Text", elem_classes="ask")
    result = gr.Textbox(label="Result", elem_classes="told")
    text.input(answer, text, result, trigger_mode="always_last")
    long = gr.Textbox(label="Stream", elem_classes="long", lines=5)
    gr.Button("Go").click(stream, None, long)

_ = demo.launch(quiet=True)
