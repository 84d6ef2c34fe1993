from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.keeping.journal import compact, parse, written
from engine.keeping.saves import AUTO, SaveError
from engine.playing.events import REDO, UNDO, Event, begin, choose, encode, keep
from engine.playing.playthrough import PlayError, replay
from engine.session import Session
from tests.building import door, make_script

KNOCK, BACK = choose("first/hall", "knock"), choose("first/door", "back")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    made = Session(door(), tmp_path)
    made.start()
    return made


def file_of(session: Session, name: str = AUTO) -> Path:
    return session.data / "saves" / "made" / f"{name}.save"


def resumed(session: Session) -> Session:
    session.close()
    again = Session(door(), session.data)
    again.resume()
    return again


def test_each_turn_is_on_disk_at_once_as_one_line(session: Session) -> None:
    before = file_of(session).read_text()
    session.choose("knock")
    assert file_of(session).read_text() == before + "c first/hall knock\n"


def test_resume_goes_on_where_it_was_left_with_undo_without_limit(session: Session) -> None:
    session.choose("knock")
    session.choose("back")
    again = resumed(session)
    assert again.moment == session.moment and not again.notices
    again.do(UNDO)
    again.do(UNDO)
    assert again.play.scene.id == "first/hall" and not again.play.can_undo
    third = resumed(again)
    third.do(REDO)
    assert third.play.scene.id == "first/door"


def test_a_torn_last_line_is_dropped_and_told_of_once(session: Session) -> None:
    session.choose("knock")
    session.close()
    with file_of(session).open("ab") as file:
        file.write(b"c first/do")
    again = resumed(session)
    assert again.play.scene.id == "first/door"
    told = "its last line was cut short (by a power cut, say) and is left out; the turns before it are kept"
    assert again.notices == [f"{file_of(session)}: {told}"]
    again.choose("back")
    third = resumed(again)
    assert third.play.log == (begin("first"), KNOCK, BACK) and not third.notices


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "an empty file"),
        (bytes(4096), "not a save"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\n\x00\xff\n", "not a save"),
        (b'anora-save 2 {"all":"new"}\nb first\n', "a newer version"),
        (b'anora-save 1 {"story":"made"}\nb first\n', "a damaged save"),
        (b'anora-save 1 {"story":"made","version":"1","name":"autosave"}\nb first\n\0\0\0\n', "a damaged save"),
        (b'anora-save 1 {"story":"other","version":"1","name":"autosave"}\nb first\n', "another story"),
    ],
)
def test_a_file_that_is_no_save_is_kept_beside_and_play_goes_on(session: Session, content: bytes, why: str) -> None:
    session.close()
    file_of(session).write_bytes(content)
    again = Session(door(), session.data)
    moment = again.resume()
    assert moment.turn.kind == "begin"
    assert len(again.notices) == 1 and why in again.notices[0] and "unreadable-1" in again.notices[0]
    assert file_of(session).with_name("autosave.save.unreadable-1").read_bytes() == content
    again.choose("knock")
    assert resumed(again).play.scene.id == "first/door"


def test_unreadable_files_are_never_overwritten(session: Session) -> None:
    for number in (1, 2, 3):
        session.close()
        file_of(session).write_bytes(b"broken %d" % number)
        session = Session(door(), session.data)
        session.resume()
    kept = [file_of(session).with_name(f"autosave.save.unreadable-{number}").read_bytes() for number in (1, 2, 3)]
    assert kept == [b"broken 1", b"broken 2", b"broken 3"]


def test_starting_again_keeps_what_was_played(session: Session) -> None:
    session.choose("knock")
    session.start()
    session.choose("wait")
    session.start()
    names = {slot.name: slot.turns for slot in session.slots()}
    assert names == {AUTO: 0, "earlier": 1, "earlier 2": 1}
    session.load("earlier")
    assert session.play.scene.id == "first/door"


