"""Each rule, on the lighthouse with one thing wrong: exactly that rule, at the right line and column."""

from pathlib import Path
from typing import NamedTuple

import pytest

from engine.reading.check import RULES, describe
from tests.reading.broken import (
    ALWAYS,
    BEATS,
    DUSK,
    INQUIRY,
    LIGHTHOUSE,
    LOG,
    MOOD,
    NIGHT,
    NUMBERS,
    PAPERS,
    STORY,
    Edit,
    change,
    lighthouse,
    problems,
)


class Case(NamedTuple):
    rule: str
    says: str
    edits: tuple[Edit, ...]


def case(rule: str, says: str, file: str, old: str, new: str, *more: Edit) -> Case:
    return Case(rule, says, ((file, old, new), *more))


ATTIC = "  ⟦attic:\n    text: Dust, and a trunk.\n"
TURN = "    choices: [{id: turn, text: Turn around, to: attic, effects: [oil -= 1]}]\n"
DOWN = "    choices: [{id: down, text: Go down, to: window}]\n"
SEA = "  sea:\n    text: Cold.\n    ending: true\n  window:"
STAY = "      - {id: stay, text: Stand still a while, to: ⟦stairs}\n      - id: go-up"
UP = (DUSK, "      - id: go-up", "      - {id: up, text: Go up higher, to: attic}\n      - id: go-up")
SIX = "".join(f"      - {{id: c{n}, text: Go up {n} times, to: stairs, once: true}}\n" for n in range(6))
WINDY = ((STORY, "  oil: {", "  wind: {start: 1}\n  oil: {"), (NIGHT, "letter: read}", "letter: read, wind: 1}"))
CALM = (WINDY[0], (NIGHT, "oil <= 2", "oil <= 2 or wind > 0"))
LIT = (
    (STORY, "  oil: {", "  lit: {start: false}\n  oil: {"),
    (NIGHT, "letter: read}", "letter: read, lit: true}"),
    (NIGHT, "oil <= 2", "oil <= 2 or lit"),
)
WIND = "  ⟦wind: {start: 1}\n  oil: {"
SUM = " + ".join(f"n{n}" for n in range(8))
ENTER = ", ".join(f"n{n}: 1" for n in range(8))
DAWN = "id: ⟦dawn\ntitle: Dawn\nscenes:\n  sun:\n    text: It comes up.\n    ending: true\n"
NITE = "panes:\n  - {id: x, name: X, key: x, command: x, kind: notes, opens: ⟦nite}\npane: inquiry"
SHIP = "      - {id: burned-low, text: A passing ship saw it low., kind: reported, source: hearing}\n"
CLOCK = "    looks: [{id: ⟦wait, name: the clock, text: Slow.}]\n    choices:"
JOINERS = "\u200d" * 5

