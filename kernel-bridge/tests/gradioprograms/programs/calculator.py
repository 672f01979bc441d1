"""A calculator with choices, errors of its own and examples."""

import gradio as gr


def calculate(first, operation, second):
    if operation == "add":
        return first + second
    elif operation == "subtract":
        return first - second
    elif operation == "multiply":
        return first * second
    if second == 0:
        raise gr.Error("Cannot divide by zero!", duration=3, title="No")
    return first / second


demo = gr.Interface(
    calculate,
    [
        gr.Number(label="First", value=1),
        gr.Radio(["add", "subtract", "multiply", "divide"], label="Operation", value="add"),
        gr.Number(label="Second", value=2),
    ],
    gr.Number(label="Result"),
    examples=[[45, "add", 3], [3.14, "divide", 2], [144, "multiply", 2.5]],
    title="Calculator",
    description="Four operations, two numbers.",
    article="Numbers may have decimals.",
    flagging_mode="manual",
    flagging_options=["wrong", "odd"],
    cache_examples=False,
    examples_per_page=2,
    submit_btn="Calculate",
    clear_btn="Empty",
    api_name="calculate",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("calculate", [45, "add", 3]),
    ("calculate", [5, "divide", 0]),
    ("calculate", [3.5, "divide", 2]),
    ("calculate", [1, "subtract", 0.75]),
    ("load_example", [1]),
]
