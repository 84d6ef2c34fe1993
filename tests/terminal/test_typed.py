"""What is typed into the app's line does what it does in the line-mode player."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from engine.terminal.app import ReaderApp
from engine.terminal.ask import Ask
from tests.building import notes_in_the_second_chapter

from .conftest import MakeApp, notices, play_screen, there

WAY = ("2", "1", "1")
"""To a scene of the lighthouse's story in which all panes are open."""


async def type_line(app: ReaderApp, pilot: Pilot[None], words: str) -> str:
    """Type a line, and read the answer over it."""
    screen = play_screen(app)
    if screen.bar is None or not screen.bar.is_open:
        await pilot.press("colon")
    assert screen.bar is not None
    screen.bar.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.pause()
    return str(screen.bar.query_one("#bar-answer", Static).content)


async def test_evidence_is_weighed_and_a_reading_held(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAY)
        screen = play_screen(app)
        assert await type_line(app, pilot, "weigh lamp-burned yes") == "lamp-burned: convincing."
        assert await type_line(app, pilot, "hold duty") == "You hold: Duty."
        assert app.session.play.kept == {"weigh:lamp-burned": "convincing", "hold:inquiry": "duty"}
        assert screen.prose.display
        assert "Which? Type hold" in await type_line(app, pilot, "hold the moon")
        assert await type_line(app, pilot, "weigh lamp-burned off") == "lamp-burned: not weighed."
        assert "weigh:lamp-burned" not in app.session.play.kept


async def test_questions_are_answered_in_the_readers_own_words(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAY)
        assert "You: The letter" in await type_line(app, pilot, "answer 1 2")
        assert await type_line(app, pilot, "own it was the oil") == "Your own reading: it was the oil"
        assert app.session.play.kept == {"answer:why-low": "The letter", "own:inquiry": "it was the oil"}
        assert "You: no answer." in await type_line(app, pilot, "answer 1 off")
        assert await type_line(app, pilot, "own off") == "You have no reading of your own."
        assert app.session.play.kept == {}


async def test_an_opinion_shows_in_a_pane_that_is_open(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", panes=("inquiry",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY)
        await type_line(app, pilot, "hold duty")
        assert "You hold: Duty." in play_screen(app).panes["inquiry"].plain


async def test_without_words_the_pane_comes_where_it_is_done_by_hand(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*WAY, "colon", *"weigh", "enter")
        await pilot.pause()
        assert play_screen(app).panes["inquiry"].display


async def test_a_note_to_a_paragraph_of_its_number(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        assert await type_line(app, pilot, "note 1: is that so?") == "Noted on paragraph 1 of turn 0."
        assert app.session.play.kept == {"note:0:dusk/jetty:0": "is that so?"}
        assert "numbered 1 to" in await type_line(app, pilot, "note 99: no")


async def test_a_note_is_kept_while_a_search_is_under_way(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"supply", "enter")
        assert play_screen(app).finder is not None
        await pilot.press("colon", *"note hello", "enter")
        await pilot.pause()
        assert list(app.session.play.kept.values()) == ["hello"]


async def test_a_pane_opens_at_what_was_asked_for(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press(*WAY)
        screen = play_screen(app)
        await type_line(app, pilot, "inquiry 1")
        await pilot.pause()
        assert screen.panes["inquiry"].view.cursor == "card:duty"
        await type_line(app, pilot, "log 1")
        await pilot.pause()
        assert screen.panes["log"].view.cursor.startswith("note:")
        await type_line(app, pilot, "papers keepers")
        await pilot.pause()
        assert screen.panes["papers"].view.cursor == "page:keepers"
        assert await type_line(app, pilot, "papers whales") == "Nothing here is called “whales”."
        assert screen.panes["papers"].display


async def test_what_is_not_open_yet_is_said_to_open(make_app: MakeApp) -> None:
    app = make_app(story=notes_in_the_second_chapter().story, chapter="a")
    async with app.run_test(size=(140, 40)) as pilot:
        assert await type_line(app, pilot, "margins 2") == "Chapter 2 opens in chapter 2."
        assert await type_line(app, pilot, "margins 3") == "Nothing here is called “3”."
    app = make_app(chapter="dusk")
    async with app.run_test(size=(140, 40)) as pilot:
        assert await type_line(app, pilot, "inquiry 1") == "The inquiry opens in chapter 2."


async def test_saves_by_typed_words(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        assert await type_line(app, pilot, "save one") == "Kept as “one”."
        assert await type_line(app, pilot, "rename one, two") == "“one” is called “two” now."
        assert await type_line(app, pilot, "delete one") == "There is no save called “one”."
        assert "Written to" in await type_line(app, pilot, f"saves export two, {tmp_path / 'out.save'}")
        assert (tmp_path / "out.save").is_file()
        assert "Taken in as" in await type_line(app, pilot, f"saves import {tmp_path / 'out.save'}")
        await pilot.press(*"save two", "enter")
        assert isinstance(app.screen, Ask)
        await pilot.press("y")
        await pilot.pause()
        await pilot.press(*"delete two", "enter", "y")
        await pilot.pause()
        assert not app.session.saves.exists("two")


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("rename one, two", "No save called"),
        ("rename a b c", "Type rename, a name, a comma and another name."),
        ("saves export a b c", "Type saves export, a name, a comma and a file."),
        ("saves export one, two", "No save called"),
        ("saves import nothing.save", "nothing.save: cannot be read"),
        ("transcript there.md", "there.md is there already"),
        ("history 999", "Turns are numbered 0 to 1; history and a number goes back to one."),
        ("history -1", "Turns are numbered 0 to 1; history and a number goes back to one."),
        ("set column 200", "column can be 56 to 80."),
        ("set motion perhaps", "motion can be on, off."),
    ],
)
async def test_what_cannot_be_done_is_a_sentence(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, begins: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.md").touch()
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        answer = await type_line(app, pilot, typed)
        assert answer.startswith(begins)
        assert answer.endswith(".")
        assert app.screen is play_screen(app)


async def test_where_a_transcript_is_said_in_a_sentence(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        assert await type_line(app, pilot, "transcript mine.md") == f"Written to {tmp_path / 'mine.md'}."


async def test_what_is_said_is_only_text(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        play_screen(app).answer("in a\x1b[31mfolder\x07\nand on")
        await pilot.pause()
        assert notices(app) == ["in a[31mfolder", "and on"]
        await pilot.press("colon")
        play_screen(app).answer("in a\x1b[31mfolder\x07\nand on")
        assert str(there(play_screen(app).bar).query_one("#bar-answer", Static).content) == "in a[31mfolder\nand on"


async def test_a_setting_by_typed_words(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        assert await type_line(app, pilot, "set column 60") == "column: 60."
        assert app.session.settings.column == 60
        assert "column" in await type_line(app, pilot, "set column 9000")
        assert app.session.settings.column == 60


async def test_the_line_has_the_keys_as_soon_as_it_is_open(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)):
        screen = play_screen(app)
        await screen.action_do("line")
        assert screen.bar is not None
        assert screen.bar.has_keys
