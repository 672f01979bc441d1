from intarsia import show


def answer(text: str = "") -> str:
    return f"answer({text})"


show(answer, live=True)
