"""How every screen looks, in three sizes and in four looks.

After a change that is meant, run `pytest tests/terminal/test_looks.py --snapshot-update` and look at what it changed.
"""

import gc
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from engine.reading.model import CommentaryFile
from engine.reading.story import Story
from engine.terminal.app import ReaderApp
from engine.terminal.layout import WIDE
from engine.terminal.play import PlayScreen

from .conftest import MakeApp, play_screen

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}
LOOKS = {"dark": "dark", "light": "light", "contrast": "contrast", "colourless": "terminal"}
"""The setting for each look; `colourless` is what is seen under NO_COLOR."""

TO_NIGHT = ("choose carry", "choose go-up")
TO_THE_END = (*TO_NIGHT, "choose feed")
ROUND_ABOUT = ("choose read", "choose burn", "choose look-out", "choose hurry")


class Shot(NamedTuple):
    """How a screen is come to: what is played, then which keys are pressed.

    Without a chapter the title is shown; what was played is then an earlier playthrough. `by` does what keys cannot.
    """

    press: tuple[str, ...] = ()
    chapter: str = "dusk"
    way: tuple[str, ...] = ()
    by: Callable[[Pilot[None]], Awaitable[None]] | None = None
    settings: dict[str, object] = {}


async def slots_kept(pilot: Pilot[None]) -> None:
    """Keep two slots, and let all have been written at fixed times."""
    session = reader_of(pilot).session
    session.save_as("before the storm")
    session.save_as("with the letter sealed")
    for number, path in enumerate(sorted(session.saves.folder.glob("*.save"))):
        os.utime(path, (1_750_000_000 + 86_400 * number,) * 2)
    await pilot.press("f")


async def a_name_asked_for(pilot: Pilot[None]) -> None:
    await slots_kept(pilot)
    await pilot.press("s")


async def settings_in_a_fixed_place(pilot: Pilot[None]) -> None:
    reader_of(pilot).session.data = PurePosixPath("/home/reader/.local/share/lighthouse")  # type: ignore[assignment]
    await pilot.press("comma")


async def cans_empty(pilot: Pilot[None]) -> None:
    app = reader_of(pilot)
    app.session.play.values["oil"] = 0
    await play_screen(app).show(app.session.moment)


async def told_something(pilot: Pilot[None]) -> None:
    pilot.app.notify("Kept as “before the storm”.", timeout=3600)


async def all_put_back(pilot: Pilot[None]) -> None:
    """Wait until the turns around the one in view are on the page again, which changes the scrollbar."""
    for screen in pilot.app.screen_stack:
        if isinstance(screen, PlayScreen):
            length = screen.session.play.length
            while (live := screen.prose.live_blocks) and len({view.block.turn for view in live}) < length:
                if len(live) >= 12:
                    break
                await pilot.pause(0.01)
            size = None
            while (now := screen.prose.virtual_size) != size:
                size = now
                await pilot.pause()


async def all_stands(pilot: Pilot[None]) -> None:
    """Wait until the rail stands beside the words, where there is to be one."""
    app = pilot.app
    while (
        isinstance(app, ReaderApp)
        and isinstance(screen := app.screen_stack[-1], PlayScreen)
        and app.size.width >= WIDE
        and app.session.settings.rail
        and not (screen.rail is not None and screen.rail.option_count)
    ):
        await pilot.pause(0.01)
    await pilot.pause()


