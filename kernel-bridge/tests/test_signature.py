# ruff: noqa: F722, F821, UP007, UP044, UP045  # the unusual spellings are what is tested
import functools
import inspect
import math
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    Optional,
    TypedDict,
    TypeVar,
    Union,
    Unpack,
)

import annotated_types as at
import numpy as np
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import Doc, ReadOnly, TypeAliasType

from intarsia.signature import (
    MISSING,
    Constraints,
    Field,
    Signature,
    SignatureError,
    read_signature,
    unwrap,
)

HERE = Path(__file__).parent
T = TypeVar("T")
Bounded = TypeVar("Bounded", bound=float)
Chosen = TypeVar("Chosen", int, str)
Named = TypeVar("Named", bound="Iris")
Stars = Annotated[int, at.Ge(0), at.Le(5)]
Count = NewType("Count", Annotated[int, at.Gt(0)])
Wide = NewType("Wide", Count)
Alias = TypeAliasType("Alias", Annotated[float, at.Ge(0)])
Pairs = TypeAliasType("Pairs", dict[str, T], type_params=(T,))
Loop = TypeAliasType("Loop", "Loop")
Json = TypeAliasType("Json", Union[dict[str, "Json"], int])


class Iris(NamedTuple):
    length: float
    width: float = 1.3


def shape(fn: Callable[..., Any]) -> list[tuple[str, str, Any, Any]]:
    """What most tests look at."""
    fields = read_signature(fn).fields
    return [(field.name, field.kind, field.annotation, field.default) for field in fields]


def only(fn: Callable[..., Any]) -> Field:
    (field,) = read_signature(fn).fields
    return field


# --- kinds of callables -------------------------------------------------------------


def every(a: int, /, b: "float" = 1.0, *c: str, d: bool, e=None, **f: bytes) -> Literal["x"]:
    """Takes all.

    Args:
        a: First.
        f: Last.

    Returns:
        str: The letter.
    """
    return "x"


async def waits(x: int) -> int:
    return x


def yields(x: int) -> Iterator[int]:
    yield x


async def streams(x: int) -> AsyncIterator[int]:
    yield x


