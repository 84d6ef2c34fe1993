from pathlib import Path

from engine.playing.script import Script
from tests.building import make_script, notes_in_the_second_chapter
from tests.plain.typing import Reader


def test_a_pane_by_its_own_word(reader: Reader) -> None:
    shown = reader.answers("carry", "log")[-1]
    assert shown.startswith("The keeper's log.\n\nWhat the keeper decided, hour by hour.")
    assert "Does the keeper open the letter? Chapter 1.\n  The log says only that a letter came." in shown
    assert "What it costs: The last quiet hour." in shown
    assert "What else stood open: Throwing it into the sea." in shown
    assert 'You: "Carry the cans up first" (turn 1, chapter 1).' in shown
    assert "(Reported, by the keeper. Source: The log of Skerry Point.)" in shown
    assert "Chapter 1, Dusk: kept (turn 1); as the log tells it: kept." in shown


def test_a_pane_tells_nothing_of_what_was_not_reached(reader: Reader) -> None:
    assert "storm" not in reader.answers("log")[-1]
    assert reader.answers("inquiry")[-1] == "The inquiry.\nThis opens in chapter 2."


def test_a_pane_by_chapter_or_name(reader: Reader) -> None:
    *_, one, named, none = reader.answers("log 1", "log does the keeper", "log 7")
    assert "The log says only" in one and "The balance" not in one
    assert "The log says only" in named
    assert 'Nothing here is called "7".' in none


def test_a_chapter_ahead_is_there_but_not_open(tmp_path: Path) -> None:
    *_, ahead, none = Reader(notes_in_the_second_chapter(), tmp_path).answers("margins 2", "margins 3")
    assert ahead.endswith("Chapter 2 opens in chapter 2.")
    assert none.endswith('Nothing here is called "3".')


def test_notes_of_the_scene(reader: Reader) -> None:
    _, here, _, none = reader.answers("notes", "1", "notes")
    assert here.startswith("Does the keeper open the letter? Chapter 1.")
    assert none == "There is no note on this scene."


def test_notes_as_the_reader_has_set_them(reader: Reader) -> None:
    reader.types("set commentary off")
    assert "A note here" not in reader.types()
    reader.types("set commentary full")
    assert "The log says only that a letter came." in reader.types()


def test_opened_notes_are_kept(reader: Reader) -> None:
    reader.types("notes")
    assert reader.session.play.kept == {"opened:the-letter": "yes"}


def test_readings(reader: Reader) -> None:
    shown = reader.answers("carry", "go up", "inquiry")[-1]
    assert "Reading 1. Duty." in shown
    assert "Held by: The harbour master, at the inquiry" in shown
    assert "lamp-burned: The lamp burned until six." in shown
    own = 'took-cans: You saw to the oil before anything else. "Carry the cans up first" (turn 1, chapter 1).'
    assert own in " ".join(shown.split())
    assert "Of your own: your turns lean for it. In your eyes: not weighed yet." in shown
    assert "1. Why did the lamp burn low?\n    1: The oil\n    2: The letter" in shown


def test_weighing(reader: Reader) -> None:
    way = ("carry", "go up")
    *_, yes, no, off, wrong, missing = reader.answers(
        *way, "weigh lamp-burned yes", "weigh took-cans no", "weigh took-cans off", "weigh x yes", "weigh lamp-burned"
    )
    assert yes == "lamp-burned: convincing."
    assert no == "took-cans: not convincing."
    assert off == "took-cans: not weighed."
    assert wrong.startswith('Nothing here is called "x".')
    assert missing.startswith("Say what, and yes or no.")
    assert reader.session.play.kept == {"weigh:lamp-burned": "convincing"}


def test_nothing_to_weigh_before_it_opens(reader: Reader) -> None:
    _, weigh, hold, answer, own = reader.answers("weigh lamp-burned yes", "hold 1", "answer 1 x", "own mine")
    assert weigh == "There is nothing to weigh yet."
    assert hold == "There is no reading to hold yet."
    assert answer == "No question is open yet."
    assert own == "The readings have not opened yet."


def test_holding(reader: Reader) -> None:
    way = ("carry", "go up")
    *_, held, listed, none = reader.answers(*way, "hold duty", "hold", "hold nothing")
    assert held == "You hold: Duty."
    assert "1. Duty (held)" in listed
    assert none == "You hold none of them."
    assert not reader.session.play.kept


def test_answering(reader: Reader) -> None:
    way = ("carry", "go up")
    *_, offered, own, wrong, off = reader.answers(
        *way, "answer 1 2", "answer 1 nobody  knows", "answer 5 x", "answer 1 Off"
    )
    assert offered == "Why did the lamp burn low? You: The letter"
    assert own == "Why did the lamp burn low? You: nobody knows"
    assert " ".join(wrong.split()) == (
        "Type answer, a question's number from 1 to 1, and your words; off takes them back."
    )
    assert off == "Why did the lamp burn low? You: no answer."
    assert not reader.session.play.kept


