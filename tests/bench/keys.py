"""From a key to the new words, and what the app weighs: (2) and (6)."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from engine.reading.load import load_story
from tests.bench import peers
from tests.bench.rows import Row
from tests.bench.terminal import Terminal, anora

LOOP = """
id: loop
title: Loop
chapters: [c]
variables: {n: {start: 0}}
"""


def loop_story(folder: Path) -> Path:
    """A story of 400 scenes in a ring, each with a marker that no other has, in four paragraphs of prose."""
    prose = "The lamp is low and the river is loud beyond the quiet garden wall, and nobody is on the stairs. " * 2
    story = folder / "loop"
    (story / "chapters").mkdir(parents=True)
    (story / "story.yaml").write_text(LOOP)
    scenes = []
    for number in range(400):
        scenes.append(
            f"  s{number}:\n    text: |\n      MARK-{number}. {prose}\n\n      {prose}\n\n      {prose}\n\n"
            f"      {prose}\n"
            f"    choices:\n      - {{id: on, text: Go on from here, to: s{(number + 1) % 400}}}\n"
            f"      - {{id: by, text: Go by the other way, to: s{(number + 1) % 400}}}\n"
        )
    (story / "chapters" / "c.yaml").write_text("id: c\ntitle: C\nscenes:\n" + "".join(scenes))
    return story


def latencies(terminal: Terminal, keys: list[tuple[str, bytes]]) -> list[float]:
    """Milliseconds from each key to its words."""
    found = []
    for key, needle in keys:
        terminal.quiet(0.05)
        pressed = terminal.press(key)
        seconds = terminal.wait(needle, pressed, 3.0)
        if seconds is not None:
            found.append(seconds * 1e3)
    return found


def search(terminal: Terminal) -> float:
    """Milliseconds from Enter to the words round the first hit, 2,000 turns back."""
    terminal.press("/")
    terminal.wait(b"Find", time.perf_counter())
    terminal.press("MARK-7.")
    terminal.quiet(0.5)
    pressed = terminal.press("\r")
    seconds = terminal.wait(b" The lamp is low", pressed)
    terminal.press("\x1b")
    return (seconds or 10.0) * 1e3


def played(folder: Path, path: Path, scene: bytes, floor: float, bare_size: float) -> Iterator[Row]:
    """The retelling's own rows: what it weighs, a pane, chapters."""
    story = load_story(path, cache=None)
    pane = story.panes[0]
    env = {"ANORA_HOME": str(folder / "played"), "TEXTUAL_ANIMATIONS": "none"}

    def begun() -> Terminal:
        terminal = Terminal([*anora(), "play", str(path), "--chapter", "1"], env)
        terminal.wait(scene, terminal.started)
        terminal.quiet(1.0)
        return terminal

    begun().close()  # the first start makes the cache
    terminal = begun()
    size = terminal.rss()
    for _ in range(20):
        terminal.press("1")
        terminal.quiet(0.1)
    terminal.quiet(1.0)
    yield Row("memory, first scene", size, "MiB", "bare Textual", bare_size, 1.15)
    yield Row("memory after 20 turns", terminal.rss(), "MiB", "bare Textual", bare_size, 1.15)
    toggled = []
    for _ in range(20):
        toggled += latencies(terminal, [(pane.key, pane.name.upper().encode())])
        terminal.press(pane.key)
        terminal.quiet(0.1)
    yield Row("pane opened, median", statistics.median(toggled), "ms", "bare Textual echo", floor, 6)
    terminal.press(":")
    terminal.wait(b"Type", time.perf_counter())
    terminal.press("set spoilers on\r")
    terminal.quiet(0.2)
    jumped = []
    for number in range(len(story.chapters), 0, -1):
        terminal.press(f"go {number}")
        terminal.quiet(0.2)
        jumped += latencies(terminal, [("\r", b"Chapter %d" % number)])
    yield Row("chapter jump, median", statistics.median(jumped), "ms", "bare Textual echo", floor, 6)
    terminal.close()


def rows(story: Path, scene: bytes) -> Iterator[Row]:
    """The rows of the table; `scene` are words of the story's first scene."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(peers.BARE)
        floor_terminal = Terminal([sys.executable, str(folder / "bare.py")])
        floor_terminal.wait(b"MARK-0.", floor_terminal.started)
        time.sleep(0.5)
        floor = statistics.median(latencies(floor_terminal, [("a", b"MARK-%d." % n) for n in range(1, 41)]))
        bare_size = floor_terminal.rss()
        floor_terminal.close()

        loop = loop_story(folder)
        env = {"ANORA_HOME": str(folder / "home"), "TEXTUAL_ANIMATIONS": "none"}
        argv = [*anora(), "play", str(loop), "--chapter", "c"]
        terminal = Terminal(argv, env)
        terminal.wait(b"MARK-0.", terminal.started)
        time.sleep(0.7)

        def turns(first: int, count: int) -> list[float]:
            return latencies(terminal, [("1", b"MARK-%d." % (n % 400)) for n in range(first, first + count)])

        turns(1, 10)
        early = turns(11, 60)
        size_early = terminal.rss()
        yield Row("key to words, 10th turn, median", statistics.median(early), "ms", "bare Textual echo", floor, 6)
        yield Row("key to words, 10th turn, 99th percentile", max(early), "ms", "bare Textual echo", floor, 12)
        for number in range(71, 2000):
            terminal.press("1")
            terminal.wait(b"MARK-%d." % (number % 400), time.perf_counter(), 1.0)
        late = turns(2000, 60)
        size_late = terminal.rss()
        yield Row("key to words, 2,000th turn, median", statistics.median(late), "ms", "bare Textual echo", floor, 6)
        yield Row("key to words, 2,000th turn, 99th percentile", max(late), "ms", "bare Textual echo", floor, 12)
        undone = latencies(terminal, [("u", b"MARK-%d." % (n % 400)) for n in range(2058, 2038, -1)])
        if undone:
            yield Row("undo, median", statistics.median(undone), "ms", "bare Textual echo", floor, 6)
        yield Row("search of 2,000 turns, first hit", search(terminal), "ms", "a bound", 50, 1)
        yield Row("memory after 2,000 turns", size_late, "MiB", "after 70 turns", size_early, 1.10)
        terminal.close()
        yield from played(folder, story, scene, floor, bare_size)
