"""The commentary at the end of the book of scenes."""

import re
import unicodedata
from typing import Any

import pytest

from engine.exports.markdown import book
from engine.reading.story import Story
from tests.building import make_story
from tests.exports.test_stories import BAD
from tests.plain.typing import lighthouse


def commentary(words: str, **pane: Any) -> list[dict[str, Any]]:
    """A pane of each kind with one of everything, all of it in these words."""
    panes = [
        {"id": "n", "name": words, "key": "n", "command": "n", "kind": "notes", "about": words, **pane},
        {"id": "r", "name": words, "key": "r", "command": "r", "kind": "readings"},
        {"id": "s", "name": words, "key": "s", "command": "s", "kind": "sources"},
    ]
    said = {"text": words, "kind": "fact", "source": "x"}
    note = {**said, "id": "n", "at": "a/s", "title": words, "on": words, "by": words, "costs": words}
    arguments = {"speaks_for": [{**said, "id": "for"}], "speaks_against": [{**said, "id": "against"}]}
    reading = {
        "id": "r",
        "name": words,
        "holder": words,
        "claim": words,
        "kind": "reading",
        "source": "x",
        **arguments,
    }
    turns = [
        {"id": name, "reading": "r", "speaks": "for", "took": name, "text": words}
        for name in ("a/s", "a/s.c", "a/s.k")
    ]
    question = {"id": "q", "text": words, "answers": [words, words], "source": "x"}
    return [
        {"panes": panes, "sources": [{"id": "x", "name": words, "about": words}, {"id": "y", "name": words}]},
        {"pane": "n", "notes": [{**note, "stood_open": words, "source_says": words}]},
        {"pane": "r", "readings": [reading], "evidence": turns, "questions": [question]},
        {"pane": "s", "pages": [{**said, "id": "p", "title": words}]},
    ]


def story_of(words: str, **pane: Any) -> Story:
    scene = {
        "text": "So.",
        "looks": [{"id": "k", "name": words, "text": "K."}],
        "choices": [{"id": "c", "text": words, "to": "s"}],
    }
    acts = [{"id": "given", "name": words, "sign": "+"}]
    return make_story({"a": {"title": words, "scenes": {"s": scene}}}, None, commentary(words, **pane), acts=acts)


WHOLE = """\
## Commentary

### The keeper's log

What the keeper decided, hour by hour.

*The balance, as the log tells it:*

- Dusk: Kept
- Night: Spent

#### 1. Dusk

**Does the keeper open the letter?** ([The jetty](#dusk--jetty), on “The letter is heavy”)

The log says only that a letter came.

What it costs: The last quiet hour.

What else stood open: Throwing it into the sea.

*Reported, by the keeper. Source: The log of Skerry Point.*

**When did the storm come in?** ([The stairs](#dusk--stairs))

After dark, by every account.

*Fact. Source: Minutes of the inquiry.*

### The inquiry

#### Duty

The keeper did what keepers do. The money was beside the point.

Held by: The harbour master, at the inquiry

*A reading. Source: Minutes of the inquiry.*

*Speaks for it:*

- The lamp burned until six. *Fact. Source: Minutes of the inquiry.*

*The reader’s turns for it:*

- [The jetty](#dusk--jetty), “Carry the cans up first”: You saw to the oil before anything else.

*Speaks against it:*

- A passing ship saw it low. *Reported. Source: Minutes of the inquiry.*

*The reader’s turns against it:*

- [The jetty](#dusk--jetty), a look at the letter: You looked hard at the letter.

#### Left open

- Why did the lamp burn low? (The oil / The letter) *Source: Minutes of the inquiry.*

### Papers

#### Keepers of the light

Eleven names, of which the last is yours.

*Fact. Source: The log of Skerry Point.*

### Where it comes from

- **The log of Skerry Point**: Kept by hand.
- **Minutes of the inquiry**
"""


def test_the_book_ends_with_the_commentary() -> None:
    scenes, heading, rest = book(lighthouse().story).partition("## Commentary")
    assert heading + rest == WHOLE
    assert scenes.endswith("*The end.*\n\n")


def test_a_story_without_commentary_has_no_appendix() -> None:
    assert "Commentary" not in book(make_story({"a": {"s": {"text": "So."}}}))


def test_turns_may_be_scenes_choices_and_looks_and_a_balance_may_have_no_title() -> None:
    made = book(story_of("Word", balance={"a": "given"}))
    assert "*The balance:*\n\n- Word: Word\n\n" in made
    assert "The source: Word\n" in made
    assert "- [s](#a--s): Word\n- [s](#a--s), “Word”: Word\n- [s](#a--s), a look at Word: Word\n" in made


@pytest.mark.parametrize("words", [BAD, f"- {BAD}", "1. one\n\n# two", "+ <b>\n\n> c"])
def test_the_commentary_keeps_signs_as_text(words: str) -> None:
    appendix = book(story_of(words, balance={"a": "given"}, balance_title=words)).partition("## Commentary")[2]
    assert "### " in appendix
    assert not re.search(r"(?<!\\)[<>]|(?<!\\)\[\[|(?<!\\)&|(?<!\\)\$", appendix)
    made = ("", "- ", "### ", "#### ", "#### 1. ")
    for line in appendix.splitlines():
        start = re.match(r"(?:#+ |\d+\. |[-+>] )*", line)
        assert start is not None and start[0] in made, line
    assert not [one for one in appendix if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs")]
