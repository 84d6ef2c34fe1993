"""The list of saves: what is told of each, and of those that cannot be read."""

import os
from pathlib import Path

import pytest
from msgspec.structs import astuple

from engine.keeping.saves import SaveError, Saves
from engine.playing.events import begin, choose, jump, look
from tests.building import make_script
from tests.keeping.test_slots import BEGIN, KNOCK, put


def test_slots_are_told_by_their_last_words_latest_first(saves: Saves) -> None:
    knocked = put(saves, "knocked", BEGIN, KNOCK)
    looked = put(saves, "looked", BEGIN, look("first/hall", "lamp"))
    nothing = put(saves, "nothing", choose("nowhere", "x"))
    ended = put(saves, "ended", BEGIN, jump("second"), choose("second/room", "sit"))
    (saves.folder / "junk.save").write_bytes(b"junk")
    (saves.folder / "more.txt").write_bytes(b"junk")
    for when, path in enumerate((knocked, looked, nothing, ended), 1_000_000):
        os.utime(path, (when, when))
    found = saves.slots()
    assert [slot.name for slot in found] == ["ended", "nothing", "looked", "knocked"]
    assert [astuple(slot)[1:] for slot in found] == [
        (2, "Second", "The end.", 1, 1_000_003.0, True),
        (0, "", "", 0, 1_000_002.0, False),
        (1, "First", "It is lit.", 0, 1_000_001.0, False),
        (1, "First", "It opens.", 1, 1_000_000.0, False),
    ]


def test_a_slot_shows_nine_words_without_marks(tmp_path: Path) -> None:
    text = "One *two* three four five six seven eight nine ten eleven."
    script = make_script({"one": {"a": {"text": text, "ending": True}}})
    saves = Saves(tmp_path, script)
    put(saves, "a", begin("one"))
    assert saves.slots()[0].words == "One two three four five six seven eight nine"


def test_what_cannot_be_read_is_listed_with_its_reason(saves: Saves) -> None:
    put(saves, "other", BEGIN, story="elsewhere")
    put(saves, "short", BEGIN).write_bytes(b"anora-save 1 {}\n")
    (saves.folder / "n!.save").write_bytes((saves.folder / "other.save").read_bytes())
    (saves.folder / "folder.save").mkdir()
    (saves.folder / "gone.save").symlink_to("nothing")
    slots, unreadable = saves.listed()
    assert [slot.name for slot in slots] == ["other"]
    assert [(one.name, one.error.partition("; ")[0]) for one in unreadable] == [
        ("folder", "cannot be read (Is a directory)"),
        ("n!", "cannot be read (its name is none that a save can have)"),
        ("short", "cannot be read (a damaged save (Object missing required field `story`))"),
    ]
    assert unreadable[2].error.endswith(f"; mend or move away {saves.folder}/short.save")


def test_a_folder_that_is_none_is_said_and_one_that_is_not_there_is_empty(saves: Saves, tmp_path: Path) -> None:
    assert Saves(tmp_path / "nothing", saves.script).listed() == ([], [])
    (tmp_path / "file").touch()
    other = Saves(tmp_path / "file", saves.script)
    with pytest.raises(SaveError, match=r"file: cannot be read \(Not a directory\); see that you may read it$"):
        other.listed()
    assert other.slots() == []
