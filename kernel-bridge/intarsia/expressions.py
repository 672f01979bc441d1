"""Properties that follow the values of components: `visible=mode.is_("advanced")`.

An expression is data. It is written in Python with methods and operators, travels in the
description, and is worked out in the browser, where nobody has to wait for the kernel, and again
in the kernel. The rules are those of `src/protocol/expressions.ts`; the fixtures in
`schema/fixtures/` are read by both.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from .spec import ComponentSpec, ExpressionSpec, Operator
from .wire import plain

MAX_SIZE = 1000
MAX_DEPTH = 24

Read = Callable[[str], Any]
"""From the id of a component to its value, as it travels."""

Spec = TypeVar("Spec", bound=ComponentSpec)


class Operand:
    """What can be asked of a value that the browser knows: a component's, or an expression's.

    Each of these methods and operators makes an `Expression`, for `visible`, `interactive` and
    `choices` of other components. It follows the value at once, also while a person types or drags.

    Besides them, `<`, `<=`, `>` and `>=` compare numbers or texts, `&` is "and", `|` is "or", and
    `~` is "not". `==` asks whether two components are the same object, as ever: `is_` asks for
    the value.
    """

    is_operand = True
    """Whether it is worked out in the browser."""

    def expression(self) -> Expression:
        """Return the expression for the value itself."""
        raise NotImplementedError

    def operand(self, value: Any) -> Any:
        """Return what a value of Python's that this one is compared with is when it travels."""
        return plain(value)

    def is_(self, value: Any) -> Expression:
        """Whether the value equals another one.

        A number is never a truth value, and `nan` is `nan`.

        Parameters
        ----------
        value
            As a function would get it: a choice, a text, a number; or another component.

        Examples
        --------
        >>> from intarsia import Checkbox, Radio, Textbox
        >>> mode = Radio(["simple", "advanced"])
        >>> field = Textbox(visible=mode.is_("advanced"))
        """
        return _node("is", self, self._other(value))

    def isnt(self, value: Any) -> Expression:
        """Whether the value differs from another one.

        Parameters
        ----------
        value
            As with `is_`.
        """
        return ~self.is_(value)

    def in_(self, values: Any) -> Expression:
        """Whether the value is one of several.

        Parameters
        ----------
        values : iterable, component or Expression
            The values; of a component, those that are chosen, or the text that it shall be part of.
        """
        if isinstance(values, Operand):
            return _node("contains", values, self)
        if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
            raise TypeError(f"in_() takes a list of values, not {values!r}: is_() takes one.")
        return _node("contains", _constant([self.operand(value) for value in values]), self)

    def contains(self, part: Any) -> Expression:
        """Whether a text has this within it, or this is among those that are chosen.

        Capitals count.

        Parameters
        ----------
        part : str, choice, component or Expression
            What to look for.
        """
        return _node("contains", self, self._other(part))

    def is_empty(self) -> Expression:
        """Whether nothing is entered, chosen or uploaded. Zero and `False` are something."""
        return _node("empty", self)

    def length(self) -> Expression:
        """How many characters a text has, or how many are chosen or uploaded; 0 when empty."""
        return _node("length", self)

    def choose(self, cases: Mapping[Any, Any], otherwise: Any = None) -> Expression:
        """What stands beside the value in a table.

        Parameters
        ----------
        cases : dict
            By value, what shall be: for `choices`, a list of choices.
        otherwise : optional
            What shall be for all other values; by default `None`: no choices.

        Examples
        --------
        >>> from intarsia import Dropdown
        >>> country = Dropdown(["de", "fr"])
        >>> city = Dropdown(choices=country.choose({"de": ["Berlin"], "fr": ["Paris", "Lyon"]}))
        """
        if not isinstance(cases, Mapping):
            raise TypeError(
                f"choose() takes a dict from values to what shall be, not {type(cases).__name__}."
            )
        of: list[Operand] = [self]
        for value, result in cases.items():
            of += [_constant(self.operand(value)), _result(result)]
        return _node("choose", *of, _result(otherwise))

    def __lt__(self, other: Any) -> Expression:
        return _node("less", self, self._other(other))

    def __le__(self, other: Any) -> Expression:
        return _node("at_most", self, self._other(other))

    def __gt__(self, other: Any) -> Expression:
        return _node("less", self._other(other), self)

    def __ge__(self, other: Any) -> Expression:
        return _node("at_most", self._other(other), self)

    def __and__(self, other: Any) -> Expression:
        return _joined("all", self, other)

    def __rand__(self, other: Any) -> Expression:
        return _joined("all", other, self)

    def __or__(self, other: Any) -> Expression:
        return _joined("any", self, other)

    def __ror__(self, other: Any) -> Expression:
        return _joined("any", other, self)

    def __invert__(self) -> Expression:
        return _node("not", self)

    def _other(self, value: Any) -> Operand:
        return value if isinstance(value, Operand) else _constant(self.operand(value))


