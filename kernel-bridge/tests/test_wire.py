"""What crosses the border, and how."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import enum
import fractions
import json
import math
import pathlib
import uuid
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intarsia import messages, wire
from intarsia.errors import BadMessageError, TooLargeError, UnknownRequestError
from intarsia.messages import PROTOCOL, RunRequest, SetValueRequest, UpdatedEvent, ValueChange


class Colour(enum.Enum):
    RED = 1


class Word(str, enum.Enum):  # noqa: UP042  # a str with another __str__ is what is meant
    HELLO = "hello"


class Level(enum.IntEnum):
    HIGH = 3


def there_and_back(value: Any) -> Any:
    buffers: list[Any] = []
    sent = json.loads(json.dumps(wire.encode_value(value, buffers), allow_nan=False))
    return wire.decode_value(sent, [bytes(buffer) for buffer in buffers])


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (None, None),
        (True, True),
        (2**53 - 1, 2**53 - 1),
        (2**53, {"$int": "9007199254740992"}),
        (-(2**53), {"$int": "-9007199254740992"}),
        (math.inf, {"$float": "Infinity"}),
        (-math.inf, {"$float": "-Infinity"}),
        (-0.0, {"$float": "-0"}),
        (1e308, 1e308),
        (5e-324, 5e-324),
        (datetime.date(2024, 5, 1), "2024-05-01"),
        (datetime.datetime(2024, 5, 1, 10, 0, 0, 5), "2024-05-01T10:00:00.000005"),
        (datetime.time(10), "10:00:00"),
        (datetime.timedelta(minutes=1, microseconds=500000), 60.5),
        (decimal.Decimal("1.50"), "1.50"),
        (fractions.Fraction(1, 3), "1/3"),
        (1 + 2j, "(1+2j)"),
        (uuid.UUID(int=5), "00000000-0000-0000-0000-000000000005"),
        (pathlib.PurePosixPath("a/b"), "a/b"),
        (Colour.RED, "RED"),
        (Word.HELLO, "hello"),
        (Level.HIGH, 3),
        ((1, (2,)), [1, [2]]),
        ({3}, [3]),
        (np.float64(1.5), 1.5),
        (np.int64(7), 7),
        (np.bool_(True), True),
        (np.array([[1, 2]]), [[1, 2]]),
        ({1: "a", None: "b"}, {"1": "a", "None": "b"}),
        ({"$int": "5"}, {"$object": {"$int": "5"}}),
        ("\ud800", "\ufffd"),
        ("a\udc80b", "a\ufffdb"),
        ("\udc00\ud800", "\ufffd\ufffd"),
        ("\ud83d\ude00", "😀"),
        ({"\ud800": 1}, {"\ufffd": 1}),
    ],
)
def test_rule(value: Any, sent: Any) -> None:
    found = wire.encode_value(value, [])
    assert found == sent
    assert type(found) is type(sent)
    json.dumps(found, allow_nan=False).encode()


def test_bytes_travel_beside() -> None:
    buffers: list[Any] = []
    assert wire.encode_value([b"a", bytearray(b"b"), memoryview(b"c")], buffers) == [
        {"$buffer": 0},
        {"$buffer": 1},
        {"$buffer": 2},
    ]
    assert [bytes(buffer) for buffer in buffers] == [b"a", b"b", b"c"]


texts = st.text(st.characters(blacklist_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts | st.binary(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


def same(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return repr(a) == repr(b)


@given(values)
@settings(deadline=None, max_examples=300)
def test_what_comes_back_is_what_went(value: Any) -> None:
    assert same(there_and_back(value), value)
    assert same(wire.plain(value), value)


@given(values)
@settings(deadline=None, max_examples=100)
def test_a_value_in_a_message_comes_back(value: Any) -> None:
    event = UpdatedEvent(seq=1, values=(ValueChange(component="c1", value=value, revision=2),))
    data, buffers = wire.encode(event)
    data = json.loads(json.dumps(data, allow_nan=False))
    found = wire.decode_reply(data, [bytes(b) for b in buffers], specs={})
    assert isinstance(found, UpdatedEvent)
    assert same(found.values[0].value, value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text() | st.sampled_from(["$int", "$float", "$buffer"]), inner)
    ),
    max_leaves=10,
)


@given(json_values)
@settings(deadline=None, max_examples=300)
def test_anything_is_decoded_or_refused(value: Any) -> None:
    data = {"type": "set_value", "seq": 1, "component": "c", "value": value, "revision": 0}
    with contextlib.suppress(BadMessageError):
        wire.decode_request(data)


def test_a_copy_does_not_change_with_its_original() -> None:
    original = {"a": [1, bytearray(b"x")]}
    copy = wire.plain(original)
    original["a"].append(2)
    original["a"][1][0] = 0
    assert copy == {"a": [1, b"x"]}


@pytest.mark.parametrize(
    "value",
    [object(), [lambda: 0], {"a": {1: object}}, 10**5000],
    ids=["object", "fn", "cls", "int"],
)
def test_what_no_rule_covers_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        wire.plain(value)


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(TypeError, match=r"A object cannot be sent \(at value\['a'\]\[1\]\)"):
        wire.plain({"a": [0, object()]})


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(TypeError, match="deep"):
        wire.plain(value)


def test_two_keys_that_become_one_are_refused() -> None:
    with pytest.raises(TypeError, match="Two keys"):
        wire.plain({1: "a", "1": "b"})


def test_a_copy_fits_into_every_message() -> None:
    value: Any = 1
    for _ in range(wire.MAX_DEPTH - 2):
        value = [value]
    change = ValueChange(component="c", value=wire.plain(value), revision=1)
    wire.encode(UpdatedEvent(seq=0, values=(change,)))
    wire.encode(RunRequest(seq=0, listener=0, values={"c": wire.plain(value)}, revisions={}))
    with pytest.raises(TypeError):
        wire.plain([[value]])


# ---------------------------------------------------------------- messages


def request(**changes: Any) -> dict[str, Any]:
    data = {"type": "set_value", "seq": 1, "component": "c1", "value": 1, "revision": 0}
    return {**data, **changes}


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("data", [None, 7, "x", [], True, 1.5], ids=repr)
def test_fault_001_not_an_object(data: Any) -> None:
    with pytest.raises(BadMessageError, match="object"):
        wire.decode_request(data)


@pytest.mark.parametrize("data", [{}, {"seq": 1}, {"type": 5}, {"type": None}, {"type": ["run"]}])
def test_fault_002_no_type(data: Any) -> None:
    with pytest.raises(BadMessageError) as caught:
        wire.decode_request(data)
    assert caught.value.where == "type"


@pytest.mark.parametrize("name", ["", "set", "SET_VALUE", "updated", "hello_response", "__init__"])
def test_fault_003_unknown_type(name: str) -> None:
    with pytest.raises(UnknownRequestError):
        wire.decode_request({"type": name, "seq": 0})


@pytest.mark.parametrize("extra", ["content", "__proto__", "constructor", "Seq", ""])
def test_fault_004_an_extra_field(extra: str) -> None:
    with pytest.raises(BadMessageError) as caught:
        wire.decode_request(request(**{extra: 1}))
    assert caught.value.where == extra


SAMPLES: dict[str, dict[str, Any]] = {
    "hello": {"protocol": PROTOCOL, "capabilities": ["x"], "app_id": "a", "session_id": "b"},
    "set_value": {"component": "c", "value": None, "revision": 0},
    "run": {"listener": 0, "values": {}, "revisions": {"c": 1}, "event": "click"},
    "cancel": {"run": "1"},
    "resume": {"listener": 0},
    "flow": {"watch": True},
    "call": {"component": "html", "function": "find", "args": ["src"]},
    "step": {"listener": 0},
    "resync": {},
    "upload_open": {"component": "c", "name": "n", "mime": "m", "size": 1},
    "upload_chunk": {"handle": "h", "offset": 0, "data": None},
    "upload_close": {"handle": "h", "abort": True},
    "download_open": {"handle": "h"},
    "download_chunk": {"handle": "h", "offset": 0, "size": 1},
    "download_close": {"handle": "h"},
    "read_code": {},
    "close": {"document": "open"},
    "ack": {"painted": 3},
}


def test_there_is_a_sample_of_every_request() -> None:
    assert SAMPLES.keys() == wire.REQUESTS.keys()
    for kind, fields in SAMPLES.items():
        wire.decode_request({"type": kind, "seq": 0, **fields})


def wrong_values() -> list[Any]:
    cases = []
    for kind, fields in SAMPLES.items():
        for name in (*fields, "seq"):
            hint = next(f.hint for f in wire._fields(wire.REQUESTS[kind]) if f.name == name)
            if hint is Any:
                continue
            for wrong in (None, 1.5, True, "x", 3, [1], {"a": "b"}):
                if not fits(hint, wrong):
                    cases.append(pytest.param(kind, name, wrong, id=f"{kind}-{name}-{wrong!r}"))
    return cases


def fits(hint: Any, value: Any) -> bool:
    simple = {int: int, str: str, bool: bool}
    if hint in simple:
        return type(value) is simple[hint]
    if hint == str | None:
        return value is None or isinstance(value, str)
    if "dict" in str(hint):
        return isinstance(value, dict) and "int" not in str(hint)
    return hint == tuple[Any, ...] and isinstance(value, list)


@pytest.mark.parametrize(("kind", "name", "wrong"), wrong_values())
def test_fault_005_a_field_of_the_wrong_type(kind: str, name: str, wrong: Any) -> None:
    with pytest.raises(BadMessageError) as caught:
        wire.decode_request({"type": kind, "seq": 0, **SAMPLES[kind], name: wrong})
    assert (caught.value.where or "").startswith(name)


@pytest.mark.parametrize("size", [0, 1, wire.MAX_TEXT - 100])
def test_fault_006_texts_up_to_the_limit(size: int) -> None:
    found = wire.decode_request(request(value="x" * size))
    assert isinstance(found, SetValueRequest)
    assert len(found.value) == size


@pytest.mark.parametrize("name", ["component", "value"])
def test_fault_006_a_text_beyond_the_limit(name: str) -> None:
    with pytest.raises(TooLargeError, match="1 MiB"):
        wire.decode_request(request(**{name: "x" * (wire.MAX_TEXT + 1)}))


def test_fault_007_a_message_of_100_mib() -> None:
    with pytest.raises(TooLargeError):
        wire.decode_request({"type": "nonsense", "value": ["x" * 2**20] * 100})
    with pytest.raises(TooLargeError):
        wire.decode_request(request(), [bytes(100 * 2**20)])


def test_fault_007_a_whole_piece_of_a_file_is_taken() -> None:
    data = {"type": "upload_chunk", "seq": 1, "handle": "h", "offset": 0, "data": {"$buffer": 0}}
    found: Any = wire.decode_request(data, [memoryview(bytes(2**20))])
    assert found.data == bytes(2**20)


def test_fault_007_too_many_fields() -> None:
    many = {str(i): 0 for i in range(wire.MAX_KEYS + 1)}
    with pytest.raises(TooLargeError, match="fields"):
        wire.decode_request(request(value=many))


def test_fault_008_depth() -> None:
    wire.decode_request(request(value=nested(wire.MAX_DEPTH - 1)))
    for levels in (wire.MAX_DEPTH, 1024, 100_000):
        with pytest.raises(TooLargeError, match="deep"):
            wire.decode_request(request(value=nested(levels)))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 1e308, 5e-324])
def test_fault_009_floats_come_back_exactly(value: float) -> None:
    found = there_and_back([value, {"a": value}])
    assert repr(found) == repr([value, {"a": value}])


@pytest.mark.parametrize("value", [2**53 - 1, 2**53, 2**53 + 1, -(2**64), 10**4299, -(10**4299)])
def test_fault_010_integers_come_back_exactly(value: int) -> None:
    assert there_and_back(value) == value


@pytest.mark.parametrize(
    "text", ["5_000", " 5", "+5", "٣", "", "-", "--5", "1.0", "9" * 4301, "-" + "9" * 4301]
)
def test_fault_010_no_other_text_is_an_integer(text: str) -> None:
    with pytest.raises(BadMessageError):
        wire.decode_request(request(value={"$int": text}))


def test_fault_011_lone_surrogates() -> None:
    for text in ("\ud800", "\udc80", "\udc00\ud800", "x\udfff"):
        for found in (there_and_back(text), wire.decode_value(text)):
            assert "\ufffd" in found
            found.encode()
        assert all("\ufffd" in key for key in wire.decode_value({text: 1}))


@pytest.mark.parametrize("text", ["\0", "\u2028", "\u202e\u200b", "é" * 1000, "\u0301" * 10_000])
def test_fault_012_strange_characters_stay(text: str) -> None:
    assert there_and_back({text: text}) == {text: text}


def test_fault_013_bytes_are_never_text() -> None:
    with pytest.raises(BadMessageError) as caught:
        wire.decode_request(request(component={"$buffer": 0}), [b"\xff"])
    assert caught.value.where == "component"


@pytest.mark.parametrize(
    ("value", "buffers"),
    [
        ({"$buffer": 1}, [b""]),
        ({"$buffer": -1}, [b""]),
        ({"$buffer": True}, [b"", b""]),
        ({"$buffer": "0"}, [b""]),
        ({"$buffer": 0}, []),
        ([{"$buffer": 0}, {"$buffer": 0}], [b""]),
        ({"$buffer": 0}, [b"", b""]),
        (1, [b""]),
    ],
    ids=["beyond", "negative", "bool", "text", "missing", "reused", "extra", "unused"],
)
def test_fault_014_buffers(value: Any, buffers: list[bytes]) -> None:
    with pytest.raises(BadMessageError):
        wire.decode_request(request(value=value), buffers)


@pytest.mark.parametrize(
    "value",
    [{"$float": "nan"}, {"$float": 1}, {"$x": 1}, {"$int": "1", "b": 2}, {"$object": 3}, {"$": 1}],
)
def test_nothing_else_looks_like_a_tag(value: Any) -> None:
    with pytest.raises(BadMessageError):
        wire.decode_request(request(value=value))


def test_data_that_looks_like_a_tag_stays_data() -> None:
    for value in ({"$buffer": 0}, {"$object": {}}, {"$int": "x"}, {"$a": 1, "b": 2}):
        assert there_and_back(value) == value


def test_every_reply_is_decoded_as_it_was() -> None:
    error = messages.WireError(code="user-error", message="m")
    state = messages.RunState(run="1", listener=0, status="failed", number=1, error=error)
    event = messages.RunFinishedEvent(seq=3, request_seq=1, state=state)
    data, buffers = wire.encode(event)
    assert wire.decode_reply(json.loads(json.dumps(data)), buffers, specs={}) == event
