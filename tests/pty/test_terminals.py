"""Every terminal: names, colours, sizes, resizing at any moment, and tmux."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.pseudo import Pseudo, anora, environment, kinds
from tests.pty.hostile import LIGHTHOUSE

STORY = str(LIGHTHOUSE)
SMALL = "This needs a window of 60 by 20"
PARAGRAPH = "The supply boat has gone"
CHOICE = "Break the seal"


def on_page(home: Path, size: tuple[int, int] = (80, 24), story: str = STORY, **env: str) -> Pseudo:
    """The app at the first scene's choices."""
    return anora(home, story, "--chapter", "1", size=size, env=env)


def settled(program: Pseudo, held: Callable[[], bool], told: str) -> None:
    """Wait until something is so, and see that it stays: on a busy machine a page can fall silent half drawn."""
    program.quiet(0.5)
    program.until(held, told)
    program.quiet(0.5)
    assert held(), program.text


def leave(program: Pseudo) -> None:
    program.send("q")
    program.quiet()
    if program.process.poll() is None:
        program.send("y")
    assert program.ended() == 0
    assert program.given_back() == []


def colours(raw: bytes | bytearray) -> set[str]:
    """Which ways of naming a colour the bytes use."""
    found = set()
    for codes in re.findall(rb"\x1b\[([\d;]*)m", raw):
        text = codes.decode()
        if re.search(r"(?:^|;)[34]8;2;", text):
            found.add("true")
        elif re.search(r"(?:^|;)[34]8;5;", text):
            found.add("256")
        elif re.search(r"(?:^|;)(?:[34][0-7]|9[0-7]|10[0-7])(?:;|$)", text):
            found.add("16")
    return found


NAMES = [
    ("linux", "", {"16", "256"}),
    ("xterm", "", {"16", "256"}),
    ("xterm-256color", "", {"16", "256"}),
    ("screen-256color", "", {"16", "256"}),
    ("tmux-256color", "", {"16", "256"}),
    ("xterm-256color", "truecolor", {"16", "256", "true"}),
]


@pytest.mark.parametrize(("term", "depth", "allowed"), NAMES, ids=[f"{one[0]} {one[1]}".strip() for one in NAMES])
def test_names(home: Path, term: str, depth: str, allowed: set[str]) -> None:
    with on_page(home, TERM=term, COLORTERM=depth) as program:
        program.until_shown(CHOICE)
        settled(program, lambda: PARAGRAPH in program.text, PARAGRAPH)
        assert colours(program.raw) <= allowed
        program.send("2")
        program.until_shown("Each step takes its toll")
        leave(program)


def test_no_colour(home: Path) -> None:
    with on_page(home, NO_COLOR="1") as program:
        program.until_shown(CHOICE)
        program.quiet()
        for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", program.raw):
            assert max(int(red), int(green), int(blue)) - min(int(red), int(green), int(blue)) <= 2
        assert "❯" in program.text
        leave(program)


def test_a_dumb_terminal_is_given_lines(home: Path) -> None:
    with anora(home, STORY, screen=False, env={"TERM": "dumb"}) as program:
        program.until(lambda: program.raw.endswith(b"> "), "the prompt")
        program.send("quit\n")
        assert program.ended() == 0
        assert kinds(program.raw) <= {"U+000A", "U+000D"}
        assert PARAGRAPH.encode() in program.raw


def test_a_pipe_is_given_lines(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine", STORY],
        input=b"2\n",
        capture_output=True,
        env=environment(home),
        cwd=home,
        check=True,
        timeout=60,
    )
    assert kinds(done.stdout) <= {"U+000A"}
    assert done.stderr == b""


def shows(program: Pseudo, words: str) -> bool:
    """Whether words are on the screen, in whatever letters a heading has."""
    return words.lower() in program.text.lower()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (119, 30), (120, 40), (300, 100)], ids=str)
def test_sizes(home: Path, size: tuple[int, int]) -> None:
    with on_page(home, size) as program:
        program.until_shown(PARAGRAPH)
        program.quiet()
        for key, shown in (("2", "Ninety steps"), ("u", CHOICE), ("?", "Help"), ("\x1b", CHOICE)):
            program.send(key)
            program.until(partial(shows, program, shown), shown)
            program.quiet(0.12)
        leave(program)


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (1, 1)], ids=str)
def test_too_small_says_so_and_comes_back(home: Path, size: tuple[int, int]) -> None:
    with on_page(home) as program:
        program.until_shown(CHOICE)
        program.quiet()
        before = program.text
        program.resize(*size)
        program.until(lambda: CHOICE not in program.text, "the page to go")
        program.quiet()
        if size[0] > 40:
            settled(program, lambda: SMALL in program.text, SMALL)
        program.send("xj\x1b[B")
        program.quiet()
        program.send("\x1b[A\x1b[A")
        program.quiet()
        program.resize(80, 24)
        program.until_shown(CHOICE)
        settled(program, lambda: top_words(program) == top_words_of(before), "the words that were at the top")
        leave(program)


