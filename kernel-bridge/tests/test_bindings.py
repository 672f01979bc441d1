"""Properties that follow other values: written, guarded and worked out in the kernel."""

from __future__ import annotations

import datetime
import enum
import warnings
from typing import Any

import pytest

import intarsia as gr
from intarsia.blocks import Blocks
from intarsia.expressions import MAX_DEPTH, MAX_SIZE
from intarsia.jupyter import fallback
from intarsia.parameters import NoticeWarning, _noticed
from intarsia.testing import RequestError, Session, connect


def shown(session: Session, component: Any) -> bool:
    return session.present(component.id).visible


def choices(session: Session, component: Any) -> list[Any]:
    return [choice.value for choice in session.present(component.id).choices]  # type: ignore[attr-defined]  # of a kind that has them


@pytest.fixture
def modes() -> tuple[Blocks, dict[str, Any]]:
    with Blocks() as demo:
        mode = gr.Radio(["simple", "advanced"], value="simple")
        note = gr.Textbox(visible=mode.is_("advanced"))
        with gr.Row(visible=mode.is_("advanced")), gr.Column():
            inside = gr.Textbox()
            button = gr.Button(interactive=inside.length() > 2)
        out = gr.Textbox()
        button.click(lambda *words: " ".join(words), [mode, note, inside], out)
        note.change(str.upper, note, out)
    return demo, {"mode": mode, "note": note, "inside": inside, "button": button, "out": out}


def test_it_is_shown_as_another_value_says(modes: Any) -> None:
    demo, parts = modes
    session = connect(demo)
    assert not shown(session, parts["note"])
    session.set_value(parts["mode"].id, "advanced")
    assert shown(session, parts["note"])


def test_what_is_hidden_by_what_it_follows_takes_no_value(modes: Any) -> None:
    demo, parts = modes
    session = connect(demo)
    for name in ("note", "inside"):  # itself, or the row around it
        with pytest.raises(RequestError, match="forbidden"):
            session.set_value(parts[name].id, "x")
    session.set_value(parts["mode"].id, "advanced")
    for name in ("note", "inside"):
        session.set_value(parts[name].id, "x")


def test_a_run_is_refused_whose_trigger_cannot_be_used(modes: Any) -> None:
    demo, parts = modes
    session = connect(demo)
    with pytest.raises(RequestError, match="forbidden: What would run this"):
        session.call(0)
    session.set_value(parts["mode"].id, "advanced")
    with pytest.raises(RequestError, match="forbidden: What would run this"):
        session.call(0)  # it is locked
    session.set_value(parts["inside"].id, "abc")
    assert session.call(0) == "advanced  abc"
    session.set_value(parts["mode"].id, "simple")
    with pytest.raises(RequestError, match="forbidden: What would run this"):
        session.call(1, event=("change", None))


def test_drafts_that_come_with_a_run_count(modes: Any) -> None:
    demo, _ = modes
    session = connect(demo)
    assert session.call(0, "advanced", "note", "abc") == "advanced note abc"
    with pytest.raises(RequestError, match="forbidden"):
        session.call(0, "simple", "note", "abc")


def test_an_update_takes_the_place_of_what_it_followed() -> None:
    with Blocks() as demo:
        more = gr.Checkbox()
        note = gr.Textbox(visible=more, interactive=True)
        gr.Button().click(lambda: gr.update(visible=True), None, note)
        gr.Button().click(lambda: gr.Textbox(visible=~more), None, note)
        gr.Button().click(lambda: gr.update(label="Note"), None, note)
    session = connect(demo)
    session.call(2)
    assert session.present(note.id).label == "Note"
    assert not shown(session, note)
    session.call(0)
    assert shown(session, note)
    session.set_value(note.id, "x")
    session.call(1)
    assert shown(session, note)
    session.set_value(more.id, True)
    assert not shown(session, note)
    with pytest.raises(RequestError, match="forbidden"):
        session.set_value(note.id, "y")


def test_what_a_function_writes_is_followed_too() -> None:
    with Blocks() as demo:
        count = gr.Number(0)
        more = gr.Textbox(visible=count > 1)
        gr.Button().click(lambda: 2, None, count)
    session = connect(demo)
    session.call(0)
    assert shown(session, more)


