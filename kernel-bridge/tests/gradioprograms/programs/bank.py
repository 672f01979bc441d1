"""A form with rules, messages and a running balance."""

import gradio as gr


def transfer(balance, amount, to, confirm):
    if not to:
        raise gr.Error("Say who gets it.")
    if not confirm:
        gr.Warning("Not confirmed: nothing happened.")
        return balance, gr.skip(), gr.skip()
    if amount > balance:
        raise gr.Error(f"Only {balance} are left.", duration=None)
    balance -= amount
    gr.Success(f"{amount} to {to}")
    return balance, f"{balance} left", gr.Checkbox(value=False)


with gr.Blocks() as demo:
    balance = gr.State(100)
    shown = gr.Textbox("100 left", label="Balance", interactive=False)
    with gr.Row():
        amount = gr.Number(10, label="Amount", minimum=0)
        to = gr.Dropdown(["Ada", "Grace"], label="To", value="Ada")
    confirm = gr.Checkbox(label="Confirm", container=False)
    send = gr.Button("Send", variant="primary")
    done = send.click(transfer, [balance, amount, to, confirm], [balance, shown, confirm])
    done.failure(lambda: "refused", None, shown, api_name="refused")
    confirm.input(lambda on: gr.Button(interactive=on), confirm, send, api_name="confirmed")
    confirm.select(
        lambda on: gr.Button("Send now" if on else "Send"), confirm, send, api_name="selected"
    )

if __name__ == "__main__":
    demo.launch(auth=None, share=False, server_port=None)

CALLS = [
    ("transfer", [None, 30, "Ada", False]),
    ("transfer", [None, 30, "Ada", True]),
    ("transfer", [None, 100, "Grace", True]),
    ("transfer", [None, 5, None, True]),
    ("confirmed", [True]),
    ("transfer", [None, 70, "Grace", True]),
]
