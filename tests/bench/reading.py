"""From files to the checked story, and from the cache: (3)."""

import json
import math
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.bench import peers
from tests.bench.rows import Absent, Row, in_process

FLOOR = """
import gc, json, sys, time, yaml
from pathlib import Path
texts = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*.yaml"))]
gc.disable()
start = time.perf_counter()
for text in texts: yaml.load(text, yaml.CSafeLoader)
print(json.dumps({"s": time.perf_counter() - start}))
"""
OURS = """
import json, sys, time
from pathlib import Path
import yaml, msgspec
from engine.reading.load import load_story
import engine.reading.check
def peak():
    # Not ru_maxrss, which a process inherits from the one that started it.
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
base = peak()
start = time.perf_counter()
load_story(Path(sys.argv[1]), cache=Path(sys.argv[2]))
print(json.dumps({"s": time.perf_counter() - start,
                  "kb": peak() - base}))
"""


def rows(generated: Path, shared_peers: Path | None, sizes: tuple[int, ...]) -> Iterator[Row | Absent]:
    """The rows, for generated stories of those sizes."""
    took: dict[int, float] = {}
    for size in sizes:
        folder, cache = generated / str(size), generated / f"cache-{size}"
        runs = 5 if size <= 10_000 else 3
        floors, reads, kept, peak = [], [], [], 0.0
        for _ in range(runs):
            floors.append(in_process(FLOOR, str(folder))["s"])
            for file in cache.glob("*"):
                file.unlink()
            first = in_process(OURS, str(folder), str(cache))
            reads.append(first["s"])
            peak = first["kb"]
            kept.append(in_process(OURS, str(folder), str(cache))["s"])
        floor, ours, cached = (sorted(one)[runs // 2] for one in (floors, reads, kept))
        took[size] = ours
        yield Row(f"reading {size:,} scenes", ours, "s", "bare CSafeLoader, no gc", floor, 1.25)
        yield Row(f"reading {size:,} scenes, peak", peak / size, "KB a scene", "a bound", 5.0, 1)
        yield Row(f"{size:,} scenes from the cache", cached * 1e3 / size * 1000, "ms per 1,000", "a bound", 5.0, 1)
        yield from _engines(generated, shared_peers, size, ours)
    low, high = min(sizes), max(sizes)
    if high > low:
        exponent = math.log(took[high] / took[low], high / low)
        yield Row(f"growth of reading, {low:,} to {high:,}", exponent, "exponent", "a bound", 1.05, 1)


def _engines(generated: Path, shared_peers: Path | None, size: int, ours: float) -> Iterator[Row | Absent]:
    if shared_peers is None or size > 10_000:
        return
    if peers.has("bardic"):
        code = (shared_peers / "bardicb.py").read_text()
        theirs = in_process(code, "load", str(generated / f"{size}.bard"))["s"]
        yield Row(f"reading {size:,} scenes", ours, "s", "bardic", theirs, 1)
    else:
        yield Absent("bardic", peers.INSTALL["bardic"])
    if peers.has("inkjs"):
        node = ["node", "--max-old-space-size=12000", str(shared_peers / "ink.cjs"), "load"]
        run = subprocess.run([*node, str(generated / f"{size}.ink")], capture_output=True, text=True, check=True)
        yield Row(f"reading {size:,} scenes", ours, "s", "inkjs", json.loads(run.stdout.splitlines()[-1])["s"], 1)
    else:
        yield Absent("inkjs", peers.INSTALL["inkjs"])