def wrapped(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    return wrapper


class Model:
    """Decides.

    Args:
        path: Where it is.
    """

    def __init__(self, path: str, *, size: int = 3) -> None:
        self.path = path

    def predict(self, x: float, y: "Model | None" = None) -> float:
        """Guess."""
        return x

    later = functools.partialmethod(predict, y=None)

    @classmethod
    def load(cls, path: str = "m") -> "Model":
        return cls(path)

    @staticmethod
    def free(x: int) -> int:
        return x

    @wrapped
    def decorated(self, x: int) -> int:
        return x

    def __call__(self, x: int, scale: float = 2.0) -> float:
        """Call it.

        Args:
            x: Input.
        """
        return x * scale

    async def wait(self, x: int) -> int:
        return x


class Better(Model):
    def predict(self, x: float, y: "Model | None" = None) -> float:
        return x


class Silent:
    """Says it on the class.

    Args:
        x: Input.
    """

    def __call__(self, x): ...


class Streaming:
    async def __call__(self, x: int):
        yield x


@functools.lru_cache
def cached(x: int) -> int:
    """Remembers."""
    return x


@functools.singledispatch
def dispatched(x: int) -> int:
    return x


P_OR_K = "positional_or_keyword"
model = Model("m")


def test_every_kind() -> None:
    assert shape(every) == [
        ("a", "positional_only", int, MISSING),
        ("b", P_OR_K, float, 1.0),
        ("c", "var_positional", str, MISSING),
        ("d", "keyword_only", bool, MISSING),
        ("e", "keyword_only", MISSING, None),
        ("f", "var_keyword", bytes, MISSING),
    ]
    signature = read_signature(every)
    assert (signature.name, signature.summary) == ("every", "Takes all.")
    assert (signature.returns, signature.returns_help) == (Literal["x"], "The letter.")
    assert [field.help for field in signature.fields][::5] == ["First.", "Last."]
    assert signature.injected == ()


@pytest.mark.parametrize(
    ("fn", "name", "fields"),
    [
        (lambda x, y=1: x, "lambda", [("x", P_OR_K, MISSING, MISSING), ("y", P_OR_K, MISSING, 1)]),
        (lambda: 1, "lambda", []),
        (
            model.predict,
            "predict",
            [("x", P_OR_K, float, MISSING), ("y", P_OR_K, Model | None, None)],
        ),
        (
            Model.predict,
            "predict",
            [
                ("self", P_OR_K, MISSING, MISSING),
                ("x", P_OR_K, float, MISSING),
                ("y", P_OR_K, Model | None, None),
            ],
        ),
        (
            model.later,
            "predict",
            [("x", P_OR_K, float, MISSING), ("y", "keyword_only", Model | None, None)],
        ),
        (Model.load, "load", [("path", P_OR_K, str, "m")]),
        (Model.free, "free", [("x", P_OR_K, int, MISSING)]),
        (model.decorated, "decorated", [("x", P_OR_K, int, MISSING)]),
        (model, "Model", [("x", P_OR_K, int, MISSING), ("scale", P_OR_K, float, 2.0)]),
        (Model, "Model", [("path", P_OR_K, str, MISSING), ("size", "keyword_only", int, 3)]),
        (Iris, "Iris", [("length", P_OR_K, float, MISSING), ("width", P_OR_K, float, 1.3)]),
        (
            functools.partial(every, 1, d=True),
            "every",
            [
                ("b", P_OR_K, float, 1.0),
                ("c", "var_positional", str, MISSING),
                ("d", "keyword_only", bool, True),
                ("e", "keyword_only", MISSING, None),
                ("f", "var_keyword", bytes, MISSING),
            ],
        ),
        (functools.partial(functools.partial(waits), 1), "waits", []),
        (functools.partial(model, scale=1.0), "Model", [
            ("x", P_OR_K, int, MISSING), ("scale", "keyword_only", float, 1.0),
        ]),
        (functools.partial(model.predict, 1.0), "predict", [("y", P_OR_K, Model | None, None)]),
        (wrapped(waits), "waits", [("x", P_OR_K, int, MISSING)]),
        (wrapped(wrapped(model.predict)), "predict", [
            ("x", P_OR_K, float, MISSING), ("y", P_OR_K, Model | None, None),
        ]),
        (cached, "cached", [("x", P_OR_K, int, MISSING)]),
        (dispatched, "dispatched", [("x", P_OR_K, int, MISSING)]),
        (divmod, "divmod", [
            ("x", "positional_only", MISSING, MISSING), ("y", "positional_only", MISSING, MISSING),
        ]),
        (math.gcd, "gcd", [("integers", "var_positional", MISSING, MISSING)]),
        ("a".count, "count", None),
        (math.sqrt, "sqrt", [("x", "positional_only", MISSING, MISSING)]),
        (sorted, "sorted", [
            ("iterable", "positional_only", MISSING, MISSING),
            ("key", "keyword_only", MISSING, None),
            ("reverse", "keyword_only", MISSING, False),
        ]),
        (np.linspace, "linspace", None),
    ],
)  # fmt: skip
def test_any_callable(fn: Any, name: str, fields: Any) -> None:
    try:
        signature = read_signature(fn)
    except SignatureError:
        assert fields is None
        return
    assert signature.name == name
    if fields is not None:
        assert shape(fn) == fields


@pytest.mark.parametrize(
    ("fn", "flavour"),
    [
        (every, "function"),
        (waits, "coroutine"),
        (yields, "generator"),
        (streams, "async_generator"),
        (functools.partial(waits, 1), "coroutine"),
        (functools.partial(functools.partial(streams)), "async_generator"),
        (model.wait, "coroutine"),
        (functools.partial(model.wait, 1), "coroutine"),
        (Streaming(), "async_generator"),
        (functools.partial(Streaming()), "async_generator"),
        (model, "function"),
        (Model, "function"),
        (divmod, "function"),
        (cached, "function"),
        # What is called is a plain function; that it returns a generator shows at run time.
        (wrapped(yields), "function"),
        (wrapped(waits), "function"),
    ],
)
def test_flavour(fn: Any, flavour: str) -> None:
    assert read_signature(fn).flavour == flavour


@pytest.mark.parametrize(
    ("fn", "summary", "helps"),
    [
        (model, "Call it.", ["Input.", None]),
        (Silent(), "Says it on the class.", ["Input."]),
        (Model, "Decides.", ["Where it is.", None]),
        (Better("m").predict, "Guess.", [None, None]),
        (functools.partial(every, 1, d=True), "Takes all.", [None] * 4 + ["Last."]),
        (cached, "Remembers.", [None]),
        (wrapped(every), "Takes all.", ["First.", *[None] * 4, "Last."]),
        (Iris, None, [None, None]),
        (lambda x: x, None, [None]),
        (divmod, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", [None, None]),
    ],
)
def test_documentation(fn: Any, summary: str, helps: list[str | None]) -> None:
    signature = read_signature(fn)
    assert (signature.summary, [field.help for field in signature.fields]) == (summary, helps)


def test_a_class_returns_itself() -> None:
    assert read_signature(Model).returns is Model
    assert read_signature(model).returns is float


class Stubborn:
    def __call__(self, x): ...

    @property
    def __signature__(self):
        raise RuntimeError("not today")


@pytest.mark.parametrize("fn", [getattr, max, type, dict, Stubborn(), 7, None, "text"])
def test_no_signature(fn: Any) -> None:
    with pytest.raises(SignatureError) as caught:
        read_signature(fn)
    assert isinstance(caught.value, TypeError)
    assert "are not known" in str(caught.value) or "cannot be called" in str(caught.value)


# --- annotations ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("annotation", "bare", "constraints"),
    [
        (int, int, {}),
        (None, type(None), {}),
        (Any, Any, {}),
        ("int", int, {}),
        ("'int'", int, {}),
        ("list['Iris']", list[Iris], {}),
        (list["Iris"], list[Iris], {}),
        ("Optional[Iris]", Optional[Iris], {}),
        ("int | None", int | None, {}),
        (Stars, int, {"ge": 0, "le": 5}),
        (Annotated[Stars, at.Ge(1), at.MultipleOf(2)], int, {"ge": 1, "le": 5, "multiple_of": 2}),
        (Annotated[float, at.Interval(gt=0, le=1)], float, {"gt": 0, "le": 1}),
        (Annotated[str, at.MinLen(1), at.MaxLen(9)], str, {"min_length": 1, "max_length": 9}),
        (Annotated[list[int], at.Len(2, 3)], list[int], {"min_length": 2, "max_length": 3}),
        (Annotated[str, slice(2, 5)], str, {"min_length": 2, "max_length": 5}),
        (Annotated[str, slice(0, None)], str, {}),
        (Count, int, {"gt": 0}),
        (Wide, int, {"gt": 0}),
        (Alias, float, {"ge": 0}),
        (Annotated[Alias, at.Le(9)], float, {"ge": 0, "le": 9}),
        (Pairs[int], dict[str, int], {}),
        (Json, Union[dict[str, Json], int], {}),
        (Bounded, float, {}),
        (Chosen, Union[int, str], {}),
        (Named, Iris, {}),
        (T, MISSING, {}),
        (Loop, MISSING, {}),
        (Final[int], int, {}),
        (Final, MISSING, {}),
        (ReadOnly[Stars], int, {"ge": 0, "le": 5}),
        # Optional stays, what is wrapped inside it does not.
        (Optional[Stars], Optional[int], {"ge": 0, "le": 5}),
        (Stars | None, Optional[int], {"ge": 0, "le": 5}),
        (None | Count, Optional[int], {"gt": 0}),
        (Annotated[Stars | None, at.Le(3)], Optional[int], {"ge": 0, "le": 3}),
        (Union[Stars, str], Union[Stars, str], {}),
        (list[Stars], list[Stars], {}),
        (Annotated[int, pydantic.Field(ge=0, lt=5)], int, {"ge": 0, "lt": 5}),
        (Annotated[str, pydantic.Field(pattern="^a")], str, {"pattern": "^a"}),
        (Annotated[str, pydantic.Field(max_length=3)], str, {"max_length": 3}),
        (pydantic.conint(ge=1, multiple_of=2), int, {"ge": 1, "multiple_of": 2}),
        (pydantic.constr(pattern="a+", max_length=4), str, {"pattern": "a+", "max_length": 4}),
        (pydantic.conlist(int, min_length=1), list[int], {"min_length": 1}),
        (pydantic.PositiveInt, int, {"gt": 0}),
        (pydantic.PositiveInt | None, Optional[int], {"gt": 0}),
        (Annotated[float, pydantic.Field(gt=0), pydantic.Field(le=2)], float, {"gt": 0, "le": 2}),
    ],
)
def test_annotation(annotation: Any, bare: Any, constraints: dict[str, Any]) -> None:
    def fn(x): ...

    fn.__annotations__ = {"x": annotation, "return": annotation}
    field = only(fn)
    assert field.annotation == bare
    assert type(field.annotation) is type(bare) or isinstance(bare, type(int | str))
    assert field.constraints == Constraints(**constraints)
    assert field.unresolved is None
    assert read_signature(fn).returns == bare


Slider = type("Slider", (), {"max_length": 3, "title": "no", "__iter__": None})


def test_metadata_of_others_is_kept() -> None:
    slider, predicate = Slider(), at.Predicate(bool)
    found = unwrap(Annotated[int, slider, at.Ge(1), predicate, at.Unit("m"), "in metres", None])
    assert found.metadata == (slider, predicate, at.Unit("m"), "in metres")
    assert found.constraints == Constraints(ge=1)
    assert (found.label, found.help) == (None, "in metres")


@pytest.mark.parametrize(
    ("metadata", "help"),
    [
        ([Doc("Said.")], "Said."),
        ([at.doc("Said.")], "Said."),
        ([pydantic.Field(description="Said.")], "Said."),
        (["Said."], "Said."),
        (["Loose.", Doc("Said.")], "Said."),
        ([at.Ge(0)], "From the docstring."),
    ],
)
def test_help(metadata: list[Any], help: str) -> None:
    def fn(x):
        """Args:
        x (str, optional): From the docstring.
        """

    fn.__annotations__ = {"x": Annotated[tuple((str, *metadata))]}
    assert (only(fn).help, only(fn).doc_type, only(fn).long) == (help, "str", False)


def test_pydantic_field() -> None:
    def fn(
        a: Annotated[int, pydantic.Field(title="Apples", examples=[1, 2], default=3)],
        b: int = pydantic.Field(ge=0, le=5, description="Bananas."),
        c: int = pydantic.Field(7),
        d: list[int] = pydantic.Field(default_factory=list),
        e: Annotated[int, pydantic.Field(default=3)] = 4,
        f: int = pydantic.Field(...),
        g: int = pydantic.Field(default_factory=lambda: 1 // 0),
    ): ...

    a, b, c, d, e, f, g = read_signature(fn).fields
    assert (a.label, a.examples, a.default, a.metadata) == ("Apples", (1, 2), 3, ())
    assert (b.help, b.default, b.constraints) == ("Bananas.", MISSING, Constraints(ge=0, le=5))
    assert [field.default for field in (c, d, e, f, g)] == [7, [], 4, MISSING, MISSING]
    assert [field.optional for field in (a, b, f, g)] == [False, False, False, True]


def test_return_metadata() -> None:
    def fn() -> Annotated[float, "share", 7]: ...

    signature = read_signature(fn)
    assert (signature.returns, signature.returns_metadata) == (float, ("share", 7))
    assert signature.returns_help == "share"


class Options(TypedDict, total=False):
    depth: int
    name: str


def test_unpacked_options() -> None:
    def fn(x: int, **options: Unpack[Options]): ...

    assert shape(fn)[1:] == [
        ("depth", "keyword_only", int, MISSING),
        ("name", "keyword_only", str, MISSING),
    ]
    assert [field.optional for field in read_signature(fn).fields] == [False, True, True]
    assert read_signature(fn).bind({"x": 1, "name": "n"}) == ((), {"x": 1, "name": "n"})


def test_unpacked_items() -> None:
    def fn(*x: Unpack[tuple[int, ...]]): ...

    def starred(*x: *tuple[int, ...]): ...

    def text(*x: "*tuple[int, ...]"): ...

    def several(*x: *tuple[int, str]): ...

    for each in (fn, starred, text):
        assert shape(each) == [("x", "var_positional", int, MISSING)]
    assert only(several).annotation is MISSING


# --- names that do not resolve -------------------------------------------------------


def test_one_bad_name_costs_only_its_own_field() -> None:
    def fn(a: "Nowhere", b: "int", c: "list[Nowhere]", d: "not python", e: Iris, f: "1/0"): ...

    with pytest.raises((NameError, SyntaxError)):
        inspect.get_annotations(fn, eval_str=True)
    fields = read_signature(fn).fields
    assert [field.annotation for field in fields] == [MISSING, int, MISSING, MISSING, Iris, MISSING]
    reasons = {field.name: field.unresolved for field in fields if field.unresolved}
    assert list(reasons) == ["a", "c", "d", "f"]
    assert reasons["a"] == "Nowhere: name 'Nowhere' is not defined"
    assert reasons["c"] == "list[Nowhere]: name 'Nowhere' is not defined"
    assert reasons["f"] == "1/0: division by zero"


def test_bad_return_annotation() -> None:
    def fn(x: int) -> "Nowhere": ...

    signature = read_signature(fn)
    assert signature.returns is MISSING
    assert signature.returns_unresolved == "Nowhere: name 'Nowhere' is not defined"
    assert shape(fn) == [("x", P_OR_K, int, MISSING)]


def test_names_imported_for_checkers_only() -> None:
    def fn(x: "pandas.DataFrame", y: "Hashable", z: "Collection[int]"): ...

    x, y, z = read_signature(fn).fields
    assert x.unresolved is not None
    assert y.annotation.__name__ == "Hashable"
    assert z.annotation.__name__ == "Collection"


def test_annotations_that_are_no_types() -> None:
    def fn(a: 5, b: "'some words'", c: Iris(1, 2), d: [1, 2]): ...

    a, b, c, d = read_signature(fn).fields
    assert (a.annotation, c.annotation, d.annotation) == (5, Iris(1, 2), [1, 2])
    assert b.annotation is MISSING
    assert (b.unresolved or "").startswith("'some words': ")


# --- binding ---------------------------------------------------------------------------


def call(a, b=2, /, c=3, *d, e=5, f, **g):
    return a, b, c, d, e, f, g


CALL = read_signature(call)


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"a": 1, "f": 6}, (1, 2, 3, (), 5, 6, {})),
        ({"a": 1, "f": 6, "c": 9}, (1, 2, 9, (), 5, 6, {})),
        ({"a": 1, "f": 6, "d": [7, 8]}, (1, 2, 3, (7, 8), 5, 6, {})),
        ({"a": 1, "f": 6, "d": (7,), "b": 0, "c": 0}, (1, 0, 0, (7,), 5, 6, {})),
        ({"a": 1, "f": 6, "d": [], "g": {}}, (1, 2, 3, (), 5, 6, {})),
        ({"a": 1, "f": 6, "d": None, "g": None}, (1, 2, 3, (), 5, 6, {})),
        ({"a": 1, "f": 6, "e": MISSING}, (1, 2, 3, (), 5, 6, {})),
        # A positional-only name is free for **kwargs.
        ({"a": 1, "f": 6, "g": {"a": 0, "z": 1}}, (1, 2, 3, (), 5, 6, {"a": 0, "z": 1})),
    ],
)
def test_bind(values: dict[str, Any], result: tuple[Any, ...]) -> None:
    args, kwargs = CALL.bind(values)
    assert call(*args, **kwargs) == result


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"a": 1, "f": 6, "g": {"c": 0}}, "'c' cannot be a key of **g: call has a field"),
        ({"a": 1, "f": 6, "g": {"f": 0}}, "'f' cannot be a key"),
        ({"a": 1, "f": 6, "g": {1: 0}}, "takes names as keys, not 1"),
        ({"a": 1, "f": 6, "g": [1]}, r"**g of call takes a mapping, not list"),
        ({"a": 1, "f": 6, "d": "abc"}, "*d of call takes a list of values, not str"),
        ({"a": 1, "f": 6, "d": 5}, "takes a list of values, not int"),
        ({"b": 1, "f": 6}, "call needs a value for 'a'"),
        ({"d": [1], "f": 6}, "call needs a value for 'a'"),
        ({"a": 1, "zz": 6}, "call has no field 'zz'; it has a, b, c, d, e, f, g"),
    ],
)
def test_bind_refuses(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 # the words are looked at below
        CALL.bind(values)
    assert words in str(caught.value)


def test_what_is_missing_is_left_to_the_callable() -> None:
    args, kwargs = CALL.bind({})
    assert (args, kwargs) == ((), {})
    with pytest.raises(TypeError, match="missing"):
        call(*args, **kwargs)


def _only_by_position(fn):
    @functools.wraps(fn)
    def wrapper(*args):
        return fn(*args)

    return wrapper


def _only_by_name(fn):
    @functools.wraps(fn)
    def wrapper(**kwargs):
        return fn(**kwargs)

    return wrapper


@pytest.mark.parametrize("wrap", [_only_by_position, _only_by_name, functools.singledispatch])
def test_a_wrapper_gets_arguments_as_it_takes_them(wrap: Any) -> None:
    def power(base: int, exponent: int = 2) -> int:
        return base**exponent

    wrapped = wrap(power)
    signature = read_signature(wrapped)
    assert [field.name for field in signature.fields] == ["base", "exponent"]
    for values, result in [({"base": 3}, 9), ({"base": 3, "exponent": 3}, 27)]:
        args, kwargs = signature.bind(values)
        assert wrapped(*args, **kwargs) == result


def test_bound_keywords_of_a_partial_may_be_changed() -> None:
    partial = functools.partial(call, 1, f=0)
    args, kwargs = read_signature(partial).bind({"f": 6, "d": []})
    assert partial(*args, **kwargs) == (1, 2, 3, (), 5, 6, {})


@given(
    st.dictionaries(st.sampled_from("abcef"), st.integers()),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(min_size=1, max_size=2), st.integers(), max_size=3),
)
def test_bind_agrees_with_python(
    values: dict[str, int], items: list[int], extras: dict[str, int]
) -> None:
    try:
        args, kwargs = CALL.bind({**values, "d": items, "g": extras})
    except ValueError:
        assert "a" not in values or extras.keys() & set("cef")
        return
    if "a" not in values or "f" not in values:
        with pytest.raises(TypeError):
            call(*args, **kwargs)
        return
    a, b, c, d, e, f, g = call(*args, **kwargs)
    defaults = {"b": 2, "c": 3, "e": 5}
    assert {"a": a, "b": b, "c": c, "e": e, "f": f} == {**defaults, **values}
    assert (d, g) == (tuple(items), extras)


# --- the whole ---------------------------------------------------------------------------


def test_generic_callable() -> None:
    @dataclass
    class Box(Generic[T]):
        item: T
        also: "list[T] | None" = None

    signature = read_signature(Box[int])
    assert shape(Box[int]) == [
        ("item", P_OR_K, int, MISSING),
        ("also", P_OR_K, list[int] | None, None),
    ]
    assert (signature.name, signature.returns) == ("Box", Box[int])


def test_a_signature_is_frozen() -> None:
    signature = read_signature(waits)
    assert isinstance(signature, Signature)
    with pytest.raises(AttributeError):
        signature.name = "other"  # type: ignore[misc]  # that is the claim


def test_importing_is_light() -> None:
    heavy = {
        "annotated_types",
        "attr",
        "numpy",
        "pandas",
        "pydantic",
        "typing_extensions",
        "IPython",
    }
    code = "import sys, intarsia.signature; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=HERE.parent
    )
    assert heavy & set(done.stdout.split()) == set()
