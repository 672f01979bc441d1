import intarsia as gr


def growing(count):
    text = ""
    for number in range(count):
        text += f"{number:04d} "
        yield text
    yield text + f"end of {count}"


with gr.Blocks() as demo:
    text = gr.Textbox(lines=5, label="Text")
    for count in (20, 2000, 10000):
        gr.Button(f"Go {count}").click(growing, gr.State(count), text)

demo.launch()
