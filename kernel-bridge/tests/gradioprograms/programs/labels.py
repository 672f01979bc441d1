"""Classes and how sure one is."""

import gradio as gr


def classify(text):
    total = max(len(text), 1)
    return {letter: text.count(letter) / total for letter in sorted(set(text))}


def name(text):
    return text or "nothing"


with gr.Blocks() as demo:
    text = gr.Textbox(label="Text")
    classes = gr.Label(num_top_classes=2, label="Classes", color="green")
    plain = gr.Label(label="Plain", show_heading=False)
    log = gr.Textbox(label="Log")
    text.submit(classify, text, classes)
    text.submit(name, text, plain)
    plain.change(lambda value: str(value), plain, log, api_name="told")
    classes.select(lambda evt=None: "x", None, log, api_name="picked")

if __name__ == "__main__":
    demo.launch()

CALLS = [("classify", ["aabb c"]), ("classify", [""]), ("name", ["seven"]), ("name", [""])]
