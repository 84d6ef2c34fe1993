"""The lighthouse with one thing wrong with it."""

import shutil
from pathlib import Path

from engine.problems import Problem
from engine.reading.check import Only, check
from engine.reading.load import read_story

LIGHTHOUSE = Path(__file__).parents[1] / "stories" / "lighthouse"
HERE = "⟦"
"""Marks, in the words put in, the place where the problem is to be found."""

STORY = "story.yaml"
BEATS = "beats.yaml"
DUSK = "chapters/01-dusk.yaml"
NIGHT = "chapters/02-night.yaml"
LOG = "commentary/log.yaml"
INQUIRY = "commentary/inquiry.yaml"
PAPERS = "commentary/papers.yaml"


def lighthouse(tmp_path: Path) -> Path:
    """A copy of the lighthouse to break."""
    return Path(shutil.copytree(LIGHTHOUSE, tmp_path / "story"))


Edit = tuple[str, str, str]
"""A file's name, words in it, and what is put in their place."""
ALWAYS: Edit = (DUSK, "        when: letter == 'sealed'\n        once: true\n", "")
"""The letter can be read again and again: a choice of the jetty is always open."""
NUMBERS = "".join(f"  n{n}: {{start: 0, min: 0, max: 9}}\n" for n in range(8))
"""Eight variables, of more values together than can be tried."""
MOOD = (
    (STORY, "  oil: {", "  mood: {start: shy}\n  oil: {"),
    (NIGHT, "letter: read}", "letter: read, mood: glad}"),
    (DUSK, "oil -= 1]", "oil -= 1, mood = 'bold']"),
)
"""A variable of words that are not listed."""


def change(folder: Path, *edits: Edit) -> tuple[str, int, int]:
    """Put other words in the place of the first such words; says where the marker in them stood."""
    place = ("", 0, 0)
    for name, old, new in edits:
        path = folder / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, f"{old!r} is not in {name}"
        text = text.replace(old, new, 1)
        if HERE in text:
            before = text.partition(HERE)[0]
            place = (str(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
        path.write_text(text.replace(HERE, ""), encoding="utf-8", newline="")
    assert place[0], "mark a place"
    return place


def problems(folder: Path, only: Only = "all") -> tuple[Problem, ...]:
    """What the checker finds."""
    return check(read_story(folder), only)
