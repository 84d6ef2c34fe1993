"""One visitor of the served app: a data folder of their own, gone when they leave."""

import shutil
import signal
import sys
import tempfile
from pathlib import Path

from engine.cli.opening import open_story
from engine.playing.script import Script
from engine.session import Session


def visit(story: str) -> None:
    """Play in a fresh folder that nobody else is told of."""
    from engine.terminal.app import run_app

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder = Path(tempfile.mkdtemp(prefix="anora-visitor-"))
    try:
        run_app(Session(Script(open_story(story)), folder, guest=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    visit(sys.argv[1])
