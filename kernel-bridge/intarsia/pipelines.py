"""From a pipeline of transformers or diffusers to a function with its inputs and results."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .components.audio import Audio
from .components.base import Component
from .components.checkbox import Checkbox
from .components.dataframe import Dataframe
from .components.highlightedtext import HighlightedText
from .components.image import Image
from .components.label import Label
from .components.number import Number
from .components.slider import Slider
from .components.textbox import Textbox


@dataclass(frozen=True)
class Task:
    """What a task takes and gives.

    Parameters
    ----------
    inputs, outputs
        Make the components, in order.
    call
        Calls a pipeline with the inputs, and returns the outputs.
    """

    inputs: Sequence[Callable[[], Component]]
    outputs: Sequence[Callable[[], Component]]
    call: Callable[..., Any]


def task_of(pipeline: Any) -> Task:
    """Return the task of a pipeline: it is asked what it does, and nothing is imported for that.

    Raises
    ------
    TypeError
        When it is no pipeline, or one of a task that is not known; the message lists those.
    """
    name = getattr(pipeline, "task", None)
    if isinstance(name, str):
        name = _SAME.get(name, "translation" if name.startswith("translation") else name)
        if name in _TASKS:
            return _TASKS[name]
    taken = _parameters(pipeline)
    if "prompt" in taken and "num_inference_steps" in taken:
        return _diffusion(taken)
    what = f"of the task {name!r}" if isinstance(name, str) else f"a {type(pipeline).__name__}"
    raise TypeError(
        f"from_pipeline knows pipelines of transformers for {', '.join(sorted(_TASKS))}, and those "
        f"of diffusers that make pictures from a prompt; this is {what}. Call it in a function of "
        "your own: gr.Interface(fn, inputs, outputs)."
    )


def title_of(pipeline: Any) -> str:
    """Return what a pipeline is called: its model, as it was loaded."""
    config = getattr(getattr(pipeline, "model", None), "config", None)
    return str(getattr(config, "name_or_path", "") or type(pipeline).__name__)


def _scores(found: Any, name: str = "label") -> dict[str, float]:
    """Return what a classifier found, of one input."""
    items = [found] if isinstance(found, dict) else list(found)
    while items and isinstance(items[0], (list, tuple)):
        items = list(items[0])
    return {str(item[name]): float(item["score"]) for item in items}


def _first(found: Any, name: str) -> str:
    """Return the first text that was made."""
    item = found[0] if isinstance(found, (list, tuple)) else found
    text = item[name]
    return text if isinstance(text, str) else str(text[-1].get("content", text[-1]))


def _matrix(found: Any) -> Any:
    """Return features as a table: one row for each word."""
    rows = found.tolist() if hasattr(found, "tolist") else found
    while isinstance(rows[0][0], (list, tuple)):
        rows = rows[0]
    return rows


def _entities(text: str, found: Any) -> dict[str, Any]:
    return {
        "text": text,
        "entities": [
            {
                "entity": item.get("entity") or item.get("entity_group"),
                "start": item["start"],
                "end": item["end"],
            }
            for item in found
        ],
    }


def _zero_shot(pipeline: Any, text: str, names: str, several: bool) -> dict[str, float]:
    labels = [name.strip() for name in names.split(",") if name.strip()]
    found = pipeline(text, candidate_labels=labels, multi_label=several)
    return dict(zip(found["labels"], map(float, found["scores"]), strict=True))


def _answer(pipeline: Any, context: str, question: str) -> tuple[str, float]:
    found = pipeline(context=context, question=question)
    return found["answer"], float(found["score"])


def _asked(pipeline: Any, image: Any, question: str) -> dict[str, float]:
    return _scores(pipeline(image=image, question=question), "answer")


def _text(label: str = "Input", lines: int = 3) -> Callable[[], Component]:
    return lambda: Textbox(label=label, lines=lines)


def _picture() -> Component:
    return Image(label="Image", type="pil")


def _sound() -> Component:
    return Audio(label="Sound", type="filepath")


def _label() -> Component:
    return Label(label="Classification")


def _making(key: str, label: str) -> Task:
    """A task that makes a text of a text."""
    return Task([_text()], [_text(label)], lambda pipeline, text: _first(pipeline(text), key))


def _classifying(given: Callable[[], Component], key: str = "label") -> Task:
    return Task([given], [_label], lambda pipeline, value: _scores(pipeline(value), key))


_TASKS: dict[str, Task] = {
    "audio-classification": _classifying(_sound),
    "automatic-speech-recognition": Task(
        [_sound], [_text("Text")], lambda pipeline, path: pipeline(path)["text"]
    ),
    "document-question-answering": Task([_picture, _text("Question", 1)], [_label], _asked),
    "feature-extraction": Task(
        [_text()],
        [lambda: Dataframe(label="Features")],
        lambda pipeline, text: _matrix(pipeline(text)),
    ),
    "fill-mask": _classifying(_text(), "token_str"),
    "image-classification": _classifying(_picture),
    "image-to-text": Task(
        [_picture],
        [_text("Text")],
        lambda pipeline, image: _first(pipeline(image), "generated_text"),
    ),
    "question-answering": Task(
        [_text("Context", 7), _text("Question", 1)],
        [_text("Answer", 1), lambda: Number(label="Score")],
        _answer,
    ),
    "summarization": _making("summary_text", "Summary"),
    "text-classification": _classifying(_text()),
    "text-generation": _making("generated_text", "Text"),
    "text2text-generation": _making("generated_text", "Text"),
    "token-classification": Task(
        [_text()],
        [lambda: HighlightedText(label="Entities")],
        lambda pipeline, text: _entities(text, pipeline(text)),
    ),
    "translation": _making("translation_text", "Translation"),
    "visual-question-answering": Task([_picture, _text("Question", 1)], [_label], _asked),
    "zero-shot-classification": Task(
        [
            _text(),
            _text("Possible classes, separated by commas", 1),
            lambda: Checkbox(label="Several may be true"),
        ],
        [_label],
        _zero_shot,
    ),
}

_SAME = {
    "ner": "token-classification",
    "sentiment-analysis": "text-classification",
    "vqa": "visual-question-answering",
}

_MADE: dict[str, Callable[[], Component]] = {
    "prompt": lambda: Textbox(label="Prompt"),
    "negative_prompt": lambda: Textbox(label="Negative prompt"),
    "image": lambda: Image(label="Image", type="pil"),
    "mask_image": lambda: Image(label="Mask", type="pil"),
    "strength": lambda: Slider(0, 1, 0.8, step=0.1, label="Strength"),
    "num_inference_steps": lambda: Slider(1, 500, 50, step=1, label="Steps"),
    "guidance_scale": lambda: Slider(1, 20, 7.5, step=0.5, label="Guidance"),
    "image_guidance_scale": lambda: Slider(1, 5, 1.5, step=0.5, label="Guidance by the image"),
}
"""What pipelines of diffusers are given, as far as one of them takes it."""


def _diffusion(taken: set[str]) -> Task:
    names = [name for name in _MADE if name in taken]

    def call(pipeline: Any, *values: Any) -> Any:
        given = {
            name: int(value) if name == "num_inference_steps" else value
            for name, value in zip(names, values, strict=True)
            if value not in (None, "")
        }
        made = pipeline(**given)
        return (made["images"] if isinstance(made, dict) else made.images)[0]

    return Task([_MADE[name] for name in names], [lambda: Image(label="Picture")], call)


def _parameters(pipeline: Any) -> set[str]:
    try:
        return set(inspect.signature(type(pipeline).__call__).parameters)
    except (AttributeError, TypeError, ValueError):
        return set()
