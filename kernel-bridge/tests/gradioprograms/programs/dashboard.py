"""Filters above a table, with sums beside it."""

import gradio as gr
import pandas as pd

sales = pd.DataFrame(
    {
        "city": ["Oslo", "Rome", "Oslo", "Lima", "Rome"],
        "year": [2023, 2023, 2024, 2024, 2024],
        "sold": [3, 5, 8, 13, 21],
    }
)


def filtered(cities, year, least):
    found = sales[(sales["sold"] >= least) & (sales["year"] >= year)]
    if cities:
        found = found[found["city"].isin(cities)]
    by_city = found.groupby("city")["sold"].sum().to_dict()
    return found, int(found["sold"].sum()), by_city, f"**{len(found)}** rows"


with gr.Blocks() as demo:
    with gr.Row():
        cities = gr.Dropdown(sorted(set(sales["city"])), multiselect=True, label="Cities")
        year = gr.Radio([2023, 2024], value=2023, label="From")
        least = gr.Slider(0, 25, 0, step=1, label="At least")
    table = gr.Dataframe(sales, label="Sales", interactive=False)
    with gr.Row():
        total = gr.Number(label="Total", precision=0)
        chart = gr.JSON(label="By city")
    note = gr.Markdown()
    parts = [cities, year, least]
    gr.on(
        [part.change for part in parts] + [demo.load],
        filtered,
        parts,
        [table, total, chart, note],
        show_progress="hidden",
        trigger_mode="always_last",
    )

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("filtered", [[], 2024, 0]),
    ("filtered", [["Oslo", "Lima"], 2023, 5]),
    ("filtered", [["Oslo"], 2024, 25]),
]
