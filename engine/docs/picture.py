"""`python -m engine.docs.picture [FILE]`: the picture of the play screen in the README, made by the app itself."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from engine.cli.opening import open_story
from engine.playing.script import Script
from engine.session import Session

PICTURE = Path(__file__).resolve().parent / "screen.svg"
_SIZE = (132, 38)
_CHAPTER = 4
"""The chapter that is shown, counted from 0; the last one when there are fewer."""


async def picture(session: Session) -> str:
    """The play screen as SVG, some way into a chapter, with the first notes pane open."""
    from engine.terminal.app import ReaderApp

    story = session.script.story
    chapter = story.chapters[min(_CHAPTER, len(story.chapters) - 1)]
    app = ReaderApp(session, chapter=chapter.id)
    async with app.run_test(size=_SIZE) as pilot:
        await pilot.pause()
        keys = [pane.key for pane in story.panes if pane.kind == "notes"][:1]
        for key in ("1", *keys, "escape"):
            await pilot.press(key)
            await pilot.pause(0.3)
        return app.export_screenshot(title=story.file.title)


def without_fetching(svg: str) -> str:
    """The picture with a fixed name for its parts, and no font that a viewer would fetch from elsewhere."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg).replace("Fira Code", "monospace")
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def main() -> None:
    """Make the picture of the story that comes with the engine."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Script(open_story("")), Path(folder))
        session.change(welcomed=True)
        svg = asyncio.run(picture(session))
        session.close()
    target.write_text(without_fetching(svg), encoding="utf-8")


if __name__ == "__main__":
    main()
