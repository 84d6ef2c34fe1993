"""The page of saves: its field, what is refused there, and files that give no save."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from engine.keeping.saves import SaveError, Saves
from engine.session import Session
from engine.terminal.app import ReaderApp
from engine.terminal.ask import Ask
from engine.terminal.notice import Notice
from engine.terminal.saves import SavesSheet
from tests.terminal.conftest import MakeApp, notices, page_shown, rest

SMALL = [(60, 14), (60, 20), (80, 24)]


async def with_a_save(app: ReaderApp, pilot: Pilot[None], name: str = "sb") -> SavesSheet:
    """The page of saves, a save of that name marked."""
    await pilot.press("1")
    app.session.save_as(name)
    await pilot.press("f")
    await rest(pilot)
    page = page_shown(app, SavesSheet)
    page.list.highlighted = [row.id for row in page.list.options].index(name)
    return page


def field(page: SavesSheet) -> Input:
    return page.query_one(Input)


def told(page: SavesSheet, what: str) -> str:
    """What stands in a line of the page; empty where it is not shown."""
    line = page.query_one(f"#{what}", Static)
    return str(line.content) if line.display and line.region.height else ""


@pytest.mark.parametrize("size", SMALL)
async def test_after_a_name_that_is_refused_letters_go_into_the_field(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=size) as pilot:
        page = await with_a_save(app, pilot)
        await pilot.press("s", *"autosave", "enter")
        await rest(pilot)
        assert field(page).has_focus and field(page).value == "autosave"
        await pilot.press(*"bady")
        await rest(pilot)
        assert app.screen is page and field(page).value == "bady"
        assert app.session.saves.exists("sb")


async def test_a_save_that_could_not_be_replaced_leaves_its_name_to_be_mended(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(session: Session, name: str) -> None:
        raise SaveError("it is being played in another window; choose another name")

    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        page = await with_a_save(app, pilot)
        monkeypatch.setattr(Session, "save_as", refuse)
        await pilot.press("s", *"sb", "enter", "y")
        await rest(pilot)
        assert field(page).has_focus and field(page).value == "sb"
        assert told(page, "save-trouble") == "It is being played in another window; choose another name."
        await pilot.press("enter", "n", *"sc")
        await rest(pilot)
        assert field(page).value == "sc", "a save that is not to be replaced leaves the choice of another name"


async def test_enter_twice_on_a_name_asks_once(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        page = await with_a_save(app, pilot)
        await pilot.press("s", *"sb")
        for _ in range(2):
            page.post_message(Input.Submitted(field(page), "sb"))
        await rest(pilot)
        assert sum(isinstance(screen, Ask) for screen in app.screen_stack) == 1


@pytest.mark.parametrize("size", SMALL)
async def test_the_newest_refusal_stands_under_the_field_and_covers_nothing(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)  # for short names: a long one may well need more rows than the window has
    (tmp_path / "there.save").write_text("mine")
    app = make_app(chapter="dusk")
    async with app.run_test(size=size) as pilot:
        page = await with_a_save(app, pilot)
        for file, why in (("there.save", "File exists"), ("no/a.save", "No such file")):
            await pilot.press("x")
            field(page).value = file
            await pilot.press("enter")
            await rest(pilot)
            assert why in told(page, "save-trouble") and file in told(page, "save-trouble")
            assert field(page).has_focus and field(page).region.bottom <= size[1]
            assert not app.screen.query(Notice)
        assert page.query_one("#sheet-hints", Static).region.bottom <= max(size[1], 15)
        await pilot.press("escape", "s")
        await rest(pilot)
        assert told(page, "save-trouble") == ""


async def test_a_notice_does_not_stand_over_the_field(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        page = await with_a_save(app, pilot)
        page.list.highlighted = [row.id for row in page.list.options].index("autosave")
        await pilot.press("r")
        await pilot.press("d")
        await rest(pilot)
        assert notices(app) == ["That is the playthrough that you are in."]
        await pilot.press("s")
        await rest(pilot)
        assert notices(app) == []


@pytest.mark.parametrize(
    ("key", "label"),
    [("s", "A name for it"), ("r", "Another name for “sb”"), ("x", "A file for “sb”"), ("i", "The file to take in")],
)
async def test_the_field_says_what_it_is_for_and_which_keys_there_are(
    make_app: MakeApp, key: str, label: str
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(60, 20)) as pilot:
        page = await with_a_save(app, pilot)
        await pilot.press(key)
        await rest(pilot)
        assert told(page, "save-for") == label
        assert told(page, "sheet-hints") == "enter keep   esc leave it"
        await pilot.press("escape")
        await rest(pilot)
        assert told(page, "save-for") == ""
        assert told(page, "sheet-hints") == page.HINTS


async def test_a_field_that_loses_the_keys_closes(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        page = await with_a_save(app, pilot)
        await pilot.press("s", *"ab", "tab")
        await rest(pilot)
        assert told(page, "save-for") == "" and told(page, "sheet-hints") == page.HINTS
        assert page.list.has_focus


@pytest.mark.parametrize("size", SMALL)
async def test_a_save_that_cannot_be_read_says_whole_why_and_can_be_deleted(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=size) as pilot:
        await pilot.press("1")
        bad = app.session.saves.folder / "holiday.save"
        bad.write_bytes(b"\xff\xd8\xff JFIF \x1b[31m")
        await pilot.press("f")
        await rest(pilot)
        page = page_shown(app, SavesSheet)
        await pilot.press("end")
        row = str(page.list.options[-1].prompt).splitlines()
        assert row[0] == "holiday" and all(len(line) <= page.room for line in row)
        assert str(bad).replace(" ", "") in "".join(row).replace(" ", "")
        for key in ("enter", "r", "x"):
            await app.screen.query(Notice).remove()
            await pilot.press(key)
            await rest(pilot)
            assert app.screen is page and not field(page).has_focus
            assert notices(app) == ["That save cannot be read; d deletes it."]
        await pilot.press("d", "n")
        assert bad.exists()
        await pilot.press("d", "y")
        await rest(pilot)
        assert not bad.exists()
        assert [row.id for row in page.list.options] == ["autosave"]


async def test_a_file_that_no_save_is_called_after_is_not_mistaken_for_one(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        app.session.save_as("dear, old")
        files: Saves = app.session.saves
        (files.folder / "dear, old.save").write_bytes(b"no save")
        (files.folder / "folder.save").mkdir()
        await pilot.press("f")
        await rest(pilot)
        page = page_shown(app, SavesSheet)
        for back in (1, 2):
            page.list.highlighted = page.list.option_count - back
            await pilot.press("d")
            await rest(pilot)
            assert app.screen is page
            assert notices(app) == ["That file can only be moved away by hand."]
        assert files.exists("dear, old")
