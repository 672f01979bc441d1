import ipywidgets
from IPython.display import display

items = []
for i in range(125):
    items += [
        ipywidgets.Text(f"text {i}", description=f"Text {i}"),
        ipywidgets.IntSlider(i % 100, 0, 100, description=f"Slider {i}"),
        ipywidgets.Checkbox(i % 2 == 0, description=f"Check {i}"),
        ipywidgets.Dropdown(options=["a", "b", "c"], value="b", description=f"Menu {i}"),
    ]

display(ipywidgets.VBox(items))
