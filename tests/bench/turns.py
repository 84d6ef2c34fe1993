"""Turns, undo, saving, restoring and walks: (4), (5) and (7)."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import peers
from tests.bench.rows import Absent, Row, in_process

WALK = """
import json, random, sys, time, tempfile
from pathlib import Path
from engine.playing.events import REDO, UNDO, begin, choose
from engine.playing.playthrough import Playthrough, replay
from engine.playing.script import Script
from engine.reading.load import read_story
from engine.session import Session
story = read_story(Path(sys.argv[1])).draft
chance = random.Random(3)
clock = time.perf_counter
script = Script(story)
play = Playthrough(script)
play.do(begin(script.first_chapter))
moment = play.moment()
def turns(count):
    global moment
    start = clock()
    for _ in range(count):
        ids = [one.id for one in moment.options if not one.why]
        play.do(choose(play.scene.id, chance.choice(ids)))
        moment = play.moment()
    return (clock() - start) / count * 1e6
out = {"first": turns(1000), "next": turns(10000)}
if len(sys.argv) > 2:
    turns(88000)
    out["late"] = turns(1000)
start = clock()
for _ in range(1000): play.do(UNDO)
for _ in range(1000): play.do(REDO)
out["undo"] = (clock() - start) / 2000 * 1e6
folder = Path(tempfile.mkdtemp())
session = Session(Script(story), folder)
moment = session.start()
def saved(count):
    global moment
    took = 0.0
    for _ in range(count):
        ids = [one.id for one in moment.options if not one.why]
        event = choose(session.play.scene.id, chance.choice(ids))
        session.play.do(event)
        start = clock()
        session._save.append(event)
        took += clock() - start
        moment = session.moment
    return took / count * 1e6
out["save_first"] = saved(1000)
saved(9000)
out["save_late"] = saved(1000)
file = next(folder.rglob("autosave.save"))
out["bytes"] = file.stat().st_size
session.close()
fresh = Session(Script(story), folder)
start = clock()
fresh.resume()
out["restore_ms"] = (clock() - start) * 1e3
print(json.dumps(out))
"""


def rows(generated: Path, shared_peers: Path | None, story: Path) -> Iterator[Row | Absent]:
    """The rows; `generated` holds the synthetic stories, `shared_peers` the drivers of other engines, if any."""
    small = in_process(WALK, str(generated / "1000"))
    large = in_process(WALK, str(generated / "10000"), "late")
    bound = 30.0
    yield Row("a turn, 1,000 scenes, first 1,000 turns", small["first"], "µs", "a bound", bound, 1)
    yield Row("a turn, 1,000 scenes, next 10,000", small["next"], "µs", "a bound", bound, 1)
    yield Row("a turn, 10,000 scenes, first 1,000 turns", large["first"], "µs", "a bound", bound, 1)
    yield Row("a turn, 10,000 scenes, 100,000th turn", large["late"], "µs", "a bound", bound, 1)
    yield from _engines(generated, shared_peers, small["next"])
    yield Row("undo or redo", large["undo"], "µs", "a turn", large["first"], 1.5)
    yield Row("keeping a turn, 11,000th", small["save_late"], "µs", "the first 1,000", small["save_first"], 1.5)
    yield Row("keeping a turn, 11,000th", small["save_late"] / 1e3, "ms", "a bound", 1.0, 1)
    yield Row("restoring 11,000 turns", small["restore_ms"], "ms", "a bound", 60.0, 1)
    yield Row("file of 11,000 turns", small["bytes"] / 1e3, "kB", "a bound", 200.0, 1)
    yield walked(story)


def _engines(generated: Path, shared_peers: Path | None, ours: float) -> Iterator[Row | Absent]:
    ink = generated / "1000.ink"
    if shared_peers is None or not ink.exists():
        return
    if peers.has("inkjs"):
        run = subprocess.run(
            ["node", str(shared_peers / "ink.cjs"), "walk", str(ink)], capture_output=True, text=True, check=True
        )
        theirs = json.loads(run.stdout.splitlines()[-1])["us"]
        yield Row("a turn", ours, "µs", "inkjs", theirs, 1 / 3)
    else:
        yield Absent("inkjs", peers.INSTALL["inkjs"])
    compiled = generated / "1000.ink.json"
    if peers.has("bink") and compiled.exists():
        run = subprocess.run(
            [sys.executable, str(shared_peers / "inkpy.py"), "bink", str(compiled)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        yield Row("a turn", ours, "µs", "bink (Rust)", json.loads(run.stdout.splitlines()[-1])["us"], 1)
    else:
        yield Absent("bink", peers.INSTALL["bink"])


def walked(story: Path) -> Row:
    """Turns a second and core of the checker's walks, as microseconds a turn."""
    code = """
import json, sys, time
from pathlib import Path
from engine.playing.script import Script
from engine.playing.walks import walk
from engine.reading.load import read_story
script = Script(read_story(Path(sys.argv[1])).draft)
walk(script, 20, seed=1)
start = time.perf_counter()
report = walk(script, 400, seed=2)
print(json.dumps({"seconds": time.perf_counter() - start, "turns": report.turns}))
"""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ANORA_HOME"] = home
        found = in_process(code, str(story))
    return Row("a turn of check --walks", found["seconds"] / found["turns"] * 1e6, "µs", "15,000 a second", 66.7, 1)