class Country(enum.Enum):
    DE = "Germany"
    FR = "France"


def trip() -> tuple[Blocks, Any, Any, Any]:
    cities = {Country.DE: ["Berlin", "Bonn"], Country.FR: [("Paris!", 7.5), "Lyon"]}
    with Blocks() as demo:
        country = gr.Dropdown([Country.DE, Country.FR])
        city = gr.Dropdown(country.choose(cities, ["Rome"]))
        street = gr.Radio(choices=city.choose({"Bonn": ["A", "B"], 7.5: ["C"]}), value="A")
        out = gr.JSON()
        gr.Button().click(lambda *given: list(map(str, given)), [country, city, street], out)
    return demo, country, city, street


def test_choices_follow_and_a_function_gets_the_objects() -> None:
    demo, country, city, street = trip()
    session = connect(demo)
    assert choices(session, city) == ["Berlin", "Bonn"]
    assert (session.values[city.id], session.values[street.id]) == ("Berlin", None)
    session.set_value(city.id, "Bonn")
    session.set_value(street.id, "B")
    with pytest.raises(RequestError, match="Choose one of the offered values"):
        session.set_value(city.id, 7.5)
    session.set_value(country.id, "FR")
    session.wait(lambda: session.values[street.id] is None)
    # What is not offered any more gives way to the start: the first, or the given one, or none.
    assert session.values[city.id] == 7.5
    assert choices(session, street) == ["C"]
    assert session.call(0) == ["Country.FR", "7.5", "None"]


def test_a_run_with_drafts_is_read_by_the_choices_of_its_drafts() -> None:
    demo, *_ = trip()
    session = connect(demo)
    assert session.call(0, "FR", "Lyon", None) == ["Country.FR", "Lyon", "None"]
    with pytest.raises(RequestError, match="Choose one of the offered values"):
        session.call(0, "DE", "Lyon", None)


def test_a_change_of_what_is_chosen_is_heard_when_its_choices_change() -> None:
    with Blocks() as demo:
        country = gr.Dropdown(["de", "fr"])
        tags = gr.CheckboxGroup(country.choose({"de": ["a", "b"], "fr": ["b", "c"]}))
        heard = gr.JSON()
        tags.change(lambda tags: tags, tags, heard)
    session = connect(demo)
    session.set_value(tags.id, ["a", "b"])
    session.set_value(country.id, "fr")
    session.wait(lambda: session.values[heard.id] == ["b"])
    assert session.values[tags.id] == ["b"]


def test_values_are_compared_as_a_function_gets_them() -> None:
    with Blocks() as demo:
        country = gr.Dropdown([Country.DE, Country.FR], value=Country.FR)
        day = gr.DateTime("2024-05-01", include_time=False)
        tags = gr.Dropdown(["a", "b"], multiselect=True, value=["a"])
        size = gr.Number(3)
        french = gr.Textbox(visible=country.is_(Country.FR))
        late = gr.Textbox(visible=day > datetime.datetime(2024, 4, 30))
        has = gr.Textbox(visible=tags.contains("a") & tags.is_(["a"]))
        one = gr.Textbox(visible=country.in_([Country.DE, Country.FR]) & size.in_([1, 2, 3]))
        other = gr.Textbox(visible=country.isnt(Country.DE) & (size > 2) & (size.is_(3)))
    session = connect(demo)
    assert all(shown(session, part) for part in (french, late, has, one, other))


def test_show_takes_them_by_the_components_that_are_given() -> None:
    def fit(method: str = "forest", trees: int = 100) -> str:
        return f"{method} {trees}"

    method = gr.Radio(["forest", "logistic"])
    trees = gr.Slider(10, 500, visible=method.is_("forest"))
    for _ in range(2):  # what is given is copied, and may be given again
        session = connect(gr.show_app(fit, method=method, trees=trees))
        first, second = session.fns[0].inputs
        assert shown(session, second)
        session.set_value(first.id, "logistic")
        assert not shown(session, second)
        assert session.call(0) == "logistic 100"
        with pytest.raises(RequestError, match="forbidden"):
            session.call(0, "logistic", 20)


