"""The panes as a reader wants them: which are open, in which order, how wide, and where the keys go."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.message import Message

from engine.playing.events import jump
from engine.playing.script import Script
from engine.reading.load import load_story
from engine.session import Session
from engine.terminal.app import ReaderApp
from engine.terminal.panes.base import CommentaryPane
from engine.terminal.panes.piece_view import PieceView
from engine.terminal.prose import ProseView

from .conftest import MakeApp, play_screen

RETELLING = Path(__file__).parent.parent.parent / "story"


def order(app: ReaderApp) -> list[str]:
    area = play_screen(app).pane_area
    return [child.id or "" for child in area.children if child.display]


async def test_all_three_stand_open_and_keep_their_order_and_width(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(240, 50)) as pilot:
        await pilot.press("l", "i", "p")
        assert order(app) == ["pane-log", "pane-inquiry", "pane-papers"]
        tops = {pane.region.y for pane in play_screen(app).panes.values()}
        assert len(tops) == 1, "side by side"
        await pilot.press("left_square_bracket", "greater_than_sign", "greater_than_sign")
        assert order(app) == ["pane-log", "pane-papers", "pane-inquiry"]
        play_screen(app).panes["log"].focus()
        await pilot.press("right_square_bracket")
        assert order(app) == ["pane-papers", "pane-log", "pane-inquiry"]
        width = play_screen(app).panes["log"].region.width
    app.session.close()
    again = make_app(resume=True)
    async with again.run_test(size=(240, 50)) as pilot:
        await pilot.pause()
        assert order(again) == ["pane-papers", "pane-log", "pane-inquiry"]
        assert play_screen(again).panes["log"].region.width == width


async def test_each_pane_has_a_width_of_its_own(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log", "papers"))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        log, papers = (play_screen(app).panes[name] for name in ("log", "papers"))
        before = (log.region.width, papers.region.width)
        papers.focus()
        await pilot.press("greater_than_sign", "greater_than_sign")
        assert (log.region.width, papers.region.width) == (before[0], before[1] + 8)


async def test_one_over_the_other_where_there_is_less_room(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log", "papers"))
    async with app.run_test(size=(130, 40)) as pilot:
        await pilot.pause()
        log, papers = (play_screen(app).panes[name] for name in ("log", "papers"))
        assert log.region.x == papers.region.x
        assert log.region.bottom <= papers.region.y


async def test_tab_goes_into_the_panes_and_escape_comes_back(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("log", "papers"))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        screen = play_screen(app)
        await pilot.press("tab")
        assert screen.panes["log"].view.has_focus
        await pilot.press("tab")
        assert screen.panes["papers"].view.has_focus
        await pilot.press("escape")
        assert screen.prose.has_focus
        await pilot.press("1")
        assert app.session.play.length == 2


async def test_escape_comes_back_to_the_choices_from_far_away(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log",))
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.press("2", "1", "1")
        await pilot.pause()
        screen = play_screen(app)
        screen.panes["log"].focus()
        screen.panes["log"].view.move_to("note:the-letter")
        await pilot.press("enter")
        await pilot.pause()
        assert screen.prose.top_block is not None
        assert screen.prose.top_block.turn == 0
        await pilot.press("escape")
        await pilot.pause()
        assert screen.prose.choices_visible


async def test_a_pane_keeps_its_place_when_the_window_changes(make_app: MakeApp) -> None:
    app = make_app(chapter="night", panes=("inquiry",))
    async with app.run_test(size=(140, 24)) as pilot:
        await pilot.pause()
        view = play_screen(app).panes["inquiry"].view
        view.focus()
        view.move_to("weigh:burned-low", top=True)
        await pilot.pause()
        offset = view.laid.cells[view.laid.places["weigh:burned-low"]].y - view.scroll_offset.y
        await pilot.resize_terminal(126, 24)
        await pilot.pause()
        assert view.laid.cells[view.laid.places["weigh:burned-low"]].y - view.scroll_offset.y == offset


async def test_a_new_moment_mounts_nothing_in_the_panes(tmp_path: Path) -> None:
    session = Session(Script(load_story(RETELLING, cache=None)), tmp_path)
    session.change(motion=False, welcomed=True, panes=tuple(pane.id for pane in session.script.story.panes))
    session.start()
    chance = random.Random(1)
    for _ in range(120):
        choices = [option.id for option in session.moment.options if option.open]
        if not choices:
            break
        session.choose(chance.choice(choices))
    session.do(jump(session.script.story.chapters[-1].id))
    app = ReaderApp(session, resume=True)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        screen = play_screen(app)
        before = list(screen.pane_area.walk_children())
        for _ in range(3):
            screen.show_sides()
        await pilot.pause()
        assert list(screen.pane_area.walk_children()) == before, "nothing is mounted for a new moment"
        assert len(list(screen.pane_area.walk_children())) <= 12, "a pane is a handful of widgets"


@pytest.mark.parametrize(
    "message",
    [
        lambda: CommentaryPane.SceneChosen(58, "a-note"),
        lambda: CommentaryPane.TurnChosen(58),
        lambda: PieceView.Chosen("note:gone"),
        lambda: PieceView.Chosen("yours:gone"),
        lambda: PieceView.Chosen("question:gone"),
        lambda: ProseView.Take("sight", 58, 1),
        lambda: ProseView.Take("choice", 58, 1),
    ],
)
async def test_a_message_for_what_has_been_taken_back_does_nothing(
    make_app: MakeApp, message: Callable[[], Message]
) -> None:
    app = make_app(chapter="night", panes=("log", "inquiry"))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        screen = play_screen(app)
        before = (app.session.play.log, screen.prose.top_block)
        for node in (screen.panes["log"].view, screen.panes["inquiry"].view, screen.prose):
            node.post_message(message())
            await pilot.pause()
        assert (app.session.play.log, screen.prose.top_block) == before
        assert app.screen is screen