def test_own_sentence(reader: Reader) -> None:
    way = ("carry", "go up")
    assert reader.answers(*way, "own it was the letter")[-1] == "Your own reading: it was the letter"
    assert "Your own reading: it was the letter" in reader.answers("inquiry", resume=True)[-1]


def test_own_sentence_is_taken_back(reader: Reader) -> None:
    way = ("carry", "go up")
    *_, said, off, usage = reader.answers(*way, "own it was the letter", "own", "own nothing", "own")
    assert said == "Your own reading: it was the letter\n  Type own and your sentence; own off takes it back."
    assert off == "You have no reading of your own."
    assert usage == "Type own and your sentence; own off takes it back."
    assert not reader.session.play.kept


def test_own_notes(reader: Reader) -> None:
    _, none, last, placed, listed, gone, wrong = reader.answers(
        "note", "note heavy", "note 1: a boat", "note", "note 1:", "note 9: x"
    )
    assert none.startswith("You have written no notes. Type note and your words;")
    assert last == "Noted on paragraph 2 of turn 0."
    assert placed == "Noted on paragraph 1 of turn 0."
    assert "note 2: with nothing after it takes that note back." in " ".join(listed.split())
    assert listed.endswith("\n  Turn 0, paragraph 1: a boat\n  Turn 0, paragraph 2: heavy")
    assert gone == "The note is gone."
    assert wrong == "The paragraphs here are numbered 1 to 2."
    assert reader.session.play.kept == {"note:0:dusk/jetty:1": "heavy"}


def test_the_sources_pane(reader: Reader) -> None:
    shown = reader.answers("papers")[-1]
    assert "Keepers of the light." in shown
    assert "(Fact. Source: The log of Skerry Point.)" in shown
    assert "The log of Skerry Point: Kept by hand." in shown


def test_the_room_opens_at_the_end(reader: Reader) -> None:
    assert reader.answers("room")[-1] == "The reading room opens at the end."
    shown = reader.answers("carry", "go up", "sit", "room")[-1]
    assert 'You: "Carry the cans up first", turn 1.' in shown
    assert "The source: The log says only that a letter came." in shown
    assert "3 of 9 choices." in shown
    assert "Duty (The inquiry): your turns lean for it; not weighed yet." in shown
    assert "What another playthrough would change." in shown


def test_reading_again(reader: Reader) -> None:
    way = ("carry", "go up", "sit")
    before = reader.answers("second")[-1]
    assert before == "This opens at the end of a playthrough."
    *_, start, noted, second, again, third, stopped = reader.answers(
        *way, "second", "note once more", "", "0", "3", "stop"
    )
    assert "Your note on paragraph 2: once more" in again
    assert "Turn 0 of 3. Began with Dusk." in start
    assert "The log says only that a letter came." in start
    assert noted == "Noted on paragraph 2 of turn 0."
    assert second.startswith('Turn 1 of 3. Chose "Carry the cans up first".')
    assert "After dark, by every account." in second
    assert third.startswith('Turn 3 of 3. Chose "Sit with it and wait".')
    assert stopped == "You are where you were."
    assert reader.session.play.length == 4


def test_reading_again_to_the_last_turn(reader: Reader) -> None:
    shown = reader.answers("carry", "go up", "sit", "second", "", "", "", "")[-1]
    assert shown == "That was the whole of it. You are where you were."


def test_panes_of_another_story(tmp_path: Path) -> None:
    script: Script = make_script(
        {"a": {"s": {"text": "Here.", "choices": [{"id": "b", "text": "Go on then", "to": "s"}]}}},
        None,
        [
            {
                "panes": [{"id": "p", "name": "Marginalia", "key": "p", "command": "margins", "kind": "notes"}],
                "pane": "p",
                "notes": [
                    {"id": "n", "at": "a/s", "title": "Why here?", "text": "So.", "kind": "reading", "source": "me"}
                ],
            }
        ],
    )
    assert "Why here?" in Reader(script, tmp_path).answers("margins")[-1]


def test_a_page_and_a_source_by_name(reader: Reader) -> None:
    _, page, source, none = reader.answers("papers keepers", "papers the log", "papers whales")
    assert page.startswith("The papers.\n\nKeepers of the light.") or "Keepers of the light." in page
    assert "Where it comes from" not in page
    assert "The log of Skerry Point" in source
    assert "Keepers of the light" not in source
    assert none.endswith('Nothing here is called "whales".')
