from __future__ import annotations

import dataclasses
import datetime
import enum
import math
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from intarsia.components import Dataframe
from intarsia.components.hints import part
from intarsia.errors import InvalidValueError, InvalidValuesError
from intarsia.inference import infer_input
from intarsia.wire import decode_value, encode_value


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


@dataclasses.dataclass
class Flower:
    name: str
    width: float
    size: Size = Size.SMALL

    def __post_init__(self) -> None:
        if self.width < 0:
            raise ValueError("a width is positive")


class Pair(NamedTuple):
    key: str
    value: int


def wire(component: Dataframe, value: Any) -> Any:
    buffers: list[Any] = []
    return decode_value(encode_value(component.postprocess(value), buffers), buffers)


FRAMES = {
    "0x0": pd.DataFrame(),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype=np.int32)}),
    "numbers": pd.DataFrame({"a": np.array([1, 2], np.int8), "b": [0.1, math.nan]}),
    "unsigned": pd.DataFrame({"a": np.array([2**64 - 1], np.uint64)}),
    "truth": pd.DataFrame({"a": [True, False], "b": pd.array([True, None], "boolean")}),
    "nullable": pd.DataFrame({"a": pd.array([1, None], "Int64")}),
    "text": pd.DataFrame({"a": ["x", None], "b": ["", "<img src=x onerror=alert(1)>"]}),
    "days": pd.DataFrame({"a": pd.to_datetime(["2024-05-01", None])}),
    "zone": pd.DataFrame({"a": pd.to_datetime(["2024-05-01"]).tz_localize("Europe/Berlin")}),
    "stretch": pd.DataFrame({"a": pd.to_timedelta(["1h", None])}),
    "category": pd.DataFrame({"a": pd.Categorical(["x", "y", None], ["y", "x"], ordered=True)}),
    "objects": pd.DataFrame({"a": pd.Series([Decimal("1.50"), 1 + 2j, (1, 2)], dtype=object)}),
    "twice": pd.DataFrame([[1, "x"]], columns=["a", "a"]),
    "levels": pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")])),
    "named rows": pd.DataFrame({"a": [1, 2]}, index=pd.Index(["x", "y"], name="key")),
    "numbered rows": pd.DataFrame({"a": [1, 2]}, index=[10, 20]),
    "row levels": pd.DataFrame({"a": [1]}, index=pd.MultiIndex.from_tuples([("x", 1)])),
}


@pytest.mark.parametrize("name", FRAMES)
def test_fault_035_a_frame_comes_back_of_the_same_types(name: str) -> None:
    frame = FRAMES[name]
    component = Dataframe(frame)
    assert_frame_equal(component.preprocess(wire(component, frame)), frame)


def test_fault_035_only_a_window_is_sent_and_the_rest_stays() -> None:
    frame = pd.DataFrame(np.arange(50_000 * 50).reshape(-1, 50))
    component = Dataframe(frame)
    sent = wire(component, frame)
    assert len(sent["data"]) == 20
    assert sent["metadata"] == {"index": None, "total_rows": 50_000}
    sent["data"][3][2] = -7
    back = component.preprocess(sent)
    assert back.shape == frame.shape
    assert back.iloc[3, 2] == -7
    assert_frame_equal(back.iloc[4:], frame.iloc[4:])


def test_changed_cells_are_read_as_their_column(  # pasted from a spreadsheet: texts
) -> None:
    frame = pd.DataFrame(
        {
            "whole": np.array([1], np.int16),
            "real": [0.5],
            "truth": [True],
            "day": pd.to_datetime(["2024-05-01"]),
            "class": pd.Categorical(["a"], ["a", "b"]),
            "text": ["x"],
        }
    )
    component = Dataframe(frame)
    sent = wire(component, frame)
    sent["data"] = [["2", "1.5", "no", "2024-06-01", "b", "y"]]
    back = component.preprocess(sent)
    assert back.dtypes.tolist() == frame.dtypes.tolist()
    found = back.iloc[0].tolist()
    assert found == [2, 1.5, False, pd.Timestamp("2024-06-01"), "b", "y"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (np.array([1], np.int8), 1.5, "Enter a whole number."),
        (np.array([1], np.int8), None, "Enter a whole number."),
        (np.array([1], np.int8), 128, "Must be from -128 to 127."),
        (np.array([1], np.uint8), -1, "Must be from 0 to 255."),
        (np.array([1], np.int8), "x", "Enter a whole number."),
        ([0.5], "x", "Enter a number."),
        ([0.5], True, "Enter a number."),
        ([True], "perhaps", "Must be true or false."),
        ([True], None, "Must be true or false."),
        (pd.to_datetime(["2024-05-01"]), "32 May", "Enter a day, e.g. 2024-05-01."),
        (pd.to_datetime(["2024-05-01"]), 7, "Enter a day, e.g. 2024-05-01."),
        (pd.Categorical(["a"]), "z", "Choose one of the offered values."),
        (pd.to_timedelta(["1h"]), "soon", "Enter a length of time, e.g. 1 days 02:00:00."),
    ],
)
def test_fault_030_a_wrong_cell_is_named(column: Any, value: object, message: str) -> None:
    frame = pd.DataFrame({"other": ["x"], "a": column})
    component = Dataframe(frame)
    sent = wire(component, frame)
    sent["data"][0][1] = value
    with pytest.raises(InvalidValueError) as caught:
        component.preprocess(sent)
    assert (caught.value.message, caught.value.path) == (message, (0, 1))


