import io
import time
from functools import partial

import ipywidgets
import numpy
import PIL.Image
from IPython.display import display

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


def run(pause, button):
    for picture in pictures(pause):
        file = io.BytesIO()
        PIL.Image.fromarray(picture).save(file, "PNG")
        shown.value = file.getvalue()


shown = ipywidgets.Image(format="png")
buttons = []
for name, pause in (("fast", 0), ("film", 1 / 60)):
    buttons.append(ipywidgets.Button(description=f"Go {name}"))
    buttons[-1].on_click(partial(run, pause))
display(ipywidgets.VBox([shown, *buttons]))
