"""Methods that look into torch models: captum's own numbers, planted truth, attention."""

from __future__ import annotations

import importlib
import re
import warnings
from typing import Any

import numpy as np
import pytest

import intarsia as gr
from intarsia.explanation import AttentionScores, HeatScores, TokenScores
from intarsia.interpretation import InterpretationError
from intarsia.interpretation.attention import rollout
from intarsia.testing import connect

torch = importlib.import_module("torch")
captum = importlib.import_module("captum.attr")

WORDS = [f"w{n}" for n in range(12)]
IDS = {word: at + 1 for at, word in enumerate(WORDS)}


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Any:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


# ------------------------------------------------------------------ pictures


@pytest.fixture(scope="module")
def digits() -> Any:
    datasets = importlib.import_module("sklearn.datasets")
    found = datasets.load_digits()
    return (found.images / 16).astype("float32"), found.target


@pytest.fixture(scope="module")
def cnn(digits: Any) -> Any:
    images, labels = digits
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 8, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.Conv2d(8, 8, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(128, 10),
    )
    x, y = torch.tensor(images[:1200, None]), torch.tensor(labels[:1200])
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(30):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    model.eval()
    right = (model(torch.tensor(images[1200:, None])).argmax(1).numpy() == labels[1200:]).mean()
    assert right > 0.8
    return model


def reader(model: Any) -> Any:
    def read(image: Any) -> dict[str, float]:
        with torch.no_grad():
            sure = model(torch.tensor(np.asarray(image, "float32"))[None, None]).softmax(1)[0]
        return {str(digit): float(each) for digit, each in enumerate(sure)}

    return read


def test_auto_takes_integrated_gradients(cnn: Any, digits: Any) -> None:
    image = digits[0][1300]
    found = gr.interpret(reader(cnn), image, model=cnn)
    assert (found.method, found.title) == ("gradient", "Integrated gradients")
    assert "module of torch" in found.because
    detail = found.inputs[0].detail
    assert isinstance(detail, HeatScores)
    assert detail.signed
    assert found.scores[0].shape == image.shape
    assert found.is_additive
    assert found.additivity_gap == pytest.approx(0, abs=5e-3)
    assert found.base_value is not None


@pytest.mark.parametrize("algorithm", ["integrated_gradients", "saliency", "input_x_gradient"])
def test_numbers_are_captums(cnn: Any, digits: Any, algorithm: str) -> None:
    image = digits[0][1301]
    background = np.full_like(image, 0.25)
    found = gr.interpret(
        reader(cnn),
        image,
        model=cnn,
        method="gradient",
        algorithm=algorithm,
        background=background,
        target="3",
    )
    x = torch.tensor(image)[None, None].requires_grad_()

    def forward(each: Any) -> Any:
        return cnn(each).softmax(1)[:, 3]

    if algorithm == "integrated_gradients":
        base = torch.tensor(background)[None, None]
        expected = captum.IntegratedGradients(forward).attribute(
            x, base, n_steps=found.parameters["steps"]
        )
    else:
        kind = captum.Saliency if algorithm == "saliency" else captum.InputXGradient
        expected = kind(forward).attribute(x)
    assert np.allclose(found.scores[0], expected.detach().numpy()[0, 0], atol=1e-7)
    assert found.is_additive == (algorithm == "integrated_gradients")


def test_smoothgrad_is_captums_and_has_a_seed(cnn: Any, digits: Any) -> None:
    image = digits[0][1302]
    options: dict[str, Any] = {"model": cnn, "method": "gradient", "algorithm": "smoothgrad"}
    found = gr.interpret(reader(cnn), image, seed=4, target="5", **options)
    x = torch.tensor(image)[None, None].requires_grad_()
    torch.manual_seed(4)
    expected = captum.NoiseTunnel(
        captum.Saliency(lambda each: cnn(each).softmax(1)[:, 5])
    ).attribute(
        x, nt_type="smoothgrad", nt_samples=25, stdevs=0.15 * float(image.max() - image.min())
    )
    assert np.allclose(found.scores[0], expected.detach().numpy()[0, 0], atol=1e-7)
    again = gr.interpret(reader(cnn), image, seed=4, target="5", **options)
    assert np.array_equal(found.scores[0], again.scores[0])
    assert not np.array_equal(
        found.scores[0], gr.interpret(reader(cnn), image, seed=5, target="5", **options).scores[0]
    )


