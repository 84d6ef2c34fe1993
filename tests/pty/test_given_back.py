"""However the program ends, the terminal is as it was, the save is whole, and nothing spills over the screen."""

import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from engine.keeping.journal import parse
from tests.pseudo import Pseudo, anora, environment
from tests.pty.hostile import LIGHTHOUSE

STORY = str(LIGHTHOUSE)
SOON = 10.0
"""Seconds that an end may take on a machine that is busy with other things."""


def saved_turns(home: Path) -> int:
    """The choices in the save, which is whole."""
    path = home / "saves" / "lighthouse" / "autosave.save"
    _, events, whole = parse(path.read_bytes())
    assert whole
    return sum(event.kind == "choose" for event in events)


def playing(home: Path, *arguments: str) -> Pseudo:
    """The app on the story's first page, one choice taken."""
    program = anora(home, STORY, "--chapter", "dusk", *arguments, size=(100, 30))
    program.until_shown("Break the seal")
    program.quiet()
    program.send("1")
    program.until_shown("Put it in your coat")
    program.quiet()
    return program


def check_end(program: Pseudo, home: Path, codes: tuple[int, ...]) -> None:
    start = time.monotonic()
    assert program.ended() in codes, program.text
    assert time.monotonic() - start < SOON
    assert program.given_back() == []
    assert b"Traceback" not in program.raw
    assert saved_turns(home) == 1


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signals_that_end_it(home: Path, name: str) -> None:
    number = signal.Signals[name]
    with playing(home) as program:
        program.signal(number)
        check_end(program, home, (128 + number, -number))


def test_an_interrupt(home: Path) -> None:
    """In the app, control-C copies what is marked; from outside, SIGINT ends the program."""
    with playing(home) as program:
        program.send("\x03")
        program.quiet()
        assert program.process.poll() is None
        program.signal(signal.SIGINT)
        check_end(program, home, (130,))


def test_quit_by_key(home: Path) -> None:
    with playing(home) as program:
        program.send("q")
        program.quiet()
        if program.process.poll() is None:
            program.send("y")
        check_end(program, home, (0,))


def test_stopped_and_gone_on_with(home: Path) -> None:
    with playing(home) as program:
        program.signal(signal.SIGTSTP)
        program.until(program.stopped, "a stop")
        program.quiet()
        assert program.given_back() == []
        program.signal(signal.SIGCONT)
        program.until(lambda: program.modes.get("?1049"), "the alternate screen")
        program.quiet()
        program.until_shown("Put it in your coat")
        program.send("q")
        program.quiet()
        if program.process.poll() is None:
            program.send("y")
        check_end(program, home, (0,))


STOPPED = """
import os, runpy, signal, sys
from engine.session import Session

close = Session.close

def close_and_stop(session):
    kept = close(session)
    os.kill(os.getpid(), signal.SIGTSTP)
    return kept

Session.close = close_and_stop
sys.argv[0] = "engine"
runpy.run_module("engine", run_name="__main__")
"""


def test_stopped_when_the_app_has_ended(home: Path) -> None:
    with Pseudo([sys.executable, "-c", STOPPED, STORY, "--chapter", "dusk"], environment(home), cwd=home) as program:
        program.until_shown("Break the seal")
        program.quiet()
        program.send("q")
        program.until(program.stopped, "a stop")
        program.signal(signal.SIGCONT)
        assert program.ended() == 0, program.text
        assert program.given_back() == []
        assert b"Traceback" not in program.raw


def test_killed(home: Path) -> None:
    with playing(home) as program:
        program.process.kill()
        program.process.wait()
    assert saved_turns(home) == 1


PLANTED = """
import sys
from pathlib import Path
from engine.playing.script import Script
from engine.reading.load import load_story
from engine.session import Session
from engine.terminal import app
from engine.terminal.strip import Strip

class Broken(Strip):
    def WHERE(self, *args, **more):
        if PLANTED_SESSION.play.length > 1:
            raise RuntimeError("planted [/] \\x1b[31m")
        return super().WHERE(*args, **more)

import engine.terminal.spread
engine.terminal.spread.Strip = Broken
PLANTED_SESSION = Session(Script(load_story(Path(sys.argv[1]), cache=None)), Path(sys.argv[2]))
sys.exit(app.run_app(PLANTED_SESSION, chapter="dusk"))
"""


@pytest.mark.parametrize("where", ["render", "show", "on_resize"])
def test_a_fault_planted_in_a_widget(home: Path, where: str) -> None:
    code = PLANTED.replace("WHERE", where)
    if where == "on_resize":
        code = code.replace("return super().on_resize(*args, **more)", "return None")
    argv = [sys.executable, "-c", code, STORY, str(home)]
    with Pseudo(argv, environment(home), size=(100, 30)) as program:
        program.until_shown("Break the seal")
        program.quiet()
        program.send("1")
        if where == "on_resize":
            program.until_shown("Put it in your coat")
            program.resize(90, 28)
            program.signal(signal.SIGWINCH)
        assert program.ended() == 1
        assert program.given_back() == []
        assert b"Traceback" not in program.raw
        assert b"what you played is kept" in program.raw
        assert "RuntimeError" in (home / "trouble.txt").read_text(encoding="utf-8")
    assert saved_turns(home) == 1


def prompts(program: Pseudo, count: int) -> bool:
    """Whether that many lines have been asked for, and the last is waited for."""
    return len(re.findall(rb"(?:^|\n)> ", program.raw)) == count and program.raw.endswith(b"> ")


def test_the_line_mode_player_ends_on_signals(home: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        with anora(home, STORY, "--plain", screen=False) as program:
            program.until(partial(prompts, program, 1), "the prompt")
            program.send("1\n")
            program.until(partial(prompts, program, 2), "the second prompt")
            program.signal(number)
            assert program.ended() in (128 + number, -number)
            assert program.given_back() == []
            assert b"Traceback" not in program.raw
        assert saved_turns(home) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "--plain", STORY),
        ("check", "--rules"),
        ("check", STORY),
        ("map",),
        ("map", "--format", "dot"),
        ("export",),
        ("export", "--format", "ink"),
        ("saves", "--story", STORY),
        ("--help",),
        ("--version",),
        ("new", "small"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("reader", ["true", "head -c 1"])
def test_a_reader_that_stops_early(home: Path, arguments: tuple[str, ...], reader: str) -> None:
    words = " ".join(f"'{one}'" for one in arguments)
    script = f"(yes look | head -2000 | '{sys.executable}' -m engine {words}) 2>errors | {reader} >/dev/null"
    subprocess.run(["sh", "-c", script], env=environment(home), cwd=home, check=True, timeout=60)
    assert (home / "errors").read_text() == ""
