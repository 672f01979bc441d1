"""Tickets for a train: pages of an app, failures that are told, and what is kept of a visit."""

import gradio as gr

SEATS = {"Basel": 2, "Chur": 0, "Sion": 5}


def choose(town):
    if SEATS[town] == 0:
        raise gr.Error(f"No seat to {town}.", title="Full", duration=4)
    return gr.Slider(maximum=SEATS[town], value=1, interactive=True), f"{SEATS[town]} free"


def book(town, count, booked):
    if count > SEATS[town]:
        raise gr.Error("Too many.", visible=False, print_exception=False)
    booked.append({"town": town, "count": int(count)})
    return booked


def told(booked):
    return "\n".join(f"{ticket['count']} to {ticket['town']}" for ticket in booked)


def free(town: str) -> int:
    return SEATS[town]


with gr.Blocks(title="Trains") as demo:
    booked = gr.State([])
    with gr.Tabs() as tabs:
        with gr.Tab("Where", id="where") as where:
            town = gr.Dropdown(list(SEATS), value="Basel", label="Town")
            left = gr.Textbox(label="Seats", interactive=False)
        with gr.Tab("How many", id="count") as how_many:
            seats = gr.Slider(1, 2, value=1, step=1, label="Tickets")
            buy = gr.Button("Book", variant="primary")
    bought = gr.Textbox(label="Booked", lines=3)
    opened = gr.Textbox(label="Page")
    chosen = town.input(choose, town, [seats, left])
    chosen.success(lambda: gr.Tabs(selected="count"), None, tabs, api_name="go_on")
    chosen.failure(lambda: "", None, left, api_name="empty")

    @how_many.select(outputs=opened, api_name="page")
    def page(event: gr.SelectData):
        return f"{event.value}, {event.index}"

    buy.click(book, [town, seats, booked], booked)
    booked.change(told, booked, bought)
    gr.api(free)

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("choose", ["Sion"]),
    ("book", ["Sion", 4, None]),
    ("choose", ["Chur"]),
    ("book", ["Chur", 1, None]),
    ("choose", ["Basel"]),
    ("book", ["Basel", 2, None]),
    ("free", ["Chur"]),
]
