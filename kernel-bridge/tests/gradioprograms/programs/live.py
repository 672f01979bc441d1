"""An Interface that answers while a person moves its sliders."""

import gradio as gr


def taxes(income, status, assets):
    brackets = [(10, 0), (25, 8), (60, 12), (120, 20)]
    deductible = sum(percent * 10 for name, percent in assets.items() if name)
    owed = 0
    for top, rate in brackets:
        owed += min(income / 1000, top) * rate
    if status == "Married":
        owed *= 0.75
    elif status == "Divorced":
        owed *= 0.8
    return f"{max(round(owed - deductible), 0)} owed"


demo = gr.Interface(
    taxes,
    [
        gr.Slider(1000, 250000, 80000, step=1000, label="Income"),
        gr.Radio(["Single", "Married", "Divorced"], value="Single", label="Status"),
        gr.JSON({"car": 1}, label="Assets"),
    ],
    gr.Textbox(label="Taxes due"),
    live=True,
    flagging_mode="never",
    api_name="taxes",
)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("taxes", [50000, "Married", {"car": 2}]),
    ("taxes", [50000, "Single", {}]),
]
