from pathlib import Path

import pytest

from engine.keeping.memory import Memory
from engine.keeping.settings import Settings, load_settings, save_settings
from engine.session import Session
from tests.building import door


def test_settings_come_back(tmp_path: Path) -> None:
    kept = Settings(theme="dark", column=72, keys={"undo": "b"}, panes=("log",), pane_widths={"log": 40})
    assert save_settings(tmp_path, kept) == ""
    assert load_settings(tmp_path) == (kept, "")


def test_a_session_keeps_what_is_changed(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    session.change(spoilers=True)
    assert Session(door(), tmp_path).settings.spoilers
    with pytest.raises(ValueError, match="column"):
        session.change(column=20)
    assert session.settings.column == 66


@pytest.mark.parametrize("content", [b"", b"\0\0", b"[]", b'{"column": 3}', b'{"theme": "pink"}', b"[" * 9999])
def test_a_broken_file_is_kept_beside_and_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    found, notice = load_settings(tmp_path)
    assert found == Settings() and "unreadable-1" in notice and "\n" not in notice
    assert (tmp_path / "settings.json.unreadable-1").read_bytes() == content


def test_settings_of_a_newer_version_still_serve(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_bytes(b'{"column": 70, "smell": "sea"}')
    assert load_settings(tmp_path) == (Settings(column=70), "")


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be written" in save_settings(tmp_path / "file", Settings())


def test_memory_gathers_all_playthroughs(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    session.start()
    session.choose("knock")
    session.start()
    session.choose("wait")
    session.close()
    memory = Memory(tmp_path / "saves" / "made" / "memory.json")
    assert memory.scenes == {"first/hall", "first/door"}
    assert memory.choices == {"first/hall.knock", "first/hall.wait"} and not memory.ended


def test_memory_learns_of_turns_from_a_save_when_it_was_not_written(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    session.start()
    for choice in ("knock", "in", "sit"):
        session.choose(choice)
    again = Session(door(), tmp_path)
    assert not again.memory.ended
    again.resume()
    assert again.memory.ended and "first/door.in" in again.memory.choices
