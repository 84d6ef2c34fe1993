"""Write one synthetic story of N scenes as a story's folder.

    python -m tests.bench.generate N FOLDER

Seeded: the same N gives the same files. A scene has about 60 words of prose in five lines, one effect, and three
choices, the third behind a condition. Targets are uniform over all scenes, but for each first choice, which leads to
the next scene: so every scene is reached. The last scene is an ending that can be left again, so that a walk never
stands still. No file holds more than 1,000 scenes.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

_TEXT = (
    "the lamp river stone quiet keeper door winter a hand under letter slow harbour of salt "
    "glass road wind and bell night over garden iron voice through morning field her his ash "
    "old boat ladder rope candle far hill song empty window"
)
WORDS = _TEXT.split()
FLAGS = 20
IN_A_FILE = 1000


def _scenes(count: int) -> Iterator[tuple[int, list[str], int, list[tuple[str, int]], int]]:
    chance = random.Random(7)
    for at in range(count):
        lines = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(5)]
        picks = [(" ".join(chance.choices(WORDS, k=5)).capitalize(), chance.randrange(count)) for _ in range(3)]
        flag, asked = chance.randrange(FLAGS), chance.randrange(FLAGS)
        if at + 1 < count:
            picks[0] = (picks[0][0], at + 1)
        yield at, lines, flag, picks, asked


def generate(count: int, folder: Path) -> None:
    """Write the story of that many scenes into a folder, which is made."""
    chapters = folder / "chapters"
    chapters.mkdir(parents=True, exist_ok=True)
    names = [f"c{number}" for number in range((count + IN_A_FILE - 1) // IN_A_FILE)]
    flags = "".join(f"  f{flag}: {{start: false}}\n" for flag in range(FLAGS))
    listed = "".join(f"  - {name}\n" for name in names)
    (folder / "story.yaml").write_text(
        f"id: synthetic\ntitle: Synthetic\nchapters:\n{listed}variables:\n{flags}", encoding="utf-8"
    )
    text: list[str] = []
    for at, lines, flag, picks, asked in _scenes(count):
        chapter = at // IN_A_FILE
        if at % IN_A_FILE == 0:
            text = [f"id: {names[chapter]}\ntitle: Chapter {chapter}\nscenes:\n"]
        text.append(f"  s{at}:\n    text: |\n" + "".join(f"      {line}\n" for line in lines))
        text.append(f"    effects:\n      - f{flag} = true\n    choices:\n")
        for place, (words, to) in enumerate(picks):
            target = f"s{to}" if to // IN_A_FILE == chapter else f"c{to // IN_A_FILE}/s{to}"
            text.append(f"      - id: c{place}\n        text: {words}\n        to: {target}\n")
            if place == 2:
                text.append(f"        when: f{asked}\n")
        if at + 1 == count:
            text.append("    ending: true\n")
        if at + 1 == count or (at + 1) % IN_A_FILE == 0:
            (chapters / f"{chapter:04}.yaml").write_text("".join(text), encoding="utf-8")


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
