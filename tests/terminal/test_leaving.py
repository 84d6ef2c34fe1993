"""Leaving the app: in plain words, never without what was played, and in one line where it could not be."""

import errno
from pathlib import Path

import pytest
from textual.widgets import Static

from engine.keeping.journal import OpenSave
from engine.keeping.saves import AUTO
from engine.session import Session
from engine.terminal.app import ReaderApp, run_app
from engine.terminal.ask import Ask
from engine.terminal.palette import EverythingProvider
from engine.terminal.title import TitleScreen
from tests.terminal.conftest import MakeApp, notices, rest


async def test_quit_from_the_title(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("q")
        await rest(pilot)
        assert app.return_code == 0
        assert not app.is_running


@pytest.mark.parametrize("chapter", ["", "dusk"])
async def test_ctrl_c_tells_in_plain_words_how_to_leave(make_app: MakeApp, chapter: str) -> None:
    app = make_app(chapter=chapter)
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await pilot.press("ctrl+c")
        await rest(pilot)
        assert notices(app) == ["ctrl+q leaves; everything is kept."]
        await pilot.press("ctrl+q")
        assert not app.is_running


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_asks_while_the_disk_takes_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    def full(save: OpenSave) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(OpenSave, "_write", full)
            await pilot.press("1", key)
            await rest(pilot)
            assert isinstance(app.screen, Ask)
            await pilot.press("n")
            await rest(pilot)
            assert app.is_running and app.session.play.length == 2
            await pilot.press(key)
            await rest(pilot)
            assert isinstance(app.screen, Ask)
            await pilot.press("n")
        await pilot.press("q")
        await rest(pilot)
        assert not app.is_running
    assert app.session.close()
    assert app.session.saves.read(AUTO) == app.session.play.log


async def test_what_is_on_its_way_while_the_app_ends_finds_no_page(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)):
        pass
    assert not app.screen_stack
    app.notify("too late")
    await app.on_title_screen_picked(TitleScreen.Picked("new"))
    assert not app.session.play.begun


async def test_leaving_by_name_asks_as_the_key_does(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OpenSave, "settle", lambda save: "")
    monkeypatch.setattr(OpenSave, "whole", False)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        entry = next(one for one in EverythingProvider(app.screen)._entries() if one.name == "Leave")
        assert "kept" not in entry.help
        await pilot.press("1", "ctrl+p", *"leave", "enter")
        await rest(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("y")
        await rest(pilot)
        assert not app.is_running


async def test_a_folders_name_is_only_text_in_the_question(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenSave, "settle", lambda save: "")
    monkeypatch.setattr(OpenSave, "whole", False)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        app.session.data = Path("home\x1b[31m")
        await app.action_quit()
        await rest(pilot)
        assert "Make room in home[31m and" in str(app.screen.query_one(".ask-text", Static).content)


@pytest.mark.parametrize("answered", [True, False])
async def test_leaving_without_what_could_not_be_kept_is_possible(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, answered: bool
) -> None:
    monkeypatch.setattr(OpenSave, "settle", lambda save: "")
    monkeypatch.setattr(OpenSave, "whole", False)
    app = make_app(chapter="dusk")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("1", "q", "y" if answered else "ctrl+q")
        await rest(pilot)
        assert not app.is_running


def test_run_app_says_in_one_line_that_it_had_to_stop(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = make_app().session

    def fail(self: ReaderApp, *_: object, **__: object) -> None:
        self.error_console.print("what happened")
        self._return_code = 1

    monkeypatch.setattr(ReaderApp, "run", fail)
    assert run_app(session) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "what you played is kept" in said
    assert "what happened" in (session.data / "trouble.txt").read_text(encoding="utf-8")
    (session.data / "trouble.txt").unlink()
    (session.data / "trouble.txt").mkdir()
    assert run_app(session) == 1
    assert "could not be written down" in capsys.readouterr().err
    monkeypatch.setattr(ReaderApp, "run", lambda self, *_, **__: None)
    assert run_app(session) == 0


def test_what_could_not_be_kept_is_told_after_the_app(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session = make_app().session
    monkeypatch.setattr(ReaderApp, "run", lambda app: None)
    monkeypatch.setattr(Session, "close", lambda session: False)
    assert run_app(session) == 1
    assert "could not be kept in" in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1])
def test_a_folders_name_is_only_text_after_the_app(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    session = make_app().session
    session.data = Path("home\x1b[31m")
    monkeypatch.setattr(ReaderApp, "run", lambda app: setattr(app, "_return_code", code))
    monkeypatch.setattr(Session, "close", lambda session: False)
    monkeypatch.setattr(Path, "write_text", lambda *_, **__: 0)
    run_app(session)
    said = capsys.readouterr().err
    assert "home[31m" in said
    assert said.strip().isprintable()


async def test_a_story_may_come_up_while_the_app_leaves(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        app.play(chapter="dusk")
        app.exit()
        await rest(pilot)
