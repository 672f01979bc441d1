"""Builds a sentence from every kind of choice."""

import gradio as gr


def build(quantity, animal, countries, place, activities, morning):
    when = "morning" if morning else "night"
    return (
        f"The {quantity} {animal}s from {' and '.join(countries)} went to the {place} "
        f"where they {' and '.join(activities)} until the {when}"
    )


demo = gr.Interface(
    build,
    [
        gr.Slider(2, 20, value=4, label="Count", info="Choose between 2 and 20", step=1),
        gr.Dropdown(["cat", "dog", "bird"], label="Animal", info="Will add more animals later!"),
        gr.CheckboxGroup(["USA", "Japan", "Pakistan"], label="Countries"),
        gr.Radio(["park", "zoo", "road"], label="Location", info="Where did they go?"),
        gr.Dropdown(
            ["ran", "swam", "ate", "slept"],
            value=["swam", "slept"],
            multiselect=True,
            label="Activity",
        ),
        gr.Checkbox(label="Morning", info="Did they do it in the morning?"),
    ],
    "text",
    examples=[
        [2, "cat", ["Japan", "Pakistan"], "park", ["ate", "swam"], True],
        [4, "dog", ["Japan"], "zoo", ["ate", "swam"], False],
    ],
    example_labels=["cats", "dogs"],
    api_name="predict",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("predict", [2, "cat", ["Japan", "Pakistan"], "park", ["ate", "swam"], True]),
    ("predict", [7, "dog", [], "zoo", [], False]),
]
