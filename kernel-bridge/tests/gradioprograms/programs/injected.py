"""Parameters that nobody enters: the request, the event, the signed-in person."""

import gradio as gr


def who(text, request: gr.Request):
    return f"{text} from {type(request.session_hash).__name__}, {request.username}"


def first(request: gr.Request, text):
    return f"{text} with {len(dict(request.headers))} headers"


def event(text, evt: gr.EventData, suffix="?"):
    return f"{text}{suffix} on {type(evt.target).__name__}"


def signed_in(profile: gr.OAuthProfile | None, text):
    return "nobody" if profile is None else profile.name


with gr.Blocks() as demo:
    text = gr.Textbox("x", label="Text")
    out = gr.Textbox(label="Out")
    button = gr.Button("Go")
    button.click(who, text, out)
    button.click(first, text, out)
    button.click(event, text, out)
    text.submit(signed_in, text, out)

if __name__ == "__main__":
    demo.launch()

CALLS = [("who", ["a"]), ("first", ["b"]), ("event", ["c"], {}), ("signed_in", ["d"])]
