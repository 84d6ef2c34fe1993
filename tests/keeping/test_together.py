"""Two programs in one data folder, and a folder that is taken away under a program: neither loses its own turns."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.keeping import saves as saves_module
from engine.keeping.files import write_whole
from engine.keeping.journal import OpenSave, compact
from engine.keeping.saves import AUTO, SaveError
from engine.playing.events import REDO, UNDO, Event, begin, choose
from engine.playing.script import Script
from engine.session import Session
from tests.building import door, make_script
from tests.keeping.test_slots import put

WAIT, KNOCK = "wait", "knock"


def loop() -> Script:
    return make_script(
        {"first": {"hall": {"text": "Hall.", "choices": [{"id": "on", "text": "Go on", "to": "hall"}]}}}
    )


def begun(data: Path) -> Session:
    session = Session(door(), data)
    session.start()
    session.choose(WAIT)
    return session


def everything_kept(session: Session) -> list[tuple[Event, ...]]:
    return [session.saves.read(slot.name) for slot in session.slots()]


def test_a_folder_that_is_taken_away_comes_back_with_all_that_was_played(tmp_path: Path) -> None:
    session = begun(tmp_path)
    shutil.rmtree(tmp_path)
    session.choose(KNOCK)
    assert session.saves.read(AUTO) == session.play.log
    assert session.kept_in == AUTO


def test_what_another_program_began_in_the_place_is_left_to_it(tmp_path: Path) -> None:
    first = begun(tmp_path)
    shutil.rmtree(tmp_path)
    second = begun(tmp_path)
    first.choose(KNOCK)
    second.choose(KNOCK)
    second.choose("back")
    first.choose("in")
    assert (first.kept_in, second.kept_in) == ("autosave-2", AUTO)
    assert first.play.log in everything_kept(second)
    assert second.play.log in everything_kept(second)
    assert any("autosave-2" in notice for notice in first.notices)


def test_what_was_taken_away_is_kept_as_one_leaves(tmp_path: Path) -> None:
    session = begun(tmp_path)
    log = session.play.log
    shutil.rmtree(tmp_path)
    assert session.close()
    assert session.saves.read(AUTO) == log


def test_leaving_tries_once_more_and_says_whether_all_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "saves").write_text("in the way")
    session = begun(folder)
    log = session.play.log
    assert not session.close()
    session = begun(folder)
    (folder / "saves").unlink()
    assert session.close()
    assert session.saves.read(AUTO) == log


def test_a_slot_that_is_being_played_is_neither_deleted_nor_renamed(tmp_path: Path) -> None:
    playing, other = begun(tmp_path), Session(door(), tmp_path)
    with pytest.raises(SaveError, match="is being played"):
        other.saves.delete(AUTO)
    with pytest.raises(SaveError, match="is being played"):
        other.saves.rename(AUTO, "mine")
    assert playing.saves.read(AUTO) == playing.play.log
    playing.close()
    other.saves.rename(AUTO, "mine")
    other.saves.delete("mine")
    assert other.slots() == []


def test_what_was_taken_back_does_not_stop_a_replay(tmp_path: Path) -> None:
    now = make_script(
        {"first": {"hall": {"text": "Hall.", "choices": [{"id": "stay", "text": "Stay", "to": "hall"}]}}}
    )
    stay, gone = choose("first/hall", "stay"), choose("first/hall", "gone")
    events = (begin("first"), stay, gone, UNDO, stay)
    session = Session(now, tmp_path)
    put(session.saves, AUTO, *events)
    session.resume()
    assert session.play.log == compact(events)
    assert session.notices == []
    assert session.slots()[0].turns == 2


@pytest.mark.parametrize("taken_away", [False, True])
def test_what_was_taken_back_can_be_had_again_after_going_on(tmp_path: Path, taken_away: bool) -> None:
    session = begun(tmp_path)
    session.choose(KNOCK)
    log = session.play.log
    session.do(UNDO)
    if taken_away:
        shutil.rmtree(tmp_path)
    else:
        session.resume()
        session.resume()
    session.do(REDO)
    session.close()
    again = Session(door(), tmp_path)
    again.resume()
    assert again.play.log == log
    assert again.notices == []


def test_beginning_anew_over_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    put(session.saves, AUTO, begin("first"), choose("first/hall", "knock"), story="another").rename(tmp_path / "x")
    content = (tmp_path / "x").read_bytes()
    (session.saves.folder / "autosave.save").write_bytes(content)
    session.start()
    assert "a save of another story (another); it is kept as autosave.save.unreadable-1" in session.notices[0]
    assert (session.saves.folder / "autosave.save.unreadable-1").read_bytes() == content


def test_settings_of_two_programs_are_kept_together(tmp_path: Path) -> None:
    first, second = Session(door(), tmp_path), Session(door(), tmp_path)
    first.change(column=70)
    second.change(spacing=2)
    kept = Session(door(), tmp_path).settings
    assert (kept.column, kept.spacing) == (70, 2)
    (tmp_path / "settings.json").unlink()
    second.change(motion=False)
    assert Session(door(), tmp_path).settings.column == 70


def test_settings_that_may_not_be_read_are_kept_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_text('{"column": 70}')
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "settings.json":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    Session(door(), tmp_path).change(spacing=2)
    assert (tmp_path / "settings.json.unreadable-1").read_text() == '{"column": 70}'


def test_a_slip_in_settings_written_by_hand_is_kept_beside(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    (tmp_path / "settings.json").write_text('{"column": 70,}')
    session.change(spacing=2)
    assert (tmp_path / "settings.json.unreadable-1").read_text() == '{"column": 70,}'


def test_settings_behind_a_link_stay_behind_it(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "anora.json"
    real.write_text('{"column": 70}')
    (tmp_path / "settings.json").symlink_to(real)
    Session(door(), tmp_path).change(spacing=2)
    assert (tmp_path / "settings.json").is_symlink()
    assert '"spacing": 2' in real.read_text()
    assert '"column": 70' in real.read_text()


def test_a_version_may_hold_what_is_no_text(tmp_path: Path) -> None:
    script = make_script({"first": {"hall": {"text": "Hall."}}}, version="1\u00a0b\t2")
    session = Session(script, tmp_path)
    session.start()
    session.close()
    again = Session(script, tmp_path)
    again.resume()
    assert again.notices == []


def test_a_save_that_is_put_into_the_bin_while_it_is_played_is_written_again(tmp_path: Path) -> None:
    session = begun(tmp_path)
    path = tmp_path / "saves" / "made" / "autosave.save"
    path.rename(tmp_path / "bin.save")
    session.choose(KNOCK)
    assert session.saves.read(AUTO) == session.play.log


@pytest.mark.parametrize(
    "how", [Path.unlink, lambda path: os.truncate(path, 0), lambda path: path.rename(f"{path}x")]
)
def test_a_save_that_is_gone_as_one_leaves_is_written_again(tmp_path: Path, how: Callable[[Path], object]) -> None:
    session = begun(tmp_path)
    log = session.play.log
    how(tmp_path / "saves" / "made" / "autosave.save")
    assert session.close()
    assert session.saves.read(AUTO) == log


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Makes the disk full, and gives it room again."""
    full = False
    write = OpenSave._write
    whole = write_whole

    def refused(save: OpenSave) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(save)

    def refused_whole(path: Path, content: bytes) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(path, content)

    monkeypatch.setattr(OpenSave, "_write", refused)
    monkeypatch.setattr(saves_module, "write_whole", refused_whole)

    def fill(now: bool) -> None:
        nonlocal full
        full = now

    yield fill
    full = False


