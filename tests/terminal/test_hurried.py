"""Keys that come faster than the page: each does what it was pressed for."""

import asyncio
import random
import shutil
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from engine.keeping.journal import OpenSave
from engine.terminal import in_turn
from engine.terminal.app import ReaderApp
from engine.terminal.ask import Ask
from engine.terminal.in_turn import CaughtUp, InTurn
from engine.terminal.notice import Notice
from engine.terminal.palette import Everything
from engine.terminal.saves import SavesSheet

from .conftest import MakeApp, play_screen

_NAMES = {
    "\n": "enter",
    "\x1b": "escape",
    "\t": "tab",
    "\x10": "ctrl+p",
    ":": "colon",
    "/": "slash",
    ",": "comma",
    "?": "question_mark",
    " ": "space",
}
HURRIED = [*"1212rjkucdDnNhmgsf,?:/leo ", "\x1b", "\x1b", "\n", "\n", "\t", ":go 2\n", "/the\n", ":undo\n"]


async def at_once(app: ReaderApp, pilot: Pilot[None], keys: str) -> None:
    """Press all keys before the app has dealt with the first."""
    for letter in keys:
        name = _NAMES.get(letter, letter)
        app.post_message(events.Key(name, None if letter in "\n\x1b\t\x10" else letter))
    for _ in range(4 * len(keys)):
        await pilot.pause()


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize("pane", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_line_typed_at_once_is_a_line(
    make_app: MakeApp, size: tuple[int, int], pane: bool, opened: bool
) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=size) as pilot:
        if opened:
            await pilot.press("colon", "escape")
        if pane:
            await pilot.press("l")
            await pilot.pause()
            play_screen(app).focus_pane("log")
            await pilot.pause()
        await at_once(app, pilot, ":go 2\n")
        assert isinstance(app.screen, Ask)
        await pilot.press("y")
        await pilot.pause()
        assert app.session.play.scene.id == "night/lamp"


@pytest.mark.parametrize("seed", range(24))
async def test_keys_pressed_at_once_do_what_they_do_one_by_one(make_app: MakeApp, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    keys = "".join(chance.choice(HURRIED) for _ in range(12))
    found = []
    for stretches in ([keys], [*keys]):
        app = make_app(chapter="dusk")
        async with app.run_test(size=(100, 30)) as pilot:
            for stretch in stretches:
                await at_once(app, pilot, stretch)
            # what was opened in a pane is noted when it has been drawn, which other keys need not wait for
            log = [one for one in app.session.play.log if not one.where.startswith("opened:")]
            pages = [type(page) for page in app.screen_stack]
            fields = [one.value for page in app.screen_stack for one in page.query(Input)]
            found.append((log, pages, fields, type(app.focused)))
        shutil.rmtree(tmp_path)
    assert found[0] == found[1], repr(keys)


async def test_an_answer_that_follows_what_is_asked_for_is_its_answer(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, ":go 2\ny")
        assert app.session.play.scene.id == "night/lamp"


async def test_a_search_is_asked_for_walked_and_left_at_once(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, "12/the\nn")
        finder = play_screen(app).finder
        assert finder is not None
        assert f"{finder.count - 1} of {finder.count}" in str(finder)
        await at_once(app, pilot, "\x1bnso\n")
        assert list(app.session.play.kept.values()) == ["so"]


async def test_the_palette_takes_what_was_typed_and_nothing_for_words_that_find_nothing(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, "12\x10undo\n")
        assert app.session.play.length == 2
        await at_once(app, pilot, "\x10unddo\n")
        assert app.session.play.length == 2 and isinstance(app.screen, Everything)
        await at_once(app, pilot, "\x1b\x10leavv\n")
        assert app.is_running and isinstance(app.screen, Everything)
        await at_once(app, pilot, "\x1b\x10save\n")
        assert isinstance(app.screen, SavesSheet)
        await at_once(app, pilot, "\x1b\x10new\n")
        assert isinstance(app.screen, Ask)
        await at_once(app, pilot, "n\x10jump to chapter 2\n")
        assert isinstance(app.screen, Ask)
        await at_once(app, pilot, "y")
        assert app.session.play.scene.id == "night/lamp"


async def test_a_key_behind_a_page_that_goes_has_its_turn(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_turn, "_PATIENCE", 1000.0)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        app.post_message(events.Key("a", "a"))
        await asyncio.sleep(0)
        app.pop_screen()
        await at_once(app, pilot, ":u")
        assert isinstance(app.focused, Input) and app.focused.value == "u"


async def test_what_is_still_on_its_way_when_the_pages_of_an_app_that_ends_are_gone_harms_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(chapter="dusk")
    reached = []
    caught_up, on_event = InTurn.on_caught_up, InTurn.on_event

    async def on_caught_up_late(self: InTurn, message: CaughtUp) -> None:
        """What goes behind a key waits until the pages are gone, as it may by chance; then keys and clicks come."""
        for _ in range(1000):
            if not self.screen_stack:
                break
            await asyncio.sleep(0.01)
        await caught_up(self, message)
        for event in (events.Key("a", "a"), events.MouseMove(None, 1, 1, 0, 0, 0, False, False, False, 1, 1)):
            await on_event(self, event)
        reached.append(message)

    monkeypatch.setattr(InTurn, "on_caught_up", on_caught_up_late)
    async with app.run_test(size=(100, 30)):
        app.post_message(events.Key("1", "1"))
        app.post_message(events.Key("1", "1"))
        await asyncio.sleep(0.1)
    assert len(reached) == 1


async def test_enter_from_before_the_app_had_the_terminal_is_enter(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", "h", "i", "ctrl+j")
        await pilot.pause()
        assert list(app.session.play.kept.values()) == ["hi"]


async def test_clicks_and_keys_keep_their_order(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        at = play_screen(app).prose.choices.region
        app.post_message(events.Key("question_mark", "?"))
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, at.x + 6, at.y, 0, 0, 1, False, False, False, at.x + 6, at.y))
        for _ in range(8):
            await pilot.pause()
        assert app.session.play.length == 1


async def test_what_follows_the_first_key_on_the_title_is_for_the_story(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, "n1")
        assert app.session.play.length == 2


@pytest.mark.parametrize("key", ["n", "/", ":"])
async def test_a_letter_with_a_key_of_its_own_is_a_letter_in_a_line(make_app: MakeApp, key: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, f"{key}gru 1q")
        bar = play_screen(app).bar
        assert bar is not None and bar.query_one(Input).value == "gru 1q"
        assert app.session.play.length == 1


async def test_a_saves_name_typed_at_once_is_a_name(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "f")
        await pilot.pause()
        await at_once(app, pilot, "sdixr\n")
        assert {slot.name for slot in app.session.slots()} == {"autosave", "dixr"}


async def test_choices_pressed_at_once_are_taken(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, "12")
        assert app.session.play.length == 3


async def test_a_note_is_gone_on_with(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 40)) as pilot:
        await at_once(app, pilot, "nfirst\n")
        await at_once(app, pilot, "n more\n")
        assert list(app.session.play.kept.values()) == ["first more"]


