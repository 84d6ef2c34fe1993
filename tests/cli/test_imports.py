"""What each call may import: time to its first words is mostly this."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import LIGHTHOUSE, environment, run

LOOK = """
import json, sys
sys.argv = ["anora", *sys.argv[1:]]
from engine.__main__ import run
try:
    run()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def modules(home: Path, *arguments: str, typed: str = "") -> set[str]:
    unmeasured = {name: value for name, value in environment(home).items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments],
        input=typed.encode(), capture_output=True, env=unmeasured, cwd=home, check=True,
    )  # fmt: skip
    return set(json.loads(done.stderr.decode().splitlines()[-1]))


def of(found: set[str], *names: str) -> set[str]:
    return {one for one in found if one.partition(".")[0] in names}


HEAVY = ("textual", "rich", "yaml", "asyncio", "argparse", "hashlib", "unittest", "inspect", "tempfile", "subprocess",
         "difflib")  # fmt: skip


def test_version_and_help_import_next_to_nothing(tmp_path: Path) -> None:
    assert of(modules(tmp_path, "--version"), "engine") == {"engine", "engine.__main__"}
    found = modules(tmp_path, "--help")
    assert of(found, "engine") == {"engine", "engine.__main__", "engine.cli", "engine.cli.calls"}
    assert not of(found, "msgspec", "pathlib", *HEAVY)


def test_plain_from_the_cache(tmp_path: Path) -> None:
    run(tmp_path, "--plain", str(LIGHTHOUSE))
    found = modules(tmp_path, "--plain", str(LIGHTHOUSE), typed="2\n2\n1\n")
    assert not of(found, *HEAVY, "typing_extensions", "dataclasses", "shutil")
    assert not {one for one in found if one.startswith(("engine.reading.check", "engine.terminal", "engine.exports"))}


@pytest.mark.parametrize("arguments", [["map"], ["export"], ["saves"], ["check"]])
def test_nothing_but_the_app_imports_textual(tmp_path: Path, arguments: list[str]) -> None:
    story = ["--story", str(LIGHTHOUSE)] if arguments == ["saves"] else [str(LIGHTHOUSE)]
    assert not of(modules(tmp_path, *arguments, *story), "textual", "rich")


def test_what_is_left_out_of_an_import_is_found_afterwards() -> None:
    code = (
        "import sys; from engine.cli.lean import without\n"
        "with without('ssl', 'bz2'):\n    import asyncio\n"
        "assert asyncio.base_events.ssl is None and 'ssl' not in sys.modules\n"
        "import ssl, bz2; assert ssl.SSLContext\n"
        "with without('ssl'):\n    assert sys.modules['ssl'] is ssl\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
