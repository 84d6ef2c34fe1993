"""Random keys in a real pseudo-terminal: the program stays, its screen shows what its save replays to.

Its memory is flat, and the terminal is given back.
"""

import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from engine.keeping.saves import AUTO, Saves
from engine.playing.moment import Moment
from engine.playing.playthrough import Playthrough, replay
from engine.playing.script import Script
from engine.reading.load import load_story
from engine.reading.prose import plain
from tests.pseudo import PATIENCE, ROOT, Pseudo, environment, kinds

STORY = ROOT / "story"
KEYS = [
    *"1234567890", *"1111222233", "\r", "\r", "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\t", "\x1b[Z", "\x1b", "\x1b",
    " ", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", *"jkuUcarshmgf,?oenNtyxZbdilpvwz/:+-[]<>", "\x12", "\x10", "\x03",
    "\x0b", "\x7f", "\x1b[3~", "é", "😀", "\x1bOP", "\x1b[200~look at the ring\x1b[201~",
    "\x1b[200~[/][@click=app.quit]\x9b\x1b[201~", "\x1b[<0;20;10M\x1b[<0;20;10m", "\x1b[<64;20;10M",
    "\x1b[<65;20;10M", "\x1b[<35;30;12M",
]  # fmt: skip
AT_ONCE = 10
CHECKED_APART = 1000
SOAK, WARM = 120_000, 20_000
"""Keys of the long form, and after how many of them every page has been open; the caches of Textual fill later."""
TALL = (79, 160)
"""A window in which the newest turn is seen whole, and nothing beside it."""
LARGEST = (200, 70)


STAYING = """
import functools
import gc
import signal
import sys
from pathlib import Path
from textual.cache import FIFOCache, LRUCache
from engine.__main__ import run
from engine.terminal.app import ReaderApp

leave = ReaderApp.exit

def stay(self, *args, **more):
    if Path("may-leave").exists():
        leave(self, *args, **more)

def weigh(*_):
    gc.unfreeze()
    for one in gc.get_objects():
        if isinstance(one, type(functools.lru_cache(print))):
            one.cache_clear()
        elif isinstance(one, (FIFOCache, LRUCache)):
            one.clear()
    gc.collect()
    Path("weight").write_text(str(sys.getallocatedblocks()))

ReaderApp.exit = stay
signal.signal(signal.SIGUSR1, weigh)
run()
"""
"""The command, except that nothing that is pressed ends it before it may, and that it says what it weighs."""


def letters(text: str) -> str:
    """Letters and digits alone, however they are laid out."""
    return "".join(filter(str.isalnum, text))


def shows(screen: str, moment: Moment) -> bool:
    """Whether the moment's words stand on the screen in their order, and then its choices, and no others."""
    shown, at = letters(screen), 0
    choices = [f"{number % 10}{letters(plain(one.text))}" for number, one in enumerate(moment.options, 1)]
    for words in (*(letters(plain(one.text)) for one in moment.turn.told), *choices):
        found = shown.find(words, at)
        if found < 0:
            return False
        at = found + len(words)
    return f"\n  {len(choices) + 1}  " not in screen


def trouble(home: Path) -> str:
    """What the app wrote down as it had to stop, from its end."""
    written = home / "trouble.txt"
    return written.read_text(encoding="utf-8")[-3000:] if written.exists() else "nothing was written down"


def check_screen(program: Pseudo, home: Path, kept: Callable[[], Playthrough]) -> None:
    """What the page shows, once all that lies over it is put away, is the moment to which the save replays."""
    columns, rows = TALL
    program.resize(columns + 1, rows, tell=False)
    program.quiet()
    program.resize(columns, rows, tell=False)
    program.watch()
    end = time.monotonic() + 10 * PATIENCE  # all that was pressed since the last time has its turn first
    while not shows(program.text, moment := kept().moment()):
        assert program.process.poll() is None, f"gone: {trouble(home)}"
        assert time.monotonic() < end, f"{moment.turn}\n{moment.options}\nis not what is shown:\n{program.text}"
        program.send("\x1b")
        program.quiet()
        program.send("c" if "c   Continue" in program.text else "\x1b[F")
        program.quiet()
    program.watch(False)


def tour(program: Pseudo, script: Script) -> None:
    """Every chapter in the largest windows with all panes open, and every page over it.

    So what is held at once is held before the memory is first looked at: later, what grows is lost.
    """

    def do(*keys: str) -> None:
        for key in keys:
            program.send(key)
            program.quiet()

    program.resize(*LARGEST)
    do(*(pane.key for pane in script.story.panes))
    for number in range(len(script.story.chapters)):
        do(f":go {number + 1}\r", "y", "\x1b", "\x1b")
        for _ in range(30):
            program.send("1")
            program.read(0.02)
        for size in (TALL, LARGEST):
            program.resize(*size)
            program.quiet()
            do(*(key for page in "hmgf,?" for key in (page, "\x1b")))
    for size in (LARGEST, TALL):
        program.resize(*size)
        program.quiet()
        do("o", "\x1b[6~", "\x1b[6~", "\x1b", "e", *["\x1b[6~"] * 30, "/the\r", "\x1b", "?", "\x1b", "\x10", "the")
        do(*["\x1b"] * 5)


