"""What a measurement says, and how the table is printed."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.bench.terminal import compiled


class Row(NamedTuple):
    """One line of the table: ours beside a floor or a peer, or beside a bound of its own."""

    what: str
    ours: float
    unit: str
    beside: str
    """What it is measured beside, or `a bound`."""
    theirs: float
    target: float
    """The most that `ours / theirs` may be."""
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours in multiples of theirs."""
        return self.ours / self.theirs if self.theirs else float("inf")

    @property
    def met(self) -> bool:
        """Whether the target was met."""
        return self.ratio <= self.target


class Absent(NamedTuple):
    """A peer that is not installed, and how to install it."""

    what: str
    install: str


HEAD = "| measure | ours | beside | ratio | target | met |\n|---|---:|---|---:|---:|---|"


def line(row: Row | Absent) -> str:
    """A row of the Markdown table."""
    if isinstance(row, Absent):
        return f"| {row.what} | not installed: `{row.install}` | | | | |"
    beside = f"{row.beside}: {_figure(row.theirs)} {row.unit}"
    note = f" ({row.note})" if row.note else ""
    met = "yes" if row.met else "**no**"
    ours = f"{_figure(row.ours)} {row.unit}"
    return f"| {row.what}{note} | {ours} | {beside} | {row.ratio:.2f} | {row.target:g} | {met} |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def median_of(runs: int, work: Callable[[], float]) -> float:
    """The median of so many runs; the first, which warms the disk, is left out."""
    work()
    return statistics.median(work() for _ in range(runs))


def in_process(code: str, *args: str) -> dict[str, float]:
    """What a fresh interpreter prints as its last line, a JSON object, after running the code."""
    run = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout.strip().splitlines()[-1])
    return found


def process_seconds(argv: Iterable[str], runs: int = 15) -> float:
    """The median wall time of a command, in seconds."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run(list(argv), capture_output=True, check=True, env=compiled())
        return time.perf_counter() - start

    return median_of(runs, once)
