"""From a key to the new words, and what the app weighs: (2) and (6)."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import peers
from tests.bench.rows import Row
from tests.bench.terminal import Terminal

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


def rows() -> Iterator[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(peers.BARE)
        floor_terminal = Terminal([sys.executable, str(folder / "bare.py")])
        floor_terminal.wait(b"MARK-0.", floor_terminal.started)
        time.sleep(0.5)
        floor = statistics.median(latencies(floor_terminal, [("a", b"MARK-%d." % n) for n in range(1, 41)]))
        bare_size = floor_terminal.rss()
        floor_terminal.close()

        story = loop_story(folder)
        env = {"ANORA_HOME": str(folder / "home"), "TEXTUAL_ANIMATIONS": "none"}
        argv = [sys.executable, "-m", "engine", "play", str(story), "--chapter", "c"]
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
        yield Row("memory in play", size_early, "MiB", "bare Textual", bare_size, 1.15)
        yield Row("memory after 2,000 turns", size_late, "MiB", "after 70 turns", size_early, 1.10)
        terminal.close()
