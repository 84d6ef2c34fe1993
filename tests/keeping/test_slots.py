"""What the saves promise in detail: locks, copies, names, files that cannot be had, and which words are said."""

import os
from pathlib import Path

import pytest

from engine.keeping.following import Followed, explain, nearest_chapter
from engine.keeping.journal import Header, OpenSave, compact, parse, written
from engine.keeping.lock import Lock
from engine.keeping.saves import AUTO, SaveError, Saves
from engine.playing.events import REDO, UNDO, Event, begin, choose, decode, encode, jump, keep, look
from engine.playing.playthrough import Playthrough, Stop
from engine.session import Session
from tests.building import door, make_script

BEGIN, KNOCK, BACK = begin("first"), choose("first/hall", "knock"), choose("first/door", "back")


def put(saves: Saves, name: str, *events: Event, story: str = "made") -> Path:
    path = saves.folder / f"{name}.save"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(Header(story, "1", name), events))
    return path


def held(saves: Saves, name: str) -> bool:
    """Whether somebody holds the slot's lock."""
    lock = Lock.take(saves.folder / f"{name}.lock")
    if lock is not None:
        lock.release()
    return lock is None


def test_an_open_slot_is_locked_until_it_is_closed(saves: Saves) -> None:
    put(saves, "a", BEGIN, KNOCK)
    opened = saves.open("a")
    assert held(saves, "a")
    opened.close()
    assert not held(saves, "a")
    begun = saves.begin("b")
    assert held(saves, "b")
    assert begun.cut(()).path == begun.path
    begun.close()
    begun.close()
    assert not held(saves, "b")


def test_what_replaces_an_open_slot_has_its_lock(saves: Saves) -> None:
    cut = saves.begin("b").cut((BEGIN,))
    assert cut.write() == ""
    assert held(saves, "b")
    cut.close()
    assert not held(saves, "b")
    assert saves.read("b") == (BEGIN,)


def test_the_slot_beside_is_locked_and_holds_the_same(saves: Saves) -> None:
    put(saves, "a", BEGIN, KNOCK)
    first = saves.open("a")
    second = saves.open("a")
    assert second.events == (BEGIN, KNOCK)
    assert second.notice == '"a" is being played in another window; this one is kept as "a-2".'
    assert held(saves, "a-2")
    third = saves.open("a")
    assert third.path.name == "a-3.save"
    second.append(BACK)
    header, events, whole = parse(second.path.read_bytes())
    assert (header.name, events, whole) == ("a-2", (BEGIN, KNOCK, BACK), True)
    for one in (first, second, third):
        one.close()


def test_a_second_program_beginning_anew_has_a_slot_beside(saves: Saves) -> None:
    first = saves.begin(AUTO)
    first.append(BEGIN)
    second = saves.begin(AUTO, (BEGIN, KNOCK))
    assert second.path.name == f"{AUTO}-2.save"
    assert "another window" in second.notice
    assert second.write() == ""
    first.close()
    second.close()
    assert saves.read(AUTO) == (BEGIN,)
    assert saves.read(f"{AUTO}-2") == (BEGIN, KNOCK)
    assert parse(second.path.read_bytes())[0].name == f"{AUTO}-2"


def test_an_unreadable_slot_played_elsewhere_is_left_to_the_other_program(saves: Saves) -> None:
    put(saves, "a", BEGIN)
    first = saves.open("a")
    first.path.write_bytes(b"junk\n")
    second = saves.open("a")
    assert second.events == ()
    assert "not a save" in second.notice
    assert first.path.read_bytes() == b"junk\n"
    assert not list(saves.folder.glob("*.unreadable-*"))
    first.close()
    second.close()


def test_a_slot_full_of_undone_turns_is_made_compact(saves: Saves) -> None:
    few = [BEGIN] + [KNOCK, UNDO] * 31 + [KNOCK]
    many = [*few, UNDO, KNOCK]
    for events, is_compact in ((few, False), (many, True)):
        path = put(saves, "a", *events)
        before = path.read_bytes()
        opened = saves.open("a")
        assert opened.events == ((BEGIN, KNOCK) if is_compact else tuple(events))
        assert opened.notice == ""
        opened.append(BACK)
        opened.close()
        if is_compact:
            assert path.read_bytes() == written(Header("made", "1", "a"), (BEGIN, KNOCK, BACK))
        else:
            assert path.read_bytes() == before + b"c first/door back\n"
        assert not held(saves, "a")


