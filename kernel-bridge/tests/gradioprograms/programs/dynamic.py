"""Fields that are drawn anew, with keys that keep what was entered."""

import gradio as gr

with gr.Blocks() as demo:
    count = gr.Slider(0, 4, 1, step=1, label="Fields")
    mode = gr.Radio(["textbox", "button"], value="textbox", label="Mode")
    out = gr.Textbox(label="Joined")

    @gr.render(inputs=[count, mode], triggers=[count.change, mode.change], show_progress="hidden")
    def fields(n, mode):
        if n == 0:
            gr.Markdown("## No fields")
            return
        if mode == "textbox":
            boxes = [gr.Textbox(f"t{i}", key=f"box-{i}", label=f"Box {i}") for i in range(int(n))]
            join = gr.Button("Join", key="join")

            def merged(*texts):
                return " ".join(texts)

            join.click(merged, boxes, out, key="merge")
        else:
            for i in range(int(n)):
                button = gr.Button(f"Say {i}")
                button.click(lambda i=i: f"said {i}", None, out, api_name=f"say_{i}")

    gr.Button("More").click(lambda n: n + 1, count, count, api_name="more")
    gr.Button("Mode").click(lambda: "button", None, mode, api_name="to_buttons")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("more", [1]),
    ("merged", ["a", "b"]),
    ("to_buttons", []),
    ("say_1", []),
    ("more", [2]),
]
