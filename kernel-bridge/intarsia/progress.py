"""How far a function is, told while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextvars import ContextVar
from typing import Any

Report = Callable[["float | None", str], None]
"""Takes how far a run is, 0 to 1 or `None`, and what it does."""

reporting: ContextVar[Report | None] = ContextVar("reporting", default=None)
"""Set by the runtime around a run."""


class Progress:
    """How far a function is: a parameter with this as its default can tell.

    Parameters
    ----------
    track_tqdm : bool, default False
        Whether bars that the function makes with `tqdm` are shown as well.

    Examples
    --------
    >>> def slow(text, progress=Progress()):
    ...     progress(0.5, desc="Half")
    ...     return "".join(progress.tqdm(text))
    >>> slow("abc")
    'abc'
    """

    IS_PROGRESS = True

    def __init__(self, track_tqdm: bool = False) -> None:
        self.track_tqdm = track_tqdm

    def __call__(
        self,
        progress: float | tuple[int, int | None] | None = None,
        desc: str | None = None,
        total: int | float | None = None,
        unit: str = "steps",
        **_: Any,
    ) -> Any:
        """Tell how far the function is.

        Parameters
        ----------
        progress : float, (int, int) or None
            From 0 to 1; or how many steps of how many; `None` when it cannot be told.
        desc : str, optional
            What it does.
        total : float, optional
            With a number of steps as `progress`: how many there are.
        unit : str, default "steps"
            What the steps are.
        """
        report = reporting.get()
        if report is None:
            return progress
        fraction, words = _read(progress, total, unit)
        report(fraction, " · ".join(part for part in (desc, words) if part))
        return progress

    def tqdm(
        self,
        iterable: Iterable[Any] | None,
        desc: str | None = None,
        total: int | float | None = None,
        unit: str = "steps",
        **_: Any,
    ) -> Iterator[Any]:
        """Return an iterator that tells how many items have been taken.

        Parameters
        ----------
        iterable
            What is gone through.
        desc, total, unit
            As for a call; the total is the length, where there is one.
        """
        if iterable is None:
            return
        if total is None and isinstance(iterable, Sized):
            total = len(iterable)
        for count, item in enumerate(iterable):
            self((count, total) if total else None, desc, unit=unit)  # type: ignore[arg-type]
            yield item
        if total:
            self((int(total), int(total)), desc, unit=unit)

    def update(self, n: int | float = 1) -> None:
        """Gradio's; the bar of `tqdm` counts by itself."""


def _read(progress: Any, total: Any, unit: str) -> tuple[float | None, str]:
    if progress is None:
        return None, ""
    if isinstance(progress, (tuple, list)):
        done, whole = progress
        if not whole:
            return None, f"{done} {unit}"
        return _clamp(done / whole), f"{done}/{whole} {unit}"
    if total:
        return _clamp(progress / total), f"{progress}/{total} {unit}"
    return _clamp(float(progress)), ""


def _clamp(fraction: float) -> float | None:
    """Return a fraction between 0 and 1; `None` for what is no number."""
    return min(max(fraction, 0.0), 1.0) if fraction == fraction else None
