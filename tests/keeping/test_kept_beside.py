"""What is no save is never written over, and what was cut short is told of."""

import errno
import re
from pathlib import Path

import pytest

from engine.keeping.saves import SaveError
from engine.session import Session
from tests.keeping.test_together import begun


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return begun(tmp_path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'anora-save 2 {"all":"new"}\nb first\n', r"a save of a newer version \(format 2\)"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\n\x00\xff\n", "not a save"),
        (bytes(16), "not a save"),
        (b'anora-save 1 {"story":"other","version":"1","name":"a"}\nb first\n', r"a save of another story \(other\)"),
    ],
)
def test_a_name_under_which_no_save_stands_is_taken_and_the_file_kept(
    session: Session, content: bytes, why: str
) -> None:
    path = session.saves.folder / "a.save"
    path.write_bytes(content)
    session.save_as("a")
    aside = path.with_name("a.save.unreadable-1")
    assert aside.read_bytes() == content
    (said,) = session.notices
    assert re.fullmatch(rf".*/a\.save: {why}.*; it is kept as {aside.name}", said)
    assert session.saves.read("a") == session.play.log
    session.save_as("a")
    assert len(session.notices) == 1, "a save of this story gives way, for the reader was asked"


def test_a_file_that_was_kept_beside_is_named_when_the_disk_is_full(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (session.saves.folder / "a.save").write_bytes(b"junk")
    monkeypatch.setattr("engine.keeping.saves.write_whole", full)
    with pytest.raises(SaveError, match=r"^not saved: .*; choose another place \(.* kept as a.save.unreadable-1\)$"):
        session.save_as("a")


def tear(session: Session, name: str) -> None:
    with (session.saves.folder / f"{name}.save").open("ab") as file:
        file.write(b"c first/do")


@pytest.mark.parametrize("how", ["load", "start"])
def test_a_torn_save_is_told_of_when_it_is_loaded_or_left(session: Session, how: str) -> None:
    name = "mine" if how == "load" else session.kept_in
    session.save_as("mine")
    log = session.play.log
    session.close()
    tear(session, name)
    session.load(name) if how == "load" else session.start()
    assert [one.partition(" (")[0] for one in session.notices] == [
        f"{session.saves.folder}/{name}.save: its last line was cut short"
    ]
    assert session.saves.read("mine" if how == "load" else "earlier") == log


def test_a_save_that_another_window_is_writing_is_not_called_cut_short(session: Session) -> None:
    tear(session, session.kept_in)
    other = Session(session.script, session.data)
    other.resume()
    assert len(other.notices) == 1 and "another window" in other.notices[0]
    assert other.play.log == session.play.log
