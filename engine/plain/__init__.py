"""The line-mode player: the same story on plain lines, for pipes, screen readers and dumb terminals."""

import sys

from engine.plain.page import Page
from engine.plain.player import Player
from engine.session import Session

_LONGEST_LINE = 4000


def play_plain(session: Session, *, resume: bool = False, chapter: str = "") -> None:
    """Play on stdin and stdout until the reader leaves or the input ends."""
    for stream in (sys.stdin, sys.stdout):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    Player(session, Page(sys.stdout), _read_line).run(resume=resume, chapter=chapter)


def _read_line() -> str | None:
    """The next line of stdin, of a length that can be meant; None at the end."""
    try:
        line = rest = sys.stdin.readline(_LONGEST_LINE)
        while rest and not rest.endswith("\n"):
            rest = sys.stdin.readline(_LONGEST_LINE)
    except OSError:  # nohup gives a stdin that can only be written to
        return None
    if not line:
        return None
    return line.rstrip("\r\n")
