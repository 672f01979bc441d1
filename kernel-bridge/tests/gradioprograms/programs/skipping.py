"""Outputs that stay as they are, and runs that may not be side by side."""

import gradio as gr


def some(n):
    return n + 1 if n % 2 else gr.skip(), f"got {n}"


def all_or_none(n):
    return gr.skip() if n > 5 else (n, "small")


def clear_one():
    return None, gr.update()


with gr.Blocks() as demo:
    n = gr.Number(1, precision=0, label="n")
    kept = gr.Number(0, precision=0, label="Kept")
    log = gr.Textbox(label="Log")
    gr.Button("Some").click(some, n, [kept, log], concurrency_limit=None)
    gr.Button("All").click(
        all_or_none, n, [kept, log], concurrency_id="shared", concurrency_limit=2
    )
    gr.Button("Clear").click(
        clear_one,
        None,
        [kept, log],
        concurrency_id="shared",
        trigger_mode="always_last",
        scroll_to_output=True,
        api_description="Empties one",
        api_visibility="undocumented",
    )

if __name__ == "__main__":
    demo.queue(status_update_rate=5).launch()

CALLS = [
    ("some", [3]),
    ("some", [4]),
    ("all_or_none", [2]),
    ("all_or_none", [9]),
    ("clear_one", []),
]
