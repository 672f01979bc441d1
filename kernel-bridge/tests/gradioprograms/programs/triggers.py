"""One function for several events, by decorator and by `on`."""

import gradio as gr

with gr.Blocks() as demo:
    name = gr.Textbox(label="Name")
    output = gr.Textbox(label="Output Box")
    greet_btn = gr.Button("Greet")
    trigger = gr.Textbox(label="Trigger Box")

    @gr.on(triggers=[name.submit, greet_btn.click], inputs=name, outputs=[output, trigger])
    def greet(name, evt_data: gr.EventData):
        return "Hello " + name + "!", evt_data.target.__class__.__name__

    with gr.Row():
        width = gr.Slider(1, 10, 2, step=1, label="width")
        height = gr.Slider(1, 10, 5, step=1, label="height")
    area = gr.Number(label="area")

    @gr.on(inputs=[width, height], outputs=area)
    def multiply(width, height):
        return width * height

    @name.change(inputs=name, outputs=trigger, show_progress="hidden", api_name="typed")
    def letters(text):
        return f"{len(text)} letters"


if __name__ == "__main__":
    demo.launch()

CALLS = [("greet", ["Ada"], {}), ("multiply", [3, 4]), ("typed", ["Grace"])]
