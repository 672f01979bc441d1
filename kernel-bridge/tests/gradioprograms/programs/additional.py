"""An Interface with more inputs than it shows at first."""

import gradio as gr


def generate(prompt, steps, seed, negative=""):
    return f"{prompt} without {negative or 'nothing'}", {"steps": steps, "seed": seed}


demo = gr.Interface(
    generate,
    inputs=[gr.Textbox(label="Prompt")],
    outputs=[gr.Textbox(label="Text"), gr.JSON(label="Settings")],
    additional_inputs=[
        gr.Slider(1, 50, 20, step=1, label="Steps"),
        gr.Number(42, label="Seed", precision=0),
        gr.Textbox(label="Negative"),
    ],
    additional_inputs_accordion="Settings",
    allow_duplication=False,
    concurrency_limit=None,
    show_progress="minimal",
    fill_width=True,
    flagging_mode="auto",
    api_name="generate",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("generate", ["a cat", 10, 7, "dogs"]), ("generate", ["x", 20, 1.0, ""])]
