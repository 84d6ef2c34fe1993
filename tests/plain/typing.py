"""A reader who types lines into the line-mode player."""

import io
from pathlib import Path

from engine.plain.page import Page
from engine.plain.player import Player
from engine.playing.script import Script
from engine.reading.load import read_story
from engine.session import Session

LIGHTHOUSE = Path(__file__).parent.parent / "stories" / "lighthouse"


def lighthouse() -> Script:
    story = read_story(LIGHTHOUSE).story
    assert story is not None
    return Script(story)


class Reader:
    """Types lines and keeps what was answered."""

    def __init__(self, script: Script, data: Path) -> None:
        self.script = script
        self.data = data
        self.session = Session(script, data)

    def types(self, *lines: str, resume: bool = False, chapter: str = "", slot: str = "autosave") -> str:
        """A sitting: all that was printed."""
        out = io.StringIO()
        waiting = iter(lines)
        self.session = Session(self.script, self.data, slot=slot)
        Player(self.session, Page(out), lambda: next(waiting, None)).run(resume=resume, chapter=chapter)
        return out.getvalue()

    def answers(self, *lines: str, **more: object) -> list[str]:
        """What was printed before the first line, and after each."""
        return [part.partition("\n")[2].strip() for part in ("\n" + self.types(*lines, **more)).split("\n> ")][:-1]  # type: ignore[arg-type]