CASES = [
    # The files
    case("control-character", "U+001B", DUSK, "text: Break the seal", 'text: ⟦"Break \\e[31m the seal"'),
    case("control-character", "U+001B", DUSK, "Ninety steps", "Ninety⟦\x1b steps"),
    case("control-character", "U+009B", DUSK, "Ninety steps", "Ninety⟦\x9b steps"),
    case("control-character", "U+000D", DUSK, "Ninety steps", "Ninety⟦\r steps"),
    case("control-character", "U+202E", DUSK, "Ninety steps", "Ninety⟦\u202e steps"),
    case("control-character", "U+200E", DUSK, "Ninety steps", "Ninety⟦\u200e steps"),
    case("control-character", "5 such in a row", DUSK, "Ninety steps", f"Ninety⟦{JOINERS} steps"),
    case("control-character", "U+FEFF", DUSK, "Ninety steps", "Ninety⟦\ufeff steps"),
    case("yaml-syntax", "colon", PAPERS, "Keepers of the light", "Keepers⟦: of the light"),
    case("yaml-syntax", "tag", PAPERS, "Keepers of the light", "⟦!!python/name:os.system x"),
    case("yaml-syntax", "anchor", PAPERS, "Keepers of the light", "⟦&a Keepers"),
    case("yaml-syntax", "quotes", PAPERS, "Keepers of the light", "⟦*so"),
    case("yaml-syntax", "quotes", PAPERS, "Keepers of the light", "*so⟦* of the light"),
    case("yaml-syntax", "merge key", PAPERS, "title: Keepers", "⟦<<: {kind: fact}\n    title: Keepers"),
    case("yaml-syntax", "`%`", PAPERS, "pane: papers", "⟦%YAML 1.1\n---\npane: papers"),
    case("yaml-syntax", "second document", PAPERS, "source: logbook", "source: logbook\n⟦---\npane: log"),
    case("yaml-syntax", "word", PAPERS, "title: Keepers", "⟦[a]: b\n    title: Keepers"),
    case("yaml-syntax", "not with tabs", PAPERS, "    title: Keepers", "⟦\ttitle: Keepers"),
    case("yaml-syntax", "not with tabs", PAPERS, "  - id: keepers", "⟦\t- id: keepers"),
    case("duplicate-key", "in line 58", DUSK, "title: The stairs", "title: The stairs\n    ⟦title: Stairs"),
    case("unknown-key", "did you mean `closed`?", NIGHT, "closed: The cans", "⟦closd: The cans"),
    case("unknown-key", "the key `mood` is not known here", STORY, "prose:", "⟦mood: x\nprose:"),
    case("missing-key", "`text` is missing", NIGHT, "- id: wait\n        text: Sit with it and wait", "- ⟦id: wait"),
    case("missing-key", "needs a scene", "chapters/3.yaml", "", "id: dawn\ntitle: Dawn\n⟦scenes: {}\n",
         (STORY, "[dusk, night]", "[dusk, night, dawn]")),
    case("wrong-type", "whole number, found the text `forty`", NIGHT, "minutes: 40", "minutes: ⟦forty"),
    case("wrong-type", "did you mean `fact`?", LOG, "kind: fact", "kind: ⟦fakt"),
    case("wrong-type", "found the number 1912", DUSK, "text: Break the seal", "text: ⟦1912"),
    case("wrong-type", "found nothing", DUSK, "text: Break the seal", "text:⟦"),
    case("wrong-type", "found a list", DUSK, "aka: [envelope]\n        text", "aka: [⟦[envelope]]\n        text"),
    case("wrong-type", "is a number, and this is a word", NIGHT, "enter: {oil: 2,", "enter: {oil: ⟦read,"),
    case("wrong-type", "the value of `oil` is more than `max` (3)", NIGHT, "enter: {oil: 2,", "enter: {oil: ⟦4,"),
    case("wrong-type", "one character", STORY, 'sign: "-"', 'sign: ⟦"--"'),
    case("unknown-rule", "mean `long-sentence`?", STORY, "prose:", "rules: {⟦long-sentences: off}\nprose:"),
    case("unknown-rule", "cannot be switched", STORY, "prose:", "rules: {⟦unknown-target: warning}\nprose:"),
    case("missing-when", "give the passage a `when`", DUSK, "- when: letter == 'read'\n            text: You",
         "- text: You", (DUSK, "            else: It", "            ⟦else: It")),
    case("missing-when", "give the choice a `when`", DUSK, "kind: manner", "⟦closed: Not yet."),
    case("empty-text", "the scene's text is empty", DUSK,
         "text: |\n      Ninety steps, and at each window the weather is a little nearer.\n", 'text: ⟦""\n'),
    case("empty-text", "the story's title is empty", STORY, "title: The Lamp at Skerry Point", "title: ⟦' '"),
    case("empty-text", "the chapter's title is empty", NIGHT, "title: Night", 'title: ⟦""'),
    case("empty-text", "the choice's text is empty", DUSK, "text: Break the seal", 'text: ⟦""'),
    case("empty-text", "this text is empty", NIGHT, "text: The smell of wax is still on your fingers.", 'text: ⟦""'),
    case("empty-text", "the look's name is empty", DUSK, "name: the letter", 'name: ⟦""'),
    case("bad-minutes", "1 to 600 minutes; this has 0", STORY, "minutes: 60", "minutes: ⟦0"),
    case("bad-minutes", "1 to 600 minutes; this has -5", STORY, "minutes: 60", "minutes: ⟦-5"),
    case("bad-minutes", "1 to 600 minutes; this has 6000", NIGHT, "minutes: 40", "minutes: ⟦6000"),
    case("bad-minutes", "1 to 600 minutes; this has -1", NIGHT, "minutes: 40", "minutes: ⟦-1"),
    case("cut-text", "put the text in quotes", DUSK, "title: The stairs", "title: The stairs⟦ #2"),
    case("cut-text", "the rest of the line is not told", DUSK, "text: Break the seal",
         "text: Break the\n          seal⟦ #4 and wait"),
    case("cut-text", "begins a comment", STORY, "oil: {start: 2, min: 0, max: 3, about: How many cans are left}",
         "oil: {start: 2, min: 0, max: 3, about: Room⟦\t#3\n    }"),
    case("cut-text", "begins a comment", STORY, "  oil: {", "  wind:\n    start: 1\n    min:⟦ #0\n  oil: {",
         *WINDY[1:], (NIGHT, "oil <= 2", "oil <= 2 or wind > 0"), (DUSK, "kind: manner", "effects: [wind += 1]")),
    case("too-many-minutes", "of `watch` have 60 minutes together", STORY, "minutes: 60", "minutes: ⟦59"),
    case("stray-file", "rename it to `dawn.yaml`", "chapters/dawn.yml", "", "⟦id: dawn\n"),
    case("stray-file", "put it into `chapters/` or `commentary/`, or", "dawn.yaml", "", "⟦id: dawn\n"),
    # Names
    case("bad-id", "`Pocket It` is no id", DUSK, "- id: pocket\n", "- id: ⟦Pocket It\n"),
    case("bad-id", "means something", STORY, "  oil: {", "  ⟦turns: {start: 1}\n  oil: {"),
    case("duplicate-id", "`burn` already", DUSK, "- id: pocket\n", "- id: ⟦burn\n"),
    case("duplicate-id", "`wait` already", NIGHT, "    choices:", CLOCK),
    case("duplicate-id", "another scene's", DUSK, "aka: [envelope]\n    text:", "aka: [⟦window]\n    text:"),
    case("duplicate-id", "another choice's", DUSK, "- id: carry\n", "- id: carry\n        aka: [⟦read]\n"),
    case("duplicate-id", "a note `the-letter` already", LOG, "- id: the-storm", "- id: ⟦the-letter"),
    case("duplicate-id", "already", INQUIRY, "id: burned-low", "id: ⟦took-cans"),
    case("duplicate-id", "listed already", STORY, "[dusk, night]", "[dusk, night, ⟦dusk]"),
    case("duplicate-id", "there is an act `kept` already", STORY, "{id: spent", "{id: ⟦kept",
         (DUSK, "act: spent", "act: kept"), (NIGHT, "act: spent", "act: kept"), (LOG, "spent}", "kept}")),
    case("bad-variable", "is more than `max` (3)", STORY, "oil: {start: 2", "oil: {start: ⟦7"),
    case("bad-variable", "`0.5` is no whole number; round it", STORY, "oil: {start: 2", "oil: {start: ⟦0.5"),
    case("bad-variable", "this is the word `no`; write `false`", STORY, "  oil: {", "  lit: {start: ⟦no}\n  oil: {",
         (NIGHT, "letter: read}", "letter: read, lit: false}"),
         (DUSK, "kind: manner", "when: not lit\n        effects: [lit = true]")),
    case("bad-variable", "is not one of", STORY, "letter: {start: sealed", "letter: {start: ⟦lost"),
    case("bad-variable", "only numbers have", STORY, "letter: {start", "letter: {⟦min: 1, start"),
    case("bad-id", "is no name for a variable", STORY, "  oil: {", "  ⟦a-b: {start: 1}\n  oil: {",
         (STORY, "prose:", "rules: {unused-variable: off}\nprose:")),
    case("duplicate-id", "another chapter's", NIGHT, "enter:", "aka: [⟦dusk]\nenter:"),
    case("duplicate-id", "another note's", LOG, "- id: the-storm", "- id: the-storm\n    aka: [⟦the-letter]"),
    case("bad-variable", "is less than `min` (0)", STORY, "oil: {start: 2", "oil: {start: ⟦-2"),
    case("bad-variable", "numbers go to", STORY, "max: 3", "max: ⟦30000000000"),
    case("bad-variable", "only words have", STORY, "oil: {start", "oil: {⟦values: [a], start"),
    case("unknown-chapter", "no file in chapters/", STORY, "[dusk, night]", "[dusk, night, ⟦dawn]"),
    case("unknown-chapter", "did you mean `night`?", INQUIRY, "pane: inquiry", NITE),
    case("unknown-chapter", "no chapter or scene `night/lam`; did", LOG, "opens: night", "opens: ⟦night/lam"),
    case("unlisted-chapter", "add it to `chapters`", "chapters/3.yaml", "", DAWN, (NIGHT, "to: morning", "to: dawn")),
    case("unknown-part", "did you mean `watch`?", NIGHT, "part: watch", "part: ⟦wach"),
    case("unknown-palette", "did you mean `night`?", NIGHT, "palette: night", "palette: ⟦nigt"),
    case("bad-palette-colour", "`navy` is no colour", STORY, '"#1b2430"', "⟦navy"),
    case("unknown-act", "did you mean `spent`?", NIGHT, "act: spent", "act: ⟦spend"),
    case("unknown-act", "did you mean `spent`?", LOG, "night: spent}", "night: ⟦spend}"),
    # Ways through
    case("unknown-target", "did you mean `night/lamp`?", DUSK, "to: night/lamp", "to: ⟦night/lamb"),
    case("unknown-target", "no scene `windw`; did you mean", DUSK, "not seen(window)", "not seen(⟦windw)"),
    case("unknown-target", "no choice `wate` in `night/lamp`", NIGHT, "chosen(lamp.wait)", "chosen(⟦lamp.wate)"),
    case("unknown-target", "no choice `letter` in `dusk/jetty`; ask looked(...) for it", NIGHT,
         "chosen(lamp.wait)", "not(chosen(⟦dusk/jetty.letter))"),
    case("unknown-target", "no look `read` in `dusk/jetty`; ask chosen(...) for it", NIGHT,
         "chosen(dusk/jetty.read)", "looked(⟦dusk/jetty.read)"),
    case("unknown-target", "did you mean `night/morning`?", NIGHT, "to: morning", "to: ⟦night.morning"),
    case("unknown-target", "did you mean `night/lamp`?", DUSK, "to: night/lamp", "to: ⟦lamp"),
    case("unknown-target", "no scene `xyz`; name a scene of this chapter, or `chapter/scene`", NIGHT,
         "to: morning", "to: ⟦xyz"),
    case("unknown-target", "did you mean `lamp.wait`?", NIGHT, "chosen(lamp.wait)", "chosen(⟦lamp/wait)"),
    case("unknown-target", "did you mean `dusk/jetty.read`?", NIGHT,
         "chosen(dusk/jetty.read)", "chosen(⟦dusk/jetty/read)"),
    case("unknown-target", "needs a scene alone", DUSK, "not seen(window)", "not seen(⟦jetty.read)"),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "oil > 0", "⟦oill > 0"),
    case("unknown-variable", "did you mean `wind`?", NIGHT, "oil > 0", "oil > 0 or ⟦wnd > 0", *WINDY),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "oil > 0", "⟦oill > 0 or wind > 0", *WINDY),
    case("unknown-variable", "did you mean `wind`?", NIGHT, "[oil -= 1]", "[oil -= 1, ⟦wnd += 1]", *CALM),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "[oil -= 1]", "[⟦oyl -= 1]"),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "enter: {oil: 2,", "enter: {⟦oyl: 2,"),
    case("unknown-variable", "no variable `burnt`; put the word in quotes: 'burnt'", NIGHT,
         "letter == 'burnt'", "letter == ⟦burnt"),
    case("unknown-variable", "no variable `lost`; put the word in quotes: 'lost'", DUSK,
         "[letter = 'burnt', ", "[letter = ⟦lost, "),
    case("unknown-variable", "no variable `True`; write `true`", NIGHT, "oil > 0", "oil > 0 or ⟦True"),
    case("unknown-variable", "no variable `yes`; write `true`", NIGHT, "oil > 0", "oil > 0 or lit == ⟦yes", *LIT),
    case("unknown-variable", "no variable `off`; write `false`", DUSK, "oil -= 1]", "oil -= 1, lit = ⟦off]", *LIT),
    case("bad-expression", "it is one of sealed, read, burnt", NIGHT, "letter == 'burnt'",
         "letter == 'burnt' or letter == 'read' or letter == ⟦'thrown into the sea from the rock'"),
    case("bad-expression", "does not belong in an expression", NIGHT, "oil > 0", "oil ⟦& 0"),
    case("bad-expression", "a number with a word", NIGHT, "when: oil > 0", "when: 'oil > ⟦letter'"),
    case("bad-expression", "is never 'red'", DUSK, "[letter = 'read']", "[letter = ⟦'red']"),
    case("bad-expression", "is never 'red'", DUSK, "[letter = 'read']", "['letter = ⟦''red''']"),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "oil > 0", "'letter == ''read'' or ⟦oyl > 0'"),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "oil > 0", '"not ⟦oyl > 0"'),
    case("unknown-variable", "did you mean `oil`?", NIGHT, "oil > 0", '⟦"not\\x20oyl > 0"'),
    case("unreachable-scene", "no choice leads to", DUSK, "  window:", f"{ATTIC}{DOWN}  window:"),
    case("unreached-chapter", "only a jump does", NIGHT, "id: night", "id: ⟦night", (DUSK, "  window:", SEA),
         (DUSK, "to: night/lamp", "to: stairs"), (DUSK, "to: night\n", "to: sea\n")),
    case("dead-end", "`attic` has no choice", *UP, (DUSK, "  window:", f"{ATTIC}  window:")),
    case("no-way-out", "from `attic`", *UP, (DUSK, "  window:", f"{ATTIC}{TURN}  window:")),
    case("no-way-out", "no scene of the story is an ending", STORY, "chapters:", "⟦chapters:",
         (NIGHT, "    ending: true\n", "    choices: [{id: again, text: Do it again, to: lamp}]\n")),
    case("no-open-choice", "no choice is open when oil is 3", NIGHT, "    choices:", "    ⟦choices:",
         (NIGHT, "oil > 0", "oil < 2")),
    case("no-open-choice", "chosen(dusk/window.hurry) is 1", DUSK, "way.\n    choices:", "way.\n    ⟦choices:",
         (DUSK, "text: Take the last", "once: true\n        text: Take the last")),
    case("undecided-choices", "too many conditions", NIGHT, "    choices:", "    ⟦choices:",
         (STORY, "  oil: {", f"{NUMBERS}  oil: {{"), (NIGHT, "oil > 0", f"{SUM} > 8"),
         (NIGHT, "oil <= 2", f"{SUM} <= 8"), (NIGHT, "letter: read}", f"{ENTER}}}")),
    case("self-loop", "changes nothing", DUSK, "      - id: go-up", STAY),
    case("too-many-choices", "8 choices, and 6 is the most", DUSK, "nearer.\n    choices:", "nearer.\n    ⟦choices:",
         (DUSK, "      - id: go-up", f"{SIX}      - id: go-up")),
    case("same-choice-text", "the same words", DUSK, "Put it in your coat", "⟦Burn it over the rail"),
    case("unused-variable", "no condition asks for `wind`", STORY, "  oil: {", WIND,
         (NIGHT, "letter: read}", "wind: 1}")),
    case("unset-variable", "nothing ever changes `wind`", STORY, "  oil: {", WIND,
         (NIGHT, "oil > 0", "oil > 0 and wind > 0"), (NIGHT, "oil <= 2", "oil <= 2 or wind <= 0")),
    case("unset-word", "gives `mood` the word `bald`; did you mean `bold`?", NIGHT, "oil <= 2",
         "oil <= 2 or mood == ⟦'bald'", *MOOD),
    case("unset-word", "gives `mood` the word `sad`; give it with", NIGHT, "oil <= 2",
         "oil <= 2 or 'glad' == mood or 'shy' == mood or ⟦'sad' == mood", *MOOD),
    case("out-of-bounds", "value of `oil` is more than `max` (3), and stops there", DUSK, "oil -= 1]", "oil = ⟦4]"),
    case("out-of-bounds", "is less than `min` (0)", DUSK, "oil -= 1]", "oil = ⟦-1]"),
    case("never-told", "`oil > 9` never holds", NIGHT,
         "chosen(dusk/jetty.read) or chosen(lamp.wait)", "⟦oil > 9"),
    case("never-told", "never holds", DUSK,
         "- when: letter == 'read'", "- when: ⟦letter == 'read' and letter == 'burnt'"),
    case("never-open", "never holds", DUSK, "name: the letter\n", "name: the letter\n        when: ⟦oil > 3\n"),
    case("never-open", "`oil >= 7` never holds", *ALWAYS, (DUSK, "kind: manner", "when: ⟦oil >= 7")),
    case("never-open", "never holds", *ALWAYS,
         (DUSK, "kind: manner", "when: ⟦letter == 'read' and letter == 'burnt'")),
    # Beats and commentary
    case("unknown-beat", "did you mean `storm`?", DUSK, "beats: [storm]", "beats: [storm, ⟦strom]"),
    case("unknown-beat", "did you mean `paid`?", LOG, "beats: [paid]", "beats: [⟦payed]"),
    case("untold-beat", "beat `fog`", BEATS, "id: boat,", "id: boat, kind: told, text: x}\n  - {id: ⟦fog,"),
    case("unused-beat", "beat `cost`", BEATS, "id: doubt,", "id: doubt, kind: discussed, text: x}\n  - {id: ⟦cost,"),
    case("unknown-source", "did you mean `logbook`?", LOG, "source: logbook", "source: ⟦logbok"),
    case("unknown-source", "no source `hearsay`", INQUIRY, "fact, source: hearing", "fact, source: ⟦hearsay"),
    case("note-without-source", "this note names no source", LOG, "source: logbook", 'source: ⟦""'),
    case("unknown-pane", "did you mean `papers`?", PAPERS, "pane: papers", "pane: ⟦paper"),
    case("unknown-pane", "shows no pages", PAPERS, "pane: papers\npages", "pane: log\n⟦pages"),
    case("unknown-pane", "in no pane", PAPERS, "pane: papers\npages", "⟦pages"),
    case("pane-key-clash", "belongs to the pane `log`", LOG, "key: i", "key: ⟦l"),
    case("pane-key-clash", "belongs to the engine", LOG, "key: i", "key: ⟦q"),
    case("pane-key-clash", "one lower-case letter", LOG, "key: i", "key: ⟦II"),
    case("pane-key-clash", "belongs to the engine", LOG, "command: inquiry", "command: ⟦quit"),
    case("unknown-note-place", "did you mean `dusk/stairs`?", LOG, "at: dusk/stairs", "at: ⟦dusk/stares"),
    case("unknown-note-place", "did you mean `dusk/stairs`?", LOG, "at: dusk/stairs", "at: ⟦stairs"),
    case("anchor-not-found", "no paragraph", LOG, "on: The letter is heavy", "on: ⟦The letter is light"),
    case("evidence-nowhere", "did you mean `carry`?", INQUIRY, "took: dusk/jetty.carry", "took: ⟦dusk/jetty.cary"),
    case("evidence-nowhere", "did you mean `dusk/jetty.carry`?", INQUIRY, "took: dusk/jetty.carry",
         "took: ⟦dusk/jetty/carry"),
    case("evidence-nowhere", "no scene `x`; name one as `chapter/scene`", INQUIRY, "took: dusk/jetty.carry",
         "took: ⟦x"),
    case("evidence-nowhere", "no scene `dusk/jeti`; did you", INQUIRY, "took: dusk/jetty.carry", "took: ⟦dusk/jeti"),
    case("evidence-nowhere", "no reading `dooty`", INQUIRY, "took-cans, reading: duty", "took-cans, reading: ⟦dooty"),
    case("reading-unopposed", "nothing speaks against", INQUIRY, "    speaks_against:", "    ⟦speaks_against: []",
         (INQUIRY, SHIP, "")),
    # Prose
    case("banned-phrase", "the phrase `suddenly`", DUSK, "A sail, far out", "A sail, ⟦suddenly, far out"),
    case("banned-phrase", "the phrase `Suddenly`", DUSK, "text: Break the seal", "text: ⟦Suddenly break the seal"),
    case("long-sentence", "of 32 words", DUSK, "A sail, far out,", "A sail. ⟦Far" + " and far" * 13 + " out"),
    case("same-opening", "as `night/lamp`", NIGHT, "By six the sea", "⟦You trim the wick as the sea"),
    case("choice-length", "this has 1", DUSK, "text: Break the seal", "text: ⟦Break"),
]  # fmt: skip


