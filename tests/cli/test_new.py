"""`anora new`: the small story that it writes, and what it says of it."""

import resource
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import environment, run

SHOWN = (
    "speaks_for:", "speaks_against:", "evidence:", "took: ", "questions:", "pages:", "opens: ", "reveals: ",
    "source_says: ", "welcome: ", "`spoiler_notice`", "`content_notice`", "`aka`", "seen(", "chosen(", "looked(",
    "`turns`", "# rules: ", "`min` and `max`", "before its text", "kind: notes", "kind: readings", "kind: sources",
)  # fmt: skip


def new_on_a_small_disk(home: Path, folder: str) -> "subprocess.CompletedProcess[str]":
    """No file can be larger than 1,200 bytes, which is less than the template's story.yaml has."""
    return subprocess.run(
        [sys.executable, "-m", "engine", "new", folder],
        # Coverage would write its own file, which has no room either.
        env={name: value for name, value in environment(home).items() if not name.startswith("COV")},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1200, 1200)),
    )


@pytest.mark.parametrize("folder", ["own", "my story", "it's", "check", "-x", "a/b $HOME"])
def test_the_commands_that_it_tells_can_be_typed(folder: str, tmp_path: Path) -> None:
    told = run(tmp_path, "new", "--", folder).out.splitlines()[1:]
    for line in told:
        command = line.partition("  ".join(("", "plays" if " play " in line else "says")))[0]
        call, *arguments = shlex.split(command)
        assert call == "anora" and len(arguments) == 2
        done = run(tmp_path, *arguments, typed="1\n2\n1\n")
        assert done.code == 0 and ("The end." in done.out or "0 errors" in done.out)


def test_it_shows_or_says_what_a_story_can_have(tmp_path: Path) -> None:
    run(tmp_path, "new", "own")
    text = "".join(path.read_text() for path in (tmp_path / "own").rglob("*.yaml"))
    assert [one for one in SHOWN if one not in text] == []


def test_it_has_nothing_to_report_with_its_rules_switched_either(tmp_path: Path) -> None:
    run(tmp_path, "new", "own")
    assert run(tmp_path, "check", "own").out.endswith("\n0 errors, 0 warnings\n")
    file = tmp_path / "own" / "story.yaml"
    file.write_text(file.read_text().replace("# rules: ", "rules: "))
    assert run(tmp_path, "check", "own").out.endswith("\n0 errors, 0 warnings\n")


def test_its_commentary_opens_as_it_is_played(tmp_path: Path) -> None:
    run(tmp_path, "new", "own")
    told = run(tmp_path, "--plain", "own", typed="readings\n1\n2\n1\nreadings\nsources\n").out
    before, _, after = told.partition("The end.")
    assert "This opens in chapter 2." in before and "It was a gift" not in before
    for words in ("It was a gift", "You held it over her", "Why did nobody ask her name?", "The boat."):
        assert words in after


def test_the_command_that_a_broken_story_tells_can_be_typed(tmp_path: Path) -> None:
    run(tmp_path, "new", "my story")
    (tmp_path / "my story" / "beats.yaml").write_text("beats: 3\n")
    told = run(tmp_path, "--plain", "my story").err
    assert shlex.split(told.rpartition("; run ")[2]) == ["anora", "check", "my story"]


@pytest.mark.parametrize(("before", "after"), [((), ()), (("a",), ("a",)), (("a", "a/b"), ("a", "a/b"))])
def test_a_full_disk_is_left_as_it_was(before: tuple[str, ...], after: tuple[str, ...], tmp_path: Path) -> None:
    for name in before:
        (tmp_path / name).mkdir()
    done = new_on_a_small_disk(tmp_path, "a/b")
    assert done.returncode == 1
    assert done.stderr == "anora: a/b: File too large; name another folder\n"
    assert tuple(str(one.relative_to(tmp_path)) for one in sorted(tmp_path.rglob("*"))) == after


def test_what_stands_in_the_way_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    done = run(tmp_path, "new", "a/b")
    assert (done.code, done.err) == (1, "anora: a/b: Not a directory; name another folder\n")
    assert (tmp_path / "a").read_text() == "mine" and list(tmp_path.iterdir()) == [tmp_path / "a"]
