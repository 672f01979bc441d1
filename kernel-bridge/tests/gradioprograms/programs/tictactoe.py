"""Noughts and crosses: a table whose cells are chosen."""

import gradio as gr

with gr.Blocks() as demo:
    turn = gr.Textbox("X", interactive=False, label="Turn")
    board = gr.Dataframe(value=[["", "", ""]] * 3, interactive=False, type="array", label="Board")

    def place(board: list[list[str]], turn, evt: gr.SelectData):
        if evt.value:
            return board, turn
        board[evt.index[0]][evt.index[1]] = turn
        return board, "O" if turn == "X" else "X"

    board.select(place, [board, turn], [board, turn], show_progress="hidden")

if __name__ == "__main__":
    demo.launch()

EMPTY = {"headers": ["1", "2", "3"], "data": [["", "", ""]] * 3, "metadata": None}
CALLS = [
    ("place", [EMPTY, "X"], {"index": [1, 1], "value": "", "selected": True}),
    (
        "place",
        [
            {**EMPTY, "data": [["", "", ""], ["", "X", ""], ["", "", ""]]},
            "O",
        ],
        {"index": [1, 1], "value": "X", "row_value": ["", "X", ""], "col_value": ["", "X", ""]},
    ),
]
