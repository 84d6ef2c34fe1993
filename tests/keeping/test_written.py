"""What is written, and how little: a turn is added to the file that stands, which stays the same file."""

from pathlib import Path
from typing import Any

import pytest

from engine.keeping.saves import SaveError, Saves
from engine.playing.events import UNDO
from tests.keeping.test_slots import BACK, BEGIN, KNOCK, held, put


def test_turns_are_added_to_the_file_that_stands(saves: Saves) -> None:
    save = saves.begin("a")
    save.append(BEGIN)
    file = save.path.stat().st_ino
    save.append(KNOCK)
    save.append(BACK)
    assert save.path.stat().st_ino == file
    save.close()
    again = saves.open("a")
    again.append(KNOCK)
    again.append(BACK)
    assert again.path.stat().st_ino == file
    again.close()
    assert saves.found("a") == ((BEGIN, KNOCK, BACK, KNOCK, BACK), "")


def test_a_slot_that_is_made_compact_is_held(saves: Saves) -> None:
    put(saves, "a", BEGIN, *[KNOCK, UNDO] * 200, KNOCK)
    save = saves.open("a")
    assert len(save.events) < 10
    assert held(saves, "a")
    save.close()


def test_turns_that_a_file_did_not_take_are_added_once_it_does(saves: Saves, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of which nothing was written, so that what stands there is still what was known good."""
    save = saves.begin("a")
    save.append(BEGIN)
    save.close()
    usual = Path.open

    def full(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        if mode == "ab":
            raise OSError(24, "Too many open files")
        return usual(path, mode, *args, **more)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "open", full)
        assert save.append(KNOCK).startswith("Not saved (Too many open files): ")
        assert save.append(BACK) == ""
    assert save.append(KNOCK) == "Saving works again; everything is kept."
    save.close()
    assert saves.read("a") == (BEGIN, KNOCK, BACK, KNOCK)


def test_what_goes_well_is_not_spoken_of(saves: Saves) -> None:
    assert saves.write("named", (BEGIN, KNOCK)) == ""
    assert saves.found("named") == ((BEGIN, KNOCK), "")
    assert saves.begin("new").notice == ""
    saves.folder.joinpath("shut.save").mkdir()
    with pytest.raises(SaveError, match=r"choose another place$"):
        saves.write("shut", (BEGIN,))
