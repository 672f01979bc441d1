from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from intarsia import Blocks, wire
from intarsia.components import Button, Chatbot, ChatMessage, Image, Label, MetadataDict, Textbox
from intarsia.components.base import Component
from intarsia.components.chatparts import read_told
from intarsia.components.reasoning import split_thoughts
from intarsia.errors import InvalidValueError
from intarsia.filedata import FileData
from intarsia.parameters import NoticeWarning

TAGS = [("<think>", "</think>"), ("[r]", "[/r]")]


def message(text: str, role: str = "assistant", **more: Any) -> dict[str, Any]:
    content = [{"text": text, "type": "text"}]
    return {"role": role, "metadata": None, "content": content, "options": None, **more}


def sent(value: Any) -> Any:
    """Send a value to a browser and take it back, as JSON text."""
    buffers: list[Any] = []
    return wire.decode_value(json.loads(json.dumps(wire.encode_value(value, buffers))), buffers)


# What the real Gradio 6.31 gives: `postprocess(...).model_dump()`, without files.
GIVEN = [
    (None, []),
    ([], []),
    ([{"role": "user", "content": "hi"}], [message("hi", "user")]),
    ([{"role": "system", "content": ""}], [message("", "system")]),
    ([{"role": "user", "content": []}], []),
    (
        [{"role": "user", "content": ["a", {"text": " b", "type": "text"}]}],
        [
            message(
                "",
                "user",
                content=[{"text": "a", "type": "text"}, {"text": " b", "type": "text"}],
            )
        ],
    ),
    ([{"role": "user", "content": "  a\n   b\n   c "}], [message("a\nb\nc ", "user")]),
    ([{"role": "user", "content": "\n\nx\n\n"}], [message("x", "user")]),
    ([{"role": "user", "content": "a\tb\n"}], [message("a       b", "user")]),
    ([ChatMessage("hi")], [message("hi", metadata={}, options=[])]),
    (
        [ChatMessage("hi", "user", {"title": "x", "odd": 1}, [{"value": "a", "odd": 1}])],
        [message("hi", "user", metadata={"title": "x"}, options=[{"value": "a"}])],
    ),
    (
        [
            {
                "role": "assistant",
                "content": "hi",
                "metadata": {
                    "status": "pending",
                    "duration": 1,
                    "parent_id": 3,
                    "id": "a",
                    "log": "l",
                    "title": "T",
                },
                "options": ({"value": "a", "label": "A"},),
            }
        ],
        [
            message(
                "hi",
                metadata={
                    "title": "T",
                    "id": "a",
                    "parent_id": 3,
                    "log": "l",
                    "duration": 1.0,
                    "status": "pending",
                },
                options=[{"value": "a", "label": "A"}],
            )
        ],
    ),
]


@pytest.mark.parametrize(("value", "wanted"), GIVEN)
def test_messages_travel_as_gradios(value: Any, wanted: Any) -> None:
    chat = Chatbot()
    assert chat.postprocess(value) == wanted
    assert chat.preprocess(sent(wanted)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain", [("plain", None)]),
        ("<think> hm </think> yes", [("hm", "done"), ("yes", None)]),
        ("pre <think>a</think>mid[r] x [/r] end\n", [
            ("pre", None), ("a", "done"), ("mid", None), ("x", "done"), ("end", None),
        ]),
        ("<think>open", [("open", "pending")]),
        # As Gradio has it: whatever closing tag stands at the end, the thought is done.
        ("<think> a [/r]", [("a [/r]", "done")]),
        ("<think></think>", []),
        ("x <think>a\n", [("x", None), ("a", "pending")]),
        ("   ", []),
    ],
)  # fmt: skip
def test_thoughts_are_split_as_gradio_splits_them(text: str, wanted: Any) -> None:
    assert list(split_thoughts(text, TAGS)) == wanted