def test_grad_cam_is_captums(cnn: Any, digits: Any) -> None:
    image = digits[0][1303]
    found = gr.interpret(
        reader(cnn), image, model=cnn, method="gradient", algorithm="grad_cam", target="2"
    )
    x = torch.tensor(image)[None, None].requires_grad_()
    maps = captum.LayerGradCam(lambda each: cnn(each).softmax(1)[:, 2], cnn[2]).attribute(
        x, relu_attributions=True
    )
    expected = captum.LayerAttribution.interpolate(maps, (8, 8), "bilinear")
    assert np.allclose(found.scores[0], expected.detach().numpy()[0, 0], atol=1e-7)
    assert not found.inputs[0].detail.signed
    assert not found.is_additive


def test_deep_shap_adds_up(cnn: Any, digits: Any) -> None:
    images, _ = digits

    def raw(image: Any) -> list[float]:
        with torch.no_grad():
            return cnn(torch.tensor(np.asarray(image, "float32"))[None, None])[0].tolist()

    found = gr.interpret(raw, images[1304], model=cnn, method="shap", explainer="deep", target=7)
    assert found.title == "Deep SHAP"
    assert found.additivity_gap == pytest.approx(0, abs=1e-3)
    assert found.scores[0].shape == (8, 8)


def test_auto_takes_deep_shap_where_it_fits_and_says_why(cnn: Any, digits: Any) -> None:
    images, _ = digits
    shap = importlib.import_module("shap")
    found = gr.interpret(reader(cnn), images[1304], model=cnn, method="shap", target="7")
    assert (found.title, found.parameters["explainer"]) == ("Deep SHAP", "deep")
    assert "made of layers that Deep SHAP knows" in found.because
    x = torch.tensor(images[1304])[None, None]
    background = torch.full_like(x, float(images[1304].mean()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = shap.DeepExplainer(cnn, background).shap_values(x)
    assert np.allclose(found.scores[0], expected[0, 0, ..., 7], atol=1e-6)
    # In logits, each of them asked for, so that the gap says something.
    with torch.no_grad():
        assert found.prediction == pytest.approx(float(cnn(x)[0, 7]))
        assert found.base_value == pytest.approx(float(cnn(background)[0, 7]))
    assert found.explained.scale == "logits"
    assert found.is_additive
    assert found.additivity_gap == pytest.approx(0, abs=1e-3)


class Tail(torch.nn.Module):
    """A network that does something beside its layers."""

    def __init__(self, last: Any) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.first, self.last = torch.nn.Linear(3, 4), last

    def forward(self, x: Any) -> Any:
        return self.last((self.first(x) ** 3).sin())


def asking(model: Any) -> Any:
    def fn(a: float, b: float, c: float) -> float:
        with torch.no_grad():
            return float(model(torch.tensor([[a, b, c]]))[0, 0])

    return fn


def test_what_deep_shap_does_not_fit_is_called_instead() -> None:
    values, background = [1.0, -2.0, 0.5], [[0.5, 0.0, 1.0]]
    for last, why in (
        (torch.nn.Linear(4, 1), "does more than call its layers"),
        (
            torch.nn.Sequential(torch.nn.LayerNorm(4), torch.nn.Linear(4, 1)),
            "no rule .*: LayerNorm",
        ),
    ):
        model = Tail(last).eval()
        options: dict[str, Any] = {"model": model, "method": "shap", "background": background}
        found = gr.interpret(asking(model), values, **options)
        assert found.title == "SHAP (exact)"
        assert found.additivity_gap == pytest.approx(0, abs=1e-6)
        assert re.search(f"(called, )?not looked into: .*{why}", " ".join(found.warnings))
        assert "few enough to try all coalitions" in found.because
        if "LayerNorm" in why:
            with pytest.raises(InterpretationError, match=r"Deep SHAP does not fit: .*LayerNorm"):
                gr.interpret(asking(model), values, explainer="deep", **options)
        else:
            told = gr.interpret(asking(model), values, explainer="deep", **options)
            assert not told.is_additive
            assert abs(told.additivity_gap or 0) > 1e-3
            assert "does more than call its layers" in " ".join(told.warnings)


def test_planted_pixels_come_out_on_top() -> None:
    class Bright(torch.nn.Module):
        """Says how bright one place is."""

        def __init__(self, at: tuple[int, int]) -> None:
            super().__init__()
            self.at = at

        def forward(self, x: Any) -> Any:
            row, column = self.at
            return torch.tanh(x[:, 0, row : row + 2, column : column + 2]).sum((1, 2))[:, None]

    hits = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        at = tuple(int(each) for each in rng.integers(0, 10, 2))
        model = Bright(at)  # type: ignore[arg-type]  # two of them
        image = rng.random((12, 12)).astype("float32")
        image[at[0] : at[0] + 2, at[1] : at[1] + 2] = 1.5

        def fn(image: Any, model: Any = model) -> float:
            return float(model(torch.tensor(image)[None, None])[0, 0])

        found = gr.interpret(lambda image: fn(image), image, model=model, method="gradient")
        order = np.argsort(-found.scores[0].ravel())[:4]
        planted = {(at[0] + i) * 12 + at[1] + j for i in (0, 1) for j in (0, 1)}
        hits += len(planted & set(order.tolist()))
    assert hits / 200 >= 0.95


def test_models_that_are_not_asked_as_they_are_say_why(cnn: Any, digits: Any) -> None:
    def twice(image: Any) -> dict[str, float]:
        reader(cnn)(image)
        return reader(cnn)(image)

    found = gr.interpret(twice, digits[0][1300], model=cnn, segments=4)
    assert found.method == "perturb"
    assert "called the model 2 times" in found.warnings[0]
    with pytest.raises(InterpretationError, match="no model was given"):
        gr.interpret(twice, digits[0][1300], method="gradient")
    with pytest.raises(InterpretationError, match="algorithm= is one of"):
        gr.interpret(reader(cnn), digits[0][1300], model=cnn, method="gradient", algorithm="guess")


# ------------------------------------------------------------------ texts


class Tagger(torch.nn.Module):
    """A small transformer: whether the word `w7` is in the text."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = torch.nn.Embedding(14, 16, padding_idx=0)
        layer = torch.nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True)
        self.encoder = torch.nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.head = torch.nn.Linear(16, 2)

    def forward(self, ids: Any) -> Any:
        return self.head(self.encoder(self.embedding(ids))[:, 0])


def ids_of(text: str) -> Any:
    return torch.tensor([[13, *(IDS[word] for word in text.split())]])


@pytest.fixture(scope="module")
def tagger() -> Any:
    torch.manual_seed(0)
    model = Tagger()
    rng = np.random.default_rng(0)
    x = torch.tensor(rng.integers(1, 13, (600, 8)))
    y = (x == IDS["w7"]).any(1).long()
    x = torch.cat([torch.full((600, 1), 13), x], 1)
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    model.eval()
    assert float((model(x).argmax(1) == y).float().mean()) > 0.97
    return model


def tagging(model: Any) -> Any:
    def tag(text: str) -> dict[str, float]:
        with torch.no_grad():
            no, yes = model(ids_of(text)).softmax(1)[0].tolist()
        return {"yes": yes, "no": no}

    return tag


CHEAP: dict[str, dict[str, Any]] = {
    "gradient": {"algorithm": "integrated_gradients", "steps": 32},
    "perturb": {},
    "shap": {"explainer": "permutation", "orders": 1},
    "lime": {"samples": 40},
}


@pytest.mark.parametrize("method", CHEAP)
def test_planted_word_of_a_transformer_comes_out_on_top(tagger: Any, method: str) -> None:
    hits = 0
    seeds = range(50)
    for seed in seeds:
        rng = np.random.default_rng(seed)
        words = [str(word) for word in rng.permutation([w for w in WORDS if w != "w7"])[:7]]
        words.insert(int(rng.integers(7)), "w7")
        found = gr.interpret(
            tagging(tagger),
            " ".join(words),
            model=tagger if method == "gradient" else None,
            method=method,
            target="yes",
            **CHEAP[method],
        )
        best = max(found.scores[0], key=lambda pair: pair[1])
        hits += best[0] == "w7"
    assert hits / len(seeds) >= 0.95


def test_integrated_gradients_of_tokens_are_captums(tagger: Any) -> None:
    options: dict[str, Any] = {"model": tagger, "method": "gradient", "target": "yes"}
    found = gr.interpret(tagging(tagger), "w1 w7 w3", absent=4, steps=400, **options)
    ids = ids_of("w1 w7 w3")
    expected = captum.LayerIntegratedGradients(
        lambda each: tagger(each).softmax(1)[:, 1], tagger.embedding
    ).attribute(ids, torch.tensor([[13, 4, 4, 4]]), n_steps=found.parameters["steps"])
    detail = found.inputs[0].detail
    assert isinstance(detail, TokenScores)
    assert [unit.text for unit in detail.units] == ["[start]", "w1", "w7", "w3"]
    assert [unit.start for unit in detail.units] == [0, 0, 3, 6]
    scores = [score for _, score in found.scores[0]]
    assert np.allclose(scores, expected.detach().numpy()[0].sum(-1), atol=1e-6)
    assert found.inputs[0].baseline == "token 4 in the place of each"
    mean = gr.interpret(tagging(tagger), "w1 w7 w3", **options)
    assert mean.inputs[0].baseline == "the mean embedding in the place of each token"
    for each in (found, mean):
        assert each.additivity_gap == pytest.approx(0, abs=1e-2)
    for algorithm in ("saliency", "smoothgrad", "input_x_gradient"):
        other = gr.interpret(tagging(tagger), "w1 w7 w3", algorithm=algorithm, **options)
        assert len(other.scores[0]) == 4
        assert not other.is_additive


def test_attention_tells_where_it_looked(tagger: Any) -> None:
    found = gr.interpret(tagging(tagger), "w1 w7 w3", model=tagger, method="attention")
    detail = found.inputs[0].detail
    assert isinstance(detail, AttentionScores)
    weights, flow = detail.weights.array(), detail.rollout.array()
    assert (weights.shape, flow.shape) == ((1, 2, 4, 4), (4, 4))
    assert np.allclose(weights.sum(-1), 1, atol=1e-5)
    assert np.allclose(flow.sum(-1), 1, atol=1e-5)
    assert [unit.text for unit in detail.units] == ["[start]", "w1", "w7", "w3"]
    assert [score for _, score in found.scores[0]] == pytest.approx(flow[0].tolist(), abs=1e-6)
    assert "not what it did" in found.warnings[0]
    assert found.base_value is None


def test_what_is_said_without_a_token_is_asked_of_the_text_without_it(tagger: Any) -> None:
    asked: list[str] = []

    def tag(text: str) -> dict[str, float]:
        asked.append(text)
        said: dict[str, float] = tagging(tagger)(text)
        return said

    for method in ("attention", "gradient"):
        app = gr.show_app(tag, interpretation={"model": tagger, "method": method})
        (listener,) = [each for each in app.listeners if each.api_name == "explain"]
        with connect(app) as session:
            page = listener.outputs[0].id
            session.call(listener.index, "w1 w7 w3", event=("explain", {"label": "yes"}))
            wanted = {"label": "yes", "method": method, "without": {"input": "text", "part": 2}}
            session.call(listener.index, "w1 w7 w3", event=("explain", wanted))
            units = session.values[page]["explanations"][0]["inputs"][0]["detail"]["units"]
        assert [unit["text"] for unit in units] == ["[start]", "w1", "w7", "w3"]
        assert asked[-1] == "w1 w3"
        assert units[2]["without"] == pytest.approx(tagging(tagger)("w1 w3")["yes"])


def test_rollout_is_the_product_of_the_layers() -> None:
    rng = np.random.default_rng(0)
    weights = rng.dirichlet(np.ones(3), (2, 2, 3))
    layers = [0.5 * layer.mean(0) + 0.5 * np.eye(3) for layer in weights]
    assert np.allclose(rollout(weights), layers[1] @ layers[0])
    assert np.allclose(rollout(weights, fusion="max").sum(-1), 1)


def test_transformers_of_the_library(tmp_path: Any) -> None:
    transformers = importlib.import_module("transformers")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "##s"]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary))
    tokenizer = transformers.BertTokenizer(str(tmp_path / "vocab.txt"))
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=2,
    )
    model = transformers.BertForSequenceClassification(config).eval()

    def classify(text: str) -> list[float]:
        with torch.no_grad():
            return model(**tokenizer(text, return_tensors="pt")).logits.softmax(1)[0].tolist()

    text = "w1 w7s w3"
    for method in ("gradient", "attention"):
        found = gr.interpret(classify, text, model=model, method=method, tokenizer=tokenizer)
        units = found.inputs[0].detail.units
        assert [unit.text for unit in units] == ["[CLS]", "w1", "w7", "##s", "w3", "[SEP]"]
        assert [text[unit.start : unit.end] for unit in units] == ["", "w1", "w7", "s", "w3", ""]
        if method == "attention":
            assert found.inputs[0].detail.weights.shape == (2, 2, 6, 6)
        else:
            assert found.additivity_gap == pytest.approx(0, abs=5e-3)
    left_out = gr.interpret(classify, text, method="perturb", tokenizer=tokenizer)
    assert [piece for piece, _ in left_out.scores[0]] == ["w1", "w7", "s", "w3"]


# ------------------------------------------------------------------ something for each token


class Writer(torch.nn.Module):
    """Says for each token which comes next: the one after it in the list of words."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.embedding = torch.nn.Embedding(14, 24)
        layer = torch.nn.TransformerEncoderLayer(24, 2, 32, dropout=0.0, batch_first=True)
        self.encoder = torch.nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.head = torch.nn.Linear(24, 14)

    def forward(self, ids: Any) -> Any:
        return self.head(self.encoder(self.embedding(ids)))


@pytest.fixture(scope="module")
def writer() -> Any:
    model = Writer()
    rng = np.random.default_rng(0)
    x = torch.tensor(rng.integers(1, 12, (400, 6)))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    for _ in range(60):
        optimizer.zero_grad()
        said = model(x)
        torch.nn.functional.cross_entropy(said.reshape(-1, 14), (x + 1).reshape(-1)).backward()
        optimizer.step()
    return model.eval()


def ids(text: str) -> Any:
    return torch.tensor([[IDS[word] for word in text.split()]])


def test_the_next_token_is_explained(writer: Any) -> None:
    def following(text: str) -> dict[str, float]:
        with torch.no_grad():
            sure = writer(ids(text))[0, -1].softmax(0)
        return {word: float(sure[at]) for word, at in IDS.items()}

    for method in ("gradient", "perturb", "attention"):
        found = gr.interpret(following, "w2 w9 w5", model=writer, method=method)
        assert found.explained.label == "w6"
        scores = dict(found.scores[0])
        if method == "attention":
            assert found.parameters["position"] == "last"
        else:
            assert max(scores, key=lambda word: scores[word] or 0) == "w5"
        if method == "gradient":
            assert found.additivity_gap == pytest.approx(0, abs=1e-2)
    assert "read at the last token" in gr.interpret(following, "w2 w9", model=writer).because


def test_a_number_of_one_token_is_explained(writer: Any) -> None:
    def logits(text: str) -> Any:
        with torch.no_grad():
            return writer(ids(text))[0]

    with pytest.raises(InterpretationError, match=r"3 × 14 numbers, as of 3 tokens.*target=\(-1"):
        gr.interpret(logits, "w2 w9 w5")
    with pytest.raises(InterpretationError, match=r"none at \(3, 0\)"):
        gr.interpret(logits, "w2 w9 w5", target=(3, 0))
    for method in ("gradient", "perturb"):
        found = gr.interpret(logits, "w2 w9 w5", model=writer, method=method, target=(-1, 7))
        assert found.prediction == pytest.approx(float(logits("w2 w9 w5")[2, 7]), abs=1e-5)
        assert max(found.scores[0], key=lambda pair: pair[1] or 0)[0] == "w5"
        assert found.target == "-1, 7"
        again = gr.interpret(logits, "w2 w9 w5", model=writer, method=method, target=found.target)
        assert again.scores == found.scores
    middle = gr.interpret(logits, "w2 w9 w5 w8 w1 w3", model=writer, target=(1, 10))
    assert middle.method == "gradient"
    assert "read at token 1" in middle.because
    assert max(middle.scores[0], key=lambda pair: pair[1] or 0)[0] == "w9"


def test_what_a_model_says_of_another_token_is_not_taken_for_it(writer: Any) -> None:
    def second(text: str) -> float:
        with torch.no_grad():
            return float(writer(ids(text))[0, min(1, len(text.split()) - 1), 10])

    found = gr.interpret(second, "w2 w9 w5 w8 w1 w3", model=writer)
    assert found.method == "perturb"
    assert "neither of the first nor of the last" in " ".join(found.warnings)


def test_a_text_that_is_written_token_by_token_says_what_can_be_explained(writer: Any) -> None:
    def write(text: str) -> str:
        words = text.split()
        for _ in range(2):
            with torch.no_grad():
                at = int(writer(ids(" ".join(words)))[0, -1].argmax())
            words.append(WORDS[at - 1])
        return " ".join(words[-2:])

    found = gr.interpret(write, "w2 w9", model=writer)
    assert found.method == "perturb"
    assert "the chances of the next token" in " ".join(found.warnings)
    assert dict(found.scores[0]) == {"w2": 0.0, "w9": 1.0}
    with pytest.raises(InterpretationError, match="called the model 2 times"):
        gr.interpret(write, "w2 w9", model=writer, method="gradient")
