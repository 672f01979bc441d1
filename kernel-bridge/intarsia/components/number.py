"""A field for a number."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from ..errors import InvalidValueError
from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from .base import Accepted, Infer, InferOutput
from .bounds import Bounds, drawable
from .fieldcomponent import PLACING, FieldComponent, FieldSpec
from .hints import arms, example_of, is_named, is_nullable, qualified_name, start, without_none
from .numbers import (
    look_at_bounds,
    read_number,
    refuse_step,
    rounded,
    show_number,
    written_number,
)


@dataclass(frozen=True, kw_only=True)
class NumberSpec(FieldSpec):
    """The description of a number."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    """Whether the minimum itself is not allowed."""
    exclusive_maximum: bool = False
    """Whether the maximum itself is not allowed."""
    step: float | None = None
    """What an arrow key adds; null lets the browser choose."""
    precision: int | None = None
    """Digits after the point; null shows any."""
    whole: bool = False
    """Whether a number that is not whole is a mistake; otherwise the kernel rounds it."""
    placeholder: str | None = None


class Number(FieldComponent):
    """A field for a number.

    The function gets an `int` or a `float`, or `None` when it is empty.

    Parameters
    ----------
    value : float, optional
        The number at the start; by default empty with a `placeholder`, 0 without, as in Gradio.
    placeholder : str, optional
        Shown while it is empty.
    precision : int, optional
        Digits after the point to round to; 0 gives an `int`. By default any number is taken as
        it is. For a parameter that is an `int`, other numbers are refused.
    minimum, maximum : float, optional
        Bounds, checked in the kernel.
    step : float, default 1
        What an arrow key adds. Numbers between two steps are taken as well.
    exclusive_minimum, exclusive_maximum : bool, default False
        Whether the bound itself is not allowed.
    multiple_of : float, optional
        Take only multiples of this.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Examples
    --------
    >>> Number(maximum=5).preprocess(7)
    Traceback (most recent call last):
    intarsia.errors.InvalidValueError: Must be 5 or less.
    """

    kind = "number"
    spec_type = NumberSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "submit", "focus", "blur")
    ORDER: ClassVar[tuple[str, ...]] = (
        *("value", "label", "placeholder", "info", *PLACING),
        *("buttons", "precision", "minimum", "maximum", "step"),
    )

    def __init__(
        self,
        value: float | None = None,
        label: str | None = None,
        placeholder: str | None = None,
        info: str | None = None,
        *,
        precision: int | None = None,
        minimum: float | None = None,
        maximum: float | None = None,
        step: float = 1,
        exclusive_minimum: bool = False,
        exclusive_maximum: bool = False,
        multiple_of: float | None = None,
        **common: Any,
    ) -> None:
        super().__init__(value, label=label, info=info, **common)
        self.placeholder = placeholder
        self.precision = precision
        self.step = step
        self.bounds = Bounds(
            ge=None if exclusive_minimum else minimum,
            gt=minimum if exclusive_minimum else None,
            le=None if exclusive_maximum else maximum,
            lt=maximum if exclusive_maximum else None,
            multiple_of=multiple_of,
        )
        self.always_float = False
        """Whether a whole number becomes a `float` too."""

    def look_over(self) -> None:
        super().look_over()
        lower, upper = self.bounds.lower, self.bounds.upper
        if lower is not None and upper is not None and lower > upper:
            raise ValueError(
                f"No number lies between a minimum of {lower} and a maximum of {upper}."
            )
        refuse_step("Number", self.step)
        look_at_bounds("Number", self.value, self.bounds)

    def set_interpret_parameters(
        self,
        steps: int = 3,
        delta: float = 1,
        delta_type: Literal["percent", "absolute"] = "percent",
    ) -> Self:
        """Say which neighbours are tried when a result is explained, as Gradio 3 does.

        Parameters
        ----------
        steps : int, default 3
            How many to each side.
        delta : float, default 1
            How far they are apart.
        delta_type : {"percent", "absolute"}, default "percent"
            What `delta` is.

        Examples
        --------
        >>> Number().set_interpret_parameters(delta=5).interpret_parameters
        {'steps': 3, 'delta': 5, 'delta_type': 'percent'}
        """
        self.interpret_parameters = {"steps": steps, "delta": delta, "delta_type": delta_type}
        return self

    def own_spec(self) -> dict[str, Any]:
        bounds = self.bounds
        step = bounds.multiple_of if bounds.multiple_of and self.step == 1 else self.step
        return {
            "minimum": drawable(bounds.lower),
            "maximum": drawable(bounds.upper),
            "exclusive_minimum": bounds.lower is not None and bounds.lower == bounds.gt,
            "exclusive_maximum": bounds.upper is not None and bounds.upper == bounds.lt,
            "step": drawable(step),
            "precision": self.precision,
            "whole": self.of_function and self.precision == 0,
            "placeholder": self.placeholder,
        }

    def preprocess(self, value: Json) -> Any:
        if value is None:
            if self.required:
                whole = self.precision == 0
                raise InvalidValueError("Enter a whole number." if whole else "Enter a number.")
            return None
        return read_number(
            value,
            self.precision,
            self.bounds,
            either=not self.always_float,
            rounds=not self.of_function,
        )

    def initial(self) -> Json:
        shows_zero = (
            self.value is None
            and self.placeholder is None
            and self.interactive is not False
            and not (self.of_function or self.required)
        )
        return 0 if shows_zero else super().initial()

    def postprocess(self, value: Any) -> Json:
        try:
            is_written = isinstance(value, str) and not self.of_function
            number = show_number(written_number(value) if is_written else value)
            return number if self.of_function else rounded(number, self.precision)
        except (TypeError, ValueError, OverflowError):
            raise self.refuse(value, "a number") from None

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        parts = arms(without_none(field.annotation))
        if parts == (int,) and self.precision is None:
            self.precision = 0
        self.always_float = parts == (float,)

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        inner = without_none(field.annotation)
        parts = set(arms(inner))
        whole = _is_whole(inner)
        if not whole and parts not in ({float}, {int, float}) and not _is_real(inner):
            return None
        number = cls(
            start(field),
            precision=0 if whole else None,
            placeholder=example_of(field),
            required=not is_nullable(field),
        )
        number.bounds = Bounds.of(field.constraints)
        number.always_float = parts == {float}
        empty = "; empty gives None" if is_nullable(field) else ""
        bounded = number.bounds.lower is not None or number.bounds.upper is not None
        name = qualified_name(inner) + (" with bounds" if bounded else "")
        because = f"{name}{empty}"
        return Accepted(number, because)

    @classmethod
    def for_output(cls, annotation: Any, infer: InferOutput) -> Accepted | None:
        inner = without_none(annotation)
        if set(arms(inner)) <= {int, float} or _is_whole(inner) or _is_real(inner):
            return Accepted(cls(interactive=False), f"returns {qualified_name(annotation)}")
        return None


def _is_whole(annotation: Any) -> bool:
    return (
        annotation is int
        or is_named(annotation, "numpy.integer")
        or _abstract(annotation, "Integral")
    )


def _is_real(annotation: Any) -> bool:
    return is_named(annotation, "numpy.floating") or _abstract(annotation, "Real", "Number")


def _abstract(annotation: Any, *names: str) -> bool:
    """Whether it is one of the abstract classes of `numbers`."""
    module, name = getattr(annotation, "__module__", ""), getattr(annotation, "__name__", "")
    return module == "numbers" and name in names
