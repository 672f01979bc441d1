"""What a function tells the person while it runs."""

import gradio as gr


def start(level):
    if level == "info":
        gr.Info("Just so you know", duration=2, title="Hint")
    elif level == "warning":
        gr.Warning("Careful", duration=None)
    elif level == "success":
        gr.Success("All is well")
    elif level == "silent":
        gr.Info("Not shown", visible=False)
    elif level == "error":
        raise gr.Error("It did not work", duration=0, print_exception=False)
    elif level == "bug":
        raise ValueError("unexpected")
    else:
        gr.Info("one")
        gr.Warning("two", title="Second")
    return f"{level} told"


with gr.Blocks() as demo:
    level = gr.Dropdown(
        ["info", "warning", "success", "silent", "error", "bug", "both"], label="Level"
    )
    out = gr.Textbox(label="Outcome")
    gr.Button("Tell").click(start, level, out)

if __name__ == "__main__":
    demo.launch(show_error=True)

CALLS = [
    ("start", [level])
    for level in ("info", "warning", "success", "silent", "error", "bug", "both", "info")
]
