"""Standard streams that are closed, full, or open the wrong way, as a shell can hand them over."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine import cli
from tests.cli.running import LIGHTHOUSE, Ran, environment, run

STORY = str(LIGHTHOUSE)
FULL = "anora: stdout cannot be written to (No space left on device); see where it goes\n"
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a shell and a device that is full")


def shell(home: Path, arguments: str, typed: str = "") -> Ran:
    """Run the command with a shell's redirections."""
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m engine {arguments}'],
        input=typed.encode(), capture_output=True, env=environment(home), cwd=home, timeout=120, check=False,
    )  # fmt: skip
    return Ran(done)


@pytest.mark.parametrize("call", ["--version", "--help", "check", "map", "check --json", "saves", "--plain"])
def test_a_closed_stdout_is_nowhere_to_write_to(tmp_path: Path, call: str) -> None:
    done = shell(tmp_path, f"{call} >&-")
    assert (done.code, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("call", ["--version", "--help", "check", "map", "check --json", "saves", "--plain"])
def test_a_full_stdout_is_told_in_a_line(tmp_path: Path, call: str) -> None:
    done = shell(tmp_path, f"{call} >/dev/full")
    assert (done.code, done.err) == (1, FULL)


def test_what_is_played_without_streams_is_kept_whole(tmp_path: Path) -> None:
    """No save gets the descriptor of a stream that is not there, and with it what the stream is sent."""
    assert shell(tmp_path, f"--plain {STORY} >&- 2>&-", "2\n").code == 0
    assert "Ninety steps" in run(tmp_path, "--plain", STORY, "--resume").out


@pytest.mark.parametrize("stdin", ["<&-", "0>/dev/null"])
def test_a_stdin_that_cannot_be_read_has_ended(tmp_path: Path, stdin: str) -> None:
    done = shell(tmp_path, f"{STORY} {stdin}")
    assert (done.code, done.err) == (0, "")
    assert "Chapter 1. Dusk." in done.out


@pytest.mark.parametrize("stderr", ["2>&-", "2>/dev/full"])
def test_an_error_that_cannot_be_told_is_in_the_code(tmp_path: Path, stderr: str) -> None:
    done = shell(tmp_path, f"--bogus {stderr}")
    assert (done.code, done.out) == (2, "")


def test_another_error_of_the_systems_is_not_taken_for_stdouts(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def do(_: str) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(cli, "_do", do)
    monkeypatch.setattr(cli, "_leave_on_signals", lambda: None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["check"]) == 1
    assert "something went wrong inside (OSError: no more processes)" in capfd.readouterr().err
    assert len(list(tmp_path.glob("anora-report-*"))) == 1
