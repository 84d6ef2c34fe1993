"""Nothing is cut or hidden in the least of windows, nor where letters are two cells wide."""

import pytest
from textual.content import Content
from textual.widgets import Static

from engine.reading.model import Part
from engine.terminal.ask import Ask
from engine.terminal.rows import Rows
from engine.terminal.sheet import Sheet
from tests.building import make_story

from .conftest import MakeApp, play_screen

LEAST = (60, 20)


@pytest.mark.parametrize("key", ["h", "m", "f", "comma"])
async def test_rows_are_laid_out_for_the_window(make_app: MakeApp, key: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=LEAST) as pilot:
        await pilot.press("1", "2", key)
        await pilot.pause()

        def widest() -> int:
            assert isinstance(app.screen, Sheet)
            prompts = [option.prompt for option in app.screen.list.options]
            return max(row.cell_length for prompt in prompts if isinstance(prompt, Content) for row in prompt.split())

        assert isinstance(app.screen, Sheet)
        assert 20 < widest() <= app.screen.list.content_size.width
        hints = app.screen.query_one("#sheet-hints", Static)
        assert hints.content_size.height == len(Content(app.screen.HINTS).wrap(hints.content_size.width))
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert widest() <= Sheet.room < app.screen.list.content_size.width


async def test_a_long_question_in_a_low_window_shows_its_answers(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=LEAST) as pilot:
        app.push_screen(Ask("Go?", "So it goes on. " * 80, "Go"))
        await pilot.pause()
        answers = app.screen.query_one(Rows)
        assert app.screen.region.contains_region(answers.region)


async def test_letters_of_two_cells_leave_the_strip_its_width(make_app: MakeApp) -> None:
    scenes = {"hall": {"text": "A hall.", "choices": [{"id": "on", "text": "Go on", "to": "hall"}]}}
    story = make_story(
        {"first": {"title": "灯台の夜と嵐", "minutes": 9, "part": "watch", "scenes": scenes}},
        parts=[{"id": "watch", "name": "見張り", "minutes": 9}],
    )
    assert story.file.parts == (Part("watch", "見張り", 9),)
    app = make_app(story=story, chapter="first")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        strip = play_screen(app).strip
        shown = strip.render()
        assert "灯台の夜と嵐" in shown.plain and "●" in shown.plain
        assert shown.cell_length <= strip.content_size.width


@pytest.mark.parametrize("page", ["question", "palette", "saves", "map"])
async def test_no_window_is_too_narrow(make_app: MakeApp, page: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        if page == "question":
            await play_screen(app).action_do("restart")
        elif page == "palette":
            app.action_command_palette()
        else:
            await play_screen(app).action_do(page)
        await pilot.pause()
        for columns in (1, 2, 4, 6, 8, 9, 80):
            await pilot.resize_terminal(columns, 24)
            await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.at_page