class Expression(Operand):
    """A value that is worked out from those of components, whenever they change.

    Made by the operators and methods of components: `n > 3`, `mode.is_("advanced") & ~done`.

    Raises
    ------
    TypeError
        When Python asks whether it is true, in `if`, `and`, `or`, `not` or `1 < n < 5`: that is
        known in the browser alone.
    ValueError
        When it grows beyond what a description may hold.

    Examples
    --------
    >>> from intarsia import Number
    >>> n = Number(4)
    >>> (n > 3) & (n < 5)
    <Expression: all>
    """

    is_expression = True

    def __init__(
        self,
        op: Operator,
        of: tuple[Expression, ...] = (),
        source: Any = None,
        constant: Any = None,
    ) -> None:
        self.op: Operator = op
        self.of = of
        self.source = source
        """The component that it is the value of."""
        self.constant = constant
        self.size: int = 1 + sum(part.size for part in of)
        self.depth: int = 1 + max((part.depth for part in of), default=0)
        if self.size > MAX_SIZE or self.depth > MAX_DEPTH:
            raise ValueError(
                f"An expression has {MAX_SIZE:,} parts in {MAX_DEPTH} levels at the most. "
                "Let a function return gr.update(…) where more is to be decided."
            )

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        raise TypeError(
            "== asks whether two expressions are the same object. To compare values in the "
            "browser, write .is_(…), or .isnt(…) in place of !=."
        )

    def __bool__(self) -> bool:
        raise TypeError(
            "Whether this is true is worked out in the browser, whenever the value changes. "
            "Combine conditions with &, | and ~ in place of `and`, `or` and `not`, each in "
            "parentheses: (n > 3) & (n < 5). To decide with `if`, read the value in a listener."
        )

    def __repr__(self) -> str:
        return f"<Expression: {self.op}>"

    def expression(self) -> Expression:
        return self

    def sources(self) -> list[Any]:
        """Return the components whose values it is made from."""
        found = [] if self.source is None else [self.source]
        return found + [source for part in self.of for source in part.sources()]

    def with_results(self, make: Callable[[Any], Any]) -> Expression:
        """Return the same table, each of its results made into something else.

        Raises
        ------
        TypeError
            When it is no table.
        """
        if self.op == "constant":
            return Expression("constant", constant=make(self.constant))
        if self.op != "choose":
            raise TypeError(
                'choices=… follows a table: country.choose({"de": ["Berlin"], "fr": ["Paris"]}).'
            )
        last = len(self.of) - 1
        return Expression(
            "choose",
            tuple(
                part.with_results(make) if i == last or (i > 0 and i % 2 == 0) else part
                for i, part in enumerate(self.of)
            ),
        )

    def spec(self, identify: Callable[[Any], str]) -> ExpressionSpec:
        """Return what travels.

        Parameters
        ----------
        identify
            Returns the id of a component.
        """
        return ExpressionSpec(
            op=self.op,
            of=tuple(part.spec(identify) for part in self.of),
            component=None if self.source is None else identify(self.source),
            constant=plain(self.constant),
        )


def _node(op: Operator, *of: Operand) -> Expression:
    return Expression(op, tuple(part.expression() for part in of))


def _constant(value: Any) -> Expression:
    return Expression("constant", constant=value)