@pytest.mark.parametrize("one", CASES, ids=lambda one: f"{one.rule}: {one.says}")
def test_a_broken_story_gives_exactly_its_rule_at_its_place(one: Case, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    place = change(folder, *one.edits)
    found = problems(folder)
    assert [(p.rule, p.file, p.line, p.column) for p in found] == [(one.rule, *place)]
    assert one.says in found[0].message
    assert found[0].severity == RULES[one.rule].severity


def test_a_comment_and_a_sign_that_is_kept_are_not_spoken_of(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    for edit in (
        (DUSK, "title: The stairs", "title: The stairs⟦ # 2\n    #beats: []"),
        (DUSK, "text: Break the seal", "text: 'Break #4, the seal' ⟦#4"),
        (DUSK, "Ninety steps", "⟦Ninety #4 steps"),
        (DUSK, "text: Put it in your coat", "text: Put it in your#4 coat⟦ ### not yet ###"),
        (STORY, "minutes: 60", "minutes: 60⟦ #or so\n    "),
    ):
        change(folder, edit)
    assert problems(folder) == ()


def test_every_rule_has_a_broken_story() -> None:
    elsewhere = {"unreadable-file", "bad-encoding"}  # test_load
    assert {one.rule for one in CASES} | elsewhere == set(RULES)


def test_the_lighthouse_is_clean() -> None:
    assert problems(LIGHTHOUSE) == ()


def test_the_rules_can_be_listed() -> None:
    lines = describe().splitlines()
    assert len(lines) == len(RULES)
    assert "no-open-choice       error    Choices that can all be closed at once." in lines
