import gradio as gr


def answer(text: str = "") -> str:
    return f"answer({text})"


_ = gr.Interface(answer, "text", "text", live=True).launch(quiet=True)
