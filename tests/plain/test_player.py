import re
import unicodedata
from pathlib import Path

import pytest

from engine.commands import commands_for
from engine.plain.player import _DO, _OWN
from engine.playing.script import Script
from tests.building import door, make_script
from tests.plain.typing import Reader

TO_THE_END = ("2", "go up", "sit")


def test_the_first_page(reader: Reader) -> None:
    assert reader.types().splitlines() == [
        "The Lamp at Skerry Point. A night on the rock.",
        "",
        "The log and the arguments open as you go.",
        "",
        "It has a storm at sea and a boat in danger.",
        "",
        "Type the number of a choice, or its first words. Type help for all that",
        "can be typed.",
        "",
        "Chapter 1. Dusk. The watch, minute 0 of 60.",
        "",
        "One lamp, two cans, one letter.",
        "",
        "The supply boat has gone, and on the jetty it has left you two cans of",
        "oil and a letter.",
        "",
        "The letter is heavy for its size. Let it go out tonight, somebody has",
        "written on the back.",
        "",
        "A note here (type notes): Does the keeper open the letter?",
        "",
        "To look at: the letter.",
        "",
        "1) Break the seal",
        "2) Carry the cans up first",
        "",
        "> ",
    ]


def test_same_input_same_output(reader: Reader) -> None:
    lines = ("look at the letter", "1", "log", "history", "frob", "2", "1", "1", "1", "room")
    assert reader.types(*lines) == reader.types(*lines)


def test_to_the_end(reader: Reader) -> None:
    *_, last = reader.answers(*TO_THE_END)
    assert last.startswith("By six the sea has gone flat and pale")
    assert "The end." in last


def test_a_chapter_is_headed_after_what_the_choice_brought(reader: Reader) -> None:
    assert "\nChapter 2. Night. The watch, minute 20 of 60.\n" in reader.types("carry", "go up")


def test_a_choice_by_its_words(reader: Reader) -> None:
    assert reader.answers("carry the cans")[-1].startswith("Each step takes its toll of your knees.")


def test_looking_changes_nothing_and_says_the_choices_once(reader: Reader) -> None:
    first, look = reader.answers("look at the envelope")
    assert "1) Break the seal" in first
    assert look == "Good paper, red wax, no name.\n\nIt has not been opened."


def test_look_alone_tells_the_scene_again(reader: Reader) -> None:
    *_, last = reader.answers("look at the letter", "look")
    assert last.startswith("Chapter 1. Dusk.")
    assert "The supply boat has gone" in last
    assert "the letter (seen)" in last


def test_an_empty_line_says_the_choices_again(reader: Reader) -> None:
    assert reader.answers("")[-1] == "To look at: the letter.\n\n1) Break the seal\n2) Carry the cans up first"


def test_a_closed_choice_says_why(tmp_path: Path) -> None:
    first, refused = Reader(door(), tmp_path).answers("3")
    assert "3) Force it. Closed: Weak." in first
    assert refused == "Force it: Weak."


def test_undo_and_redo(reader: Reader) -> None:
    _, nothing, _, back, again = reader.answers("back", "1", "back", "redo")
    assert nothing == "There is nothing to take back."
    assert back.startswith("Back at turn 0.\n\nChapter 1. Dusk.")
    assert again.startswith("Fifty pounds, it says")


def test_history_goes_back(reader: Reader) -> None:
    *_, listed, back, wrong = reader.answers("look at letter", "1", "2", "history", "history 1", "history 99")
    assert '2. Chose "Break the seal". Chapter 1.' in listed
    assert "1. Looked at the letter. Chapter 1." in listed
    assert back.startswith("Back at turn 1.")
    assert wrong == "Turns are numbered 0 to 1; history and a number goes back to one."


def test_chapters_not_reached_have_no_name(reader: Reader) -> None:
    _, listed = reader.answers("chapters")
    assert "1. Dusk. You are here.\n2. Not reached yet." in listed
    assert "Night" not in listed


def test_going_ahead_asks(reader: Reader) -> None:
    _, asked, refused, asked_again, went = reader.answers("go 2", "no", "go to chapter 2", "yes")
    assert "Night" not in asked and asked == asked_again
    assert asked.startswith("Chapter 2 has not been reached.")
    assert refused == "Then not."
    assert went.startswith("Chapter 2. Night.")


def test_going_ahead_does_not_ask_whom_spoilers_do_not_trouble(reader: Reader) -> None:
    assert reader.answers("set spoilers on", "go 2")[-1].startswith("Chapter 2. Night.")


def test_going_back_does_not_ask(reader: Reader) -> None:
    assert reader.answers("carry", "go up", "go dusk")[-1].startswith("Chapter 1. Dusk.")


def test_a_chapter_that_lies_behind_does_not_ask_though_it_was_not_read(reader: Reader) -> None:
    assert reader.answers("go 1", chapter="night")[-1].startswith("Chapter 1. Dusk.")


def test_a_chapter_that_is_not_there(reader: Reader) -> None:
    assert reader.answers("go 9")[-1] == "Type go and a number from 1 to 2; chapters lists them."


def test_the_name_of_a_chapter_ahead_tells_nothing(reader: Reader) -> None:
    assert reader.answers("go night")[-1] == reader.answers("go nowhere")[-1]