def test_thoughts_become_messages_of_their_own(files, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    chat = Chatbot(reasoning_tags=TAGS)
    value = [
        {
            "role": "assistant",
            "content": ["pre <think> hm", {"path": str(path)}],
            "metadata": {"title": "q"},
            "options": [{"value": "a"}],
        }
    ]
    notes = {"metadata": {"title": "q"}, "options": [{"value": "a"}]}
    prose, thought, others = chat.postprocess(value)
    assert prose == message("pre", **notes)
    assert thought == message("hm", metadata={"title": "Reasoning", "status": "pending"})
    assert [part["type"] for part in others["content"]] == ["file"]
    assert others["metadata"] == notes["metadata"]
    assert Chatbot(reasoning_tags=TAGS).postprocess([ChatMessage("<think></think>")]) == []


@pytest.mark.parametrize(
    "value",
    [
        [("hi", "there")],
        [["hi", "there"]],
        [{"role": "user"}],
        ["hi"],
        [None],
        "hi",
        {"role": "user", "content": "hi"},
        5,
    ],
)
def test_pairs_are_refused_in_gradios_words(value: Any) -> None:
    with pytest.raises(TypeError, match="Data incompatible with messages format"):
        Chatbot().postprocess(value)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"content": 5}, "holds texts, files"),
        ({"content": None}, "holds texts, files"),
        ({"content": ("a.png", "alt")}, "holds texts, files"),
        ({"content": [[]]}, "holds texts, files"),
        ({"content": {"file": 5}}, "given as"),
        ({"role": 3}, "role"),
        ({"metadata": "x"}, "metadata"),
        ({"metadata": {"title": 3}}, "'title'"),
        ({"metadata": {"status": "odd"}}, "'status'"),
        ({"metadata": {"duration": "long"}}, "'duration'"),
        ({"options": "abc"}, "options"),
        ({"options": [{"label": "x"}]}, "'value'"),
        ({"options": [{"value": "x", "label": 3}]}, "'label'"),
    ],
)
def test_what_is_wrong_with_a_message_is_said(more: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Chatbot().postprocess([{"role": "user", "content": "hi", **more}])


def test_an_ordinary_message_need_not_say_what_it_has_not() -> None:
    given = {"role": "user", "content": "hi", "metadata": {"title": None}, "options": None}
    assert Chatbot().postprocess([given]) == [message("hi", "user", metadata={})]
    assert MetadataDict(title="x") == {"title": "x"}


# ------------------------------------------------------------------- files


def test_a_file_travels_as_a_handle_and_arrives_as_a_path(files, tmp_path: Path) -> None:
    path = tmp_path / "leaf.png"
    path.write_bytes(b"png")
    chat = Chatbot()
    given = [{"role": "user", "content": {"path": str(path), "alt_text": "A leaf"}}]
    [shown] = chat.postprocess(given)
    [part] = shown["content"]
    assert part == {
        "file": {"handle": "file0", "name": "leaf.png", "mime": "image/png", "size": 3},
        "alt_text": "A leaf",
        "type": "file",
    }
    [back] = chat.preprocess(sent([shown]))
    assert back["content"] == [
        {
            "file": {
                "path": files.path("file0"),
                "url": None,
                "size": 3,
                "orig_name": "leaf.png",
                "mime_type": "image/png",
                "is_stream": False,
                "meta": {"_type": "gradio.FileData"},
            },
            "alt_text": "A leaf",
            "type": "file",
        }
    ]


def test_a_file_is_kept_once_however_often_a_conversation_comes(files, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    chat = Chatbot()
    [shown] = chat.postprocess([{"role": "user", "content": {"path": str(path)}}])
    for _ in range(3):
        history = chat.preprocess([shown])
        assert chat.postprocess([*history, ChatMessage("more")])[0] == shown
        assert chat.postprocess([{"role": "user", "content": {"path": str(path)}}]) == [shown]
    assert list(files.known) == ["file0"]
    path.write_text("other")
    [newer] = chat.postprocess([{"role": "user", "content": {"path": str(path)}}])
    assert newer["content"][0]["file"]["handle"] == "file1"


def test_a_file_that_the_session_has_dropped_is_kept_again(files, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    given = [{"role": "user", "content": {"path": str(path)}}]
    [first] = Chatbot().postprocess(given)
    gone = first["content"][0]["file"]["handle"]
    files.known["later"] = files.known.pop(gone)
    [second] = Chatbot().postprocess(given)
    assert second["content"][0]["file"]["handle"] in files.known


def test_files_are_given_as_gradios_class_too(files, tmp_path: Path) -> None:
    path = tmp_path / "blob"
    path.write_bytes(b"1,2")
    file = FileData(path=str(path), orig_name="data.csv", mime_type="text/csv")
    for content in (file, {"file": vars(file)}, {"type": "file", "file": file}):
        [shown] = Chatbot().postprocess([ChatMessage(content)])
        named = shown["content"][0]["file"]
        assert (named["name"], named["mime"]) == ("data.csv", "text/csv")


def test_outside_of_a_session_a_file_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("abc")
    [shown] = Chatbot([ChatMessage({"path": str(path)})]).initial()
    assert shown["content"][0]["file"] == {
        "handle": "",
        "name": "a.txt",
        "mime": "text/plain",
        "size": 3,
    }


def test_what_lies_in_the_web_is_left_to_the_browser(files, monkeypatch) -> None:
    monkeypatch.setattr("socket.socket", lambda *args: pytest.fail("opened a socket"))
    address = "https://example.org/leaf.png"
    [shown] = Chatbot().postprocess([ChatMessage({"path": address})])
    file = shown["content"][0]["file"]
    assert file == {"handle": "", "name": "leaf.png", "mime": "", "size": 0, "url": address}
    [back] = Chatbot().preprocess(sent([shown]))
    assert back["content"][0]["file"]["path"] == address


@pytest.mark.parametrize(
    "part",
    [
        {"type": "file", "file": {"path": "/etc/passwd"}},
        {"type": "file", "file": {"handle": "../../etc/passwd"}},
        {"type": "file", "file": {"handle": "none", "path": "/etc/passwd"}},
        {"type": "file", "file": {"handle": "", "url": "file:///etc/passwd"}},
        {"type": "file", "file": "/etc/passwd"},
        {"type": "file"},
        {"path": "/etc/passwd"},
        {"type": "text"},
        {"type": "text", "text": None},
        {"type": "other"},
        "text",
        None,
        {
            "type": "component",
            "component": "image",
            "value": "/etc/passwd",
            "constructor_args": {"value": "/etc/passwd"},
            "props": {"id": "0" * 64},
        },
        {"type": "component", "component": "image", "constructor_args": {}, "props": {}},
        {"type": "component", "component": 5},
    ],
)
def test_fault_093_a_browser_names_no_path_and_makes_no_component(
    files, monkeypatch, part: Any
) -> None:
    def spy(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"opened {args}")

    monkeypatch.setattr("builtins.open", spy)
    monkeypatch.setattr("os.open", spy)
    with pytest.raises(InvalidValueError) as caught:
        Chatbot().preprocess([message("hi"), {"role": "user", "content": [part]}])
    assert caught.value.path == (1,)


def test_a_text_that_looks_like_a_file_stays_a_text(files) -> None:
    part = {"type": "text", "text": "hi", "path": "/etc/passwd", "file": {"path": "/etc/passwd"}}
    [back] = Chatbot().preprocess([{"role": "user", "content": [part]}])
    assert back["content"] == [{"text": "hi", "type": "text"}]
    assert Chatbot().postprocess([back])[0]["content"] == [{"text": "hi", "type": "text"}]


# -------------------------------------------------------------- components


def test_a_component_travels_with_all_that_draws_it(files) -> None:
    chat = Chatbot()
    label = Label({"oak": 0.9, "ash": 0.1}, num_top_classes=2)
    [shown] = chat.postprocess([ChatMessage(label)])
    [part] = shown["content"]
    assert list(part) == ["component", "value", "constructor_args", "props", "type"]
    assert part["component"] == "label"
    assert part["value"]["label"] == "oak"
    assert part["constructor_args"] == {"num_top_classes": 2, "render": False}
    assert part["props"]["kind"] == "label"
    assert part["type"] == "component"

    [back] = chat.preprocess(sent([shown]))
    [read] = back["content"]
    assert isinstance(read["instance"], Label)
    assert read["instance"].value == {"oak": 0.9, "ash": 0.1}
    assert chat.postprocess([back, ChatMessage("more")])[0]["content"] == [part]


@pytest.mark.parametrize("name", ["component", "value", "constructor_args", "props"])
def test_a_component_that_was_tampered_with_is_refused(files, name: str) -> None:
    [shown] = Chatbot().postprocess([ChatMessage(Label("oak"))])
    other = {"component": "textbox", "value": "ash"}.get(name, {"num_top_classes": 1})
    forged = {**shown["content"][0], name: other}
    with pytest.raises(InvalidValueError, match="not of this app"):
        Chatbot().preprocess([{"role": "user", "content": [forged]}])


def test_numbers_of_a_component_survive_a_browser(files) -> None:
    class Odd(Component):
        kind = "label"
        spec_type = Label.spec_type

        def __init__(self, value: Any = None, **common: Any) -> None:
            super().__init__(value, **common)

        def own_spec(self) -> dict[str, Any]:
            return {"num_top_classes": None}

    value = {"whole": 2.0, "huge": 1e300, "bytes": b"\x00\x01", "nan": float("nan")}
    [shown] = Chatbot().postprocess([ChatMessage(Odd(value))])
    came = sent([shown])
    came[0]["content"][0]["value"]["whole"] = 2  # a browser has one kind of number
    [back] = Chatbot().preprocess(came)
    assert back["content"][0]["component"] == "odd"


def test_what_cannot_travel_of_a_components_arguments_is_left_out(files) -> None:
    box = Textbox(lambda: "made", label="Name", every=Textbox())
    [shown] = Chatbot().postprocess([ChatMessage(box)])
    [part] = shown["content"]
    assert part["constructor_args"] == {"label": "Name", "render": False}
    assert part["value"] == "made"


def test_a_picture_in_a_message_is_a_file_of_the_session(files) -> None:
    picture = PIL.Image.new("RGB", (3, 2))
    [shown] = Chatbot().postprocess([ChatMessage(Image(picture))])
    value = shown["content"][0]["value"]
    assert value["mime"].startswith("image/")
    assert value["handle"] in files.known


def test_a_component_in_a_message_has_no_place_in_the_app() -> None:
    with Blocks() as app:
        chat = Chatbot([ChatMessage(Label("oak")), {"role": "user", "content": [Label("ash")]}])
    assert [component.kind for component in app.components.values()].count("label") == 0
    assert len(chat.initial()) == 2


# ------------------------------------------------------------- description


def picture_file(path: Path, size: int = 8) -> str:
    PIL.Image.effect_noise((size, size), 64).save(path)
    return str(path)


def test_avatars_and_icons_stand_in_the_description(tmp_path: Path) -> None:
    small, large = picture_file(tmp_path / "a.png"), picture_file(tmp_path / "b.png", 400)
    chat = Chatbot(
        avatar_images=(small, "https://example.org/bot.png"),
        examples=[{"text": "What is it?", "icon": large, "files": [small, "/data/t.csv"]}, "Why?"],
    )
    spec = chat.spec()
    own, other = spec.avatar_images
    assert own.startswith("data:image/png;base64,")
    assert other == "https://example.org/bot.png"
    first, second = spec.examples
    made = PIL.Image.open(io.BytesIO(base64.b64decode(first.icon.partition(",")[2])))
    assert made.size == (96, 96)
    assert [(file.name, file.picture is not None) for file in first.files] == [
        ("a.png", True),
        ("t.csv", False),
    ]
    assert (second.text, second.icon, second.files) == ("Why?", None, ())
    assert Chatbot(avatar_images=(None, small)).spec().avatar_images[0] is None


@pytest.mark.parametrize("source", ["/nowhere/face.png", __file__, 5])
def test_a_picture_that_is_none_is_told_at_once(source: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        Chatbot(avatar_images=(source, None)).spec()


@pytest.mark.parametrize(
    "given",
    [
        {"height": "high"},
        {"height": "1px; background: url(x)"},
        {"max_height": True},
        {"layout": "list"},
        {"editable": "bot"},
        {"buttons": ["print"]},
        {"latex_delimiters": [{"left": "$"}]},
        {"examples": [{"text": "x", "files": "a.png"}]},
    ],
)
def test_a_parameter_of_no_such_value_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Chatbot(**given)


def test_formulas_stand_between_two_dollars_unless_said_otherwise() -> None:
    [only] = Chatbot().spec().latex_delimiters
    assert (only.left, only.right, only.display) == ("$$", "$$", True)
    assert Chatbot(latex_delimiters=[]).spec().latex_delimiters == ()
    assert Chatbot(height="60vh", min_height=100).spec().height == "60vh"


def test_what_only_gradio_can_do_is_a_notice() -> None:
    with pytest.warns(NoticeWarning, match="made safe"):
        Chatbot(sanitize_html=False)
    with pytest.warns(NoticeWarning, match="'share'"):
        assert Chatbot(buttons=["share", "copy"]).spec().buttons == ("copy",)


def test_buttons_of_the_app_stand_with_its_own() -> None:
    with Blocks() as app:
        chat = Chatbot(buttons=["copy_all", Button("Save")])
    save = next(c for c in app.components.values() if c.kind == "button")
    assert chat.spec().buttons == ("copy_all", save.id)


def test_only_what_somebody_hears_is_offered() -> None:
    with Blocks():
        chat = Chatbot()
        chat.like(lambda: None)
        chat.change(lambda: None)
    assert chat.spec().listened == ("change", "like")
    assert chat.updated({"label": "Other"}).spec().listened == ("change", "like")
    assert Chatbot().spec().listened == ()


# ------------------------------------------------------------------ events


def test_an_example_is_the_authors_whatever_the_browser_says(tmp_path: Path) -> None:
    path = str(tmp_path / "a.csv")
    chat = Chatbot(examples=["Why?", {"text": "This", "files": [path], "display_text": "It"}])
    told = chat.event_data("example_select", {"index": 1, "value": {"files": [{"path": "/etc"}]}})
    assert told["value"]["text"] == "This"
    [file] = told["value"]["files"]
    assert (file["path"], file["orig_name"], file["mime_type"]) == (path, "a.csv", "text/csv")
    assert chat.event_data("example_select", {"index": 0}) == {
        "index": 0,
        "value": {"text": "Why?"},
    }
    for index in (2, -1, True, "0", None):
        with pytest.raises(InvalidValueError):
            chat.event_data("example_select", {"index": index})


def test_files_of_an_event_are_those_of_the_session(files, upload) -> None:
    given = upload(b"x", "a.txt", "text/plain")
    told = Chatbot().event_data(
        "like", {"index": 1, "value": ["hi", {"value": given}], "liked": True}
    )
    assert told["value"][1]["value"]["path"] == files.path(given["handle"])
    assert read_told({"value": {"path": "/etc/passwd", "text": "x"}}) == {"value": {"text": "x"}}
    with pytest.raises(InvalidValueError):
        read_told([{"handle": "none"}])
