"""What explaining costs beyond the calls of the function: through intarsia, and without it.

The same function, a forest of scikit-learn over the words of a text, is explained by leave-one-out
over 200 words and by Kernel SHAP with 512 samples: by `gr.interpret`, one by one and with
`batch=True`, and by the shortest program that does the same (for Kernel SHAP the package shap
itself). Times are those of the processor, which other programs change little.

    python benchmarks/interpretation.py [--repetitions 5] [--json]
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

import intarsia as gr

WORDS = 200
FEATURES = 20
SAMPLES = 512


def model() -> Any:
    """Return a text classifier, trained on made-up texts."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline

    rng = np.random.default_rng(0)
    words = np.array([f"word{n}" for n in range(2000)])
    texts = [" ".join(rng.choice(words, 120)) for _ in range(300)]
    labels = ["word7" in text or "word70" in text for text in texts]
    forest = RandomForestClassifier(20, random_state=0)
    return make_pipeline(TfidfVectorizer(), forest).fit(texts, labels)


def text(count: int) -> str:
    """Return a text of so many words, all different."""
    return " ".join(f"word{n}" for n in range(count))


def leave_one_out(fn: Callable[[str], dict[str, float]], given: str) -> list[float]:
    """Return the scores of the words, by a loop."""
    words = given.split(" ")
    said = fn(given)["yes"]
    fn("")
    scores = []
    for at in range(len(words)):
        scores.append(said - fn(" ".join(words[:at] + words[at + 1 :]))["yes"])
    return scores


def kernel_shap(fn: Callable[[str], dict[str, float]], given: str) -> list[float]:
    """Return the Shapley values of the words, by the package shap."""
    import shap

    words = np.array(given.split(" "))

    def of_masks(masks: Any) -> Any:
        return np.array([fn(" ".join(words[mask == 0]))["yes"] for mask in masks])

    np.random.seed(0)
    explainer = shap.KernelExplainer(of_masks, np.ones((1, len(words))))
    found = explainer.shap_values(
        np.zeros((1, len(words))), nsamples=SAMPLES, l1_reg=False, silent=True, gc_collect=False
    )
    return np.asarray(found)[0].tolist()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long it takes in ms, and its result."""
    gc.collect()
    begin = time.process_time()
    result = work()
    return (time.process_time() - begin) * 1000, result


def measure(repetitions: int) -> dict[str, dict[str, list[float]]]:
    """Return the times of each way, taken in turns."""
    classifier = model()

    def one(given: str) -> dict[str, float]:
        no, yes = classifier.predict_proba([given])[0]
        return {"yes": float(yes), "no": float(no)}

    def many(given: list[str]) -> list[list[dict[str, float]]]:
        sure = classifier.predict_proba(given)
        return [[{"yes": float(yes), "no": float(no)} for no, yes in sure]]

    def through(fn: Any, given: str, **options: Any) -> Callable[[], list[float]]:
        def work() -> list[float]:
            found = gr.interpret(fn, given, target="yes", **options)
            return [score for _, score in found.scores[0]]

        return work

    long, short = text(WORDS), text(FEATURES)
    shap = {"method": "shap", "explainer": "kernel", "samples": SAMPLES}
    ways: dict[str, dict[str, Callable[[], list[float]]]] = {
        "leave-one-out": {
            "direct": lambda: leave_one_out(one, long),
            "intarsia": through(one, long, method="perturb"),
            "batch": through(many, long, method="perturb", batch=True),
        },
        "kernel-shap": {
            "direct": lambda: kernel_shap(one, short),
            "intarsia": through(one, short, **shap),
            "batch": through(many, short, batch=True, **shap),
        },
    }
    times: dict[str, dict[str, list[float]]] = {
        name: {way: [] for way in each} for name, each in ways.items()
    }
    for again in range(repetitions + 1):
        for name, each in ways.items():
            answers = []
            for way, work in each.items():
                took, scores = timed(work)
                answers.append(scores)
                if again:  # the first time is for what is imported and compiled
                    times[name][way].append(took)
            if not all(np.allclose(answers[0], other, atol=1e-8) for other in answers[1:]):
                raise SystemExit(f"{name}: the ways do not give the same scores")
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print the times themselves")
    options = parser.parse_args()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        times = measure(options.repetitions)
    if options.json:
        json.dump(times, sys.stdout)
        return
    for name, each in times.items():
        direct = each["direct"]
        extra = statistics.median(a / b - 1 for a, b in zip(each["intarsia"], direct, strict=True))
        faster = statistics.median(
            a / b for a, b in zip(each["intarsia"], each["batch"], strict=True)
        )
        middle = {way: round(statistics.median(taken)) for way, taken in each.items()}
        print(f"{name}: {middle} ms; overhead {extra:+.1%}, batch {faster:.1f} × faster")


if __name__ == "__main__":
    main()
