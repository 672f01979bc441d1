"""Data and programs."""

import gradio as gr


def parse(source):
    import json

    return json.loads(source)


def describe(data):
    return "\n".join(f"{key} = {value!r}" for key, value in sorted(data.items()))


with gr.Blocks() as demo:
    source = gr.Code('{"a": 1}', language="json", label="Source", lines=3, interactive=True)
    data = gr.JSON({"b": [1, 2, {"c": None}]}, label="Data", open=True, show_indices=True)
    program = gr.Code(
        label="Program", language="python", wrap_lines=True, show_line_numbers=False, max_lines=20
    )
    source.change(parse, source, data)
    gr.Button("Describe").click(describe, data, program)
    source.input(lambda s: len(s), source, gr.Number(label="Length"), api_name="length")
    source.focus(lambda: "# focused", None, program, api_name="focused")
    source.blur(lambda: "# left", None, program, api_name="left")
    data.change(lambda d: "# data", data, program, api_name="changed")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("parse", ['{"x": [true, null, 1.5]}']),
    ("parse", ["{"]),
    ("describe", [{"k": "v", "n": 2}]),
    ("length", ["abc"]),
    ("focused", []),
]
