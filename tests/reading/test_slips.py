"""What is said where YAML can be read no further: the slip that an author most likely made, at its place."""

import pytest
import yaml

from engine.reading.yamlfile import nodes
from tests.reading.broken import HERE

GOES_ON = "the text goes on after its closing quote; put all of it in the other kind of quotes"
UNDER = f"{GOES_ON}, or under `|`"
NEVER = "this quote is never closed; close it where its text ends"
COMMENT = "`#` begins a comment; put the text in quotes"
SPACE = "a colon needs a space after it"
COLON = "; text with a colon in it needs quotes"

SLIPS = [
    # Quotes
    ('- id: a\n  text: "Warm," ⟦she says.\n  to: b\n', UNDER),
    ("text: 'It'⟦s warm.'\nto: b\n", UNDER),
    ('text: "She says "⟦warm" to it."\nto: b\n', UNDER),
    ('text: "Warm," ⟦she says: "so."\nto: b\n', UNDER),
    ('text:\n  - "Names," ⟦it says.\n  - b\n', UNDER),
    ('text:\n  - "Names," ⟦it says: "so."\n  - b\n', UNDER),
    ('a: {text: "Warm," ⟦she says., to: b}\n', GOES_ON),
    ("text: [It is warm] ⟦she says.\nto: b\n", "this follows a closing `]`; put text that begins with `[` in quotes"),
    ("text: {so} ⟦she says.\nto: b\n", "this follows a closing `}`; put text that begins with `{` in quotes"),
    ('a: {text: "Warm" ⟦to: b}\n', "a comma is missing before this"),
    ('a: b\ntext: ⟦"It is warm.\nto: b\n', NEVER),
    ("a: {text: ⟦'It is warm., to: b}\nc: d\n", NEVER),
    (
        'text: "It is warm.\nname: "⟦dial"\n',
        "the quote of line 1 is closed before this; close it where its text ends",
    ),
    # Signs that mean something
    ("a:\n  - {background: ⟦#10151c, surface: x}\n  - {b: c}\n", COMMENT),
    ("a:\n  x: {background: ⟦#10151c, surface: x}\n  y: {b: c}\n", COMMENT),
    ("a: {name: Room ⟦#4, to: b}\nc: d\n", COMMENT),
    ("aka: [⟦#2, dial]\nc: d\n", COMMENT),
    ('a: {text: "so #1", name: Room ⟦#4, to: "b #2"}\nc: d\n', COMMENT),
    ("a: {text: You lit it first⟦: at once.}\n", COLON),
    ("a: {id: b,\n  text: You lit it first⟦: at once.}\n", COLON),
    # Spaces and dashes
    ("- id: a\n  name⟦:the dial\n  text: b\n", SPACE),
    ("- id: a\n  name⟦:\u00a0the dial\n  text: b\n", SPACE),
    ("- id: a\n  name⟦:the dial\n- id: b\n", SPACE),
    ("- id⟦:a\n  name: b\n", SPACE),
    ("a:\n  - id: b\n  ⟦id: c\n", "; each item of a list begins with `- `"),
]


@pytest.mark.parametrize(("text", "says"), SLIPS, ids=[text for text, _ in SLIPS])
def test_a_slip_is_told_at_its_place(text: str, says: str) -> None:
    before = text.partition(HERE)[0]
    (found,) = nodes(text.replace(HERE, "").encode()).found
    assert (found.line, found.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert says in found.message


OTHERS = [
    ("a: [1, 2\nb: 3\n", "look at this line"),
    ('a: {x: "is #b"\n  y: c}\n', "look at this line"),
    ("a: [\n  #b,\n  x, c: d: e]\n", "text with a colon in it needs quotes"),
    ("a: x\n   b: http://c\n", "text with a colon in it needs quotes"),
    ("source: so\nhttp://c\nb: d\n", "look at this line"),
]


@pytest.mark.parametrize(("text", "says"), OTHERS, ids=[text for text, _ in OTHERS])
def test_no_slip_is_claimed_that_was_not_made(text: str, says: str) -> None:
    assert says in nodes(text.encode()).found[0].message


@pytest.mark.parametrize("text", [text for text, _ in SLIPS])
def test_slips_without_libyaml_are_found_as_well(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [one.rule for one in nodes(text.replace(HERE, "").encode()).found] == ["yaml-syntax"]
