import time

from intarsia import show


def slow(x: int = 0) -> str:
    time.sleep(0.05)
    return f"slow({x})"


show(slow, live=True, x=(0, 100))
