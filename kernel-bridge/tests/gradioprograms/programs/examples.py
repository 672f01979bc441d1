"""Examples below a form, some that run when they are clicked."""

import gradio as gr


def combine(a, b):
    return f"{a} {b}"


with gr.Blocks() as demo:
    with gr.Row():
        first = gr.Textbox(label="First")
        second = gr.Textbox(label="Second")
    out = gr.Textbox(label="Both")
    button = gr.Button("Combine")
    button.click(combine, [first, second], out)
    gr.Examples([["Ada", "Lovelace"], ["Grace", "Hopper"]], [first, second])
    gr.Examples(
        examples=[["Alan", "Turing"], ["Kurt", "Gödel"]],
        inputs=[first, second],
        outputs=out,
        fn=combine,
        cache_examples=False,
        run_on_click=True,
        label="Click to run",
        example_labels=["A", "K"],
        examples_per_page=1,
        api_name="run_example",
    )
    gr.Examples(["Edsger", "Barbara"], first, label="First names", api_name="first_name")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("combine", ["a", "b"]),
    ("load_example", [0]),
    ("load_example", [1]),
    ("run_example", [1]),
    ("first_name", [1]),
]
