"""`anora saves`: what it says of files whose names do not print, and what its JSON may hold."""

import json
import os
from pathlib import Path

import pytest

from engine.cli.output import write_json
from tests.cli.running import LIGHTHOUSE, run

STORY = str(LIGHTHOUSE)


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


def test_json_holds_nothing_that_a_terminal_obeys(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    value = [{"café": "a\u009b31m\u202e\x7f\x1b\U000e0001\u2028"}]
    write_json(value)
    out = capfdbinary.readouterr().out.decode()
    assert all(row.isprintable() for row in out.split("\n"))
    assert "café" in out
    assert json.loads(out) == value
