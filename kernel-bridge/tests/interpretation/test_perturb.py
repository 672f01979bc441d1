"""Leave-one-out: what it finds, what it costs, and what it says when things go wrong."""

from __future__ import annotations

import enum
import gc
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest

import intarsia as gr
from intarsia.explanation import (
    ChoiceScores,
    CurveScores,
    SegmentScores,
    SoundScores,
    TableScores,
    TokenScores,
)
from intarsia.interpretation import (
    Answers,
    AskFirstError,
    InterpretationError,
    explain,
    without,
)

SEEDS = range(50)


def top(scores: Any, count: int) -> set[int]:
    return set(np.argsort(-np.abs(np.asarray(scores, float)))[:count].tolist())


# ------------------------------------------------------------------ planted truth


def test_planted_words_come_out_on_top() -> None:
    hits = total = 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        words = [f"w{n}" for n in rng.permutation(40)]
        planted = set(rng.choice(40, 4, replace=False).tolist())
        weights = {words[at]: float(rng.choice([-1, 1]) * rng.uniform(1, 2)) for at in planted}
        noise = {word: rng.normal(0, 0.05) for word in words}

        def fn(
            text: str, weights: dict[str, float] = weights, noise: dict[str, float] = noise
        ) -> float:
            return sum(weights.get(word, 0) + noise[word] for word in text.split())

        found = gr.interpret(lambda text: fn(text), " ".join(words), method="perturb")
        scores = [score for _, score in found.scores[0]]
        hits += len(top(scores, 4) & planted)
        total += 4
    assert hits / total >= 0.95


def test_planted_patches_come_out_on_top() -> None:
    hits = 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        picture = rng.integers(0, 60, (48, 48, 3)).astype(np.uint8)
        top_, left = rng.integers(4, 32, 2)
        picture[top_ : top_ + 12, left : left + 12] = 230

        def fn(image: Any, top_: int = top_, left: int = left) -> float:
            return float(image[top_ : top_ + 12, left : left + 12].mean())

        found = gr.interpret(lambda image: fn(image), picture, method="perturb", segments=16)
        heat = found.scores[0]
        y, x = np.unravel_index(np.argmax(heat), heat.shape)
        hits += bool(top_ <= y < top_ + 12 and left <= x < left + 12)
    assert hits / len(SEEDS) >= 0.95