def test_all_wrong_cells_are_told_at_once() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, 1.5]})
    component = Dataframe(frame)
    with pytest.raises(InvalidValuesError) as caught:
        component.preprocess({"headers": ["a", "b"], "data": [["x", 1], [2, "y"]]})
    assert [error.path for error in caught.value.errors] == [(0, 0), (1, 1)]


def test_rows_can_be_added_and_named() -> None:
    frame = pd.DataFrame({"a": [1, 2]}, index=[10, 20])
    back = Dataframe(frame).preprocess(
        {
            "headers": ["a"],
            "data": [[2], [1], [3]],
            "metadata": {"index": ["20", "10", "new"], "total_rows": 3},
        }
    )
    assert list(back.index) == [20, 10, "new"]
    assert back["a"].tolist() == [2, 1, 3]


def test_without_a_start_the_values_decide() -> None:
    back = Dataframe().preprocess({"headers": ["a", "b"], "data": [[1, "x"], [2.5, None]]})
    assert back["a"].tolist() == [1, 2.5]
    assert back["a"].dtype == float


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([], ()),
        ({"headers": ["a"]}, ()),
        ({"headers": "a", "data": []}, ()),
        ({"headers": ["a"], "data": [[1, 2]]}, (0,)),
        ({"headers": ["a"], "data": [[[1]]]}, (0, 0)),
        ({"headers": ["a"], "data": [1]}, ()),
        ({"headers": ["a"], "data": [[1]], "metadata": {"index": ["x", "y"]}}, ()),
        ({"headers": ["a"], "data": [[1]], "metadata": []}, None),
        ({"headers": ["a"], "data": [[1]] * 1001}, ()),
    ],
)
def test_fault_030_what_is_no_table_is_refused(value: Any, path: Any) -> None:
    component = Dataframe()
    if path is None:
        component.preprocess(value)
        return
    with pytest.raises(InvalidValueError) as caught:
        component.preprocess(value)
    assert caught.value.path == path


def test_fixed_sizes_hold() -> None:
    fixed = Dataframe(
        headers=["a", "b"], row_count=(1, "fixed"), column_limits=(2, 2), type="array"
    )
    assert (fixed.spec().row_count, fixed.spec().column_count) == (1, 2)
    assert fixed.preprocess({"headers": ["a", "b"], "data": [[1, 2]]}) == [[1, 2]]
    for table in ({"headers": ["a"], "data": [[1]]}, {"headers": ["a", "b"], "data": []}):
        with pytest.raises(InvalidValueError, match="There must be"):
            fixed.preprocess(table)


def test_sizes_at_the_start_and_limits() -> None:
    table = {"headers": ["a", "b"], "data": [[1, 2]]}
    loose = Dataframe(row_count=3, column_count=(3, "dynamic"), type="array")
    assert (loose.spec().row_count, loose.spec().column_count) == (None, None)
    assert loose.preprocess(table) == [[1, 2]]
    for limits in ({"row_limits": (2, None)}, {"column_limits": (None, 1)}):
        with pytest.raises(InvalidValueError):
            Dataframe(type="array", **limits).preprocess(table)


def test_types_of_columns_are_those_of_gradio() -> None:
    table = Dataframe(headers=["a", "b"], datatype=["markdown", "number"])
    assert table.spec().datatype == ("str", "number")
    assert Dataframe(datatype="auto").spec().datatype is None
    with pytest.raises(ValueError, match="not 'int'"):
        Dataframe(datatype="int")
    with pytest.raises(ValueError, match="not 'frame'"):
        Dataframe(type="frame")


# ----------------------------------------------------------------- records


def table_of_flowers(default: list[Flower] | None = None) -> Dataframe:
    field = part("flowers", list[Flower], [Flower("iris", 1.5)] if default is None else default)
    component = infer_input(field).component
    assert isinstance(component, Dataframe)
    return component


