"""Charts of a table."""

import gradio as gr
import pandas as pd

table = pd.DataFrame(
    {
        "day": [1, 2, 3, 4],
        "sold": [10.5, 12, 9, 15],
        "shop": ["north", "south", "north", "south"],
    }
)


def for_shop(shop):
    return table[table["shop"] == shop] if shop != "all" else table


def brushed(evt: gr.SelectData):
    return [evt.index[0], evt.index[1]]


with gr.Blocks() as demo:
    shop = gr.Dropdown(["all", "north", "south"], value="all", label="Shop")
    line = gr.LinePlot(table, x="day", y="sold", color="shop", title="Lines", height=200)
    bars = gr.BarPlot(table, x="shop", y="sold", y_aggregate="sum", sort="-y", tooltip="all")
    points = gr.ScatterPlot(
        table,
        x="day",
        y="sold",
        x_lim=[0, 5],
        y_lim=[0, 20],
        x_title="Day",
        y_title="Sold",
        color="shop",
        color_map={"north": "red"},
        caption="Four days",
        x_label_angle=45,
    )
    region = gr.JSON(label="Region")
    shop.change(for_shop, shop, line)
    gr.on([shop.change, demo.load], for_shop, shop, points, api_name="points")
    line.select(brushed, None, region)
    line.double_click(lambda: None, None, region, api_name="whole")
    bars.change(lambda: "changed", None, region, api_name="bars_changed")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("for_shop", ["north"]),
    ("brushed", [], {"index": [1, 3], "value": [1, 3], "selected": True}),
    ("whole", []),
    ("points", ["south"]),
]
