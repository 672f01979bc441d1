from ipywidgets import interact


def answer(text: str = "") -> str:
    return f"answer({text})"


_ = interact(answer, text="")
