"""The page that tells why a result is as it is: asked for, compared, stopped, saved."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import pytest
from PIL import Image

import intarsia as gr
from intarsia.explained import Explained
from intarsia.explanation import AttentionScores, Explanation, Grid
from intarsia.explanationsize import to_travel
from intarsia.interpretation import methods
from intarsia.jupyter import fallback
from intarsia.testing import RequestError, connect


def mood(text: str) -> dict[str, float]:
    good = text.split().count("good") / 4
    return {"good": 0.5 + good, "bad": 0.5 - good}


def index(app: gr.Blocks, event: str) -> int:
    """Return the listener of an event of the component that shows explanations."""
    return next(
        listener.index
        for listener in app.listeners
        if any(c.kind == "interpretation" and e == event for c, e in listener.targets)
    )


def page(app: gr.Blocks) -> str:
    return next(key for key, each in app.components.items() if each.kind == "interpretation")


def explain(session: Any, app: gr.Blocks, *values: Any, **wanted: Any) -> Any:
    """Ask for an explanation, as a browser does."""
    session.call(index(app, "explain"), *values, event=("explain", wanted))
    return session.values[page(app)]


def scores(value: dict[str, Any], at: int = -1) -> Any:
    return Explanation.from_json(value["explanations"][at]).scores


class TestPage:
    def test_there_is_none_where_nobody_wants_it(self) -> None:
        app = gr.show_app(mood)
        assert [each.kind for each in app.components.values()].count("interpretation") == 0
        assert app.root.spec().interpretation is None  # type: ignore[attr-defined]

    def test_explains_what_is_entered(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session:
            session.call(0, "a good day")
            found = explain(session, app, "a good day")
            assert scores(found) == [[("a", 0.0), ("good", 0.25), ("day", 0.0)]]
            assert found["explanations"][0]["code"].startswith("gr.interpret(mood, ")
            assert session.values[page(app)] == found

    def test_is_the_layouts_and_belongs_to_clear(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        assert app.root.spec().interpretation == page(app)  # type: ignore[attr-defined]
        with connect(app) as session:
            session.call(0, "a good day")
            explain(session, app, "a good day")
            session.call(1)
            assert session.values[page(app)] is None

    def test_other_targets_stand_beside_each_other(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session:
            explain(session, app, "a good day")
            both = explain(session, app, "a good day", label="bad", output=0)
            assert [each["explained"]["label"] for each in both["explanations"]] == ["good", "bad"]
            assert both["current"] == 1
            assert scores(both)[0][1] == ("good", -0.25)
            assert both["explanations"][1]["cost"]["calls"] <= 1  # the rest is known
            again = explain(session, app, "a good day", method="perturb", label="good", output=0)
            assert again["explanations"][0]["cost"]["calls"] > 1
            assert (len(again["explanations"]), again["current"]) == (2, 0)

    def test_other_inputs_take_the_place_of_all(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session:
            explain(session, app, "a good day")
            found = explain(session, app, "so good", label="bad")
            assert [each["inputs"][0]["shown"] for each in found["explanations"]] == ["so good"]

    def test_each_run_is_explained_where_that_is_wanted(self) -> None:
        app = gr.show_app(mood, interpretation="auto", interpretation_live=True)
        with connect(app) as session:
            session.call(0, "a good day")
            session.settle()
            assert scores(session.values[page(app)])[0][1] == ("good", 0.25)

    def test_takes_a_dict_of_what_interpret_takes(self) -> None:
        given = {"method": "perturb", "target": "bad", "replacement": "good"}
        app = gr.show_app(mood, interpretation=given)
        with connect(app) as session:
            found = explain(session, app, "a good day")
            assert found["explanations"][0]["explained"]["label"] == "bad"
            assert found["explanations"][0]["inputs"][0]["baseline"] == "replaced by 'good'"

    def test_refuses_what_is_no_method(self) -> None:
        with pytest.raises(TypeError, match="interpretation= is the name of a method"):
            gr.show_app(mood, interpretation=7)

    def test_stands_for_values_of_its_own_controls(self) -> None:
        def price(rooms: int, *, garden: bool = True) -> float:
            return 100.0 * rooms + 50.0 * garden

        app = gr.show_app(price, interpretation="auto", rooms=gr.Slider(1, 5, 3, step=1))
        with connect(app) as session:
            found = explain(session, app, 3, True)
            rooms, garden = found["explanations"][0]["inputs"]
            assert [point["x"] for point in rooms["detail"]["points"]] == [1, 2, 3, 4, 5]
            assert garden["score"] == 50

    def test_it_is_tested_how_faithful_an_explanation_is(self) -> None:
        app = gr.show_app(mood, interpretation="perturb")
        with connect(app) as session:
            first = explain(session, app, "a good day, so good")
            assert first["explanations"][0]["fidelity"] is None
            found = explain(
                session, app, "a good day, so good", method="perturb", label="good", fidelity=True
            )
            (told,) = found["explanations"]
            assert told["fidelity"]["deletion_area"] < told["fidelity"]["random_deletion_area"]
            assert told["cost"] == first["explanations"][0]["cost"]

    def test_a_piece_is_taken_away_where_the_method_does_not_know(self) -> None:
        app = gr.show_app(mood, interpretation="shap")
        with connect(app) as session:
            first = explain(session, app, "a good day")
            units = first["explanations"][0]["inputs"][0]["detail"]["units"]
            assert [unit["without"] for unit in units] == [None, None, None]
            found = explain(
                session,
                app,
                "a good day",
                method="shap",
                label="good",
                without={"input": "text", "part": 1},
            )
            units = found["explanations"][0]["inputs"][0]["detail"]["units"]
            assert [unit["without"] for unit in units] == [None, 0.5, None]

    def test_so_are_a_whole_input_and_a_column_of_a_table(self) -> None:
        def total(text: str, table: pandas.DataFrame) -> float:
            return len(text) + float(table["a"].sum() - table["b"].sum())

        table = {"headers": ["a", "b"], "data": [[1, 2], [3, 4]]}
        app = gr.show_app(total, interpretation="shap", table=gr.Dataframe())
        with connect(app) as session:
            explain(session, app, "so", table)
            told = []
            for name, part in (("text", None), ("table", 1)):
                without = {"input": name, "part": part}
                found = explain(session, app, "so", table, method="shap", without=without)
                told.append(found["explanations"][0]["inputs"])
            assert [each["without"] for each in told[0]] == [-2, None]
            assert [each["without"] for each in told[1][1]["detail"]["columns"]] == [None, 0]

    def test_a_text_can_be_cut_into_other_pieces(self) -> None:
        app = gr.show_app(mood, interpretation="perturb")
        with connect(app) as session:
            explain(session, app, "so good. a day.")
            found = explain(session, app, "so good. a day.", method="perturb", level="sentence")
            assert [each["inputs"][0]["detail"]["level"] for each in found["explanations"]] == [
                "word",
                "sentence",
            ]


class TestProblems:
    def test_are_told_in_the_place_of_the_explanation(self) -> None:
        def shout(text: str) -> list[str]:
            return [text.upper()]

        app = gr.show_app(shout, interpretation="auto")
        with connect(app) as session:
            found = explain(session, app, "so")
            assert found["explanations"] == []
            assert "There is no number in the result" in found["problem"]

    def test_leave_what_was_there(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session:
            explain(session, app, "a good day")
            found = explain(session, app, "a good day", label="ugly")
            assert len(found["explanations"]) == 1
            assert "no 'ugly'" in found["problem"]

    @pytest.mark.parametrize(
        ("source", "why"),
        [
            (
                "raise RuntimeError('built for another numpy')",
                "installed, but could not be .*numpy",
            ),
            ("import no_such_package", "installed, but could not be .*no_such_package"),
            (None, "needs shap, which is not installed"),
        ],
    )
    def test_a_package_that_is_broken_or_missing_is_named(
        self, source: str | None, why: str, replaced: Any
    ) -> None:
        replaced("shap", source)
        app = gr.show_app(mood, interpretation={"method": "shap", "explainer": "kernel"})
        with connect(app) as session:
            found = explain(session, app, "a good day")
            assert re.search(why, found["problem"])
            assert explain(session, app, "a good day", method="perturb")["problem"] is None

    def test_a_function_with_effects_is_asked_about_first(self) -> None:
        calls: list[str] = []

        def send(text: str) -> float:
            calls.append(text)
            return float(len(text))

        app = gr.show_app(send, interpretation={"pure": False})
        with connect(app) as session:
            found = explain(session, app, "a b")
            assert found["asks"] > 2
            assert calls == []
            found = explain(session, app, "a b", agreed=True)
            assert found["asks"] is None
            assert len(found["explanations"]) == 1

    def test_and_is_not_called_for_anything_else_before_that(self) -> None:
        calls: list[str] = []

        def send(text: str) -> float:
            calls.append(text)
            return float(len(text))

        app = gr.show_app(send, interpretation={"pure": False, "method": "perturb"})
        with connect(app) as session:
            explain(session, app, "a b", agreed=True)
            count = len(calls)
            part = {"input": "text", "part": 0}
            for more in ({"fidelity": True}, {"without": part}):
                found = explain(session, app, "a b", method="perturb", **more)
                assert "has effects" in found["problem"]
            assert len(calls) == count

    def test_what_a_function_is_given_besides_its_inputs_does_not_count(self) -> None:
        def told(text: str, request: gr.Request, progress: Any = gr.Progress()) -> float:
            progress(0.5)
            return float(len(text))

        app = gr.Interface(told, "text", "number", interpretation="default")
        with connect(app) as session:
            found = explain(session, app, "a b")
            assert [each["name"] for each in found["explanations"][0]["inputs"]] == ["text"]

    @pytest.mark.parametrize("wanted", [{"method": "x" * 500}, {"output": "1"}, {"label": 7}])
    def test_what_a_browser_makes_up_is_left_out(self, wanted: dict[str, Any]) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session:
            found = explain(session, app, "good", **wanted)
            assert found["explanations"][0]["explained"]["label"] == "good"

    def test_an_event_without_words_is_refused(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        with connect(app) as session, pytest.raises(RequestError):
            session.call(index(app, "explain"), "good", None, event=("explain", ["x"]))


class TestWay:
    def test_goes_step_by_step_and_tells_how_far_it_is(self) -> None:
        app = gr.show_app(mood, interpretation={"method": "perturb", "every": 0})
        fn = app.listeners[index(app, "explain")].fn
        assert fn is not None
        told = [step.explanations[0] for step in fn(gr.EventData(None), "a good day", Explained())]
        assert len(told) > 1
        assert [each.final for each in told[-2:]] == [False, True]
        assert all(0 <= each.progress <= 1 for each in told)

    def test_waits_for_the_turn_of_its_function(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        main, explaining = app.listeners[0], app.listeners[index(app, "explain")]
        assert app.lane(main) is app.lane(explaining)

    def test_a_run_ends_what_explains_an_earlier_one(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        assert app.listeners[0].cancels == [app.listeners[index(app, "explain")]]


class TestStale:
    def test_says_that_other_inputs_stand_there_until_they_are_as_they_were(self) -> None:
        app = gr.show_app(mood, interpretation="auto")
        text = app.listeners[0].inputs[0].id
        with connect(app) as session:
            assert explain(session, app, "a good day")["stale"] is None
            for entered, stale in (("so good", "inputs"), ("a good day", None)):
                session.set_value(text, entered)
                session.resync()
                assert session.values[page(app)]["stale"] == stale

    def test_no_change_of_anything_else_counts(self) -> None:
        with gr.Blocks() as demo:
            text, other, why = gr.Textbox(), gr.Textbox(), gr.Interpretation()
            why.explain(gr.explainer(mood), [text, why], why)
        with connect(demo) as session:
            session.call(0, "so good", event=("explain", {}))
            session.set_value(other.id, "changed")
            session.call(0, "so good", event=("explain", {"label": "bad"}))
            session.resync()
            assert session.values[why.id]["stale"] is None

    def test_scores_that_a_function_of_the_author_writes_are_of_its_inputs(self) -> None:
        with gr.Blocks() as demo:
            text = gr.Textbox()
            why = gr.Interpretation(text)
            gr.Button().click(
                lambda text: {"original": text, "interpretation": [(text, 1.0)]}, text, why
            )
        with connect(demo) as session:
            session.call(0, "so")
            session.set_value(text.id, "other")
            session.resync()
            assert session.values[why.id]["stale"] == "inputs"

    def test_is_said_where_an_input_changes_while_it_is_explained(self) -> None:
        begun, go = threading.Event(), threading.Event()

        def slow(text: str) -> float:
            begun.set()
            assert go.wait(10)
            return float(len(text))

        app = gr.show_app(slow, interpretation="auto")
        with connect(app) as session, connect(app) as other:
            worker = threading.Thread(target=explain, args=(other, app, "a b"))
            worker.start()
            assert begun.wait(10)
            session.set_value(app.listeners[0].inputs[0].id, "c d")
            go.set()
            worker.join(10)
            session.resync()
            assert session.values[page(app)]["stale"] == "inputs"

    def test_pictures_stay_where_what_is_asked_for_has_a_problem(self, tmp_path: Path) -> None:
        def bright(image: np.ndarray[Any, Any]) -> dict[str, float]:
            return {"bright": float(image.mean())}

        app = gr.Interface(bright, "image", "label", interpretation={"segments": 4})
        Image.new("RGB", (8, 8)).save(tmp_path / "black.png")
        with connect(app) as session:
            sent = session.upload(tmp_path / "black.png")
            before = explain(session, app, sent)["pictures"]
            assert list(before) == ["image"]
            found = explain(session, app, sent, label="ugly")
            assert "no 'ugly'" in found["problem"]
            assert found["pictures"] == before


class TestBlocks:
    def test_an_explainer_writes_all_inputs_or_one_each(self) -> None:
        def price(rooms: float, garden: bool) -> float:
            return 100.0 * rooms + 50.0 * garden

        with gr.Blocks() as demo:
            rooms, garden = gr.Number(3), gr.Checkbox(True)
            whole, one = gr.Interpretation(), gr.Interpretation(garden)
            gr.Button().click(gr.explainer(price), [rooms, garden], [whole, one])
        with connect(demo) as session:
            session.call(0, 3, True)
            all_of_it, part = session.values[whole.id], session.values[one.id]
            assert [each["name"] for each in all_of_it["explanations"][0]["inputs"]] == [
                "rooms",
                "garden",
            ]
            assert [each["name"] for each in part["explanations"][0]["inputs"]] == ["garden"]

    def test_what_an_app_keeps_for_itself_is_not_looked_at(self) -> None:
        def fn(text: str, words: list[str]) -> float:
            words.append(text)
            return float(len(text) + len(words))

        with gr.Blocks() as demo:
            text, state, why = gr.Textbox(), gr.State(["a", "b"]), gr.Interpretation()
            gr.Button().click(gr.explainer(fn, method="perturb"), [text, state], why)
        with connect(demo) as session:
            session.call(0, "so good")
            (told,) = session.values[why.id]["explanations"]
            assert (told["prediction"], told["noise"]) == (10, None)
            assert [each["score"] for each in told["inputs"]] == [7, None]
            assert told["inputs"][1]["baseline"] == "not looked at"

    def test_a_function_of_batches_is_explained(self) -> None:
        def fn(texts: list[str]) -> list[list[float]]:
            return [[float(len(text)) for text in texts]]

        with gr.Blocks() as demo:
            text, why = gr.Textbox(), gr.Interpretation()
            why.explain(gr.explainer(fn, method="shap", batch=True), [text, why], why)
        with connect(demo) as session:
            session.call(0, "so good", event=("explain", {}))
            part = {"method": "shap", "without": {"input": "texts", "part": 0}}
            session.call(0, "so good", event=("explain", part))
            (told,) = session.values[why.id]["explanations"]
            assert told["inputs"][0]["detail"]["units"][0]["without"] == 4

    def test_earlier_explanations_stay_where_they_come_along(self) -> None:
        with gr.Blocks() as demo:
            text = gr.Textbox()
            why = gr.Interpretation()
            why.explain(gr.explainer(mood), [text, why], why)
        assert why.spec().on_request
        with connect(demo) as session:
            session.call(0, "so good", event=("explain", {}))
            session.call(0, "so good", event=("explain", {"label": "bad"}))
            assert len(session.values[why.id]["explanations"]) == 2

    def test_an_explainer_writes_nothing_else(self) -> None:
        with gr.Blocks():
            text, label = gr.Textbox(), gr.Label()
            with pytest.raises(TypeError, match=r"writes gr\.Interpretation"):
                text.submit(gr.explainer(mood), text, label)

    def test_an_explainer_alone_says_where_it_belongs(self) -> None:
        with pytest.raises(TypeError, match="function of a listener"):
            next(iter(gr.explainer(mood)(gr.EventData(None, {}), "so")))

    def test_a_place_shows_what_interpret_returns(self) -> None:
        found = gr.interpret(mood, "a good day")
        assert gr.Interpretation().postprocess(found)["explanations"] == [found.to_json()]
        with pytest.raises(TypeError, match=r"gr\.interpret returns"):
            gr.Interpretation().postprocess("text")
        with pytest.raises(TypeError, match="is of an input"):
            gr.Interpretation("text")  # type: ignore[arg-type]  # that is what is tried

    def test_a_place_takes_back_what_it_shows(self) -> None:
        found = gr.interpret(mood, "a good day")
        place = gr.Interpretation(value=found)
        assert place.preprocess(place.initial()) == Explained(explanations=(found,))


class TestGradio3:
    def test_default_leaves_parts_out(self) -> None:
        app = gr.Interface(mood, "text", "label", interpretation="default")
        with connect(app) as session:
            found = explain(session, app, "so good")
            assert found["explanations"][0]["method"] == "perturb"

    def test_a_list_has_a_method_for_each_input(self) -> None:
        def fn(text: str, n: float, more: bool) -> float:
            return len(text.split()) * n + 10 * more

        app = gr.Interface(
            fn,
            ["text", "number", "checkbox"],
            "number",
            interpretation=["default", "shap", None],
            num_shap=50,
        )
        with connect(app) as session:
            (told,) = explain(session, app, "a b", 3, True)["explanations"]
            text, number, more = told["inputs"]
            # Each with the others as they are, and in the mean over all coalitions of the two.
            assert [unit["score"] for unit in text["detail"]["units"]] == [3, 3]
            assert number["score"] == pytest.approx(3)
            assert (more["score"], more["detail"], more["kind"]) == (None, None, "choice")
            assert told["prediction"] - told["base_value"] == 6
            assert told["additivity_gap"] == pytest.approx(6 - text["score"] - number["score"])
            assert "text by Leave-one-out, n by Kernel SHAP" in " ".join(told["warnings"])
            again = explain(session, app, "a b", 3, True, method="per-input")
            assert again["problem"] is None
            assert "method=['default', 'shap', None]" in told["code"]
            repeated = eval(told["code"], {"gr": gr, "fn": fn})
            assert repeated.scores == Explanation.from_json(told).scores

    def test_an_input_of_the_list_may_have_none(self) -> None:
        def fn(text: str, n: float) -> float:
            return len(text) + n

        app = gr.Interface(fn, ["text", "number"], "number", interpretation=["default", None])
        with connect(app) as session:
            (told,) = explain(session, app, "so", 1)["explanations"]
            assert [each["score"] for each in told["inputs"]] == [2, None]
            assert (told["title"], told["base_value"]) == ("Leave-one-out", 1)

    @pytest.mark.parametrize(
        ("methods", "why"),
        [
            (["default"], "names 1 methods for 2 inputs"),
            (["default", len], "the name of a method for each input"),
            (["default", "occlude"], "no method 'occlude'"),
        ],
    )
    def test_another_list_is_refused(self, methods: list[Any], why: str) -> None:
        with pytest.raises((TypeError, ValueError), match=why):
            gr.Interface(lambda a, b: a, ["text", "text"], "text", interpretation=methods)

    def test_shap_tries_so_many_coalitions_for_each_part(self) -> None:
        asked: list[str] = []

        def fn(text: str) -> dict[str, float]:
            asked.append(text)
            return mood(text)

        words = "a good day and a good night for you"
        told = []
        for num_shap in (2.0, 20.0):
            app = gr.Interface(fn, "text", "label", interpretation="shap", num_shap=num_shap)
            with connect(app) as session:
                told += explain(session, app, words)["explanations"]
        assert [each["parameters"]["samples"] for each in told] == [18, 180]
        assert [each["title"] for each in told] == ["Kernel SHAP"] * 2
        assert told[0]["cost"]["calls"] <= 18 + 3 < told[1]["cost"]["calls"]
        assert told[1]["additivity_gap"] == pytest.approx(0, abs=1e-9)

    def test_what_the_author_says_of_shap_counts_before_that(self) -> None:
        given = {"method": "shap", "explainer": "permutation"}
        app = gr.Interface(mood, "text", "label", interpretation=given)
        with connect(app) as session:
            (told,) = explain(session, app, "a good day")["explanations"]
            assert told["title"] == "SHAP (permutation)"
            assert "num_shap" not in told["parameters"]

    def test_a_method_of_the_authors_own_is_asked_again(self) -> None:
        class Half:
            name, title = "half", "Half"

            def supports(self, fn: Any, inputs: Any, target: Any) -> float:
                return 1.0

            def explain(self, fn: Any, inputs: Any, target: Any, **options: Any) -> Any:
                yield from methods.method("perturb").explain(fn, inputs, target, **options)

        app = gr.show_app(mood, interpretation=Half())
        with connect(app) as session:
            explain(session, app, "a good day")
            found = explain(session, app, "a good day", method="half", label="bad")
            assert (found["problem"], len(found["explanations"])) == (None, 2)

    def test_a_function_of_the_author_gives_scores(self) -> None:
        def why(text: str) -> list[tuple[str, float]]:
            return [(word, len(word) / 10) for word in text.split()]

        app = gr.Interface(mood, "text", "label", interpretation=why)
        with connect(app) as session:
            found = explain(session, app, "so good")
            assert scores(found) == [[("so", 0.2), ("good", 0.4)]]
            assert found["explanations"][0]["method"] == "own"

    def test_scores_of_another_form_are_refused_in_words(self) -> None:
        app = gr.Interface(mood, "text", "label", interpretation=lambda text: {"a": object()})
        with connect(app) as session:
            assert "scores of a text are pairs" in explain(session, app, "so")["problem"]

    @pytest.mark.parametrize(
        ("component", "original", "given", "expected"),
        [
            (gr.Textbox(), "so bad", [("so", 0.1), (" ", 0), ("bad", -1)], "tokens"),
            (gr.Number(), 2, [[1, -0.5], [2, None], [3, 0.5]], "curve"),
            (gr.Slider(0, 10), 5, [0, 0.1, 0.2], "curve"),
            (gr.Checkbox(), True, (0.25, None), "choices"),
            (gr.Radio(["a", "b"]), "a", [None, 0.5], "choices"),
            (gr.CheckboxGroup(["a", "b"]), ["a"], [(0.5, None), (None, 0.1)], "choices"),
        ],
    )
    def test_a_place_of_an_input_takes_its_scores(
        self, component: Any, original: Any, given: Any, expected: str
    ) -> None:
        place = gr.Interpretation(component)
        value = place.postprocess({"original": original, "interpretation": given})
        assert value["explanations"][0]["inputs"][0]["detail"]["kind"] == expected

    def test_neighbours_are_told_by_what_the_present_choice_adds(self) -> None:
        place = gr.Interpretation(gr.Radio(["a", "b"]))
        value = place.postprocess({"original": "a", "interpretation": [None, 0.5]})
        assert scores(value) == [[("a", None), ("b", -0.5)]]


class TestSize:
    def test_the_map_of_a_large_picture_is_as_large_as_what_is_seen_of_it(
        self, tmp_path: Path
    ) -> None:
        def bright(image: np.ndarray[Any, Any]) -> dict[str, float]:
            return {"bright": float(image[:900, :1000].mean()) / 255}

        app = gr.Interface(bright, "image", "label", interpretation={"segments": 16})
        pixels = np.full((1800, 3000, 3), 10, np.uint8)
        pixels[:900, :1000] = 250
        Image.fromarray(pixels).save(tmp_path / "large.png")
        with connect(app) as session:
            (told,) = explain(session, app, session.upload(tmp_path / "large.png"))["explanations"]
            detail = told["inputs"][0]["detail"]
            assert detail["labels"]["shape"] == [307, 512]
            labels = Grid(**{**detail["labels"], "shape": (307, 512)}).array()
            units = {unit["index"]: unit["score"] for unit in detail["units"]}
            scores = np.vectorize(units.get)(labels)
            assert scores[:140, :160].mean() > 20 * abs(scores[170:, 190:].mean())
            assert sum(unit["pixels"] for unit in detail["units"]) == 1800 * 3000

    def test_the_heat_of_a_large_picture_is_that_of_the_pixels_around(self) -> None:
        values = np.zeros((600, 1200))
        values[100:200, 300:400] = 1.0
        place = gr.Interpretation(gr.Image())
        picture = np.zeros((600, 1200, 3), np.uint8)
        found = place.postprocess({"original": picture, "interpretation": values.tolist()})
        grid = found["explanations"][0]["inputs"][0]["detail"]["values"]
        assert (grid["shape"], grid["dtype"]) == ([256, 512], "float32")
        heat = Grid(**{**grid, "shape": (256, 512)}).array()
        assert heat.mean() == pytest.approx(values.mean(), rel=0.02)
        assert heat[50:80, 135:165].min() == 1
        assert place.preprocess(found).explanations[0].inputs[0].detail is not None

    def test_heads_are_taken_together_where_they_take_too_much_room(self) -> None:
        found = gr.interpret(mood, "a b")
        weights = np.random.default_rng(0).random((4, 8, 140, 140)).astype("float32")
        detail = AttentionScores(
            units=(), weights=Grid.of(weights), rollout=Grid.of(np.eye(140, dtype="float32"))
        )
        large = replace(found, inputs=(replace(found.inputs[0], detail=detail),))
        small = to_travel(large)
        told = small.inputs[0].detail
        assert isinstance(told, AttentionScores)
        assert told.weights.shape == (4, 1, 140, 140)
        assert np.allclose(told.weights.array(), weights.mean(1, keepdims=True), atol=1e-6)
        assert "all heads in the mean" in small.warnings[-1]
        assert to_travel(small) is small
        assert to_travel(found) is found


@pytest.fixture
def bundle() -> Any:
    found = gr.interpret(mood, "a <b>good</b> day good")
    with gr.Blocks() as demo:
        gr.Interpretation(value=found)
    return demo.bundle()


def test_what_is_saved_can_be_read_without_the_extension(bundle: Any) -> None:
    html = fallback.html(bundle)
    assert "<th>Interpretation</th>" in html
    assert "good 0.75 by Leave-one-out: good +0.25" in html
    assert "<b>" not in html
