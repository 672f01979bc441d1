"""An Interface around a generator: it has a button to stop it."""

import gradio as gr


def spell(word, upper):
    shown = ""
    for letter in word:
        shown += letter.upper() if upper else letter
        yield shown, {"letters": len(shown)}


demo = gr.Interface(
    spell,
    [gr.Textbox("gradual", label="Word"), gr.Checkbox(label="Upper")],
    [gr.Textbox(label="Shown"), gr.JSON(label="Count")],
    stop_btn="Enough",
    time_limit=10,
    flagging_mode="never",
    delete_cache=None,
    api_name="spell",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [("spell", ["hey", True]), ("spell", ["", False])]
