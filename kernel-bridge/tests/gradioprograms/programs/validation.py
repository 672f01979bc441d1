"""Inputs that are looked at before the function runs."""

import gradio as gr


def old_enough(name, age):
    return [
        gr.validate(len(name) > 0, "Say who you are"),
        gr.validate(age is not None and age >= 18, "You have to be 18"),
    ]


def register(name, age):
    return f"{name} is {age}"


with gr.Blocks() as demo:
    name = gr.Textbox(label="Name", max_length=20)
    age = gr.Number(label="Age", minimum=0, maximum=150, precision=0)
    out = gr.Textbox(label="Registered")
    button = gr.Button("Register")
    button.click(register, [name, age], out, validator=old_enough)
    name.submit(
        lambda text: text.strip(),
        name,
        name,
        validator=lambda text: gr.validate(not text.startswith(" "), "No spaces first"),
        api_name="strip",
    )

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("register", ["Ada", 36]),
    ("register", ["", 36]),
    ("register", ["Ada", 12]),
    ("register", ["", 3]),
    ("strip", ["x "]),
    ("strip", [" x"]),
]
