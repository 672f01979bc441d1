"""How far a function is, told while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any

from .progressboard import Bar, Board, number, reporting


class Progress:
    """How far a function is: a parameter with this as its default can tell.

    Parameters
    ----------
    track_tqdm : bool, default False
        Whether bars that the function makes with `tqdm` are shown here instead of printed:
        also those that libraries make, nested ones, and those of `tqdm.auto`, `tqdm.notebook`
        and `trange`. Bars of cells and of other runs stay as they are.

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
        self._board: Board | None = None

    def __call__(
        self,
        progress: float | tuple[float, float | None] | None = None,
        desc: str | None = None,
        total: int | float | None = None,
        unit: str = "steps",
        **_: Any,
    ) -> Any:
        """Tell how far the function is.

        Parameters
        ----------
        progress : float, (float, float or None) or None
            From 0 to 1; or how many steps are done of how many, `None` for nobody knows.
            `None` when nothing can be told: with `desc` something is under way, without
            it what was said before is taken away.
        desc : str, optional
            What it does.
        total : float, optional
            With a whole number as `progress`: how many steps there are.
        unit : str, default "steps"
            What the steps are.

        Returns
        -------
        `progress`, as it was given.

        Examples
        --------
        >>> def train(progress=Progress()):
        ...     progress((3, 10), desc="Training", unit="epochs")
        ...     progress(None, desc="Saving")
        >>> train()
        """
        board = self._here()
        if board is None:
            return progress
        if progress is None and not desc:
            board.hush()
        else:
            board.say(_bar(progress, desc, total, unit))
        return progress

    def tqdm(
        self,
        iterable: Iterable[Any] | None = None,
        desc: str | None = None,
        total: int | float | None = None,
        unit: str = "steps",
        **_: Any,
    ) -> Steps:
        """Return an iterator that tells how many items have been taken.

        Parameters
        ----------
        iterable : iterable, optional
            What is gone through; without it, `update` counts.
        desc : str, optional
            What is done.
        total : float, optional
            How many there are; by default the length, where there is one.
        unit : str, default "steps"
            What the items are.

        Returns
        -------
        Steps
            An iterator with `update(n)`, `set_description(desc)` and `close()`.

        Examples
        --------
        >>> progress = Progress()
        >>> [2 * x for x in progress.tqdm([1, 2], desc="Doubling")]
        [2, 4]
        """
        if total is None:
            total = _length(iterable)
        bar = Bar(description=desc, unit=unit, done=0, total=total)
        return Steps(iterable, bar, self._here())

    def update(self, n: int | float = 1) -> None:
        """Count steps of the innermost bar, besides those that it counts itself.

        Parameters
        ----------
        n : float, default 1
            How many.
        """
        board = self._here()
        bar = board.last() if board is not None else None
        if board is not None and bar is not None and bar.done is not None:
            bar.done += n
            board.changed()

    def bound(self) -> Progress:
        """Return one that tells of the run which the caller belongs to, from any thread."""
        mine = copy(self)
        mine._board = reporting.get()
        return mine

    def _here(self) -> Board | None:
        return reporting.get() if self._board is None else self._board


class Steps(Iterator[Any]):
    """The items of something, while a bar counts those that have been taken.

    Notes
    -----
    Dropped before its end, by `break` or an error, it takes its bar away as well; where
    there are no items, the bar stays until `close` or the end of the run.
    """

    _stays = True

    def __init__(self, items: Iterable[Any] | None, bar: Bar, board: Board | None) -> None:
        self._next = iter(() if items is None else items).__next__
        self._stays = items is None
        self._bar = bar
        self._board = board
        self._is_taken = False
        if board is not None:
            board.open(bar)

    def __iter__(self) -> Steps:
        return self

    def __next__(self) -> Any:
        if self._is_taken:  # the one before is done with
            self.update()
        try:
            item = self._next()
        except BaseException:
            self._is_taken = False
            self.close()
            raise
        self._is_taken = True
        return item

    def __len__(self) -> int:
        return int(number(self._bar.total) or 0)

    def update(self, n: int | float = 1) -> None:
        """Count steps besides the items."""
        self._bar.done += n
        if self._board is not None:
            self._board.changed()

    def set_description(self, desc: str | None = None) -> None:
        """Say what is done by now."""
        self._bar.description = desc
        if self._board is not None:
            self._board.changed()

    def close(self) -> None:
        """Take the bar away."""
        if self._board is not None:
            self._board.close(self._bar)

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if not self._stays:
            self.close()


def _length(items: Any) -> int | None:
    """Return how many there are; `None` where that is not known, or asking fails."""
    try:
        return len(items)
    except TypeError:
        return None


def _bar(progress: Any, desc: Any, total: Any, unit: Any) -> Bar:
    if isinstance(progress, (tuple, list)):
        done, total = progress
    elif total and progress is not None and (isinstance(progress, int) or progress > 1):
        done = progress
    else:
        return Bar(description=desc, fraction=progress)
    return Bar(description=desc, unit=unit, done=done, total=total)
