"""What a user's function finds around it, and what it is given besides its inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from ..components.building import building
from ..components.sessionfiles import session_files
from ..errors import FieldError, InvalidValueError, InvalidValuesError
from ..events import Listener
from ..injection import Injected, placed
from ..notices import announce
from ..progressboard import Board, reporting
from ..room import room
from ..stepmark import reused
from .laneroom import LaneRoom
from .reporter import Reporter
from .run import Run


class InvalidInputs(Exception):  # not an error of the program: an answer
    """What a person entered does not fit."""

    def __init__(self, fields: list[FieldError]) -> None:
        super().__init__(fields)
        self.fields = tuple(fields)


@contextmanager
def surrounding(run: Run, say: Callable[[Any, str, Any], None]) -> Iterator[None]:
    """Set what code within a run may ask for: files, progress, notices."""

    def tell(level: str, message: str, duration: float | None, title: str) -> None:
        say("notice", message, {"level": level, "title": title, "duration": duration})

    def reuse() -> None:
        run.reused = True

    reporter = Reporter(run)
    lane = run.lane
    # On the main thread there is room for nobody else.
    is_wide = lane is not None and lane.limit != 1 and run.listener.run_in == "worker"
    variables: list[tuple[Any, Any]] = [
        (session_files, run.session.files),
        (building, None),  # what is made here is a value, and no part of an app
        (reporting, reporter.board),
        (announce, tell),
        (reused, reuse),
        (room, LaneRoom(lane, run) if lane is not None and is_wide else None),
    ]
    tokens = [(variable, variable.set(value)) for variable, value in variables]
    try:
        with _tracking(run, reporter.board):
            yield
    finally:
        reporter.tell()
        for variable, token in reversed(tokens):
            variable.reset(token)


def _tracking(run: Run, board: Board) -> AbstractContextManager[None]:
    """Show bars of `tqdm` as well, where the function's `Progress` wants that."""
    given = (wanted.wanted for wanted in run.listener.injected() if wanted.kind == "progress")
    if not any(progress.track_tqdm for progress in given):
        return nullcontext()
    from .tqdmbars import tracked

    return tracked(board)


def inject(
    run: Run, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Put the request, the event and the like where the function wants them."""

    def give(one: Injected) -> Any:
        return _given(run, one.kind, one.wanted)

    return placed(run.listener.injected(), give, args, kwargs)


def _given(run: Run, kind: str, wanted: Any) -> Any:
    if kind == "progress":
        return wanted.bound()
    if kind == "request":
        from ..request import Request

        return Request(session_hash=run.session.id)
    if kind == "event":
        name, data = run.event
        targets = [c for c, event in run.listener.targets if event == name]
        if not targets:
            return wanted(None, data)
        # What comes with an event is as hostile as any value: the component reads it.
        component = run.session.parts.current(targets[0])
        return wanted(targets[0], component.event_data(name, data))
    return None


def validate(
    listener: Listener, values: list[Any], awaited: Callable[[Any], Any]
) -> list[FieldError]:
    """Ask the listener's validator; return what it says is wrong.

    Parameters
    ----------
    awaited
        Gives the answer of a validator that is a coroutine, so that it can be stopped.
    """
    if listener.validator is None:
        return []
    args, kwargs = listener.bind(values)
    answer = listener.validator(*args, **kwargs)
    if inspect.isawaitable(answer):
        answer = awaited(answer)
    if answer is None:
        return []
    answers = answer if isinstance(answer, (list, tuple)) else [answer]
    if len(answers) not in (1, len(listener.inputs)):
        raise ValueError(
            f"The validator must return one answer for each of {len(listener.inputs)} inputs, "
            f"but returned {len(answers)}."
        )
    wrong = []
    for component, one in zip(listener.inputs, answers, strict=False):
        if isinstance(one, dict):
            fine, message = bool(one.get("is_valid", True)), str(one.get("message", ""))
        elif one is None or isinstance(one, bool):
            fine, message = one is not False, "Not valid."
        else:
            raise TypeError(
                f"A validator returns gr.validate(…) for each input, not {type(one).__name__}."
            )
        if not fine:
            wrong.append(FieldError(component=component.id, message=message))
    return wrong


def field_errors(component: str, error: InvalidValueError) -> list[FieldError]:
    """Return what is wrong with one component's value, part by part."""
    parts = error.errors if isinstance(error, InvalidValuesError) else (error,)
    return [FieldError(component=component, path=e.path, message=e.message) for e in parts]