def test_the_map(reader: Reader) -> None:
    shown = reader.answers("carry", "map")[-1]
    assert 'Turn 0: The jetty.\n    taken: "Carry the cans up first"\n    not taken: 1' in shown
    assert "Turn 1: The stairs. You are here." in shown
    assert "Chapter 2. Not reached yet." in shown


def test_the_map_knows_other_playthroughs(reader: Reader) -> None:
    reader.types("break", "burn")
    shown = reader.answers("carry", "map")[-1]
    assert 'taken in another playthrough: "Break the seal"' in shown
    assert "Seen in another playthrough: The letter." in shown


def test_search(reader: Reader) -> None:
    *_, found, none, empty = reader.answers("carry", "search CANS", "search walrus", "search")
    assert found.startswith('"CANS": 2 places.')
    assert "Turn 0, chapter 1: … jetty it has left you two cans of oil and a letter." in found
    assert "Turn 1, chapter 1: Carry the cans up first" in found
    assert none == '"walrus" does not stand in what you have read.'
    assert empty == "Type search and the words to look for."


def test_restart_asks_and_keeps(reader: Reader) -> None:
    *_, asked, began = reader.answers("carry", "restart", "yes")
    assert asked.startswith("Begin this story again?")
    assert "1) Break the seal" in began
    assert any(slot.name == "earlier" and slot.turns == 1 for slot in reader.session.slots())


def test_resume_tells_where_the_reader_was(reader: Reader) -> None:
    reader.types("carry")
    page = reader.types(resume=True)
    assert "Ninety steps" in page
    assert "The supply boat" not in page


def test_resume_with_nothing_to_go_on_begins(reader: Reader) -> None:
    assert "1) Break the seal" in reader.types(resume=True)


def test_beginning_at_a_chapter(reader: Reader) -> None:
    assert "Chapter 2. Night." in reader.types(chapter="night")


def test_a_slot_of_its_own(reader: Reader) -> None:
    reader.types("carry", slot="mine")
    assert "Ninety steps" in reader.types(resume=True, slot="mine")
    assert not reader.session.saves.exists("autosave")


def test_quitting(reader: Reader) -> None:
    page = reader.types("quit", "1")
    assert page.endswith("Everything is kept. Start with --resume to go on from here.\n\n")


def test_help_has_every_command(reader: Reader, script: Script) -> None:
    shown = reader.answers("help")[-1]
    for command in commands_for(script.story.panes):
        for word in command.words if command.plain else ():
            assert re.search(rf"\b{word}\b", shown), word


def test_help_says_what_each_pane_can_be_asked_for(reader: Reader) -> None:
    said = " ".join(reader.answers("help")[-1].split())
    assert "log, then a chapter's number or a name: The keeper's log." in said
    assert "inquiry, then a reading's number or a name: The inquiry." in said
    assert "papers, then a name: Papers." in said


def test_every_plain_command_is_done_somewhere(script: Script) -> None:
    wanted = {command.id for command in commands_for(script.story.panes) if command.plain}
    panes = {f"pane-{pane.id}" for pane in script.story.panes}
    assert wanted == panes | set(_DO) | set(_OWN)


def test_nothing_typed_or_written_comes_back_as_control(tmp_path: Path) -> None:
    bad = "\x1b[31mred\x07 \x9b2J \u202egnp\u2066 \u200b\u200b e" + "\u0301" * 40 + " \ud800 \x1b]8;;file:///\x1b\\"
    script = make_script({"a": {"s": {"text": bad, "title": bad, "choices": [{"id": "b", "text": bad, "to": "s"}]}}})
    page = Reader(script, tmp_path).types(
        bad, "1", f"search {bad}", f"note {bad}", "note", f"save {bad}", "history", "map"
    )
    assert "red" in page
    found = {one for one in page if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Cs")}
    assert not found
    assert "\u0301" * 5 not in page


def test_no_line_is_wider_than_the_page(reader: Reader) -> None:
    page = reader.types("look", "carry", "log", "papers", "help", "map", "room", "x" * 500)
    assert max(map(len, page.splitlines())) <= 72


def test_a_word_longer_than_a_line_is_cut(tmp_path: Path) -> None:
    script = make_script({"a": {"s": {"text": "q" * 10_000 + " 漢" * 3 + "漢" * 200, "ending": True}}})
    page = Reader(script, tmp_path).types()
    assert page.count("q") == 10_000 + page.count("quit")
    assert all(len(line) + line.count("漢") <= 72 for line in page.splitlines())


def test_story_signs_are_only_text(tmp_path: Path) -> None:
    script = make_script({"a": {"s": {"text": r"[b]{x} \n | <a> `c` *so* 2 * 3", "ending": True}}})
    assert r"[b]{x} \n | <a> `c` so 2 * 3" in Reader(script, tmp_path).types()


def test_a_dead_end_says_so(tmp_path: Path) -> None:
    script = make_script({"a": {"s": {"text": "Nowhere."}}})
    assert "Nothing can be chosen here. Type back, or chapters." in Reader(script, tmp_path).types()


@pytest.mark.parametrize("lines", [("2", "go up", "wait", "1"), ("wait",), ("go 2", "maybe")])
def test_no_line_is_an_error(reader: Reader, lines: tuple[str, ...]) -> None:
    assert "Traceback" not in reader.types(*lines)


def test_save_trouble_is_told(reader: Reader) -> None:
    reader.data.mkdir()
    (reader.data / "saves").write_text("in the way")
    page = reader.types("carry")
    assert "Not saved" in page
    assert "Ninety steps" in page