def test_rendered_parts_follow_the_app_and_each_other() -> None:
    with Blocks() as demo:
        mode = gr.Radio(["a", "b"], value="a")

        @gr.render(mode)
        def part(_: str) -> None:
            own = gr.Dropdown(["x", "y"], key="own")
            gr.Textbox(visible=mode.is_("b"), key="outer")
            gr.Dropdown(own.choose({"x": [1, 2], "y": [3]}), key="inner")

    session = connect(demo)
    session.wait(lambda: any(spec.kind == "textbox" for spec in session.spec.components))
    kinds = {spec.kind: spec.id for spec in session.spec.components}
    own, inner = [spec.id for spec in session.spec.components if spec.kind == "dropdown"]
    assert not session.present(kinds["textbox"]).visible
    assert session.values[inner] == 1
    session.set_value(own, "y")
    session.wait(lambda: session.values[inner] == 3)


def test_the_static_picture_shows_what_a_person_would_see(modes: Any) -> None:
    demo, parts = modes
    for name in ("note", "inside"):
        parts[name].label = name
    assert "note" not in fallback.plain(demo.bundle())
    assert "inside" not in fallback.html(demo.bundle())
    demo.shared_session().commit(parts["mode"].id, "advanced")
    assert "note" in fallback.plain(demo.bundle())
    assert "inside" in fallback.html(demo.bundle())


def test_a_component_is_still_itself() -> None:
    a, b = gr.Number(1), gr.Number(1)
    assert a == a
    assert a != b
    assert len({a, b, a}) == 2
    assert [a, b].index(b) == 1
    assert {a: 1}[a] == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert a != 1  # nothing is written here: nothing to warn of


def test_comparing_a_component_with_a_value_is_warned_of() -> None:
    _noticed.clear()
    with Blocks():
        mode = gr.Radio(["a", "b"])
        with pytest.warns(NoticeWarning, match=r"write \.is_\('a'\)") as caught:
            gr.Textbox(visible=mode == "a")
    assert caught[0].filename == __file__


def test_a_choice_that_there_is_not_is_warned_of() -> None:
    _noticed.clear()
    mode = gr.Radio(["simple", "advanced"])
    with pytest.warns(NoticeWarning, match="Did you mean 'advanced'") as caught:
        mode.is_("advancd")
    assert caught[0].filename == __file__


def wrong_if(n: Any) -> None:
    if n > 3:
        pass


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (wrong_if, "Whether this is true is worked out in the browser"),
        (lambda n: (n > 3) and n, "in place of `and`"),
        (lambda n: (n > 3) or n, "in place of `and`"),
        (lambda n: not (n > 3), "in place of `and`"),
        (lambda n: 1 < n < 5, r"\(n > 3\) & \(n < 5\)"),
        (lambda n: n.length() == 3, r"write \.is_\("),
        (lambda n: n > 3 & n, None),
        (lambda n: n & 3, "3 is none"),
        (lambda n: n.in_("abc"), "takes a list of values"),
        (lambda n: n.choose(["a"]), "takes a dict"),
        (lambda n: gr.Textbox(label=n.length()), r"Textbox\(label=…\) cannot follow"),
        (lambda n: gr.Textbox(n > 3), r"Textbox\(value=…\) cannot follow"),
        (lambda n: gr.Dropdown(n), "country.choose"),
        (lambda n: gr.Dropdown(n > 3), "country.choose"),
        (lambda n: gr.Dropdown(n.choose({1: "abc"})), "is a list"),
        (lambda n: gr.Row() > 3, "a layout has no value"),
        (lambda n: gr.State(1).is_(1), "stays in the kernel"),
        (lambda n: gr.Textbox(visible=gr.State(1)), "stays in the kernel"),
        (lambda n: sum_up(n, MAX_SIZE), f"{MAX_SIZE:,} parts"),
        (lambda n: nest(n, MAX_DEPTH), f"{MAX_DEPTH} levels"),
    ],
)
def test_wrong_uses_say_what_to_write(wrong: Any, words: str | None) -> None:
    with Blocks():
        n = gr.Number()
        with pytest.raises((TypeError, ValueError), match=words):
            wrong(n)


def sum_up(n: Any, count: int) -> Any:
    found = n
    for _ in range(count):
        found = found | n
    return found


def nest(n: Any, count: int) -> Any:
    for _ in range(count):
        n = ~n
    return n
