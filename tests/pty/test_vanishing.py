"""A terminal that vanishes: whatever the app was about, its process is gone soon, and the save is whole."""

import sys
from pathlib import Path

import pytest

from engine.keeping.journal import parse
from tests.cli.running import run
from tests.pseudo import PATIENCE, Pseudo, environment
from tests.pty.hostile import LIGHTHOUSE

STORY = str(LIGHTHOUSE)
APP = (sys.executable, "-m", "engine", STORY)
TIMES = 2
DEAF = ("sh", "-c", 'trap "" HUP; "$@"; true', "sh")
"""A shell that leads the session and takes no notice of a hang-up, so that nobody tells the app."""


def shown(program: Pseudo, words: str) -> None:
    program.until_shown(words)
    program.quiet()


def title(program: Pseudo) -> None:
    shown(program, "Continue")


def in_play(program: Pseudo) -> None:
    shown(program, "Ninety steps")


def sheet(program: Pseudo) -> None:
    in_play(program)
    program.send("h")
    shown(program, "History")


def question(program: Pseudo) -> None:
    in_play(program)
    program.send(":restart\r")
    program.quiet()


def pane(program: Pseudo) -> None:
    in_play(program)
    program.send("l")
    program.quiet()
    program.send("1u1\x1b[B2lu")


PLACES = {"title": title, "play": in_play, "sheet": sheet, "question": question, "pane, keys on their way": pane}


def vanish(home: Path, place: str, command: tuple[str, ...]) -> None:
    assert run(home, "--plain", STORY, typed="2\n").code == 0
    more = () if place == "title" else ("--resume",)
    with Pseudo([*command, *more], environment(home), size=(100, 30), cwd=home) as program:
        PLACES[place](program)
        assert program.process.poll() is None
        program.vanish()
        program.process.wait(PATIENCE)
    header, events, whole = parse((home / "saves" / "lighthouse" / "autosave.save").read_bytes())
    assert header.story == "lighthouse"
    assert whole
    assert any(event.kind == "choose" for event in events)
    assert not (home / "trouble.txt").exists()


@pytest.mark.parametrize("time", range(TIMES))
@pytest.mark.parametrize("place", PLACES)
def test_a_terminal_that_vanishes(home: Path, place: str, time: int) -> None:
    vanish(home, place, APP)


@pytest.mark.parametrize("place", PLACES)
def test_a_terminal_that_vanishes_from_under_a_shell_that_is_deaf_to_it(home: Path, place: str) -> None:
    vanish(home, place, (*DEAF, *APP))