@pytest.mark.parametrize("opened", [False, True])
async def test_enter_in_the_line_acts_once_for_what_was_typed(make_app: MakeApp, opened: bool) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        if opened:
            await pilot.press("colon", "escape")
        await at_once(app, pilot, ":1\n\n\n")
        assert app.session.play.length == 2
        await at_once(app, pilot, "2\n\n")
        assert app.session.play.length == 3
        await at_once(app, pilot, "undo\n\n")
        assert app.session.play.length == 2


@pytest.mark.parametrize("opened", [False, True])
async def test_what_follows_a_note_is_for_the_story(make_app: MakeApp, opened: bool) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 40)) as pilot:
        if opened:
            await pilot.press("n")
            await pilot.pause()
        await at_once(app, pilot, "hi\n1" if opened else "nhi\n1")
        assert list(app.session.play.kept.values()) == ["hi"]
        assert app.session.play.length == 2


async def test_what_follows_a_search_walks_its_hits(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1", "2")
        await pilot.press("slash")
        await pilot.pause()
        await at_once(app, pilot, "the\nn")
        finder = play_screen(app).finder
        assert finder is not None and finder.needle == "the"
        assert f"{finder.count - 1} of {finder.count}" in str(finder)


async def test_what_follows_a_line_that_was_left_is_for_the_story(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await at_once(app, pilot, ":")
        for key, letter in (("a", "a"), ("escape", None), ("1", "1")):
            app.post_message(events.Key(key, letter))
        for _ in range(4):
            await pilot.pause()
        assert app.session.play.length == 2


@pytest.mark.parametrize("opened", [False, True])
async def test_letters_do_not_overtake_what_mends_them(make_app: MakeApp, opened: bool) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        if opened:
            await pilot.press("n")
            await pilot.pause()
        else:
            app.post_message(events.Key("n", "n"))
        for letter in "abx<cdy<e":
            app.post_message(events.Key("backspace", None) if letter == "<" else events.Key(letter, letter))
        for _ in range(4):
            await pilot.pause()
        bar = play_screen(app).bar
        assert bar is not None and bar.query_one(Input).value == "abcde"


async def test_all_lines_of_what_is_pasted_are_one(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("n")
        app.post_message(events.Paste("first line\r\n\n  second line\n"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert list(app.session.play.kept.values()) == ["first line second line"]


@pytest.mark.parametrize(("pasted", "value"), [(" cd", "ab cd"), ("word ", "abword "), ("\n", "ab"), ("x\n", "abx")])
async def test_a_paste_keeps_its_blanks(make_app: MakeApp, pasted: str, value: str) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon", "a", "b")
        app.post_message(events.Paste(pasted))
        await pilot.pause()
        bar = play_screen(app).bar
        assert bar is not None and bar.query_one(Input).value == value


async def test_ctrl_c_in_a_line_says_how_to_leave(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("colon", "a", "b", "ctrl+c")
        await pilot.pause()
        assert app.screen.query(Notice)


async def test_a_name_that_is_left_at_once_leaves_the_page_of_saves(make_app: MakeApp) -> None:
    app = make_app(chapter="dusk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await pilot.pause()
        for key, letter in (("s", "s"), ("a", "a"), ("escape", None)):
            app.post_message(events.Key(key, letter))
        for _ in range(4):
            await pilot.pause()
        assert isinstance(app.screen, SavesSheet)


async def test_the_slot_that_the_disk_has_not_taken_is_gone_on_with_from_the_saves(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(save: OpenSave) -> None:
        raise OSError(28, "No space left on device")

    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1")
        monkeypatch.setattr(OpenSave, "_write", full)
        await pilot.press("2")
        app.show_title()
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert play_screen(app).session.play.length == 3
