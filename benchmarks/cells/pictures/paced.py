# A bare Jupyter comm that sends the newest picture at most once in 16 ms; its browser half is
# benchmarks/page/paced.js.
import io
import time

import numpy
import PIL.Image
from IPython import get_ipython
from IPython.display import HTML, display

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


def send(comm, picture):
    file = io.BytesIO()
    PIL.Image.fromarray(picture).save(file, "PNG")
    comm.send({}, buffers=[file.getvalue()])


def run(comm, pause):
    at = 0.0
    for picture in pictures(pause):
        if time.monotonic() - at >= 0.016:
            send(comm, picture)
            at, newest = time.monotonic(), None
        else:
            newest = picture
    if newest is not None:
        send(comm, newest)


def connect(comm, opened):
    pauses = {"fast": 0, "film": 1 / 60}
    comm.on_msg(lambda message: run(comm, pauses[message["content"]["data"]["count"]]))


get_ipython().kernel.comm_manager.register_target("paced-pictures", connect)
display(HTML('<div class="paced-App" data-kind="pictures" data-counts="fast film"></div>'))