def test_named_slots_are_copies(session: Session) -> None:
    session.choose("knock")
    session.save_as("at the door")
    session.choose("in")
    session.load("at the door")
    assert session.play.scene.id == "first/door"
    session.choose("back")
    assert [slot.turns for slot in session.slots() if slot.name == "at the door"] == [1]
    assert resumed(session).play.scene.id == "first/hall"


def test_slots_say_where_they_stand(session: Session) -> None:
    session.choose("knock")
    session.choose("in")
    session.save_as("two")
    slot = next(slot for slot in session.slots() if slot.name == "two")
    assert (slot.chapter, slot.title, slot.words, slot.turns, slot.ended) == (2, "Second", "A room.", 2, False)


def test_rename_delete_export_and_take_in(session: Session, tmp_path: Path) -> None:
    session.choose("knock")
    session.save_as("one")
    saves = session.saves
    saves.rename("one", "zwei")
    with pytest.raises(SaveError, match="already"):
        saves.rename("zwei", AUTO)
    saves.export("zwei", tmp_path / "out.save")
    with pytest.raises(SaveError, match="cannot be written"):
        saves.export("zwei", tmp_path / "out.save")
    saves.delete("zwei")
    with pytest.raises(SaveError, match="no save called"):
        saves.read("zwei")
    assert saves.take_in(tmp_path / "out.save") == "zwei"
    assert saves.take_in(tmp_path / "out.save") == "zwei 2"
    assert saves.read("zwei") == (begin("first"), KNOCK)
    (tmp_path / "junk").write_bytes(b"junk\n")
    with pytest.raises(SaveError, match="not a save"):
        saves.take_in(tmp_path / "junk")
    with pytest.raises(SaveError, match="cannot be read"):
        saves.take_in(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["", " x", "x" * 41, "a\nb", "a\x1b[31m"])
def test_names_that_a_slot_cannot_have(session: Session, name: str) -> None:
    with pytest.raises(SaveError, match="printable characters"):
        session.save_as(name)


@pytest.mark.parametrize("name", ["../out", "a/b", "con", ".hidden", "…", "ünï", "%2e%2e", "x" * 40, "名前" * 20])
def test_names_stay_in_the_folder(session: Session, name: str) -> None:
    session.save_as(name)
    assert name in [slot.name for slot in session.slots()]
    assert {path.parent for path in session.data.rglob("*.save")} == {session.data / "saves" / "made"}


def test_a_folder_that_vanishes_is_made_again(session: Session) -> None:
    session.choose("knock")
    folder = file_of(session).parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    session.choose("back")
    assert not session.notices
    assert parse(file_of(session).read_bytes())[1] == (begin("first"), KNOCK, BACK)


