"""Functions that only programs call, and listeners with names."""

import gradio as gr


def add_and_slice(a: int, b: int, items: list[str]) -> tuple[int, str]:
    return a + b, "".join(items[a:b])


with gr.Blocks() as demo:
    text = gr.Textbox(label="Text")
    button = gr.Button("Go")
    button.click(lambda t: t + "1", text, text)
    button.click(lambda t: t + "2", text, text)
    button.click(lambda t: t + "3", text, text, api_name="named")
    button.click(lambda t: t + "4", text, text, api_name="named")
    button.click(lambda t: t + "5", text, text, api_visibility="private")

    def hidden(t):
        return t + "6"

    button.click(hidden, text, text, api_description=False)
    gr.api(add_and_slice, api_name="slice")

if __name__ == "__main__":
    demo.launch(mcp_server=False)

CALLS = [
    ("lambda", ["x"]),
    ("lambda_1", ["x"]),
    ("named", ["x"]),
    ("named_1", ["x"]),
    ("lambda_2", ["x"]),
    ("hidden", ["x"]),
    ("slice", [1, 3, ["a", "b", "c", "d"]]),
]
