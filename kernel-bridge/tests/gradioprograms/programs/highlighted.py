"""Words with what they are."""

import gradio as gr


def tagged(text):
    return [(word, "long" if len(word) > 3 else None) for word in text.split()]


def entities(text):
    found = [
        {"entity": "NUM", "start": i, "end": i + 1, "word": c}
        for i, c in enumerate(text)
        if c.isdigit()
    ]
    return {"text": text, "entities": found}


def scores(text):
    return [(letter, round((ord(letter) - 110) / 13, 2)) for letter in text if letter.isalpha()]


def chosen(evt: gr.SelectData):
    return f"{evt.value} at {evt.index}"


with gr.Blocks() as demo:
    text = gr.Textbox("A short sentence", label="Text")
    words = gr.HighlightedText(
        label="Words",
        combine_adjacent=True,
        adjacent_separator=" ",
        show_legend=True,
        color_map={"long": "red"},
        show_inline_category=False,
    )
    numbers = gr.HighlightedText(label="Numbers", show_whitespaces=False)
    saliency = gr.HighlightedText(label="Scores", interactive=False)
    log = gr.Textbox(label="Log")
    text.submit(tagged, text, words)
    text.submit(entities, text, numbers)
    text.submit(scores, text, saliency)
    words.select(chosen, None, log)
    words.change(lambda value: f"{len(value)} pieces", words, log, api_name="count")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("tagged", ["one three five"]),
    ("entities", ["a1b22"]),
    ("scores", ["az m"]),
    ("chosen", [], {"index": 0, "value": ["three", "long"]}),
]
