"""What holds for the checkout as a whole."""

import re
import subprocess

import pytest

from tests.cli.running import ROOT

ENGINE = ROOT / "engine"
NAMES = ("anora", "ani", "ivan", "igor", "mikey", "madison", "baker", "vegas", "brooklyn", "car scene")
COMMAND = re.compile(r"anora(-retold|-save|-report|-visitor)?\b", re.IGNORECASE)


def test_the_engine_names_nobody_from_the_story() -> None:
    names = re.compile(rf"\b({'|'.join(NAMES)})\b", re.IGNORECASE)
    found = []
    for path in sorted(ENGINE.rglob("*")):
        if path.suffix in (".py", ".tcss", ".yaml"):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                rest = COMMAND.sub("", line)
                found += [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for _ in names.findall(rest)]
    assert found == []


def test_the_readme_says_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text().splitlines()
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/anora" in readme
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -q" in readme
    assert (ROOT / "engine" / "docs" / "screen.svg").is_file()


def test_the_picture_fetches_nothing() -> None:
    svg = (ROOT / "engine" / "docs" / "screen.svg").read_text()
    assert svg.startswith("<svg")
    assert re.findall(r"https?://[^\"' )<]+", svg.replace("http://www.w3.org/2000/svg", "")) in (
        [],
        ["https://www.textualize.io"],
    )


def test_nothing_but_the_terminal_imports_textual() -> None:
    importing = re.compile(r"^\s*(?:from|import) (?:textual|rich)\b", re.MULTILINE)
    found = {str(path.relative_to(ENGINE)) for path in ENGINE.rglob("*.py") if importing.search(path.read_text())}
    assert {one for one in found if not one.startswith("terminal")} == set()


def test_only_the_terminal_and_the_command_name_the_terminal() -> None:
    importing = re.compile(r"^\s*(?:from|import) engine\.terminal\b", re.MULTILINE)
    found = {str(path.relative_to(ENGINE)) for path in ENGINE.rglob("*.py") if importing.search(path.read_text())}
    assert {one for one in found if one.split("/", maxsplit=1)[0] not in ("terminal", "cli", "docs")} == set()


def test_playing_starts_no_process() -> None:
    importing = re.compile(r"^\s*(?:from|import) (?:multiprocessing|subprocess|threading|concurrent)\b", re.MULTILINE)
    assert [path.name for path in (ENGINE / "playing").rglob("*.py") if importing.search(path.read_text())] == []


def test_reading_and_playing_know_nothing_above_them() -> None:
    above = {
        "reading": "playing|keeping|plain|cli|exports|terminal|session",
        "playing": "keeping|plain|cli|exports|terminal|session",
    }
    for folder, names in above.items():
        importing = re.compile(rf"^\s*(?:from|import) engine\.(?:{names})\b", re.MULTILINE)
        assert [path.name for path in (ENGINE / folder).rglob("*.py") if importing.search(path.read_text())] == []


def test_the_ci_script_takes_the_readmes_command() -> None:
    script = ROOT / ".ci" / "run"
    if not script.is_file():
        pytest.skip("an sdist has no checks")
    assert "README.md" in script.read_text()
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0
