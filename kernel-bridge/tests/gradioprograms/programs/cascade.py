"""Choices that depend on a choice."""

import gradio as gr

CITIES = {
    "France": ["Paris", "Lyon", "Nice"],
    "Japan": ["Tokyo", "Kyoto"],
    "Peru": [("Lima, the capital", "Lima"), ("Cusco", "Cusco")],
}


def choose_country(country):
    return gr.Dropdown(choices=CITIES[country], value=None, interactive=True), f"{country} chosen"


def choose_city(country, city):
    return f"{city} in {country}"


with gr.Blocks() as demo:
    country = gr.Dropdown(list(CITIES), label="Country", value=None)
    city = gr.Dropdown([], label="City", interactive=False, allow_custom_value=True)
    log = gr.Textbox(label="Log", lines=2, max_lines=4)
    country.input(choose_country, country, [city, log])
    city.change(choose_city, [country, city], log)

    def key(value, data: gr.KeyUpData):
        return f"{data.key} makes {data.input_value}"

    city.key_up(key, city, log)
    city.select(lambda data: "select", city, log, api_name="picked")
    city.focus(lambda: "focus", None, log, api_name="focused")
    city.blur(lambda: "blur", None, log, api_name="blurred")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("choose_country", ["Japan"]),
    ("choose_city", ["Japan", "Kyoto"]),
    ("choose_country", ["Peru"]),
    ("choose_city", ["Peru", "Lima"]),
    ("key", ["Lima"], {"key": "a", "input_value": "Lima a"}),
    ("choose_city", ["Peru", "Somewhere"]),
    ("focused", []),
]
