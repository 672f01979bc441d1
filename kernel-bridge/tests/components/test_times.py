from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pytest

from intarsia.components import Date, DateTime, Duration, Time
from intarsia.errors import InvalidValueError

UTC = dt.UTC


@pytest.mark.parametrize(
    "value",
    [
        dt.datetime(1, 1, 1),
        dt.datetime(9999, 12, 31, 23, 59, 59, 999_999),
        dt.datetime(2024, 3, 31, 2, 30),  # within the gap of daylight saving time in Berlin
        dt.datetime(2024, 5, 1, tzinfo=UTC),
        dt.datetime(2024, 5, 1, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=30))),
    ],
)
def test_fault_040_the_same_instant_comes_back(value: dt.datetime) -> None:
    component = DateTime(value, type="datetime")
    back = component.preprocess(component.initial())
    assert back == value
    assert back.utcoffset() == value.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2016-12-31T23:59:60",
        "2024-02-30T00:00",
        "0000-01-01T00:00",
        "20240501T1000",
        "2024-W18-3",
        "2024-05-01T10:00:00+25:00",
        "２０２４-05-01T10:00",
        "2024-05-01" + "0" * 1_000_000,
    ],
)
def test_fault_040_what_no_calendar_has_is_refused(text: str) -> None:
    began = time.process_time()
    with pytest.raises(InvalidValueError):
        DateTime(type="datetime").preprocess(text)
    assert time.process_time() - began < 0.5


def test_fault_040_a_day_that_cannot_be_counted_in_seconds_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="too far away"):
        DateTime().preprocess("0001-01-01T00:00")


def test_gradio_gets_seconds_a_datetime_or_a_text() -> None:
    text = "2024-05-01T10:30:00+00:00"
    assert DateTime().preprocess(text) == 1714559400.0
    assert DateTime(type="string").preprocess(text) == "2024-05-01 10:30:00"
    assert DateTime(type="datetime").preprocess(text) == dt.datetime(2024, 5, 1, 10, 30, tzinfo=UTC)
    assert DateTime(timezone="UTC").postprocess(1714559400) == text


def test_a_zone_is_added_where_the_start_had_one() -> None:
    component = DateTime(dt.datetime(2024, 5, 1, tzinfo=UTC), type="datetime")
    assert component.preprocess("2024-05-02T00:00") == dt.datetime(2024, 5, 2, tzinfo=UTC)


def test_bounds_are_told_in_words() -> None:
    date = Date(minimum=dt.date(2024, 1, 1), maximum=dt.date(2024, 12, 31))
    assert date.spec().minimum == "2024-01-01"
    with pytest.raises(InvalidValueError, match="Must be 2024-01-01 or later"):
        date.preprocess("2023-12-31")
    with pytest.raises(InvalidValueError, match="Must be 2024-12-31 or earlier"):
        date.preprocess("2025-01-01")


def test_bounds_with_a_zone_ask_for_one() -> None:
    component = DateTime(type="datetime", minimum=dt.datetime(2024, 1, 1, tzinfo=UTC))
    with pytest.raises(InvalidValueError, match="Enter the time zone too"):
        component.preprocess("2024-05-01T00:00")


def test_shows_days_of_other_makes() -> None:
    assert Date().postprocess(dt.datetime(2024, 5, 1, 10)) == "2024-05-01"
    assert Time().postprocess(dt.datetime(2024, 5, 1, 10)) == "10:00:00"
    assert DateTime().postprocess(np.datetime64("2024-05-01")) == "2024-05-01T00:00:00"
    assert DateTime().postprocess(dt.date(2024, 5, 1)) == "2024-05-01T00:00:00"
    for component in (Date(), Time(), DateTime(), Duration()):
        with pytest.raises(TypeError, match="not list"):
            component.postprocess([])


def test_durations_are_seconds() -> None:
    assert Duration().postprocess(dt.timedelta(hours=1)) == 3600
    assert Duration(90).preprocess(1.5) == dt.timedelta(seconds=1.5)
    for value in (True, "1:30", [], 1e300, float("nan")):
        with pytest.raises(InvalidValueError):
            Duration().preprocess(value)
    with pytest.raises(InvalidValueError, match="Must be 0:01:00 or longer"):
        Duration(minimum=dt.timedelta(minutes=1)).preprocess(1)
