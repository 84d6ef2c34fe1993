"""What reading and checking a story costs: processor time, and memory in a process of its own."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from engine.problems import StoryError
from engine.reading.check import check
from engine.reading.load import read_story
from tests.cli.running import ROOT

_CHILD = """
import sys, time
from pathlib import Path
from engine.reading.check import check
from engine.reading.load import read_story
start = time.process_time()
check(read_story(Path(sys.argv[1])))
print(time.process_time() - start)
# Not ru_maxrss, which a process inherits from the one that started it.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


class Cost(NamedTuple):
    """Seconds of processor time, and the most memory that the process had, in MiB."""

    seconds: float
    mib: float


def seconds(folder: Path) -> float:
    """The processor time that it takes here."""
    start = time.process_time()
    with suppress(StoryError):
        check(read_story(folder))
    return time.process_time() - start


def cost(folder: Path) -> Cost:
    """What it takes in a new process, which no coverage is measured of."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", _CHILD, str(folder)]
    told = subprocess.run(command, env={**env, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    spent, peak = told.stdout.split()
    return Cost(float(spent), int(peak) / 1024)


def ordinary(folder: Path, scenes: int) -> Path:
    """A story with nothing wrong with it, in one file of as short values as an author may write."""
    names = [f"s{number}" for number in range(scenes)]
    told = "".join(
        f"  {name}:\n    text: So.\n    choices:\n    - id: on\n      text: Go on\n      to: {to}\n"
        for name, to in zip(names, [*names[1:], "end"], strict=True)
    )
    (folder / "chapters").mkdir(parents=True)
    (folder / "story.yaml").write_text("id: made\ntitle: Made\nchapters: [a]\n")
    end = "  end:\n    text: So.\n    ending: true\n"
    (folder / "chapters" / "a.yaml").write_text(f"id: a\ntitle: A\nscenes:\n{told}{end}")
    return folder
