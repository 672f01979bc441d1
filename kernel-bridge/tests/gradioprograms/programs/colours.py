"""Colours and their parts."""

import gradio as gr


def parts(code):
    code = code.lstrip("#")
    return [int(code[i : i + 2], 16) for i in (0, 2, 4)]


def mix(first, second):
    pairs = zip(parts(first), parts(second))
    return "#" + "".join(f"{(a + b) // 2:02x}" for a, b in pairs)


with gr.Blocks() as demo:
    a = gr.ColorPicker("#ff0000", label="First", info="A colour")
    b = gr.ColorPicker(label="Second", value="#0000ff")
    mixed = gr.ColorPicker(label="Mixed", interactive=False)
    log = gr.JSON(label="Parts")
    gr.Button("Mix").click(mix, [a, b], mixed)
    mixed.change(parts, mixed, log)
    a.input(lambda c: {"input": c}, a, log, api_name="input")
    a.release(lambda c: {"release": c}, a, log, api_name="release")
    a.submit(lambda c: {"submit": c}, a, log, api_name="submit")
    a.focus(lambda: {"focus": True}, None, log, api_name="focus")
    a.blur(lambda: {"blur": True}, None, log, api_name="blur")

if __name__ == "__main__":
    demo.launch()

CALLS = [("mix", ["#ff0000", "#0000ff"]), ("input", ["#123456"]), ("focus", [])]