def test_records_are_rows_and_come_back_as_records() -> None:
    component = table_of_flowers([Flower("iris", 1.5), Flower("rose", 3, Size.LARGE)])
    assert component.initial()["data"] == [["iris", 1.5, "SMALL"], ["rose", 3, "LARGE"]]
    assert component.preprocess(component.initial()) == component.value
    assert component.runs_user_code
    spec = component.spec()
    assert spec.headers == ("name", "width", "size")
    assert spec.datatype == ("str", "number", "str")
    assert spec.column_count == 3


@pytest.mark.parametrize(
    ("row", "path", "message"),
    [
        (["iris", "wide", "SMALL"], (1, 1), "Enter a number."),
        (["iris", None, "SMALL"], (1, 1), "Enter a number."),
        (["iris", 1, "HUGE"], (1, 2), "Choose one of the offered values."),
        (["iris", -1, "SMALL"], (1,), "A width is positive."),
    ],
)
def test_a_wrong_record_is_named_by_row_and_column(row: list, path: tuple, message: str) -> None:
    component = table_of_flowers()
    with pytest.raises(InvalidValueError) as caught:
        component.preprocess(
            {"headers": ["name", "width", "size"], "data": [["rose", "2", "l"], row]}
        )
    assert (caught.value.path, caught.value.message) == (path, message)


def test_columns_of_records_can_not_be_changed() -> None:
    with pytest.raises(InvalidValueError, match="3 columns"):
        table_of_flowers().preprocess({"headers": ["name"], "data": [["x"]]})


def test_mappings_and_lists_are_tables_too() -> None:
    component = infer_input(part("rows", list[dict[str, float]], [{"a": 1.0}])).component
    assert component.preprocess({"headers": ["a", "b"], "data": [["1", 2]]}) == [
        {"a": 1.0, "b": 2.0}
    ]
    component = infer_input(part("rows", list[list[int]], [[1, 2]])).component
    assert component.preprocess({"headers": ["1", "2"], "data": [[3, "4"]]}) == [[3, 4]]
    with pytest.raises(InvalidValueError):
        component.preprocess({"headers": ["1", "2"], "data": [[3, 4.5]]})


# ----------------------------------------------------------------- results


@pytest.mark.parametrize(
    ("value", "headers", "data"),
    [
        ([{"a": 1}, {"b": 2}], ["a", "b"], [[1, None], [None, 2]]),
        ([Flower("iris", 1.5)], ["name", "width", "size"], [["iris", 1.5, "Size.SMALL"]]),
        ([Pair("x", 1)], ["key", "value"], [["x", 1]]),
        ({"a": [1, 2], "b": ["x", None]}, ["a", "b"], [[1, "x"], [2, None]]),
        ([[1, 2], [3]], ["1", "2"], [[1, 2], [3, None]]),
        ([1, 2], ["1"], [[1], [2]]),
        (np.array([[1, 2]]), ["1", "2"], [[1, 2]]),
        (np.array([1.5]), ["1"], [[1.5]]),
        (pd.Series([1, 2], name="a"), ["a"], [[1], [2]]),
        ({"headers": ["a"], "data": [[1]], "metadata": None}, ["a"], [[1]]),
        ([], [], []),
    ],
)
def test_shows_tables_of_many_makes(value: Any, headers: list[str], data: list[Any]) -> None:
    shown = Dataframe().postprocess(value)
    assert (shown["headers"], shown["data"]) == (headers, data)


def test_shows_what_a_styler_styles() -> None:
    shown = Dataframe().postprocess(pd.DataFrame({"a": [1]}).style)
    assert shown["data"] == [[1]]


def test_fault_009_and_035_cells_are_exact() -> None:
    frame = pd.DataFrame(
        {
            "a": pd.Series([math.nan, 2**60, Decimal("1.10"), pd.NaT, pd.NA], dtype=object),
            "b": pd.Series([datetime.date(2024, 5, 1), True, -0.0, math.inf, None], dtype=object),
        }
    )
    data = wire(Dataframe(), frame)["data"]
    assert math.isnan(data[0][0])
    assert [row[0] for row in data[1:]] == [2**60, "1.10", None, None]
    assert data[0][1] == "2024-05-01"
    assert math.copysign(1, data[2][1]) == -1
    assert data[3][1] == math.inf


@pytest.mark.parametrize("value", ["text", 7, object(), {"a": 1}, np.zeros((2, 2, 2)), [1, [2]]])
def test_names_what_is_no_table(value: object) -> None:
    with pytest.raises(TypeError, match="Dataframe shows a table"):
        Dataframe().postprocess(value)


def test_columns_of_different_lengths_are_no_table() -> None:
    with pytest.raises(TypeError, match="same length"):
        Dataframe().postprocess({"a": [1], "b": [1, 2]})
