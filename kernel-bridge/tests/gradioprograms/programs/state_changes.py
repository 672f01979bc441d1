"""State that tells when it changes, and rooms of it."""

import gradio as gr

with gr.Blocks() as demo:
    cart = gr.State({}, time_to_live=3600, delete_callback=lambda cart: None)
    squares = gr.State(value=lambda: [1])
    item = gr.Textbox(label="Item")
    add = gr.Button("Add")
    listing = gr.Textbox(label="Cart", lines=3)
    total = gr.Number(label="Total", precision=0)

    def put(cart, name):
        cart[name] = cart.get(name, 0) + 1
        return cart

    def same(cart):
        return cart

    add.click(put, [cart, item], cart)
    gr.Button("Same").click(same, cart, cart)

    @cart.change(inputs=cart, outputs=[listing, total], api_name="cart_changed")
    def tell(cart):
        return "\n".join(f"{n}: {c}" for n, c in sorted(cart.items())), sum(cart.values())

    def grow(found):
        found = found + [(len(found) + 1) ** 2]
        return found, str(found)

    gr.Button("Grow").click(grow, squares, [squares, listing])
    gr.Button("Update").click(lambda: gr.update(value={"x": 5}), None, cart, api_name="updated")

if __name__ == "__main__":
    demo.launch()

CALLS = [
    ("put", [None, "apple"]),
    ("put", [None, "apple"]),
    ("put", [None, "pear"]),
    ("same", [None]),
    ("grow", [None]),
    ("grow", [None]),
    ("updated", []),
]
