from functools import partial

import panel

panel.extension(inline=True)


def growing(count):
    text = ""
    for number in range(count):
        text += f"{number:04d} "
        yield text
    yield text + f"end of {count}"


def run(count, event):
    for text in growing(count):
        area.value = text


area = panel.widgets.TextAreaInput(rows=5, max_length=100_000)
buttons = []
for count in (20, 2000, 10000):
    buttons.append(panel.widgets.Button(name=f"Go {count}"))
    buttons[-1].on_click(partial(run, count))
panel.Column(area, *buttons)
