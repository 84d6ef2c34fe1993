"""The wheel: one package, the story in it, playing away from the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(folder), str(ROOT)]
    made = subprocess.run(command, capture_output=True, check=False, cwd=folder, timeout=300)
    found = list(folder.glob("*.whl"))
    if made.returncode and any(word in made.stderr for word in (b"onnection", b"No module named pip", b"resolution")):
        pytest.skip("no package index to build with")
    assert not made.returncode, made.stderr.decode()
    return found[0]


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def play(site: Path, home: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    code = "import engine.__main__ as main; main.run()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=typed, capture_output=True, text=True, check=False, timeout=120,
        env=environment(home, PYTHONPATH=str(site)), cwd=home,
    )  # fmt: skip


def test_one_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"engine", "anora_retold"}
    for needed in ("story/story.yaml", "template/story.yaml", "terminal/app.tcss", "docs/screen.svg"):
        assert f"engine/{needed}" in names
    chapters = {path.name for path in (ROOT / "story" / "chapters").glob("*.yaml")}
    assert {name.rpartition("/")[2] for name in names if name.startswith("engine/story/chapters/")} == chapters


def test_the_command_is_named(site: Path) -> None:
    (entries,) = site.glob("*.dist-info/entry_points.txt")
    assert "anora = engine.__main__:run" in entries.read_text()


def test_it_plays_elsewhere(site: Path, tmp_path: Path) -> None:
    played = play(site, tmp_path, "--plain", typed="1\n1\n")
    assert (played.returncode, played.stderr) == (0, "")
    assert "Chapter 1." in played.stdout


def test_it_checks_and_begins_a_story_elsewhere(site: Path, tmp_path: Path) -> None:
    assert play(site, tmp_path, "new", "own").returncode == 0
    assert "0 errors" in play(site, tmp_path, "check", "own").stdout
