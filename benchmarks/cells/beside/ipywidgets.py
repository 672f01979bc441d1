from threading import Thread

import ipywidgets
from IPython.display import display


def answer(change):
    result.value = f"answer({change['new']})"


def stream():
    while True:
        text = ""
        for number in range(2000):
            text += f"{number:04d} "
            long.value = text


text = ipywidgets.Text()
text.add_class("ask")
text.observe(answer, "value")
result = ipywidgets.Text()
result.add_class("told")
long = ipywidgets.Textarea(rows=5)
go = ipywidgets.Button(description="Go")
go.on_click(lambda button: Thread(target=stream, daemon=True).start())
display(ipywidgets.VBox([text, result, long, go]))
