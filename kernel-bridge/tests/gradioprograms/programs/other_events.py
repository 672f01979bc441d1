"""What components tell that other programs do not listen to, and options that are rarely used."""

import gradio as gr
import pandas as pd

table = pd.DataFrame({"x": [1, 2], "y": [3.0, 4.5]})

with gr.Blocks() as demo:
    log = gr.Textbox(label="Log")
    bars = gr.BarPlot(table, x="x", y="y")
    points = gr.ScatterPlot(table, x="x", y="y")
    lines = gr.LinePlot(table, x="x", y="y")
    for name, plot in {"bars": bars, "points": points, "lines": lines}.items():
        plot.select(lambda name=name: name, None, log, api_name=f"{name}_select")
        plot.double_click(lambda name=name: name, None, log, api_name=f"{name}_double")
        plot.change(lambda name=name: name, None, log, api_name=f"{name}_change")
    boxes = gr.CheckboxGroup(["a", "b"], label="Boxes")
    boxes.change(lambda found: " ".join(found), boxes, log, api_name="boxes_change")
    box = gr.Checkbox(label="Box")
    box.change(lambda on: str(on), box, log, api_name="box_change")
    radio = gr.Radio(["x", "y"], label="Radio")
    radio.input(lambda found: found, radio, log, api_name="radio_input")
    number = gr.Number(1, label="Number")
    number.change(lambda n: str(n), number, log, api_name="number_change")
    number.input(lambda n: str(n), number, log, api_name="number_input")
    frame = gr.Dataframe([["a"]], headers=["h"], label="Frame")
    frame.edit(lambda evt: "edited", frame, log, api_name="frame_edit")
    rows = gr.Dataset(components=[gr.Textbox(visible=False)], samples=[["p"], ["q"]])
    rows.change(lambda: "rows", None, log, api_name="rows_change")
    clear = gr.ClearButton([box], value="Clear")
    clear.change(lambda: "clear", None, log, api_name="clear_change")
    save = gr.DownloadButton("Save")
    save.change(lambda: "save", None, log, api_name="save_change")
    take = gr.UploadButton("Take")
    take.change(lambda: "take", None, log, api_name="take_change")
    copy = gr.DuplicateButton("Copy")
    copy.click(lambda: "copy", None, log, api_name="copy_click")
    copy.change(lambda: "copied", None, log, api_name="copy_change")
    with gr.Walkthrough(selected=0) as walk:
        with gr.Step("One", id=0) as one:
            gr.Markdown("1")
        with gr.Step("Two", id=1):
            gr.Markdown("2")
    walk.change(lambda: "walk", None, log, api_name="walk_change")
    walk.select(lambda: "chosen", None, log, api_name="walk_select")
    one.select(lambda: "one", None, log, api_name="step_select")
    number.submit(
        lambda n: n + 1,
        inputs=number,
        outputs=number,
        time_limit=5,
        stream_every=0.25,
        key="more",
        api_name="more",
    )
    area = gr.TextArea(label="Area", lines=3)
    area.focus(lambda: "area", None, log, api_name="area_focus")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("bars_select", []),
    ("boxes_change", [["a", "b"]]),
    ("box_change", [True]),
    ("radio_input", ["y"]),
    ("number_change", [4]),
    ("more", [4]),
    ("copy_click", []),
    ("step_select", []),
]