def test_planted_columns_and_stretches_come_out_on_top() -> None:
    hits = total = 0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        table = pd.DataFrame(rng.normal(size=(1, 10)), columns=list("abcdefghij"))
        planted = rng.choice(10, 2, replace=False)
        table.iloc[0, planted] = [2.0, -2.0]
        found = gr.interpret(
            lambda frame, planted=planted: float(frame.to_numpy()[0, planted] @ [1.0, 1.5]),
            {"frame": table, "planted": planted},
            method="perturb",
        )
        hits += len(top(found.scores[0][0], 2) & set(planted.tolist()))
        total += 2
        sound = rng.normal(0, 0.1, 800)
        stretch = int(rng.integers(8))
        sound[stretch * 100 : (stretch + 1) * 100] = 1
        heard = gr.interpret(lambda sound: float((sound[1] ** 2).sum()), [(800, sound)])
        hits += int(np.argmax(np.abs(heard.scores[0])) // 100 == stretch)
        total += 1
    assert hits / total >= 0.95


@pytest.mark.parametrize("kind", ["mono", "stereo", "bytes", "short", "none"])
def test_a_sound_has_its_wave_for_a_picture(kind: str) -> None:
    samples: Any = {
        "mono": np.concatenate([np.zeros(2000), np.tile([0.5, -0.25], 1000)]),
        "stereo": np.stack([np.concatenate([np.zeros(2000), np.tile([1, -0.5], 1000)])] * 2, 1),
        "bytes": np.concatenate([np.full(2000, 128), np.tile([192, 96], 1000)]).astype("uint8"),
        "short": np.array([0.0, 0.5]),
        "none": np.zeros(0),
    }[kind]
    detail = gr.interpret(lambda sound: 1.0, [(1000, samples)], method="perturb").inputs[0].detail
    assert isinstance(detail, SoundScores)
    if kind == "none":
        assert detail.wave is None
        return
    assert detail.wave is not None
    down, up = detail.wave.array()
    if kind == "short":
        assert (down.tolist(), up.tolist()) == ([0, 1], [0, 1])
        return
    assert down.shape == up.shape == (400,)
    assert (down[:200] == 0).all()
    assert (up[:200] == 0).all()
    assert (down[200:] == -0.5).all()
    assert (up[200:] == 1).all()


def test_linear_scores_are_weight_times_deviation() -> None:
    rng = np.random.default_rng(0)
    weights, x, background = rng.normal(size=3), rng.normal(size=3), rng.normal(size=(20, 3))

    def fn(a: float, b: float, c: float) -> float:
        return float(weights @ [a, b, c]) + 4

    truth = weights * (x - background.mean(axis=0))
    for method in ("perturb", "shap"):
        found = gr.interpret(fn, x.tolist(), background=background, method=method)
        assert np.allclose(found.scores, truth, atol=1e-6, rtol=0)
        assert found.additivity_gap == pytest.approx(0, abs=1e-9)
        assert all(item.baseline_given for item in found.inputs)


# ------------------------------------------------------------------ kinds of inputs


class Colour(enum.Enum):
    red = 1
    blue = 2


def test_every_other_choice_is_tried() -> None:
    def fn(size: Literal["s", "m", "l"], colour: Colour, gift: bool) -> float:
        return {"s": 1, "m": 2, "l": 4}[size] + (colour is Colour.red) + 10 * gift

    found = gr.interpret(fn, ["l", Colour.red, False], method="perturb")
    size, colour, gift = (item.detail for item in found.inputs)
    assert isinstance(size, ChoiceScores)
    assert isinstance(colour, ChoiceScores)
    assert isinstance(gift, ChoiceScores)
    assert [(unit.label, unit.score) for unit in size.units] == [("s", 3), ("m", 2), ("l", None)]
    assert [(unit.label, unit.score) for unit in colour.units] == [("Red", None), ("Blue", 1)]
    assert [(unit.label, unit.score) for unit in gift.units] == [("No", None), ("Yes", -10)]
    assert found.inputs[0].score == pytest.approx(2.5)
    assert found.inputs[0].baseline == "each of the 2 other choices"


def test_several_choices_are_taken_away_and_added() -> None:
    with gr.Blocks() as app:
        group = gr.CheckboxGroup(["a", "b", "c"])
        out = gr.Number()
        gr.Button().click(
            lambda chosen: sum(ord(each) for each in chosen), group, out, api_name="sum"
        )
    found = gr.interpret(app, {"chosen": ["a", "c"]}, method="perturb")
    detail = found.inputs[0].detail
    assert isinstance(detail, ChoiceScores)
    assert detail.several
    assert [(unit.label, unit.chosen, unit.score) for unit in detail.units] == [
        ("a", True, 97),
        ("b", False, 98),
        ("c", True, 99),
    ]


def test_numbers_have_a_response_curve() -> None:
    found = gr.interpret(lambda x: x**2, [10.0], method="perturb", steps=2, delta=10)
    curve = found.inputs[0].detail
    assert isinstance(curve, CurveScores)
    assert [point.x for point in curve.points] == [8, 9, 10, 11, 12]
    assert [point.prediction for point in curve.points] == [64, 81, 100, 121, 144]
    assert (found.inputs[0].score, found.inputs[0].baseline) == (100, "0")
    absolute = gr.interpret(lambda x: x, [7], steps=1, delta=2, delta_type="absolute")
    assert [point.x for point in absolute.inputs[0].detail.points] == [5, 7, 9]


def test_sliders_are_tried_over_their_range() -> None:
    found = gr.interpret(lambda x: 2 * x, [3], inputs=[gr.Slider(0, 7)], method="perturb")
    curve = found.inputs[0].detail
    assert isinstance(curve, CurveScores)
    assert [point.x for point in curve.points] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert found.inputs[0].baseline == "4, the middle of its range"


def test_numbers_without_a_range_are_tried_over_that_of_the_background() -> None:
    def tried(value: Any, background: Any, **settings: Any) -> list[float]:
        given = {"x": background}
        [found] = gr.interpret(
            lambda x: 2 * x, [value], background=given, method="perturb", **settings
        ).inputs
        assert isinstance(found.detail, CurveScores)
        return [point.x for point in found.detail.points]

    assert tried(5.0, [1.0, 2.0, 15.0]) == [1, 3, 5, 7, 9, 11, 13, 15]
    assert tried(20.0, [0.0, 10.0], steps=3) == [0, 5, 10, 20]
    assert tried(2, [0, 3]) == [0, 1, 2, 3]
    assert tried(1.0, [0.0, math.nan, 4.0], steps=2) == [0, 1, 4]
    assert tried(1, [0, math.nan, 4], steps=2) == [0, 1, 4]
    # Who says how far neighbours are apart wants neighbours, and one value has no range.
    assert tried(100.0, [0.0, 50.0], delta=2, steps=1) == [98, 100, 102]
    assert tried(100.0, 50.0, steps=1) == [99, 100, 101]


@pytest.mark.parametrize(
    ("settings", "pieces"),
    [
        ({}, ["so", "good,", "again.", "Yes!"]),
        ({"separator": ","}, ["so good", " again. Yes!"]),
        ({"level": "sentence"}, ["so good, again.", "Yes!"]),
        (
            {"tokenizer": lambda text: text.replace("again", "ag ain").split()},
            ["so", "good,", "ag", "ain.", "Yes!"],
        ),
    ],
)
def test_texts_are_cut_as_is_said(settings: dict[str, Any], pieces: list[str]) -> None:
    found = gr.interpret(lambda text: len(text), "so good, again. Yes!", **settings)
    assert [piece for piece, _ in found.scores[0]] == pieces


def test_absent_words_can_be_replaced() -> None:
    seen: list[str] = []

    def fn(text: str) -> float:
        seen.append(text)
        return 1.0

    gr.interpret(fn, "a bb c", replacement="[MASK]")
    assert set(seen) == {
        "a bb c",
        "[MASK] [MASK] [MASK]",
        "[MASK] bb c",
        "a [MASK] c",
        "a bb [MASK]",
    }
    seen.clear()
    gr.interpret(fn, "a\nbb  c")
    assert set(seen) == {"a\nbb  c", "", "bb  c", "a\nc", "a\nbb"}


def test_writing_without_spaces_is_cut() -> None:
    found = gr.interpret(lambda text: len(text), "猫が好き ok")
    assert [piece for piece, _ in found.scores[0]] == ["猫", "が", "好", "き", "ok"]


def test_very_long_texts_are_cut_into_chunks() -> None:
    found = gr.interpret(lambda text: len(text), "word " * 100_000, max_units=50)
    detail = found.inputs[0].detail
    assert isinstance(detail, TokenScores)
    assert (len(detail.units), detail.level) == (50, "chunk")
    assert "max_units" in found.warnings[0]


def test_pictures_keep_what_they_are() -> None:
    import PIL.Image

    seen: list[Any] = []

    def fn(image: Any) -> float:
        seen.append(image)
        return float(np.asarray(image).mean())

    for mode in ("RGB", "L", "RGBA", "P"):
        seen.clear()
        found = gr.interpret(fn, [PIL.Image.new(mode, (20, 10), 3)], segments=4)
        assert {(image.mode, image.size) for image in seen} == {(mode, (20, 10))}
        assert found.scores[0].shape == (10, 20)
    seen.clear()
    gr.interpret(fn, [np.random.default_rng(0).random((12, 12, 3), np.float32)], segments=4)
    assert {(image.dtype.name, image.shape) for image in seen} == {("float32", (12, 12, 3))}


def test_pictures_come_as_files_where_the_function_wants_them(tmp_path: Path) -> None:
    import PIL.Image

    picture = np.zeros((16, 16, 3), np.uint8)
    picture[:8, :8] = 240
    PIL.Image.fromarray(picture).save(tmp_path / "p.png")
    seen: set[str] = set()

    def fn(path: str) -> float:
        seen.add(path)
        return float(np.asarray(PIL.Image.open(path))[:8, :8].mean())

    found = gr.interpret(
        fn, [str(tmp_path / "p.png")], inputs=[gr.Image(type="filepath")], segments=4
    )
    assert found.scores[0][0, 0] > 100
    assert found.scores[0][15, 15] == 0
    assert found.inputs[0].shown == "picture, 16 × 16"
    del found
    gc.collect()
    assert not [path for path in seen - {str(tmp_path / "p.png")} if Path(path).exists()]


@pytest.mark.parametrize("shape", [(702, 90), (3, 900), (516, 512, 3), (1, 5), (2, 2, 4)])
def test_pictures_of_any_size_are_cut(shape: tuple[int, ...]) -> None:
    from intarsia.interpretation.parts.superpixels import superpixels

    picture = np.zeros(shape, np.uint8)
    picture[: shape[0] // 2] = 200
    labels = superpixels(picture, 16)
    assert labels.shape == shape[:2]
    assert set(labels.ravel()) == set(range(labels.max() + 1))
    if shape[0] > 500:  # no piece has both colours
        both = [
            at for at in range(labels.max() + 1) if 0.1 < (picture[labels == at] > 0).mean() < 0.9
        ]
        assert not both


@pytest.mark.parametrize("fill", ["mean", "segment", "blur", "black", (255, 0, 0)])
def test_absent_pixels_are_painted_over(fill: Any) -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    picture[:8] = 200
    labels = np.repeat([0, 1], 8)[:, None].repeat(16, 1)
    found = gr.interpret(
        lambda image: float(image[:8].mean()), picture, segments=labels, replacement=fill
    )
    detail = found.inputs[0].detail
    assert isinstance(detail, SegmentScores)
    expected = {"mean": 100, "segment": 0, "black": 200, (255, 0, 0): 200 - 85}
    if fill in expected:
        assert detail.units[0].score == pytest.approx(expected[fill])
    assert detail.units[1].score == 0


def test_tables_have_columns_and_cells() -> None:
    frame = pd.DataFrame({"a": [1.0, 5.0], "b": ["x", "y"]})
    found = gr.interpret(lambda frame: float(frame["a"].sum()), frame, method="perturb")
    detail = found.inputs[0].detail
    assert isinstance(detail, TableScores)
    assert [(column.name, column.score) for column in detail.columns] == [("a", 0), ("b", 0)]
    assert [(cell.row, cell.column, cell.score) for cell in detail.cells] == [
        (0, 0, -2),
        (0, 1, 0),
        (1, 0, 2),
        (1, 1, 0),
    ]


def test_without_says_what_the_panel_shows() -> None:
    def fn(text: str, n: int) -> float:
        return len(text) + n

    found = gr.interpret(fn, ["so good", 4], method="perturb")
    assert found.inputs[0].detail.units[0].without == without(fn, ["so good", 4], {"text": [0]})
    assert found.inputs[0].without == without(fn, ["so good", 4], {"text": None}) == 4
    assert without(fn, ["so good", 4], {"text": None, "n": None}) == found.base_value == 0
    with pytest.raises(InterpretationError, match="has 2 parts, and none at 7"):
        without(fn, ["so good", 4], {"text": [7]})


# ------------------------------------------------------------------ targets


def two(text: str) -> tuple[dict[str, float], float]:
    return {"yes": len(text) / 10, "no": 1 - len(text) / 10}, len(text) * 2.0


@pytest.mark.parametrize(
    ("target", "label", "prediction", "again"),
    [
        (None, "no", 0.7, "no"),
        ("yes", "yes", 0.3, "yes"),
        (1, "Result 2", 6.0, 1),
        ((0, "yes"), "yes", 0.3, "yes"),
        (lambda result: result[1] / 2, "target", 3.0, 0),
    ],
)
def test_target_is_what_is_said(target: Any, label: str, prediction: float, again: Any) -> None:
    found = gr.interpret(two, "abc", target=target)
    assert (found.explained.label, found.prediction) == (label, pytest.approx(prediction))
    assert found.target == again


def test_results_without_numbers() -> None:
    words = gr.interpret(lambda text: text.upper() + " and so on", "a b")
    assert words.explained.kind == "words"
    assert words.prediction == 1
    assert all(0 < score < 1 for _, score in words.scores[0])
    same = gr.interpret(lambda text: "pos" if "good" in text else "neg", "so good")
    assert (same.explained.kind, same.scores[0]) == ("same", [("so", 0.0), ("good", 1.0)])
    with pytest.raises(InterpretationError, match="no 'maybe' to explain; it has 'yes', 'no'"):
        gr.interpret(two, "abc", target=(0, "maybe"))
    with pytest.raises(InterpretationError, match="target=lambda"):
        gr.interpret(lambda text: object(), "a")


# ------------------------------------------------------------------ what it costs


def test_calls_are_cached_and_batched() -> None:
    sizes: list[int] = []

    def fn(texts: list[str]) -> list[list[float]]:
        sizes.append(len(texts))
        return [[float(len(text)) for text in texts]]

    one = gr.interpret(lambda text: float(len(text)), "a a a b")
    many = gr.interpret(fn, "a a a b", batch=True)
    assert many.scores == one.scores
    assert sizes == [1, 1, 3], "the answer, once more, and the rest at once"
    assert (many.calls, many.cost.cached) == (5, 3), "a is left out thrice, and b is what is left"


def test_answers_are_kept_for_other_targets_and_methods() -> None:
    asked: list[str] = []

    def fn(text: str) -> dict[str, float]:
        asked.append(text)
        if text == "b":
            raise ValueError("b")
        return {"long": len(text) / 10, "short": 1 - len(text) / 10}

    answers = Answers()
    first = gr.interpret(fn, "a b cc", target="long", method="perturb", answers=answers)
    calls = len(asked)
    other = gr.interpret(fn, "a b cc", target="short", method="perturb", answers=answers)
    assert len(asked) == calls
    assert (other.calls, other.cost.cached) == (0, 6)
    assert first.calls == 6
    assert dict(other.scores[0]) == pytest.approx(
        {piece: -score for piece, score in first.scores[0]}
    )
    every = gr.interpret(fn, "a b cc", target="long", method="shap", answers=answers)
    assert every.calls == 3, "of eight coalitions five are known"
    assert every.cost.failed == 1
    assert gr.interpret(fn, "a b cc", target="long", method="perturb").scores == first.scores


def test_answers_that_differ_are_not_kept() -> None:
    rng = np.random.default_rng(0)
    answers = Answers()
    for _ in range(2):
        found = gr.interpret(lambda text: float(rng.normal()), "a b", answers=answers)
        assert found.calls > 5
    assert answers.is_steady is False
    close = gr.interpret(lambda text: 1 + float(rng.normal()) * 1e-9, "a b")
    assert close.noise is None


def test_frames_go_into_one_call() -> None:
    calls: list[int] = []

    def fn(frame: pd.DataFrame) -> Any:
        calls.append(len(frame))
        return frame["a"].to_numpy() * 2

    frame = pd.DataFrame({"a": [1.0], "b": [2.0], "c": [3.0]})
    background = pd.DataFrame(np.arange(30).reshape(10, 3), columns=list("abc"))
    found = gr.interpret(fn, frame, background=background, method="perturb")
    assert len(calls) < 8 < found.calls
    assert found.scores[0].tolist() == [[2 - 2 * 13.5, 0, 0]]


def test_budget_in_calls_gives_what_is_known() -> None:
    text = " ".join(f"w{n}" for n in range(100))
    found = gr.interpret(lambda text: float(len(text)), text, budget=40)
    scores = [score for _, score in found.scores[0]]
    assert found.calls == 40
    assert found.cost.exhausted
    assert 30 < sum(score is not None for score in scores) < 40
    assert any("budget of 40 calls" in warning for warning in found.warnings)
    spread = [at for at, score in enumerate(scores) if score is not None]
    assert min(spread) < 20 < 80 < max(spread), "not only the first ones"


def test_budget_in_seconds_ends() -> None:
    def slow(text: str) -> float:
        time.sleep(0.01)
        return float(len(text))

    text = " ".join(f"w{n}" for n in range(1000))
    found = gr.interpret(slow, text, budget="200 ms")
    assert found.cost.exhausted
    assert found.cost.seconds >= 0.2
    assert found.calls < 40  # of a hundredth of a second at least
    with pytest.raises(TypeError, match='budget="10 s"'):
        gr.interpret(slow, text, budget=0.5)


@pytest.mark.parametrize("executor", [4, "pool"])
def test_calls_run_beside_each_other(executor: Any) -> None:
    import threading

    barrier = threading.Barrier(4, timeout=10)
    calls: list[str] = []

    def fn(text: str) -> float:
        calls.append(text)
        if len(calls) > 2:  # the answer itself, and once more
            barrier.wait()
        return float(len(text))

    with ThreadPoolExecutor(4) as pool:
        found = gr.interpret(
            fn, "a bb ccc dddd eeeee ffffff ggggggg", executor=pool if executor == "pool" else 4
        )
    assert [score for _, score in found.scores[0]] == [2, 3, 4, 5, 6, 7, 8]


def test_calls_run_in_other_processes() -> None:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = gr.interpret(math.sqrt, [4.0], executor=pool, method="perturb", delta=100)
    [item] = found.inputs
    assert (found.prediction, item.score) == (2, 2)
    # Of what is below zero there is no root.
    points = [(point.x, point.prediction) for point in item.detail.points]
    assert points == [(x, math.sqrt(x) if x >= 0 else None) for x in (-8, -4, 0, 4, 8, 12, 16)]
    assert found.cost.failed == 2


def test_explanations_come_as_they_grow() -> None:
    def slow(text: str) -> float:
        time.sleep(0.02)
        return float(len(text))

    steps = list(explain(slow, " ".join("abcdefghijklmnopqrst")))
    assert [step.final for step in steps] == [False] * (len(steps) - 1) + [True]
    assert len(steps) > 3
    progress = [step.progress for step in steps]
    assert progress == sorted(progress)
    assert progress[-1] == 1
    known = [sum(score is not None for _, score in step.scores[0]) for step in steps]
    assert known == sorted(known)
    assert known[-1] == 20


def test_the_known_result_is_not_asked_again() -> None:
    calls: list[str] = []

    def fn(text: str) -> float:
        calls.append(text)
        return 1.0

    [*_, last] = explain(fn, "a b", result=1.0)
    assert calls.count("a b") == 1, "only to see whether it says the same"
    assert last.prediction == 1


# ------------------------------------------------------------------ what goes wrong


def test_failures_are_counted_and_left_out() -> None:
    def fn(text: str) -> float:
        if "key" not in text:
            raise KeyError("key")
        return 1.0 if text else float("nan")

    found = gr.interpret(fn, "the key word")
    assert found.scores[0] == [("the", 0.0), ("key", None), ("word", 0.0)]
    assert found.cost.failed == 2
    assert "failed 2 times on changed inputs" in found.warnings[0]
    assert found.base_value is None
    assert found.additivity_gap is None


def test_a_batch_that_fails_costs_only_who_is_to_blame() -> None:
    def fn(texts: list[str]) -> list[list[float]]:
        if any("key" not in text for text in texts):
            raise KeyError("key")
        return [[float(len(text)) for text in texts]]

    found = gr.interpret(fn, "the key word", batch=True)
    assert found.scores[0] == [("the", 4.0), ("key", None), ("word", 5.0)]
    assert found.cost.failed == 2


def test_first_call_that_fails_is_an_error() -> None:
    def fn(text: str) -> float:
        raise ValueError("no model")

    with pytest.raises(InterpretationError, match="nothing to explain: ValueError: no model"):
        gr.interpret(fn, "a")
    with pytest.raises(InterpretationError, match="not finite"):
        gr.interpret(lambda text: float("nan"), "a")


def test_functions_that_differ_are_found_out() -> None:
    rng = np.random.default_rng(0)
    found = gr.interpret(lambda text: float(rng.normal()), "a b")
    assert found.noise is not None
    assert 0.2 < found.noise < 3
    assert found.repetitions == 5
    assert "gives different answers to the same inputs" in found.warnings[0]
    assert found.calls == 5 + 3 * 5


def test_impure_functions_are_asked_about() -> None:
    sent: list[str] = []

    def mail(text: str) -> float:
        sent.append(text)
        return 1.0

    with pytest.raises(AskFirstError, match="about 4 calls"):
        gr.interpret(mail, "a b", pure=False)
    with pytest.raises(AskFirstError):
        gr.interpret(mail, "a b", pure=False, ask=lambda calls: False)
    assert sent == []
    asked: list[int] = []
    found = gr.interpret(mail, "a b", pure=False, ask=lambda calls: not asked.append(calls))
    assert asked == [4]
    assert len(sent) == found.calls == 5


@pytest.mark.parametrize(
    "options",
    [
        {"method": "perturb"},
        {"method": "shap"},
        {"method": "shap", "explainer": "permutation", "orders": 3},
        {"method": "shap", "num_shap": 3.0},
        {"method": "shap", "samples": 60, "repetitions": 2, "explainer": "kernel"},
        {"method": "lime", "samples": 50},
        {"method": "lime", "samples": 500, "budget": 30},
        {"method": ["shap"]},
    ],
)
def test_who_has_to_agree_is_told_how_many_calls_the_method_takes(options: dict[str, Any]) -> None:
    told: list[int] = []
    sent: list[str] = []

    def mail(text: str) -> float:
        sent.append(text)
        return float(len(text))

    gr.interpret(
        mail, "a bb ccc d ee fff", pure=False, ask=lambda calls: not told.append(calls), **options
    )
    # Those that are asked for twice are called once.
    assert 0.5 * told[0] <= len(sent) <= told[0] + 4


def test_so_it_is_of_importance() -> None:
    told: list[int] = []
    found = gr.interpret(
        lambda a, b: a * b,
        [1.0, 2.0],
        method="importance",
        background=np.random.default_rng(0).normal(size=(30, 2)),
        pure=False,
        ask=lambda calls: not told.append(calls),
    )
    assert 0.5 * told[0] <= found.calls <= told[0] + 4


@pytest.mark.parametrize(
    ("fn", "values", "warning"),
    [
        (lambda text: {"a": 1.0}, "x y", "one class only"),
        (lambda text: 1.0, "x y", "says the same"),
        (lambda text: 1.0, "", "nothing in the inputs"),
        (lambda text: 1.0, "  \n ", "nothing in the inputs"),
        (lambda image: float(image.mean()), np.full((1, 1, 3), 7, np.uint8), "says the same"),
        (lambda image: 1.0, np.zeros((0, 4, 3), np.uint8), "nothing in the inputs"),
    ],
)
def test_inputs_of_which_nothing_can_be_said(
    fn: Callable[..., Any], values: Any, warning: str
) -> None:
    found = gr.interpret(fn, values)
    assert any(warning in each for each in found.warnings)
    assert found.final


def test_what_cannot_be_cut_stays() -> None:
    def fn(thing: Any, text: str) -> float:
        return len(text) + (thing is not None)

    found = gr.interpret(fn, [object(), "a b"], method="perturb")
    assert found.inputs[0].score is None
    assert found.inputs[0].baseline == "not looked at"
    assert found.inputs[1].score == 3


def test_values_and_names_that_do_not_fit() -> None:
    def fn(a: float, b: float = 2) -> float:
        return a + b

    assert gr.interpret(fn, {"a": 1.0}).prediction == 3
    with pytest.raises(InterpretationError, match="no input 'c'; it has a, b"):
        gr.interpret(fn, {"a": 1.0, "c": 2})
    with pytest.raises(InterpretationError, match="2 inputs"):
        gr.interpret(fn, [1.0, 2.0, 3.0])
    with pytest.raises(InterpretationError, match=r"no method 'shape'.*Did you mean 'shap'"):
        gr.interpret(fn, [1.0, 2.0], method="shape")
    with pytest.raises(InterpretationError, match=r"background= names 'c'"):
        gr.interpret(fn, [1.0, 2.0], background={"c": 1})
    with pytest.raises(InterpretationError, match="3 values, but there are 2"):
        gr.interpret(fn, [1.0, 2.0], background=[[1, 2, 3]])


def test_functions_may_change_what_they_get() -> None:
    def fn(image: Any, rows: Any, words: list[str]) -> float:
        said = float(image.sum()) + float(rows["a"].sum()) + len(words)
        image[:] = 0
        rows["a"] = 0
        words.clear()
        return said

    picture = np.ones((8, 8))
    values = [picture, pd.DataFrame({"a": [1.0, 2.0]}), ["x", "y"]]
    found = gr.interpret(fn, values, method="perturb", segments=2, replacement="black")
    assert found.noise is None
    assert found.prediction == 64 + 3 + 2
    assert found.inputs[0].score == 64
    assert picture.sum() == 64


def test_values_that_cannot_be_told_apart_are_asked_each_time() -> None:
    class Odd:
        __slots__ = ()
        __hash__ = None  # type: ignore[assignment]

    found = gr.interpret(lambda odd, text: float(len(text)), [Odd(), "a b"], method="perturb")
    assert found.scores[1] == [("a", 2.0), ("b", 2.0)]


def test_controls_are_said_by_name_as_show_takes_them() -> None:
    def fn(width: float, deep: str) -> float:
        return width + len(deep)

    found = gr.interpret(
        fn, [1.0, "a"], inputs={"width": (0, 3), "deep": ["a", "bb"]}, method="perturb"
    )
    assert found.inputs[0].baseline == "1.5, the middle of its range"
    assert found.inputs[1].kind == "choice"


def test_coroutines_and_generators_are_explained() -> None:
    async def later(text: str) -> float:
        return float(len(text))

    def growing(text: str) -> Any:
        for end in range(1, len(text) + 1):
            yield float(end)

    for fn in (later, growing):
        assert gr.interpret(fn, "ab c").scores[0] == [("ab", 3.0), ("c", 2.0)]


def test_apps_are_explained_by_their_function() -> None:
    app = gr.Interface(lambda text: {"long": len(text) / 10}, "text", "label")
    found = gr.interpret(app, "ab c")
    assert (found.target, found.inputs[0].kind) == ("long", "text")
    assert found.scores[0] == [("ab", pytest.approx(0.3)), ("c", pytest.approx(0.2))]


def test_code_repeats_the_explanation() -> None:
    def fn(text: str, n: int) -> dict[str, float]:
        return {"a": len(text) / (10 + n), "b": 0.1}

    found = gr.interpret(fn, ["ab c", 2], target="b", method="perturb", seed=3, separator=" ")
    names: dict[str, Any] = {"gr": gr, "fn": fn}
    again = eval(found.code, names)
    assert again.scores == found.scores
    assert (again.target, again.seed, again.parameters) == ("b", 3, {"separator": " "})


def bare(text, n, kind):  # type: ignore[no-untyped-def]  # as in many programs
    return len(text) * n + (kind == "b")


def typed(text: str, n: int = 2, *, kind: Literal["a", "b"] = "a") -> float:
    return len(text) * n + (kind == "b")


@pytest.mark.parametrize(
    "make",
    [
        lambda: gr.Interface(bare, ["text", gr.Slider(0, 8), gr.Radio(["b", "a", "c"])], "number"),
        lambda: gr.show_app(typed, n=gr.Slider(1, 5, step=1)),
        lambda: gr.show_app(typed),
    ],
)
def test_code_repeats_what_the_controls_say(make: Callable[[], Any]) -> None:
    found = gr.interpret(make(), ["so good", 3, "b"], method="perturb")
    again = eval(found.code, {"gr": gr, "bare": bare, "typed": typed})
    assert again.inputs == found.inputs
    assert ("inputs=" in found.code) == ("Slider" in found.code)
    assert again.code == found.code


def test_auto_says_which_and_why() -> None:
    found = gr.interpret(lambda text: len(text), "a b")
    assert found.method == "perturb"
    assert found.because.startswith("chosen because")
    assert [offer.name for offer in found.offers][:2] == ["perturb", "shap"]
    assert all(offer.because for offer in found.offers)


def test_controls_say_how_their_values_are_cut() -> None:
    text = gr.Textbox().set_interpret_parameters(separator=",", replacement="no")
    number = gr.Number().set_interpret_parameters(steps=1, delta=2, delta_type="absolute")
    slider = gr.Slider(0, 10).set_interpret_parameters(steps=3)
    image = gr.Image().set_interpret_parameters(segments=4)
    found = gr.interpret(
        lambda text, number, slider, image: len(text) + number + slider + float(image.mean()),
        ["a b,c", 7, 5, np.zeros((8, 8, 3), np.uint8)],
        inputs=[text, number, slider, image],
        method="perturb",
    )
    words, near, over, pieces = (each.detail for each in found.inputs)
    assert isinstance(words, TokenScores)
    assert isinstance(near, CurveScores)
    assert isinstance(over, CurveScores)
    assert isinstance(pieces, SegmentScores)
    assert [unit.text for unit in words.units] == ["a b", "c"]
    assert found.inputs[0].baseline == "replaced by 'no'"
    assert [point.x for point in near.points] == [5, 7, 9]
    assert [point.x for point in over.points] == [0, 5, 10]
    assert len(pieces.units) <= 4
    # Who asks says otherwise.
    [again] = gr.interpret(len, "a b,c", inputs=[text], method="perturb", separator=" ").inputs
    assert isinstance(again.detail, TokenScores)
    assert [unit.text for unit in again.detail.units] == ["a", "b,c"]
    assert text.updated({"lines": 3}).interpret_parameters == text.interpret_parameters


def test_one_class_is_held_against_another() -> None:
    def kind(text: str) -> dict[str, float]:
        words = text.split()
        return {
            "cat": 0.1 + 0.5 * ("purrs" in words),
            "dog": 0.1 + 0.4 * ("barks" in words) + 0.1 * ("purrs" in words),
            "cow": 0.2 * ("big" in words),
        }

    found = gr.interpret(kind, "big purrs barks", method="perturb", target=("cat", "dog"))
    assert found.explained.label == "cat \N{MINUS SIGN} dog"
    assert found.explained.options[:2] == ("cat \N{MINUS SIGN} dog", "cat")
    assert found.prediction == pytest.approx(0.0)
    assert [score for _, score in found.scores[0]] == pytest.approx([0, 0.4, -0.4])
    again = eval(found.code, {"gr": gr, "kind": kind})
    assert again.scores == found.scores
    assert gr.interpret(kind, "big", target=(0, found.target)).target == found.target
    pair = gr.interpret(lambda text: (kind(text), 1.0), "big barks", target=("dog", "cow"))
    assert (pair.explained.output, pair.prediction) == (0, pytest.approx(0.3))
    with pytest.raises(InterpretationError, match=r"no \('cat', 'hen'\) to explain"):
        gr.interpret(kind, "big", target=("cat", "hen"))
