"""What a generator has yielded and nobody has fetched yet: the newest of each output.

A yield only leaves its value here. When a view has room, the dispatcher fetches what there
is, and what costs is done then, on the encoder's threads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from threading import Lock, Semaphore
from typing import Any

from ..signature import MISSING
from .changes import Change
from .files import handles
from .interrupt import RunCancelled
from .loop import dispatcher, encoder
from .precedence import precedence
from .results import Held, encode_held
from .run import Run

_FIXED = frozenset({str, int, float, bool, bytes, type(None)})
"""Types of values that nobody can change any more."""

MOST = 64
"""Values that wait to be shown one by one, where somebody counts them: then the function waits."""

Encode = Callable[[Any], dict[str, Change]]
"""Gives what a yielded value does to the outputs; what costs may stay `Held`."""


class Yields:
    """The values of a run on their way to the session.

    Parameters
    ----------
    encode
        For a value that may change, or that asks for something: called at once, by the run.
    encode_later
        For one that is what it is: called when it is fetched, in the context of the run.
    keeps
        Whether there may be such.

    Notes
    -----
    `keep`, `put`, `remaining` and `failure` belong to the thread of the run, the rest to the
    dispatcher.
    """

    def __init__(
        self, run: Run, encode: Encode, encode_later: Encode, *, keeps: bool = True
    ) -> None:
        self._run = run
        self._session = run.session
        self._encode, self._encode_later = encode, encode_later
        self._context = copy_context()
        self._lock = Lock()
        self._step: Any = MISSING
        """The last value, if it was just kept; then it comes after the outputs."""
        self._newer: deque[Any] = deque(maxlen=1)
        """The value that `keep` has taken since."""
        self.last: Any = None
        """The last value that the function has yielded."""
        self._outputs: dict[str, Change] = {}
        self._fetched: dict[str, Change] = {}
        """What is on its way through the encoder."""
        run.unseen = self._unseen
        self._is_offered = False
        """Whether the session knows that there is something."""
        self._has_begun = False
        self._room = Semaphore(MOST)
        """For values that are shown one by one."""
        self._coarse: dict[str, Held] = {}
        """What was shown on the way for want of time, and has to be shown as it is in the end."""
        self._encoding: Future[None] | None = None
        """What was fetched, on its way through the encoder."""
        self._folding: Future[None] | None = None
        """The last of these that had a step in it: what it does is known when it is done."""
        self._last: Callable[[], None] | None = None
        """The run's end, while that has to wait for the encoder."""
        self.failure: BaseException | None = None
        """What was wrong with a value that was encoded later."""
        listener = run.listener
        self._may_keep = bool(
            keeps
            and listener.outputs
            and listener.fn is not None
            and listener.renders is None
            and not listener.resets
            and not listener.shows_displays
            and not any(component.takes_chunks for component in listener.outputs)
        )

    def keep(self, value: Any) -> bool:
        """Take a value that the function has yielded, if nobody has fetched the one before.

        It may be broken out of anywhere, so it takes no lock. Otherwise the value is to be `put`:
        also where it was taken, but somebody has fetched meanwhile and may have missed it.
        """
        if not self._is_offered or type(value) not in _FIXED or not self._may_keep:
            return False
        if self.failure is not None or precedence.is_due:
            return False
        self.last = value
        self._newer.append(value)
        if self._is_offered:
            return True
        self._newer.clear()  # type: ignore[unreachable]  # another thread has fetched
        return False

    def put(self, value: Any) -> None:
        """Take a value that the function has yielded.

        Raises
        ------
        Exception
            What was wrong with one of those before, or is with this one.
        """
        if self._has_begun:
            precedence.give_way()
        else:
            self._has_begun = True
            precedence.streams()
        if self.failure is not None:
            raise self.failure
        self.last = value
        is_kept = self._may_keep and _is_fixed(value)
        if is_kept and self._is_offered:
            with self._lock:
                if self._is_offered:  # nobody has seen the one before
                    self._set_step(value)
                    return
        if self._session.wants_every_value(self._run.listener):
            self._hand_over(value)
        elif is_kept:
            with self._lock:
                self._set_step(value)
                self._offer()
        else:
            self._put(value)

    def remaining(self) -> dict[str, Change]:
        """Return what nobody has fetched: it goes with the run's end."""
        return self._take(over=True)

    def fetch(self) -> None:
        """Hand over the newest values, encoded."""
        if self._encoding is not None:
            return  # they follow
        with self._lock:
            outputs, self._outputs = self._outputs, {}
            self._is_offered = False  # before the step is taken: what `keep` takes now is put
            step = self._take_step()
            self._note_coarse(outputs)
            is_held = any(isinstance(change.value, Held) for change in outputs.values())
            if step is not MISSING or is_held or (self._last and self._coarse):
                work = self._context.copy().run
                self._fetched = outputs
                self._encoding = encoder().submit(work, self._encode_all, outputs, step)
                if step is not MISSING:
                    self._folding = self._encoding
                return
        if outputs:
            self._session.output(self._run, outputs)

    def end(self, last: Callable[[], None]) -> None:
        """Call once everything has been handed over: a run that fails has yielded, too."""
        self._last = last
        self.fetch()
        if self._encoding is None:
            last()

    def _unseen(self) -> list[Any]:
        with self._lock:
            waiting = [*self._outputs.values(), *self._fetched.values()]
        return [change.value for change in waiting]

    # -- on the thread of the run

    def _set_step(self, value: Any) -> None:
        self._newer.clear()
        self._step = value

    def _take_step(self) -> Any:
        step, self._step = self._step, MISSING
        with suppress(IndexError):  # most were put
            step = self._newer.pop()
        return step

    def _put(self, value: Any) -> None:
        self._fold()
        outputs = self._encode(value)
        self._add(outputs)
        if outputs:
            with self._lock:
                self._offer()

    def _fold(self) -> None:
        """Have what was kept among the outputs: what comes next may build on it."""
        with self._lock:
            step = self._take_step()
            folding, self._folding = self._folding, None
        if folding is not None:
            folding.result()
        if step is not MISSING:
            try:
                outputs = self._encode(step)
            except RunCancelled:  # it was yielded before
                with self._lock:
                    self._set_step(step)
                raise
            self._add(outputs)

    def _hand_over(self, value: Any) -> None:
        """Show one of many values, as somebody counts them: after those that came before."""
        earlier = self._take(over=False)
        outputs = self._encode(value)
        with self._lock:
            self._note_coarse(outputs)
        outputs = encode_held(outputs, last=True, over=False)
        encoding = self._encoding
        if encoding is not None:
            encoding.result()
        if earlier:
            dispatcher().call(self._session.output, self._run, earlier)
        while not self._room.acquire(timeout=0.1) and not self._run.cancelled.is_set():
            pass
        dispatcher().call(self._count, outputs)

    def _count(self, outputs: dict[str, Change]) -> None:
        self._room.release()
        self._session.output(self._run, outputs)

    def _take(self, *, over: bool) -> dict[str, Change]:
        self._fold()
        with self._lock:
            outputs, self._outputs = self._outputs, {}
        return self._finally(outputs, over=over)

    def _add(self, outputs: dict[str, Change]) -> None:
        with self._lock:
            self._outputs, unseen = _joined(self._outputs, outputs)
        self._forget(unseen, outputs)

    def _offer(self) -> None:
        if not self._is_offered:
            self._is_offered = True
            dispatcher().call(self._session.offer, self.fetch)

    # -- on the encoder's threads, and back

    def _encode_all(self, outputs: dict[str, Change], step: Any) -> None:
        try:
            if step is not MISSING:
                after = self._encode_later(step)
                with self._lock:
                    self._note_coarse(after)
                outputs, unseen = _joined(outputs, after)
                self._forget(unseen, after)
            outputs = (
                self._finally(outputs, over=True)
                if self._last
                else encode_held(outputs, last=False)
            )
        except BaseException as error:  # the run fails of it, as soon as it is heard of again
            self.failure = error
            outputs = {}
        dispatcher().call(self._encoded, outputs)

    def _finally(self, outputs: dict[str, Change], *, over: bool) -> dict[str, Change]:
        """Return outputs encoded as they stay, with what was shown coarsely on the way.

        What is made of chunks is whole only when the run is over.
        """
        with self._lock:
            coarse, self._coarse = self._coarse, {}
            if not over:
                self._coarse = {key: held for key, held in coarse.items() if not held.is_single}
        for key, held in coarse.items():
            change = outputs.get(key, Change())
            if change.value is MISSING and (over or held.is_single):
                outputs[key] = replace(change, value=held)
        return encode_held(outputs, last=True, over=over)

    def _forget(self, unseen: list[Any], later: dict[str, Change]) -> None:
        """Delete the files of values that nobody was shown, as later ones came."""
        kept = handles([change.value for change in later.values()])
        if not self._session.files.take_back(handles(unseen) - kept):
            dispatcher().call(self._session.release, unseen)

    def _note_coarse(self, outputs: dict[str, Change]) -> None:
        for key, change in outputs.items():
            if change.value is not MISSING:
                self._coarse.pop(key, None)
            if isinstance(change.value, Held) and not change.value.is_exact:
                self._coarse[key] = change.value

    def _encoded(self, outputs: dict[str, Change]) -> None:
        self._encoding, self._fetched = None, {}
        if outputs:
            self._session.output(self._run, outputs)
        if self._last is not None:
            self.end(self._last)  # what was yielded meanwhile
        elif self._is_offered:
            self._session.offer(self.fetch)


def _joined(
    earlier: dict[str, Change], later: dict[str, Change]
) -> tuple[dict[str, Change], list[Any]]:
    """Return what changes make together, and the values that others took the place of."""
    joined, unseen = dict(earlier), []
    for key, change in later.items():
        before = joined.get(key)
        if before is not None and change.value is not MISSING:
            unseen.append(before.value)
        joined[key] = change.after(before)
    return joined, unseen


def _is_fixed(value: Any) -> bool:
    kind = type(value)
    return kind in _FIXED or (kind is tuple and all(type(each) in _FIXED for each in value))
