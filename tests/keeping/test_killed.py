"""The program is killed at random moments and gone on with in the same home: what it has shown is in the save."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.keeping.journal import compact, parse
from engine.playing.events import UNDO, Event, begin, choose
from engine.playing.playthrough import Playthrough, replay
from engine.playing.script import Script
from engine.reading.load import read_story
from tests.cli.running import LIGHTHOUSE, environment, run

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")

Log = tuple[Event, ...]
STEPS = 400
"""What is typed into each program, at once; more than it gets to before it is killed."""
WORTH_COMPACTING = 64


class Plan:
    """What is typed, and the log behind each prompt: before the program, when it has opened, after each line."""

    def __init__(self, script: Script, chance: random.Random, log: Log, resume: bool) -> None:
        self.lines: list[str] = []
        self.logs = [log]
        self.anew = {0} if not log else set()
        """The prompts at which the story was begun anew."""
        self._script = script
        self._play, _ = replay(script, log)
        if not (resume and log):
            self._begin()
        self.logs.append(self._play.log)
        while len(self.lines) < STEPS:
            self._step(chance)

    def _begin(self) -> None:
        self.anew.add(len(self.logs))
        self._play = Playthrough(self._script)
        self._play.do(begin(self._script.first_chapter))

    def _step(self, chance: random.Random) -> None:
        numbers = [number for number, option in enumerate(self._play.moment().options, 1) if option.open]
        if chance.random() < 0.02:
            self._type("restart")
            self._begin()
            self._type("yes")
        elif self._play.can_undo and (not numbers or chance.random() < 0.45):
            self._play.do(UNDO)
            self._type("back")
        elif numbers:
            number = chance.choice(numbers)
            self._play.do(choose(self._play.scene.id, self._play.moment().options[number - 1].id))
            self._type(str(number))

    def _type(self, line: str) -> None:
        self.lines.append(line)
        self.logs.append(self._play.log)

    def turns(self, prompts: int) -> int:
        """The choices that were shown as taken by so many prompts."""
        return sum(line.isdigit() for line in self.lines[: max(prompts - 1, 0)])

    def left(self, at: int) -> list[Log]:
        """What was played and then left for a new beginning, up to that prompt."""
        return [self.logs[one - 1] for one in self.anew if 0 < one <= at and len(self.logs[one - 1]) > 1]


class Reader:
    """Plays in a home, is killed, and looks at what is there."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home = home
        self.folder = home / "saves" / "lighthouse"
        self.chance = random.Random(seed)
        story = read_story(LIGHTHOUSE).story
        assert story is not None
        self.script = Script(story)
        self.counted: Counter[str] = Counter()
        start = time.monotonic()
        assert run(home, "--plain", str(LIGHTHOUSE)).code == 0
        self.whole = time.monotonic() - start
        """Seconds that a program takes which has nothing to play."""

    def play_and_be_killed(self) -> None:
        """Begin anew or go on, be killed, and find what was shown; raises AssertionError."""
        before = self._log(self._auto) if self._auto.exists() else ()
        plan = Plan(self.script, self.chance, before, resume := self.chance.random() < 0.7)
        moment = self.chance.choice(["at any time", "opening", "playing"])
        prompts = self._run(plan, resume, moment)
        there = self._auto.exists()
        now = self._log(self._auto) if there else ()
        beginning = {n for n in plan.anew if not now or plan.logs[n] == now}
        found = [n for n in range(prompts, len(plan.logs)) if (plan.logs[n] == now if there else n in beginning)]
        told = f"{prompts} prompts were seen, of {len(plan.lines)} lines; the save has {now}"
        assert found, f"{told}; the last seen was {plan.logs[prompts]}"
        others = [path for path in self.folder.glob("*.save") if path != self._auto]
        kept = [self._log(path) for path in others]
        for left in plan.left(found[0]):
            assert left in kept, f"{told}; {left} is in no save"
        for path in others:
            path.unlink()
        self.counted["kills"] += 1
        self.counted["turns of which none was lost"] += plan.turns(prompts)
        self.counted["kills before it had opened"] += not prompts
        self.counted["begun anew"] += len([n for n in plan.anew if 0 < n <= prompts])
        self.counted["playthroughs that were left and kept"] += len(plan.left(found[0]))

    def _run(self, plan: Plan, resume: bool, moment: str) -> int:
        """The prompts that were seen until the program was killed."""
        if resume and self._auto.exists():
            _, events, whole = parse(self._auto.read_bytes())
            worth = whole and len(events) - len(compact(events, redo=True)) >= WORTH_COMPACTING
            self.counted["kills of what was to be compacted"] += worth
        command = [sys.executable, "-u", "-m", "engine", "--plain", str(LIGHTHOUSE), *["--resume"] * resume]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(self.home), cwd=self.home
        ) as program:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write("".join(f"{line}\n" for line in plan.lines).encode())
            program.stdin.flush()
            said = b""
            if moment == "at any time":
                time.sleep(self.chance.random() * self.whole)
            else:  # the title comes just before the save is opened, the first prompt just after
                until = b"\n" if moment == "opening" else b"\n> "
                while until not in said:
                    more = program.stdout.read(1)
                    assert more, said
                    said += more
                time.sleep(self.chance.random() * (0.01 if moment == "opening" else 0.1))
            program.kill()
            said += program.stdout.read()
        return said.count(b"\n> ")

    @property
    def _auto(self) -> Path:
        return self.folder / "autosave.save"

    def _log(self, path: Path) -> Log:
        play, stop = replay(self.script, parse(path.read_bytes())[1])
        assert stop is None, f"{path} cannot be followed"
        return play.log


def test_what_was_shown_survives_being_killed(tmp_path: Path) -> None:
    reader = Reader(tmp_path, seed=1)
    for _ in range(6):
        reader.play_and_be_killed()
    assert reader.counted["turns of which none was lost"] >= 6


@pytest.mark.soak
def test_what_was_shown_survives_being_killed_300_times(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    reader = Reader(tmp_path, seed=2)
    for _ in range(300):
        reader.play_and_be_killed()
    for name, number in reader.counted.items():
        record_property(name, number)
    assert reader.counted["turns of which none was lost"] >= 1000
