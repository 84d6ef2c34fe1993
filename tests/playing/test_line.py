from pathlib import Path

import pytest

from engine.commands import Command, commands_for, taken_keys, taken_words
from engine.playing.events import begin
from engine.playing.line import complete, two_names, understand
from engine.playing.moment import Moment
from engine.playing.playthrough import Playthrough
from engine.playing.script import Script
from engine.reading.load import read_story
from tests.building import door, make_script

FOLDER = Path(__file__).parent.parent / "stories" / "lighthouse"


@pytest.fixture(scope="module")
def commands() -> tuple[Command, ...]:
    story = read_story(FOLDER).story
    assert story is not None
    return commands_for(story.panes)


@pytest.fixture
def moment() -> Moment:
    play = Playthrough(door())
    play.do(begin("first"))
    return play.moment()


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("1", "knock"),
        ("2", "wait"),
        (" 1 ", "knock"),
        (":1", "knock"),
        (": knock", "knock"),
        ("1)", "knock"),
        ("2.", "wait"),
        ("knock", "knock"),
        ("KNOCK AT", "knock"),
        ("wait a while", "wait"),
    ],
)
def test_choices(line: str, choice: str, moment: Moment, commands: tuple[Command, ...]) -> None:
    understood = understand(line, moment, commands)
    assert understood.what == "choice" and understood.option is not None
    assert understood.option.id == choice


@pytest.mark.parametrize("line", ["lamp", "look lamp", "look at the lamp", "examine the lamp", "x lamp", "the lamp"])
def test_looks(line: str, moment: Moment, commands: tuple[Command, ...]) -> None:
    understood = understand(line, moment, commands)
    assert understood.what == "look" and understood.sight is not None
    assert understood.sight.id == "lamp"


@pytest.mark.parametrize(
    ("line", "command", "argument"),
    [
        ("look", "look", ""),
        ("back", "undo", ""),
        ("go back", "undo", ""),
        ("undo", "undo", ""),
        ("Go 5", "go", "5"),
        ("log", "pane-log", ""),
        ("log 1", "pane-log", "1"),
        ("note  a thing ", "note", "a thing"),
        ("find the ring", "search", "the ring"),
    ],
)
def test_commands(line: str, command: str, argument: str, moment: Moment, commands: tuple[Command, ...]) -> None:
    understood = understand(line, moment, commands)
    assert understood.command is not None
    assert (understood.what, understood.command.id, understood.argument) == ("command", command, argument)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "Type a number"),
        ("3", "Force it: Weak."),
        ("9", "There is no choice 9; choose 1 to 3."),
        ("9" * 500, "There is no choice 999999999999; choose 1 to 3."),
        ("i", "Here you can look at the lamp."),
        ("look at the moon", "Here you can look at the lamp."),
        ("nock at once", 'Did you mean "Knock at once"?'),
        ("hlep", 'Did you mean "help"?'),
        ("zzzz", "I do not follow."),
        ("quit now please", "I do not follow."),
    ],
)
def test_what_is_not_clear(line: str, said: str, moment: Moment, commands: tuple[Command, ...]) -> None:
    understood = understand(line, moment, commands)
    assert understood.what == "unclear"
    assert said in understood.message


def made(*texts: str) -> Moment:
    choices = [{"id": f"c{number}", "text": text, "to": "s"} for number, text in enumerate(texts)]
    script: Script = make_script({"a": {"s": {"text": "x", "choices": choices}}})
    play = Playthrough(script)
    play.do(begin("a"))
    return play.moment()


def test_two_choices_that_begin_alike(commands: tuple[Command, ...]) -> None:
    moment = made("Take the ring", "Take the coat", "Take")
    assert understand("take the", moment, commands).message == 'That could be "Take the ring" or "Take the coat".'
    understood = understand("take", moment, commands)
    assert understood.option is not None and understood.option.id == "c2"


def test_a_choice_that_begins_like_a_command(commands: tuple[Command, ...]) -> None:
    moment = made("Go back to her", "*Save* what can be saved")
    assert understand("go back", moment, commands).what == "choice"
    assert understand("save what", moment, commands).what == "choice"
    assert understand("save it", moment, commands).what == "command"


def test_completing(moment: Moment, commands: tuple[Command, ...]) -> None:
    assert complete("kn", moment, commands) == ["Knock at once"]
    assert complete("look a", moment, commands) == ["look at the lamp"]
    assert "history" in complete("hi", moment, commands)
    assert complete("force", moment, commands) == []


def test_words_and_keys_are_taken_once(commands: tuple[Command, ...]) -> None:
    words = [word for command in commands for word in command.words]
    keys = [key for command in commands for key in command.keys.split(",") if key]
    assert len(words) == len(set(words)) and len(keys) == len(set(keys))
    assert "quit" in taken_words() and {"q", "j"} <= taken_keys()


@pytest.mark.parametrize(
    ("argument", "both"),
    [
        ("before the door, my file.md", ("before the door", "my file.md")),
        ("the door  to\tthe room to b", ("the door", "the room to b")),
        ("a , to b", ("a", "to b")),
        ("door to door, the room", ("door to door", "the room")),
        ("one two", ("one", "two")),
        ("one two three", None),
        ("tomb", None),
        (", b", None),
        ("a to ", ("a", "to")),
    ],
)
def test_two_names(argument: str, both: tuple[str, str] | None) -> None:
    assert two_names(argument.strip()) == both


def test_a_flood_of_blanks_parts_two_names_like_one() -> None:
    assert two_names(f"a{' ' * 400_000}b") == ("a", "b")
