"""Themes, style sheets, scripts and whatever else a page is given."""

import gradio as gr

theme = gr.themes.Soft(
    primary_hue="teal",
    secondary_hue=gr.themes.colors.rose,
    radius_size=gr.themes.sizes.radius_lg,
    font=[gr.themes.GoogleFont("Inter"), "sans-serif"],
).set(button_primary_background_fill="*primary_700", block_radius="8px")

CSS = ".warm {color: orange} #title h1 {font-size: 3em}"

with gr.Blocks(title="Styled", fill_width=True, delete_cache=(60, 3600)) as demo:
    gr.Markdown("# Styled", elem_id="title")
    with gr.Group():
        text = gr.Textbox(label="Text", elem_classes="warm", container=False)
        button = gr.Button("Go", elem_id="go", elem_classes=["warm", "wide"])
    button.click(lambda t: t.upper(), text, text, js="(t) => t + '!'", api_name="upper")
    button.click(fn=None, inputs=text, outputs=text, js="(t) => t.trim()")

if __name__ == "__main__":
    demo.launch(theme=theme, css=CSS, js="() => console.log('ready')", head="<meta name='x'>")

CALLS = [("upper", ["abc"])]
