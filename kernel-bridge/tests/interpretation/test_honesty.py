"""What every method says of itself: what it cost, what is left over, how sure it is."""

from __future__ import annotations

import importlib
import math
from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.explanation import Explanation

ROWS = np.random.default_rng(0).normal(size=(25, 3))


def steady(a: float, b: float, c: float) -> float:
    return math.tanh(a * b) + 2 * c


def shaky() -> Any:
    rng = np.random.default_rng(1)
    return lambda a, b, c: steady(a, b, c) + 0.1 * rng.normal()


METHODS: dict[str, dict[str, Any]] = {
    "perturb": {},
    "shap": {},
    "shap permutation": {"explainer": "permutation", "orders": 4},
    "shap kernel": {"samples": 30, "repetitions": 3},
    "lime": {"samples": 60, "repetitions": 3},
    "importance": {"repeats": 3, "curves": False},
}


def looked_at(found: Explanation) -> None:
    """Look at what holds for each explanation."""
    assert found.final
    assert found.because
    assert {offer.name for offer in found.offers} >= {"perturb", "shap", "lime", "importance"}
    assert all(offer.because for offer in found.offers)
    assert found.cost.calls >= 1
    assert found.cost.seconds > 0
    assert found.repetitions >= 1
    assert all(item.baseline for item in found.inputs)
    if found.base_value is None or found.prediction is None:
        assert found.additivity_gap is None
    else:
        wholes = sum(item.score or 0 for item in found.inputs)
        rest = found.prediction - found.base_value - wholes
        assert found.additivity_gap == pytest.approx(rest, abs=1e-5)
        if found.is_additive:
            assert abs(rest) < 1e-2


@pytest.mark.parametrize("name", METHODS)
def test_methods_that_call_the_function(name: str) -> None:
    method = name.partition(" ")[0]
    options = {"method": method, "background": ROWS, **METHODS[name]}
    found = gr.interpret(steady, [1.0, -0.5, 0.25], **options)
    looked_at(found)
    assert found.noise is None
    assert found.is_additive == (method == "shap")
    repeated = found.repetitions > 1
    assert repeated == (name not in ("perturb", "shap"))
    stds = [item.std for item in found.inputs]
    assert all((std is not None) == repeated for std in stds), "the deviation over repetitions"


@pytest.mark.parametrize("name", METHODS)
def test_methods_of_a_function_that_differs(name: str) -> None:
    method = name.partition(" ")[0]
    options = {"method": method, "background": ROWS[:5], **METHODS[name]}
    found = gr.interpret(shaky(), [1.0, -0.5, 0.25], **options)
    assert found.noise == pytest.approx(0.1, rel=0.9)
    assert found.warnings[0].startswith("The function gives different answers")
    assert found.final


@pytest.mark.parametrize("algorithm", ["integrated_gradients", "saliency", "input_x_gradient"])
def test_methods_that_look_into_the_model(algorithm: str) -> None:
    torch = importlib.import_module("torch")
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))

    def fn(a: float, b: float, c: float) -> float:
        with torch.no_grad():
            return float(model(torch.tensor([[a, b, c]]))[0, 0])

    found = gr.interpret(fn, [1.0, -0.5, 0.25], model=model, method="gradient", algorithm=algorithm)
    looked_at(found)
    assert found.is_additive == (algorithm == "integrated_gradients")
    assert (found.additivity_gap is None) == (algorithm != "integrated_gradients")
