"""Listeners that follow each other, by how the one before ended."""

import gradio as gr


def double(x):
    return x * 2


def check(x):
    if x > 10:
        raise gr.Error("Too large", title="Limit", duration=5)
    return x + 1


with gr.Blocks() as demo:
    n = gr.Number(value=1, label="n", precision=0)
    result = gr.Number(label="result", precision=0)
    log = gr.Textbox(label="log")
    btn = gr.Button("Go")
    first = btn.click(double, n, result)
    second = first.then(check, result, result)
    second.success(lambda r: f"fine: {r}", result, log, api_name="fine")
    second.failure(lambda: "failed", None, log, api_name="failed")

if __name__ == "__main__":
    demo.launch()

CALLS = [("double", [2]), ("double", [20]), ("check", [3]), ("check", [30])]
