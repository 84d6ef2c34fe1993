from pathlib import Path

from tests.plain.typing import Reader


def test_save_load_rename_delete(reader: Reader) -> None:
    *_, saved, moved, asked, kept = reader.answers("carry", "save the proud one", "go up", "save the proud one", "no")
    assert saved == 'Kept as "the proud one".'
    assert moved.startswith("Chapter 2.")
    assert asked.startswith('There is a save called "the proud one".')
    assert kept == "Then not."
    _, loaded, renamed, gone = reader.answers("load the proud one", "rename the proud one, x", "load the proud one")
    assert loaded.startswith('Going on with "the proud one".')
    assert "Ninety steps" in loaded
    assert renamed == '"the proud one" is called "x" now.'
    assert gone == "No save called 'the proud one'; `saves` lists them."
    *_, asked, deleted = reader.answers("delete x", "yes")
    assert asked.startswith('Delete the save "x" for good?')
    assert deleted == "It is gone."
    assert not reader.session.saves.exists("x")


def test_which_two_names_of_several_words_are_meant_is_asked(reader: Reader) -> None:
    *_, rename, export = reader.answers("carry", "save a b", "rename a b c", "saves export a b c")
    assert rename == "Type rename, a name, a comma and another name."
    assert "saves export, a name, a comma and a file" in " ".join(export.split())
    assert reader.session.saves.exists("a b")


def test_what_was_loaded_is_there_at_the_next_start(reader: Reader) -> None:
    reader.types("carry", "save here", "go up", "load here")
    assert "Ninety steps" in reader.types(resume=True)


def test_the_list_of_saves(reader: Reader) -> None:
    shown = reader.answers("carry", "save one", "saves")[-1]
    assert "one: chapter 1, Dusk, 1 choice," in shown
    assert "“Ninety steps, and at each window the weather is …”" in " ".join(shown.split())


def test_a_save_that_cannot_be_read_is_listed_with_the_reason(reader: Reader) -> None:
    reader.types("carry")
    (reader.session.saves.folder / "holiday.save").write_bytes(b"\xff\xd8\xff JFIF \x1b[31m")
    shown = " ".join(reader.answers("saves")[-1].split())
    assert "holiday: cannot be read" in shown and "autosave: chapter 1" in shown


def test_a_save_of_a_newer_version_is_not_written_over(reader: Reader) -> None:
    reader.types("carry")
    file = reader.session.saves.folder / "mine.save"
    file.write_bytes(b"anora-save 2 {}\n")
    *_, asked, kept = reader.answers("save mine", "yes")
    assert asked.startswith('There is a save called "mine".')
    assert kept.startswith('Kept as "mine".')
    told = "a save of a newer version (format 2), which an update can open; it is kept as mine.save.unreadable-1"
    assert told in " ".join(kept.split())
    assert file.with_name("mine.save.unreadable-1").read_bytes() == b"anora-save 2 {}\n"


def test_saves_to_files_and_back(reader: Reader, tmp_path: Path) -> None:
    *_, out, again, taken = reader.answers(
        "save a", f"saves export a, {tmp_path / 'a.save'}", f"saves export a, {tmp_path / 'a.save'}",
        f"saves import {tmp_path / 'a.save'}",
    )  # fmt: skip
    assert out.startswith("Written to")
    assert "cannot be written (File exists)" in " ".join(again.split())
    assert taken == 'Taken in as "a 2".'


def test_the_automatic_save_has_its_name_to_itself(reader: Reader) -> None:
    _, saved, deleted = reader.answers("save autosave", "delete autosave")
    assert saved.startswith("That name is for what is kept without being asked")
    assert deleted.startswith("That is the playthrough that you are in")


def test_transcript_to_a_file(reader: Reader, tmp_path: Path) -> None:
    *_, first, second, refused = reader.answers(
        "carry", "transcript", "transcript", "transcript lighthouse-transcript.md"
    )
    assert first == "Written to lighthouse-transcript.md."
    assert second == "Written to lighthouse-transcript-2.md."
    assert refused == "lighthouse-transcript.md is there already; name another file."
    assert "**› Carry the cans up first**" in (tmp_path / "lighthouse-transcript.md").read_text()


def test_a_transcript_where_nothing_can_be_written(reader: Reader) -> None:
    assert "cannot be written" in reader.answers("transcript no/such/folder.md")[-1]


def test_a_guest_writes_into_their_own_folder_alone(reader: Reader, tmp_path: Path) -> None:
    reader.session.guest = True
    assert reader.session.file("/etc/passwd") == reader.data / "passwd"
    assert reader.session.file("../../x") == reader.data / "x"


def test_settings(reader: Reader) -> None:
    _, listed, on, bad_value, bad_name, number = reader.answers(
        "set", "set spoilers on", "set column 12", "set colour red", "set column 70"
    )
    assert "spoilers: off. Whether what lies ahead may be shown (on, off)." in " ".join(listed.split())
    assert on == "spoilers: on."
    assert bad_value == "column can be 56 to 80."
    assert bad_name.startswith("Settings are theme, column")
    assert number == "column: 70."
    assert reader.session.settings.spoilers and reader.session.settings.column == 70
