"""Values that a person writes as text, exactly: how they are read and written."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any, Literal

from ..frozen import dataclass
from .hints import is_named

MAX_LITERAL = 20_000
"""Characters of a Python literal: its parser takes about a kilobyte for each."""

_FRACTION = r"[+-]?\d{1,999}(?:/\d{1,999}|(?:\.\d{0,999})?(?:[eE][+-]?\d{1,3})?)"


@dataclass(frozen=True)
class TextFormat:
    """How a type is written as text.

    `parse` raises `ValueError` or `ArithmeticError` for what is not of the type; `format`
    raises `TypeError` or `ValueError` for what it cannot write.
    """

    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    wanted: str
    """The sentence for a person who wrote something else."""
    because: str
    placeholder: str | None = None
    type: Literal["text", "password", "email"] = "text"
    inputmode: Literal["text", "decimal", "numeric"] = "text"
    monospace: bool = False
    keeps_default: bool = False
    """Whether an empty text stands for the default, whatever object that is."""


def parse_literal(text: str) -> Any:
    """Return the value of a Python literal.

    Examples
    --------
    >>> parse_literal("[1, (2, None)]")
    [1, (2, None)]
    """
    if len(text) > MAX_LITERAL:
        raise ValueError("too long")
    try:
        return ast.literal_eval(text)
    except (SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ValueError("not a literal") from error


def format_literal(value: Any) -> str:
    """Return a value as the literal that gives it back.

    Raises
    ------
    TypeError
        When there is none.
    """
    if value is None:
        return ""
    text = repr(value)
    try:
        same = parse_literal(text)
        if type(same) is type(value) and bool(same == value):
            return text
    except ValueError:
        pass  # said below
    raise TypeError(f"a {type(value).__name__} has no literal")


def _fraction(text: str) -> str:
    compact = text.replace(" ", "")
    if not re.fullmatch(_FRACTION, compact):
        raise ValueError("not a fraction")
    return compact


def _decimal(text: str) -> str:
    if len(text) > 4300:
        raise ValueError("too long")
    return text


def _complex(text: str) -> complex:
    compact = text.replace(" ", "").replace("i", "j").replace("jnf", "inf")
    return complex(compact)


def _exactly(tp: type, write: Callable[[Any], str] = str) -> Callable[[Any], str]:
    def format(value: Any) -> str:
        if not isinstance(value, tp):
            value = tp(value)
        return write(value)

    return format


LITERAL = TextFormat(
    parse=parse_literal,
    format=format_literal,
    wanted='Enter a Python literal, e.g. [1, 2] or "text".',
    because="a Python literal",
    placeholder="a Python literal, e.g. [1, 2]",
    monospace=True,
    keeps_default=True,
)


def _exact(tp: Any) -> TextFormat | None:
    """Return the format of a type of the standard library; by name, so that nothing is imported."""
    match f"{tp.__module__}.{tp.__qualname__}":
        case "decimal.Decimal":
            return TextFormat(
                parse=lambda text: tp(_decimal(text)),
                format=_exactly(tp),
                wanted="Enter a decimal number, e.g. 12.50.",
                because="Decimal, exact as text",
                inputmode="decimal",
            )
        case "fractions.Fraction":
            return TextFormat(
                parse=lambda text: tp(_fraction(text)),
                format=_exactly(tp),
                wanted="Enter a fraction, e.g. 3/4.",
                because="Fraction, exact as text",
                placeholder="e.g. 3/4",
            )
        case "builtins.complex":
            return TextFormat(
                parse=_complex,
                format=_exactly(complex, lambda value: str(value).strip("()")),
                wanted="Enter a complex number, e.g. 1+2j.",
                because="complex, as text",
                placeholder="e.g. 1+2j",
            )
        case "uuid.UUID":
            return TextFormat(
                parse=tp,
                format=_exactly(tp),
                wanted="Enter a UUID, e.g. 12345678-1234-5678-1234-567812345678.",
                because="UUID, as text",
                monospace=True,
            )
    return None


def format_of(annotation: Any) -> TextFormat | None:
    """Return how a type is written as text; `None` for other types and for `str` itself."""
    if not isinstance(annotation, type) or annotation is str:
        return None
    exact = _exact(annotation)
    if exact is not None:
        return exact
    name = annotation.__name__
    if is_named(annotation, "pydantic.SecretStr"):
        return _secret(annotation, annotation)
    if is_named(annotation, "pydantic.SecretBytes"):
        return _secret(annotation, lambda text: annotation(text.encode()))
    if is_named(annotation, "pydantic.EmailStr"):
        return _named(str, "e-mail address", "email")
    if is_named(annotation, "ipaddress._BaseAddress", "ipaddress._BaseNetwork"):
        return _named(annotation, name)
    if is_named(annotation, "pydantic._BaseUrl", "pydantic.AnyUrl", "pydantic_core.Url"):
        return _named(annotation, "web address")
    if issubclass(annotation, str):
        return _named(annotation, name)
    return None


def _secret(tp: Any, parse: Callable[[str], Any]) -> TextFormat:
    def format(value: Any) -> str:
        secret = value.get_secret_value() if isinstance(value, tp) else value
        return secret.decode() if isinstance(secret, bytes) else str(secret)

    return TextFormat(
        parse=parse,
        format=format,
        wanted="Enter a secret.",
        because=f"{tp.__name__}, hidden",
        type="password",
    )


def _named(tp: Any, name: str, type: Literal["text", "email"] = "text") -> TextFormat:
    article = "an" if name[0] in "aeiouAEIO" else "a"
    return TextFormat(
        parse=tp, format=str, wanted=f"Enter {article} {name}.", because=name, type=type
    )
