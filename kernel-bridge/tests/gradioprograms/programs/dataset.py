"""Rows to choose from, told by index, by value and by both."""

import gradio as gr

with gr.Blocks() as demo:
    text = gr.Textbox(visible=False)
    number = gr.Number(visible=False)
    log = gr.JSON(label="Chosen")
    rows = [["apple", 1], ["pear", 2], ["fig", 3]]
    by_value = gr.Dataset(components=[text, number], samples=rows, label="Values")
    by_index = gr.Dataset(
        components=["textbox", "number"], samples=rows, type="index", headers=["Fruit", "Count"]
    )
    by_both = gr.Dataset(
        components=[gr.Textbox(visible=False)],
        samples=[["x"], ["y"]],
        type="tuple",
        samples_per_page=1,
        sample_labels=["Ex", "Why"],
        layout="table",
    )
    by_value.click(lambda chosen: chosen, by_value, log, api_name="value")
    by_index.click(lambda chosen: chosen, by_index, log, api_name="index")
    by_both.select(lambda chosen: list(chosen), by_both, log, api_name="both")
    gr.Button("More").click(
        lambda: gr.Dataset(samples=[["kiwi", 9]]), None, by_value, api_name="more"
    )

if __name__ == "__main__":
    demo.launch()

CALLS = [("value", [1]), ("index", [2]), ("both", [0]), ("more", [])]
