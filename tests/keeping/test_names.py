"""Names made from other names, and what stood under them: nothing is written over, and nothing is lost."""

import os
from pathlib import Path

import pytest

from engine.keeping.names import valid_name
from engine.keeping.saves import AUTO, SaveError, Saves
from engine.playing.events import Event, begin, choose
from engine.session import Session
from tests.building import door, make_script
from tests.keeping.test_slots import put

BEGIN, KNOCK = begin("first"), choose("first/hall", "knock")
CHANGED = {
    "first": {
        "hall": {"text": "Hall.", "choices": [{"id": "wait", "text": "Wait", "to": "end"}]},
        "end": {"text": "End."},
    }
}


def played(data: Path, slot: str = AUTO) -> Session:
    session = Session(door(), data, slot=slot)
    session.start()
    session.choose("knock")
    return session


def kept(session: Session) -> dict[str, tuple[Event, ...]]:
    """What each slot holds, by name."""
    return {slot.name: session.saves.read(slot.name) for slot in session.slots()}


def test_what_stood_beside_is_kept_when_a_second_program_opens_a_slot(tmp_path: Path) -> None:
    first = played(tmp_path)
    put(first.saves, "autosave-2", BEGIN, KNOCK, choose("first/door", "back"))
    stood = first.saves.read("autosave-2")
    second = Session(door(), tmp_path)
    second.resume()
    assert second.kept_in == "autosave-2"
    assert kept(second)["earlier autosave-2"] == stood
    second.close()
    first.close()


@pytest.mark.parametrize("length", [1, 24, 25, 31, 32, 33, 38, 39, 40])
def test_a_save_of_a_changed_story_is_kept_whole_whatever_its_name(tmp_path: Path, length: int) -> None:
    name = "x" * length
    session = played(tmp_path, name)
    whole = session.play.log
    session.close()
    changed = Session(make_script(CHANGED), tmp_path, slot=name)
    changed.resume()
    assert whole in kept(changed).values()
    assert all(valid_name(one) for one in kept(changed))
    changed.close()


def test_a_slot_is_left_as_it_is_where_nothing_else_can_have_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = played(tmp_path)
    whole = session.play.log
    session.close()
    monkeypatch.setattr(Saves, "keep_whole", lambda *_: "")
    changed = Session(make_script(CHANGED), tmp_path)
    changed.resume()
    assert changed.saves.read(AUTO) == whole
    assert changed.kept_in == "autosave 2"
    changed.choose("wait")
    assert changed.saves.read("autosave 2") == changed.play.log
    changed.close()


def test_loading_a_save_that_cannot_be_followed_makes_no_copies_of_it(tmp_path: Path) -> None:
    session = played(tmp_path)
    session.save_as("mine")
    session.close()
    changed = Session(make_script(CHANGED), tmp_path)
    for _ in range(3):
        changed.load("mine")
    assert not [name for name in kept(changed) if "older" in name]
    assert 'The whole of it is kept as "mine".' in changed.notices[-1]
    changed.close()


def test_loading_what_is_being_played_goes_on_with_it(tmp_path: Path) -> None:
    session = played(tmp_path)
    log = session.play.log
    for _ in range(3):
        session.load(AUTO)
    assert kept(session) == {AUTO: log}
    assert session.kept_in == AUTO
    session.close()


def test_a_session_keeps_to_its_slot(tmp_path: Path) -> None:
    session = played(tmp_path, "mine")
    session.start()
    assert session.kept_in == "mine"
    session.load("earlier mine")
    assert session.kept_in == "mine"
    assert not session.saves.exists(AUTO)
    session.close()
    assert session.kept_in == ""


@pytest.mark.parametrize("name", ["a" * 31 + " tail", "b" * 32 + "  ", "c" * 40, "d"])
def test_what_is_kept_beside_can_be_loaded(tmp_path: Path, name: str) -> None:
    name = name.strip()
    for _ in range(3):
        played(tmp_path, name).close()
    first = played(tmp_path, name)
    second = played(tmp_path, name)
    for slot in kept(second):
        assert valid_name(slot)
        assert second.saves.exists(slot)
    assert len(kept(second)) == 5
    second.close()
    first.close()


def test_names_never_run_out(tmp_path: Path) -> None:
    saves = Saves(tmp_path, door())
    for name in ("earlier", *(f"earlier {number}" for number in range(2, 1005))):
        (tmp_path / f"{name}.save").touch()
    for number in (1005, 1006):
        free = saves.free_name("earlier")
        assert free == f"earlier {number}"
        (tmp_path / f"{free}.save").touch()


def test_a_copy_made_by_hand_goes_by_its_own_name(tmp_path: Path) -> None:
    session = played(tmp_path)
    path = session.saves.folder / "autosave.save"
    (path.parent / "autosave (conflicted copy).save").write_bytes(path.read_bytes())
    (path.parent / "n!.save").write_bytes(path.read_bytes())
    assert sorted(kept(session)) == [AUTO, "autosave (conflicted copy)"]
    session.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_what_is_no_file_is_no_save(tmp_path: Path) -> None:
    session = played(tmp_path)
    os.mkfifo(session.saves.folder / "pipe.save")
    assert [*kept(session)] == [AUTO]
    session.close()


def test_a_first_line_that_is_nested_too_deep_is_a_damaged_save(tmp_path: Path) -> None:
    saves = Saves(tmp_path, door())
    put(saves, "a", BEGIN)
    deep = tmp_path / "deep.save"
    deep.write_text("anora-save 1 " + "[" * 100_000 + "]" * 100_000 + "\nb first\n")
    with pytest.raises(SaveError, match="a damaged save"):
        saves.take_in(deep)
    assert [slot.name for slot in saves.slots()] == ["a"]


def test_a_home_that_nobody_has_is_a_name_like_any_other(tmp_path: Path) -> None:
    assert Session(door(), tmp_path).file("~nobody-at-all/x") == Path("~nobody-at-all/x")
