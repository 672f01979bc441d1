"""Components under their second names, and with other defaults."""

import gradio as gr

with gr.Blocks() as demo:
    text = gr.Text("abc", label="Text")
    data = gr.Json({"a": 1})
    frame = gr.DataFrame([["x", 1]], headers=["k", "v"])
    boxes = gr.Checkboxgroup(["p", "q"], value=["q"])
    words = gr.Highlightedtext([("one", "n"), ("two", None)])
    more = gr.Highlight([("three", 0.5)])
    row = gr.List(["u", "v"], label="List")
    matrix = gr.Matrix([[1, 2], [3, 4]], label="Matrix")
    array = gr.Numpy([[1, 2], [3, 4]], label="Array")
    area = gr.TextArea("long")
    with gr.Tabs():
        with gr.TabItem("Tab"):
            log = gr.Textbox(label="Log")
    text.submit(lambda t: {"text": t}, text, data, api_name="wrap")
    gr.Button("Frame").click(lambda f: f.shape[0], frame, log, api_name="frame")
    gr.Button("List").click(lambda rows: str(rows), row, log, api_name="list")
    gr.Button("Matrix").click(lambda rows: str(rows), matrix, log, api_name="matrix")
    gr.Button("Array").click(lambda a: str(a.sum()), array, log, api_name="array")
    gr.Button("Set").click(lambda: [5, 6], None, row, api_name="set")

if __name__ == "__main__":
    demo.launch()


def wire(headers, rows):
    return {"headers": headers, "data": rows, "metadata": None}


CALLS = [
    ("wrap", ["x"]),
    ("frame", [wire(["k", "v"], [["x", 1], ["y", 2]])]),
    ("list", [wire(["1"], [["u"], ["v"]])]),
    ("matrix", [wire(["1", "2"], [[1, 2], [3, 4]])]),
    ("array", [wire(["1", "2"], [[1, 2], [3, 4]])]),
    ("set", []),
]
