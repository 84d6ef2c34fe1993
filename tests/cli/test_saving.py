"""`anora saves`: what it lists, gives out and takes in, and what its words and its JSON may hold."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.output import tell, write_json
from tests.cli.running import LIGHTHOUSE, environment, run

STORY = str(LIGHTHOUSE)
LISTED = f"`anora saves --story {STORY}` lists them"


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        (b"a\xc2\x9b31mX\xe2\x80\xaeY\x7f.save", "a\ufffd31mX\ufffdY\ufffd"),
        (b"q\xff.save", "q\ufffd"),
    ],
)
def test_a_file_among_the_saves_whose_name_does_not_print(tmp_path: Path, file: bytes, shown: str) -> None:
    folder = tmp_path / "saves" / "lighthouse"
    folder.mkdir(parents=True)
    try:
        (folder / os.fsdecode(file)).touch()
    except (OSError, UnicodeError):
        pytest.skip("this system takes no such name")
    why = f"cannot be read (an empty file, not a save); mend or move away {folder}/{shown}.save"
    assert run(tmp_path, "saves", "--story", STORY).out == f"{shown}: {why}\n"
    assert json.loads(run(tmp_path, "saves", "--json", "--story", STORY).out) == [{"name": shown, "error": why}]


def test_what_was_damaged_or_cut_short_is_told_on_stderr(tmp_path: Path) -> None:
    run(tmp_path, STORY, typed="2\nsave mine\n")
    folder = tmp_path / "saves" / "lighthouse"
    (folder / "memory.json").write_text("[")
    with (folder / "mine.save").open("a") as file:
        file.write("c dusk/sta")
    listed = run(tmp_path, "saves", "--json", "--story", STORY)
    assert len(json.loads(listed.out)) == 2
    assert listed.err.startswith(f"anora: {folder}/memory.json: a damaged list of what you have seen (")
    assert listed.err.endswith("it is kept as memory.json.unreadable-1, and the map begins anew\n")
    exported = run(tmp_path, "export", STORY, "--slot", "mine")
    assert exported.err.startswith(f"anora: {folder}/mine.save: its last line was cut short (")
    assert "**› Carry the cans up first**" in exported.out


def test_what_is_told_holds_nothing_that_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    tell(["in a\x1b[31mfolder\x07"])
    assert capsys.readouterr().err == "anora: in a[31mfolder\n"


def test_json_holds_nothing_that_a_terminal_obeys(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    value = [{"café": "a\u009b31m\u202e\x7f\x1b\U000e0001\u2028"}]
    write_json(value)
    out = capfdbinary.readouterr().out.decode()
    assert all(row.isprintable() for row in out.split("\n"))
    assert "café" in out
    assert json.loads(out) == value


def test_saves(tmp_path: Path) -> None:
    assert run(tmp_path, "saves", "--story", STORY).out == "There are no saves of The Lamp at Skerry Point.\n"
    none = "There are no saves of Anora, Retold; --story FOLDER lists those of another story.\n"
    assert run(tmp_path, "saves").out == none
    run(tmp_path, STORY, typed="2\nsave mine\n")
    listed = run(tmp_path, "saves", "--story", STORY).out
    assert "mine: chapter 1, Dusk, 1 choice," in listed
    assert run(tmp_path, "saves", "rename", "mine", "ours", "--story", STORY).out == '"mine" is called "ours" now.\n'
    assert run(tmp_path, "saves", "export", "ours", "o.save", "--story", STORY).code == 0
    assert run(tmp_path, "saves", "delete", "ours", "--story", STORY).out == '"ours" is deleted.\n'
    assert run(tmp_path, "saves", "import", "o.save", "--story", STORY).out == 'Taken in as "ours".\n'
    slots = json.loads(run(tmp_path, "saves", "--json", "--story", STORY).out)
    assert {slot["name"] for slot in slots} == {"autosave", "ours"}
    transcript = run(tmp_path, "export", STORY, "--slot", "ours").out
    assert "**› Carry the cans up first**" in transcript


def test_saves_that_cannot_be_read_are_listed(tmp_path: Path) -> None:
    run(tmp_path, STORY, typed="2\nsave mine\n")
    folder = tmp_path / "saves" / "lighthouse"
    (folder / "junk.save").write_bytes(b"\x1b[31mjunk\n")
    with (folder / "mine.save").open("a") as file:
        file.write("zzz\n")
    done = run(tmp_path, "saves", "--story", STORY)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0].startswith("autosave: chapter 1, Dusk,")
    assert done.out.splitlines()[1:] == [
        f"junk: cannot be read (not a save); mend or move away {folder}/junk.save",
        f"mine: cannot be read (a damaged save (not an event: 'zzz')); mend or move away {folder}/mine.save",
    ]
    first, *others = json.loads(run(tmp_path, "saves", "--json", "--story", STORY).out)
    assert first["name"] == "autosave" and "error" not in first
    assert [(list(one), one["name"]) for one in others] == [(["name", "error"], "junk"), (["name", "error"], "mine")]
    shutil.rmtree(folder)
    folder.touch()
    done = run(tmp_path, "saves", "--story", STORY)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"anora: {folder}: cannot be read (Not a directory); see that you may read it\n"


def test_many_imports_at_once_each_have_a_name(tmp_path: Path) -> None:
    run(tmp_path, STORY, typed="2\nsave mine\n")
    run(tmp_path, "saves", "export", "mine", "q.save", "--story", STORY)
    command = [sys.executable, "-m", "engine", "saves", "import", "q.save", "--story", STORY]
    programs = [
        subprocess.Popen(command, env=environment(tmp_path), cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    said = sorted(program.communicate()[0] for program in programs)
    assert said == sorted(f'Taken in as "mine {number}".\n' for number in range(2, 8))


def test_nothing_in_the_usual_slot_names_the_one_that_is_kept(tmp_path: Path) -> None:
    assert "autosave" not in run(tmp_path, STORY, "--plain", "--resume", typed="quit\n").out
    (tmp_path / "saves" / "lighthouse" / "autosave.save").unlink()
    run(tmp_path, STORY, "--plain", "--slot", "ours", typed="1\nquit\n")
    told = run(tmp_path, STORY, "--plain", "--resume", typed="quit\n").out
    assert '--slot "ours" goes on with what is' in " ".join(told.split())


def test_a_named_slot_that_begins_anew_says_where_the_old_went(tmp_path: Path) -> None:
    def played(*more: str) -> str:
        return " ".join(run(tmp_path, STORY, "--plain", *more, typed="2\nquit\n").out.split())

    assert "is kept as" not in played("--slot", "half")
    assert 'What "half" held is kept as "earlier half"; --resume --slot "earlier half" goes on' in played(
        "--slot", "half"
    )
    assert "is kept as" not in played("--slot", "half", "--resume")
    assert "Ninety steps" in played("--resume", "--slot", "earlier half")
    assert "is kept as" not in played() + played()
