"""Days and times, in each of the ways that functions get them."""

import gradio as gr


def stamp(value):
    return round(value, 3) if value is not None else -1


def moment(value):
    return f"{value:%d.%m.%Y %H:%M}"


with gr.Blocks() as demo:
    a = gr.DateTime(label="Stamp", type="timestamp", timezone="UTC")
    b = gr.DateTime(label="Moment", type="datetime", include_time=True, timezone="UTC")
    c = gr.DateTime(label="Text", type="string", include_time=False, value="2026-03-01")
    number = gr.Number(label="Seconds")
    text = gr.Textbox(label="Text")
    a.submit(stamp, a, number)
    b.change(moment, b, text)
    c.submit(lambda value: value, c, text, api_name="text")
    gr.Button("Set").click(lambda: 0, None, a, api_name="epoch")
    gr.Button("New year").click(lambda: "2027-01-01 00:00:00", None, b, api_name="new_year")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("stamp", ["2026-02-03 04:05:06"]),
    ("moment", ["2026-02-03 04:05:06"]),
    ("text", ["2026-02-03"]),
    ("epoch", []),
    ("new_year", []),
]
