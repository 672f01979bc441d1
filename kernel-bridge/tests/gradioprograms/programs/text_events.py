"""Everything a text field tells."""

import gradio as gr

with gr.Blocks() as demo:
    text = gr.Textbox(
        "abc",
        label="Text",
        info="All events",
        lines=1,
        max_lines=1,
        placeholder="Type",
        stop_btn="Stop",
        submit_btn="Send",
        text_align="right",
        rtl=False,
        autoscroll=False,
        html_attributes=gr.InputHTMLAttributes(spellcheck=False, autocomplete="off"),
    )
    secret = gr.Textbox(type="password", label="Secret")
    mail = gr.Textbox(type="email", label="Mail")
    area = gr.TextArea("long", label="Area")
    log = gr.Textbox(label="Log")
    text.change(lambda t: f"change {t}", text, log, api_name="change")
    text.input(lambda t: f"input {t}", text, log, api_name="input")
    text.submit(lambda t: f"submit {t}", text, log, api_name="submit")
    text.focus(lambda: "focus", None, log, api_name="focus")
    text.blur(lambda: "blur", None, log, api_name="blur")
    text.stop(lambda: "stop", None, log, api_name="stop")

    def selected(evt: gr.SelectData):
        return f"select {evt.value} {evt.index}"

    def copied(evt: gr.CopyData):
        return f"copy {evt.value}"

    text.select(selected, None, log)
    text.copy(copied, None, log)
    secret.submit(lambda s: "*" * len(s), secret, log, api_name="secret")
    mail.submit(lambda m: m.split("@")[-1], mail, log, api_name="mail")
    area.submit(lambda t: str(t.count("\n")), area, log, api_name="area")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("change", ["x"]),
    ("input", ["y"]),
    ("submit", ["z"]),
    ("selected", [], {"index": [0, 2], "value": "ab"}),
    ("copied", [], {"value": "abc"}),
    ("secret", ["hidden"]),
    ("mail", ["ada@example.org"]),
    ("area", ["a\nb"]),
    ("stop", []),
]
