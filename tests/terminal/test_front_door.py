"""From the title to every page it leads to, and the typed line's words in the app."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Static

from engine.keeping.saves import AUTO, SaveError
from engine.session import Session
from engine.terminal.app import ReaderApp
from engine.terminal.notice import Notice
from engine.terminal.play import PlayScreen
from engine.terminal.saves import SavesSheet
from engine.terminal.settings import SettingsSheet
from engine.terminal.sheet import Sheet, TextSheet
from engine.terminal.title import TitleScreen
from tests.terminal.conftest import MakeApp, notices, page_shown, play_screen, rest


async def test_the_title_says_what_there_is_to_say(make_app: MakeApp) -> None:
    app = make_app(keys={"undo": "down"})
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert notices(app) == ["settings.json, keys: down is for moving about, so undo keeps its own"]
        assert app.session.notices == []


@pytest.mark.parametrize("number", ["99", "0", "-1"])
async def test_a_chapter_that_is_not_there_is_said(make_app: MakeApp, number: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = play_screen(app)
        await screen.action_do("go", number)
        await pilot.pause()
        assert app.screen is screen
        assert notices(app) == [f"There is no chapter {number}; there are 1 to 2."]


@pytest.mark.parametrize(
    ("key", "page"),
    [("comma", SettingsSheet), ("f", SavesSheet), ("question_mark", TextSheet), ("a", TextSheet), ("n", PlayScreen)],
)
async def test_where_the_title_leads(make_app: MakeApp, key: str, page: type) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert isinstance(app.screen, TitleScreen)
        await pilot.press(key)
        await rest(pilot)
        assert isinstance(app.screen, page)
        if page is not PlayScreen:
            await pilot.press("escape")
            await rest(pilot)
            assert isinstance(app.screen, TitleScreen)
            assert not app.session.play.begun


@pytest.mark.parametrize("keys", ["fn", "gn", "af", "nn", ",q"])
async def test_two_keys_at_once_lead_where_the_first_leads(make_app: MakeApp, keys: str) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        for key in keys:
            app.post_message(events.Key({",": "comma"}.get(key, key), key))
        await rest(pilot)
        await rest(pilot)
        while not app.at_page:
            await pilot.press("escape")
        assert isinstance(app.screen, PlayScreen if keys[0] in "ng" else TitleScreen)
        assert len(app.screen_stack) <= 2


@pytest.mark.parametrize(("keys", "page"), [(("down", "enter"), Sheet), (("end", "up", "enter"), TextSheet)])
async def test_the_titles_caret(make_app: MakeApp, keys: tuple[str, ...], page: type) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press(*keys)
        await rest(pilot)
        await rest(pilot)
        assert isinstance(app.screen, page)


async def test_the_title_by_mouse(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert isinstance(app.screen, TitleScreen)
        rows = str(app.screen.page.render()).splitlines()
        y, row = next((y, row) for y, row in enumerate(rows) if "Settings" in row)
        await pilot.hover(offset=(row.index("Settings"), y))
        assert "❯ ,   Settings" in str(app.screen.page.render())
        await pilot.click(offset=(row.index("Settings"), y))
        await rest(pilot)
        assert isinstance(app.screen, SettingsSheet)


async def test_all_of_the_title_can_be_reached_in_the_smallest_window(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 14)) as pilot:
        await rest(pilot)
        assert isinstance(app.screen, TitleScreen)
        await pilot.press("end")
        await pilot.pause()
        assert "Quit" in drawn(app)
        await pilot.press("home")
        await pilot.pause()
        assert "Begin" in drawn(app)


def drawn(app: ReaderApp) -> str:
    """What stands in the window."""
    screen = page_shown(app, TitleScreen)
    y = round(screen.scroll_y)
    return "\n".join(str(screen.page.render()).splitlines()[y : y + screen.size.height])


async def test_the_title_offers_what_there_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("c", "o")
        await rest(pilot)
        assert isinstance(app.screen, TitleScreen), "there is nothing to continue, and no end was reached"
        await pilot.press("enter")
        await rest(pilot)
        await pilot.press("1", "2")
        await rest(pilot)
        log = app.session.play.log
        app.show_title()
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
        assert isinstance(app.screen, PlayScreen)
        assert app.session.play.log == log


async def test_chapters_from_the_title(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("g")
        await rest(pilot)
        await rest(pilot)
        assert isinstance(app.screen, Sheet)
        await pilot.press("down", "enter")
        await rest(pilot)
        await pilot.press("y")
        await rest(pilot)
        assert app.session.play.scene.chapter.id == "night"


async def test_a_save_from_the_title(make_app: MakeApp) -> None:
    first = make_app(chapter="dusk")
    async with first.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("1")
        await rest(pilot)
        first.session.save_as("letter")
        await pilot.press("2")
        await rest(pilot)
    first.session.close()
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        app._load("nothing")
        await rest(pilot)
        assert "No save called" in notices(app)[-1]
        app._load(None)
        assert isinstance(app.screen, TitleScreen)
        app._load("letter")
        await rest(pilot)
        assert app.session.play.scene.id == "dusk/letter"
    app.session.close()
    again = make_app()
    async with again.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        again._load(AUTO)
        await rest(pilot)
        assert again.session.play.scene.id == "dusk/letter"


async def test_what_cannot_be_resumed_begins_and_says_so(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
    app.session.close()

    def refuse(*_: object) -> None:
        raise SaveError("it cannot be read")

    monkeypatch.setattr(Session, "resume", refuse)
    other = make_app(resume=True)
    async with other.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert other.session.play.scene.id == "dusk/jetty"
        assert "It cannot be read." in notices(other)
        other.show_title()
        await rest(pilot)
        await pilot.press("g")
        await rest(pilot)
        await rest(pilot)
        assert other.session.play.begun


LINES = [
    ("save at the letter", "Kept as “at the letter”."),
    ("load nothing", "No save called 'nothing'"),
    (f"save {'x' * 60}", "1 to 40 printable characters"),
    ("set column 70", None),
    ("set column 7", "column"),
    ("set nothing 7", "Settings are theme"),
    ("transcript mine.md", "Written to "),
    ("transcript mine.md", "is there already"),
    ("transcript", "Written to "),
    ("transcript", "-2.md"),
    ("room", "opens at the end"),
    ("note a thought", "Noted on paragraph 1 of turn 1."),
    ("transcript", "-3.md"),
    ("note", None),
    ("history 0", None),
    ("fly away", None),
]


async def test_typed_words(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.terminal.doing import follow_line

    monkeypatch.chdir(tmp_path)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("1")
        await rest(pilot)
        log = [event for event in app.session.play.log if event.kind != "keep"]
        for line, said in LINES:
            await app.screen.query(Notice).remove()
            await follow_line(play_screen(app), line)
            await rest(pilot)
            if said is not None:
                assert any(said in one for one in notices(app)), (line, notices(app))
            for _ in range(3):
                if not isinstance(app.screen, PlayScreen) or app.focused is not play_screen(app).prose:
                    await pilot.press("escape")
                    await rest(pilot)
        assert [event for event in app.session.play.log if event.kind != "keep"] == log
        assert app.session.settings.column == 70
        assert "a thought" in app.session.play.kept.values()
        assert "a thought" in (tmp_path / "lighthouse-transcript-3.md").read_text(encoding="utf-8")
        for line in ("load at the letter", "back", "go night", "look", "help", "saves", "map", "chapters", "history"):
            await follow_line(play_screen(app), line)
            await rest(pilot)
            for _ in range(3):
                if not isinstance(app.screen, PlayScreen):
                    await pilot.press("escape")
                    await rest(pilot)
        assert app.screen is play_screen(app)


async def test_settings_from_their_page_and_back(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("comma")
        await rest(pilot)
        for _ in range(12):
            await pilot.press("right", "enter", "down")
        await rest(pilot)
        await pilot.press("escape")
        await rest(pilot)
        assert play_screen(app).prose.choices.options == app.session.moment.options
    app.session.close()
    assert make_app().session.settings == app.session.settings


async def test_a_name_that_cannot_be_had_can_be_mended(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f")
        await rest(pilot)
        await pilot.press("s", *"x" * 41, "enter")
        await rest(pilot)
        assert "choose another name" in str(app.screen.query_one("#save-trouble", Static).content)
        assert app.screen.query_one(Input).value == "x" * 41
        await pilot.press("end", "backspace", "enter")
        await rest(pilot)
        assert app.session.saves.exists("x" * 40)
        assert not app.screen.query_one(Input).has_focus


@pytest.mark.parametrize(
    ("start", "key", "column"),
    [
        (73, "right", 75),
        (57, "left", 56),
        (79, "right", 80),
        (79, "enter", 80),
        (80, "enter", 56),
        (80, "right", 56),
        (56, "left", 80),
    ],
)
async def test_the_column_goes_by_two_from_where_it_is_and_comes_round(
    make_app: MakeApp, start: int, key: str, column: int
) -> None:
    app = make_app(chapter="dusk", column=start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("comma")
        await rest(pilot)
        rows = page_shown(app, SettingsSheet).list
        rows.highlighted = [row.id for row in rows.options].index("column")
        await pilot.press(key)
        await rest(pilot)
        assert app.session.settings.column == column


async def test_a_press_on_what_has_gone_is_not_passed_on(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a notice that was clicked away and is drawn still: Textual would look for its container."""
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        passed: list[events.Event] = []
        monkeypatch.setattr(app.screen, "_forward_event", passed.append)
        press = events.MouseDown(None, 30, 10, 0, 0, 1, False, False, False, 30, 10)
        await app.on_event(press)
        assert passed == [press]
        monkeypatch.setattr(app, "get_widget_at", lambda x, y: (Static("gone"), None))
        await app.on_event(events.MouseDown(None, 30, 10, 0, 0, 1, False, False, False, 30, 10))
        assert passed == [press]


async def test_the_saves_page_names_the_slot_that_is_played(make_app: MakeApp) -> None:
    app = make_app()
    app.session.slot = "ours"
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await rest(pilot)
        await pilot.press("f")
        await rest(pilot)
        assert "in ours." in str(app.screen.query_one("#sheet-about", Static).render())
