"""Inputs as a set, outputs as a dict: by component, not by order."""

import gradio as gr

with gr.Blocks() as demo:
    food = gr.Number(value=10, label="Food Count")
    status = gr.Textbox(label="Status")
    gr.Button("Eat").click(
        fn=lambda count: {food: count - 1, status: "full"} if count > 0 else {status: "hungry"},
        inputs=food,
        outputs=[food, status],
        api_name="eat",
    )
    a = gr.Number(1, label="a")
    b = gr.Number(2, label="b")
    total = gr.Number(label="sum")

    def add(data):
        return data[a] + data[b]

    def subtract(data):
        return {total: data[a] - data[b], status: gr.update(value="done", lines=3)}

    gr.Button("Add").click(add, {a, b}, total)
    gr.Button("Subtract").click(subtract, {a, b}, {total, status})

    def power(base, exponent):
        return base**exponent

    gr.Button("Power").click(power, inputs_kwargs={"exponent": b, "base": a}, outputs=total)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("eat", [3]),
    ("eat", [0]),
    ("add", [4, 5]),
    ("subtract", [4, 5]),
]
