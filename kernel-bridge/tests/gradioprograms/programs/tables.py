"""Tables as frames, arrays and lists."""

import gradio as gr
import numpy as np
import pandas as pd


def double(frame: pd.DataFrame):
    return frame.map(lambda value: value * 2)


def transpose(matrix):
    return np.array(matrix).T


def lists(rows):
    return [row[::-1] for row in rows]


def describe(evt: gr.SelectData):
    return f"{evt.value} in {evt.row_value}"


with gr.Blocks() as demo:
    frame = gr.Dataframe(
        headers=["name", "age"],
        datatype=["str", "number"],
        value=[["Ada", 36], ["Alan", 41]],
        row_count=(2, "dynamic"),
        column_count=(2, "fixed"),
        label="People",
    )
    matrix = gr.Dataframe([[1, 2], [3, 4]], type="numpy", label="Matrix", interactive=True)
    rows = gr.Dataframe(type="array", label="Rows", headers=["a", "b"])
    log = gr.Textbox(label="Log")
    gr.Button("Double").click(double, frame, frame)
    gr.Button("Turn").click(transpose, matrix, matrix)
    gr.Button("Reverse").click(lists, rows, rows)
    frame.select(describe, None, log)
    frame.change(lambda f: f"{len(f)} rows", frame, log, api_name="changed")
    frame.input(lambda f: f"{list(f.columns)}", frame, log, api_name="typed")

if __name__ == "__main__":
    demo.launch()

PEOPLE = {"headers": ["name", "age"], "data": [["Ada", 36], ["Bob", 2]], "metadata": None}
CALLS = [
    ("double", [PEOPLE]),
    ("transpose", [{"headers": ["1", "2"], "data": [[1, 2], [3, 4]], "metadata": None}]),
    ("lists", [{"headers": ["a", "b"], "data": [["x", "y"]], "metadata": None}]),
    ("describe", [], {"index": [0, 1], "value": 36, "row_value": ["Ada", 36]}),
    ("typed", [PEOPLE]),
]
