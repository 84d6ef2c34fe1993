from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Input, Static

from engine.commands import COMMANDS, commands_for
from engine.terminal.finding import Finder
from engine.terminal.keys import commands_with
from engine.terminal.lists import HistorySheet, MapSheet
from engine.terminal.notice import Notice
from engine.terminal.palette import EverythingProvider
from engine.terminal.saves import SavesSheet
from engine.terminal.text import marked

from .conftest import MakeApp, page_shown, play_screen, there
from .stories import long_story


async def test_search_marks_and_walks_hits(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        await pilot.press("1", "2", "slash", *"letter", "enter")
        assert screen.finder is not None
        count = screen.finder.count
        assert count == 2
        assert "2 of 2" in str(screen.finder)
        first = screen.prose.top_block
        await pilot.press("n")
        assert screen.prose.top_block != first
        await pilot.press("N")
        assert screen.prose.top_block == first
        await pilot.press("escape")
        assert screen.finder is None
        assert not there(screen.bar).is_open
        await pilot.press("1")
        assert app.session.play.length == 4


async def test_search_reaches_turns_that_are_not_live(make_app: MakeApp) -> None:
    app = make_app(story=long_story(scenes=40), chapter="one")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        for _ in range(30):
            await screen.take(0)
        await pilot.press("slash", *"scene 3, paragraph 2", "enter")
        assert (there(screen.prose.top_block).turn, there(screen.prose.top_block).place) == (3, 2)


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Look at the Ring, the ring", "ring", ["Ring", "ring"]),
        ("Straße: the ring", "ring", ["ring"]),
        ("İstanbul, the ring", "the ring", ["the ring"]),
        ("a long\nroad", "Long road", ["long\nroad"]),
        ("a (b) c", "(b", ["(b"]),
        ("words", " ", []),
    ],
)
def test_what_search_finds_is_marked(text: str, needle: str, found: list[str]) -> None:
    shown = marked(Content(text), needle)
    assert [text[span.start : span.end] for span in shown.spans] == found


def test_a_search_that_finds_nothing_says_so(make_app: MakeApp) -> None:
    session = make_app().session
    session.start()
    assert str(Finder(session.play, "xyzzy")) == "“xyzzy” does not stand in what you have read."