def weight(program: Pseudo, home: Path) -> int:
    """How many blocks of memory are in use on the title page of a playthrough just begun.

    So neither what is on a page counts, nor how long the playthrough is, nor garbage, nor how far Textual's caches
    have been filled, which have their bounds. The size of the process is another thing: that of the greatest moment
    so far, and of what lies between its pieces.
    """
    program.resize(80, 24)
    to_title = (*["\x1b"] * 6, "\x10", "Title page", "\r")
    for keys in (*to_title, "n", "y", *to_title):
        program.send(keys)
        program.quiet()
    program.send("\x1b[<0;1;1M\x1b[<0;1;1m")  # what was pressed last is held, and with it the page that it was on
    program.quiet()
    told = home / "weight"
    told.unlink(missing_ok=True)
    program.signal(signal.SIGUSR1)
    program.until(told.exists, "the weight")
    program.quiet()
    return int(told.read_text())


def size(chance: random.Random, large: bool) -> tuple[int, int]:
    """A window of any size, or one of the largest: what they hold is held before the memory is first looked at."""
    if large:
        return chance.choice((LARGEST, TALL))
    return chance.randrange(20, LARGEST[0]), chance.randrange(5, LARGEST[1])


class Pressed(NamedTuple):
    """The size of the process after each stretch, in KiB; what it weighed after the warm stretches, and at last."""

    sizes: list[int]
    weights: list[int]


def press(home: Path, count: int, seed: int, *, toured: bool = False) -> Pressed:
    """Press so many keys, resizing now and then."""
    chance = random.Random(seed)
    sizes: list[int] = []
    weights: list[int] = []
    script = Script(load_story(STORY, cache=None))
    saves = Saves(home / "saves" / script.story.file.id, script)

    def kept() -> Playthrough:
        play, stop = replay(script, saves.read(AUTO))
        assert stop is None
        assert play.begun
        return play

    command = [sys.executable, "-c", STAYING, str(STORY), "--chapter", "1"]
    with Pseudo(command, environment(home), size=(100, 30), cwd=home, screen=False) as program:
        program.until_shown("choose")
        program.quiet()
        if toured:
            tour(program, script)
        for pressed in range(AT_ONCE, count + 1, AT_ONCE):
            program.send("".join(chance.choice(KEYS) for _ in range(AT_ONCE)))
            program.read(0.02)
            if chance.random() < 0.05:
                program.resize(*size(chance, pressed <= WARM and toured))
            assert program.process.poll() is None, f"gone after {pressed} keys: {trouble(home)}"
            if pressed % CHECKED_APART == 0 or pressed == count:
                program.quiet()
                sizes.append(program.memory)
                check_screen(program, home, kept)
            if toured and pressed in (WARM, count):
                weights.append(weight(program, home))
        (home / "may-leave").touch()
        program.resize(100, 30)
        for _ in range(6):
            program.send("\x1b")
            program.quiet()
        program.send("\x11")
        program.quiet(0.5)
        if program.process.poll() is None:
            program.send("y")
        assert program.ended() == 0
        assert program.given_back() == []
        assert not kinds(program.raw) & {"U+0007", "U+0000", "U+009B"}
    return Pressed(sizes, weights)


@pytest.fixture
def apart(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is written at random lands."""
    monkeypatch.chdir(home)
    return home


def test_random_keys(apart: Path, record_property: Callable[[str, object], None]) -> None:
    checks = len(press(apart, 400, 1).sizes)
    record_property("keys", 400)
    record_property("checks of the screen", checks)
    assert checks == 1


@pytest.mark.soak
def test_random_keys_by_the_thousand(apart: Path, record_property: Callable[[str, object], None]) -> None:
    sizes, (warm, last) = press(apart, SOAK, 2, toured=True)
    record_property("keys", SOAK)
    record_property("checks of the screen", len(sizes))
    record_property(f"blocks after {WARM:,}", warm)
    record_property("blocks at the end", last)
    record_property(f"MiB after {WARM:,}", sizes[WARM // CHECKED_APART - 1] // 1024)
    record_property("MiB at the end", sizes[-1] // 1024)
    assert last <= warm * 1.1
    assert sizes[-1] <= sizes[WARM // CHECKED_APART - 1] * 1.1