@pytest.fixture
def small_disk() -> Iterator[Callable[[int], None]]:
    """Makes the system refuse to write files beyond a size, as a full disk would, in the middle of a line."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else soft, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_once_and_caught_up_with(session: Session, small_disk: Callable[[int], None]) -> None:
    session.choose("wait")
    small_disk(file_of(session).stat().st_size + 5)
    session.choose("knock")
    session.choose("back")
    small_disk(-1)
    assert len(session.notices) == 1 and "Not saved" in session.notices[0], session.notices
    assert parse(file_of(session).read_bytes())[1][:2] == (begin("first"), choose("first/hall", "wait"))
    session.choose("knock")
    assert "works again" in session.notices[1]
    log = parse(file_of(session).read_bytes())[1]
    assert log == (begin("first"), choose("first/hall", "wait"), KNOCK, BACK, KNOCK)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("a file where the folder should be")
    session = Session(door(), tmp_path)
    session.start()
    session.choose("knock")
    assert session.play.scene.id == "first/door"
    assert len(session.notices) == 1 and "Not saved" in session.notices[0]
    (tmp_path / "saves").unlink()
    session.choose("back")
    assert parse(file_of(session).read_bytes())[1] == (begin("first"), KNOCK, BACK)


def test_two_programs_on_one_slot_each_keep_their_turns(session: Session) -> None:
    session.choose("knock")
    other = Session(door(), session.data)
    other.resume()
    assert "another window" in other.notices[0]
    other.choose("in")
    session.choose("back")
    session.close()
    other.close()
    assert parse(file_of(session).read_bytes())[1][-1] == BACK
    assert parse(file_of(session, f"{AUTO}-2").read_bytes())[1][-1] == choose("first/door", "in")


def test_a_save_of_an_older_story_goes_on_from_where_it_can(session: Session) -> None:
    session.choose("knock")
    session.choose("in")
    session.choose("sit")
    session.close()
    changed = make_script(
        {
            "first": {
                "hall": {"text": "H.", "choices": [{"id": "knock", "text": "Knock at it", "to": "door"}]},
                "door": {"text": "D.", "choices": [{"id": "stay", "text": "Stay right here", "to": "hall"}]},
            },
            "second": {"room": {"text": "R.", "ending": True}},
        },
    )
    again = Session(changed, session.data)
    again.resume()
    assert again.play.scene.id == "first/door"
    assert "turn 1" in again.notices[0] and "older story" in again.notices[0]
    again.choose("stay")
    again.close()
    third = Session(changed, session.data)
    third.resume()
    assert third.play.log == (begin("first"), KNOCK, choose("first/door", "stay")) and not third.notices
    assert len(third.saves.read(f"{AUTO} (older story)")) == 4


@pytest.mark.parametrize(("known", "number", "title"), [(False, 1, "Zero"), (True, 2, "Second")])
def test_a_save_that_cannot_be_followed_at_all_begins_at_the_nearest_chapter(
    session: Session, known: bool, number: int, title: str
) -> None:
    """That is where the last choice led to, if the story still has that choice."""
    session.choose("knock")
    session.choose("in")
    session.close()
    end = {"text": "B.", "ending": True}
    moved = {"text": "D.", "aka": ["first/door"], "choices": [{"id": "in", "text": "Go in now", "to": "second"}]}
    changed = make_script({"zero": {"a": end, **({"landing": moved} if known else {})}, "second": {"b": end}})
    again = Session(changed, session.data)
    again.resume()
    assert again.play.log == (begin(title.lower()),)
    assert (
        f"cannot be followed (no chapter 'first'). It begins anew in chapter {number}, {title}. The whole"
        in (again.notices[0])
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([KNOCK, BACK, UNDO, REDO, keep("a", "1"), keep("a", ""), keep("b", "2")]), max_size=40)
)
def test_compacting_loses_nothing(events: list[Event]) -> None:
    """Replaying the compacted events gives the log of replaying all, for events that could happen."""
    script = door()
    play, _ = replay(script, [begin("first")])
    happened: list[Event] = [begin("first")]
    for event in events:
        try:
            play.do(event)
        except PlayError:
            continue
        happened.append(event)
    short, stop = replay(script, compact(tuple(happened)))
    assert stop is None and short.log == play.log


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_are_a_save_or_are_refused(junk: bytes, at: int) -> None:
    head = b'anora-save 1 {"story":"made","version":"1","name":"x"}\n'
    good = head + b"b first\nc first/hall knock\n"
    for content in (junk, head + junk, good[:at] + junk + good[at:]):
        try:
            header, events, _ = parse(content)
        except ValueError as error:
            assert str(error)
        else:
            assert parse(written(header, events)) == (header, events, True)


def test_bytes_written_a_turn_do_not_grow(session: Session) -> None:
    sizes = []
    for _ in range(50):
        for choice in ("knock", "back"):
            before = file_of(session).stat().st_size
            session.choose(choice)
            sizes.append(file_of(session).stat().st_size - before)
    assert max(sizes) == len(encode(KNOCK)) + 1
