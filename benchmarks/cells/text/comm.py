# A bare Jupyter comm; its browser half is benchmarks/page/bare.js.
from IPython import get_ipython
from IPython.display import HTML, display


def answer(text: str = "") -> str:
    return f"answer({text})"


def connect(comm, opened):
    comm.on_msg(lambda m: comm.send({"result": answer(m["content"]["data"]["value"])}))


get_ipython().kernel.comm_manager.register_target("bare-text", connect)
display(HTML('<div class="bare-App" data-kind="text"></div>'))
