"""Which step of an app feeds which: inferred from the components between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from .components.base import Component
from .events import Listener
from .flow import EdgeKind, Flow, FlowEdge, FlowStep, FlowTrigger
from .stepmark import step_of

Cause = tuple[int, int, EdgeKind]
"""Index of what causes, index of what runs, and how."""

MANY = 20
"""Steps that write the same component: of more, none feeds anybody in particular."""

_KINDS: dict[str, EdgeKind] = {"any": "then", "success": "success", "failure": "failure"}


def flow_of(
    listeners: Iterable[Listener],
    root: Component,
    current: Callable[[Component], Component] = lambda component: component,
) -> Flow:
    """Return the steps that listeners are, and what connects them.

    Parameters
    ----------
    root
        The outermost layout, whose events are those of the app.
    current
        Returns a component as it stands in a session.
    """
    steps = _steps(list(listeners))
    edges = causes(steps)
    feeding = _feeding(steps, _reach(edges))
    caused = {(source, target) for source, target, _ in edges}
    edges += [(*pair, "feeds") for pair in feeding if pair not in caused]
    group = _groups([(source, target) for source, target, _ in edges])
    changed = _changed(steps)
    made = tuple(
        FlowEdge(
            source=source,
            target=target,
            kind=kind,
            components=tuple(
                changed(source, target) if kind == "change" else feeding.get((source, target), ())
            ),
            in_cycle=group[source] == group[target],
        )
        for source, target, kind in edges
    )
    causing = _groups([(source, target) for source, target, kind in edges if kind != "feeds"])
    looping = {
        index
        for source, target, kind in edges
        if kind != "feeds" and causing[source] == causing[target]
        for index in (source, target)
    }
    used = {c.id: c for item in steps for c in (*item.inputs, *item.outputs)}
    written = {component.id for item in steps for component in item.outputs}
    return Flow(
        steps=tuple(
            _described(item, root, current, written, item.index in looping) for item in steps
        ),
        edges=made,
        labels=_labels([current(component) for component in used.values()]),
    )


def _labels(components: list[Component]) -> dict[str, str]:
    """Return what components are called; those of one name are counted."""
    names = {component.id: name_of(component) for component in components}
    counts = Counter(names.values())
    numbers: Counter[str] = Counter()
    for key, name in names.items():
        if counts[name] > 1:
            numbers[name] += 1
            names[key] = f"{name} {numbers[name]}"
    return names


def name_of(component: Component) -> str:
    """Return what a component is called: its label, a button's text, or its kind."""
    text = component.label
    if not text and component.kind.endswith("button") and isinstance(component.value, str):
        text = component.value
    return text or type(component).__name__


def _steps(listeners: list[Listener]) -> list[Listener]:
    """Return those that do something: what only puts fields back, or runs a script, is left out."""
    followed = {id(end.listener) for item in listeners for end in item.ends}
    return [
        item
        for item in listeners
        if id(item) in followed or (not item.resets and (item.fn is not None or item.ends))
    ]


def causes(steps: Iterable[Listener]) -> list[Cause]:
    """Return which steps run because of others: after them, or when they change something."""
    steps = list(steps)
    known = {id(item): item.index for item in steps}
    found: list[Cause] = [
        (known[id(end.listener)], item.index, _KINDS[end.status])
        for item in steps
        for end in item.ends
        if id(end.listener) in known
    ]
    writers = _writers(steps)
    for item in steps:
        heard = dict.fromkeys(c.id for c, event in item.targets if event == "change")
        sources = dict.fromkeys(source for key in heard for source in writers.get(key, ()))
        found += [(source, item.index, "change") for source in sources]
    return found


def _changed(steps: list[Listener]) -> Callable[[int, int], list[str]]:
    """Return what tells the components through whose change a step causes another one."""
    known = {item.index: item for item in steps}

    def changed(source: int, target: int) -> list[str]:
        heard = {c.id for c, event in known[target].targets if event == "change"}
        return [c.id for c in known[source].outputs if c.id in heard]

    return changed


def _writers(steps: list[Listener]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for item in steps:
        for key in dict.fromkeys(component.id for component in item.outputs):
            found[key].append(item.index)
    return found


def _feeding(steps: list[Listener], reach: dict[int, set[int]]) -> dict[tuple[int, int], list[str]]:
    """Return which steps read what others have written, and in which components.

    Where a third step that runs between the two writes the same component, the reader gets the
    value of that one.
    """
    writers = _writers(steps)
    found: dict[tuple[int, int], list[str]] = {}
    for item in steps:
        for key in dict.fromkeys(component.id for component in item.inputs):
            sources = writers.get(key, [])
            for source in sources if len(sources) <= MANY else ():
                between = any(
                    other in reach.get(source, ()) and item.index in reach.get(other, ())
                    for other in sources
                    if other not in (source, item.index)
                )
                if not between:
                    found.setdefault((source, item.index), []).append(key)
    return found


def _reach(edges: list[Cause]) -> dict[int, set[int]]:
    """Return what can be come to from each step, in one step or several."""
    follows = _targets([(source, target) for source, target, _ in edges])
    found: dict[int, set[int]] = {}
    for start in follows:
        seen, stack = set(), [*follows[start]]
        while stack:
            at = stack.pop()
            if at not in seen:
                seen.add(at)
                stack += follows.get(at, ())
        found[start] = seen
    return found


def _targets(pairs: list[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for source, target in pairs:
        found[source].add(target)
    return found


def _groups(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Return a number for each step, the same for those that lead to one another.

    After Kosaraju: in the order in which a first walk leaves them, walked backwards.
    """
    forth, back = _targets(pairs), _targets([(target, source) for source, target in pairs])
    order: list[int] = []
    seen: set[int] = set()
    for start in [*forth, *back]:
        stack = [(start, False)]
        while stack:
            at, is_left = stack.pop()
            if is_left:
                order.append(at)
            elif at not in seen:
                seen.add(at)
                stack.append((at, True))
                stack += [(target, False) for target in forth.get(at, ())]
    group: dict[int, int] = {}
    for start in reversed(order):
        rest = [start]
        while rest:
            at = rest.pop()
            if at not in group:
                group[at] = start
                rest += back.get(at, ())
    return group


def _described(
    item: Listener,
    root: Component,
    current: Callable[[Component], Component],
    written: set[str],
    in_cycle: bool,
) -> FlowStep:
    mark = step_of(item.fn)
    return FlowStep(
        index=item.index,
        name=(mark.name if mark else None) or _name(item),
        api_name=item.api_name,
        triggers=tuple(
            FlowTrigger(
                component=component.id,
                label="" if component is root else name_of(current(component)),
                event=event,
            )
            for component, event in item.targets
            if event != "change" or component.id not in written or current(component).interactive
        ),
        inputs=tuple(dict.fromkeys(component.id for component in item.inputs)),
        outputs=tuple(dict.fromkeys(component.id for component in item.outputs)),
        cache=mark.cache if mark else None,
        in_cycle=in_cycle,
    )


def _name(item: Listener) -> str:
    fn: Any = item.fn
    if fn is None:
        return "script" if item.js else item.api_name
    name = str(getattr(fn, "__name__", type(fn).__name__))
    if name != "<lambda>":
        return name
    return "lambda" if item.api_name.startswith("lambda") else item.api_name