def at_piece(pane: str, piece: str, *press: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Keys pressed at a piece of an open pane."""

    async def press_there(pilot: Pilot[None]) -> None:
        shown = play_screen(reader_of(pilot)).panes[pane]
        shown.focus()
        await pilot.pause()
        shown.view.move_to(piece)
        await pilot.press(*press)

    return press_there


SCREENS = {
    "title": Shot(chapter="", settings={"welcomed": False}),
    "title-again": Shot(chapter="", way=TO_THE_END),
    "about": Shot(("a",), chapter=""),
    "first-scene": Shot(settings={"welcomed": False}),
    "scene": Shot(way=("choose carry",)),
    "look": Shot(way=("choose carry", "go dusk", "look letter")),
    "closed-choice": Shot(chapter="night", by=cans_empty),
    "end": Shot(way=TO_THE_END),
    "rail": Shot(("c",), way=TO_NIGHT, settings={"rail": False}),
    "chapters": Shot(("g",)),
    "map": Shot(("m",), way=ROUND_ABOUT),
    "history": Shot(("h",), way=(*ROUND_ABOUT, "go dusk", "look letter")),
    "saves": Shot(way=("choose carry",), by=slots_kept),
    "settings": Shot(by=settings_in_a_fixed_place),
    "help": Shot(("question_mark",)),
    "typed-line": Shot(("colon", *"fly", "enter")),
    "search": Shot(("slash", *"the"), way=("choose read",)),
    "own-note": Shot(("n", *"Why?")),
    "palette": Shot(("ctrl+p", "down")),
    "question": Shot(("g", "down", "enter")),
    "notes": Shot(("l",), way=TO_NIGHT),
    "readings": Shot(("i",), way=TO_NIGHT),
    "sources": Shot(("p",), way=TO_NIGHT),
    "balance": Shot(("l",), way=TO_THE_END, by=at_piece("log", "balance", "right", "enter")),
    "beside": Shot(("i",), way=TO_NIGHT, by=at_piece("inquiry", "card:duty", "equals_sign", "right", "equals_sign")),
    "writing": Shot(("i",), way=TO_NIGHT, by=at_piece("inquiry", "question:why-low", "enter")),
    "room": Shot(("o",), way=TO_THE_END),
    "second-reading": Shot(("e", "down"), way=TO_THE_END),
}
"""Each is seen in every size and in every look."""
DETAILS = {
    "sight-marked": Shot(("right",)),
    "notice": Shot(way=("choose carry",), by=told_something),
    "typing": Shot(("colon", *"carr")),
    "found": Shot(("slash", *"the", "enter"), way=("choose read",)),
    "saves-naming": Shot(way=("choose carry",), by=a_name_asked_for),
    "notes-in-text": Shot(settings={"commentary": "full"}),
    "panes": Shot(("tab",), way=TO_NIGHT, settings={"panes": ("papers", "log", "inquiry")}),
}
"""Smaller things, seen in one size and with and without colour."""


def reader_of(pilot: Pilot[None]) -> ReaderApp:
    assert isinstance(pilot.app, ReaderApp)
    return pilot.app


@pytest.fixture(scope="module")
def story(lighthouse: Story) -> Story:
    """The lighthouse with a second reading, to set beside the first."""
    second = {
        "id": "doubt", "name": "Doubt", "holder": "The harbour clerk", "kind": "reading", "source": "hearing",
        "claim": "The keeper let it burn low and lost heart before it went out.", "beats": ["doubt"],
        "speaks_for": [{"id": "seen-low", "text": "A ship saw it low.", "kind": "reported", "source": "hearing"}],
        "speaks_against": [{"id": "cans", "text": "Both cans were used.", "kind": "fact", "source": "logbook"}],
    }  # fmt: skip
    more = msgspec.convert({"pane": "inquiry", "readings": [second]}, CommentaryFile)
    return Story(lighthouse.file, lighthouse.chapters, lighthouse.beats, (*lighthouse.commentary, more))


@pytest.fixture(scope="module", autouse=True)
def seldom_collecting() -> Iterator[None]:
    """Each app leaves cycles behind; looking for them as often as usual is a fifth of the run."""
    usual = gc.get_threshold()
    gc.set_threshold(20_000, 20, 100)
    yield
    gc.set_threshold(*usual)


Snap = Callable[..., bool]


@pytest.fixture
def snap(snap_compare: Snap, make_app: MakeApp, story: Story, monkeypatch: pytest.MonkeyPatch) -> Snap:
    """Compare a screen in a size and a look with what it looked like before."""

    def compare(shot: Shot, size: tuple[int, int], theme: str, colour: bool = True) -> bool:
        monkeypatch.setattr("engine.__version__", "0.1.0")
        monkeypatch.setattr(time, "localtime", time.gmtime)
        monkeypatch.setattr("engine.terminal.window._MOMENT", 0.01)
        if colour:
            monkeypatch.delenv("NO_COLOR", raising=False)
        else:
            monkeypatch.setenv("NO_COLOR", "1")
        wanted = {"story": story, "theme": theme, **shot.settings}
        app = make_app(chapter=shot.chapter, **wanted)
        if shot.way and not shot.chapter:
            app.session.start()
        for step in shot.way:
            deed, _, what = step.partition(" ")
            getattr(app.session, deed)(what)
        if not shot.chapter:
            app.session.close()
            app = make_app(**wanted)

        async def come_there(pilot: Pilot[None]) -> None:
            await all_stands(pilot)
            await pilot.press(*shot.press)
            if shot.by is not None:
                await shot.by(pilot)
            await pilot.app.workers.wait_for_complete()
            await all_put_back(pilot)
            await all_stands(pilot)
            for field in pilot.app.screen.query(Input):
                field.cursor_blink = False

        return snap_compare(app, run_before=come_there, terminal_size=size)

    return compare


def every_screen() -> Iterator[Any]:
    for screen in SCREENS:
        for size in SIZES:
            for look in LOOKS:
                yield pytest.param(screen, size, look, id=f"{screen}-{size}-{look}")


@pytest.mark.parametrize(("screen", "size", "look"), every_screen())
def test_screen(snap: Snap, screen: str, size: str, look: str) -> None:
    assert snap(SCREENS[screen], SIZES[size], LOOKS[look], colour=look != "colourless")


@pytest.mark.parametrize("look", ["dark", "colourless"])
@pytest.mark.parametrize("detail", DETAILS)
def test_detail(snap: Snap, detail: str, look: str) -> None:
    assert snap(DETAILS[detail], SIZES["120x40"], LOOKS[look], colour=look != "colourless")


@pytest.mark.parametrize("look", LOOKS)
def test_too_small(snap: Snap, look: str) -> None:
    assert snap(Shot(), (58, 18), LOOKS[look], colour=look != "colourless")


OTHERS = {"dusk": Shot(("l",)), "night": Shot(("l",), chapter="night"), "rows": SCREENS["chapters"]}


@pytest.mark.parametrize("theme", ["story", "terminal"])
@pytest.mark.parametrize("screen", OTHERS)
def test_other_colours(snap: Snap, screen: str, theme: str) -> None:
    """The story's own colours, which change with the chapter, and the terminal's."""
    assert snap(OTHERS[screen], SIZES["120x40"], theme)


def test_three_panes_at_once(snap: Snap) -> None:
    assert snap(DETAILS["panes"], (240, 50), "dark")
