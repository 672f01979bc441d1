import time
from functools import partial

import panel

panel.extension(inline=True)


def words(count):
    for number in range(count):
        if number % 500 == 0:
            yield f"\n\n## Part {number // 500}\n\n"
        if number % 100 == 0:
            yield "\n\n```python\nx = 1\n```\n\n" if number % 200 else "\n\n- "
        yield f"**w{number}** " if number % 10 == 0 else f"w{number} "


def run(count, event):
    text = ""
    for word in words(count):
        text += word
        answer.object = text
        time.sleep(0.0005)
    answer.object = text + f"\n\nend of {count}"


answer = panel.chat.ChatMessage("…", user="Assistant")
feed = panel.chat.ChatFeed(answer, height=400)
buttons = []
for count in (20, 1000, 10000):
    buttons.append(panel.widgets.Button(name=f"Go {count}"))
    buttons[-1].on_click(partial(run, count))
panel.Column(feed, *buttons)
