"""One visitor of the served app: a data folder of their own, gone when they leave."""

import os
import select
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Thread

from engine.cli.opening import open_story
from engine.playing.script import Script
from engine.session import Session

_MEMORY = 1 << 30
"""Bytes of address space for one visitor, some twice what the largest of real windows takes."""


def visit(story: str) -> None:
    """Play in a fresh folder that nobody else is told of, for as long as the server is there."""
    from engine.terminal.app import run_app

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _bound()
    Thread(target=_leave_with_the_server, daemon=True).start()
    folder = Path(tempfile.mkdtemp(prefix="anora-visitor-"))
    try:
        run_app(Session(Script(open_story(story)), folder, guest=True))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bound() -> None:
    """Bound the memory: a browser may ask for a window of any size."""
    with suppress(ImportError, OSError, ValueError):  # not on Windows; a lower limit may stand already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _leave_with_the_server() -> None:
    """Wait until nobody holds the other end of the pipe, and end: a killed server tells its visitors nothing.

    Windows has no such wait.
    """
    if hasattr(select, "poll"):
        gone = select.poll()
        gone.register(sys.stdin.fileno(), 0)
        gone.poll()
        os.kill(os.getpid(), signal.SIGTERM)
