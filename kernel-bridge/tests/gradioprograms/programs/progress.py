"""How far a function has come."""

import gradio as gr


def simple(n, progress=gr.Progress()):
    progress(0, desc="Starting")
    total = 0
    for i in progress.tqdm(range(int(n)), desc="Adding"):
        total += i
        progress((i + 1, int(n)), desc=f"At {i}", unit="steps")
    return total


def nested(words, progress=gr.Progress(track_tqdm=True)):
    found = []
    for word in progress.tqdm(words.split(), desc="Words"):
        found.append(word.title())
    return " ".join(found)


with gr.Blocks() as demo:
    n = gr.Number(5, label="n")
    total = gr.Number(label="Total")
    words = gr.Textbox("ada lovelace", label="Words")
    n.submit(simple, n, total, show_progress_on=[n, total])
    words.submit(nested, words, words, show_progress="full")

if __name__ == "__main__":
    demo.launch()

CALLS = [("simple", [4]), ("simple", [0]), ("nested", ["grace hopper"])]
