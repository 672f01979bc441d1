from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pytest

from intarsia.components import Date, DateTime, Duration, Time
from intarsia.errors import InvalidValueError

UTC = dt.UTC


def exact(component: DateTime) -> DateTime:
    """Return a component as `show(fn)` has it."""
    component.of_function = True
    return component


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
    component = exact(DateTime(value, type="datetime"))
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
    for component in (DateTime(type="datetime"), exact(DateTime(type="datetime"))):
        with pytest.raises(InvalidValueError):
            component.preprocess(text)
    assert time.process_time() - began < 0.5


def test_fault_040_a_day_that_cannot_be_counted_in_seconds_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="too far away"):
        exact(DateTime()).preprocess("0001-01-01T00:00")


def test_a_parameter_gets_seconds_a_datetime_or_a_text() -> None:
    text = "2024-05-01T10:30:00+00:00"
    moment = dt.datetime(2024, 5, 1, 10, 30, tzinfo=UTC)
    assert exact(DateTime()).preprocess(text) == 1714559400.0
    assert exact(DateTime(type="string")).preprocess(text) == "2024-05-01 10:30:00"
    assert exact(DateTime(type="datetime")).preprocess(text) == moment
    assert exact(DateTime(timezone="UTC")).postprocess(1714559400) == text
    assert exact(DateTime()).spec().exact is True
    with pytest.raises(TypeError, match="not str"):
        exact(DateTime()).postprocess("soon")


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("now", dt.timedelta()),
        (" now ", dt.timedelta()),
        ("now - 5m", dt.timedelta(minutes=5)),
        ("now-2h", dt.timedelta(hours=2)),
        ("now - 3 d", dt.timedelta(days=3)),
        ("now - 10s", dt.timedelta(seconds=10)),
    ],
)
def test_the_moment_of_the_call_is_entered_in_words(text: str, ago: dt.timedelta) -> None:
    before = dt.datetime.now() - ago
    found = DateTime(type="datetime", timezone="Asia/Tokyo").preprocess(text)
    assert before <= found <= dt.datetime.now() - ago
    seconds = DateTime().preprocess(text)
    assert before.timestamp() <= seconds <= (dt.datetime.now() - ago).timestamp()
    written = DateTime(type="string").preprocess(text)
    assert dt.datetime.strptime(written, "%Y-%m-%d %H:%M:%S") >= before.replace(microsecond=0)
    assert len(DateTime(type="string", include_time=False).preprocess(text)) == 10


@pytest.mark.parametrize("text", ["now - 5", "now + 5m", "now - 999999999d", "now - 5y", "know"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"Enter a time like 2024-05-01 10:30:00\."):
        DateTime().preprocess(text)
    with pytest.raises(InvalidValueError, match=r"Enter a day like 2024-05-01\."):
        DateTime(include_time=False).preprocess(text)


def test_an_hour_that_comes_twice_is_the_second_one_as_in_gradio() -> None:
    rome = DateTime(timezone="Europe/Rome")
    assert rome.preprocess("2024-10-27 02:30:00") == 1729992600.0
    assert rome.preprocess("2024-03-31 02:30:00") == 1711848600.0


def test_a_type_that_a_function_cannot_get_is_refused() -> None:
    with pytest.raises(ValueError, match="not 'date'"):
        DateTime(type="date")


def test_a_zone_is_added_where_the_start_had_one() -> None:
    component = exact(DateTime(dt.datetime(2024, 5, 1, tzinfo=UTC), type="datetime"))
    assert component.preprocess("2024-05-02T00:00") == dt.datetime(2024, 5, 2, tzinfo=UTC)


def test_bounds_are_told_in_words() -> None:
    date = Date(minimum=dt.date(2024, 1, 1), maximum=dt.date(2024, 12, 31))
    assert date.spec().minimum == "2024-01-01"
    with pytest.raises(InvalidValueError, match="Must be 2024-01-01 or later"):
        date.preprocess("2023-12-31")
    with pytest.raises(InvalidValueError, match="Must be 2024-12-31 or earlier"):
        date.preprocess("2025-01-01")


def test_bounds_with_a_zone_ask_for_one() -> None:
    component = exact(DateTime(type="datetime", minimum=dt.datetime(2024, 1, 1, tzinfo=UTC)))
    with pytest.raises(InvalidValueError, match="Enter the time zone too"):
        component.preprocess("2024-05-01T00:00")


def test_shows_days_of_other_makes() -> None:
    assert Date().postprocess(dt.datetime(2024, 5, 1, 10)) == "2024-05-01"
    assert Time().postprocess(dt.datetime(2024, 5, 1, 10)) == "10:00:00"
    for given in (np.datetime64("2024-05-01"), dt.date(2024, 5, 1)):
        assert DateTime().postprocess(given) == "2024-05-01 00:00:00"
        assert exact(DateTime()).postprocess(given) == "2024-05-01T00:00:00"
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
