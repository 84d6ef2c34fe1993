import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from engine.playing.script import Script
from engine.reading.load import load_story
from engine.reading.story import Story
from engine.session import Session
from engine.terminal.app import ReaderApp
from engine.terminal.notice import Notice
from engine.terminal.play import PlayScreen

STORIES = Path(__file__).parent.parent / "stories"

Shown = TypeVar("Shown", bound=Screen[Any])
Thing = TypeVar("Thing")
MakeApp = Callable[..., ReaderApp]


@pytest.fixture(scope="session")
def lighthouse() -> Story:
    return load_story(STORIES / "lighthouse", cache=None)


@pytest.fixture
def make_app(lighthouse: Story, tmp_path: Path) -> MakeApp:
    """An app on a story, its data in a folder that lasts for the test, so that a second app finds it again."""

    def make(*, story: Story | None = None, chapter: str = "", resume: bool = False, **settings: object) -> ReaderApp:
        session = Session(Script(story or lighthouse), tmp_path)
        session.change(**{"motion": False, "welcomed": True} | settings)
        return ReaderApp(session, chapter=chapter, resume=resume)

    return make


def play_screen(app: ReaderApp) -> PlayScreen:
    assert isinstance(app.screen, PlayScreen)
    return app.screen


async def rest(pilot: Pilot[None]) -> None:
    """Wait until all that keys have set off has been done."""
    for _ in range(3):
        await pilot.pause()


def notices(app: ReaderApp) -> list[str]:
    """What is being said at the foot of the page."""
    return [line for notice in app.screen.query(Notice) for line in str(notice.content).splitlines()]


def page_shown(app: ReaderApp, kind: type[Shown]) -> Shown:
    """The page on top, which is of that kind."""
    assert isinstance(app.screen, kind)
    return app.screen


def there(what: Thing | None) -> Thing:
    """What may be missing, and is not."""
    assert what is not None
    return what


def rows_drawn() -> int:
    """How many drawn rows are alive."""
    gc.collect()
    return sum(isinstance(one, Strip) for one in gc.get_objects())
