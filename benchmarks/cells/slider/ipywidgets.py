import time

from ipywidgets import interact


def slow(x: int = 0) -> str:
    time.sleep(0.05)
    return f"slow({x})"


_ = interact(slow, x=(0, 100))
