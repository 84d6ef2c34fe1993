"""Signals one after another, and while the app is only coming up: the terminal is given back all the same."""

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.pseudo import PATIENCE, ROOT, Pseudo, anora
from tests.pty.test_given_back import STORY, playing, saved_turns

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def check_end(program: Pseudo, first: signal.Signals, last: signal.Signals | None = None) -> None:
    """The code of the one that was handled first; at the very end, another may still kill what has done all.

    Two that wait at once to be handled have no order: Python takes the lower number first.
    """
    last = last or first
    assert program.ended() in {128 + first, 128 + min(first, last), -last}, program.raw[-2000:]
    assert program.given_back() == []
    assert b"Traceback" not in program.raw
    assert b"anora: " not in program.raw


@pytest.mark.parametrize("delay", [0, 0.05])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (signal.SIGTERM, signal.SIGTERM),
        (signal.SIGINT, signal.SIGINT),
        (signal.SIGHUP, signal.SIGTERM),
        (signal.SIGTERM, signal.SIGINT),
        (signal.SIGINT, signal.SIGHUP),
    ],
)
def test_a_second_signal_while_it_is_leaving(
    home: Path, first: signal.Signals, second: signal.Signals, delay: float
) -> None:
    with playing(home) as program:
        program.signal(first)
        time.sleep(delay)
        program.signal(second)
        check_end(program, first, second)
    assert saved_turns(home) == 1


@pytest.mark.parametrize("first", ENDING)
def test_signals_without_end(home: Path, first: signal.Signals) -> None:
    with playing(home) as program:
        program.signal(first)
        while program.process.poll() is None:
            program.signal(signal.SIGTERM)
            program.read(0.001)
        check_end(program, first, signal.SIGTERM)
    assert saved_turns(home) == 1


def shows_its_page(program: Pseudo) -> bool:
    """Whether the terminal has been taken."""
    return b"\x1b[?1049h" in program.raw


@pytest.mark.parametrize("chapter", [(), ("--chapter", "dusk")], ids=["title", "story"])
@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_the_app_is_coming_up(home: Path, number: signal.Signals, chapter: tuple[str, ...]) -> None:
    for delay in (0, 0.005, 0.02):
        with anora(home, STORY, *chapter, size=(100, 30), screen=False) as program:
            program.until(partial(shows_its_page, program), "the alternate screen")
            time.sleep(delay)
            program.signal(number)
            check_end(program, number)
    assert not (home / "trouble.txt").exists()


@pytest.mark.parametrize("key", ["\r", "\x10"], ids=["story", "palette"])
def test_a_signal_while_a_page_is_coming_up(home: Path, key: str) -> None:
    for delay in (0, 0.005, 0.02):
        with anora(home, STORY, size=(100, 30)) as program:
            program.until_shown("Begin")
            program.quiet()
            program.send(key)
            time.sleep(delay)
            program.signal(signal.SIGTERM)
            check_end(program, signal.SIGTERM)
    assert not (home / "trouble.txt").exists()


def test_a_signal_while_it_is_stopped(home: Path) -> None:
    with playing(home) as program:
        program.signal(signal.SIGTSTP)
        program.until(program.stopped, "a stop")
        program.signal(signal.SIGTERM)
        program.signal(signal.SIGCONT)
        check_end(program, signal.SIGTERM)
    assert saved_turns(home) == 1


def test_interrupts_without_end_in_the_line_mode_player(home: Path) -> None:
    with anora(home, STORY, "--plain", screen=False) as program:
        program.until(lambda: program.raw.endswith(b"> "), "the prompt")
        while program.process.poll() is None:
            program.signal(signal.SIGINT)
            program.read(0.001)
        check_end(program, signal.SIGINT)


def test_the_line_mode_player_whose_terminal_is_closed(home: Path) -> None:
    with anora(home, STORY, "--plain", screen=False) as program:
        program.until(lambda: program.raw.endswith(b"> "), "the prompt")
        program.send("1\n")
        program.until(lambda: program.raw.count(b"\n> ") == 2 and program.raw.endswith(b"> "), "the second prompt")
        program.vanish()
        assert program.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert saved_turns(home) == 1


HANG = """
import time

def hang():
    while True:  # Python handles a signal that came just before a wait only after it
        time.sleep(0.01)
"""

LEAVES = f"""{HANG}
import sys
from engine import signals

def leave(number):
    print("leaving", flush=True)
    sys.stdin.readline()
    sys.exit(128 + number)

signals.end_by(leave)
print("there", flush=True)
hang()
"""


@pytest.mark.parametrize("first", ENDING)
@pytest.mark.parametrize("second", ENDING)
def test_the_first_signal_is_the_one_it_leaves_by(first: signal.Signals, second: signal.Signals) -> None:
    command = [sys.executable, "-c", LEAVES]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == b"there\n"
        process.send_signal(first)
        assert process.stdout.readline() == b"leaving\n"
        process.send_signal(second)
        process.stdin.write(b"\n")
        process.stdin.close()
        assert process.wait(PATIENCE) == 128 + first


HANGS = f"""{HANG}
from engine import signals

signals._PATIENCE = 0
signals.end_by(lambda _: print("leaving", flush=True) or hang())
print("there", flush=True)
hang()
"""


def test_what_hangs_while_it_leaves_ends_on_another_signal() -> None:
    with subprocess.Popen([sys.executable, "-c", HANGS], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        for said in (b"there\n", b"leaving\n"):
            assert process.stdout.readline() == said
            process.terminate()
        assert process.wait(PATIENCE) == 128 + signal.SIGTERM
