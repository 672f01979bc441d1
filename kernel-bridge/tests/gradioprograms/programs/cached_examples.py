"""Examples whose answers are kept."""

import gradio as gr

calls = []


def measure(text, times):
    calls.append(text)
    return {"letters": len(text) * int(times)}, f"{len(calls)} calls"


demo = gr.Interface(
    measure,
    [gr.Textbox(label="Text"), gr.Number(1, label="Times")],
    [gr.JSON(label="Lengths"), gr.Textbox(label="Calls")],
    examples=[["abc", 2], ["de", 3]],
    cache_examples=True,
    cache_mode="eager",
    preload_example=False,
    flagging_mode="never",
    api_name="measure",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("measure", ["abcd", 1]), ("load_example", [1])]
