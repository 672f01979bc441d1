"""What stands in a notebook file for places without the extension."""

from __future__ import annotations

import intarsia as gr
from intarsia.jupyter import fallback


def test_an_app_with_layouts_is_readable() -> None:
    with gr.Blocks(title="Notes") as demo:
        gr.Markdown("# <Hello>")
        with gr.Tab("A tab"):
            gr.Textbox("Ada", label="Name")
            gr.Textbox("swordfish", type="password", label="Key")
            gr.Chatbot([{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}])
        gr.Button("Go")
    lines = fallback.plain(demo.bundle()).splitlines()
    assert lines[:5] == ["Notes", "# <Hello>", "Name: Ada", "user: Hi", "assistant: Ho"]
    page = fallback.html(demo.bundle())
    assert "# &lt;Hello&gt;" in page
    assert "swordfish" not in page
    assert "A tab" not in page
