# A bare Jupyter comm that sends what is new at most once in 16 ms; its browser half is
# benchmarks/page/paced.js.
import time

from IPython import get_ipython
from IPython.display import HTML, display


def growing(count):
    text = ""
    for number in range(count):
        text += f"{number:04d} "
        yield text
    yield text + f"end of {count}"


def run(comm, count):
    sent, at = 0, 0.0
    for text in growing(count):
        now = time.monotonic()
        if now - at >= 0.016:
            comm.send({"tail": text[sent:]})
            sent, at = len(text), now
    comm.send({"tail": text[sent:]})


def connect(comm, opened):
    comm.on_msg(lambda message: run(comm, message["content"]["data"]["count"]))


get_ipython().kernel.comm_manager.register_target("paced-growth", connect)
display(HTML('<div class="paced-App" data-kind="growth" data-counts="20 2000 10000"></div>'))
