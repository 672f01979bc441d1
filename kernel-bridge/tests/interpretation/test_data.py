"""An explanation as data: its JSON form, its frame, and the page that tells of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.errors import BadMessageError
from intarsia.explanation import Explanation, Grid

PAGE = Path(__file__).parents[3] / "docs" / "interpretation-data.md"


def mood(text: str) -> dict[str, float]:
    good = text.split().count("good") / 4
    return {"good": 0.5 + good, "bad": 0.5 - good}


@pytest.fixture
def told() -> dict[str, Any]:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_page_tells_what_comes(told: dict[str, Any]) -> None:
    found = gr.interpret(mood, "a good day").to_json()
    found["cost"]["seconds"] = told["cost"]["seconds"]
    found["offers"] = found["offers"][: len(told["offers"])]
    assert found == told


def test_json_comes_back(told: dict[str, Any]) -> None:
    found = Explanation.from_json(told)
    assert found.to_json() == told
    assert found.scores == [[("a", 0.0), ("good", 0.25), ("day", 0.0)]]
    assert found.target == "good"


def test_what_is_no_explanation_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(BadMessageError, match="inputs"):
        Explanation.from_json({**told, "inputs": [{"name": "text"}]})


@pytest.mark.parametrize(
    ("array", "dtype"),
    [
        (np.array([[1.5, -2]], "float32"), "float32"),
        (np.array([0.1]), "float64"),
        (np.array([[0, 255]]), "uint8"),
        (np.array([256]), "uint16"),
        (np.array([70_000]), "uint32"),
        (np.zeros((0, 3)), "float64"),
    ],
)
def test_grids_keep_their_numbers(array: Any, dtype: str) -> None:
    grid = Grid.of(array)
    assert grid.dtype == dtype
    assert np.array_equal(grid.array(), array)
    assert grid.array().shape == array.shape


def test_every_kind_of_detail_travels() -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    picture[4:8, 4:8] = 255

    def fn(text: str, n: float, ok: bool, image: Any, sound: Any, rows: Any, record: Any) -> float:
        return len(text) + n + ok + image.mean() + sound[1].sum() + rows.sum() + record["a"]

    values = [
        "a b",
        2.0,
        True,
        picture,
        (8, np.ones(8)),
        np.array([[1.0, 2.0]]),
        {"a": 1, "b": "x"},
    ]
    found = gr.interpret(fn, values)
    details = [item.detail for item in found.inputs]
    assert [detail.kind for detail in details if detail is not None] == [
        "tokens",
        "curve",
        "choices",
        "segments",
        "sound",
        "table",
        "features",
    ]
    text = json.dumps(found.to_json(), allow_nan=False)
    back = Explanation.from_json(json.loads(text))
    assert back.to_json() == found.to_json()
    assert all(np.array_equal(a, b) for a, b in zip(back.scores, found.scores, strict=True))
    assert back.scores[3].shape == (16, 16)
    assert back.scores[4].shape == (8,)
    assert back.scores[5].tolist() == [[1.0, 2.0]]


def test_buffers_stay_bytes() -> None:
    found = gr.interpret(lambda image: float(image.mean()), np.eye(8))
    detail = found.to_json(buffers=True)["inputs"][0]["detail"]
    assert isinstance(detail["labels"]["data"], bytes)


def test_frame_has_a_row_for_each_part() -> None:
    frame = gr.interpret(mood, "a good day").to_frame()
    assert frame["unit"].tolist() == ["a", "good", "day"]
    assert frame["score"].tolist() == [0, 0.25, 0]
    assert frame["without"].tolist() == [0.75, 0.5, 0.75]


def test_pictures_show_every_kind_of_detail(tmp_path: Path) -> None:
    from dataclasses import replace

    from intarsia.explanation import (
        AttentionScores,
        CurvePoint,
        FeatureScore,
        FeatureScores,
        HeatScores,
        TokenScore,
    )

    def fn(text: str, n: float, ok: bool, image: Any, sound: Any, rows: Any) -> float:
        return len(text) + n + ok + image.mean() + sound[1].sum() + rows.sum()

    values = ["so $good", 2.0, True, np.eye(8), (8, np.ones(8)), np.array([[1.0, -2.0]])]
    found = gr.interpret(fn, values, method="perturb")
    svg = found.to_svg(tmp_path / "told.svg")
    assert "<svg" in svg
    assert "script" not in svg
    assert (tmp_path / "told.svg").read_text() == svg == found.to_svg()
    token = TokenScore(text="a", start=0, end=1, score=0.5)
    others = [
        HeatScores(values=Grid.of(np.eye(4)), signed=False),
        FeatureScores(
            of_model=False,
            units=tuple(
                FeatureScore(
                    name=f"f{n}",
                    value="",
                    score=n - 20.0,
                    low=n - 21.0,
                    high=n - 19.0,
                    curve=(CurvePoint(x=0, prediction=1.0),),
                )
                for n in range(40)
            ),
        ),
        AttentionScores(
            units=(token, token),
            weights=Grid.of(np.ones((1, 1, 2, 2))),
            rollout=Grid.of(np.eye(2)),
        ),
        None,
    ]
    for detail in others:
        one = replace(found, inputs=(replace(found.inputs[0], detail=detail),))
        assert one.to_png()[:8] == b"\x89PNG\r\n\x1a\n"