def test_compacting_keeps_the_beginning_and_the_last_words() -> None:
    events = (BEGIN, UNDO, KNOCK, UNDO, REDO, REDO, keep("a", "1"), keep("b", "2"), keep("a", "3"), keep("b", ""))
    assert compact(events) == (BEGIN, KNOCK, keep("a", "3"))
    assert compact((BEGIN, KNOCK, UNDO, look("first/hall", "lamp"), REDO)) == (BEGIN, look("first/hall", "lamp"))
    assert compact((BEGIN, keep("a", "1"), keep("b", "2"), keep("a", "3")))[1:] == (keep("b", "2"), keep("a", "3"))


def test_names_of_no_slot(saves: Saves) -> None:
    for name in ("nothing", "x" * 10_000, "", "a\x1bb"):
        assert not saves.exists(name)
        for call in (saves.open, saves.read, saves.delete):
            with pytest.raises(SaveError, match=r"^no save called '.*'; `saves` lists them$"):
                call(name)
        with pytest.raises(SaveError, match="no save called"):
            saves.export(name, saves.folder / "out")
        with pytest.raises(SaveError, match="no save called"):
            saves.rename(name, "other")


def test_renaming(saves: Saves) -> None:
    put(saves, "a", BEGIN, KNOCK)
    put(saves, "b", BEGIN)
    saves.rename("a", "a")
    with pytest.raises(SaveError, match="there is a save called 'b' already; choose another name"):
        saves.rename("a", "b")
    os.utime(saves.folder / "a.save", ns=(10**18, 2 * 10**18))
    saves.rename("a", "c")
    assert (saves.folder / "c.save").stat().st_mtime_ns == 2 * 10**18, "it keeps its place in the list"
    assert not saves.exists("a")
    assert saves.read("c") == (BEGIN, KNOCK)
    assert parse((saves.folder / "c.save").read_bytes())[0] == Header("made", "1", "c")


def test_a_slot_that_is_played_cannot_be_written_over(saves: Saves) -> None:
    opened = saves.begin("a")
    with pytest.raises(SaveError, match="'a' is being played in another window; choose another name"):
        saves.write("a", (BEGIN,))
    opened.close()
    saves.write("a", (BEGIN,))
    assert not held(saves, "a")
    assert saves.read("a") == (BEGIN,)


def test_what_cannot_be_read_is_said(saves: Saves) -> None:
    put(saves, "other", BEGIN, story="elsewhere")
    put(saves, "short", BEGIN).write_bytes(b"anora-save 1 {}\n")
    for name, why in (("other", r"a save of another story \(elsewhere\)"), ("short", "a damaged save")):
        with pytest.raises(SaveError, match=why):
            saves.read(name)
    assert [slot.name for slot in saves.slots()] == ["other"]


