"""What can be open and what never is, and that what there is to try is counted but once."""

import re
from pathlib import Path

import pytest

from engine.reading.check.graph import Rounds
from engine.reading.check.possible import Case, Possible
from tests.building import make_story
from tests.reading.broken import ALWAYS, DUSK, NIGHT, NUMBERS, STORY, change, lighthouse, problems

OPEN = [
    ("two sides of a number", "oil > 0", "oil <= 0"),
    ("two sides of a number, far apart", "oil >= -3", "oil == 9"),
    ("a word and all others", "letter == 'read'", "letter != 'read'"),
    ("all words", "letter == 'read' or letter == 'burnt'", "letter == 'sealed'"),
    ("seen or not", "seen(window)", "not seen(window)"),
    ("counts that meet", "seen(dusk/window) < 2", "seen(dusk/window) >= 2"),
    ("turns", "turns < 10", "turns >= 10"),
    ("the present scene has been seen", "seen(stairs)", "oil > 9"),
    ("a choice taken has led to its scene", "not chosen(jetty.carry)", "seen(stairs) and seen(jetty)"),
]
CLOSED = [
    ("a gap between numbers", "oil > 1", "oil < 1"),
    ("a word left out", "letter == 'read'", "letter == 'burnt'"),
    ("seen on both sides", "seen(window)", "seen(letter)"),
    ("turns", "turns < 10", "turns > 10"),
    ("a number never come to", "oil > 3", "oil < 0"),
]


def _two_conditions(tmp_path: Path, first: str, second: str) -> list[str]:
    folder = lighthouse(tmp_path)
    change(folder, (DUSK, "when: not seen(window)\n        kind: notice", f'⟦when: "{first}"'))
    change(folder, (DUSK, "text: Go up to the lamp", f'⟦text: Go up to the lamp\n        when: "{second}"'))
    change(folder, (STORY, "prose:", "⟦rules: {never-open: off}\nprose:"))
    return [one.rule for one in problems(folder)]


@pytest.mark.parametrize(("why", "first", "second"), OPEN, ids=[one[0] for one in OPEN])
def test_choices_of_which_one_is_always_open(why: str, first: str, second: str, tmp_path: Path) -> None:
    assert _two_conditions(tmp_path, first, second) == []


@pytest.mark.parametrize(("why", "first", "second"), CLOSED, ids=[one[0] for one in CLOSED])
def test_choices_that_can_all_be_closed(why: str, first: str, second: str, tmp_path: Path) -> None:
    assert _two_conditions(tmp_path, first, second) == ["no-open-choice"]


HUB = """id: night
title: Night
part: watch
enter: {oil: 2, letter: read}
scenes:
  lamp:
    text: Four doors.
    beats: [boat]
    choices:
      - {id: one, text: The first door, to: first, when: "WHEN not seen(first)"}
      - {id: two, text: The second door, to: second, when: "WHEN not seen(second)"}
      - {id: three, text: The third door, to: third, when: "WHEN not seen(third)"}
      - {id: out, text: Down to the sea, to: morning, when: "LAST"}
  first: {text: A chair., choices: [{id: back, text: Go back out, to: lamp}]}
  second: {text: A table., choices: [{id: back, text: Go back out, to: lamp}]}
  third: {text: A bed., choices: [{id: back, text: Go back out, to: lamp}]}
  morning:
    text: Light.
    ending: true
"""
HUBS = [
    ("as many rounds as doors", "seen(lamp) <= 3 and", "seen(lamp) > 3", True),
    ("fewer rounds than doors", "seen(lamp) <= 2 and", "seen(lamp) >= 3", True),
    ("more rounds than doors", "seen(lamp) <= 4 and", "seen(lamp) > 4", False),
    ("all doors seen", "", "seen(first) and seen(second) and seen(third)", True),
    ("all doors taken", "", "chosen(lamp.one) and chosen(lamp.two) and chosen(lamp.three)", True),
    ("a door too few", "", "seen(first) and seen(second) and oil > 0", False),
]


def test_rooms_that_lead_to_each_other_can_be_seen_in_one_round(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    text = HUB.replace("WHEN", "seen(lamp) <= 3 and").replace("LAST", "seen(lamp) > 3")
    (folder / NIGHT).write_text(text.replace("to: lamp}]", "to: second}]", 1), encoding="utf-8")
    change(folder, (STORY, "prose:", "⟦rules: {unset-variable: off}\nprose:"))
    assert [one.rule for one in problems(folder)] == ["no-open-choice"]


@pytest.mark.parametrize(("why", "when", "last", "fine"), HUBS, ids=[one[0] for one in HUBS])
def test_a_hub_with_doors_that_close(why: str, when: str, last: str, fine: bool, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    text = HUB.replace("WHEN", when).replace("LAST", last)
    (folder / NIGHT).write_text(text, encoding="utf-8")
    change(folder, (STORY, "prose:", "⟦rules: {unset-variable: off}\nprose:"))
    assert [one.rule for one in problems(folder)] == ([] if fine else ["no-open-choice"])


@pytest.mark.parametrize("fine", [True, False])
def test_once_only_doors_and_a_way_out(fine: bool, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    text = re.sub(r'when: "WHEN[^"]*"', "once: true", HUB)
    text = text.replace("LAST", f"seen(first) and seen(second) and {'seen(third)' if fine else 'oil > 0'}")
    (folder / NIGHT).write_text(text, encoding="utf-8")
    assert [one.rule for one in problems(folder)] == ([] if fine else ["no-open-choice"])


def test_an_effect_of_the_scene_is_taken_into_account(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (NIGHT, "    beats: [boat]", "⟦    beats: [boat]\n    effects: [oil = 1]"))
    change(folder, (NIGHT, "when: oil > 0", "⟦when: oil == 1"))
    change(folder, (NIGHT, "when: oil <= 2", "⟦when: oil == 2"))
    assert problems(folder) == ()


SURE = [
    ("a condition that can hold", "oil == 3"),
    ("a number without bounds", "wind > 9 and wind < 3"),
    ("what was seen", "seen(window) > 9 and oil < 2"),
    ("turns", "turns > 9000 and oil == 1"),
    ("more values than are tried", "n0 + n1 + n2 + n3 + n4 + n5 + n6 + n7 > 99"),
]


@pytest.mark.parametrize("when", [one[1] for one in SURE], ids=[one[0] for one in SURE])
def test_only_what_is_sure_is_said_never_to_hold(when: str, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (STORY, "  oil: {", f"⟦{NUMBERS}  wind: {{start: 1}}\n  oil: {{"))
    change(folder, (STORY, "prose:", "⟦rules: {unused-variable: off, unset-variable: off}\nprose:"))
    change(folder, (DUSK, "kind: manner", f"⟦when: {when}"), ALWAYS)
    assert problems(folder) == ()


def test_a_flood_of_choices_that_can_be_used_up_is_undecided() -> None:
    story = make_story({"a": {"s": {"text": "So."}}})
    cases = [Case(None, f"a/s.{number}") for number in range(100_000)]
    assert Possible(story, Rounds(story, [()])).all_closed("a/s", [], cases) is None
