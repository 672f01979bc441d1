"""Questions one after another, each with its own choices."""

import gradio as gr

QUESTIONS = [
    ("Largest planet?", ["Mars", "Jupiter", "Venus"], "Jupiter"),
    ("Two to the tenth?", ["512", "1024"], "1024"),
]


def ask(number):
    if number >= len(QUESTIONS):
        return gr.Markdown("## The end"), gr.Radio(visible=False), gr.Button(visible=False)
    text, choices, _ = QUESTIONS[number]
    return f"## {text}", gr.Radio(choices=choices, value=None, visible=True), gr.Button("Answer")


def answer(number, score, choice):
    if choice is None:
        gr.Info("Choose one first.")
        return [number, score, *[gr.skip()] * 4]
    score += choice == QUESTIONS[number][2]
    return [number + 1, score, f"{score} of {number + 1}", *ask(number + 1)]


with gr.Blocks() as demo:
    number, score = gr.State(0), gr.State(0)
    question = gr.Markdown(QUESTIONS[0][0])
    choice = gr.Radio(QUESTIONS[0][1], label="Answer", show_label=False)
    button = gr.Button("Answer")
    result = gr.Textbox(label="Score")
    button.click(answer, [number, score, choice], [number, score, result, question, choice, button])

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("answer", [None, None, None]),
    ("answer", [None, None, "Jupiter"]),
    ("answer", [None, None, "512"]),
]
