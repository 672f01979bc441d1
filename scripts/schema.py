"""Write the JSON Schema of the protocol, from the Python models.

`npm run schema` calls this and then makes the TypeScript types from the result.
The settings are those that keep tags required, shapes closed and diffs small.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import typing
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from intarsia import messages
from intarsia.components import COMPONENTS
from intarsia.explanation import Explanation
from intarsia.spec import ComponentSpec

OUT = Path(__file__).parents[1] / "schema" / "protocol" / "protocol.schema.json"
CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Generator(GenerateJsonSchema):
    """Keeps property titles out: they would become one exported alias each."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def adapter(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def close(cls: type) -> None:
    """Give a dataclass, and those in its fields, the configuration."""
    if not dataclasses.is_dataclass(cls) or "__pydantic_config__" in cls.__dict__:
        return
    cls.__pydantic_config__ = CONFIG  # type: ignore[attr-defined]  # pydantic's hook
    for hint in typing.get_type_hints(cls).values():
        visit(hint)


def visit(hint: Any) -> None:
    if isinstance(hint, type):
        close(hint)
    for arg in typing.get_args(hint):
        visit(arg)


def main(out: Path) -> None:
    specs = {cls.kind: cls.spec_type for cls in COMPONENTS}
    roots = [
        *typing.get_args(messages.Request),
        *typing.get_args(messages.Reply),
        messages.Bundle,
        Explanation,
        *specs.values(),
    ]
    for root in roots:
        close(root)
    _, schema = TypeAdapter.json_schemas(
        [(cls.__name__, "serialization", adapter(cls)) for cls in roots],
        ref_template="#/$defs/{model}",
        schema_generator=Generator,
    )
    defs: dict[str, Any] = schema["$defs"]
    bases = dict.fromkeys(
        base
        for cls in specs.values()
        for base in cls.__mro__[1:]
        if issubclass(base, ComponentSpec)
    )
    for base in (*bases, messages.Response, messages.ValueEvent, messages.Event, messages.Message):
        inherit(base, defs)
    for kind, cls in specs.items():
        defs[cls.__name__]["properties"]["kind"] = {"const": kind, "type": "string"}
    defs["ComponentSpec"] = union(sorted({cls.__name__ for cls in specs.values()}))
    defs["Request"] = union([cls.__name__ for cls in typing.get_args(messages.Request)])
    defs["Reply"] = union([cls.__name__ for cls in typing.get_args(messages.Reply)])
    for definition in defs.values():
        tidy(definition)
    for root in roots:
        leave_out(root, defs[root.__name__])
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Protocol",
        "x-protocol": messages.PROTOCOL,
        "x-comm-target": messages.COMM_TARGET,
        "x-mime-type": messages.MIME_TYPE,
        "oneOf": [
            {"$ref": f"#/$defs/{name}"} for name in ("Request", "Reply", "Bundle", "Explanation")
        ],
        "$defs": dict(sorted(defs.items())),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def inherit(base: type, defs: dict[str, Any]) -> None:
    """Copy the descriptions of inherited fields, which pydantic does not find."""
    close(base)
    fields = adapter(base).json_schema(schema_generator=Generator)["properties"]
    for definition in defs.values():
        for name, field in definition.get("properties", {}).items():
            described = fields.get(name, {})
            if field == {key: described[key] for key in described.keys() - {"description"}}:
                field.update(described)


def tidy(definition: dict[str, Any]) -> None:
    """Fields are always sent, so they are required; titles stay out of properties."""
    if "properties" in definition:
        definition["required"] = list(definition["properties"])
        definition["additionalProperties"] = False


def leave_out(cls: type, definition: dict[str, Any]) -> None:
    """Those that are absent while they have their default are not required."""
    for field in dataclasses.fields(cls):
        if field.metadata == messages.SPARSE:
            definition["required"].remove(field.name)
            del definition["properties"][field.name]["default"]


def union(names: list[str]) -> dict[str, Any]:
    return {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in names]}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
