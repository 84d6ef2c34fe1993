"""The app keeps standing under random keys, clicks, wheel turns, pastes and resizes, and shows what its log says."""

import gc
import os
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from engine.keeping.saves import AUTO
from engine.playing.playthrough import replay
from engine.playing.script import Script
from engine.reading.load import load_story
from engine.session import Session
from engine.terminal import app as app_module
from engine.terminal.app import ReaderApp
from engine.terminal.play import PlayScreen

STORY = Path(__file__).parent.parent.parent / "story"
KEYS = [
    *"1234567890", *"1111222233", "enter", "enter", "up", "down", "left", "right", "tab", "shift+tab", "escape",
    "escape", "space", "pageup", "pagedown", "home", "end", "j", "k", "u", "U", "ctrl+r", "c", "a", "r", "s", "slash",
    "colon", "h", "m", "g", "f", "comma", "question_mark", "f1", "o", "e", "n", "N", "t", "y", "plus", "minus",
    "left_square_bracket", "right_square_bracket", "less_than_sign", "greater_than_sign", "backspace", "delete", "x",
    "ctrl+p", "ctrl+c", "Z", "é", "😀", "ctrl+k", "b", "d", "D", "i", "l", "p", "v", "w", "z", "q", "ctrl+q",
]  # fmt: skip
PASTES = [
    "",
    "2",
    "look at the ring",
    "go 9",
    "restart",
    "quit",
    "[/red][@click=app.quit]x",
    "\x1b[31m",
    "a" * 3000,
    "one\ntwo\r\nthree",
    "\u202eabc",
]
STARTS = ("", "history", "map", "chapters", "saves", "settings", "help", "search", "line", "note", "rail", "title")
"""What is opened before each stretch of moves, so that every screen has its share."""
_LEAST, _USUAL, _LARGEST = (20, 5), (100, 30), (300, 100)
_CHECKED_APART = 500
_LONGEST_LOG = 1000
"""Events after which a new playthrough begins, so that the log's own growth is not taken for a leak."""


class StayingApp(ReaderApp):
    """Counts the times it was left, and stays."""

    CSS_PATH = Path(app_module.__file__).with_name("app.tcss")
    left = 0

    def exit(self, *args: object, **more: object) -> None:
        """Stay."""
        self.left += 1


async def settle(app: ReaderApp, pilot: Pilot[None]) -> PlayScreen:
    """Back to the play screen, whatever lies over it."""
    for _ in range(12):
        await pilot.pause()
        if isinstance(app.screen, PlayScreen) and app.at_page:
            await pilot.press("escape", "escape")
            return app.screen
        await pilot.press("escape")
        await pilot.pause()
        if not isinstance(app.screen, PlayScreen) and app.at_page:
            app.play(resume=True)
    raise AssertionError(f"no way back from {app.screen_stack}")


async def check(screen: PlayScreen, pilot: Pilot[None]) -> None:
    """What is on screen is the log's moment, and so is what is on disk."""
    session = screen.session
    play, stop = replay(session.script, session.play.log)
    assert stop is None
    assert play.moment().options == session.moment.options
    assert screen.prose.choices.options == session.moment.options
    await screen.prose.show_newest()
    await pilot.pause()
    shown = [view.block for view in screen.prose.live_blocks if view.block is not None]
    assert shown[-1].turn == session.play.length - 1
    words = [block.text for block in shown if block.kind in ("scene", "after", "look")]
    assert words[-1] == play.moment().turn.told[-1].text
    session.close()
    kept, stop = replay(session.script, session.saves.read(AUTO))
    assert stop is None
    assert kept.log == session.play.log
    session.resume()