@pytest.mark.parametrize("left", ["start", "load"])
def test_what_a_full_disk_did_not_take_is_kept_once_it_does(
    tmp_path: Path, full_disk: Callable[[bool], None], left: str
) -> None:
    session = begun(tmp_path)
    session.save_as("mine")
    full_disk(True)
    session.choose(KNOCK)
    log = session.play.log
    session.start() if left == "start" else session.load("mine")
    assert not session.close()
    full_disk(False)
    assert session.close()
    assert log in everything_kept(session)


def test_what_a_full_disk_did_not_take_is_gone_on_with(tmp_path: Path, full_disk: Callable[[bool], None]) -> None:
    session = begun(tmp_path)
    full_disk(True)
    session.choose(KNOCK)
    log = session.play.log
    assert not session.close()
    assert session.can_resume
    session.resume()
    assert session.play.log == log
    full_disk(False)
    assert session.close()
    assert session.saves.read(AUTO) == log


def test_a_slot_under_another_name_is_played_by_one_program(
    tmp_path: Path, full_disk: Callable[[bool], None]
) -> None:
    begun(tmp_path).close()
    first = Session(door(), tmp_path)
    full_disk(True)
    first.start()
    full_disk(False)
    first.choose(WAIT)
    assert first.kept_in == "autosave 2"
    second = Session(door(), tmp_path, slot="autosave 2")
    second.resume()
    assert second.kept_in != first.kept_in
    with pytest.raises(SaveError, match="is being played"):
        second.saves.delete("autosave 2")
    first.choose(KNOCK)
    second.choose(KNOCK)
    assert first.play.log in everything_kept(first)
    assert second.play.log in everything_kept(first)


