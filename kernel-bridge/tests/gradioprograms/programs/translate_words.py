"""Interfaces with several outputs of different kinds, by their names as strings."""

import gradio as gr


def analyse(text, numbers, flag, colour, choice):
    return (
        text.title(),
        {"sum": sum(numbers) if numbers else 0},
        not flag,
        {choice or "none": 0.75, "other": 0.25},
        f"<b>{colour}</b>",
        [(word, str(len(word))) for word in text.split()],
    )


demo = gr.Interface(
    analyse,
    [
        "textbox",
        "json",
        "checkbox",
        "colorpicker",
        {"name": "dropdown", "choices": ["x", "y"], "value": "x"},
    ],
    ["text", "json", "checkbox", "label", "html", "highlightedtext"],
    title="Analyse",
    analytics_enabled=False,
    api_name="analyse",
    flagging_mode="never",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("analyse", ["ada b", [1, 2], True, "#ff0000", "y"]),
    ("analyse", ["", None, False, None, None]),
]