def resident() -> int:
    """The memory in use now, in KiB, garbage left out; 0 where the system does not tell."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


async def one_move(app: ReaderApp, pilot: Pilot[None], chance: random.Random) -> None:
    """A key, a click, a turn of the wheel, a paste or a resize."""
    width, height = app.size
    kind = chance.random()
    x, y = chance.randrange(width), chance.randrange(height)
    if kind < 0.80:
        key = chance.choice(KEYS)
        app.post_message(events.Key(key, key if len(key) == 1 else None))
    elif kind < 0.88:
        for press in (events.MouseMove, events.MouseDown, events.MouseUp):
            app.post_message(press(None, x, y, 0, 0, 1, False, False, False, x, y))
    elif kind < 0.94:
        wheel = chance.choice([events.MouseScrollDown, events.MouseScrollUp])
        app.post_message(wheel(None, x, y, 0, 1, 0, False, False, False, x, y))
    elif kind < 0.97:
        app.post_message(events.Paste(chance.choice(PASTES)))
    elif chance.random() < 0.75:
        await pilot.resize_terminal(chance.randrange(56, 131), chance.randrange(18, 46))
    else:
        await pilot.resize_terminal(chance.randrange(20, 301), chance.randrange(5, 101))


async def open_one(app: ReaderApp, screen: PlayScreen, start: str) -> None:
    """Open one of STARTS over the play screen."""
    if start == "title":
        app.show_title()
    elif start:
        await screen.action_do(start)


async def tour(app: ReaderApp, pilot: Pilot[None], screen: PlayScreen, chance: random.Random) -> None:
    """Every screen in the largest, the least and a usual window, all panes open, on the longest way there is.

    So the most that the app ever holds at once is held before its memory is first looked at: what a larger window or
    a longer way takes later on would tell nothing of what is lost.
    """
    session = screen.session
    await pilot.resize_terminal(*_LARGEST)
    for pane in session.script.story.panes:
        await screen.action_do(f"pane-{pane.id}")
    while len(session.play.log) < _LONGEST_LOG or not session.play.ended:
        if session.play.ended:
            chapter = chance.choice(session.script.story.chapters).id
            await screen.act(partial(session.go, chapter))
        option = chance.choice([one for one in session.moment.options if one.open])
        await screen.act(partial(session.choose, option.id))
        await pilot.pause()
    for size in (_LARGEST, _LEAST, _USUAL):
        await pilot.resize_terminal(*size)
        for start in (*STARTS, "second"):
            await open_one(app, screen, start)
            await pilot.pause()
            for key in ("home", *["pagedown"] * 12, "end", *["pageup"] * 12):
                await pilot.press(key)
            await pilot.pause()
            screen = await settle(app, pilot)
    app.play()


async def stand(
    tmp_path: Path,
    moves: int,
    each: int,
    seed: int,
    tell: Callable[[int, int], None] = lambda *_: None,
    *,
    toured: bool = False,
) -> list[int]:
    """Make random moves; returns the memory in use after each check, in KiB."""
    session = Session(Script(load_story(STORY, cache=tmp_path / "cache")), tmp_path / "data")
    session.change(motion=False)
    chance = random.Random(seed)
    app = StayingApp(session, chapter=session.script.first_chapter)
    sizes = []
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settle(app, pilot)
        if toured:
            await tour(app, pilot, screen, chance)
            screen = await settle(app, pilot)
            tell(0, resident())
        for move in range(moves):
            if move % each == 0:
                await open_one(app, screen, STARTS[move // each % len(STARTS)])
                await pilot.pause()
            await one_move(app, pilot, chance)
            if chance.random() < 0.15:  # some moves come singly, some in a burst
                await pilot.pause()
            assert app.is_running
            if move % each == each - 1:
                screen = await settle(app, pilot)
                if screen.has_class("-too-small"):  # it shows no moment
                    await pilot.resize_terminal(*_USUAL)
                    screen = await settle(app, pilot)
                await check(screen, pilot)
                if len(session.play.log) > _LONGEST_LOG:
                    for slot in session.slots():  # a list of saves that grows would be taken for a leak too
                        if slot.name != AUTO:
                            session.saves.delete(slot.name)
                    app.play()
                    screen = await settle(app, pilot)
                sizes.append(resident())
                tell(move + 1, sizes[-1])
    session.close()
    return sizes


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a working folder, so that what is exported at random lands in them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_moves(own_home: Path, seed: int, record_property: Callable[[str, object], None]) -> None:
    checks = len(await stand(own_home, 144, 12, seed))
    record_property("moves", 144)
    record_property("checks", checks)
    assert checks == len(STARTS)


@pytest.mark.parametrize("sheet", ["history", "map", "chapters", "saves", "settings", "help", "note"])
@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_key_that_comes_twice_leaves_one_page(own_home: Path, sheet: str, key: str) -> None:
    session = Session(Script(load_story(STORY, cache=None)), own_home / "data")
    app = StayingApp(session, chapter=session.script.first_chapter)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settle(app, pilot)
        await screen.action_do(sheet)
        await pilot.pause()
        for _ in range(4):
            app.post_message(events.Key(key, None))
        await pilot.pause()
        await pilot.pause()
        assert screen in app.screen_stack


@pytest.mark.parametrize("command", ["pane-ani", "pane-car", "marker", "rail", "notes"])
async def test_commands_in_a_window_that_is_too_small(own_home: Path, command: str) -> None:
    session = Session(Script(load_story(STORY, cache=None)), own_home / "data")
    app = StayingApp(session, chapter=session.script.first_chapter)
    async with app.run_test(size=(50, 10)) as pilot:
        screen = await settle(app, pilot)
        assert screen.has_class("-too-small")
        await screen.action_do(command)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert not screen.has_class("-too-small")
        await check(await settle(app, pilot), pilot)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [3, 4])
async def test_random_moves_by_the_hundred_thousand(
    own_home: Path, seed: int, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    moves = int(os.environ.get("ANORA_SOAK_MOVES", "100000"))

    def tell(move: int, size: int) -> None:
        if move % 10_000 == 0:
            with capsys.disabled():
                print(f"{move} moves, {size // 1024} MiB", flush=True)

    sizes = await stand(own_home, moves, _CHECKED_APART, seed, tell, toured=True)
    warm = sizes[min(20_000 // _CHECKED_APART, len(sizes)) - 1]
    record_property("moves", moves)
    record_property("checks", len(sizes))
    record_property("MiB after 20,000", warm // 1024)
    record_property("MiB at the end", sizes[-1] // 1024)
    assert sizes[-1] <= warm * 1.1
