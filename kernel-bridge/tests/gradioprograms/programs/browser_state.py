"""What a browser remembers."""

import gradio as gr

with gr.Blocks() as demo:
    saved = gr.BrowserState(["", 0], storage_key="tests", secret="known")
    name = gr.Textbox(label="Name")
    visits = gr.Number(label="Visits", precision=0)

    @demo.load(inputs=saved, outputs=[name, visits])
    def recall(state):
        return state[0], state[1]

    @gr.on([name.submit], inputs=[name, visits], outputs=[saved])
    def remember(name, visits):
        return [name, (visits or 0) + 1]

    saved.change(lambda state: state[1], saved, visits, api_name="told")

if __name__ == "__main__":
    demo.launch()

CALLS = [("remember", ["Ada", 2]), ("recall", [["Bob", 7]])]
