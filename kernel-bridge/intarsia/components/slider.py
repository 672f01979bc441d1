"""A number between two bounds."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Self

from ..frozen import dataclass
from ..messages import Json
from ..signature import Field
from .base import Accepted, Component, Infer
from .bounds import Bounds, drawable, plain
from .fieldcomponent import PLACING, FieldComponent, FieldSpec
from .hints import arms, is_nullable, start
from .numbers import look_at_bounds, read_number, refuse_step, rounded, show_number


@dataclass(frozen=True, kw_only=True)
class SliderSpec(FieldSpec):
    """The description of a slider."""

    minimum: float
    maximum: float
    step: float
    precision: int | None = None
    """Digits after the point; null shows any."""
    whole: bool = False
    """Whether a number that is not whole is a mistake; otherwise the kernel rounds it."""
    start: float | None = None
    """What the button `reset` sets; null for what was shown first."""


class Slider(FieldComponent):
    """A number between two bounds.

    The function gets a number, and may return one.

    Parameters
    ----------
    minimum, maximum : float, default 0 and 100
        The ends, both of them allowed.
    value : float, optional
        The start; by default the minimum.
    step : float, optional
        Between two positions of the handle; by default a fine one, 1 with `precision=0`. A
        number between two steps, entered in the field beside it, is taken as it is.
    precision : int, optional
        Digits after the point to round to; 0 gives an `int`. By default any number is taken as
        it is. For a parameter that is an `int`, other numbers are refused.
    randomize : bool, default False
        Whether each session starts with a step chosen at random, instead of `value`.
    buttons : list, optional
        What stands at the end of the label: `"reset"`, which sets the start again and is there
        by default, `Button`s of the app.
    **common
        What every component takes: `label`, `info`, `unit`, `interactive`, `visible`, `required`.

    Raises
    ------
    TypeError, ValueError
        When an end is no number, or the minimum is not below the maximum.

    Examples
    --------
    >>> Slider(0, 3).preprocess(2.5)
    2.5
    """

    kind = "slider"
    spec_type = SliderSpec
    EVENTS: ClassVar[tuple[str, ...]] = ("change", "input", "release")
    BUTTONS: ClassVar[tuple[str, ...]] = ("reset",)
    ORDER: ClassVar[tuple[str, ...]] = (
        *("minimum", "maximum", "value", "step", "precision", "label", "info", *PLACING),
        *("randomize", "buttons"),
    )

    def __init__(
        self,
        minimum: float = 0,
        maximum: float = 100,
        value: float | None = None,
        step: float | None = None,
        precision: int | None = None,
        label: str | None = None,
        info: str | None = None,
        *,
        randomize: bool = False,
        **common: Any,
    ) -> None:
        for name, end in (("minimum", minimum), ("maximum", maximum)):
            if end is None:
                raise TypeError(f"Slider({name}=…) is a number, not None.")
        super().__init__(minimum if value is None else value, label=label, info=info, **common)
        self.starts_given = value is not None
        if not minimum < maximum:
            raise ValueError(f"A slider from {minimum} to {maximum} has no room to slide.")
        self.minimum = minimum
        self.maximum = maximum
        self.step = step
        self.precision = precision
        self.bounds = Bounds(ge=minimum, le=maximum)
        is_known = not randomize and isinstance(self.value, (int, float))
        self.first = drawable(self.value) if is_known else None
        """What the button `reset` sets, however the slider is changed later."""
        self.randomize = randomize
        if randomize:
            self.fresh = self.chance
            self.value, self.starts_given = self.chance(), True
        self.always_float = False
        """Whether a whole number becomes a `float` too."""

    def look_over(self) -> None:
        super().look_over()
        refuse_step("Slider", self.step)
        look_at_bounds("Slider", self.value, self.bounds)

    def chance(self) -> float:
        """Return one of the steps, chosen at random."""
        import random  # few sliders ask for it

        step = self._step()
        value = self.minimum + random.randint(0, int((self.maximum - self.minimum) / step)) * step
        digits = max(0, str(step)[::-1].find("."))
        return round(value, digits) if digits else value

    def updated(self, changes: dict[str, Any]) -> Component:
        other = super().updated(changes)
        assert isinstance(other, Slider)
        other.first = self.first
        return other

    def default_buttons(self) -> tuple[str, ...]:
        return () if self.of_function else ("reset",)

    def set_interpret_parameters(self, steps: int = 8) -> Self:
        """Say how many values of the range are tried when a result is explained, as Gradio 3 does.

        Parameters
        ----------
        steps : int, default 8
            How many, evenly from the minimum to the maximum.

        Examples
        --------
        >>> Slider(0, 10).set_interpret_parameters(steps=11).interpret_parameters
        {'steps': 11}
        """
        self.interpret_parameters = {"steps": steps}
        return self

    def own_spec(self) -> dict[str, Any]:
        return {
            "minimum": drawable(self.minimum),
            "maximum": drawable(self.maximum),
            "step": self._step(),
            "precision": self.precision,
            "whole": self.of_function and self.precision == 0,
            "start": self.first,
        }

    def _step(self) -> float:
        if self.step is not None:
            return self.step
        if self.precision == 0:
            return 1
        fine: float = 10.0 ** math.floor(math.log10(self.maximum - self.minimum) - 2)
        return int(fine) if fine >= 1 else fine

    def preprocess(self, value: Json) -> Any:
        return read_number(
            value,
            self.precision,
            self.bounds,
            either=not self.always_float,
            rounds=not self.of_function,
        )

    def postprocess(self, value: Any) -> Json:
        try:
            number = show_number(self.minimum if value is None else value)
            return number if self.of_function else rounded(number, self.precision)
        except (TypeError, ValueError, OverflowError):
            raise self.refuse(value, "a number") from None

    def adopt(self, field: Field) -> None:
        super().adopt(field)
        if field.annotation is int and self.precision is None and self.step in (None, 1):
            self.precision = 0
        self.always_float = field.annotation is float

    @classmethod
    def for_input(cls, field: Field, infer: Infer) -> Accepted | None:
        whole, bounds = field.annotation is int, Bounds.of(field.constraints)
        if not whole and set(arms(field.annotation)) not in ({float}, {int, float}):
            return None
        lower, upper = drawable(bounds.lower), drawable(bounds.upper)
        if lower is None or upper is None or is_nullable(field):
            return None
        if whole:  # the bounds themselves may be out
            lower = math.floor(lower) + 1 if bounds.lower == bounds.gt else math.ceil(lower)
            upper = math.ceil(upper) - 1 if bounds.upper == bounds.lt else math.floor(upper)
        step = bounds.multiple_of
        if not lower < upper or (step and not 0 < step <= upper - lower):
            return None
        if step:  # positions are counted from the minimum, multiples from 0
            lower, upper = _within(lower, upper, step)
        first = start(field)
        slider = cls(lower, upper, first, step=step, precision=0 if whole else None)
        slider.bounds = bounds
        if first is None and (bounds.lower == bounds.gt) and not whole:
            slider.value = lower + slider.own_spec()["step"]
        slider.always_float = field.annotation is float
        name = "int" if whole else "float"
        return Accepted(slider, f"{name} from {plain(bounds.lower)} to {plain(bounds.upper)}")


def _within(lower: float, upper: float, step: float) -> tuple[float, float]:
    """Return the first and the last multiple between two bounds."""
    first, last = math.ceil(lower / step), math.floor(upper / step)
    return (first * step, last * step) if first < last else (lower, upper)
