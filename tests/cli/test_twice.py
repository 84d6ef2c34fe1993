"""A story of which one file stands twice, under another name, as after a copy or a merge."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import LIGHTHOUSE, run


@pytest.mark.parametrize("arguments", [("check",), ("play", "--plain"), ("map",), ("export",)], ids=" ".join)
def test_a_chapter_that_stands_twice_is_said_in_a_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    folder = Path(shutil.copytree(LIGHTHOUSE, tmp_path / "twice"))
    shutil.copy(folder / "chapters" / "01-dusk.yaml", folder / "chapters" / "03-copy.yaml")
    done = run(tmp_path, *arguments, str(folder))
    said = done.out if arguments == ("check",) else done.err
    assert done.code == 1
    assert "03-copy.yaml:1:5: error: there is a chapter `dusk` already in 01-dusk.yaml" in said
    assert "went wrong" not in done.err
