"""What is remembered of all playthroughs together."""

import errno
import json
from pathlib import Path

import pytest

from engine.session import Session
from tests.building import door
from tests.keeping.test_together import KNOCK, begun


def test_what_two_programs_have_seen_is_remembered_together(tmp_path: Path) -> None:
    first, second = begun(tmp_path), Session(door(), tmp_path, slot="other")
    second.start()
    second.choose(KNOCK)
    second.close()
    first.close()
    again = Session(door(), tmp_path).memory
    assert {"first/hall.wait", "first/hall.knock"} <= again.choices


def test_a_damaged_memory_is_kept_beside(tmp_path: Path) -> None:
    begun(tmp_path).close()
    memory = Session(door(), tmp_path).memory.path
    memory.write_text("[")
    session = begun(tmp_path)
    session.close()
    (told,) = session.notices
    assert told.startswith(f"{memory}: a damaged list of what you have seen (")
    assert told.endswith("); it is kept as memory.json.unreadable-1, and the map begins anew")
    assert memory.with_name("memory.json.unreadable-1").read_text() == "["
    assert json.loads(memory.read_text())["choices"] == ["first/hall.wait"]


def test_a_memory_that_is_damaged_meanwhile_is_kept_beside(tmp_path: Path) -> None:
    session = begun(tmp_path)
    session.memory.path.write_text("[")
    session.close()
    assert "it is kept as memory.json.unreadable-1" in session.notices[0]
    assert session.memory.path.with_name("memory.json.unreadable-1").read_text() == "["
    assert json.loads(session.memory.path.read_text())["choices"] == ["first/hall.wait"]


def test_a_memory_that_cannot_be_written_is_told_of_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun(tmp_path)

    def refused(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("engine.keeping.memory.write_whole", refused)
        assert session.memory.write() == (
            f"{session.memory.path}: cannot be written (Read-only file system); the map forgets this sitting; "
            "see that it can be before the next"
        )
        assert session.memory.write() == ""
        session.choose(KNOCK)
        session.close()
        assert session.notices == []
    session.close()
    assert "first/hall.knock" in Session(door(), tmp_path).memory.choices