def test_take_in_gives_reasons_and_free_names(saves: Saves, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    other = Saves(given, saves.script)
    path = put(other, "a", BEGIN, KNOCK)
    assert [saves.take_in(path) for _ in range(3)] == ["a", "a 2", "a 3"]
    assert saves.read("a 3") == (BEGIN, KNOCK)
    path.write_bytes(written(Header("made", "1", " odd "), (BEGIN,)))
    assert saves.take_in(path) == "imported"
    path.write_bytes(written(Header("else", "1", "a"), (BEGIN,)))
    with pytest.raises(SaveError, match=r"\(else\); name a file that saves export has written$"):
        saves.take_in(path)
    with pytest.raises(SaveError, match="cannot be read"):
        saves.take_in(given)


def test_a_file_that_is_too_large_is_no_save(saves: Saves) -> None:
    path = put(saves, "big", BEGIN)
    os.truncate(path, 64 * 2**20 + 1)
    with pytest.raises(SaveError, match=r"too large for a save; name a file that saves export has written$"):
        saves.take_in(path)
    with pytest.raises(SaveError, match=r"too large for a save; choose another save$"):
        saves.read("big")


@pytest.mark.parametrize("name", ["a", "earlier"])
def test_a_name_that_another_program_takes_meanwhile_is_not_overwritten(
    saves: Saves, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The other writes between the look for a free name and the lock, or still holds the lock."""
    given = tmp_path / "given"
    given.mkdir()
    path = put(Saves(given, saves.script), name, BEGIN, KNOCK)
    take = Lock.take

    def late(lock: Path) -> Lock | None:
        if lock.stem == name:
            put(saves, name, BEGIN, BACK)
        return None if lock.stem == f"{name} 2" else take(lock)

    monkeypatch.setattr(Lock, "take", late)
    assert saves.take_in(path) == f"{name} 3"
    assert saves.keep_whole(name, (BEGIN, KNOCK), "") == f"{name} 4"
    (saves.folder / f"{name}.save").unlink()
    with pytest.raises(SaveError, match="there is a save called"):
        saves.rename(f"{name} 4", name)
    monkeypatch.setattr(Lock, "take", take)
    assert saves.read(name) == (BEGIN, BACK)
    assert not any(held(saves, one) for one in (name, f"{name} 3", f"{name} 4"))


def test_free_names_fit(saves: Saves) -> None:
    name = "n" * 40
    for _ in range(3):
        put(saves, saves.free_name(name), BEGIN)
    assert saves.free_name(name) == "n" * 38 + " 4"
    assert saves.free_name("m" * 50) == "m" * 40


def test_the_nearest_chapter() -> None:
    script = make_script(
        {"new": {"aka": ["old"], "scenes": {"a": {"text": "A.", "ending": True}}}, "two": {"b": {"text": "B."}}}
    )
    assert nearest_chapter(script, (begin("two"), choose("old/a", "x"), keep("two", "1"))) == "new"
    assert nearest_chapter(script, (begin("two"), choose("gone/a", "x"))) == "two"
    assert nearest_chapter(script, (begin("gone"), keep("two", "1"))) == ""
    entered = (begin("first"), choose("first/door", "in"))
    assert nearest_chapter(door(), entered) == "second"
    assert nearest_chapter(door(), (*entered, UNDO)) == "first"
    assert nearest_chapter(door(), (begin("first"), choose("first/door", "gone"))) == "first"


def test_explaining_a_stop() -> None:
    play = Playthrough(door())
    found = Followed(play, Stop(1, KNOCK, "why it was"), ())
    assert explain(found, (), "") == (
        "This save was made on another version of the story and cannot be followed (why it was). "
        "It begins anew in chapter 1, First."
    )
    play.do(BEGIN)
    play.do(KNOCK)
    assert explain(found, (BEGIN, jump("second")), "kept") == (
        "The story has changed since this save. It goes on to turn 1, in chapter 1, First; there, why it was."
        ' It had come to chapter 2, Second; "go 2" takes you there. The whole of it is kept as "kept".'
    )


def test_what_stood_in_a_slot_keeps_its_time_and_its_name(saves: Saves) -> None:
    path = put(saves, "mine", BEGIN, KNOCK)
    os.utime(path, ns=(10**18, 2 * 10**18))
    saves.begin("mine").close()
    kept = saves.folder / "earlier mine.save"
    assert kept.stat().st_mtime_ns == 2 * 10**18
    assert parse(kept.read_bytes())[:2] == (Header("made", "1", "earlier mine"), (BEGIN, KNOCK))
    assert not path.exists()
    put(saves, "empty", BEGIN)
    saves.begin("empty").close()
    assert not saves.exists("empty")
    assert not saves.exists("earlier empty")
    put(saves, "words", BEGIN, keep("a", "b"))
    saves.begin("words").close()
    assert saves.read("earlier words") == (BEGIN, keep("a", "b"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "an empty file, not a save"),
        (b"no line end", "not a save"),
        (b"two words\n", "not a save"),
        (b"anora-save one {}\n", "not a save"),
        (b"other-save 1 {}\n", "not a save"),
        (b"\xff\n", "not a save, or damaged"),
        (b"anora-save 23 {}\n", r"a save of a newer version \(format 23\), which an update can open"),
        (b'anora-save 1 {"story":"a","version":"b","name":"\\u001b"}\n', "a damaged save"),
    ],
)
def test_what_is_no_save_is_named(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}"):
        parse(content)


def test_writing_goes_on_where_the_file_is_as_it_was_left(saves: Saves) -> None:
    path = saves.folder / "a.save"
    save = OpenSave(path, Header("made", "1", "a"), (BEGIN,), "", None)
    assert save.append(KNOCK) == ""
    assert save.append(BACK) == ""
    save.close()
    assert save.append(KNOCK) == ""
    assert parse(path.read_bytes())[1] == (BEGIN, KNOCK, BACK, KNOCK)
    save.close()
    path.write_bytes(b"somebody else's")
    assert save.append(BACK) == ""
    assert parse(path.read_bytes())[1] == (BEGIN, KNOCK, BACK, KNOCK, BACK)
    assert path.stat().st_mode & 0o077 == 0
    save.close()


def test_trouble_is_told_once_and_its_end_once(saves: Saves, tmp_path: Path) -> None:
    path = tmp_path / "gone" / "a.save"
    (tmp_path / "gone").write_text("a file")
    save = OpenSave(path, Header("made", "1", "a"), (), "", None)
    said = [save.append(one) for one in (BEGIN, KNOCK)]
    assert said[0].startswith("Not saved (")
    assert said[0].endswith(f"{path}. Play goes on, and saving is tried again each turn.")
    assert said[1] == ""
    (tmp_path / "gone").unlink()
    assert save.append(BACK) == "Saving works again; everything is kept."
    assert save.append(KNOCK) == ""
    assert parse(path.read_bytes())[1] == (BEGIN, KNOCK, BACK, KNOCK)
    save.close()


@pytest.mark.parametrize(
    "line", ["", "x", "b", "b a b", "c a", "u x", "k a", "k a b", "c a \x1b", "b a\u202e", 'k \x07 "a"']
)
def test_lines_that_are_no_event(line: str) -> None:
    with pytest.raises(ValueError):
        decode(line)


def test_kept_words_are_cleaned_on_the_way_in_and_out() -> None:
    event = keep("a", "x\x1b[31m\x9by\u202e\nz")
    assert event.what == "x[31my\nz"
    assert decode(encode(event)) == event
    assert decode('k a "\\u001bx"') == keep("a", "x")


def test_a_clock_that_goes_back_loses_nothing(tmp_path: Path) -> None:
    session = Session(door(), tmp_path)
    session.start()
    session.choose("knock")
    session.save_as("named")
    for path in tmp_path.rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))
    session.choose("back")
    session.close()
    for path in tmp_path.rglob("*"):
        os.utime(path, (0, 0))
    again = Session(door(), tmp_path)
    again.resume()
    assert list(again.play.log) == [BEGIN, KNOCK, BACK]
    assert not again.notices
    again.load("named")
    assert list(again.play.log) == [BEGIN, KNOCK]
    assert {slot.name for slot in again.slots()} >= {AUTO, "named", "earlier"}
    again.close()


@pytest.mark.parametrize("what", ["folder", "link to itself"])
def test_a_save_that_is_something_else(tmp_path: Path, what: str) -> None:
    path = tmp_path / "saves" / "made" / f"{AUTO}.save"
    path.parent.mkdir(parents=True)
    if what == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    session = Session(door(), tmp_path)
    try:
        session.resume()
    except SaveError as error:
        assert str(error)
        session.start()
    session.choose("knock")
    assert session.play.scene.id == "first/door"
    session.close()


def test_two_sittings_on_one_slot_for_hundred_turns(tmp_path: Path) -> None:
    """Each goes on in its own file, turn about, and both are whole."""
    one, two = Session(door(), tmp_path), Session(door(), tmp_path)
    one.start()
    two.resume()
    for turn in range(100):
        for session in (one, two) if turn % 2 else (two, one):
            session.choose("knock" if turn % 2 == 0 else "back")
    logs = [one.play.log, two.play.log]
    one.close()
    two.close()
    again = Session(door(), tmp_path)
    assert [again.saves.read(AUTO), again.saves.read(f"{AUTO}-2")] == logs
    assert len(logs[0]) == 101
