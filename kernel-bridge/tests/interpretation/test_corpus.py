"""A pipeline over a real corpus: what Python's own modules say of themselves."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import numpy as np
import pytest

import intarsia as gr

TOPICS = {"numbers": ("decimal", "fractions", "statistics"), "mail": ("email.message", "mailbox")}


@pytest.fixture(scope="module")
def corpus() -> list[tuple[str, str]]:
    found = []
    for topic, modules in TOPICS.items():
        for name in modules:
            module = importlib.import_module(name)
            for _, owner in [("", module), *inspect.getmembers(module, inspect.isclass)]:
                for called, member in inspect.getmembers(owner):
                    text = inspect.getdoc(member) or ""
                    if len(text.split()) > 12 and callable(member) and called[0] != "_":
                        found.append((text, topic))
    return sorted(set(found))


@pytest.fixture(scope="module")
def model(corpus: list[tuple[str, str]]) -> Any:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    counts = CountVectorizer(token_pattern=r"\S+", lowercase=False)
    pipeline = make_pipeline(counts, LogisticRegression(C=0.2, max_iter=300))
    texts, topics = zip(*corpus[::2], strict=True)
    pipeline.fit(texts, topics)
    assert pipeline.score(*zip(*corpus[1::2], strict=True)) > 0.75
    return pipeline


@pytest.mark.parametrize("method", ["perturb", "shap"])
def test_words_that_the_model_weighs_come_out_on_top(
    method: str, corpus: list[tuple[str, str]], model: Any
) -> None:
    weights = dict(
        zip(model[0].get_feature_names_out(), model[-1].coef_[0], strict=True)
    )  # of the second class, numbers
    texts = [text for text, _ in corpus[1::2] if len(text.split()) < 60]
    rng = np.random.default_rng(0)
    hits = total = 0

    def margin(texts: list[str]) -> list[list[float]]:
        return [model.decision_function(texts).tolist()]

    for at in rng.choice(len(texts), 50, replace=False):
        found = gr.interpret(
            margin,
            texts[at],
            method=method,
            batch=True,
            **({"explainer": "permutation", "orders": 1} if method == "shap" else {}),
        )
        # With counts each occurrence has its word's weight, neither more nor less.
        for word, score in found.scores[0]:
            assert score == pytest.approx(weights.get(word, 0.0), abs=1e-6)
        words = texts[at].split()
        best = max(words, key=lambda word: abs(weights.get(word, 0)))
        top = max(found.scores[0], key=lambda pair: abs(pair[1]))
        hits += abs(weights.get(top[0], 0)) == abs(weights.get(best, 0))
        total += 1
    assert hits / total >= 0.95
