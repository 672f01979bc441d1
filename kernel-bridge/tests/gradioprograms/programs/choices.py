"""Choices as values and as places, one and several."""

import gradio as gr

ANIMALS = [("a cat", "cat"), ("a dog", "dog"), ("a bird", 3)]

with gr.Blocks() as demo:
    radio = gr.Radio(ANIMALS, label="One", type="index", value="cat")
    plain = gr.Radio(["x", "y"], label="Plain", info="one of two", rtl=True)
    drop = gr.Dropdown(ANIMALS, label="Drop", type="index", value="dog", filterable=False)
    many = gr.Dropdown(
        ["red", "green", "blue"], multiselect=True, type="index", label="Many", max_choices=2
    )
    boxes = gr.CheckboxGroup(
        ["a", "b", "c"], type="index", label="Boxes", value=["a"], show_select_all=True
    )
    values = gr.CheckboxGroup(ANIMALS, label="Values")
    log = gr.JSON(label="Log")
    radio.change(lambda x: [x], radio, log, api_name="radio")
    plain.select(lambda x: [x], plain, log, api_name="plain")
    drop.input(lambda x: [x], drop, log, api_name="drop")
    many.input(lambda x: x, many, log, api_name="many")
    boxes.input(lambda x: x, boxes, log, api_name="boxes")
    values.input(lambda x: x, values, log, api_name="values")

    def fill():
        return (
            "dog",
            gr.Radio(choices=["p", "q"], value="q"),
            "cat",
            ["red", "blue"],
            ["b", "c"],
            [3],
        )

    gr.Button("Fill").click(fill, None, [radio, plain, drop, many, boxes, values])

    def told(evt: gr.SelectData):
        return {"index": evt.index, "value": evt.value, "selected": evt.selected}

    boxes.select(told, None, log)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("radio", ["dog"]),
    ("radio", [None]),
    ("plain", ["y"]),
    ("drop", [3]),
    ("many", [["blue", "red"]]),
    ("boxes", [["c", "a"]]),
    ("values", [["cat", 3]]),
    ("told", [], {"index": 1, "value": "b", "selected": False}),
    ("fill", []),
]