@pytest.mark.parametrize("count", [1, 20, 60])
def test_all_that_was_undone_can_be_had_again_in_another_sitting(tmp_path: Path, count: int) -> None:
    session = Session(loop(), tmp_path)
    session.start()
    for _ in range(count):
        session.choose("on")
    session.back_to(0)
    session.close()
    again = Session(loop(), tmp_path)
    again.resume()
    for _ in range(count):
        again.do(REDO)
    assert again.play.length == count + 1


@pytest.mark.parametrize(("one", "other"), [("♥", "&65"), ("╁", "%41"), ("é1", "e\u0301" + "1"), ("e】", "e\u0301")])
def test_two_names_are_two_files(tmp_path: Path, one: str, other: str) -> None:
    session = begun(tmp_path)
    session.save_as(one)
    assert not session.saves.exists(other)
    session.choose(KNOCK)
    session.save_as(other)
    assert {slot.name for slot in session.slots()} == {AUTO, one, other}


def test_a_save_whose_sign_was_written_as_a_number_is_found(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.save_as("♥")
    folder = tmp_path / "saves" / "made"
    (folder / "♥.save").rename(folder / "%2665.save")
    assert {slot.name for slot in session.slots()} == {AUTO, "♥"}
    session.load("♥")
    assert session.play.log == session.saves.read("♥")


def test_what_is_no_file_is_not_taken_in(tmp_path: Path) -> None:
    session = begun(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(SaveError, match="not a file"):
            session.saves.take_in(path)


def test_a_slot_whose_sign_was_written_as_a_number_is_played_by_one_program(tmp_path: Path) -> None:
    begun(tmp_path).save_as("‘a’")
    folder = tmp_path / "saves" / "made"
    (folder / "‘a’.save").rename(folder / "%2018a%2019.save")
    first = Session(door(), tmp_path, slot="‘a’")
    first.start()
    second = Session(door(), tmp_path, slot="‘a’")
    second.resume()
    assert (first.kept_in, second.kept_in) == ("‘a’", "‘a’-2")


def test_what_could_not_be_written_from_its_beginning_is_not_called_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    session = begun(data)
    log = session.play.log
    shutil.rmtree(data)
    data.write_text("in the way")
    assert not session.close()
    session.resume()
    assert session.play.log == log
    data.unlink()
    assert session.close()
    assert session.saves.read(AUTO) == log


def test_what_is_gone_on_with_is_what_was_left(tmp_path: Path) -> None:
    first = begun(tmp_path)
    second = begun(tmp_path)
    second.choose(KNOCK)
    log = second.play.log
    second.close()
    assert second.can_resume
    second.resume()
    assert (second.kept_in, second.play.log) == ("autosave-2", log)
    second.load(AUTO)
    assert second.play.log == first.play.log
