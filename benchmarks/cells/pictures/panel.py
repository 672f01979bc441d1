import time
from functools import partial

import numpy
import panel
import PIL.Image

panel.extension(inline=True)

base = numpy.indices((512, 512)).sum(0)[..., None] * [1, 2, 3] % 256


def pictures(pause):
    for number in range(199 if pause else 200):
        picture = numpy.roll(base, 2 * number, 1).astype("uint8")
        # Its number, as two grey squares in the corner.
        picture[:8, :8] = (number >> 4) * 16 + 8
        picture[:8, 8:16] = (number & 15) * 16 + 8
        yield picture
        if pause:
            time.sleep(pause)


def run(pause, event):
    for picture in pictures(pause):
        shown.object = PIL.Image.fromarray(picture)


shown = panel.pane.Image()
buttons = []
for name, pause in (("fast", 0), ("film", 1 / 60)):
    buttons.append(panel.widgets.Button(name=f"Go {name}"))
    buttons[-1].on_click(partial(run, pause))
panel.Column(shown, *buttons)