async def test_the_typed_line(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = play_screen(app)
        await pilot.press("colon", *"look at the letter", "enter")
        assert app.session.play.turn(-1).kind == "look"
        assert there(screen.bar).is_open
        await pilot.press(*"frobnicate", "enter")
        assert "I do not follow" in str(there(screen.bar).query_one("#bar-answer", Static).content)
        await pilot.press(*"carry", "tab", "enter")
        assert app.session.play.turn(-1).item == "carry"
        await pilot.press("escape")
        assert screen.prose.has_focus


async def test_history_goes_back_to_a_turn_after_a_question(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "2", "h")
        assert isinstance(app.screen, HistorySheet)
        await pilot.press("up", "enter", "y")
        assert app.session.play.length == 2
        await pilot.press("U")
        assert app.session.play.length == 3


async def test_the_map_goes_back_to_a_scene(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "2", "m")
        assert isinstance(app.screen, MapSheet)
        told = "\n".join(str(option.prompt) for option in app.screen.list.options)
        assert "Break the seal" in told
        assert "1 road not taken" in told
        assert "Burn it" not in told
        await pilot.press("up", "enter", "y")
        assert app.session.play.scene.id == "dusk/letter"


async def test_saves_are_kept_renamed_deleted_and_loaded(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "f", "s", *"first", "enter")
        assert "first" in {slot.name for slot in app.session.slots()}
        await pilot.press("escape", "2", "f", "down", "enter", "y")
        assert app.session.play.scene.id == "dusk/letter"
        await pilot.press("f", "end", "up")
        screen = page_shown(app, SavesSheet)
        screen.list.highlighted = [option.id for option in screen.list.options].index("first")
        await pilot.press("r", *["backspace"] * 5, *"other", "enter")
        assert "other" in {slot.name for slot in app.session.slots()}
        assert screen.row_id() == "other"
        await pilot.press("d", "y")
        assert "other" not in {slot.name for slot in app.session.slots()}


async def test_a_save_that_cannot_be_read_is_listed_with_the_reason(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("1")
        (app.session.saves.folder / "holiday.save").write_bytes(b"\xff\xd8\xff JFIF \x1b[31m")
        await pilot.press("f")
        await pilot.pause()
        listed = page_shown(app, SavesSheet).list.options
        rows = [str(option.prompt) for option in listed]
        assert "cannot be read" in rows[-1] and rows[-1].startswith("holiday")


async def test_a_save_goes_out_to_a_file_and_comes_in_again(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "f", "x")
        app.screen.query_one(Input).value = str(tmp_path / "mine.save")
        await pilot.press("enter", "i")
        assert (tmp_path / "mine.save").is_file()
        app.screen.query_one(Input).value = str(tmp_path / "mine.save")
        await pilot.press("enter")
        assert len(app.session.slots()) == 2


async def test_settings_are_seen_at_once_and_kept(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "story-dusk"
        await pilot.press("comma", "right")
        assert app.theme == "reader-light"
        await pilot.press("down", "right", "right", "escape")
        assert app.session.settings.column == 70
        prose = play_screen(app).prose
        await pilot.pause()
        assert prose.live_blocks[-1].region.width == 74
    again = make_app()
    assert (again.session.settings.theme, again.session.settings.column) == ("light", 70)
    assert again.theme == "reader-light"


async def test_the_theme_follows_the_chapter(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "2")
        await pilot.pause(0.2)
        assert app.theme == "story-night"
        await pilot.press("u")
        await pilot.pause(0.2)
        assert app.theme == "story-dusk"


async def test_an_own_note_is_kept_where_it_was_written(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "n", *"knees")
        assert str(play_screen(app).keys.render()).startswith("enter keep it   esc leave it")
        await pilot.press("enter")
        assert app.session.play.kept == {"note:1:dusk/stairs:1": "knees"}
        assert play_screen(app).prose.has_focus
        await pilot.press("n")
        assert str(play_screen(app).keys.render()).startswith("enter keep it, empty to take back   esc leave it")
        await pilot.press("ctrl+u", "enter")
        assert app.session.play.kept == {}


async def test_the_transcript_is_written(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "t")
        assert "Carry the cans" in (tmp_path / "lighthouse-transcript.md").read_text(encoding="utf-8")


async def test_keys_of_the_readers_own(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", keys={"undo": "b", "history": "z", "map": "f"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "b")
        assert app.session.play.length == 1
        told = [str(notice.content) for notice in app.screen.query(Notice)]
        assert told == ["settings.json, keys: f belongs to saves, so map keeps its own"]
        await pilot.press("z")
        assert isinstance(app.screen, HistorySheet)


@pytest.mark.parametrize(
    ("own", "kept", "troubles"),
    [
        ({"undo": "h", "history": "f"}, {}, ["f belongs to saves, so history", "h belongs to history, so undo"]),
        ({"undo": "h", "history": "u"}, {"undo": "h", "history": "u"}, []),
        ({"undo": "b", "map": "b"}, {"undo": "b"}, ["b belongs to undo, so map"]),
        (
            {"undo": "N", "map": "down"},
            {},
            ["down is for moving about, so map", "shift+n is for moving about, so undo"],
        ),
        ({"undo": ""}, {"undo": ""}, []),
        ({"undo": "/", "map": "shift+m"}, {"map": "M"}, ["/ belongs to search, so undo"]),
        ({"undo": "banana", "map": "b,Enter"}, {}, ["'banana' is no key, so undo", "'Enter' is no key, so map"]),
        ({"undo": "\x1b]0;X"}, {}, [r"'\x1b]0;X' is no key, so undo"]),
        ({"undo": "return", "map": "<any>"}, {}, ["'return' is no key, so undo", "'<any>' is no key, so map"]),
        ({"undo": "a+b", "map": "digit_one"}, {}, ["'a+b' is no key, so undo", "'digit_one' is no key, so map"]),
        ({"undo": "é,-,+,f5,minus"}, {"undo": "é,-,+,f5,minus"}, []),
        ({"undo": "alt+x,ctrl+shift+left,ctrl+full_stop"}, {"undo": "alt+x,ctrl+shift+left,ctrl+full_stop"}, []),
    ],
)
def test_which_keys_can_be_had(own: dict[str, str], kept: dict[str, str], troubles: list[str]) -> None:
    usual = {one.id: one.keys for one in commands_for(())}
    commands, said = commands_with(own, ())
    assert {one.id: one.keys for one in commands} == {**usual, **kept}
    assert said == [f"settings.json, keys: {trouble} keeps its own" for trouble in troubles]


async def test_no_command_needs_a_key(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", welcomed=False, keys={one.id: "" for one in COMMANDS})
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        under = str(play_screen(app).prose.after.content)
        assert ":back takes it back. :help shows every other key." in under
        assert "undo" not in str(play_screen(app).keys.render())
        await pilot.press("2", "u")
        assert app.session.play.length == 2
        assert "Take the last turn back" in [entry.help for entry in EverythingProvider(app.screen)._entries()]


async def test_the_footer_tells_the_readers_own_keys_while_hits_are_walked(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", keys={"note": "b"})
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1", "2", "slash", *"letter", "enter")
        assert str(play_screen(app).keys.render()).startswith("b an older place   N a newer one")
        first = play_screen(app).prose.top_block
        await pilot.press("b")
        assert play_screen(app).prose.top_block != first


@pytest.mark.parametrize(("key", "purpose"), [("n", "note"), ("slash", "search"), ("colon", "line")])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_line_that_is_opened_from_a_pane_has_the_keys(
    make_app: MakeApp, key: str, purpose: str, size: tuple[int, int]
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=size) as pilot:
        await pilot.press("l")
        await pilot.pause()
        play_screen(app).focus_pane("log")
        await pilot.pause()
        await pilot.press(key, *"2 of")
        await pilot.pause()
        bar = there(play_screen(app).bar)
        assert (bar.has_keys, bar.purpose, bar.query_one(Input).value) == (True, purpose, "2 of")
        assert app.session.play.length == 1
        play_screen(app).set_focus(play_screen(app).prose)
        await pilot.press("escape")
        assert not bar.is_open


async def test_a_line_on_a_page_that_has_gone_has_no_keys(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon")
        bar = there(play_screen(app).bar)
        assert bar.has_keys
        await bar.remove()
        assert bar.is_open and not bar.has_keys


async def test_a_note_is_on_what_it_was_begun_on(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("n", *"first")
        await play_screen(app).act(lambda: app.session.choose(app.session.moment.options[1].id))
        await pilot.press("enter")
        await pilot.pause()
        assert [key.split(":")[1] for key in app.session.play.kept if key.startswith("note:")] == ["0"]


@pytest.mark.parametrize("key", [".", "-", "\\"])
async def test_any_character_can_be_a_key_of_ones_own(make_app: MakeApp, key: str) -> None:
    app = make_app(chapter="dusk", keys={"undo": key})
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2")
        assert f"{key} undo" in str(play_screen(app).keys.render())
        await pilot.press(key)
        assert app.session.play.length == 1


async def test_markup_in_keys_of_ones_own_is_only_text(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk", keys={"undo": "[", "earlier": "f2"})
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.2)
        await pilot.press(*"undo")
        await pilot.pause(0.3)
        assert app.is_running
        await pilot.press("escape")


async def test_what_needs_more_words_is_found_where_it_is_done_by_hand(make_app: MakeApp) -> None:
    wanted = {
        "Leave": ("quit", "exit"),
        "Saves": ("save", "load", "rename", "delete", "export", "import"),
        "The inquiry": ("weigh", "hold", "answer", "own"),
        "Settings": ("theme", "column", "spacing", "motion", "spoilers", "commentary"),
        "Look": ("look",),
    }
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        provider = EverythingProvider(play_screen(app))
        for name, lines in wanted.items():
            for line in lines:
                best = max(provider.found(line).values(), key=lambda one: one[0], default=None)
                assert best is not None and best[1].name == name, line


async def test_everything_is_found_by_name(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"undo")
        await pilot.pause(0.3)
        await pilot.press("escape", "escape")
        helps = {entry.name: entry.help for entry in EverythingProvider(play_screen(app))._entries()}
        assert helps["Undo"] == "Take the last turn back (u)"
        names = list(helps)
        assert {"Undo", "Map", "The keeper's log", "Chapter 1: Dusk", "Chapter 2", "Leave"} <= set(names)
        assert "Chapter 2: Night" not in names
