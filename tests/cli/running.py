"""The command, run as a reader runs it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIGHTHOUSE = ROOT / "tests" / "stories" / "lighthouse"
_KEPT = ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


class Ran:
    """What came of it."""

    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()


def environment(home: Path, **more: str) -> dict[str, str]:
    """The least that the command needs, with a home of its own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "ANORA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(home: Path, *arguments: str, typed: str = "", **more: str) -> Ran:
    """Run the command to its end."""
    command = [sys.executable, "-m", "engine", *arguments]
    done = subprocess.run(
        command,
        input=typed.encode(),
        capture_output=True,
        env=environment(home, **more),
        cwd=home,
        timeout=120,
        check=False,
    )
    return Ran(done)
