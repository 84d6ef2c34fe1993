"""`python -m tests.bench [--sizes 1000,10000] [--peers FOLDER] [--only start,keys,reading,turns]`: prints the table.

`--peers` names a folder with drivers for other engines (gen.py, ink.cjs, inkpy.py, bardicb.py); without it, only
floors and bounds are measured beside ours.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from tests.bench import keys, reading, start, turns
from tests.bench.generate import generate
from tests.bench.rows import HEAD, Absent, Row, line

ROOT = Path(__file__).resolve().parent.parent.parent


def machine() -> str:
    """The machine and versions, in a line."""
    names = ", ".join(f"{name} {version(name)}" for name in ("textual", "pyyaml", "msgspec"))
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {names}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", default="start,keys,reading,turns")
    options = parser.parse_args()
    sizes = tuple(int(size) for size in options.sizes.split(","))
    only = options.only.split(",")
    missed: list[str] = []
    print(machine())
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def measured() -> Iterator[Row | Absent]:
            story = ROOT / "story"
            if "start" in only:
                yield from start.rows(story, b"Retold", b"Chlorine")
            if "keys" in only:
                yield from keys.rows(story, b"Chlorine")
            if "reading" in only or "turns" in only:
                _write(folder, sizes, options.peers)
            if "reading" in only:
                yield from reading.rows(folder, options.peers, sizes)
            if "turns" in only:
                yield from turns.rows(folder, options.peers, story)

        for row in measured():
            print(line(row), flush=True)
            if isinstance(row, Row) and not row.met:
                missed.append(row.what)
    print(f"missed: {', '.join(missed) or 'nothing'}")


def _write(folder: Path, sizes: tuple[int, ...], shared: Path | None) -> None:
    for size in {*sizes, 1000, 10_000}:
        generate(size, folder / str(size))
        if shared is not None:
            subprocess.run([sys.executable, str(shared / "gen.py"), str(size), str(folder)], check=True)
    compiler = shutil.which("inkjs-compiler")
    if shared is not None and compiler:
        subprocess.run([compiler, "-o", f"{folder}/1000.ink.json", f"{folder}/1000.ink"], check=True)


if __name__ == "__main__":
    main()
