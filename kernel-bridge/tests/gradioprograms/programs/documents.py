"""Text with marks: Markdown with formulas, and HTML."""

import gradio as gr


def document(title, formula):
    return f"# {title}\n\nSo ${formula}$ holds.\n\n- one\n- two"


def page(title):
    return f"<h2 class='t'>{title}</h2><p>text</p>"


with gr.Blocks() as demo:
    title = gr.Textbox("Energy", label="Title")
    formula = gr.Textbox("E = mc^2", label="Formula")
    text = gr.Markdown(
        "*empty*",
        label="Text",
        latex_delimiters=[{"left": "$", "right": "$", "display": False}],
        line_breaks=True,
        header_links=True,
        height=200,
        buttons=["copy"],
        container=True,
    )
    html = gr.HTML("<b>empty</b>", label="Page", padding=False)
    gr.on([title.submit, formula.submit], document, [title, formula], text)
    title.submit(page, title, html)
    html.change(lambda: "html", None, formula, api_name="html_changed")
    text.change(lambda t: t.splitlines()[0], text, formula, api_name="text_changed")
    html.click(lambda: "clicked", None, title, api_name="clicked")
    text.copy(lambda data: "copied", text, title, api_name="copied")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("document", ["Sum", "a+b"]),
    ("page", ["Hello"]),
    ("clicked", []),
]
