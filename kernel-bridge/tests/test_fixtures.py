"""Golden messages and values: the browser's suite reads the same files."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest

from intarsia import messages, wire
from intarsia.components import COMPONENTS
from intarsia.errors import BadMessageError, IntarsiaError
from intarsia.expressions import evaluate
from intarsia.spec import ExpressionSpec, Operator

FOLDER = Path(__file__).parents[2] / "schema" / "fixtures"
SPECS = {cls.kind: cls.spec_type for cls in COMPONENTS}


@dataclass(frozen=True)
class Fixture:
    name: str
    direction: str
    data: Any
    buffers: list[bytes] = field(default_factory=list)
    error: dict[str, str | None] | None = None
    means: str | None = None
    newer: str | None = None


def read(path: Path) -> Fixture:
    item = json.loads(path.read_text())
    buffers = [base64.b64decode(text) for text in item.pop("buffers", [])]
    return Fixture(**item, buffers=buffers)


FIXTURES = [read(path) for path in sorted(FOLDER.glob("*.json"))]


def of(direction: str, *, well: bool = True) -> list[Any]:
    return [
        pytest.param(item, id=item.name)
        for item in FIXTURES
        if item.direction == direction and (item.error is None) is well
    ]


def same(a: Any, b: Any) -> bool:
    """Whether two pieces of JSON are equal, truth values and numbers apart."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def meaning(value: Any) -> str:
    """A decoded value in the fixtures' words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"text:{value}"
    if isinstance(value, int):
        return f"int:{value}"
    if isinstance(value, float):
        if not math.isfinite(value):
            names = {math.inf: "Infinity", -math.inf: "-Infinity"}
            return f"real:{names.get(value, 'NaN')}"
        return "real:-0" if value == 0 and math.copysign(1, value) < 0 else f"real:{value!r}"
    if isinstance(value, bytes):
        return f"bytes:{base64.b64encode(value).decode()}"
    return f"mended:{json.dumps(value, ensure_ascii=False)}"


def test_every_file_is_of_a_known_direction() -> None:
    assert {item.direction for item in FIXTURES} == {"up", "down", "bundle", "value", "expression"}
    assert all(len({f.name for f in FIXTURES if f.direction == d}) > 5 for d in ("up", "down"))


@pytest.mark.parametrize("fixture", of("value"))
def test_value_is_read_and_written(fixture: Fixture) -> None:
    value = wire.decode_value(fixture.data, fixture.buffers)
    if fixture.means is not None:
        assert meaning(value) == fixture.means
    if not (fixture.means or "").startswith("mended:"):
        buffers: wire.Buffers = []
        assert same(wire.encode_value(value, buffers), fixture.data)
        assert buffers == fixture.buffers


@pytest.mark.parametrize("fixture", of("value", well=False))
def test_value_is_refused(fixture: Fixture) -> None:
    with pytest.raises(BadMessageError):
        wire.decode_value(fixture.data, fixture.buffers)


def test_there_is_a_fixture_for_every_request() -> None:
    types = {item.data["type"] for item in FIXTURES if item.direction == "up" and not item.error}
    assert types == set(wire.REQUESTS)


def test_there_is_a_fixture_for_every_response_and_event() -> None:
    known = [f for f in FIXTURES if f.direction == "down" and not f.error and not f.newer]
    assert {item.data["type"] for item in known} == set(wire.REPLIES)


def test_there_is_a_fixture_for_every_kind() -> None:
    [whole] = [f for f in FIXTURES if f.direction == "bundle" and f.name == "all-kinds"]
    assert {spec["kind"] for spec in whole.data["spec"]["components"]} == set(SPECS)


@pytest.mark.parametrize("fixture", of("up"))
def test_request_is_read_and_written(fixture: Fixture) -> None:
    request = wire.decode_request(fixture.data, fixture.buffers)
    data, buffers = wire.encode(request)
    assert same(data, fixture.data)
    assert buffers == fixture.buffers


@pytest.mark.parametrize("fixture", of("up", well=False))
def test_request_is_refused_with_its_place(fixture: Fixture) -> None:
    with pytest.raises(IntarsiaError) as caught:
        wire.decode_request(fixture.data, fixture.buffers)
    assert fixture.error is not None
    assert caught.value.code == fixture.error["code"]
    assert (caught.value.where or None) == fixture.error["where"]


@pytest.mark.parametrize("fixture", of("down"))
def test_reply_is_read_and_written(fixture: Fixture) -> None:
    if fixture.newer:
        # A headless client is of the kernel's own release: it takes nothing it does not know.
        with pytest.raises(IntarsiaError):
            wire.decode_reply(fixture.data, fixture.buffers, specs=SPECS)
        return
    reply = wire.decode_reply(fixture.data, fixture.buffers, specs=SPECS)
    data, buffers = wire.encode(reply)
    assert same(data, fixture.data)
    assert buffers == fixture.buffers


@pytest.mark.parametrize("fixture", of("down", well=False))
def test_reply_is_refused_with_its_place(fixture: Fixture) -> None:
    with pytest.raises(IntarsiaError) as caught:
        wire.decode_reply(fixture.data, fixture.buffers, specs=SPECS)
    assert fixture.error is not None
    assert caught.value.code == fixture.error["code"]
    assert (caught.value.where or None) == fixture.error["where"]


@pytest.mark.parametrize("fixture", of("expression"))
def test_expression_is_worked_out_as_in_the_browser(fixture: Fixture) -> None:
    for row in fixture.data:
        expression = wire.decode_record(ExpressionSpec, row["expression"])
        assert same(wire.encode(expression)[0], row["expression"])
        for case in row["cases"]:
            values = wire.decode_value(case["values"])
            found = evaluate(expression, values.get)
            assert same(wire.encode_value(found, []), case["means"]), (row["expression"], case)


def test_every_operator_has_an_expression() -> None:
    def operators(expression: Any) -> set[str]:
        return {expression["op"]}.union(*map(operators, expression["of"]))

    rows = [row for f in FIXTURES if f.direction == "expression" for row in f.data]
    assert set().union(*(operators(row["expression"]) for row in rows)) == set(get_args(Operator))


def test_names_of_the_protocol_are_those_of_the_browser() -> None:
    types = (Path(__file__).parents[2] / "src" / "protocol" / "types.ts").read_text()
    for name in ("PROTOCOL", "COMM_TARGET", "MIME_TYPE"):
        assert f"export const {name} = '{getattr(messages, name)}';" in types
