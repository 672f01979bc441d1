from functools import partial

import ipywidgets
from IPython.display import display


def growing(count):
    text = ""
    for number in range(count):
        text += f"{number:04d} "
        yield text
    yield text + f"end of {count}"


def run(count, button):
    for text in growing(count):
        area.value = text


area = ipywidgets.Textarea(rows=5)
buttons = []
for count in (20, 2000, 10000):
    buttons.append(ipywidgets.Button(description=f"Go {count}"))
    buttons[-1].on_click(partial(run, count))
display(ipywidgets.VBox([area, *buttons]))
