"""The page goes while turns are being put on it."""

import asyncio
import contextlib
import gc
from collections.abc import Awaitable
from typing import Any
from weakref import ref

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual import events
from textual.command import CommandList, Hits
from textual.css.query import NoMatches
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from engine.terminal.app import ReaderApp
from engine.terminal.help import help_sheet
from engine.terminal.palette import EverythingProvider
from engine.terminal.panes.room import RoomScreen
from engine.terminal.panes.second import SecondScreen

from .conftest import MakeApp, play_screen, rows_drawn


def go_while_mounting(app: ReaderApp, whole: bool) -> list[str]:
    """Let the prose, or the whole page, go as soon as the next blocks have been mounted; tells when that was."""
    screen = play_screen(app)
    mount = screen.prose.mount
    gone: list[str] = []

    def mount_and_go(*views: Widget, before: Widget) -> Awaitable[None]:
        mounted = mount(*views, before=before)

        async def go() -> None:
            await mounted
            if whole:
                app.show_play()
                await screen.remove()
            else:
                await screen.prose.remove()
            gone.extend(type(view).__name__ for view in views)

        return go()

    screen.prose.mount = mount_and_go  # type: ignore[method-assign, assignment]
    return gone


@pytest.mark.parametrize("whole", [True, False], ids=["page", "prose"])
async def test_turns_that_are_being_mounted_are_let_go(make_app: MakeApp, whole: bool) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.play(chapter="dusk")
        await pilot.pause()
        screen = play_screen(app)
        gone = go_while_mounting(app, whole)
        for choice in ("carry", "look-out"):  # the second time, the page has gone already
            app.session.choose(choice)
            assert await screen.prose.show_playthrough(app.session.play, screen.margin) == []
        assert gone.count("BlockView") == len(gone) > 0
        await pilot.pause()
        assert app.is_running


async def test_the_palette_is_not_opened_twice_under_a_question(make_app: MakeApp) -> None:
    """Keys that come faster than pages can put a question over the palette."""
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = play_screen(app)
        await pilot.press("ctrl+p")
        await screen.action_do("restart")
        await pilot.press("ctrl+p", "ctrl+p")
        assert app.is_running
        for _ in range(3):
            await pilot.press("escape")
        assert app.screen is screen


class Lingering(Static):
    """Keeps the page that it is on from going for as long as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go = asyncio.Event()

    async def on_unmount(self) -> None:
        await self.may_go.wait()


async def test_what_is_typed_behind_a_palette_that_goes_searches_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search would end between the going of the palette's list and its own."""
    rows_gone = asyncio.Event()

    async def search(self: EverythingProvider, query: str) -> Hits:
        await rows_gone.wait()
        return
        yield

    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = play_screen(app)
        await pilot.press("ctrl+p")
        palette = app.screen
        lingering = Lingering()
        await palette.mount(lingering)
        monkeypatch.setattr(EverythingProvider, "search", search)
        palette.post_message(Input.Changed(palette.query_one(Input), "lamp"))
        palette.dismiss()
        while palette.query(CommandList):  # noqa: ASYNC110 (it tells nobody when it has gone)
            await asyncio.sleep(0)
        rows_gone.set()
        try:
            await app.workers.wait_for_complete()
        finally:
            lingering.may_go.set()
        await pilot.pause()
        assert app.is_running
        assert app.screen is screen


async def test_a_palette_that_goes_before_it_stands(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = play_screen(app)
        for _ in range(3):
            app.action_command_palette()
            app.screen.dismiss()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.is_running
        assert app.screen is screen


async def test_panes_that_are_being_mounted_as_the_page_goes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(160, 40)) as pilot:
        app.play(chapter="dusk")
        await pilot.pause()
        screen = play_screen(app)
        await pilot.press("l")
        going = screen.remove()
        app.session.change(panes=("papers", "log"))
        await screen.lay_out()
        await going
        await screen.lay_out()
        assert app.is_running


