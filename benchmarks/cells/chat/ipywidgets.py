import time
from functools import partial

import ipywidgets
from IPython.display import Markdown, display


def words(count):
    for number in range(count):
        if number % 500 == 0:
            yield f"\n\n## Part {number // 500}\n\n"
        if number % 100 == 0:
            yield "\n\n```python\nx = 1\n```\n\n" if number % 200 else "\n\n- "
        yield f"**w{number}** " if number % 10 == 0 else f"w{number} "


def run(count, button):
    text = ""
    for word in words(count):
        text += word
        answer.update(Markdown(text))
        time.sleep(0.0005)
    answer.update(Markdown(text + f"\n\nend of {count}"))


display(Markdown("Go on."))
answer = display(Markdown("…"), display_id=True)
buttons = []
for count in (20, 1000, 10000):
    buttons.append(ipywidgets.Button(description=f"Go {count}"))
    buttons[-1].on_click(partial(run, count))
display(ipywidgets.VBox(buttons))
