"""What the checker says of a story as one: no echoes of a mistake, nothing twice, in order, as far as it is asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.reading.check import check, stops
from engine.reading.load import read_story
from tests.reading.broken import DUSK, LOG, MOOD, NIGHT, PAPERS, STORY, change, lighthouse, problems


def test_everything_is_found_at_once_and_in_order(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    for edit in (
        (NIGHT, "minutes: 40", "minutes: ⟦forty"),
        (NIGHT, "closed: The cans", "⟦closd: The cans"),
        (NIGHT, "to: morning", "to: ⟦mourning"),
        (DUSK, "not seen(window)", "not seen(⟦windw)"),
        (LOG, "kind: fact", "kind: ⟦fakt"),
        (PAPERS, "Keepers of the light", "Keepers⟦: of the light"),
        (STORY, '"#1b2430"', "⟦navy"),
    ):
        change(folder, edit)
    found = problems(folder)
    assert list(found) == sorted(found)
    assert [(Path(one.file).name, one.rule) for one in found] == [
        ("01-dusk.yaml", "unknown-target"),
        ("02-night.yaml", "wrong-type"),
        ("02-night.yaml", "unknown-target"),
        ("02-night.yaml", "unknown-key"),
        ("log.yaml", "wrong-type"),
        ("papers.yaml", "yaml-syntax"),
        ("story.yaml", "bad-palette-colour"),
    ]


def test_what_cannot_be_read_has_no_echo_in_other_files(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (NIGHT, "id: night", "id: ⟦{"))
    assert [one.rule for one in problems(folder)] == ["yaml-syntax"]


# In each, other files name the chapter `night` and what is in it, and its own file something that is not there.
ASTRAY: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "taken away": (lambda night: night.unlink(), ["unknown-chapter"]),
    "of another ending": (lambda night: night.rename(night.with_suffix(".yml")), ["stray-file", "unknown-chapter"]),
    "in another folder": (lambda night: night.rename(night.parents[1] / "n.yaml"), ["stray-file", "unknown-chapter"]),
    "empty": (lambda night: night.write_text(""), ["missing-key"] * 3),
    "without its id": (lambda night: _put(night, "id: night\n", ""), ["missing-key"]),
    "of a misspelt id": (
        lambda night: _put(night, "id: night", "id: nigth"),
        ["unlisted-chapter", "unknown-chapter"],
    ),
    "of another's id": (lambda night: _put(night, "id: night", "id: dusk"), ["duplicate-id"]),
}


def _put(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("how", ASTRAY)
def test_a_chapters_file_that_is_astray_has_no_echo_in_other_files(how: str, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (NIGHT, "  morning:", "⟦  attic: {text: Dust., ending: true}\n  morning:"))
    spoil, rules = ASTRAY[how]
    spoil(folder / NIGHT)
    assert [one.rule for one in problems(folder)] == rules
    assert {one.rule for one in problems(folder, "stops")} == set(rules) - {"stray-file"}


def test_a_chapter_that_no_file_has_is_said_with_what_to_do(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    (folder / NIGHT).unlink()
    (said,) = problems(folder)
    assert said.message == "no file in chapters/ has the chapter `night`; give one `id: night`, or leave it out here"


def test_a_list_of_chapters_that_is_none_has_no_echo(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    place = change(folder, (STORY, "[dusk, night]", "⟦dusk, night"))
    assert [(one.rule, one.file, one.line, one.column) for one in problems(folder)] == [("wrong-type", *place)]


def test_what_a_misspelt_target_meant_is_not_advised_to_be_left_out(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    only = (DUSK, "to: night\n", "to: window\n")
    place = change(folder, only, (DUSK, "to: night/lamp", "to: ⟦night/lmap"))
    assert [(one.rule, one.file, one.line, one.column) for one in problems(folder)] == [("unknown-target", *place)]


def test_a_broken_story_file_stands_alone(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (STORY, "id: lighthouse", "id: ⟦{"))
    loaded = read_story(folder)
    assert loaded.draft is None
    assert [one.rule for one in check(loaded)] == ["yaml-syntax"]


def test_rules_can_be_switched_off_and_made_milder(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (DUSK, "A sail, far out", "A sail, ⟦suddenly, far out"))
    change(folder, (DUSK, "text: Break the seal", "text: ⟦Break"))
    change(folder, (STORY, "prose:", "⟦rules: {banned-phrase: warning, choice-length: off}\nprose:"))
    assert [(one.rule, one.severity) for one in problems(folder)] == [("banned-phrase", "warning")]


def test_only_what_stops_play_is_asked_for_play(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (DUSK, "A sail, far out", "A sail, ⟦suddenly, far out"))
    change(folder, (DUSK, "text: Break the seal", "text: ⟦Break"))
    change(folder, (NIGHT, "to: morning", "to: ⟦mourning"))
    assert [one.rule for one in problems(folder, "stops")] == ["unknown-target"]
    assert [one.rule for one in problems(folder, "errors")] == ["banned-phrase", "unknown-target"]
    assert all(stops(one) for one in problems(folder, "stops"))


def test_the_same_words_are_fine_where_they_cannot_be_open_together(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (DUSK, "text: Put it in your coat", "⟦when: oil > 1\n        text: Burn it over the rail"))
    change(folder, (DUSK, "text: Burn it", "⟦when: oil <= 1\n        text: Burn it"))
    assert problems(folder) == ()


def test_words_that_a_variable_may_get_from_another_are_not_missed(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, *MOOD[:2], (DUSK, "oil -= 1]", "⟦oil -= 1, mood = letter]"))
    change(folder, (NIGHT, "oil <= 2", "⟦oil <= 2 or mood == 'burnt'"))
    assert problems(folder) == ()


def test_a_fraction_among_the_values_is_a_word(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (STORY, "  oil: {", "⟦  ratio: {start: '0.5', values: ['0.5', '1.5']}\n  oil: {"))
    change(folder, (STORY, "prose:", "⟦rules: {unused-variable: off}\nprose:"))
    assert problems(folder) == ()


def test_ids_that_are_none_do_no_further_harm(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    change(folder, (NIGHT, "id: night", "id: ⟦night.x"), (NIGHT, "oil > 0", "seen(lamp) > 1"))
    assert {"bad-id", "unlisted-chapter"} <= {one.rule for one in problems(folder)}


@pytest.mark.parametrize(
    "scenes", [None, "jetty: {text: Here again., ending: true}", "attic: {text: Dust., ending: true}", ""]
)
def test_a_second_file_with_a_chapters_id_is_said(scenes: str | None, tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    second = (folder / DUSK).read_text() if scenes is None else f"id: dusk\ntitle: Dusk\nscenes: {{{scenes}}}\n"
    (folder / "chapters" / "03-copy.yaml").write_text(second)
    for only in ("all", "stops"):
        (said,) = [one for one in problems(folder, only) if one.rule == "duplicate-id"]
        assert said.file == str(folder / "chapters" / "03-copy.yaml") and "`dusk` already in 01-dusk" in said.message


def test_a_flood_of_problems_is_cut_short(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    many = "".join(f"      - {{id: x{n}, text: Go on, to: nowhere{n}}}\n" for n in range(3000))
    change(folder, (NIGHT, "      - id: wait", f"⟦{many}      - id: wait"))
    found = problems(folder, "stops")
    assert len(found) == 1001
    assert found[-1].message == "and 2000 more in this file; put these right first"


@pytest.mark.parametrize(
    ("last", "rule", "severity"), [("morning", "choice-length", "warning"), ("lamp", "self-loop", "error")]
)
def test_what_is_only_counted_is_as_grave_as_the_gravest_of_it(
    last: str, rule: str, severity: str, tmp_path: Path
) -> None:
    folder = lighthouse(tmp_path)
    many = "".join(f"      - {{id: x{n}, text: Go{n}, to: morning}}\n" for n in range(1200))
    many += f"      - {{id: last, text: Go there, to: {last}}}\n"
    change(folder, (NIGHT, "      - id: wait", f"⟦{many}      - id: wait"))
    rules = "rules: {choice-length: warning, self-loop: error, too-many-choices: off}"
    change(folder, (STORY, "prose:", f"⟦{rules}\nprose:"))
    (counted,) = [one for one in problems(folder) if one.message.startswith("and ")]
    assert (counted.rule, counted.severity) == (rule, severity)


def test_names_in_messages_are_only_text(tmp_path: Path) -> None:
    folder = lighthouse(tmp_path)
    bell = folder / "chapters" / "3\x1b[31m.yaml"
    bell.write_text("id: x\n", encoding="utf-8")
    for one in problems(folder):
        assert str(one).isprintable()
