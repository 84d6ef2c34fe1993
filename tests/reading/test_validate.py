"""The thorough way: every difference between a file and the model, at its place."""

from typing import Literal

import msgspec
import pytest
from msgspec import Struct

from engine.reading.model import Beat, BeatsFile, Chapter, CommentaryFile, Scene, StoryFile
from engine.reading.validate import Checked, hint, validate
from engine.reading.yamlfile import nodes


class Inner(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: Literal["red", "green"] = "red"
    size: int | None = None
    loud: bool = False


class Outer(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    inner: tuple[Inner, ...]
    named: dict[str, Inner] = {}
    text: str | tuple[str | Inner, ...] = ""
    value: bool | int | str = 0
    after: str = msgspec.field(name="else", default="")


def look(text: str) -> tuple[Checked, list[tuple[int, int, str]]]:
    tree = nodes(text.encode())
    assert tree.found == []
    checked = validate(tree.root, Outer)
    msgspec.convert(checked.data, Outer)  # what is mended fits
    return checked, [(one.line, one.column, one.rule) for one in checked.found]


GOOD = [
    "id: a\ninner: []\n",
    "id: a\ninner: [{name: x, kind: green, size: 3, loud: true}]\nelse: b\n",
    "id: a\ninner: []\nnamed: {x: {name: y}, z: {name: y, size: null}}\n",
    "id: a\ninner: []\ntext: [b, {name: c}, d]\nvalue: true\n",
    "id: a\ninner: []\ntext: b\nvalue: word\n",
]


@pytest.mark.parametrize("text", GOOD)
def test_nothing_is_said_of_what_fits(text: str) -> None:
    checked, found = look(text)
    assert found == []
    assert checked.broken == frozenset()


BAD = [
    ("inner: []\n", [(1, 1, "missing-key")], "the key `id` is missing (text)"),
    ("{}", [(1, 1, "missing-key"), (1, 1, "missing-key")], "the key `id`"),
    ("[]", [(1, 1, "wrong-type")], "expected a mapping, found a list"),
    ("just text", [(1, 1, "wrong-type")], "found the text `just text`"),
    ("id: a\ninner: []\nels: b\n", [(3, 1, "unknown-key")], "`els` is not known here; did you mean `else`?"),
    ("id: a\ninner: []\nafter: b\n", [(3, 1, "unknown-key")], "`after` is not known"),
    ("id: 3\ninner: []\n", [(1, 5, "wrong-type")], "found the number 3; for text, put it in quotes"),
    ("id: true\ninner: []\n", [(1, 5, "wrong-type")], "found true; for text"),
    ("id: {}\ninner: []\n", [(1, 5, "wrong-type")], "expected text, found a mapping"),
    ("id:\ninner: []\n", [(1, 4, "wrong-type")], "found nothing; give it a value, or leave the key out"),
    ("id: a\ninner: {}\n", [(2, 8, "wrong-type")], "expected a list, found a mapping"),
    ("id: a\ninner: [x]\n", [(2, 9, "wrong-type")], "expected a mapping, found the text `x`"),
    ("id: a\ninner:\n  - {kind: red}\n", [(3, 5, "missing-key")], "the key `name` is missing"),
    ("id: a\ninner: [{name: x, kind: gren}]\n", [(2, 25, "wrong-type")],
     "one of green, red, found the text `gren`; did"),
    ("id: a\ninner: [{name: x, size: big}]\n", [(2, 25, "wrong-type")], "expected a whole number, found"),
    ("id: a\ninner: [{name: x, size: 1.5}]\n", [(2, 25, "wrong-type")], "found the text `1.5`"),
    ("id: a\ninner: [{name: x, loud: 1}]\n", [(2, 25, "wrong-type")], "expected true or false, found the number 1"),
    ("id: a\ninner: [{name: x, loud: yes}]\n", [(2, 25, "wrong-type")], "found the text `yes`; write `true`"),
    ("id: a\ninner: [{name: x, loud: Off}]\n", [(2, 25, "wrong-type")], "found the text `Off`; write `false`"),
    ("id: #10151c\ninner: []\n", [(1, 4, "wrong-type")],
     "expected text, found nothing: `#` begins a comment; put the text in quotes"),
    ("id: # later\ninner: []\n", [(1, 4, "wrong-type")], "found nothing; give it a value, or leave the key out"),
    ("id: a\ninner:\n  - {name: Sit in the dark, and wait, size: 1}\n", [(3, 29, "unknown-key")],
     "`and wait` is not known here; text with a comma in it needs quotes between `{` and `}`"),
    ("id: a\ninner: [{name: x, loud:true}]\n", [(2, 19, "unknown-key")],
     "`loud:true` is not known here; a colon needs a space after it"),
    ("id: a\ninner: [{name: x, lout: }]\n", [(2, 19, "unknown-key")], "did you mean `loud`?"),
    ("id: a\ninner: []\nnamed:\n  x:\n    loud: true\n", [(4, 3, "missing-key")], "the key `name` is missing"),
    ("id: a\ninner: []\nnamed: {x: y}\n", [(3, 12, "wrong-type")], "expected a mapping"),
    ("id: a\ninner: []\ntext: 3\n", [(3, 7, "wrong-type")], "expected text or a list, found the number 3"),
    ("id: a\ninner: []\ntext: [3, {nam: x}]\n",
     [(3, 8, "wrong-type"), (3, 12, "unknown-key"), (3, 11, "missing-key")], "expected text or a mapping"),
    ("id: a\ninner: []\ntext:\n  - Inside it smells: of soup\n", [(4, 5, "unknown-key")],
     "the key `Inside it smells` is not known here; text that begins with `{`, or has a colon in it, needs quotes"),
    ("id: a\ninner: []\ntext: {you}\n", [(3, 7, "wrong-type")], "found a mapping; text that begins with `{`"),
    ("id: [run away]\ninner: []\n", [(1, 5, "wrong-type")], "found a list; text that begins with `[` needs quotes"),
    ("id: a\ninner: []\nvalue: [1]\n", [(3, 8, "wrong-type")], "expected true or false or a whole number or text"),
    ("id: a\ninner: []\nvalue: 12345678901234567890\n", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places", "says"), BAD, ids=[text for text, _, _ in BAD])
def test_each_difference_is_found_at_its_place(text: str, places: list[tuple[int, int, str]], says: str) -> None:
    checked, found = look(text)
    assert found == places
    assert says in "".join(one.message for one in checked.found)
    assert bool(checked.broken) == bool(places)


def test_all_differences_are_found_and_the_rest_is_kept() -> None:
    text = """
id: 1
inner:
  - name: x
    kind: blue
    tone: low
  - size: big
  - name: y
named:
  z: 4
"""
    checked, found = look(text)
    assert [(line, rule) for line, _, rule in found] == [
        (2, "wrong-type"),
        (6, "unknown-key"),
        (5, "wrong-type"),
        (7, "missing-key"),
        (7, "wrong-type"),
        (10, "wrong-type"),
    ]
    outer = msgspec.convert(checked.data, Outer)
    assert outer.inner == (Inner("x"), Inner(""), Inner("y"))
    assert ("inner", 0, "kind") in checked.broken
    assert ("inner", 1, "name") in checked.broken


def test_a_file_with_nothing_in_it_is_an_empty_mapping() -> None:
    for model in (StoryFile, Chapter):
        checked = validate(nodes(b"").root, model)
        assert {one.rule for one in checked.found} == {"missing-key"}
        msgspec.convert(checked.data, model)
    for optional in (BeatsFile, CommentaryFile):
        assert validate(nodes(b"# none yet\n").root, optional).found == []


def test_a_file_that_is_no_yaml_is_all_stand_ins() -> None:
    tree = nodes(b"a: [")
    checked = validate(tree.root, Chapter, tree.found)
    assert checked.found == []
    assert checked.broken == frozenset({()})


def test_a_flood_is_cut_short() -> None:
    text = "id: a\ninner: []\n" + "".join(f"k{n}: 1\n" for n in range(5000))
    checked, _ = look(text)
    assert len(checked.found) == 1001
    assert checked.found[-1].message == "and 4000 more in this file; put these right first"


@pytest.mark.parametrize("model", [StoryFile, Chapter, CommentaryFile, BeatsFile, Beat])
def test_the_model_itself_can_be_walked(model: type) -> None:
    for text in ("{}", "x", "[]", "id: x\ntitle: y\nchapters: x\nscenes: {a: 3, b: {text: [1]}}\n"):
        checked = validate(nodes(text.encode()).root, model)
        msgspec.convert(checked.data, model)


def test_keys_of_other_languages_are_known_by_their_sense() -> None:
    tree = nodes(b"text: [{if: nerve > 2, text: x}]")
    found = validate(tree.root, Scene).found
    assert [one.message for one in found] == ["the key `if` is not known here; did you mean `when`?"]


def test_hints_are_given_for_near_names_only() -> None:
    assert hint("tittle", ["title", "text"]) == "; did you mean `title`?"
    assert hint("zzz", ["title", "text"]) == ""
    assert hint("x" * 10_000, ["title"]) == ""