def top_words_of(text: str) -> str:
    """The first words of the topmost paragraph in a screen."""
    for line in text.splitlines()[1:]:
        words = re.findall(r"[A-Za-z][\w’'-]+", line)
        if len(words) > 3:
            return " ".join(words[:3])
    return ""


def top_words(program: Pseudo) -> str:
    return top_words_of(program.text)


def test_resizing_at_any_moment_keeps_the_place(home: Path) -> None:
    """Long paragraphs, scrolled to the second scene: its first words stay at the top at every width."""
    chance = random.Random(5)
    with on_page(home) as program:
        program.until_shown(CHOICE)
        program.quiet()
        program.send("1")
        program.until_shown("Put it in your coat")
        program.quiet()
        first = "Fifty pounds"
        for _ in range(25):
            program.resize(chance.randrange(60, 119), chance.randrange(20, 60))
            for _ in range(chance.randrange(3)):
                program.read(0.02)

        def row() -> int:
            return next((n for n, line in enumerate(program.lines) if first in line), -1)

        program.resize(80, 24)
        settled(program, lambda: 0 <= row() <= 6, "the first words near the top")
        top = row()
        for columns in (60, 100, 72):
            program.resize(columns, 24)
            settled(program, lambda: row() == top, f"the first words in row {top} at {columns} columns")
        leave(program)


RESIZED_MEANWHILE = """
import fcntl, runpy, shutil, signal, struct, sys, termios

read = shutil.get_terminal_size

def and_resized():
    size = read()
    if size == (105, 41):
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        wakes = signal.set_wakeup_fd(-1)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        with open("resized", "w") as file:
            file.write("the loop is woken" if wakes >= 0 else "the loop sleeps on")
    return size

shutil.get_terminal_size = and_resized
sys.argv[0] = "engine"
runpy.run_module("engine", run_name="__main__")
"""
"""The program, whose window is 80 by 24 again the moment after it has read that it is 105 by 41."""


def test_resizing_while_the_size_is_read(home: Path) -> None:
    """The size that was told last is the one that the window had last."""
    program = Pseudo([sys.executable, "-c", RESIZED_MEANWHILE, STORY, "--chapter", "1"], environment(home), cwd=home)
    with program:
        program.until_shown(CHOICE)
        program.quiet()
        before = program.text
        program.resize(105, 41, tell=False)
        told = home / "resized"
        program.until(lambda: told.exists() and told.read_text(), "the window to be resized")
        assert told.read_text() == "the loop is woken"
        settled(program, lambda: program.text == before, "the page as it was")
        leave(program)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_in_tmux(home: Path, tmp_path: Path) -> None:
    socket = ["tmux", "-f", "/dev/null", "-S", "tmux"]  # from its folder: a socket's name has to be short
    env = {**environment(home), "TERM": "screen-256color", "COLORTERM": ""}
    command = f"'{sys.executable}' -m engine '{STORY}' --chapter dusk; sleep 600"

    def tmux(*arguments: str) -> str:
        return subprocess.run(
            [*socket, *arguments], env=env, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
        ).stdout

    def wait(words: str) -> str:
        for _ in range(600):
            if words in (shown := tmux("capture-pane", "-p")):
                return shown
            subprocess.run(["sleep", "0.1"], check=True)
        raise AssertionError(f"waited in vain for {words!r}:\n{shown}")

    tmux("new-session", "-d", "-x", "100", "-y", "30", "-c", str(home), command)
    try:
        assert PARAGRAPH in wait(CHOICE)
        tmux("send-keys", "2")
        wait("Each step takes its toll")
        tmux("resize-window", "-x", "70", "-y", "24")
        wait("Each step takes its toll")
        tmux("resize-window", "-x", "40", "-y", "12")
        wait("This needs a window")
        tmux("resize-window", "-x", "80", "-y", "24")
        wait("Each step takes its toll")
        tmux("send-keys", "q")
        for _ in range(600):
            if tmux("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}").strip() == "0 0 1":
                break
            tmux("send-keys", "y")
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            raise AssertionError("the terminal was not given back")
    finally:
        tmux("kill-server")