def _result(value: Any) -> Operand:
    return value if isinstance(value, Operand) else _constant(value)


def _joined(op: Operator, *of: Any) -> Expression:
    parts: list[Expression] = []
    for part in of:
        if not isinstance(part, (Operand, bool)):
            raise TypeError(
                f"& and | combine conditions, and {part!r} is none. Comparisons stand in "
                "parentheses: (n > 3) & (m < 5)."
            )
        found = _result(part).expression()
        parts += found.of if found.op == op else [found]  # one list, however many they are
    return Expression(op, tuple(parts))


# ------------------------------------------------------------------ working out


def evaluate(expression: ExpressionSpec, read: Read) -> Any:
    """Return what an expression is while components have these values. Never fails.

    Examples
    --------
    >>> n = ExpressionSpec(op="value", component="n")
    >>> three = ExpressionSpec(op="constant", constant=3)
    >>> evaluate(ExpressionSpec(op="less", of=(three, n)), {"n": 4}.get)
    True
    """
    op, of = expression.op, expression.of
    if op == "constant":
        return expression.constant
    if op == "value":
        return read(expression.component or "")
    if op == "all":
        return all(truth(evaluate(part, read)) for part in of)
    if op == "any":
        return any(truth(evaluate(part, read)) for part in of)
    if op == "choose":
        return _chosen(of, read)
    return _WORK[op](*(evaluate(part, read) for part in of))


def _chosen(of: tuple[ExpressionSpec, ...], read: Read) -> Any:
    if len(of) < 2:
        return None
    subject = evaluate(of[0], read)
    for case, result in zip(of[1:-1:2], of[2::2], strict=False):
        if same(subject, evaluate(case, read)):
            return evaluate(result, read)
    return evaluate(of[-1], read)


def truth(value: Any) -> bool:
    """Whether a value counts as true: nothing, zero and what is empty do not.

    Examples
    --------
    >>> [truth(value) for value in (None, 0, "", [], "no", float("nan"))]
    [False, False, False, False, True, True]
    """
    return bool(value)


def same(a: Any, b: Any) -> bool:
    """Whether two values that travel are the same in all they hold; `nan` equals itself.

    Examples
    --------
    >>> same(1, 1.0), same(True, 1), same([1, None], [1.0, None])
    (True, False, True)
    """
    if isinstance(a, (list, tuple)):
        return isinstance(b, (list, tuple)) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return (
            isinstance(b, dict)
            and a.keys() == b.keys()
            and all(same(value, b[key]) for key, value in a.items())
        )
    if _is_number(a) and _is_number(b):
        return bool(a == b or (a != a and b != b))
    return type(a) is type(b) and bool(a == b)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _are_ordered(a: Any, b: Any) -> bool:
    """Whether one of two values can be less than the other."""
    return (_is_number(a) and _is_number(b)) or (isinstance(a, str) and isinstance(b, str))


def _contains(whole: Any, part: Any) -> bool:
    if isinstance(whole, str):
        return isinstance(part, str) and part in whole
    return isinstance(whole, (list, tuple)) and any(same(item, part) for item in whole)


def _length(value: Any) -> int | None:
    if value is None:
        return 0
    return len(value) if isinstance(value, (str, list, tuple)) else None


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, (str, list, tuple, dict)) and not value)


_WORK: dict[Operator, Callable[..., Any]] = {
    "is": same,
    "less": lambda a, b: _are_ordered(a, b) and a < b,
    "at_most": lambda a, b: _are_ordered(a, b) and a <= b,
    "contains": _contains,
    "length": _length,
    "empty": _is_empty,
    "not": lambda value: not truth(value),
}


def present(spec: Spec, read: Read) -> Spec:
    """Return a description as it is while components have these values."""
    changes: dict[str, Any] = {}
    for binding in spec.bindings:
        value = evaluate(binding.expression, read)
        changes[binding.property] = value if binding.property == "choices" else truth(value)
    if "choices" in changes:
        from .spec import Choice

        changes["choices"] = tuple(Choice(**choice) for choice in changes["choices"] or ())
    return dataclasses.replace(spec, **changes) if changes else spec
