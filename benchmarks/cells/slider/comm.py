# A bare Jupyter comm; its browser half is benchmarks/page/bare.js.
import time

from IPython import get_ipython
from IPython.display import HTML, display


def slow(x: int = 0) -> str:
    time.sleep(0.05)
    return f"slow({x})"


def connect(comm, opened):
    comm.on_msg(lambda m: comm.send({"result": slow(m["content"]["data"]["value"])}))


get_ipython().kernel.comm_manager.register_target("bare-slider", connect)
display(HTML('<div class="bare-App" data-kind="slider"></div>'))
