"""The served app; the parts that need no browser."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.serving import _VISIT, _asked_by_name
from tests.cli.running import LIGHTHOUSE, environment


@pytest.mark.parametrize(
    ("asked", "host", "served"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("127.0.0.2:8000", "127.0.0.2", True),
        ("localhost:8000", "LOCALHOST", True),
        ("evil.example:8000", "LOCALHOST", False),
        ("evil.example:8000", "Localhost", False),
        ("evil.example:8000", "127.0.0.2", False),
        ("evil.example:8000", "0:0:0:0:0:0:0:1", False),
        ("evil.example", "0.0.0.0", True),
        ("evil.example", "own.example", True),
        ("", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
    ],
)
def test_a_loopback_server_answers_to_loopback_names(asked: str, host: str, served: bool) -> None:
    assert _asked_by_name(asked, host) is served


VISIT = """
import json, os, sys, tempfile
import engine.terminal.app as app
tempfile.tempdir = sys.argv[2]
def look(session, **how):
    session.start()
    mode = os.stat(session.data).st_mode & 0o777
    print(json.dumps([session.guest, str(session.data), str(session.file("/etc/passwd")), mode]))
app.run_app = look
from engine.cli.visit import visit
visit(sys.argv[1])
"""


def visit(home: Path) -> tuple[bool, Path, Path, int]:
    done = subprocess.run(
        [sys.executable, "-c", VISIT, str(LIGHTHOUSE), str(home)],
        capture_output=True, env=environment(home), cwd=home, check=True,
    )  # fmt: skip
    guest, data, file, mode = json.loads(done.stdout)
    return guest, Path(data), Path(file), mode


def test_each_visitor_has_a_folder_of_their_own_that_goes_with_them(tmp_path: Path) -> None:
    one, other = visit(tmp_path), visit(tmp_path)
    assert one[1] != other[1]
    for guest, data, file, mode in (one, other):
        assert guest and file == data / "passwd" and mode == 0o700
        assert not data.exists()


def test_a_visitor_plays_by_the_package_that_serves(tmp_path: Path) -> None:
    """A checkout that is run in its folder is on no path of the visitor's, and another may be installed."""
    (tmp_path / "engine" / "cli").mkdir(parents=True)
    (tmp_path / "engine" / "cli" / "visit.py").write_text("def visit(story): print('plays', story)\n")
    (tmp_path / "engine" / "__init__.py").touch()
    done = subprocess.run(
        [sys.executable, "-P", "-c", _VISIT, "this", str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "plays this\n"