@pytest.mark.parametrize("page", ["palette", "chapters"])
async def test_a_click_on_a_row_that_has_gone_from_the_list(make_app: MakeApp, page: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        if page == "palette":
            await pilot.press("ctrl+p")
        else:
            await play_screen(app).action_do(page)
        await pilot.pause()
        over = app.screen
        rows = over.query_one(OptionList)
        style = Style.from_meta({"option": rows.option_count - 1})
        x, y = rows.region.offset
        rows.clear_options()
        rows.post_message(events.Click(rows, 0, 0, 0, 0, 1, False, False, False, x, y, style))
        await pilot.pause()
        assert app.is_running
        assert app.screen is over


@pytest.mark.parametrize("before", [0, 1])
async def test_another_page_takes_what_lies_over_the_last_with_it(make_app: MakeApp, before: int) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(before):
            app.play(chapter="dusk")
            await pilot.pause()
            app.show_title()
            await pilot.pause()
        app.push_screen(help_sheet(app.session))
        app.play(chapter="dusk")
        await pilot.pause()
        screen = play_screen(app)
        assert app.at_page
        await screen.action_do("help")
        await pilot.pause()
        assert not app.at_page
        await pilot.press("escape")
        assert app.screen is screen


async def test_a_palette_that_is_left_twice_leaves_the_page_below(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await play_screen(app).action_do("chapters")
        await pilot.pause()
        below = app.screen
        await pilot.press("ctrl+p")
        palette = app.screen
        palette.dismiss()
        palette.dismiss()
        await pilot.pause()
        assert app.screen is below


async def test_a_click_beside_a_palette_in_a_window_that_has_become_smaller(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        palette = app.screen
        palette.post_message(events.Click(palette, 19, 40, 0, 0, 1, False, False, False, 19, 40))
        await pilot.pause()
        assert app.is_running
        assert app.screen is palette


@pytest.mark.parametrize("key", ["o", "e"])
async def test_a_page_under_the_palette_is_not_left_from_there(make_app: MakeApp, key: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "1", "1", "1", key)
        await pilot.pause()
        below = app.screen
        assert isinstance(below, RoomScreen | SecondScreen)
        leave = below.action_close if isinstance(below, RoomScreen) else below.leave
        await pilot.press("ctrl+p")
        palette = app.screen
        leave()
        assert app.screen is palette
        await pilot.press("escape")
        assert app.screen is below
        leave()
        await pilot.pause()
        assert app.at_page


async def test_pages_that_have_gone_leave_no_drawn_rows_behind(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 40)) as pilot:
        counts = []
        for _ in range(12):
            await play_screen(app).action_do("help")
            await pilot.pause()
            await pilot.press("escape")
            app.play(chapter="dusk")
            await pilot.pause()
            counts.append(rows_drawn())
        assert counts[-1] - counts[1] < 40, "less than a page of them"


async def test_pages_are_of_one_kind_however_often_one_goes_elsewhere(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    kinds = set()
    async with app.run_test(size=(100, 30)) as pilot:
        for chapter in ("dusk", "night", "dusk"):
            app.play(chapter=chapter)
            await pilot.pause()
            kinds |= {type(app.screen), type(SecondScreen.of(app.session))}
    assert len(kinds) == 2, "Textual keeps every class for good"


@pytest.mark.parametrize("key", ["ctrl+p", "h", "m", "f", "g", "question_mark", "comma"])
async def test_pages_that_have_gone_leave_no_drawn_rows(make_app: MakeApp, key: str) -> None:
    app = make_app(chapter="dusk")

    async def there_and_back() -> None:
        await pilot.press(key)
        await pilot.pause()
        assert not app.at_page
        await pilot.press("escape")
        await pilot.pause()
        assert app.at_page

    async with app.run_test(size=(100, 30)) as pilot:
        for _ in range(2):
            await there_and_back()
        before = rows_drawn()
        for _ in range(6):
            await there_and_back()
        assert rows_drawn() - before < 30, "a page's rows, once"


@pytest.mark.parametrize("command", ["pane-log", "rail", "line", "second"])
async def test_parts_are_not_put_on_a_page_that_has_gone(make_app: MakeApp, command: str) -> None:
    app = make_app(chapter="dusk", rail=False)
    async with app.run_test(size=(140, 40)) as pilot:
        app.play(chapter="dusk")
        await pilot.pause()
        screen = play_screen(app)
        app.show_title()
        await pilot.pause()
        assert not screen.is_attached
        with contextlib.suppress(NoMatches):
            await screen.action_do(command)
        app.notify("still there")
        await pilot.pause()
        assert app.is_running


async def test_a_second_reading_that_is_left_before_it_stands(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("log", "inquiry"))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("2", "1", "1", "1")
        for key in ("e", "escape", "escape", "e", "escape", "u"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.is_running


async def test_a_second_reading_that_goes_as_its_words_are_put_on(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", "1", "1", "1")
        screen = SecondScreen.of(app.session)
        show = screen.prose.show

        async def go_and_show(*what: Any) -> None:
            screen.leave()
            await asyncio.sleep(0)
            await show(*what)

        monkeypatch.setattr(screen.prose, "show", go_and_show)
        app.push_screen(screen)
        await pilot.pause()
        await pilot.pause()
        assert app.is_running
        assert not screen.is_attached


@pytest.mark.parametrize("sheet", ["question_mark", "ctrl+p"])
async def test_a_window_that_is_resized_twice_in_a_moment_is_laid_out_in_its_last_size(
    make_app: MakeApp, sheet: str
) -> None:
    app = make_app(chapter="dusk")
    first, last = Size(90, 30), Size(100, 40)
    laid_out = 0

    def count(_: object) -> None:
        nonlocal laid_out
        laid_out += 1

    async with app.run_test(size=last) as pilot:
        await pilot.press(sheet)
        await pilot.pause()
        under, over = app.screen_stack
        for page in (under, over):
            page.post_message(events.Resize(first, first))
        await pilot.pause()
        assert under.outer_size == over.outer_size == last
        for page in (under, over):
            page.screen_layout_refresh_signal.subscribe(page, count)
            for size in (first, last):
                page.post_message(events.Resize(size, size))
                page.post_message(events.Callback(callback=lambda: None))
        for _ in range(100):  # on a busy machine the last of them takes its time
            before = laid_out
            await asyncio.sleep(0.1)
            if laid_out == before:
                break
        assert laid_out == before
        assert under.outer_size == over.outer_size == last


async def test_a_window_of_many_sizes_leaves_no_drawn_rows(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        for width in range(100, 110):
            await pilot.resize_terminal(width, 30)
        before = rows_drawn()
        for width in range(110, 125):
            await pilot.resize_terminal(width, 30)
        await pilot.resize_terminal(109, 30)
        assert rows_drawn() - before < 10


async def test_styles_of_colours_that_have_gone_are_let_go(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        Strip.render_ansi(Style(color="red"), ColorSystem.TRUECOLOR)  # as a terminal's driver does
        app.session.change(theme="light")
        app.follow_settings()
        assert not Strip.render_ansi.cache_info().currsize


async def test_a_page_that_is_left_goes_also_if_it_was_the_first(make_app: MakeApp) -> None:
    """Textual knows the first page for good; what must not be is that it works on beneath the others."""
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        first = app.screen
        app.show_title()
        await pilot.pause()
        second = ref(app.screen)
        app.play(resume=True)
        await pilot.pause()
        await pilot.resize_terminal(90, 24)
        gc.collect()
        assert app.screen_stack == [play_screen(app)]
        assert not first.is_running
        assert second() is None
