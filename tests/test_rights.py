"""What is shut to the reader: one clear line each, and play goes on; run without root's rights by root too."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.keeping.journal import parse
from tests.cli.running import environment
from tests.pseudo import Pseudo
from tests.pseudo import environment as in_terminal
from tests.reading.broken import DUSK, NIGHT, lighthouse
from tests.rights import SHUT_OUT, need_rights

ANORA = (*SHUT_OUT, sys.executable, "-m", "engine")

TO_DO = "(Permission denied); see that you may read it, or choose another save\n"

pytestmark = pytest.mark.usefixtures("rights")


@pytest.fixture
def rights() -> None:
    need_rights()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home, its story beside it, and one turn in its save; opened again after the test."""
    made = tmp_path / "home"
    made.mkdir()
    lighthouse(tmp_path)
    says(play(made, "2\n"))
    yield made
    for path in (made, made / "saves", saves(made)):
        path.chmod(0o700)


def saves(home: Path) -> Path:
    return home / "saves" / "lighthouse"


def story(home: Path) -> Path:
    return home.parent / "story"


def anora(home: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [*ANORA, *arguments],
        input=typed, capture_output=True, text=True, env=environment(home), cwd=home.parent, timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stdout + done.stderr
    assert "went wrong inside" not in done.stderr
    return done


def play(home: Path, typed: str, *arguments: str) -> str:
    """Play on plain lines, to the end of the input: what was printed, and the story is told in any case."""
    done = anora(home, "play", "--plain", str(story(home)), *arguments, typed=typed)
    assert "Ninety steps" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def says(printed: str, *lines: str) -> None:
    """Each of the lines is said once, however it is broken, and nothing else is said of rights."""
    without_space = "".join(printed.split())
    for line in lines:
        assert without_space.count(line.replace(" ", "")) == 1, (line, printed)
    assert without_space.count("(Permissiondenied)") == len(lines), printed


def turns(path: Path) -> int:
    """The choices in a save, which is whole."""
    path.parent.chmod(0o700)
    path.chmod(0o600)
    _, events, whole = parse(path.read_bytes())
    assert whole
    return sum(event.kind == "choose" for event in events)


def test_a_folder_of_saves_that_is_read_only(home: Path) -> None:
    for path in saves(home).iterdir():
        path.unlink()
    saves(home).chmod(0o500)
    says(
        play(home, "2\n1\nback\n1\nquit\n"),
        f"Not saved (Permission denied): {saves(home)}/autosave.save. Play goes on, and saving is tried again each "
        "turn.",
        f"{saves(home)}/memory.json: cannot be written (Permission denied); the map forgets this sitting; see "
        "that it can be before the next",
    )


def test_a_folder_that_is_opened_meanwhile_has_everything(home: Path) -> None:
    for path in saves(home).iterdir():
        path.unlink()
    saves(home).chmod(0o500)
    with subprocess.Popen(
        [*ANORA, "play", "--plain", str(story(home))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(home), cwd=home.parent, bufsize=1,
    ) as program:  # fmt: skip
        assert program.stdin is not None and program.stdout is not None
        program.stdin.write("2\n")
        told = ""
        while "Go up to the lamp" not in told:
            told += program.stdout.readline()
        saves(home).chmod(0o700)
        program.stdin.write("1\n")
        program.stdin.close()
        rest = program.stdout.read()
    assert program.returncode == 0
    says(told, f"Not saved (Permission denied): {saves(home)}/autosave.save. Play goes on")
    says(rest)
    assert "Saving works again; everything is kept." in rest
    assert turns(saves(home) / "autosave.save") == 2


def test_a_save_that_may_not_be_read_stays_as_it_is(home: Path) -> None:
    shut = saves(home) / "autosave.save"
    shut.chmod(0)
    says(
        play(home, "2\n", "--resume"),
        f"{shut}: cannot be read (Permission denied); it is left as it is, and the story begins anew, "
        'kept as "autosave 2"',
    )
    says(
        play(home, "2\n1\n"),
        f"{shut}: what stood there could not be kept beside (Permission denied); it is left as it is",
    )
    done = anora(home, "saves", "export", "autosave", "out", "--story", str(story(home)))
    assert (done.returncode, done.stderr) == (1, f"anora: {shut}: cannot be read {TO_DO}")
    assert not (home.parent / "out").exists()
    assert [turns(saves(home) / f"{name}.save") for name in ("autosave", "autosave 2", "autosave 3")] == [1, 1, 2]


@pytest.mark.parametrize("mode", [0, 0o400])
def test_a_folder_of_saves_that_may_not_be_looked_into(home: Path, mode: int) -> None:
    saves(home).chmod(mode)
    for arguments in ((), ("--resume",)):
        says(
            play(home, "2\n1\n", *arguments),
            "/autosave.save: what stood there could not be kept beside (Permission denied); it is left as it is",
            f"Not saved (Permission denied): {saves(home)}/autosave 1000.save. Play goes on",
            f"{saves(home)}/memory.json: cannot be read (Permission denied); the map forgets this sitting",
        )
    for call in (("delete", "autosave"), ("rename", "autosave", "x"), ("export", "autosave", "out")):
        done = anora(home, "saves", *call, "--story", str(story(home)))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.endswith(f"autosave.save: cannot be read {TO_DO}")
    done = anora(home, "saves", "--story", str(story(home)))
    if mode:  # its files are known by name, and none can be opened
        assert "autosave: cannot be read (Permission denied); mend or move away " in done.stdout
    else:
        assert done.stderr == f"anora: {saves(home)}: cannot be read (Permission denied); see that you may read it\n"
    assert done.returncode == (0 if mode else 1)
    done = anora(home, "play", "--plain", "--resume", "--slot", "autosave 2", str(story(home)))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert turns(saves(home) / "autosave.save") == 1


def test_a_home_that_may_not_be_looked_into(home: Path) -> None:
    home.chmod(0)
    says(
        play(home, "2\n1\n", "--resume"),
        f"{home}/settings.json: cannot be read (Permission denied); the usual settings are used",
        "/autosave.save: what stood there could not be kept beside (Permission denied); it is left as it is",
        f"Not saved (Permission denied): {saves(home)}/autosave 1000.save. Play goes on",
        f"{saves(home)}/memory.json: cannot be read (Permission denied); the map forgets this sitting",
    )
    home.chmod(0o700)
    assert turns(saves(home) / "autosave.save") == 1


def test_what_the_map_remembers_is_not_lost_with_its_rights(home: Path) -> None:
    memory = saves(home) / "memory.json"
    before = memory.read_bytes()
    memory.chmod(0)
    says(
        play(home, "1\n", "--resume"),
        f"{memory}: cannot be read (Permission denied); the map forgets this sitting",
    )
    memory.chmod(0o600)
    assert memory.read_bytes() == before


def test_the_app_begins_anew_beside_a_save_that_may_not_be_read(home: Path) -> None:
    (home / "settings.json").write_text('{"welcomed": true, "motion": false}')
    (saves(home) / "autosave.save").chmod(0)
    command = [*ANORA, "play", str(story(home)), "--resume"]
    with Pseudo(command, in_terminal(home), size=(100, 30), cwd=home) as program:
        # Where the line is broken depends on how long the name of the folder is.
        program.until(lambda: "cannot be read" in " ".join(re.findall(r"\w+", program.text)), "'cannot be read'")
        program.until_shown("Break the seal")
        program.quiet()
        program.send("2")
        program.until_shown("Ninety steps")
        program.send("q")
        program.quiet()
        if program.process.poll() is None:
            program.send("y")
        assert program.ended() == 0
        assert program.given_back() == []
    assert [turns(saves(home) / f"{name}.save") for name in ("autosave", "autosave 2")] == [1, 1]


CALLS = (("check",), ("check", "--json"), ("play", "--plain"), ("export",))


@pytest.mark.parametrize("mode", [0, 0o100, 0o400], ids=oct)
@pytest.mark.parametrize("place", ["", "chapters", "commentary"])
def test_a_story_folder_without_rights(home: Path, mode: int, place: str) -> None:
    folder = story(home) / place
    folder.chmod(mode)
    try:
        for call in CALLS:
            done = anora(home, *call, str(story(home)))
            if mode == 0o400 and place:  # its files are known by name, and none can be opened
                assert done.returncode == 1
                assert f"{place}/" in done.stdout + done.stderr
                assert re.search(
                    r"\.yaml:1:1: error: cannot read this file|permission denied", done.stdout + done.stderr
                )
            else:
                assert done.returncode == 2, call
                assert done.stdout == ""
                assert re.fullmatch(r"anora: cannot read .*: Permission denied.*\n", done.stderr)
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["story.yaml", DUSK, NIGHT, "beats.yaml", "commentary/log.yaml"])
def test_a_story_file_without_rights_is_a_problem_at_its_place(home: Path, name: str) -> None:
    shutil.rmtree(home / "cache")
    (story(home) / name).chmod(0)
    problem = f"{story(home) / name}:1:1: error: cannot read this file: permission denied [unreadable-file]"
    done = anora(home, "check", str(story(home)))
    assert done.returncode == 1
    assert problem in done.stdout.splitlines()
    done = anora(home, "play", "--plain", str(story(home)))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"anora: {problem}")
    assert done.stderr.count("\n") == 1
