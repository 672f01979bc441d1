"""Apps of pipelines: what stands in for those of transformers and diffusers."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import pytest

import intarsia as gr
from intarsia.pipelines import _TASKS
from intarsia.testing import connect


class Pipeline:
    """A pipeline that gives what it is told to, and keeps what it was called with."""

    def __init__(self, task: str, answer: Any) -> None:
        self.task = task
        self.answer = answer
        self.model = SimpleNamespace(config=SimpleNamespace(name_or_path=f"hub/{task}"))
        self.called: Any = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.called = (args, kwargs)
        return self.answer


SCORES = [{"label": "good", "score": 0.75}, {"label": "bad", "score": 0.25}]


@pytest.mark.parametrize(
    ("task", "answer", "inputs", "shown"),
    [
        ("sentiment-analysis", [SCORES], ["Nice"], "good"),
        ("text-classification", SCORES, ["Nice"], "good"),
        ("fill-mask", [{"token_str": "cat", "score": 0.5}], ["A [MASK]"], "cat"),
        ("summarization", [{"summary_text": "Short."}], ["Long"], "Short."),
        ("translation_en_to_fr", [{"translation_text": "Oui"}], ["Yes"], "Oui"),
        ("text-generation", [{"generated_text": "More"}], ["Some"], "More"),
        (
            "text-generation",
            [{"generated_text": [{"role": "assistant", "content": "Said"}]}],
            ["Some"],
            "Said",
        ),
        ("feature-extraction", [[[0.5, 1.0], [2.0, 3.0]]], ["ab"], "3.0"),
        (
            "ner",
            [{"entity_group": "PER", "start": 0, "end": 3, "word": "Ada"}],
            ["Ada came"],
            "PER",
        ),
    ],
)
def test_a_pipeline_of_texts(task: str, answer: Any, inputs: list[Any], shown: str) -> None:
    demo = gr.Interface.from_pipeline(Pipeline(task, answer))
    assert demo.title == f"hub/{task}"
    assert shown in repr(connect(demo).call(0, *inputs))


def test_what_a_pipeline_with_several_inputs_is_called_with() -> None:
    asked = Pipeline("question-answering", {"answer": "Here", "score": 0.5})
    assert connect(gr.Interface.from_pipeline(asked)).call(0, "It is here.", "Where?") == [
        "Here",
        0.5,
    ]
    assert asked.called == ((), {"context": "It is here.", "question": "Where?"})
    chosen = Pipeline("zero-shot-classification", {"labels": ["b", "a"], "scores": [0.9, 0.1]})
    client = connect(gr.Interface.from_pipeline(chosen, title="Mine"))
    assert client.call(0, "Text", " a, b,", True)["label"] == "b"
    assert chosen.called == (("Text",), {"candidate_labels": ["a", "b"], "multi_label": True})
    assert client.app.title == "Mine"


def test_a_pipeline_that_makes_pictures_takes_what_it_knows() -> None:
    images = importlib.import_module("PIL.Image")

    class Diffusion:
        def __call__(
            self, prompt: str, num_inference_steps: int = 50, guidance_scale: float = 7.5
        ) -> Any:
            self.called = (prompt, num_inference_steps, guidance_scale)
            return SimpleNamespace(images=[images.new("RGB", (2, 2))])

    pipeline = Diffusion()
    demo = gr.Interface.from_pipeline(pipeline)
    client = connect(demo)
    assert [part.label for part in client.fns[0].inputs] == ["Prompt", "Steps", "Guidance"]
    assert client.call(0, "a cat", 20, 5)["mime"].startswith("image/")
    assert pipeline.called == ("a cat", 20, 5)


def test_every_task_has_an_app() -> None:
    for name in _TASKS:
        demo = gr.Interface.from_pipeline(Pipeline(name, None))
        assert demo.spec().components, name


@pytest.mark.parametrize("wrong", [object(), Pipeline("depth-estimation", None)])
def test_what_is_no_known_pipeline_is_told(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"knows pipelines of transformers for .*summarization"):
        gr.Interface.from_pipeline(wrong)
